"""`catena search`, `catena index`: finding places in the documents, and what makes that quick.

A search first brings the index up to date where documents changed. Where that is not possible (another window is at it, the
disk is full), what is indexed is searched, and what is not is said.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import click

from search.hits import Hit
from store.documents import Document
from store.errors import AnswerIsNo, CatenaError, UsageFault
from store.searches import PLACES, Question
from tui.commands.group import Command
from tui.commands.output import Progress, narrate, one_line, say, say_json
from tui.commands.questions import places_from
from tui.commands.results import find_annotations, nothing_found, tell_annotation, tell_facets
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.annotations import AnnotationHit
    from search.engine import Searcher
    from search.hits import Found
    from search.query import Query
    from store.holdings import Holdings

LONG = 3_000_000
"""Characters to index from which on it is said before, because it takes more than a moment."""


@click.command("search", cls=Command)
@click.argument("query", metavar="QUERY", required=False)
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
@click.option("--everything", is_flag=True, help="Search regions too that are left out, as tables or references.")
@click.option(
    "--in",
    "wanted_places",
    default="",
    metavar="PLACES",
    help="Where to look: documents (the default), excerpts with their notes, notes, memos, with commas between them.",
)
@click.option(
    "--facets",
    "facets",
    default="",
    metavar="KEY",
    help="Count the matches by kind, document, speaker, theme or case.KEY instead.",
)
@click.option(
    "--sort",
    "side",
    type=click.Choice(["left", "right"]),
    default=None,
    help="Order the matches by the words on this side of them.",
)
@click.option("--exact", is_flag=True, help="Only as typed: the same case, accents, marks and dashes; see =word.")
@click.option("--stem", is_flag=True, help="Find all forms of the words (leads, leading): see --language.")
@click.option("--language", default="en", show_default=True, metavar="CODE", help="With --stem: the words' language.")
@click.option("--saved", default="", metavar="NAME", help="Search what was saved under this name, instead of a QUERY.")
@click.option(
    "--saved-for",
    default="",
    metavar="T",
    help="Search all that was saved for this theme, as one query; see --untagged.",
)
@click.option("--for", "sought", default="", metavar="T", help="With --save: the theme that the search looks for.")
@click.option("--save", "name", default="", metavar="NAME", help="Save the search under this name.")
@click.option(
    "--log", "why", default=None, metavar="WHY", help="Write into the log what was found, and why you looked."
)
@click.option(
    "--counter-to",
    "contrary",
    multiple=True,
    metavar="T",
    help="With --log: the theme that you looked for counter-evidence to.",
)
@click.pass_obj
def search_command(
    session: Session,
    query: str | None,
    rank: bool,
    limit: int | None,
    count_only: bool,
    context: int,
    wanted: str,
    conditions: Sequence[str],
    themes: Sequence[str],
    untagged: bool,
    everything: bool,
    wanted_places: str,
    facets: str,
    side: "Literal['left', 'right'] | None",
    exact: bool,
    stem: bool,
    language: str,
    saved: str,
    saved_for: str,
    sought: str,
    name: str,
    why: str | None,
    contrary: Sequence[str],
) -> None:
    """Find words, "phrases", prefix*, w?ld, word~, "a b"~5, /regex/, =as-typed; with OR, NOT, -, brackets and field:value.

    Prints every match with its place, in characters of the document's text.
    """
    from search.query import parse_query
    from tui.commands.questions import keep, question_for, question_of, saved_question

    if bool(saved) + bool(saved_for) + (query is not None) != 1:
        raise UsageFault("give a query, or --saved with the name of a saved search, or --saved-for with a theme")
    if sought and not name:
        raise UsageFault("--for names the theme that a saved search looks for: give --save with its name too")
    if contrary and why is None:
        raise UsageFault("--counter-to says what a logged search was for: give --log with the reason too")
    asked, slug = saved_question(session, saved) if saved else (Question(query or ""), "")
    if saved_for:
        asked = question_for(session, saved_for)
    asked = replace(
        asked,
        untagged=asked.untagged or untagged,
        everything=asked.everything or everything,
        places=places_from(wanted_places) or asked.places,
    )
    keeping = bool(name) or why is not None
    _refuse_together(asked, rank=rank, side=side, facets=facets)
    holdings = documents_of(session)
    if exact:
        if stem:
            raise UsageFault("--exact looks for what was typed and --stem for other forms of it: give one")
        parse_query(asked.query)
        asked = replace(asked, query=f"=({asked.query})")
    if stem:
        asked = replace(asked, query=_stemmed(session, holdings, asked.query, language))
    parsed = _narrowed(parse_query(asked.query), conditions, themes)
    document = session.document(wanted, holdings).id if wanted else ""
    against = [session.theme(each) for each in contrary]
    theme = session.theme(sought) if sought else None
    # What shall be kept is worded before anything is searched: not everything can be.
    whole = question_of(asked, conditions, themes, document) if keeping else asked
    searcher = searcher_of(session, holdings) if "documents" in asked.places else None
    most = 0 if count_only or facets else None if side else limit
    wishes = {"untagged": asked.untagged, "everything": asked.everything}
    found = _find(searcher, parsed, most, rank=rank, document=document, **wishes)
    noted = find_annotations(session, parsed, asked.places, document) if asked.places != PLACES[:1] else []
    total = found.total + len(noted)
    if count_only:
        _say_count(session, found, total)
    elif facets and searcher is not None:
        tell_facets(session, searcher, parsed, facets, document=document, **wishes)
    else:
        shown = (_sorted(searcher, found.hits, side) + noted)[:limit]
        teller = _Teller(session, holdings.documents, context)
        for hit in shown:
            teller.tell(hit)
        if len(shown) < total:
            session.note(f"{len(shown)} of {total} matches shown; the others: a larger --limit")
    if keeping:
        counts = {"hits": total, "documents": found.documents}
        keep(session, whole, name=name, theme=theme, why=why, against=against, asked=slug, **counts)
    if not total:
        raise AnswerIsNo(nothing_found(searcher, asked.query, parsed, document, asked.untagged))


def _stemmed(session: Session, holdings: "Holdings", query: str, language: str) -> str:
    """The query with all forms of its words that occur in the documents; it is told, and saved, as it is then."""
    from search.query import parse_query
    from search.stemming import LANGUAGES, stemmed
    from search.wording import worded

    if language not in LANGUAGES:
        raise UsageFault(f"there is no stemming for {language!r}; the languages are {', '.join(LANGUAGES)}")
    widened = worded(stemmed(parse_query(query), searcher_of(session, holdings), language))
    session.note(f"searching for {one_line(widened)}")
    return widened


def _refuse_together(asked: Question, *, rank: bool, side: str | None, facets: str) -> None:
    """Raises UsageFault where two wishes contradict each other."""
    if rank and side:
        raise UsageFault("--rank and --sort are two orders: give one")
    if asked.places != PLACES[:1] and (facets or asked.untagged):
        raise UsageFault("--facets and --untagged are about passages of documents: leave out --in")


def _find(searcher: "Searcher | None", query: "Query", limit: int | None, **wishes: Any) -> "Found":
    from search.hits import Found

    return searcher.find(query, limit=limit, **wishes) if searcher is not None else Found((), 0, 0, 0)


def _sorted(
    searcher: "Searcher | None", hits: "Sequence[Hit]", side: "Literal['left', 'right'] | None"
) -> "list[Hit | AnnotationHit]":
    from search.concordance import by_neighbours

    return list(by_neighbours(searcher, hits, side) if searcher is not None and side else hits)


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

    searcher = Searcher.open(session.project, holdings.documents, holdings=lambda: session.holdings)
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


def _say_count(session: Session, found: "Found", total: int) -> None:
    if session.as_json:
        say_json({"total": total, "documents": found.documents, "passages": found.passages})
    else:
        say(str(total))


class _Teller:
    """Prints hits with the verbatim text around them."""

    def __init__(self, session: Session, documents: "dict[str, Document] | Any", context: int) -> None:
        self._session = session
        self._documents = documents
        self._context = context
        self._texts: dict[str, str] = {}

    def tell(self, hit: "Hit | AnnotationHit") -> None:
        if not isinstance(hit, Hit):
            tell_annotation(self._session, hit, self._context)
            return
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
