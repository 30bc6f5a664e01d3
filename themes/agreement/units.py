"""The units that agreement is counted on, and what each reviewer said of each: 1 tagged, 0 not, or missing.

character  every code point; equal neighbours stand together, with as much weight as there are passage    every paragraph or
turn; tagged where an excerpt of the theme shares a character with it excerpt    every place that any of the reviewers tagged;
tagged where an excerpt of the theme shares at least half of the shorter of the two with it

A reviewer who has not finished a unit's document is missing there. Units fall into clusters for the bootstrap: documents,
where there are ten or more, else blocks of text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from themes.agreement.counting import MISSING, Numbers, Values
from themes.agreement.ranges import covered, meetings, overlapping, ranges_of, runs, summed
from themes.agreement.readings import Readings, lengths

UNITS = ("character", "passage", "excerpt")
ENOUGH_DOCUMENTS = 10
BLOCK = 1000
"""Code points of a block of text, where documents are too few to be drawn."""
MOST_BLOCKS = 2000
SHARED = 0.5
"""The part of the shorter of two excerpts that they share where they are at one place."""


@dataclass(frozen=True)
class Said:
    """Units of one theme: where they are, what each reviewer said (units x reviewers), their weights, and their clusters."""

    ranges: Values
    values: Values
    weights: Numbers
    clusters: Values


@dataclass(frozen=True)
class Units:
    """All units of some readings. `passages` are ranges of the documents by id, which only the unit passage needs."""

    readings: Readings
    unit: str
    passages: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    @property
    def drawn(self) -> str:
        """What the bootstrap draws."""
        return "documents" if self._by_document else f"blocks of {self._block} characters"

    @property
    def clusters(self) -> int:
        if self._by_document:
            return len(self.readings.documents)
        return -(-self.readings.characters // self._block)

    def said(self, theme: str) -> Said:
        """What the reviewers said of each unit about a theme (id)."""
        tags = self.readings.tags.get(theme) or tuple(ranges_of(()) for _ in self.readings.reviewers)
        if self.unit == "character":
            return self._characters(tags)
        ranges = self._given if self.unit == "passage" else self._spans
        values = self._in_passages(tags) if self.unit == "passage" else self._in_places(theme)
        return self._made(ranges, values, np.ones(len(ranges)))

    def pieces(self, said: Said, numbers: Values) -> Values:
        """The ranges that units (by their numbers in `said`) are made of: start, end, and which of the `numbers` it is."""
        if self.unit != "excerpt":
            return np.column_stack([said.ranges[numbers], np.arange(len(numbers))])
        first, last = np.searchsorted(self._segments[:, 2], [numbers, numbers + 1])
        return np.column_stack(
            [self._segments[runs(first, last - first), :2], np.repeat(np.arange(len(numbers)), last - first)]
        )

    def sets(self, themes: Sequence[str]) -> tuple[Values, Numbers]:
        """All units with what was said of all themes at once: units x reviewers x themes, and their weights."""
        if self.unit == "character":
            every = [each for theme in themes for each in self.readings.tags.get(theme, ())]
            edges = np.unique(np.concatenate([self.readings.edges, *(each.ravel() for each in every)]))
            ranges = np.stack([edges[:-1], edges[1:]], axis=1)
            tagged = [self._values_at(edges[:-1], self.readings.tags.get(theme, ())) for theme in themes]
            said = [self._made(ranges, each, lengths(ranges)) for each in tagged]
        else:
            said = [self.said(theme) for theme in themes]
        return np.stack([each.values for each in said], axis=2), said[0].weights

    @property
    def _by_document(self) -> bool:
        return len(self.readings.documents) >= ENOUGH_DOCUMENTS

    @property
    def _block(self) -> int:
        return max(BLOCK, -(-self.readings.characters // MOST_BLOCKS))

    def _made(self, ranges: Values, values: Values, weights: Numbers) -> Said:
        numbers = self.readings.document_numbers(ranges[:, 0])
        values = np.where(self.readings.finished[numbers], values, MISSING)
        return Said(ranges, values, weights, numbers if self._by_document else ranges[:, 0] // self._block)

    def _characters(self, tags: Sequence[Values]) -> Said:
        borders = [self.readings.edges, *(each.ravel() for each in tags)]
        if not self._by_document:
            borders.append(np.arange(0, self.readings.characters, self._block))
        edges = np.unique(np.concatenate(borders))
        ranges = np.stack([edges[:-1], edges[1:]], axis=1)
        return self._made(ranges, self._values_at(edges[:-1], tags), lengths(ranges))

    def _values_at(self, positions: Values, tags: Sequence[Values]) -> Values:
        if not tags:
            return np.zeros((len(positions), len(self.readings.reviewers)), dtype=np.int64)
        return np.stack([covered(positions, each) for each in tags], axis=1).astype(np.int64)

    @cached_property
    def _given(self) -> Values:
        return self.readings.ranges_in(self.passages)

    def _in_passages(self, tags: Sequence[Values]) -> Values:
        found = [overlapping(self._given, each) for each in tags]
        return np.stack([last > first for first, last in found], axis=1).astype(np.int64)

    @cached_property
    def _segments(self) -> Values:
        """The segments of all places: start, end, number of the place. Excerpts of the same segments are one place."""
        known: dict[tuple[tuple[int, int], ...], int] = {}
        segments: list[tuple[int, int, int]] = []
        for places in self.readings.places:
            borders = np.flatnonzero(np.diff(places[:, 2])) + 1
            for each in np.split(places[:, :2], borders) if len(places) else ():
                ranges = tuple((int(start), int(end)) for start, end in each)
                if ranges not in known:
                    segments += ((start, end, len(known)) for start, end in ranges)
                    known[ranges] = len(known)
        return np.array(sorted(segments, key=lambda each: each[2]), dtype=np.int64).reshape(-1, 3)

    @cached_property
    def _spans(self) -> Values:
        """Each place from its first segment's start to its last one's end."""
        numbers = self._segments[:, 2]
        first = np.flatnonzero(np.diff(numbers, prepend=-1))
        last = np.concatenate([first[1:], [len(numbers)]]) - 1 if len(first) else first
        return np.stack([self._segments[first, 0], self._segments[last, 1]], axis=1)

    @cached_property
    def _matches(self) -> tuple[tuple[Values, Values], ...]:
        """For each reviewer, the pairs of a place and an excerpt of theirs that is at that place."""
        sizes = np.bincount(self._segments[:, 2], weights=lengths(self._segments), minlength=len(self._spans))
        found = []
        for places in self.readings.places:
            place, excerpt, shared = meetings(self._segments[:, :2], places[:, :2])
            place, excerpt, shares = summed(self._segments[place, 2], places[excerpt, 2], shared)
            own = np.bincount(places[:, 2], weights=lengths(places))
            there = shares >= SHARED * np.minimum(sizes[place], own[excerpt])
            found.append((place[there], excerpt[there]))
        return tuple(found)

    @cached_property
    def _tagged(self) -> tuple[Mapping[str, Values], ...]:
        """For each reviewer, the numbers of their excerpts by the themes that they carry."""
        found: list[dict[str, list[int]]] = []
        for excerpts in self.readings.excerpts:
            numbers: dict[str, list[int]] = {}
            for number, excerpt in enumerate(excerpts):
                for theme in excerpt.themes:
                    numbers.setdefault(theme, []).append(number)
            found.append(numbers)
        return tuple({theme: np.array(each) for theme, each in numbers.items()} for numbers in found)

    def _in_places(self, theme: str) -> Values:
        values = np.zeros((len(self._spans), len(self.readings.reviewers)), dtype=np.int64)
        for who, (place, excerpt) in enumerate(self._matches):
            carrying = np.zeros(len(self.readings.excerpts[who]), dtype=np.bool_)
            for tagged, numbers in self._tagged[who].items():
                if self.readings.standing[tagged] == theme:
                    carrying[numbers] = True
            values[place[carrying[excerpt]], who] = 1
        return values
