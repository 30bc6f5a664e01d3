"""The marks on a text: excerpts as the reader shows them, found by range.

A mark lies in the smallest bin that holds it whole; bins of one level are 8 times as wide as those of
the level below. So that a mark is added or taken away without touching the others, a mark over the whole
document costs no more than one on a word, and the marks of a row are found without knowing how the text
is wrapped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_FINEST = 10
_STEP = 3
_LEVELS = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """One theme on one range of an excerpt. `colour` is a name or #rrggbb; a colleague's is not `own`."""

    start: int
    end: int
    letter: str
    colour: str
    excerpt: str
    own: bool = True


def _bin_of(mark: Mark) -> tuple[int, int]:
    shift = _FINEST
    last = max(mark.start, mark.end - 1)
    for level in range(_LEVELS):
        if mark.start >> shift == last >> shift:
            return level, mark.start >> shift
        shift += _STEP
    return _LEVELS, 0


class MarkIndex:
    """Marks, of which those that touch a range are found in a time that depends on the answer."""

    def __init__(self) -> None:
        self._given: Sequence[Mark] = ()
        self._bins: dict[tuple[int, int], dict[Mark, int]] = {}

    def replace(self, marks: Iterable[Mark]) -> list[Mark]:
        """Take these marks instead of the present ones. Returns those that came or went."""
        marks = [mark for mark in marks if mark.end > mark.start]
        before, self._given = self._given, marks
        same = 0
        for old, new in zip(before, marks, strict=False):
            if old is not new and old != new:
                break
            same += 1
        tail = 0
        longest = min(len(before), len(marks)) - same
        while tail < longest and before[-1 - tail] == marks[-1 - tail]:
            tail += 1
        gone, come = before[same : len(before) - tail], marks[same : len(marks) - tail]
        for mark in gone:
            self._take(mark)
        for mark in come:
            self._put(mark)
        return sorted(set(gone) ^ set(come), key=lambda mark: mark.start)

    def touching(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with the range, in the order they begin, the longer first."""
        found: list[Mark] = []
        bins = self._bins
        if bins and end > start:
            for level in range(_LEVELS):
                shift = _FINEST + level * _STEP
                for number in range(start >> shift, ((end - 1) >> shift) + 1):
                    if (level, number) in bins:
                        found += [m for m in bins[level, number] if m.start < end and m.end > start]
            found += [m for m in bins.get((_LEVELS, 0), ()) if m.start < end and m.end > start]
            found.sort(key=lambda mark: (mark.start, -mark.end, mark.letter, mark.excerpt))
        return found

    def _put(self, mark: Mark) -> None:
        marks = self._bins.setdefault(_bin_of(mark), {})
        marks[mark] = marks.get(mark, 0) + 1

    def _take(self, mark: Mark) -> None:
        marks = self._bins[_bin_of(mark)]
        if marks[mark] > 1:
            marks[mark] -= 1
        else:
            del marks[mark]
