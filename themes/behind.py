"""What is behind a number of a table: the things that it counts, each with the excerpts on which it stands there.

There are as many groups of things as the number says, so whoever opens it can count it again. Where excerpts themselves are
counted, they are one group of no kind, and the number is theirs. Evidence that is in no document of what is counted comes last,
in a group of no kind too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.excerpts import Excerpt
from store.holdings import Holdings
from themes.coverage_table import passage_named
from themes.tables import Cell
from themes.theme_tables import CaseOf


@dataclass(frozen=True, slots=True)
class Group:
    """A thing that is counted: its kind (case, document, pair, passage, theme; "": the excerpts themselves), its id, and the
    ids of the excerpts behind it, by document and place."""

    kind: str
    key: str
    excerpts: tuple[str, ...] = ()


KINDS = {
    "cases": "case",
    "documents": "document",
    "pairs": "pair",
    "passages": "passage",
    "themes": "theme",
    "commits": "commit",
}


def behind(holdings: Holdings, cell: Cell, counts: str, cases_of: CaseOf) -> tuple[Group, ...]:
    """The groups of a cell or total of a table that counts `counts`, in order of their ids, passages by their place."""
    excerpts = in_place(holdings, cell.excerpts)
    kind = KINDS.get(counts, "")
    if not kind:
        return (Group("", "", tuple(each.id for each in excerpts)),) if excerpts else ()
    found: dict[str, list[str]] = {key: [] for key in sorted(cell.counted, key=_by_place if kind == "passage" else str)}
    if kind == "pair":
        for key, those in found.items():
            those += key.split("+")
        return tuple(Group(kind, key, tuple(those)) for key, those in found.items())
    elsewhere: list[str] = []
    passages = _passages(found) if kind == "passage" else {}
    for excerpt in excerpts:
        meant = [key for key in _keys(holdings, excerpt, kind, cases_of, passages) if key in found]
        for key in meant:
            found[key].append(excerpt.id)
        if not meant:
            elsewhere.append(excerpt.id)
    groups = tuple(Group(kind, key, tuple(those)) for key, those in found.items())
    return (*groups, Group("", "", tuple(elsewhere))) if elsewhere else groups


def in_place(holdings: Holdings, excerpts: Iterable[str]) -> list[Excerpt]:
    """The excerpts with these ids that are there, by document and place."""
    known = [holdings.excerpts[each] for each in excerpts if each in holdings.excerpts]
    return sorted(known, key=lambda each: (each.document, each.start, each.end, each.id))


def _keys(
    holdings: Holdings, excerpt: Excerpt, kind: str, cases_of: CaseOf, passages: Mapping[str, Sequence[str]]
) -> Iterable[str]:
    """What an excerpt is counted as."""
    match kind:
        case "case":
            return cases_of(excerpt)
        case "document":
            return (excerpt.document,)
        case "theme":
            return {holdings.standing_for(theme) for theme in excerpt.themes}
    return [key for key in passages.get(excerpt.document, ()) if _shares(excerpt, key)]


def _passages(keys: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The passages by their documents."""
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(passage_named(key)[0], []).append(key)
    return found


def _shares(excerpt: Excerpt, passage: str) -> bool:
    _, start, end = passage_named(passage)
    return any(first < end and start < last for first, last in excerpt.ranges)


def _by_place(key: str) -> tuple[str, int, int]:
    return passage_named(key)
