"""Passages: the paragraphs and speaker turns of a verbatim text.

Passages are half-open ranges of code points, in order, not overlapping and never blank, and together they hold every character
that is not white space. They are what a search answers with, so none is longer than `LONGEST`: a longer paragraph is cut where
a sentence ends. None lies across the border of a region. Lines end with "\\n" alone; the lines of a hard-wrapped paragraph stay
together. A passage has a speaker only where the text names one: nobody is guessed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.furniture_lines import furniture_in
from search.turns import Turns, turns_of
from store.rules import PLAIN, Rules

LONGEST = 4000
"""Code points of a passage at most."""

UNWRAPPED = 200
"""A line longer than this says that the text is not hard-wrapped: each of its lines is a paragraph."""

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s+|(?<=[。！？]))")
_BLANK = re.compile(r"\s")
_INDENTED = re.compile(r"[ \t]{2,}\S|\t")
_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]\d]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a speaker's turn; `speaker` is as the text writes it, "" where the text names none."""

    start: int
    end: int
    speaker: str


def passages_of(text: str, rules: Rules = PLAIN) -> tuple[Passage, ...]:
    """The passages of a verbatim text that is read by these rules."""
    turns = turns_of(text)
    borders = sorted({border for each in rules.regions for border in (each.start, each.end)})
    return tuple(
        Passage(start, end, speaker)
        for first, last, speaker in _paragraphs(text, turns, rules)
        for low, high in _parted(text, first, last, borders)
        for start, end in _pieces(text, low, high)
    )


def _parted(text: str, start: int, end: int, borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The range cut at the borders inside it; white space alone is no part."""
    inside = borders[bisect_right(borders, start) : bisect_left(borders, end)]
    for low, high in pairwise((start, *inside, end)):
        if not text[low:high].isspace():
            yield low, high


def _paragraphs(text: str, turns: Turns, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """Runs of lines that belong together, each with its speaker; white space around them is still there."""
    unwrapped = any(found.end() - found.start() > UNWRAPPED for found in _LINE.finditer(text))
    furniture = {start for start, _ in furniture_in(text, rules)}
    start = end = -1
    skipped: list[tuple[int, int, str]] = []
    speaker = before = ""
    for found in _LINE.finditer(text):
        line = found[0]
        if not line.strip():
            continue
        if found.start() in furniture:
            skipped.append((found.start(), found.end(), ""))
            continue
        named = turns.starts.get(found.start())
        if start < 0:
            goes_on = False
        elif skipped:
            goes_on = named is None and not _CLOSED.search(before) and line.lstrip()[0].islower()
        else:
            goes_on = (
                named is None
                and found.start() == end + 1
                and not unwrapped
                and not (_INDENTED.match(line) and _CLOSED.search(before))
            )
        if not goes_on:
            if start >= 0:
                yield start, end, speaker
            yield from skipped
            start = found.start()
            speaker = named if named is not None else speaker if turns.carried else ""
        skipped = []
        end, before = found.end(), line.rstrip()
    if start >= 0:
        yield start, end, speaker
    yield from skipped


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph without the white space around it, cut at sentence ends where it is too long."""
    start, end = _trimmed(text, start, end)
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        yield _trimmed(text, start, cut)
        start, _ = _trimmed(text, cut, end)
    yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut before `limit`: behind the last sentence, else behind the last blank, else right there."""
    low = start + LONGEST // 2
    cut = 0
    for found in _SENTENCE_END.finditer(text, low, limit):
        cut = found.end()
    if not cut:
        for found in _BLANK.finditer(text, low, limit):
            cut = found.end()
    return cut or limit


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
