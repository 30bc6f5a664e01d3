"""`catena search`, `catena index`: finding places in the documents, and what makes that quick.

A search first brings the index up to date where documents changed. Where that is not possible (another window is at it, the
disk is full), what is indexed is searched, and what is not is said.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.documents import Document
from store.errors import AnswerIsNo, CatenaError, UsageFault
from tui.commands.group import Command
from tui.commands.output import Progress, narrate, one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.engine import Searcher
    from search.hits import Found, Hit
    from search.query import Query
    from store.holdings import Holdings

LONG = 3_000_000
"""Characters to index from which on it is said before, because it takes more than a moment."""


@click.command("search", cls=Command)
@click.argument("query", metavar="QUERY")
@click.option("--rank", is_flag=True, help="Best passages first, instead of document by document.")
@click.option("--limit", type=click.IntRange(min=1), default=None, metavar="N", help="Show at most N matches.")
@click.option("--count", "count_only", is_flag=True, help="Only say how many matches there are.")
@click.option(
    "--context",
    type=click.IntRange(0, 2000),
    default=40,
    show_default=True,
    metavar="N",
    help="Characters around a match.",
)
@click.option("--document", "wanted", default="", metavar="D", help="Search one document.")
@click.option("--where", "conditions", multiple=True, metavar="KEY=VALUE", help="Only where a case has this attribute.")
@click.option(
    "--theme", "themes", multiple=True, metavar="T", help="Only passages with excerpts of this theme or below."
)
@click.option("--untagged", is_flag=True, help="Only passages without any excerpt.")
@click.pass_obj
def search_command(
    session: Session,
    query: str,
    rank: bool,
    limit: int | None,
    count_only: bool,
    context: int,
    wanted: str,
    conditions: Sequence[str],
    themes: Sequence[str],
    untagged: bool,
) -> None:
    """Find words, "phrases", prefix*, w?ld, word~, "a b"~5, /regex/; with OR, NOT, -, brackets and field:value.

    Prints every match with its place, in characters of the document's text.
    """
    from search.query import parse_query

    parsed = _narrowed(parse_query(query), conditions, themes)
    holdings = documents_of(session)
    document = session.document(wanted, holdings).id if wanted else ""
    searcher = searcher_of(session, holdings)
    found = searcher.find(parsed, limit=0 if count_only else limit, rank=rank, document=document, untagged=untagged)
    if count_only:
        _say_count(session, found)
    else:
        teller = _Teller(session, holdings.documents, context)
        for hit in found.hits:
            teller.tell(hit)
        if len(found.hits) < found.total:
            session.note(f"{len(found.hits)} of {found.total} matches shown; the others: a larger --limit")
    if not found.total:
        raise AnswerIsNo(f"nothing found for {one_line(query)}")


def _narrowed(query: "Query", conditions: Sequence[str], themes: Sequence[str]) -> "Query":
    from search.query import And, Field

    parts: list[Query] = [Field("theme", theme) for theme in themes]
    for condition in conditions:
        key, equals, value = condition.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise UsageFault(f"--where takes KEY=VALUE, as in --where site=Northgate, and not {condition!r}")
        parts.append(Field(f"case.{key.strip()}", value.strip()))
    return And((query, *parts)) if parts else query


def documents_of(session: Session) -> "Holdings":
    """The documents, without the excerpts of a large project, which few searches need."""
    from store.holdings import read_document_holdings

    holdings = read_document_holdings(session.project, "")
    session.tell_faults(holdings.faults)
    return holdings


def searcher_of(session: Session, holdings: "Holdings") -> "Searcher":
    """A searcher over an index that is as new as it can be."""
    from search.engine import Searcher

    searcher = Searcher.open(session.project, holdings.documents)
    if searcher.missing:
        from search.index import update_index

        size = sum(holdings.documents[each].characters for each in searcher.missing)
        if size > LONG:
            session.note(f"indexing {len(searcher.missing)} documents first, {size // 1_000_000} million characters")
        progress = Progress(session.quiet)
        try:
            state = update_index(
                session.project, holdings.documents, progress=lambda done, to_do: progress.show(_share(done, to_do))
            )
        except CatenaError as error:
            progress.end()
            narrate(f"{len(searcher.missing)} documents are not indexed and were not searched: {error.message}")
        else:
            progress.end()
            session.tell_faults(state.faults)
            searcher.refresh()
    return searcher


def _share(done: int, to_do: int) -> str:
    return f"indexing  {done * 100 // max(to_do, 1)} %"


def _say_count(session: Session, found: "Found") -> None:
    if session.as_json:
        say_json({"total": found.total, "documents": found.documents, "passages": found.passages})
    else:
        say(str(found.total))


class _Teller:
    """Prints hits with the verbatim text around them."""

    def __init__(self, session: Session, documents: "dict[str, Document] | Any", context: int) -> None:
        self._session = session
        self._documents = documents
        self._context = context
        self._texts: dict[str, str] = {}

    def tell(self, hit: "Hit") -> None:
        text = self._text(hit.document)
        before = text[max(0, hit.start - self._context) : hit.start]
        after = text[hit.end : hit.end + self._context]
        if self._session.as_json:
            say_json(
                {
                    "document": hit.document,
                    "start": hit.start,
                    "end": hit.end,
                    "text": text[hit.start : hit.end],
                    "passage": list(hit.passage),
                    "speaker": hit.speaker,
                    "before": before,
                    "after": after,
                    "score": round(hit.score, 4),
                }
            )
            return
        left = one_line(f"|{before}|")[1:-1].rjust(self._context)
        right = one_line(f"|{after}|")[1:-1]
        say(f"{hit.document} {hit.start}-{hit.end}  {left}>{one_line(text[hit.start : hit.end])}<{right}".rstrip())

    def _text(self, document: str) -> str:
        if document not in self._texts:
            # Hits come document by document, or a few by rank: one text at a time is enough.
            self._texts = {document: self._session.project.read_text(self._documents[document])}
        return self._texts[document]


@click.command("index", cls=Command)
@click.option("--rebuild", is_flag=True, help="Build the index anew.")
@click.option("--check", is_flag=True, help="Only check it: every file, and against the documents.")
@click.pass_obj
def index_command(session: Session, rebuild: bool, check: bool) -> None:
    """Bring the search index up to date, or check it. A search does that by itself where little has changed."""
    from search.index import check_index, update_index

    holdings = documents_of(session)
    if check:
        faults = check_index(session.project, holdings.documents)
        for fault in faults:
            if session.as_json:
                say_json({"fault": fault})
            else:
                say(fault)
        if faults:
            raise AnswerIsNo("the index is not whole or not up to date: `catena index` mends it")
        session.note("the index is whole and up to date")
        return
    progress = Progress(session.quiet)
    try:
        state = update_index(
            session.project,
            holdings.documents,
            progress=lambda done, to_do: progress.show(_share(done, to_do)),
            rebuild=rebuild,
        )
    finally:
        progress.end()
    session.tell_faults(state.faults)
    if session.as_json:
        say_json(
            {
                "documents": state.documents,
                "passages": state.passages,
                "seconds": round(state.seconds, 3),
                "bytes": state.bytes,
                "changed": state.changed,
                "missing": state.missing + len(state.faults),
            }
        )
    else:
        say(
            f"{state.documents} documents, {state.passages} passages, {state.bytes / 1_000_000:.1f} MB, {state.seconds:.2f} s"
        )
