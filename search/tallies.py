"""Tallies: how many hits there are in each document by each speaker, counted in arrays without making a hit of any.

What has to be known passage by passage is told so for the documents that are named; all others are told as wholes.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from search.answers import Part
from search.hits import Hit


class Tally(NamedTuple):
    """How many hits of a document have the speaker, and in how many passages; `passage` is the only one, or empty."""

    document: str
    speaker: str
    passage: tuple[int, int]
    hits: int
    passages: int


def tallies_in(parts: Iterable[Part], apart: Collection[str] = ()) -> list[Tally]:
    """The tallies of all matches, by document; those of the documents `apart` passage by passage."""
    return sorted((tally for part in parts for tally in _tallies(part, apart)), key=lambda each: each.document)


def _tallies(part: Part, apart: Collection[str]) -> list[Tally]:
    if not len(part.passages):
        return []
    columns = part.columns
    heads = np.flatnonzero(np.append([True], part.passages[1:] != part.passages[:-1]))
    passages = part.passages[heads]
    counts = np.diff(np.append(heads, len(part.passages)))
    # Numbers of documents and of speakers in one; speakers are few.
    width = len(columns.speakers)
    groups = columns.passage_documents[passages].astype(np.int64) * width + columns.passage_speakers[passages]
    documents = columns.documents
    found: list[Tally] = []
    if apart:
        single = np.array([each.id in apart for each in documents], np.bool_)[columns.passage_documents[passages]]
        chosen = passages[single]
        for group, start, end, count in zip(
            groups[single].tolist(),
            columns.passage_starts[chosen].tolist(),
            columns.passage_ends[chosen].tolist(),
            counts[single].tolist(),
            strict=True,
        ):
            found.append(Tally(documents[group // width].id, columns.speakers[group % width], (start, end), count, 1))
        groups, counts = groups[~single], counts[~single]
    hits = np.bincount(groups, counts)
    among = np.bincount(groups)
    there = np.flatnonzero(among)
    for group, count, number in zip(there.tolist(), hits[there].tolist(), among[there].tolist(), strict=True):
        found.append(Tally(documents[group // width].id, columns.speakers[group % width], (0, 0), int(count), number))
    return found


def tallies_of(hits: Sequence[Hit]) -> list[Tally]:
    """The tallies of some hits, passage by passage."""
    counts: dict[tuple[str, str, tuple[int, int]], int] = {}
    for hit in hits:
        place = hit.document, hit.speaker, hit.passage
        counts[place] = counts.get(place, 0) + 1
    return [Tally(*place, count, 1) for place, count in counts.items()]
