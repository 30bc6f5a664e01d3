"""The words of a text as anchoring compares them: where they stand, in which paragraph, and how they are written.

They are the words of the search view with its furniture, so that other line ends, split ligatures, hyphens and marks make no
other word of one. Words are numbered from 0; places of words are half-open ranges of numbers, places in a text of code points.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from search.tokens import tokens_of
from search.view import view_of
from store.rules import Rules

Range = tuple[int, int]

BRACKETS = ("[", "<")
"""What stands before what was put in place of a name."""

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
    def breaks(self) -> list[int]:
        """The numbers of the words that paragraphs begin with, and that behind the last word."""
        ends = [found.end() for found in _BREAK.finditer(self.text)]
        return sorted({bisect_left(self.starts, end) for end in (0, *ends)} | {len(self.terms)})

    def paragraphs(self, words: Range) -> Range:
        """The words of the paragraphs that some words stand in."""
        first = self.breaks[bisect_right(self.breaks, words[0]) - 1]
        return first, self.breaks[bisect_left(self.breaks, words[1])]

    def written(self, number: int) -> str:
        """A word as it is written at its beginning: with its capital, and the bracket before it."""
        term, start = self.terms[number], self.starts[number]
        bracket = self.text[start - 1 : start] if start else ""
        word = term[:1].upper() + term[1:] if self.text[start].isupper() else term
        return f"{bracket}{word}" if bracket in BRACKETS else word
