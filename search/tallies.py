"""Tallies: how many hits there are by document, by speaker and by passage, counted in arrays without making a hit of any.

What has to be known passage by passage is told so for the documents that are named. A document lies in one segment only, so
the counts of segments can be added.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from search.answers import Part
from search.matches import Array
from search.view import folded


class Tally(NamedTuple):
    """How many hits of something there are, in how many passages and documents."""

    hits: int
    passages: int
    documents: int = 1


@dataclass(frozen=True)
class Spread:
    """All hits of a query by document, and by speaker; and of some documents by passage, `(document, start, end)`.

    Spellings of a speaker that a query does not tell apart are one.
    """

    by_document: dict[str, Tally] = field(default_factory=dict)
    by_speaker: dict[str, Tally] = field(default_factory=dict)
    by_passage: dict[tuple[str, int, int], Tally] = field(default_factory=dict)


def spread_of(parts: Sequence[Part], apart: Collection[str] = ()) -> Spread:
    """How the matches are spread, with the passages of the documents `apart`."""
    spread = Spread()
    spellings: dict[str, str] = {}
    for part in parts:
        if len(part.matches):
            _count(part, apart, spread, spellings)
    return spread


def _count(part: Part, apart: Collection[str], spread: Spread, spellings: dict[str, str]) -> None:
    columns = part.columns
    documents = columns.passage_documents[part.passages].astype(np.int64)
    for number, hits, passages in _summed(documents, part.counts):
        spread.by_document[columns.documents[number].id] = Tally(hits, passages)
    numbers: dict[str, int] = {}
    same = np.array([numbers.setdefault(folded(name), number) for number, name in enumerate(columns.speakers)])
    speakers = same[columns.passage_speakers[part.passages]]
    there = _different(speakers, documents, len(same)).tolist()
    for number, hits, passages in _summed(speakers, part.counts):
        name = columns.speakers[number]
        name = spellings.setdefault(folded(name), name)
        before = spread.by_speaker.get(name, Tally(0, 0, 0))
        spread.by_speaker[name] = Tally(
            before.hits + hits, before.passages + passages, before.documents + there[number]
        )
    if apart:
        alone = np.array([each.id in apart for each in columns.documents], np.bool_)[documents]
        chosen = part.passages[alone]
        for number, start, end, hits in zip(
            documents[alone].tolist(),
            columns.passage_starts[chosen].tolist(),
            columns.passage_ends[chosen].tolist(),
            part.counts[alone].tolist(),
            strict=True,
        ):
            spread.by_passage[columns.documents[number].id, start, end] = Tally(hits, 1)


def _summed(groups: Array, counts: Array) -> list[tuple[int, int, int]]:
    """Each group that occurs, with its hits and its passages."""
    hits, passages = np.bincount(groups, counts).astype(np.int64), np.bincount(groups)
    there = np.flatnonzero(passages)
    return list(zip(there.tolist(), hits[there].tolist(), passages[there].tolist(), strict=True))


def _different(speakers: Array, documents: Array, width: int) -> Array:
    """In how many documents each speaker is."""
    pairs = documents * width + speakers
    # A table of all pairs is quicker than putting them in order, where it is not much longer than they are.
    size = int(documents.max() + 1) * width
    if size <= 4 * len(pairs):
        there = np.zeros(size, np.bool_)
        there[pairs] = True
        documents_of: Array = there.reshape(-1, width).sum(axis=0)
        return documents_of
    return np.bincount(np.unique(pairs) % width, minlength=width)
