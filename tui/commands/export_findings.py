"""`catena export md|docx|html`: the findings for readers, with the same choices for each of them."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo
from tui.commands.group import Command
from tui.commands.output import Progress, say, say_json, say_verbatim
from tui.commands.session import Session

if TYPE_CHECKING:
    from themes.pages.findings import Choice, Findings


def _choices(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every such export."""
    for option in (
        click.argument("path", metavar="PATH", type=click.Path(path_type=Path)),
        click.option("--force", is_flag=True, help="Replace the file where there is one already."),
        click.option(
            "--memo", "memos", multiple=True, metavar="M", help="Put this memo in; repeatable. `all`: all of them."
        ),
        click.option("--as", "reader", default="", metavar="R", help="As this reviewer reads colleagues' excerpts."),
        click.option("--starred", is_flag=True, help="Print starred excerpts alone with the themes."),
        click.option(
            "--theme", "names", multiple=True, metavar="T", help="Only this theme and those below it; repeatable."
        ),
    ):
        command = option(command)
    return command


@click.command("md", cls=Command)
@_choices
@click.option("--quotations", "most", type=click.IntRange(0), metavar="N", help="How many a theme has (default: all).")
@click.pass_obj
def export_md(session: Session, /, path: Path, force: bool, **chosen: Any) -> None:
    """Write the findings as a draft in Markdown: themes, quotations with citations, memos, appendix. `-` prints it."""
    _export(session, "md", path, force, chosen)


@click.command("docx", cls=Command)
@_choices
@click.option("--quotations", "most", type=click.IntRange(0), metavar="N", help="How many a theme has (default: all).")
@click.pass_obj
def export_docx(session: Session, /, path: Path, force: bool, **chosen: Any) -> None:
    """Write the findings as a document for a word processor, as of `export md`."""
    _export(session, "docx", path, force, chosen)


@click.command("html", cls=Command)
@_choices
@click.option(
    "--quotations", "most", type=click.IntRange(0), default=5, metavar="N", help="How many a theme has (default: 5)."
)
@click.pass_obj
def export_html(session: Session, /, path: Path, force: bool, **chosen: Any) -> None:
    """Write the findings as one page for a browser, in which each number opens the excerpts behind it."""
    _export(session, "html", path, force, chosen)


WRITERS = {"md": "themes.pages.markdown", "docx": "themes.pages.word", "html": "themes.pages.html"}
"""The module of each format; its `written(findings)` are the bytes, `texts(bytes)` what a reader meets in them."""


def _export(session: Session, form: str, path: Path, force: bool, chosen: dict[str, Any]) -> None:
    from store.exchange.outgoing import place_to_write, write_out

    printed = str(path) == "-" and form == "md"
    place = path if printed else place_to_write(session.project, path, force)
    progress = Progress(session.quiet)
    try:
        findings, data = made(session, form, choice_of(session, **chosen), progress.show)
    finally:
        progress.end()
    if not printed:
        write_out(place, data, force)
    counted = {"themes": len(findings.themes), "excerpts": len(findings.quotations), "memos": len(findings.memos)}
    for note in notes_of(findings):
        session.note(note)
    if session.as_json:
        about = {"path": str(path), "format": form, **counted, "bytes": len(data)}
        say_json({**about, "commit": findings.origin.commit, "uncommitted": findings.origin.changed})
    elif printed:
        say_verbatim(data.decode("utf-8"))
    else:
        say(f"wrote     {path}  {told(findings)}")


def made(session: Session, form: str, choice: "Choice", show: Callable[[str], None]) -> "tuple[Findings, bytes]":
    """The findings and the bytes of the file, looked through for names; `show` is told what is being done."""
    writer = import_module(WRITERS[form])
    findings = findings_of(session, choice, show)
    data: bytes = writer.written(findings, show)
    show("looking for names")
    refuse(session, writer, data)
    return findings, data


def notes_of(findings: "Findings") -> list[str]:
    """What whoever exports must know, as it is said behind a program's name."""
    from themes.pages.report import notes

    return [note[:1].lower() + note[1:].removesuffix(".") for note in notes(findings)]


def told(findings: "Findings") -> str:
    """How much is in it."""
    from themes.counts import many

    counted = ((findings.themes, "theme"), (findings.quotations, "excerpt"), (findings.memos, "memo"))
    return ", ".join(many(len(things), what) for things, what in counted)


def choice_of(
    session: Session, names: Sequence[str], starred: bool, memos: Sequence[str], most: int | None, reader: str = ""
) -> "Choice":
    """What the options ask for; raises UsageFault for what there is not."""
    from store.links import by_date
    from themes.pages.findings import Choice

    every = [memo.id for memo in by_date(session.holdings.memos.values())] if "all" in memos else []
    named = [session.memo(each).id for each in memos if each != "all"]
    themes = tuple(session.theme(name).id for name in names)
    read_by = session.person(reader).id if reader else ""
    return Choice(themes, starred, tuple(dict.fromkeys([*every, *named])), most, read_by)


def findings_of(session: Session, choice: "Choice", show: Callable[[str], None]) -> "Findings":
    """The findings as the files are now; raises AnswerIsNo where there is no theme yet."""
    from importlib.metadata import version

    from store.pseudonyms import read_names
    from themes.history import theme_histories
    from themes.pages.findings import gather
    from themes.pages.origin import origin_of
    from tui.commands.speaking import Speakers

    holdings = session.holdings
    if not holdings.themes:
        raise AnswerIsNo("there is no theme to write about yet")
    show("asking git")
    origin, histories = origin_of(session.project, version("catena")), theme_histories(session.project)
    reading = Speakers(session).reading
    key = read_names(session.project)

    def tell(done: int, of: int) -> None:
        show(f"reading excerpts: {done:,} of {of:,}")

    return gather(
        holdings, session.project.settings, reading, origin, histories, key, choice, tell, bool(session.hidden)
    )


def refuse(session: Session, writer: Any, data: bytes) -> None:
    """Raises ProjectFault where the finished bytes hold a real name of the key; the program's own words are none."""
    from store.exchange.outgoing import refuse_real_names
    from store.pseudonyms import read_names
    from themes.pages.own_words import nothing

    if read_names(session.project).names:
        own = "\n".join(text for _, text in writer.texts(writer.written(nothing())))
        refuse_real_names(session.project, writer.texts(data), own)
