"""Where an excerpt's words are in another version of its text.

Two witnesses are heard. The *diff* carries the place over, word by word, through what lies before and behind it; the *quotation*
is looked for by itself, anywhere, with its surroundings. A place is taken where the words stand unchanged between words that the
diff knows too, or where enough of them stand between the paragraphs that were before and behind, and nothing better is elsewhere.
All else is for a person: an anchor that was found wrongly is worse than one that was not found.

Words are those of the search view, so that other line ends, split ligatures, hyphens and marks are no difference. Offsets are
half-open ranges of code points of the verbatim texts.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from search.anchor_words import Range, Strays, Words, alike, is_named
from search.word_diff import matched_words

State = Literal["carried", "moved", "to check", "missing"]
"""The words are as they were; they have changed, and both witnesses agree; a person must say; nothing like it is there."""

LIKE, VERY_LIKE = 0.6, 0.9
"""The likeness from which on words between the old neighbours are what became of the quotation; of up to FEW words the second."""
FEW = 12
SURE = 0.8
"""The likeness from which on nothing like it needs to be looked for elsewhere."""
POSSIBLE = 0.5
"""The likeness from which on words elsewhere are told as what the quotation may be."""
DOUBTFUL = 0.3
"""The likeness from which on words in the old place are."""
CONTEXT = 8
"""Words on each side that belong to a quotation's surroundings."""
BESIDE = 2
"""Words on each side that must be the same ones where a place is taken from the diff alone."""
SEEDS = 400
"""Pairs of words of a quotation, and places of each, that are looked up."""
STRAYS = 3
"""Words at most between a place and its neighbour that are from elsewhere."""
PUT_IN = 8
"""More words than these between two that stood together are something that was put in, and no part of the quotation."""
MOST = 3
"""Candidates that are told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the new text, and how like the quotation it is, from 0 to 1."""

    start: int
    end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of a range: its new places where they are sure, else up to three that it may be, the best first.

    There are several places where something long was put in between its words.
    """

    state: State
    places: tuple[Range, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class Anchoring:
    """From one version of a text to another: made once, asked for every excerpt."""

    def __init__(self, old: str, new: str | Words) -> None:
        self._old, self._new = Words(old), new if isinstance(new, Words) else Words(new)
        self._matched = matched_words(self._old.terms, self._new.terms)

    def anchor(self, start: int, end: int) -> Anchored:
        """Where the old text's `[start, end)` is in the new one."""
        first, last = self._old.inside(start, end)
        if first >= last:
            return Anchored("to check")
        unchanged = self._all_there(first, last)
        if unchanged:
            places = self._with_marks((start, end), (first, last), unchanged)
            same = self._old.text[start:end] == "".join(self._new.text[slice(*place)] for place in places)
            return Anchored("carried" if same and len(places) == 1 else "moved", places)
        by_diff = self._carried(first, last)
        likeness = self._likeness((first, last), by_diff)
        if likeness >= (SURE if last - first > FEW else VERY_LIKE) and self._between_neighbours((first, last), by_diff):
            return Anchored("moved", self._with_marks((start, end), (first, last), by_diff))
        return self._decide((start, end), (first, last), by_diff, likeness, self._look_for(first, last))

    def _likeness(self, words: Range, found: list[Range]) -> float:
        """How like some words of the old text those of some ranges of the new one are."""
        return alike(self._old.terms[slice(*words)], [term for run in found for term in self._new.terms[slice(*run)]])

    def _all_there(self, first: int, last: int) -> list[Range]:
        """The new words where every one of them is matched, and those beside them are too and stand right there."""
        matched = self._matched
        low, high = max(0, first - BESIDE), min(len(matched), last + BESIDE)
        if any(matched[place] < 0 for place in range(low, high)):
            return []
        before, behind = matched[first] - matched[low], matched[high - 1] - matched[last - 1]
        if before != first - low or behind != high - last:
            return []
        return self._runs(first, last, matched[first], matched[last - 1] + 1)

    def _carried(self, first: int, last: int) -> list[Range]:
        """The new words between those that the diff knows, where it knows any of them."""
        matched = self._matched
        known = [place for place in range(first, last) if matched[place] >= 0]
        if not known:
            return []
        begin = self._border(known[0], first, -1)
        end = self._border(known[-1], last - 1, 1) + 1
        return self._runs(first, last, begin, end) if begin < end else []

    def _runs(self, first: int, last: int, begin: int, end: int) -> list[Range]:
        """The new words from `begin` to `end` without what was put in between two of the old ones."""
        runs: list[Range] = []
        place = begin
        before: int | None = None
        for number in range(first, last):
            here = self._matched[number]
            if here < 0:
                continue
            if before is not None and number == before + 1 and here - self._matched[before] > PUT_IN:
                runs.append((place, self._matched[before] + 1))
                place = here
            before = number
        return [*runs, (place, end)]

    def _border(self, known: int, wanted: int, way: int) -> int:
        """The new word for the border `wanted`, from the matched word `known` inside, outward by `way`.

        What is unmatched up to the next matched word outside belongs to the quotation, if all of that stands inside it; else as
        many words as are wanted.
        """
        matched = self._matched
        here, missing = matched[known], abs(wanted - known)
        if not missing:
            return here
        outside = known + way
        while 0 <= outside < len(matched) and matched[outside] < 0:
            outside += way
        limit = matched[outside] if 0 <= outside < len(matched) else (-1 if way < 0 else len(self._new.terms))
        room = abs(limit - here) - 1
        unmatched = abs(outside - known) - 1
        steps = room if unmatched == missing else min(room, missing)
        return here + way * steps

    def _look_for(self, first: int, last: int) -> list[tuple[Candidate, Range]]:
        """The places that are most like the quotation, the best first, none over another."""
        quoted = self._old.terms[first:last]
        before = self._old.terms[max(0, first - CONTEXT) : first]
        after = self._old.terms[last : last + CONTEXT]
        votes: Counter[int] = Counter()
        keys = sorted(
            (len(self._new.pairs.get(pair, ())), number) for number, pair in enumerate(itertools.pairwise(quoted))
        )
        for count, number in keys[:SEEDS]:
            if 0 < count <= SEEDS:
                for place in self._new.pairs[quoted[number], quoted[number + 1]]:
                    votes[place - number] += 1
        if len(quoted) <= MOST or not votes:
            rare = sorted((len(self._new.singles.get(term, ())), number) for number, term in enumerate(quoted))
            for count, number in rare[:MOST]:
                if 0 < count <= SEEDS:
                    for place in self._new.singles[quoted[number]]:
                        votes[place - number] += 1
        found: list[tuple[Candidate, Range]] = []
        for begin in _groups(votes, max(3, len(quoted) // 5)):
            words = self._fit(quoted, begin)
            if words is None:
                continue
            likeness = alike(quoted, self._new.terms[slice(*words)])
            around = (
                alike(before, self._new.terms[max(0, words[0] - len(before)) : words[0]])
                + alike(after, self._new.terms[words[1] : words[1] + len(after)])
            ) / 2
            weight = min(0.85, 0.6 + len(quoted) / 100)
            total = weight * likeness + (1 - weight) * around
            found.append((Candidate(self._new.starts[words[0]], self._new.ends[words[1] - 1], total), words))
        found.sort(key=lambda each: -each[0].likeness)
        kept: list[tuple[Candidate, Range]] = []
        for candidate, words in found:
            if all(_shared(words, other) == 0 for _, other in kept):
                kept.append((candidate, words))
        return kept[: MOST + 1]

    def _fit(self, quoted: Sequence[str], begin: int) -> Range | None:
        """The words near a place that are the quotation's, from its first to its last."""
        slack = max(3, len(quoted) // 5)
        low, high = max(0, begin - slack), min(len(self._new.terms), begin + len(quoted) + slack)
        blocks = [
            block
            for block in SequenceMatcher(None, quoted, self._new.terms[low:high], autojunk=False).get_matching_blocks()
            if block.size
        ]
        if not blocks:
            return None
        start = low + blocks[0].b - blocks[0].a
        end = low + blocks[-1].b + blocks[-1].size + len(quoted) - (blocks[-1].a + blocks[-1].size)
        return max(0, start), min(len(self._new.terms), end)

    def _decide(
        self,
        place: Range,
        words: Range,
        by_diff: list[Range],
        likeness: float,
        by_words: list[tuple[Candidate, Range]],
    ) -> Anchored:
        told = tuple(candidate for candidate, _ in by_words[:MOST] if candidate.likeness >= POSSIBLE)
        best = by_words[0] if by_words else None
        if by_diff:
            shared = sum(_shared(run, best[1]) for run in by_diff) if best is not None else 0
            size = sum(map(_size, by_diff))
            agree = best is not None and 2 * shared >= (size if len(by_diff) > 1 else max(size, _size(best[1])))
            rival = best is not None and not agree and best[0].likeness > likeness
            firm = self._between_neighbours(words, by_diff)
            enough = LIKE if _size(words) > FEW else VERY_LIKE
            if not rival and ((firm and likeness >= enough) or self._renamed(words, by_diff)):
                return Anchored("moved", self._with_marks(place, words, by_diff), told)
            if likeness >= DOUBTFUL and not agree:
                here = Candidate(self._new.starts[by_diff[0][0]], self._new.ends[by_diff[-1][1] - 1], likeness)
                told = (here, *told)[:MOST]
        return Anchored("to check" if told else "missing", (), told)

    def _between_neighbours(self, words: Range, found: list[Range]) -> bool:
        """Whether the place lies between what came before and behind the quotation's paragraphs, and nothing displaced between.

        A near copy of a whole paragraph has its words, but not its neighbours. Nor may what was put in between the quotation's
        own words be from elsewhere: then one side of it can be a copy.
        """
        inside = itertools.pairwise(found)
        if any(self._new_strays.between(one[1] - 1, other[0]) > STRAYS for one, other in inside):
            return False
        first, last = self._old.paragraphs(words)
        return self._beside(first, words[0], found[0][0], -1) and self._beside(
            last - 1, words[1] - 1, found[-1][1] - 1, 1
        )

    def _beside(self, border: int, inside: int, found: int, way: int) -> bool:
        """Whether between the next matched word beyond the border (a word of the paragraph) and the place nothing stands that
        stood elsewhere in the old text, and nothing stood that is elsewhere in the new one."""
        outside = border + way
        while 0 <= outside < len(self._matched) and self._matched[outside] < 0:
            outside += way
        known = 0 <= outside < len(self._matched)
        there = self._matched[outside] if known else (-1 if way < 0 else len(self._new.terms))
        return self._new_strays.between(there, found) + self._old_strays.between(outside, inside) <= STRAYS

    @cached_property
    def _old_strays(self) -> Strays:
        return Strays(
            self._old.terms, self._new.terms, {place for place, found in enumerate(self._matched) if found >= 0}
        )

    @cached_property
    def _new_strays(self) -> Strays:
        return Strays(self._new.terms, self._old.terms, {place for place in self._matched if place >= 0})

    def _renamed(self, words: Range, found: list[Range]) -> bool:
        """Whether nothing but names are other words now, one for one, between words on both sides that are the same ones."""
        (first, last), begin, end = words, found[0][0], found[-1][1]
        if last - first != end - begin:
            return False
        low, high = max(0, first - BESIDE), min(len(self._matched), last + BESIDE)
        return all(
            self._matched[place] == begin + place - first
            or (
                first <= place < last
                and self._matched[place] < 0
                and is_named(self._old, place)
                and is_named(self._new, begin + place - first)
            )
            for place in range(low, high)
        )

    def _with_marks(self, place: Range, words: Range, found: list[Range]) -> tuple[Range, ...]:
        """The ranges of the new words, with as much of the marks around them as the old range had."""
        old, new = self._old, self._new
        ranges = [(new.starts[first], new.ends[last - 1]) for first, last in found]
        start, end = ranges[0][0], ranges[-1][1]
        lead = old.text[place[0] : old.starts[words[0]]]
        tail = old.text[old.ends[words[1] - 1] : place[1]]
        # Inside a word, as far inside as before.
        start += min(max(0, place[0] - old.starts[words[0]]), ranges[0][1] - start - 1)
        end -= min(max(0, old.ends[words[1] - 1] - place[1]), end - max(start, ranges[-1][0]) - 1)
        while lead and start and lead[-1] == new.text[start - 1]:
            lead, start = lead[:-1], start - 1
        while tail and end < len(new.text) and tail[0] == new.text[end]:
            tail, end = tail[1:], end + 1
        ranges[0] = (start, ranges[0][1])
        ranges[-1] = (ranges[-1][0], end)
        return tuple(ranges)


def _groups(votes: Counter[int], width: int) -> list[int]:
    """The places that most seeds vote for, those within `width` of each other as one."""
    groups: list[tuple[int, int]] = []
    for place in sorted(votes):
        if groups and place - groups[-1][0] <= width:
            first, count = groups[-1]
            groups[-1] = (first, count + votes[place])
        else:
            groups.append((place, votes[place]))
    groups.sort(key=lambda group: -group[1])
    return [first for first, _ in groups[: 4 * MOST]]


def _size(words: Range) -> int:
    return words[1] - words[0]


def _shared(first: Range, second: Range) -> int:
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))
