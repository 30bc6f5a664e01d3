"""The words of a text as anchoring compares them: where they stand, how like two runs of them are, which are from elsewhere.

They are the words of the search view with its furniture, so that other line ends, split ligatures, hyphens and marks make no
other word of one. Words are numbered from 0; places of words are half-open ranges of numbers, places in a text of code points.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

from search.tokens import tokens_of
from search.view import view_of
from store.rules import Rules

Range = tuple[int, int]

STRAY_RUN = 4
"""Words in a row by which they are known to be from elsewhere."""

_BREAK = re.compile(r"\n[ \t]*\n")
_FURNITURE = Rules(frozenset({"page furniture"}))


class Words:
    """The words of a text, each with its verbatim range."""

    def __init__(self, text: str) -> None:
        tokens = tokens_of(view_of(text, _FURNITURE))
        self.text = text
        self.terms: list[str] = tokens.terms
        self.starts: list[int] = tokens.starts.tolist()
        self.ends: list[int] = tokens.ends.tolist()

    def inside(self, start: int, end: int) -> Range:
        """The words (numbers, half-open) that share a character with a range."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    @cached_property
    def _breaks(self) -> list[int]:
        """The words before which a paragraph begins."""
        ends = [found.end() for found in _BREAK.finditer(self.text)]
        return sorted({bisect_left(self.starts, end) for end in (0, *ends)} | {len(self.terms)})

    def paragraphs(self, words: Range) -> Range:
        """The words of the paragraphs that some words stand in."""
        first = self._breaks[bisect_right(self._breaks, words[0]) - 1]
        return first, self._breaks[bisect_left(self._breaks, words[1])]

    @cached_property
    def pairs(self) -> dict[tuple[str, str], list[int]]:
        """Where each two words stand together, by the number of the first."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, pair in enumerate(zip(self.terms, self.terms[1:], strict=False)):
            found[pair].append(place)
        return found

    @cached_property
    def singles(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(self.terms):
            found[term].append(place)
        return found


def is_named(words: Words, number: int) -> bool:
    """Whether a word is written like a name, or like what is put in place of one: with a capital or behind a bracket."""
    start = words.starts[number]
    return words.text[start].isupper() or words.text[max(0, start - 1) : start] in ("[", "<")


class Strays:
    """The words of a text that the diff did not match though runs of them stand in the other one: what was moved, or copied."""

    def __init__(self, words: Sequence[str], others: Sequence[str], matched: set[int]) -> None:
        known = {tuple(others[place : place + STRAY_RUN]) for place in range(len(others) - STRAY_RUN + 1)}
        stray = [0] * len(words)
        for place in range(len(words) - STRAY_RUN + 1):
            if tuple(words[place : place + STRAY_RUN]) in known:
                for each in range(place, place + STRAY_RUN):
                    stray[each] = int(each not in matched)
        self._until = [0, *accumulate(stray)]

    def between(self, first: int, second: int) -> int:
        """How many there are between two words, these left out."""
        low, high = sorted((first, second))
        return max(0, self._until[high] - self._until[low + 1]) if high > low else 0


def alike(first: Sequence[str], second: Sequence[str]) -> float:
    """How like two runs of words are, from 0 to 1, weighed by their letters; words that differ a little count in part."""
    if not first and not second:
        return 1.0
    whole = sum(map(len, first)) + sum(map(len, second))
    same = 0.0
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            same += sum(map(len, first[a:b]))
        elif kind == "replace":
            one, other = "".join(first[a:b]), "".join(second[c:d])
            ratio = SequenceMatcher(None, one, other, autojunk=False).ratio() if len(one) + len(other) < 200 else 0.0
            same += ratio * (len(one) + len(other)) / 2 if ratio >= 0.6 else 0.0
    return 2 * same / whole
