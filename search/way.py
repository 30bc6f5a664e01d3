"""The way from an earlier text to the present one, for the words of a segment.

What is surest goes first: edits that are known one by one (`edited`); then the earlier text, in which the words must stand as
they were kept; last, where no earlier text is to be had, the words themselves with what was kept around them. The last way
carries only words that stand once and with the same surroundings, and asks about all others.
"""

import unicodedata
from collections.abc import Sequence
from functools import cached_property

from search.anchor_words import Range, Words
from search.anchoring import Anchored, Anchoring, Candidate
from store.earlier_texts import Edit
from store.excerpts import Segment

ALONE = 0.5
"""How like the words a place is said to be for which nothing but the words themselves speaks."""


class Way:
    """The way into one text, made once for all excerpts that stood in the same earlier one (`old`; None: it is nowhere)."""

    def __init__(self, old: str | None, new: Words) -> None:
        self._old = old
        self._new = new

    @cached_property
    def _anchoring(self) -> Anchoring:
        assert self._old is not None
        return Anchoring(self._old, self._new)

    def anchor(self, segment: Segment) -> Anchored:
        """Where the words of a segment are now."""
        if self._old is not None and self._old[segment.start : segment.end] == segment.exact:
            return self._anchoring.anchor(segment.start, segment.end)
        return self._by_words(segment)

    def _by_words(self, segment: Segment) -> Anchored:
        text = self._new.text
        whole = f"{segment.prefix}{segment.exact}{segment.suffix}"
        if (segment.prefix or segment.suffix) and text.count(segment.exact) == 1 and whole in text:
            start = text.index(segment.exact)
            return Anchored("carried", ((start, start + len(segment.exact)),))
        start = len(segment.prefix)
        found = Anchoring(whole, self._new).anchor(start, start + len(segment.exact))
        told = found.candidates or tuple(Candidate(*place, ALONE) for place in found.places[:1])
        return Anchored("to check" if told else "missing", (), told)


def edited(segment: Segment, edits: Sequence[Edit], new: str) -> Range | None:
    """Where a segment is once the edits are made; None unless all of its words that no edit touches stand there in `new`.

    A border inside what was replaced goes to the border of what stands there now.
    """
    shift = 0
    start = end = -1
    pieces: list[tuple[int, int, int]] = []
    here = segment.start
    for first, last, length in (*edits, (len(new) + len(segment.exact) + segment.end, 1 << 62, 0)):
        if here < first and here < segment.end:
            pieces.append((here, min(first, segment.end), here + shift))
        if start < 0 and segment.start < last:
            start = first + shift if first <= segment.start else segment.start + shift
        if segment.end <= first:
            end = segment.end + shift
            break
        if segment.end <= last:
            end = first + shift + length
            break
        shift += length - (last - first)
        here = max(here, last)
    stands = all(
        segment.exact[low - segment.start : high - segment.start] == new[place : place + high - low]
        for low, high, place in pieces
    )
    return (start, end) if stands and 0 <= start < end <= len(new) else None


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same letters in the same order, whatever stands between them."""
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKC", text).casefold() if each.isalnum())
