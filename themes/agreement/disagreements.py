"""The places where reviewers differ about a theme, and what each of them said there.

By character, a place is a stretch in which excerpts of the theme run into each other, and its size how many of its characters
some tagged and others did not; by passage or excerpt it is the unit. Where one tagged and the other did not, the other's
excerpts there are listed with the themes that they gave instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from store.excerpts import Excerpt
from themes.agreement.counting import Values
from themes.agreement.ranges import meetings, merged, ranges_of
from themes.agreement.units import Said, Units


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`size` code points of a document (id), between `start` and `end`, that not all who judged it say the same of.

    `sides` are the excerpts of each reviewer there, whatever their themes; None where the reviewer has not finished the document.
    `tagged` are the reviewers who gave the theme to something there.
    """

    theme: str
    document: str
    start: int
    end: int
    size: int
    tagged: tuple[str, ...]
    sides: tuple[tuple[Excerpt, ...] | None, ...]


def disagreements(units: Units, theme: str, most: int | None = None) -> tuple[int, list[Disagreement]]:
    """How many there are about a theme (id), and at most so many of them, the largest first."""
    said = units.said(theme)
    differs = (said.values == 1).any(axis=1) & (said.values == 0).any(axis=1)
    pieces, sizes = _joined(units, theme, said, differs) if units.unit == "character" else _apart(units, said, differs)
    order = np.argsort(-sizes, kind="stable")[:most]
    ranks = np.full(len(sizes), -1)
    ranks[order] = np.arange(len(order))
    pieces = np.column_stack([pieces[:, :2], ranks[pieces[:, 2]]])
    pieces = pieces[pieces[:, 2] >= 0]
    sides = [_there(units, who, pieces, len(order)) for who in range(len(units.readings.reviewers))]
    spans = _spans(pieces, len(order))
    found = []
    for number, size in enumerate(sizes[order].tolist()):
        start, end = spans[number]
        found.append(_made(units, theme, start, end, size, [side[number] for side in sides]))
    return len(sizes), found


def _joined(units: Units, theme: str, said: Said, differs: NDArray[np.bool_]) -> tuple[Values, Values]:
    """Places by character, each with its number, and their sizes."""
    tags = units.readings.tags.get(theme, ())
    places = merged(np.concatenate([ranges_of(()), *tags]))
    numbers = np.searchsorted(places[:, 0], said.ranges[differs, 0], side="right") - 1
    sizes = np.bincount(numbers, weights=said.weights[differs], minlength=len(places)).astype(np.int64)
    places, sizes = places[sizes > 0], sizes[sizes > 0]
    return np.column_stack([places, np.arange(len(places))]), sizes


def _apart(units: Units, said: Said, differs: NDArray[np.bool_]) -> tuple[Values, Values]:
    """Units that differ, as pieces with the unit's number, in the order of the text, and their sizes."""
    numbers = np.flatnonzero(differs)
    numbers = numbers[np.argsort(said.ranges[numbers, 0], kind="stable")]
    pieces = units.pieces(said, numbers)
    sizes = np.bincount(pieces[:, 2], weights=pieces[:, 1] - pieces[:, 0], minlength=len(numbers))
    return pieces, sizes.astype(np.int64)


def _there(units: Units, who: int, pieces: Values, places: int) -> list[tuple[Excerpt, ...]]:
    """A reviewer's excerpts at each of the places."""
    mine = units.readings.places[who]
    piece, segment, _ = meetings(pieces[:, :2], mine[:, :2])
    found: list[set[int]] = [set() for _ in range(places)]
    for number, each in zip(pieces[piece, 2].tolist(), mine[segment, 2].tolist(), strict=True):
        found[number].add(each)
    excerpts = units.readings.excerpts[who]
    return [tuple(sorted((excerpts[each] for each in there), key=_place)) for there in found]


def _spans(pieces: Values, places: int) -> list[tuple[int, int]]:
    """Each place from its first piece's start to its last one's end."""
    starts, ends = np.full(places, np.iinfo(np.int64).max), np.zeros(places, dtype=np.int64)
    np.minimum.at(starts, pieces[:, 2], pieces[:, 0])
    np.maximum.at(ends, pieces[:, 2], pieces[:, 1])
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _place(excerpt: Excerpt) -> tuple[int, int, str]:
    return excerpt.start, excerpt.end, excerpt.id


def _made(
    units: Units, theme: str, begin: int, until: int, size: int, sides: Sequence[tuple[Excerpt, ...]]
) -> Disagreement:
    readings = units.readings
    document, start, end = readings.place(begin, until)
    finished = readings.finished[readings.documents.index(document)]
    tagged = [
        reviewer
        for reviewer, side in zip(readings.reviewers, sides, strict=True)
        if any(readings.standing[each] == theme for excerpt in side for each in excerpt.themes)
    ]
    there = tuple(side if judged else None for side, judged in zip(sides, finished, strict=True))
    return Disagreement(theme, document.id, start, end, size, tuple(tagged), there)
