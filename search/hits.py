"""Hits: where in the verbatim texts a query matches.

A match runs from the first character of its first token to the last of its last. Matches of one query do not overlap,
except that two occurrences of phrases may share words; a match inside another is part of it and does not count again.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Hit(NamedTuple):
    """A match: the half-open range `[start, end)` of a document's text, and the passage in which it begins."""

    document: str
    start: int
    end: int
    passage: tuple[int, int]
    speaker: str
    score: float


@dataclass(frozen=True)
class Found:
    """An answer: the hits asked for, by document and place or by rank, and how many matches there are altogether."""

    hits: tuple[Hit, ...]
    total: int
    documents: int
    passages: int
