"""What reviewers said of units, counted: the table of two reviewers, and the coincidences of any number of them.

Values are category numbers from 0, or MISSING; each unit has a weight (how many characters it stands for, or 1). Coincidences
are Krippendorff's (2004, chapter 11): every pair of values of a unit, each way round, counts 1/(m - 1) where m reviewers judged
it, so that each value counts once. Units that fewer than two judged have no pairs and count nowhere.
"""

import numpy as np
from numpy.typing import NDArray

MISSING = -1

Values = NDArray[np.int64]
Numbers = NDArray[np.float64]


def table_of(values: Values, weights: Numbers, categories: int) -> Numbers:
    """The table (rows: the first reviewer) of values with two columns; units that lack one of them are left out."""
    there = (values != MISSING).all(axis=1)
    cells = values[there, 0] * categories + values[there, 1]
    flat = np.bincount(cells, weights=weights[there], minlength=categories * categories)
    return flat.reshape(categories, categories).astype(np.float64)


def coincidences_each(values: Values, categories: int) -> Numbers:
    """The coincidences of each unit on its own, with weight 1: units x categories x categories."""
    counts = np.stack([(values == category).sum(axis=1) for category in range(categories)], axis=1).astype(np.float64)
    judged = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs[:, np.arange(categories), np.arange(categories)] -= counts
    return np.where(judged[:, None, None] > 1, pairs / np.maximum(judged - 1, 1)[:, None, None], 0.0)


def coincidences_of(values: Values, weights: Numbers, categories: int) -> Numbers:
    """The coincidences of all units together."""
    return np.tensordot(weights, coincidences_each(values, categories), axes=1)


def complete(values: Values) -> NDArray[np.bool_]:
    """Which units every reviewer judged."""
    return np.asarray((values != MISSING).all(axis=1))


def numbered(rows: list[list[str | int | None]]) -> tuple[Values, list[str | int]]:
    """Values of any kind, None where one is missing, as category numbers, and the categories in order."""
    categories = sorted(
        {value for row in rows for value in row if value is not None}, key=lambda each: (str(type(each)), each)
    )
    numbers = {category: number for number, category in enumerate(categories)}
    made = [[MISSING if value is None else numbers[value] for value in row] for row in rows]
    return np.array(made, dtype=np.int64), categories
