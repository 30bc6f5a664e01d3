"""`catena export csv`: the excerpts as a sheet."""

from pathlib import Path

import click

from store.errors import AnswerIsNo
from store.excerpts import Excerpt
from tui.commands.group import Command
from tui.commands.output import say, say_json, say_verbatim
from tui.commands.session import Session

FORCE = click.option("--force", is_flag=True, help="Replace the file where there is one already.")


@click.command("csv", cls=Command)
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--theme", "name", default="", metavar="T", help="Only excerpts under this theme.")
@click.option("--document", "wanted", default="", metavar="D", help="Only excerpts of this document.")
@click.option("--starred", is_flag=True, help="Only starred excerpts.")
@FORCE
@click.pass_obj
def export_csv(session: Session, path: Path, name: str, wanted: str, starred: bool, force: bool) -> None:
    """Write the excerpts as a sheet, a row for each theme that one has. `-` prints it."""
    from store.citations import cited, fields_of
    from store.exchange.outgoing import place_to_write, refuse_real_names, write_out
    from themes.counts import excerpts_under
    from themes.highlight_sheet import to_csv
    from tui.commands.excerpts import Anchors

    holdings, printed = session.holdings, str(path) == "-"
    form = session.project.settings.citation
    place = path if printed else place_to_write(session.project, path, force)
    found = list(excerpts_under(holdings, session.theme(name).id) if name else holdings.excerpts.values())
    if starred:
        found = [each for each in found if each.starred]
    if wanted:
        document = session.document(wanted)
        found = [each for each in found if each.document == document.id]
    if not found:
        raise AnswerIsNo("there is no excerpt to write")
    found.sort(key=lambda each: (each.document, each.start, each.end, each.id))
    anchors = Anchors(session)

    def seen(excerpt: Excerpt) -> tuple[str, str, str]:
        citation = cited(form, fields_of(excerpt, holdings, anchors.fields(excerpt)))
        return anchors.state(excerpt), ", ".join(anchors.fields(excerpt).values()), citation

    text = to_csv(holdings, found, seen)
    refuse_real_names(session.project, [("the sheet", text)])
    if not printed:
        write_out(place, text.encode("utf-8"), force)
    if session.as_json:
        say_json({"path": str(path), "format": "csv", "excerpts": len(found), "bytes": len(text.encode("utf-8"))})
    elif printed:
        say_verbatim(text)
    else:
        say(f"wrote     {path}  {len(found)} excerpt{'s' * (len(found) != 1)}")
