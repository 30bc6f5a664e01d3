"""Facets: how the hits of a search are spread over kinds, documents, speakers, themes and the attributes of cases.

The count beside a value is what the search finds once `field:value` is added to its query. A hit counts under every value that
holds for it, so the counts of themes and of attributes with several values can be more than the hits altogether.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from search.hits import Hit
from search.lineage import lineage
from search.tallies import Spread, Tally, tallies_of
from search.view import folded
from search.wording import field_worded
from store.errors import UsageFault
from store.holdings import Holdings

KEYS = ("kind", "document", "speaker", "theme")
"""What can be counted by, beside `case.KEY`."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value (as it is shown; "" where there is none) with what has it, and the `query` part that chooses it, or ""."""

    value: str
    query: str
    hits: int
    passages: int
    documents: int


def facet_keys(holdings: Holdings) -> tuple[str, ...]:
    """All that the hits of this project can be counted by."""
    attributes = dict.fromkeys(key for case in holdings.cases.values() for key in case.attributes)
    return (*KEYS, *(f"case.{key}" for key in sorted(attributes)))


def facets_of(hits: Sequence[Hit], holdings: Holdings, key: str) -> list[Facet]:
    """The values of `key` among the hits, those with the most hits first; raises UsageFault for an unknown key."""
    return _facets(tallies_of(hits), holdings, key)


def tagged_documents(holdings: Holdings) -> set[str]:
    """The documents whose hits have to be told apart by passage for facets by theme."""
    return {excerpt.document for excerpt in holdings.excerpts.values()}


def facets_in(spread: Spread, holdings: Holdings, key: str) -> list[Facet]:
    """The same of all hits of a query, that are counted already."""
    tallies = {"speaker": spread.by_speaker, "theme": spread.by_passage}.get(key, spread.by_document)
    return _facets(tallies, holdings, key)


def _facets(tallies: Iterable[Tally], holdings: Holdings, key: str) -> list[Facet]:
    values = _values(holdings, key)
    hits: dict[tuple[str, str], int] = defaultdict(int)
    passages: dict[tuple[str, str], int] = defaultdict(int)
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for tally in tallies:
        for value in values(tally):
            hits[value] += tally.hits
            passages[value] += tally.passages
            if tally.document:
                documents[value].add(tally.document)
            else:
                counted[value] += tally.documents
    facets = [
        Facet(*value, count, passages[value], counted[value] + len(documents[value])) for value, count in hits.items()
    ]
    return sorted(facets, key=lambda each: (-each.hits, not each.value, each.value))


Values = Callable[[Tally], Sequence[tuple[str, str]]]
"""What holds for the hits of a tally: each value as it is shown, and the part of a query that chooses it."""


def _values(holdings: Holdings, key: str) -> Values:
    documents = holdings.documents
    match key:
        case "kind":
            by_kind = {each.id: _one("kind", each.kind) for each in documents.values()}
            return lambda tally: by_kind.get(tally.document, _NONE)
        case "document":
            by_id = {each: _one("document", each) for each in documents}
            return lambda tally: by_id.get(tally.document, _NONE)
        case "speaker":
            return _speakers()
        case "theme":
            return _themes(holdings)
    head, dot, attribute = key.partition(".")
    if head != "case" or not dot or not attribute:
        raise UsageFault(f"hits cannot be counted by {key!r}: {', '.join(KEYS)} or case.KEY")
    return _attributes(holdings, attribute)


_NONE = [("", "")]


@lru_cache(maxsize=20_000)
def _one(name: str, value: str) -> list[tuple[str, str]]:
    return [(value, field_worded(name, value) if value else "")]


def _speakers() -> Values:
    known: dict[str, list[tuple[str, str]]] = {}

    def values(tally: Tally) -> Sequence[tuple[str, str]]:
        # Spellings that a query does not tell apart are one speaker.
        return known.setdefault(folded(tally.speaker), _one("speaker", tally.speaker))

    return values


def _attributes(holdings: Holdings, attribute: str) -> Values:
    shown: dict[str, str] = {}
    by_document: dict[str, list[tuple[str, str]]] = {}
    for document in holdings.documents.values():
        cases = (holdings.cases.get(case) for case in document.cases)
        texts = [text for case in cases if case is not None for text in _texts(case.attributes.get(attribute))]
        names = dict.fromkeys(shown.setdefault(folded(text), text) for text in texts)
        by_document[document.id] = [pair for name in names for pair in _one(f"case.{attribute}", name)] or _NONE
    return lambda tally: by_document.get(tally.document, _NONE)


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(value)] if value is not None and str(value).strip() else []


def _themes(holdings: Holdings) -> Values:
    reached = lineage(holdings)
    named: dict[str, int] = defaultdict(int)
    for theme in holdings.themes.values():
        named[folded(theme.name)] += 1
    pairs: dict[str, tuple[str, str]] = {}
    for theme in holdings.themes.values():
        said = field_worded("theme", theme.name) if named[folded(theme.name)] == 1 else ""
        pairs[theme.id] = (theme.name, said or field_worded("theme", theme.id))
    active = {theme.id for theme in holdings.themes.values() if theme.active}
    known: dict[tuple[str, int, int], list[tuple[str, str]]] = {}

    def values(tally: Tally) -> Sequence[tuple[str, str]]:
        start, end = tally.passage
        place = (tally.document, start, end)
        if place not in known:
            themes: set[str] = set()
            for excerpt in holdings.excerpts_of(tally.document):
                if any(segment.start < end and segment.end > start for segment in excerpt.segments):
                    themes |= reached(excerpt.themes)
            known[place] = [pairs[theme] for theme in sorted(themes & active)] or _NONE
        return known[place]

    return values
