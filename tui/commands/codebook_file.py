"""`catena codebook export|import`: the whole codebook as one file."""

from pathlib import Path

import click

from store.errors import UsageFault
from tui.commands.group import Group
from tui.commands.output import say, say_json, say_verbatim
from tui.commands.session import Session
from tui.commands.theme_output import WHY

FORMATS = ("toml", "csv", "md")


@click.group("codebook", cls=Group)
def codebook_command() -> None:
    """Take the whole codebook out as one file, or take one in."""


@codebook_command.command("export")
@click.option("--format", "form", default="toml", metavar="F", help=f"{', '.join(FORMATS)} (default: toml).")
@click.pass_obj
def codebook_export(session: Session, form: str) -> None:
    """Print the codebook as TOML, as CSV, or as a page of Markdown."""
    from themes.codebook_files import to_csv, to_markdown, to_toml

    themes = session.holdings.themes
    if form == "md":
        from themes.counts import count_evidence
        from tui.commands.table_options import speaking_cases

        evidence = count_evidence(session.holdings, cases_of=speaking_cases(session, session.holdings))
        text = to_markdown(session.project.settings.title, themes, evidence)
    elif form in FORMATS:
        text = to_csv(themes) if form == "csv" else to_toml(themes).decode("utf-8")
    else:
        raise UsageFault(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
    if session.as_json:
        say_json({"format": form, "text": text})
    elif text:
        say_verbatim(text)


@codebook_command.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Themes that are here already become what the file says.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@WHY
@click.pass_obj
def codebook_import(session: Session, path: Path, update: bool, dry_run: bool, why: str) -> None:
    """Take in the themes of a TOML or CSV file, as one act."""
    from store.codebook_acts import import_codebook
    from themes.codebook_files import from_csv, from_toml

    if path.suffix.lower() not in (".toml", ".csv"):
        raise UsageFault(f"{path.name} is neither .toml nor .csv")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageFault(f"{path} cannot be read ({error.strerror})") from None
    rows = from_toml(path.name, data) if path.suffix.lower() == ".toml" else from_csv(path.name, data)
    if dry_run:
        _, incoming = import_codebook(session.holdings, rows, update, why)
        session.note("nothing was written")
    else:
        with session.writing() as writer:
            act, incoming = import_codebook(session.holdings, rows, update, why)
            writer.perform(act)
    for called, theme in incoming.themes.items():
        kinds = (("added", incoming.added), ("changed", incoming.changed), ("differs", incoming.differing))
        status = next((status for status, those in kinds if called in those), "unchanged")
        if session.as_json:
            say_json({"theme": theme.id, "label": theme.label, "name": theme.name, "result": status})
        elif status != "unchanged":
            say(f"{status:8}  {theme.id}  {' '.join(theme.name.split())}")
