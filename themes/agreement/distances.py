"""How far apart two values are, for Krippendorff's alpha: matrices of distances between all categories.

Nominal, ordinal, interval and ratio are Krippendorff's squared metrics (2004, chapter 11). For sets of themes there is MASI,
which counts how much two sets share and whether one holds the other.
"""

import numpy as np

from themes.agreement.counting import Numbers


def nominal(categories: int) -> Numbers:
    """1 between any two different categories."""
    return 1.0 - np.eye(categories)


def interval(values: Numbers) -> Numbers:
    """The squared difference of the categories' numbers."""
    return np.asarray((values[:, None] - values[None, :]) ** 2)


def ratio(values: Numbers) -> Numbers:
    """The squared difference over the squared sum."""
    sums = values[:, None] + values[None, :]
    return np.divide(values[:, None] - values[None, :], sums, out=np.zeros_like(sums), where=sums != 0) ** 2


def ordinal(margins: Numbers) -> Numbers:
    """The squared number of values between two ranks, of which there are `margins` each, half of the ends counted."""
    upto = np.cumsum(margins) - margins / 2
    return np.asarray((upto[:, None] - upto[None, :]) ** 2)


def masi(sizes_one: Numbers, sizes_other: Numbers, shared: Numbers) -> Numbers:
    """The distance of sets by their sizes and the number of members that they share; arrays that fit each other.

    It is (1 - J)(1 - M): J is the share of common members (Jaccard), M is 1 for equal sets, 2/3 where one holds the other, 1/3
    where they overlap, 0 where they share nothing. The empty set lies within any other. This is the form of DKPro Statistics;
    Passonneau (2006) takes 1 - J M, which is larger: see docs/agreement.md.
    """
    union = sizes_one + sizes_other - shared
    jaccard = np.divide(shared, union, out=np.ones_like(union), where=union > 0)
    within = shared == np.minimum(sizes_one, sizes_other)
    kinship = np.where(jaccard == 1, 1.0, np.where(within, 2 / 3, np.where(shared > 0, 1 / 3, 0.0)))
    return np.asarray((1 - jaccard) * (1 - kinship))


def masi_of(members: Numbers) -> Numbers:
    """The distances between all sets of a 0/1 matrix, sets x members."""
    sizes = members.sum(axis=1)
    return masi(sizes[:, None] + 0 * sizes[None, :], sizes[None, :] + 0 * sizes[:, None], members @ members.T)
