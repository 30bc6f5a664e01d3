"""The coefficients: percent agreement, Cohen's kappa, Scott's pi, Fleiss' kappa, Krippendorff's alpha.

Each takes the last two axes of an array as one table (`counting`), so a thousand resampled tables are one call, and gives nan
where the coefficient is undefined: where nothing was compared, and where chance alone explains everything because nothing
varies. Sources: Cohen 1960; Scott 1955; Fleiss 1971; Krippendorff 2004, chapter 11.
"""

import numpy as np

from themes.agreement.counting import Numbers

NOTHING_COMPARED = "no unit was judged by two reviewers or more"
NO_VARIATION = "all values are the same, so there is no variation that chance could be told from"
NOTHING_TAGGED = "none of the reviewers gave the theme to anything that was compared"


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    """`above / below`, nan where `below` is 0 or less."""
    return np.asarray(np.divide(above, below, out=np.full(np.broadcast(above, below).shape, np.nan), where=below > 0))


def agreement(table: Numbers) -> Numbers:
    """The share of the diagonal: percent agreement of a table of two reviewers, or of coincidences (Fleiss' Po, 1 - Do)."""
    return _ratio(np.trace(table, axis1=-2, axis2=-1), table.sum(axis=(-2, -1)))


def agreement_on_tagged(coincidences: Numbers) -> Numbers:
    """Pairs of values that both say yes among those in which at least one does (Jaccard), of categories no and yes."""
    both, one = coincidences[..., 1, 1], coincidences[..., 0, 1]
    return _ratio(both, both + 2 * one)


def chance_agreement(table: Numbers) -> Numbers:
    """Cohen's pe: the agreement of two reviewers who use the categories as often as these and independently."""
    total = table.sum(axis=(-2, -1))
    return _ratio((table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1), total * total)


def cohens_kappa(table: Numbers) -> Numbers:
    """(po - pe) / (1 - pe) of a table of two reviewers (Cohen 1960)."""
    total = table.sum(axis=(-2, -1))
    expected = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
    return _ratio(np.trace(table, axis1=-2, axis2=-1) * total - expected, total * total - expected)


def greatest_kappa(table: Numbers) -> Numbers:
    """The largest kappa that the two reviewers' margins allow (Cohen 1960)."""
    total = table.sum(axis=(-2, -1))
    rows, columns = table.sum(axis=-1), table.sum(axis=-2)
    expected = (rows * columns).sum(axis=-1)
    return _ratio(np.minimum(rows, columns).sum(axis=-1) * total - expected, total * total - expected)


def fleiss_kappa(coincidences: Numbers) -> Numbers:
    """Fleiss' kappa (1971) from the coincidences of units that all reviewers judged; with two of them it is Scott's pi."""
    total = coincidences.sum(axis=(-2, -1))
    expected = (coincidences.sum(axis=-1) ** 2).sum(axis=-1)
    return _ratio(np.trace(coincidences, axis1=-2, axis2=-1) * total - expected, total * total - expected)


def fleiss_chance(coincidences: Numbers) -> Numbers:
    """Fleiss' Pe: the sum of the categories' squared shares."""
    total = coincidences.sum(axis=(-2, -1))
    return _ratio((coincidences.sum(axis=-1) ** 2).sum(axis=-1), total * total)


def fleiss_by_category(coincidences: Numbers) -> Numbers:
    """Fleiss' kappa of each category against all others (1971)."""
    total = coincidences.sum(axis=(-2, -1))[..., None]
    each = coincidences.sum(axis=-1)
    differing = each - np.diagonal(coincidences, axis1=-2, axis2=-1)
    return 1 - _ratio(differing * total, each * (total - each))


def disagreement(coincidences: Numbers, distances: Numbers) -> Numbers:
    """Krippendorff's Do: the mean distance of the pairs of values in a unit."""
    return _ratio((coincidences * distances).sum(axis=(-2, -1)), coincidences.sum(axis=(-2, -1)))


def expected_disagreement(coincidences: Numbers, distances: Numbers) -> Numbers:
    """Krippendorff's De: the mean distance of any two of all values."""
    margins = coincidences.sum(axis=-1)
    total = margins.sum(axis=-1)
    apart = (margins[..., :, None] * margins[..., None, :] * distances).sum(axis=(-2, -1))
    return _ratio(apart, total * (total - 1))


def krippendorffs_alpha(coincidences: Numbers, distances: Numbers, without_variation: float = np.nan) -> Numbers:
    """1 - Do / De (Krippendorff 2004, chapter 11), of distances between categories, squared where the metric says so.

    Where De is 0, no value differs from any other: alpha is then undefined. Some programs put 1 there; `without_variation` is
    what a caller wants in its place.
    """
    observed = disagreement(coincidences, distances)
    found = 1 - _ratio(observed, expected_disagreement(coincidences, distances))
    return np.where(np.isnan(found) & ~np.isnan(observed), without_variation, found)
