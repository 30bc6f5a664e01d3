"""Ranking: how well a passage fits a query, by BM25F as Whoosh scores it (Robertson and others 2004; B = 0.75, K1 = 1.2).

Every word or phrase of the query counts on its own; all words that a prefix or pattern finds count as one word.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.matches import Array

B = 0.75
K1 = 1.2

Scores = npt.NDArray[np.float64]


def scores(
    frequencies: Sequence[Array], found_in: Sequence[int], sizes: Array, passages: int, average: float
) -> Scores:
    """The scores of some passages, which have so many tokens.

    `frequencies` has, for every word, how often it stands in each of them; `found_in` in how many of all
    `passages` it stands; `average` is the mean size of a passage.
    """
    total = np.zeros(len(sizes), np.float64)
    for frequency, found in zip(frequencies, found_in, strict=True):
        weight = np.log(passages / (found + 1)) + 1.0
        total += weight * (frequency * (K1 + 1)) / (frequency + K1 * ((1 - B) + B * sizes / average))
    return total
