"""The terms of a segment that a leaf of a query means, as ranges of term numbers."""

import re
from collections.abc import Iterable

import numpy as np

from search.columns import Columns
from search.patterns import beginning, misspellings, numbers, places, wildcard
from search.query import Fuzzy, Leaf, Prefix, Regex, Term, Wildcard

Ranges = list[tuple[int, int]]


def terms_of(columns: Columns, leaf: Leaf) -> Ranges:
    """The terms that the leaf means, in order; neighbours share a range."""
    match leaf:
        case Term(text):
            return _term(columns, text.encode("utf-8", "surrogatepass"))
        case Prefix(text):
            low, high = _prefix(columns, text.encode("utf-8", "surrogatepass"))
            return [(low, high)] if low < high else []
        case Wildcard(text):
            fixed = re.match(r"[^*?]*", text)
            return _matching(columns, wildcard(text), fixed[0] if fixed else "")
        case Fuzzy(text):
            low, high = _between(columns, text[:1])
            start, end = int(columns.terms[low]), int(columns.terms[high])
            return _beginning_at(columns, misspellings(text, columns.words(), start, end))
        case Regex(pattern):
            low, high = _between(columns, beginning(pattern))
            return _ranges(low + number for number in numbers(pattern, _words(columns, low, high)))


def _term(columns: Columns, term: bytes) -> Ranges:
    place = columns.place(term)
    found = place < len(columns.terms) - 1 and columns.term(place) == term
    return [(place, place + 1)] if found else []


def _prefix(columns: Columns, prefix: bytes) -> tuple[int, int]:
    # 0xFF is in no UTF-8, so it is behind all that begin so.
    return columns.place(prefix), columns.place(prefix + b"\xff")


def _matching(columns: Columns, pattern: bytes, prefix: str) -> Ranges:
    """The terms that the pattern matches as a whole, looked for among those that begin with the prefix."""
    low, high = _between(columns, prefix)
    start = int(columns.terms[low])
    return _beginning_at(columns, [start + place for place in places(pattern, _words(columns, low, high))])


def _between(columns: Columns, prefix: str) -> tuple[int, int]:
    """The range of the terms that begin so; of all where the prefix is empty."""
    return _prefix(columns, prefix.encode("utf-8", "surrogatepass")) if prefix else (0, len(columns.terms) - 1)


def _words(columns: Columns, low: int, high: int) -> bytes:
    """The terms of a range, one a line."""
    start, end = int(columns.terms[low]), int(columns.terms[high])
    return columns.lexicon[columns.lexicon_at + start : columns.lexicon_at + end]


def _beginning_at(columns: Columns, starts: list[int]) -> Ranges:
    """The terms that begin at these places of the lexicon."""
    return _ranges(np.searchsorted(columns.terms, np.array(starts, np.int64)).tolist())


def _ranges(terms: Iterable[int]) -> Ranges:
    ranges: Ranges = []
    for number in terms:
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return ranges
