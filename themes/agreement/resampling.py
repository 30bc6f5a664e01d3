"""Intervals by the bootstrap (Efron 1979): what is compared is drawn again, with replacement, and the coefficient counted anew.

The draws follow from the seed alone, so an interval can be repeated. Parts of one document are not independent of each other;
what is drawn (documents, blocks of text, units) is the caller's choice and is told beside the interval. An interval runs from
the 2.5th to the 97.5th percentile of the draws; where more than a tenth of them has no value there is none.
"""

from dataclasses import replace

import numpy as np

from themes.agreement.counting import Numbers
from themes.agreement.figures import Figure

DRAWS = 1000
LEVEL = 95
FEWEST = 2
"""Of what is drawn there must be as many at least."""


def weights_of_clusters(clusters: int, draws: int, seed: int) -> Numbers:
    """How often each of so many clusters comes in each draw: draws x clusters."""
    chance = np.random.default_rng(seed)
    return chance.multinomial(clusters, np.full(clusters, 1 / clusters), size=draws).astype(np.float64)


def with_interval(figure: Figure, drawn: Numbers, of: int) -> Figure:
    """The figure with the interval of its values in the draws; `of` is how many things they were drawn from."""
    if figure.value is None:
        return figure
    if of < FEWEST:
        return replace(figure, no_interval="there is only one thing to draw from")
    defined = drawn[~np.isnan(drawn)]
    if len(defined) < 0.9 * len(drawn):
        return replace(figure, no_interval="the figure is undefined in more than a tenth of the draws")
    low, high = np.percentile(defined, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return replace(figure, low=float(low), high=float(high))
