"""How much of a document the analysis has been through: passages that are tagged, that were seen, and that nobody met yet.

A passage is tagged where any excerpt shares a character with it, and seen where the reviewer looked at the whole of it. What was
seen of another version of the text counts for nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.documents import Document
from store.excerpts import Excerpt
from store.reviews import Range, Seen, joined


@dataclass(frozen=True, slots=True)
class Coverage:
    """Numbers of passages of a document; `open` holds the ranges of those that are neither tagged nor seen."""

    document: str
    passages: int
    tagged: int
    seen: int
    open: tuple[Range, ...]


def coverage_of(
    document: Document, passages: Sequence[Range], excerpts: Iterable[Excerpt], seen: Seen | None
) -> Coverage:
    """The coverage of a document by its excerpts and by what one reviewer saw of it in a round."""
    segments = joined(range_ for excerpt in excerpts for range_ in excerpt.ranges)
    looked_at = seen.ranges if seen is not None and seen.sha256 == document.sha256 else ()
    tagged = {each for each in passages if _meets(segments, each)}
    met = {each for each in passages if _holds(looked_at, each)}
    left = tuple(each for each in passages if each not in tagged and each not in met)
    return Coverage(document.id, len(passages), len(tagged), len(met), left)


def _meets(ranges: Sequence[Range], passage: Range) -> bool:
    """Whether one of the ranges, which are in order and apart, shares a character with the passage."""
    start, end = passage
    place = bisect_right(ranges, start, key=lambda each: each[1])
    return place < len(ranges) and ranges[place][0] < end


def _holds(ranges: Sequence[Range], passage: Range) -> bool:
    start, end = passage
    place = bisect_left(ranges, end, key=lambda each: each[1])
    return place < len(ranges) and ranges[place][0] <= start
