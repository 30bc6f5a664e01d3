"""Krippendorff's alpha for unitised text: reviewers mark where units begin and end, so borders count and not only characters.

The measure is that of Krippendorff 1995 and 2004 (pp. 251-254). A continuum is the documents that are compared, end to end; a
unit is a half-open range of it that a reviewer tagged, and what lies between a reviewer's units, within one document, is a
gap. Units of one reviewer are in order and do not overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from themes.agreement.counting import Values
from themes.agreement.ranges import overlapping, runs


@dataclass(frozen=True, slots=True)
class Unitised:
    """Observed and expected disagreement of one theme; those of several themes are added before they are compared."""

    observed: float
    expected: float

    @property
    def alpha(self) -> float:
        """1 - Do / De; nan where there is no unit."""
        return 1 - self.observed / self.expected if self.expected > 0 else float("nan")


def unit_distance(
    begin: int, length: int, is_unit: int, other_begin: int, other_length: int, other_is_unit: int
) -> int:
    """The squared distance of two pieces of one continuum, each a unit (1) or a gap (0) (Krippendorff 2004, pp. 251-254)."""
    apart = begin - other_begin
    if is_unit and other_is_unit:
        if -length < apart < other_length:
            return int(apart**2 + (begin + length - other_begin - other_length) ** 2)
    elif is_unit and 0 <= apart <= other_length - length:
        return int(length**2)
    elif other_is_unit and other_length - length <= apart <= 0:
        return int(other_length**2)
    return 0


def unitised(units: Sequence[Values], edges: Values, stretch: int = 1) -> Unitised:
    """The disagreement of the reviewers' `units`, each an array of (start, end) in order.

    `edges` are where the documents of the continuum begin and where the last one ends. With `stretch`, the expected
    disagreement is that of a continuum of so many times the length: its limit is what a text without smallest parts would
    have.
    """
    reviewers = len(units)
    length = float(edges[-1] - edges[0])
    observed = sum(_distance(one, other) for one in units for other in units if one is not other)
    observed /= reviewers * (reviewers - 1) * length**2
    whole = length * stretch
    lengths = np.concatenate([each[:, 1] - each[:, 0] for each in units]).astype(np.float64) * stretch
    gaps = np.sort(np.concatenate([_gaps(each, edges) for each in units]).astype(np.float64) * stretch)
    if not len(lengths):
        return Unitised(0.0, 0.0)
    # The places where a unit fits into the gaps of at least its length.
    upward = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])
    first = np.searchsorted(gaps, lengths)
    places = upward[first] - (len(gaps) - first) * (lengths - 1)
    overlapping = (len(lengths) - 1) / 3 * (2 * lengths**3 - 3 * lengths**2 + lengths)
    above = 2 / whole * (overlapping + lengths**2 * places).sum()
    below = reviewers * whole * (reviewers * whole - 1) - (lengths * (lengths - 1)).sum()
    return Unitised(float(observed), float(above / below) if below > 0 else 0.0)


def _distance(one: Values, other: Values) -> float:
    """The squared distances of one reviewer's units from another's; those in a gap count twice, for the gap's side too."""
    if not len(one):
        return 0.0
    first, last = overlapping(one, other)
    numbers = last - first
    alone = one[numbers == 0]
    mine = np.repeat(one, numbers, axis=0).astype(np.float64)
    theirs = other[runs(first, numbers)].astype(np.float64)
    apart = ((mine - theirs) ** 2).sum()
    return float(apart + 2 * ((alone[:, 1] - alone[:, 0]).astype(np.float64) ** 2).sum())


def _gaps(units: Values, edges: Values) -> NDArray[np.int64]:
    """The lengths of what lies between the units and the edges of documents."""
    starts = np.sort(np.concatenate([edges[:-1], units[:, 1]]))
    ends = np.sort(np.concatenate([edges[1:], units[:, 0]]))
    gaps = ends - starts
    return np.asarray(gaps[gaps > 0])
