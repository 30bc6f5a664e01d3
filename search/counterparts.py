"""For each word of an old text its counterpart in the new one, and whether what was done to it is explained.

The words are matched in stretches, in place or moved, and what stands in the gaps of a stretch is explained by the rewording, or
odd. What a reader may ask of any range is kept as sums up to each word, so that it costs nothing to ask; all is settled once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

import numpy as np
import numpy.typing as npt

from search.anchor_words import Words
from search.gaps import Gap
from search.kept_stretches import Stretch, moved_stretches, runs_of, slid, stretches_of
from search.rewording import NAME, SHAPES, Part, Rewording
from search.word_diff import matched_words

CHUNK = 80
"""Words in which is counted how much is usual."""
MOST = 0.5
"""The share of the chunks, those with least, that say what is usual."""
CAP = 0.02
"""What is usual at most, for each word."""
PHRASE = 6
"""Words of a stretch from which on its move says that the text was put into another order."""
ODD_SIZE = 3
"""Words that are odd in a row and count as one."""
LONG = 24
"""Words in a row from which on more do not count."""

Numbers = npt.NDArray[np.int64]


class Counterparts:
    """What became of each old word.

    `stretch` and `filled` are the numbers of an old and of a new word's stretch, or -1; `low` and `high` the new words in an old
    one's place. The others are sums up to a word: `letters` of all old words, `known` of those that are explained, `strange` of
    the new words that are not; `odd` places, places `torn` out of paragraphs, and `typos`; and the words that were moved `away`,
    and that came `from_away`.
    """

    def __init__(self, old: Words, new: Words) -> None:
        numbers: dict[str, int] = {}
        self.old_ids = [numbers.setdefault(term, len(numbers)) for term in old.terms]
        self.new_ids = [numbers.setdefault(term, len(numbers)) for term in new.terms]
        self.kinds = len(numbers)
        self.stretches: list[Stretch] = []
        self.stretch, self.filled = [-1] * len(old.terms), [-1] * len(new.terms)
        runs = slid(
            runs_of(matched_words(self.old_ids, self.new_ids)), self.old_ids, self.new_ids, frozenset(old.breaks)
        )
        self._claim(stretches_of(runs, len(old.terms), len(new.terms)))
        self._claim(list(moved_stretches(self.old_ids, self.new_ids, self.stretch, self.filled)))
        self.reordered = any(each.moved and each.last - each.first >= PHRASE for each in self.stretches)
        self._settle(old, new)

    def _claim(self, stretches: Iterator[Stretch] | Sequence[Stretch]) -> None:
        for each in stretches:
            number = len(self.stretches)
            self.stretches.append(each)
            self.stretch[each.first : each.last] = [number] * (each.last - each.first)
            self.filled[each.there : each.until] = [number] * (each.until - each.there)

    def _settle(self, old: Words, new: Words) -> None:
        rewording = Rewording(old, new)
        parts: list[Part] = []
        rests: list[Gap] = []
        in_place: list[Gap] = []

        def narrow(stretch: Stretch, gap: Gap) -> None:
            found, rest = rewording.narrowed(gap)
            parts.extend(found)
            rests.append(rest)
            if not stretch.moved:
                in_place.append(rest)

        for each in self.stretches:
            for gap in _gaps(each):
                narrow(each, gap)
        parts += self._extended(rewording)
        for number, each in enumerate(self.stretches):
            for gap in self._edges(each, old.breaks, new.breaks):
                each.first, each.last = min(each.first, gap.here), max(each.last, gap.to)
                each.there, each.until = min(each.there, gap.there), max(each.until, gap.until)
                self._take(number, gap)
                narrow(each, gap)
        kept = (
            place
            for each in self.stretches
            if not each.moved
            for here, _, size in each.runs
            for place in range(here, here + size)
        )
        rewording.learn(in_place, kept)
        parts += self._extended(rewording)
        self._count(old, new, rewording, parts, rests)

    def _extended(self, rewording: Rewording) -> Iterator[Part]:
        """Lets each stretch grow on both sides over words that are explained and in no other one."""
        for number, each in enumerate(self.stretches):
            while part := self._beside(rewording, each.last, each.until, 1):
                each.last, each.until = part.to, part.until
                self._take(number, part)
                yield Part(part, rewording.is_typo(part))
            while part := self._beside(rewording, each.first, each.there, -1):
                each.first, each.there = part.here, part.there
                self._take(number, part)
                yield Part(part, rewording.is_typo(part))

    def _take(self, number: int, part: Gap) -> None:
        self.stretch[part.here : part.to] = [number] * (part.to - part.here)
        self.filled[part.there : part.until] = [number] * (part.until - part.there)

    def _edges(self, stretch: Stretch, old: Sequence[int], new: Sequence[int]) -> Iterator[Gap]:
        """What a stretch lacks at both ends of its paragraphs, if it is as much in both texts and not more than a name."""
        end, until = old[bisect_left(old, stretch.last)], new[bisect_left(new, stretch.until)]
        start, there = old[bisect_right(old, stretch.first) - 1], new[bisect_right(new, stretch.there) - 1]
        for gap in (Gap(start, stretch.first, there, stretch.there), Gap(stretch.last, end, stretch.until, until)):
            size = gap.to - gap.here
            if 0 < size == gap.until - gap.there <= NAME and self._free(gap):
                yield gap

    def _free(self, part: Gap) -> bool:
        return max(self.stretch[part.here : part.to]) < 0 and max(self.filled[part.there : part.until]) < 0

    def _beside(self, rewording: Rewording, here: int, there: int, way: int) -> Gap | None:
        """The words behind two borders (`way` 1), or before them (-1), that are explained by each other and free."""
        for one, other in SHAPES:
            part = (
                Gap(here, here + one, there, there + other) if way > 0 else Gap(here - one, here, there - other, there)
            )
            if min(part.here, part.there) < 0 or part.to > len(self.stretch) or part.until > len(self.filled):
                continue
            if not self._free(part):
                if one == other == 1:
                    return None
                continue
            if self.old_ids[part.here : part.to] == self.new_ids[part.there : part.until] or rewording.explains(part):
                return part
        return None

    def _count(self, old: Words, new: Words, rewording: Rewording, parts: Sequence[Part], rests: Sequence[Gap]) -> None:
        size = len(old.terms)
        low, high = np.full(size, -1), np.full(size, -1)
        explained, odd, typos = np.zeros(size, np.int64), np.zeros(size + 1, np.int64), np.zeros(size, np.int64)
        known = np.zeros(len(new.terms), np.int64)
        for each in self.stretches:
            for here, there, count in each.runs:
                low[here : here + count] = np.arange(there, there + count)
                explained[here : here + count] = 1
                known[there : there + count] = 1
        high[explained > 0] = low[explained > 0] + 1
        for rest in rests:
            low[rest.here : rest.to] = high[rest.here : rest.to] = rest.there
        left = []
        renamed: list[Part] = []
        for rest in map(rewording.without_furniture, rests):
            found = rewording.renamed(rest) if rest.here < rest.to and rest.there < rest.until else []
            renamed += found
            if not found:
                left.append(rest)
        for part in (*parts, *renamed):
            gap = part.gap
            low[gap.here : gap.to], high[gap.here : gap.to] = gap.there, gap.until
            explained[gap.here : gap.to] = 1
            known[gap.there : gap.until] = 1
            typos[gap.here] += part.typo
        for rest in left:
            deep, wide = rest.to - rest.here, rest.until - rest.there
            for step in range(deep):
                low[rest.here + step] = rest.there + step * wide // deep
                high[rest.here + step] = rest.there - (-(step + 1) * wide // deep)
            odd[rest.here] += _weight(max(deep, wide))
        torn = np.zeros(size, np.int64)
        for first, last in pairwise(old.breaks):
            owned = [number >= 0 for number in self.stretch[first:last]]
            if any(owned) and not all(owned):
                for gone, run in groupby(range(first, last), lambda place: self.stretch[place] < 0):
                    places = list(run)
                    torn[places[0]] += _weight(len(places)) if gone else 0
        self.low: list[int] = low.tolist()
        self.high: list[int] = high.tolist()
        lengths, others = np.array([*map(len, old.terms)], np.int64), np.array([*map(len, new.terms)], np.int64)
        self.letters, self.known = _sums(lengths), _sums(lengths * explained)
        self.strange = _sums(others * (1 - known))
        self.odd, self.torn, self.typos = _sums(odd[:size]), _sums(torn), _sums(typos)
        self.usual_odd, self.usual_typos = self._usual(odd), self._usual(typos)
        moved = np.array(
            [*(each.moved and each.last - each.first >= PHRASE for each in self.stretches), False], np.int64
        )
        self.away, self.from_away = _sums(moved[self.stretch]), _sums(moved[self.filled])

    def _usual(self, counts: Numbers) -> float:
        """How many of a kind a word has in most of the text. Where a few paragraphs have many, these do not count."""
        row = [counts[each.first : each.last] for each in self.stretches if not each.moved]
        if not row:
            return 0.0
        all_in_place = np.concatenate(row)
        sums = np.sort(np.add.reduceat(all_in_place, np.arange(0, len(all_in_place), CHUNK)))
        return min(CAP, 2 * float(sums[: max(1, int(len(sums) * MOST))].mean()) / CHUNK)


def _gaps(stretch: Stretch) -> Iterator[Gap]:
    for (here, there, size), (to, until, _) in pairwise(stretch.runs):
        yield Gap(here + size, to, there + size, until)


def _weight(words: int) -> int:
    """How many odd places that many words in a row are."""
    return -(-min(words, LONG) // ODD_SIZE)


def _sums(counts: Numbers) -> list[int]:
    return [0, *accumulate(counts.tolist())]
