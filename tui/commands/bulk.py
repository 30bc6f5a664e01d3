"""`catena tag-hits`: what a query finds, tagged at once, after it was said how much that is."""

import sys
from typing import TYPE_CHECKING, Literal

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.excerpts import about_excerpt
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.results import nothing_found
from tui.commands.searching import documents_of, searcher_of
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.hits import Hit
    from store.bulk_acts import Place
    from store.holdings import Holdings

Span = Literal["word", "sentence", "passage"]


@click.command("tag-hits", cls=Command)
@click.argument("query", metavar="QUERY")
@click.option("--theme", "name", required=True, metavar="T", help="A theme by name, path or id.")
@click.option(
    "--span",
    type=click.Choice(["word", "sentence", "passage"]),
    default="sentence",
    show_default=True,
    help="How much around a match: the match alone, its sentence or its passage.",
)
@click.option("--note", default="", metavar="N", help="A note on each excerpt.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def tag_hits_command(session: Session, query: str, name: str, span: Span, note: str, yes: bool) -> None:
    """Tag everything that QUERY finds with a theme, in one act that `catena undo` takes back at once.

    Says how much it is and asks before.
    """
    from store.bulk_acts import tag_all

    holdings = documents_of(session)
    session.theme(name, holdings)
    searcher = searcher_of(session, holdings)
    found = searcher.find(query)
    if not found.total:
        raise AnswerIsNo(nothing_found(searcher, query))
    places = _places(session, holdings, found.hits, span)
    documents = len({place.document.id for place in places})
    what = f"{_count(found.total, 'match', 'matches')}, {_count(len(places), 'place', 'places')} by {span},"
    what += f" in {_count(documents, 'document', 'documents')}"
    _ask(session, what, session.theme(name, holdings).name, yes)
    with session.writing() as writer:
        act, excerpts = tag_all(session.holdings, writer.reviewer.id, places, session.theme(name), note)
        done = writer.perform(act)
    if session.as_json:
        for excerpt in excerpts:
            say_json(about_excerpt(excerpt))
    else:
        say(done.message)
    if len(excerpts) < len(places):
        session.note(f"{len(places) - len(excerpts)} of them were tagged so already")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _ask(session: Session, what: str, theme: str, yes: bool) -> None:
    """Says what will be done; raises UsageFault where nobody can be asked, AnswerIsNo where the answer is no."""
    if yes:
        session.note(what)
    elif not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageFault(f"{what}: nothing was tagged; --yes does it without asking")
    elif not click.confirm(f"{what}: tag them as {one_line(theme)}?", default=False, err=True):
        raise AnswerIsNo("nothing was tagged")


def _places(session: Session, holdings: "Holdings", hits: "tuple[Hit, ...]", span: Span) -> "list[Place]":
    """What is to be tagged, by document and place, each place once."""
    from search.passages import passages_of
    from store.bulk_acts import Place
    from tui.study import OpenText
    from tui.targets import Extent, Target

    extent: Extent = "words" if span == "word" else span
    opened: OpenText | None = None
    places: dict[tuple[str, int, int], Place] = {}
    for hit in hits:
        if opened is None or opened.document.id != hit.document:
            document = holdings.documents[hit.document]
            text = session.project.read_text(document)
            opened = OpenText(document, text, passages_of(text, document.rules))
        start, end = Target(opened, (hit.start, hit.end), extent).span
        places[hit.document, start, end] = Place(opened.document, opened.text, start, end)
    return list(places.values())
