"""Alpha over sets: all themes that each reviewer gave a unit, as one value, with MASI for the distance of two sets.

There can be thousands of different sets, so their distances are never held all at once.
"""

from itertools import combinations
from math import comb

import numpy as np

from themes.agreement.counting import MISSING, Numbers, Values
from themes.agreement.distances import masi

ROWS = 256
"""Sets whose distances to all others are held at once."""
LARGEST = 8
"""Members of a set up to which its groups are gone through."""


def alpha_of_sets(values: Values, weights: Numbers) -> float:
    """Krippendorff's alpha of units x reviewers x themes (1, 0, or MISSING); nan where it is undefined."""
    there = (values != MISSING).all(axis=2)
    judged = there.sum(axis=1)
    used = judged > 1
    values, weights, there, judged = values[used], weights[used], there[used], judged[used]
    if not len(values):
        return float("nan")
    rows = np.packbits(values.reshape(-1, values.shape[2]) == 1, axis=1)
    keys = np.ascontiguousarray(rows).view([("", rows.dtype)] * rows.shape[1]).ravel()
    _, where, numbers = np.unique(keys, return_index=True, return_inverse=True)
    members = (values.reshape(-1, values.shape[2])[where] == 1).astype(np.float32)
    numbers = numbers.reshape(there.shape)
    totals = np.bincount(numbers[there], weights=np.repeat(weights, judged), minlength=len(members)).astype(np.float64)
    whole = totals.sum()
    apart = 0.0
    for one in range(there.shape[1]):
        for other in range(one + 1, there.shape[1]):
            both = there[:, one] & there[:, other]
            distance = _distances(members, numbers[both, one], numbers[both, other])
            # Each pair counts both ways, shared out among those who judged the unit.
            apart += float((2 * distance * weights[both] / (judged[both] - 1)).sum())
    whole_expected = expected(members, totals)
    return 1 - (apart / whole) / (whole_expected / (whole * (whole - 1))) if whole_expected > 0 else float("nan")


def _distances(members: Numbers, one: Values, other: Values) -> Numbers:
    found = np.empty(len(one))
    for start in range(0, len(one), 20_000):
        mine, theirs = members[one[start : start + 20_000]], members[other[start : start + 20_000]]
        found[start : start + 20_000] = masi(mine.sum(axis=1), theirs.sum(axis=1), (mine * theirs).sum(axis=1))
    return found


def expected(members: Numbers, totals: Numbers, largest: int = LARGEST) -> float:
    """The sum of the distances of all pairs of values, each both ways: sets up to `largest` by groups, others pair by pair."""
    small = members.sum(axis=1) <= largest
    found = _by_groups(members[small], totals[small])
    if not small.all():
        large = members[~small], totals[~small]
        found += _by_pairs(*large, members, totals) + _by_pairs(*large, members[small], totals[small])
    return found


def _by_groups(members: Numbers, totals: Numbers) -> float:
    """All pairs of values without going over pairs.

    A distance follows from the sizes of two sets and how many members they share. How often two sizes share how many is counted
    from below: of each group of members, how many values of each size hold it, and from that by inclusion and exclusion.
    """
    if not len(members):
        return 0.0
    sizes = members.sum(axis=1).astype(np.int64)
    largest = int(sizes.max())
    together = np.zeros((largest + 1, largest + 1, largest + 1))
    for number in range(largest + 1):
        holding = _holding(members, sizes, totals, number)
        together[number] = holding.T @ holding
    found = 0.0
    one, other = np.indices((largest + 1, largest + 1)).astype(np.float64)
    for shared in range(largest + 1):
        signs = [(more, (-1) ** (more - shared) * comb(more, shared)) for more in range(shared, largest + 1)]
        pairs = np.asarray(sum(sign * together[more] for more, sign in signs))
        apart = masi(one, other, np.minimum(np.minimum(one, other), shared))
        found += float((pairs * apart)[(one >= shared) & (other >= shared)].sum())
    return found


def _holding(members: Numbers, sizes: Values, totals: Numbers, number: int) -> Numbers:
    """Of each group of so many members, how many values of each size hold it: groups x sizes."""
    # A group is known by the sum of its members' codes: bits, or where they are too few, numbers so large that no sum repeats.
    count = members.shape[1]
    chance = np.random.default_rng(0)
    codes = np.array([1 << bit for bit in range(count)] if count < 63 else chance.integers(1 << 57, size=count))
    keys, places, weights = [], [], []
    for size in range(number, int(sizes.max()) + 1):
        here = sizes == size
        held = codes[np.nonzero(members[here])[1]].reshape(int(here.sum()), size)
        for group in combinations(range(size), number):
            keys.append(held[:, list(group)].sum(axis=1, dtype=np.int64))
            places.append(np.full(len(held), size, dtype=np.int64))
            weights.append(totals[here])
    groups, numbers = np.unique(np.concatenate(keys), return_inverse=True)
    width = int(sizes.max()) + 1
    cells = np.bincount(
        numbers * width + np.concatenate(places), weights=np.concatenate(weights), minlength=len(groups) * width
    )
    return cells.reshape(-1, width).astype(np.float64)


def _by_pairs(one: Numbers, totals: Numbers, other: Numbers, other_totals: Numbers) -> float:
    """All pairs of a value of `one` and a value of `other`, pair by pair."""
    width = 1 + int(max(one.sum(axis=1).max(), other.sum(axis=1).max(initial=0)))
    sizes = np.indices((width, width, width)).astype(np.float64)
    known = masi(sizes[0], sizes[1], np.minimum(sizes[2], np.minimum(sizes[0], sizes[1]))).ravel()
    columns = other.sum(axis=1).astype(np.int32) * width
    found = 0.0
    for start in range(0, len(one), ROWS):
        rows = one[start : start + ROWS]
        cells = (rows @ other.T).astype(np.int32)
        cells += columns
        cells += (rows.sum(axis=1).astype(np.int32) * width * width)[:, None]
        found += float(totals[start : start + ROWS] @ known[cells] @ other_totals)
    return found
