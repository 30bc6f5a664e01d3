"""The terms of a segment that a leaf of a query means, as ranges of term numbers."""

import re
from collections.abc import Iterator

from search.columns import Columns
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
            pattern = "".join(".*" if sign == "*" else "." if sign == "?" else re.escape(sign) for sign in text)
            return _ranges(_matching(columns, pattern, fixed[0] if fixed else ""))
        case Fuzzy(text):
            return _ranges(_near(columns, text))
        case Regex(pattern):
            return _ranges(_matching(columns, pattern, ""))


def _term(columns: Columns, term: bytes) -> Ranges:
    place = columns.place(term)
    found = place < len(columns.terms) - 1 and columns.term(place) == term
    return [(place, place + 1)] if found else []


def _prefix(columns: Columns, prefix: bytes) -> tuple[int, int]:
    # 0xFF is in no UTF-8, so it is behind all that begin so.
    return columns.place(prefix), columns.place(prefix + b"\xff")


def _words(columns: Columns, low: int, high: int) -> list[str]:
    start = columns.lexicon_at + int(columns.terms[low])
    end = columns.lexicon_at + int(columns.terms[high])
    return columns.lexicon[start:end].decode("utf-8", "surrogatepass").split("\n")[:-1]


def _matching(columns: Columns, pattern: str, prefix: str) -> Iterator[int]:
    """The terms that the pattern matches as a whole, looked for among those that begin with the prefix."""
    compiled = re.compile(pattern, re.DOTALL)
    low, high = _prefix(columns, prefix.encode("utf-8", "surrogatepass")) if prefix else (0, len(columns.terms) - 1)
    for number, word in enumerate(_words(columns, low, high), low):
        if compiled.fullmatch(word):
            yield number


def _near(columns: Columns, text: str) -> Iterator[int]:
    """The terms at most one edit away. One edit leaves the beginning or the end of the word, cut in two, as it was."""
    pattern = re.compile(one_edit(text), re.DOTALL)
    for number, word in enumerate(_words(columns, 0, len(columns.terms) - 1)):
        if -2 < len(word) - len(text) < 2 and pattern.fullmatch(word):
            yield number


def one_edit(text: str) -> str:
    """A regular expression for a word and all that is one insertion, deletion, replacement or swap of neighbours away from
    it."""
    forms = {re.escape(text)}
    for place in range(len(text) + 1):
        before, after = re.escape(text[:place]), text[place:]
        forms.add(f"{before}.{re.escape(after)}")
        if after:
            forms.add(f"{before}.?{re.escape(after[1:])}")
        if len(after) > 1:
            forms.add(before + re.escape(after[1] + after[0] + after[2:]))
    return "|".join(sorted(forms))


def _ranges(numbers: Iterator[int]) -> Ranges:
    ranges: Ranges = []
    for number in numbers:
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return ranges
