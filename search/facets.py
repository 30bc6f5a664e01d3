"""Facets: how the hits of a search are spread over kinds, documents, speakers, themes and the attributes of cases.

The count beside a value is what the search finds once `field:value` is added to its query. A hit counts under every value that
holds for it, so the counts of themes and of attributes with several values can be more than the hits altogether.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from search.lineage import lineage
from search.tallies import Spread, Tally
from search.view import folded
from search.wording import field_worded
from store.errors import UsageFault
from store.holdings import Holdings

KEYS = ("kind", "document", "speaker", "theme")
"""What can be counted by in every project, beside `case.KEY`."""
GROUP = "group"
"""What can be counted by where documents are in groups."""


class Facet(NamedTuple):
    """A value (as it is shown; "" where there is none) with what has it, and the `query` part that chooses it, or ""."""

    value: str
    query: str
    hits: int
    passages: int
    documents: int


def facet_keys(holdings: Holdings) -> tuple[str, ...]:
    """All that the hits of this project can be counted by."""
    attributes = dict.fromkeys(key for case in holdings.cases.values() for key in case.attributes)
    grouped = (GROUP,) if any(each.groups for each in holdings.documents.values()) else ()
    return (*KEYS, *grouped, *(f"case.{key}" for key in sorted(attributes)))


def tagged_documents(holdings: Holdings) -> set[str]:
    """The documents whose hits have to be told apart by passage for facets by theme."""
    return {excerpt.document for excerpt in holdings.placed.values()}


def facets_in(spread: Spread, holdings: Holdings, key: str) -> list[Facet]:
    """The values of `key` among the hits, those with the most hits first; raises UsageFault for an unknown key.

    For themes the hits have to be spread passage by passage in the documents that are tagged.
    """
    match key:
        case "document":
            facets = [Facet(name, _worded(key, name), *tally) for name, tally in spread.by_document.items()]
        case "kind":
            facets = _by_document(spread, _kinds(holdings))
        case "group":
            groups = {
                each.id: [(name, _worded(key, name)) for name in each.groups] for each in holdings.documents.values()
            }
            facets = _by_document(spread, groups.get)
        case "speaker":
            facets = [Facet(name, _worded(key, name), *tally) for name, tally in spread.by_speaker.items()]
        case "theme":
            facets = _by_theme(spread, holdings)
        case _:
            head, dot, attribute = key.partition(".")
            if head != "case" or not dot or not attribute:
                raise UsageFault(f"hits cannot be counted by {key!r}: {', '.join((*KEYS, GROUP))} or case.KEY")
            facets = _by_document(spread, _attributes(holdings, attribute).get)
    facets.sort(key=attrgetter("value"))
    facets.sort(key=lambda each: (each.hits, each.value != ""), reverse=True)
    return facets


Value: TypeAlias = tuple[str, str]
"""A value as it is shown, and the part of a query that chooses it."""

_NONE = [("", "")]


@lru_cache(maxsize=20_000)
def _worded(name: str, value: str) -> str:
    return field_worded(name, value) if value else ""


def _by_document(spread: Spread, values: Callable[[str], Sequence[Value] | None]) -> list[Facet]:
    """Facets of what holds for whole documents."""
    return _summed((values(document) or _NONE, tally) for document, tally in spread.by_document.items())


def _summed(tallies: Iterable[tuple[Sequence[Value], Tally]]) -> list[Facet]:
    """The facets of tallies, of which no two with the same value are about one document."""
    counts: dict[Value, list[int]] = defaultdict(lambda: [0, 0, 0])
    for values, (hits, passages, documents) in tallies:
        for value in values:
            count = counts[value]
            count[0] += hits
            count[1] += passages
            count[2] += documents
    return [Facet(*value, *count) for value, count in counts.items()]


def _kinds(holdings: Holdings) -> Callable[[str], Sequence[Value] | None]:
    known: dict[str, list[Value]] = {}

    def kind_of(document: str) -> Sequence[Value] | None:
        found = holdings.documents.get(document)
        if found is None:
            return None
        if found.kind not in known:
            known[found.kind] = [(found.kind, _worded("kind", found.kind))]
        return known[found.kind]

    return kind_of


def _attributes(holdings: Holdings, attribute: str) -> dict[str, list[Value]]:
    """The values of the cases of each document."""
    shown: dict[str, str] = {}
    by_document: dict[str, list[Value]] = {}
    for document in holdings.documents.values():
        cases = (holdings.cases.get(case) for case in document.cases)
        texts = [text for case in cases if case is not None for text in _texts(case.attributes.get(attribute))]
        names = dict.fromkeys(shown.setdefault(folded(text), text) for text in texts)
        by_document[document.id] = [(name, _worded(f"case.{attribute}", name)) for name in names]
    return by_document


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [str(value)] if value is not None and str(value).strip() else []


def _by_theme(spread: Spread, holdings: Holdings) -> list[Facet]:
    reached = lineage(holdings)
    named: dict[str, int] = defaultdict(int)
    for theme in holdings.themes.values():
        named[folded(theme.name)] += 1
    pairs: dict[str, Value] = {}
    for theme in holdings.themes.values():
        said = field_worded("theme", theme.name) if named[folded(theme.name)] == 1 else ""
        pairs[theme.id] = (theme.name, said or field_worded("theme", theme.id))
    active = {theme.id for theme in holdings.themes.values() if theme.active}

    def values(document: str, start: int, end: int) -> list[Value]:
        themes: set[str] = set()
        for excerpt in holdings.excerpts_of(document):
            if any(segment.start < end and segment.end > start for segment in excerpt.segments):
                themes |= reached(excerpt.themes)
        return [pairs[theme] for theme in sorted(themes & active)] or _NONE

    # Each document's tallies under one value are one of it.
    told: dict[str, dict[Value, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for (document, start, end), tally in spread.by_passage.items():
        for value in values(document, start, end):
            told[document][value][0] += tally.hits
            told[document][value][1] += tally.passages
    untold = ((_NONE, tally) for document, tally in spread.by_document.items() if document not in told)
    return _summed(
        [*untold, *(([value], Tally(*count)) for counts in told.values() for value, count in counts.items())]
    )
