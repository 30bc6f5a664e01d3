"""What stands in the documents and is not searched: words in running heads and page numbers, matches in regions left out.

Nothing is found for it, and yet a person sees it on the page: then this says where it stands and why it is not searched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from search.engine import Searcher
from search.layers import furniture
from search.query import Exact, Phrase, Prefix, Query, Term, parse_query
from search.stopping import go_on
from search.suggestions import Suggestion
from search.tokens import spans_of
from search.view import changes_of, folded
from search.wording import narrowed, worded

LARGEST = 10_000_000
"""Code points of all documents together up to which they are looked through: all of them are read for it."""

MOST = 200
"""Matches in regions of which the kinds are told."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A word, in how many places a layer leaves it out, and the first of them."""

    word: str
    layer: str
    places: int
    document: str
    start: int

    def __str__(self) -> str:
        often = "once" if self.places == 1 else f"{self.places} times, first"
        return f"{self.word} stands {often} at {self.start} of {self.document}, in {self.layer}, which is not searched"


def left_out(searcher: Searcher, query: str, *, typing: bool = False) -> list[LeftOut]:
    """The words of a query that a layer leaves out, in the order of the query; raises QueryFault where it cannot be read."""
    words = list(dict.fromkeys(_words(parse_query(query, typing))))
    places: dict[str, list[tuple[str, int]]] = {word: [] for word, _ in words}
    for document, start, tokens in _furniture(searcher) if words else ():
        for word, begun in words:
            if word in tokens or (begun and any(token.startswith(word) for token in tokens)):
                places[word].append((document, start))
    return [LeftOut(word, furniture.NAME, len(found), *found[0]) for word, found in places.items() if found]


def left_out_quotation(searcher: Searcher, quotation: str) -> LeftOut | None:
    """Where a layer leaves out all the words of a quotation, one behind the other; None where none does."""
    shown = folded(quotation)
    words = [shown[start:end] for start, end in spans_of(shown)]
    found = [
        (document, start)
        for document, start, tokens in _furniture(searcher)
        if any(tokens[at : at + len(words)] == words for at in range(len(tokens) - len(words) + 1))
    ]
    return LeftOut(f'"{" ".join(quotation.split())}"', furniture.NAME, len(found), *found[0]) if found else None


def _furniture(searcher: Searcher) -> Iterator[tuple[str, int, list[str]]]:
    """What is left out as page furniture: the document, the place and the words. Nothing of more than LARGEST."""
    documents = [
        (document.id, columns.passage_ends[document.passage + document.passages - 1])
        for columns, alive, _ in searcher.segments()
        for document, lives in zip(columns.documents, alive.tolist(), strict=True)
        if lives
    ]
    if sum(int(size) for _, size in documents) > LARGEST:
        return
    for document, _ in sorted(documents):
        go_on()
        for change in changes_of(searcher.text(document), furniture.NAME, searcher.rules(document)):
            line = folded(change.before)
            start = change.start + len(change.before) - len(change.before.lstrip())
            yield document, start, [line[first:last] for first, last in spans_of(line)]


@dataclass(frozen=True, slots=True)
class InRegions:
    """How many matches lie in regions that are left out, and of which kinds those are."""

    total: int
    kinds: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.total} in parts left out: {', '.join(self.kinds)}"


def left_out_regions(
    searcher: Searcher, query: str | Query, *, typing: bool = False, document: str = "", untagged: bool = False
) -> InRegions | None:
    """What a query would find in regions that are left out; None where that is nothing. Raises QueryFault."""
    if all(region.searched for each in searcher.documents() for region in each.rules.regions):
        return None
    wanted = parse_query(query, typing) if isinstance(query, str) else query
    seen = searcher.find(wanted, limit=0, document=document, untagged=untagged).total
    found = searcher.find(wanted, limit=MOST, document=document, untagged=untagged, everything=True)
    if found.total <= seen:
        return None
    kinds = {
        region.kind
        for hit in found.hits
        for region in searcher.rules(hit.document).regions
        if not region.searched and region.start < hit.end and hit.start < region.end
    }
    return InRegions(found.total - seen, tuple(sorted(kinds)))


def in_regions(searcher: Searcher, query: str, *, typing: bool = False) -> list[Suggestion]:
    """The query that finds what lies in regions left out, where there is something; raises QueryFault."""
    hidden = left_out_regions(searcher, query, typing=typing)
    if hidden is None:
        return []
    asked = narrowed(worded(parse_query(query, typing)), "region:*")
    found = searcher.find(asked, limit=0)
    why = f"in parts left out: {', '.join(hidden.kinds)}"
    return [Suggestion(asked, why, found.total, found.documents)] if found.total else []


def _words(query: Query) -> list[tuple[str, bool]]:
    """The words that a query wants, each with whether it is only the beginning of one."""
    match query:
        case Term(text):
            return [(text, False)]
        case Prefix(text):
            return [(text, True)]
        case Phrase(parts):
            return [word for part in parts for word in _words(part)]
        case Exact(part):
            return _words(part)
    return [word for part in getattr(query, "parts", ()) for word in _words(part)]
