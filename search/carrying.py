"""What becomes of excerpts, and of the regions of a record, when the text of their document is another one.

An excerpt is carried where all of its words are there as they were, moved where they changed and the place is sure all the
same; else it is to check, with the places that it may be at, or missing. Of several segments all must be sure, and stand in
their order. Everything here is the same on every machine that has the same texts. An excerpt that is not sure stays as it was,
whole.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from search.anchor_words import Range, Words
from search.anchoring import MOST, Anchored, State
from search.way import Way, edited, same_words
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt, Moved, Segment, segments_of
from store.rules import Region, Rules

STATES: tuple[State, ...] = ("carried", "moved", "to check", "missing")


@dataclass(frozen=True, slots=True)
class Choice:
    """Ranges that an excerpt's words may be at, and how like them what stands there is, from 0 to 1."""

    ranges: tuple[Range, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of an excerpt: `after` is it in the present text, where that is sure; else `choices`, the best first."""

    excerpt: Excerpt
    state: State
    after: Excerpt | None = None
    choices: tuple[Choice, ...] = ()


class Carrying:
    """Into the present text of one document. `text_with` gives the document's text of a hash, None where it is nowhere."""

    def __init__(self, document: Document, text: str, text_with: Callable[[str], str | None]) -> None:
        self._document = document
        self._new = Words(text)
        self._text_with = text_with
        self._ways: dict[str, Way] = {}
        self.lost: set[str] = set()
        """The hashes of texts that were asked for and are nowhere."""

    def carry(self, excerpt: Excerpt) -> Carried:
        """What becomes of an excerpt of another version."""
        if excerpt.missing_in == self._document.sha256:
            return Carried(excerpt, "missing")
        ranges = self._by_edits(excerpt)
        if ranges is not None:
            return self._sure(excerpt, ranges, by_edits=True)
        way = self._way(excerpt.sha256)
        return self._decided(excerpt, [way.anchor(segment) for segment in excerpt.segments])

    def _by_edits(self, excerpt: Excerpt) -> list[Range] | None:
        """Where the edits that are known one by one leave it; None where there are none from its text to the present one."""
        for version in self._document.earlier:
            if version.edits and (version.sha256, version.became) == (excerpt.sha256, self._document.sha256):
                found = [edited(segment, version.edits, self._new.text) for segment in excerpt.segments]
                ranges = [each for each in found if each is not None]
                return ranges if len(ranges) == len(found) and _in_order(ranges) else None
        return None

    def _way(self, digest: str) -> Way:
        if digest not in self._ways:
            old = self._text_with(digest)
            if old is None:
                self.lost.add(digest)
            self._ways[digest] = Way(old, self._new)
        return self._ways[digest]

    def _sure(self, excerpt: Excerpt, ranges: Sequence[Range], by_edits: bool = False) -> Carried:
        try:
            segments = segments_of(self._new.text, ranges)
        except UsageFault:
            return Carried(excerpt, "to check")
        as_it_was = by_edits or (
            len(segments) == len(excerpt.segments)
            and all(same_words(*pair) for pair in _words(excerpt.segments, segments))
        )
        moved = excerpt.moved or (None if as_it_was else Moved(excerpt.sha256, excerpt.ranges))
        after = replace(excerpt, sha256=self._document.sha256, segments=segments, moved=moved, missing_in="")
        return Carried(excerpt, "carried" if as_it_was else "moved", after)

    def _decided(self, excerpt: Excerpt, found: Sequence[Anchored]) -> Carried:
        ranges = [place for each in found for place in each.places]
        if all(each.places for each in found) and _in_order(ranges):
            return self._sure(excerpt, ranges)
        choices = _choices(found)
        return Carried(excerpt, "to check" if choices else "missing", None, choices)

    def carry_rules(self, rules: Rules, digest: str, old: str) -> Rules:
        """The rules of a record whose text had the hash `digest`: each region where it is now, if it is sure and in one piece."""
        regions, stale = [], list(rules.stale)
        for region in rules.regions:
            place = self._region(region, digest, old)
            if place is None:
                stale.append(region)
            else:
                regions.append(replace(region, start=place[0], end=place[1], sha256=self._document.sha256))
        return replace(rules, regions=tuple(regions), stale=tuple(stale))

    def _region(self, region: Region, digest: str, old: str) -> Range | None:
        segment = Segment(region.start, region.end, old[region.start : region.end])
        for version in self._document.earlier:
            if version.edits and (version.sha256, version.became) == (digest, self._document.sha256):
                return edited(segment, version.edits, self._new.text)
        places = self._way(digest).anchor(segment).places
        return places[0] if len(places) == 1 else None


def _words(old: Sequence[Segment], new: Sequence[Segment]) -> Iterable[tuple[str, str]]:
    return ((one.exact, other.exact) for one, other in zip(old, new, strict=True))


def _in_order(ranges: Sequence[Range]) -> bool:
    return all(one[1] <= other[0] for one, other in itertools.pairwise(ranges))


def _choices(found: Sequence[Anchored]) -> tuple[Choice, ...]:
    """Of each segment its place, where that is sure, else one that it may be at: the likeliest ones together first."""
    made: list[Choice] = []
    for number in range(MOST):
        ranges: list[Range] = []
        likeness, differs = 1.0, number == 0
        for each in found:
            told = each.candidates[min(number, len(each.candidates) - 1)] if each.candidates else None
            if each.places:
                ranges += each.places
            elif told is not None:
                ranges.append((told.start, told.end))
                likeness = min(likeness, told.likeness)
                differs = differs or number < len(each.candidates)
        if ranges and differs and _in_order(ranges):
            made.append(Choice(tuple(ranges), likeness))
    return tuple(made)


def counts(found: Iterable[Carried]) -> Mapping[State, int]:
    """How many excerpts came to each state, in the order of the states."""
    listed = [each.state for each in found]
    return {state: listed.count(state) for state in STATES}
