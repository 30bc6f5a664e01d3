"""`catena tag`, `catena untag`: a reviewer's own excerpts, and the themes on them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo, UsageFault
from store.excerpts import Excerpt
from store.holdings import candidates, find_one, holdings_after, read_document_holdings
from tui.commands.excerpts import about_excerpt
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session, theme_names

if TYPE_CHECKING:
    from store.acts import Act
    from store.codebook import Theme
    from store.holdings import Holdings


@click.command("tag", cls=Command)
@click.argument("wanted", metavar="DOC")
@click.argument("start", type=int)
@click.argument("end", type=int)
@click.option(
    "--theme", "names", multiple=True, required=True, metavar="T", help="A theme by name, path or id; repeatable."
)
@click.option("--note", default="", metavar="N", help="A note on the excerpt.")
@click.option("--new", is_flag=True, help="Make the themes that do not exist yet.")
@click.pass_obj
def tag_command(
    session: Session, wanted: str, start: int, end: int, names: Sequence[str], note: str, new: bool
) -> None:
    """Tag code points START to END (exclusive) of a document."""
    from store.acts import tag, together

    with session.writing() as writer:
        holdings = read_document_holdings(session.project, wanted)
        document = session.document(wanted, holdings)
        if document.id != wanted:
            holdings = read_document_holdings(session.project, document.id)
        session.tell_faults(holdings.faults)
        _refuse_unreadable(holdings, writer.reviewer.id, document.id)
        holdings, themes, acts = _themes_for(session, holdings, names, new)
        text = session.project.read_text(document)
        act, excerpt = tag(holdings, writer.reviewer.id, document, text, [(start, end)], themes, note)
        writer.perform(together(*acts, act))
    _say_tagged(session, excerpt)


def _refuse_unreadable(holdings: "Holdings", reviewer: str, document: str) -> None:
    """The reviewer's own file must be readable before it is written to, or an excerpt could be tagged twice."""
    for fault in holdings.faults:
        if fault.path == f"excerpts/{reviewer}/{document}.toml":
            raise fault


def _themes_for(
    session: Session, holdings: "Holdings", names: Sequence[str], new: bool
) -> "tuple[Holdings, list[Theme], list[Act]]":
    """The themes that `names` mean; with `new`, those that nothing is called are made, and with them the acts."""
    from store.acts import add_theme
    from store.codebook import SEPARATOR, theme_path, theme_record
    from store.holdings import Touched

    themes: list[Theme] = []
    acts: list[Act] = []
    for name in names:
        if name in holdings.themes or candidates(name, _active(holdings), theme_names(holdings.themes)):
            themes.append(session.theme(name, holdings))
            continue
        if not new:
            raise UsageFault(f"there is no theme {name!r}; `catena themes` lists them, --new makes it")
        above = None
        for part in name.split(SEPARATOR):
            here = {key: each for key, each in _active(holdings).items() if each.parent == (above.id if above else "")}
            named = [each for each in here.values() if each.name.casefold() == " ".join(part.split()).casefold()]
            if named:
                above = named[0]
                continue
            act, above = add_theme(holdings, part, above)
            acts.append(act)
            holdings = holdings_after(holdings, [Touched(theme_path(above.id), theme_record(above))])
        assert above is not None
        themes.append(above)
    return holdings, themes, acts


def _say_tagged(session: Session, excerpt: Excerpt) -> None:
    if session.as_json:
        say_json(about_excerpt(excerpt))
    else:
        say(f"{excerpt.id}  {excerpt.document} {excerpt.start}-{excerpt.end}  {one_line(excerpt.text)}")


def _active(holdings: "Holdings") -> "dict[str, Theme]":
    return {theme.id: theme for theme in holdings.themes.values() if theme.active}


@click.command("untag", cls=Command)
@click.argument("wanted", metavar="EXCERPT | DOC START END", nargs=-1, required=True)
@click.option("--theme", "name", default="", metavar="T", help="Take only this theme off.")
@click.pass_obj
def untag_command(session: Session, wanted: Sequence[str], name: str) -> None:
    """Take a theme off an excerpt, or take the whole excerpt away (`catena undo` brings it back)."""
    from store.acts import untag

    with session.writing() as writer:
        holdings = session.holdings
        mine = {key: each for key, each in holdings.excerpts.items() if each.reviewer == writer.reviewer.id}
        if len(wanted) == 1:
            excerpt = find_one("excerpt of yours", wanted[0], mine, lambda _: ())
        elif len(wanted) == 3 and wanted[1].isdecimal() and wanted[2].isdecimal():
            document = session.document(wanted[0])
            place = (int(wanted[1]), int(wanted[2]))
            here = [each for each in mine.values() if each.document == document.id and (each.start, each.end) == place]
            if not here:
                raise AnswerIsNo(f"you have no excerpt at {place[0]} to {place[1]} of {document.id}")
            excerpt = here[0]
        else:
            raise UsageFault("name an excerpt by its id, or by a document and where it starts and ends")
        theme = session.theme(name) if name else None
        act = untag(holdings, excerpt, theme)
        done = writer.perform(act)
    left = holdings_after(holdings, done.touched).excerpts.get(excerpt.id)
    if session.as_json:
        say_json(about_excerpt(excerpt) | {"themes": list(left.themes) if left else []})
    else:
        say(done.message)
