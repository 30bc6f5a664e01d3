"""Tallies: how many hits there are by document, by speaker and by passage, counted in arrays without making a hit of any.

What has to be known passage by passage is told so for the documents that are named. A document lies in one segment only, so
the counts of segments can be added.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.answers import Part
from search.hits import Hit
from search.view import folded


class Tally(NamedTuple):
    """How many hits of a document, a speaker or a passage there are, in how many passages and documents.

    What is not the same for all of them is empty, and then `documents` counts.
    """

    document: str
    speaker: str
    passage: tuple[int, int]
    hits: int
    passages: int
    documents: int = 1


@dataclass(frozen=True)
class Spread:
    """All hits of a query three times over: by document, by speaker, and by passage.

    The last names the passages of some documents and the others as wholes. Spellings of a speaker that a query does not
    tell apart are one within a segment.
    """

    by_document: list[Tally] = field(default_factory=list)
    by_speaker: list[Tally] = field(default_factory=list)
    by_passage: list[Tally] = field(default_factory=list)


def spread_of(parts: Sequence[Part], apart: Collection[str] = ()) -> Spread:
    """How the matches are spread, with the passages of the documents `apart`."""
    spread = Spread()
    for part in parts:
        if len(part.passages):
            _spread(part, apart, spread)
    spread.by_passage.extend(tally for tally in spread.by_document if tally.document not in apart)
    return spread


def _spread(part: Part, apart: Collection[str], spread: Spread) -> None:
    columns = part.columns
    heads = np.flatnonzero(np.append([True], part.passages[1:] != part.passages[:-1]))
    passages = part.passages[heads]
    counts = np.diff(np.append(heads, len(part.passages)))
    documents = columns.passage_documents[passages].astype(np.int64)
    for number, hits, among in _counted(documents, counts):
        spread.by_document.append(Tally(columns.documents[number].id, "", (0, 0), hits, among))
    spellings: dict[str, int] = {}
    same = np.array([spellings.setdefault(folded(name), number) for number, name in enumerate(columns.speakers)])
    speakers = same[columns.passage_speakers[passages]]
    width = len(same)
    there = np.bincount(np.unique(documents * width + speakers) % width, minlength=width).tolist()
    for number, hits, among in _counted(speakers, counts):
        spread.by_speaker.append(Tally("", columns.speakers[number], (0, 0), hits, among, there[number]))
    alone = np.array([each.id in apart for each in columns.documents], np.bool_)[documents] if apart else documents < 0
    chosen = passages[alone]
    for number, start, end, hits in zip(
        documents[alone].tolist(),
        columns.passage_starts[chosen].tolist(),
        columns.passage_ends[chosen].tolist(),
        counts[alone].tolist(),
        strict=True,
    ):
        spread.by_passage.append(Tally(columns.documents[number].id, "", (start, end), hits, 1))


def _counted(groups: npt.NDArray[np.int64], counts: npt.NDArray[Any]) -> list[tuple[int, int, int]]:
    """Each group that occurs, with its hits and its passages."""
    hits, passages = np.bincount(groups, counts).astype(np.int64), np.bincount(groups)
    there = np.flatnonzero(passages)
    return list(zip(there.tolist(), hits[there].tolist(), passages[there].tolist(), strict=True))


def tallies_of(hits: Sequence[Hit]) -> list[Tally]:
    """The tallies of some hits, passage by passage."""
    counts: dict[tuple[str, str, tuple[int, int]], int] = {}
    for hit in hits:
        place = hit.document, hit.speaker, hit.passage
        counts[place] = counts.get(place, 0) + 1
    return [Tally(*place, count, 1) for place, count in counts.items()]
