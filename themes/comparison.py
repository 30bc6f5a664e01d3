"""Constant comparison: which excerpts of a theme an excerpt is held against, from the nearest to the farthest.

The steps are those of Boeije (2002, Quality & Quantity 36): within what one case says, between cases of one group, between
groups. A group is the cases that share a value of an attribute. An excerpt is never compared with itself, and a document without
a case is a case of its own.
"""

from collections.abc import Iterable
from typing import Literal

from store.excerpts import Excerpt
from store.holdings import Holdings
from themes.counts import as_read_by, excerpts_under

Scope = Literal["all", "same case", "same group", "other groups"]
SCOPES: tuple[Scope, ...] = ("all", "same case", "same group", "other groups")


def group_keys(holdings: Holdings) -> list[str]:
    """The attributes that make groups: some value is shared by two cases and there is another one. Fewest groups first."""
    values: dict[str, list[str]] = {}
    for case in holdings.cases.values():
        for key in case.attributes:
            values.setdefault(key, []).extend(_values(case.attributes[key]))
    numbers = {key: len(set(found)) for key, found in values.items() if 1 < len(set(found)) < len(found)}
    return sorted(numbers, key=lambda key: (numbers[key], key))


def compared(holdings: Holdings, reviewer: str, excerpt: Excerpt, theme: str, scope: Scope, key: str) -> list[Excerpt]:
    """The other excerpts under a theme (id), as the reviewer reads them, in a scope; `key` is the attribute that makes groups."""
    others = [each for each in excerpts_under(as_read_by(holdings, reviewer), theme) if each.id != excerpt.id]
    return [each for each in others if scope == "all" or how_far(holdings, excerpt, each, key) == scope]


def how_far(holdings: Holdings, one: Excerpt, other: Excerpt, key: str) -> Scope:
    """How far apart two excerpts are; "all" where the attribute says nothing of one of them."""
    if one.document == other.document or set(cases_of(holdings, one)) & set(cases_of(holdings, other)):
        return "same case"
    mine, theirs = group_of(holdings, one, key), group_of(holdings, other, key)
    if not mine or not theirs:
        return "all"
    return "same group" if mine & theirs else "other groups"


def group_of(holdings: Holdings, excerpt: Excerpt, key: str) -> set[str]:
    """The values of an attribute that the cases of an excerpt have."""
    cases = (holdings.cases[each] for each in cases_of(holdings, excerpt))
    return {value for case in cases if key in case.attributes for value in _values(case.attributes[key])}


def cases_of(holdings: Holdings, excerpt: Excerpt) -> tuple[str, ...]:
    """The cases (ids) that an excerpt's document belongs to."""
    document = holdings.documents.get(excerpt.document)
    return tuple(each for each in (document.cases if document is not None else ()) if each in holdings.cases)


def _values(value: object) -> Iterable[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
