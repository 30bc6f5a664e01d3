"""The places of a text that are most like a quotation, wherever they are.

Pairs of words that stand together vote for where the quotation would begin; where most vote, the words are compared one by one.
Likeness is that of the words and, the more the shorter the quotation, of what stands around it.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search.anchor_words import Range
from search.likeness import common, shared

MANY = 60
"""Places of a pair of words from which on it says nothing."""
CHANCE = 0.1
"""The share of its pairs that a quotation may have in common with any text by chance."""
TRIED = 5
"""Places that are compared."""
MOST = 4
"""Places that are told."""
FEW = 3
"""Words of a quotation up to which single ones vote too."""

Numbers = npt.NDArray[np.int64]

Likely = tuple[float, Range]
"""How like a quotation some words are, and which."""


class Places:
    """Where the words of a text stand, by their numbers, to look quotations up in."""

    def __init__(self, words: Sequence[int], kinds: int) -> None:
        self._words = words
        self._kinds = max(kinds, 1)
        numbers = np.array(words, np.int64)
        self._singles = numbers
        self._pairs = numbers[:-1] * self._kinds + numbers[1:]
        self._order = np.argsort(self._pairs, kind="stable")
        self._sorted = self._pairs[self._order]

    @cached_property
    def _singly(self) -> Numbers:
        """The places of the words, sorted by their numbers."""
        return np.argsort(self._singles, kind="stable")

    def look_for(self, quoted: Sequence[int], before: Sequence[int], after: Sequence[int]) -> list[Likely]:
        """The places most like the quotation with its surroundings, from 0 to 1, the best first, none over another."""
        width = max(3, len(quoted) // 5)
        weight = min(0.85, 0.6 + len(quoted) / 100)
        found: list[Likely] = []
        if not quoted:
            return []
        for begin in self._begins(quoted, width):
            words = self._fit(quoted, begin, width)
            if words is None:
                continue
            first, last, same = words
            likeness = 2 * same / (len(quoted) + last - first)
            around = _share(before, self._words[max(0, first - len(before)) : first])
            around += _share(after, self._words[last : last + len(after)])
            found.append((weight * likeness + (1 - weight) * around / 2, (first, last)))
        found.sort(key=lambda each: -each[0])
        kept: list[Likely] = []
        for likely in found:
            if all(likely[1][1] <= other[0] or other[1] <= likely[1][0] for _, other in kept):
                kept.append(likely)
        return kept[:MOST]

    def _begins(self, quoted: Sequence[int], width: int) -> list[int]:
        """Where most pairs of words say that the quotation begins; those within `width` count together."""
        numbers = np.array(quoted, np.int64)
        votes = self._votes(numbers[:-1] * self._kinds + numbers[1:], self._sorted, self._order)
        if len(quoted) <= FEW or not len(votes):
            order = self._singly
            votes = np.concatenate((votes, self._votes(numbers, self._singles[order], order)))
        if not len(votes):
            return []
        votes.sort()
        until = np.searchsorted(votes, votes + width, side="right")
        counts = until - np.arange(len(votes))
        begins: list[int] = []
        least = len(quoted) * CHANCE
        for number in np.argsort(-counts, kind="stable").tolist():
            if counts[number] < least:
                break
            place = int(votes[(number + int(until[number]) - 1) // 2])
            if all(abs(place - other) > width for other in begins):
                begins.append(place)
                if len(begins) == TRIED:
                    break
        return begins

    def _votes(self, keys: Numbers, known: Numbers, order: Numbers) -> Numbers:
        """Where the quotation would begin, for each place of each of its keys; `order` sorts the places of the known ones."""
        low = np.searchsorted(known, keys, side="left")
        counts = np.searchsorted(known, keys, side="right") - low
        counts[counts > MANY] = 0
        number = np.repeat(np.arange(len(keys)), counts)
        within = np.arange(len(number)) - np.repeat(np.cumsum(counts) - counts, counts)
        votes: Numbers = order[low[number] + within] - number
        return votes

    def _fit(self, quoted: Sequence[int], begin: int, width: int) -> tuple[int, int, int] | None:
        """The words near a place that are the quotation's, from its first to its last, and how many are the same."""
        low, high = max(0, begin - width), min(len(self._words), begin + len(quoted) + width)
        pairs = common(quoted, self._words[low:high])
        if not pairs:
            return None
        start = low + pairs[0][1] - pairs[0][0]
        end = low + pairs[-1][1] + len(quoted) - pairs[-1][0]
        return max(0, start), min(len(self._words), end), len(pairs)


def _share(one: Sequence[int], other: Sequence[int]) -> float:
    whole = len(one) + len(other)
    return 2 * shared(one, other) / whole if whole else 1.0
