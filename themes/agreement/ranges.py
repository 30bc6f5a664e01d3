"""Half-open ranges of positions as arrays of (start, end), and what of two such arrays shares a position.

Nothing here goes over ranges one by one: 50,000 excerpts are a few operations on arrays.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from themes.agreement.counting import Numbers, Values


def ranges_of(pairs: Iterable[tuple[int, int]]) -> Values:
    """Pairs of (start, end) as an array."""
    return np.array(list(pairs), dtype=np.int64).reshape(-1, 2)


def merged(ranges: Values) -> Values:
    """The ranges in order, those that overlap as one; those that only touch stay apart."""
    if not len(ranges):
        return ranges
    ordered = ranges[np.lexsort((ranges[:, 1], ranges[:, 0]))]
    reached = np.maximum.accumulate(ordered[:, 1])
    begins = np.concatenate([[True], ordered[1:, 0] >= reached[:-1]])
    return np.stack([ordered[begins, 0], np.maximum.reduceat(ordered[:, 1], np.flatnonzero(begins))], axis=1)


def overlapping(ranges: Values, among: Values) -> tuple[Values, Values]:
    """For each of `ranges`, from where up to where (exclusive) those in `among` share a position with it.

    Those in `among` are in order and apart.
    """
    first = np.searchsorted(among[:, 1], ranges[:, 0], side="right")
    last = np.searchsorted(among[:, 0], ranges[:, 1], side="left")
    return first, np.maximum(first, last)


def covered(positions: Values, ranges: Values) -> NDArray[np.bool_]:
    """Whether each position lies in one of the ranges, which are in order and apart."""
    place = np.searchsorted(ranges[:, 0], positions, side="right") - 1
    ends = np.concatenate([ranges[:, 1], [np.iinfo(np.int64).min]])
    return np.asarray(ends[place] > positions)


def runs(first: Values, numbers: Values) -> Values:
    """The numbers `first`, `first` + 1, … of each run, one run after the other, each as long as `numbers` says."""
    starts = np.cumsum(numbers) - numbers
    return np.arange(numbers.sum(), dtype=np.int64) - np.repeat(starts - first, numbers)


def meetings(one: Values, other: Values) -> tuple[Values, Values, Values]:
    """All pairs of a range of `one` and a range of `other` that share positions: their numbers, and how many they share.

    Both may stand in any order and overlap among themselves.
    """
    mine, theirs = np.argsort(one[:, 0], kind="stable"), np.argsort(other[:, 0], kind="stable")
    starts, ends = one[mine, 0], one[mine, 1]
    other_starts, other_ends = other[theirs, 0], other[theirs, 1]
    # Of two ranges that meet, exactly one begins within the other, or both begin together.
    first = np.searchsorted(other_starts, starts, side="left")
    numbers = np.searchsorted(other_starts, ends, side="left") - first
    other_first = np.searchsorted(starts, other_starts, side="right")
    other_numbers = np.searchsorted(starts, other_ends, side="left") - other_first
    left = np.concatenate([np.repeat(np.arange(len(mine)), numbers), runs(other_first, other_numbers)])
    right = np.concatenate([runs(first, numbers), np.repeat(np.arange(len(theirs)), other_numbers)])
    shared = np.minimum(ends[left], other_ends[right]) - np.maximum(starts[left], other_starts[right])
    return mine[left], theirs[right], shared


def summed(left: Values, right: Values, shared: Values) -> tuple[Values, Values, Numbers]:
    """Pairs of numbers, each once, with the sum of what they share."""
    if not len(left):
        return left, right, shared.astype(np.float64)
    width = int(right.max()) + 1
    keys, places = np.unique(left * width + right, return_inverse=True)
    return keys // width, keys % width, np.bincount(places, weights=shared).astype(np.float64)
