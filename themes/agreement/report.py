"""Agreement by theme and over all themes, each figure with what it rests on.

Over all themes, every theme on every unit is one decision; alpha-U adds the themes' disagreements, as Krippendorff (2004)
does; and alpha by MASI takes the set of all themes on a unit as one value.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from themes.agreement import measures
from themes.agreement.counting import MISSING, Numbers, coincidences_each, complete
from themes.agreement.distances import nominal
from themes.agreement.figures import Figure, figure
from themes.agreement.ranges import ranges_of
from themes.agreement.resampling import weights_of_clusters, with_interval
from themes.agreement.sample_size import units_needed
from themes.agreement.sets import alpha_of_sets
from themes.agreement.unitising import Unitised, unitised
from themes.agreement.units import Said, Units

GOOD = 0.8
"""The alpha that Krippendorff (2004, p. 241) asks of data that conclusions are to rest on."""
TABLE, PAIRS, WHOLE = 0, 1, 2
"""What is counted: the table of two reviewers; coincidences of all units; coincidences of those that all reviewers judged."""
TWO_ALONE = "Cohen's kappa compares two reviewers; with more, see fleiss and alpha"
NO_COMPLETE = "no unit was judged by all reviewers"
OF_SETS = "it takes all themes of a unit together, so there is one for all themes alone"


@dataclass(frozen=True, slots=True)
class Row:
    """Figures for a theme (id; "" for all). `units` were judged by two reviewers at least, `complete` by all; `tagged` is how
    many of them each reviewer tagged; `needed`, how many would have to be judged to tell an alpha of GOOD from a lower one."""

    theme: str
    units: int
    complete: int
    tagged: tuple[int, ...]
    agreement: Figure
    agreement_tagged: Figure
    kappa: Figure
    fleiss: Figure
    alpha: Figure
    alpha_u: Figure
    alpha_masi: Figure = field(default_factory=lambda: Figure(None, OF_SETS))
    needed: int | None = None


@dataclass(frozen=True)
class _Counted:
    """What was said, cluster by cluster."""

    tables: Numbers
    """Clusters x (TABLE, PAIRS, WHOLE) x 2 x 2."""
    units: int
    complete: int
    tagged: Numbers

    def __add__(self, other: "_Counted") -> "_Counted":
        return _Counted(
            self.tables + other.tables,
            self.units + other.units,
            self.complete + other.complete,
            self.tagged + other.tagged,
        )


def agreement_by_theme(units: Units, themes: Sequence[str], draws: int, seed: int) -> tuple[Row, list[Row]]:
    """The row of all themes together and one for each of the `themes` (ids); no draws: no intervals."""
    clusters = units.clusters
    times = weights_of_clusters(clusters, draws, seed) if draws and clusters else None
    together: _Counted | None = None
    added = Unitised(0.0, 0.0)
    rows = []
    for theme in themes:
        counted = _counted(units.said(theme), clusters)
        tags = units.readings.tags.get(theme) or tuple(ranges_of(()) for _ in units.readings.reviewers)
        found = unitised(tags, units.readings.edges) if units.readings.documents else added
        together = counted if together is None else together + counted
        added = Unitised(added.observed + found.observed, added.expected + found.expected)
        rows.append(_row(theme, counted, found, times))
    if together is None:
        together = _counted(units.said(""), clusters)
    of_sets = figure(_of_sets(units, themes), _why_not(together))
    return _row("", together, added, times, of_sets), rows


def _of_sets(units: Units, themes: Sequence[str]) -> float:
    return alpha_of_sets(*units.sets(themes)) if themes and units.readings.documents else float("nan")


def _counted(said: Said, clusters: int) -> _Counted:
    reviewers = said.values.shape[1]
    keys = (said.values - MISSING) @ (3 ** np.arange(reviewers))
    _, where, numbers = np.unique(keys, return_index=True, return_inverse=True)
    kinds = said.values[where]
    cells = said.clusters * len(kinds) + numbers
    weights = np.bincount(cells, weights=said.weights, minlength=clusters * len(kinds)).reshape(clusters, len(kinds))
    judged = (kinds != MISSING).sum(axis=1)
    whole = complete(kinds)
    tables = np.zeros((len(kinds), 2, 2))
    if reviewers == 2:
        tables[whole, kinds[whole, 0], kinds[whole, 1]] = 1
    pairs = coincidences_each(kinds, 2)
    each = weights.sum(axis=0)
    return _Counted(
        tables=np.tensordot(
            weights.astype(np.float64), np.stack([tables, pairs, pairs * whole[:, None, None]], axis=1), axes=1
        ),
        units=round(each[judged > 1].sum()),
        complete=round(each[whole].sum()),
        tagged=each[judged > 1] @ (kinds[judged > 1] == 1),
    )


def _row(theme: str, counted: _Counted, found: Unitised, times: Numbers | None, of_sets: Figure | None = None) -> Row:
    why_not = _why_not(counted)
    two = len(counted.tagged) == 2

    found_here = counted.tables.sum(axis=0)
    drawn = None if times is None else np.tensordot(times, counted.tables, axes=1)

    def of(measure: Callable[[Numbers], Numbers], which: int, otherwise: str) -> Figure:
        made = figure(float(measure(found_here[which])), otherwise)
        if drawn is None or made.value is None:
            return made
        return with_interval(made, measure(drawn[:, which]), len(counted.tables))

    shares = found_here[PAIRS].sum(axis=1)
    share = shares[1] / shares.sum() if shares.sum() else 0.0
    not_tagged = measures.NOTHING_TAGGED if counted.units else measures.NOTHING_COMPARED
    return Row(
        theme=theme,
        units=counted.units,
        complete=counted.complete,
        tagged=tuple(round(each) for each in counted.tagged),
        agreement=of(measures.agreement, PAIRS, measures.NOTHING_COMPARED),
        agreement_tagged=of(measures.agreement_on_tagged, PAIRS, not_tagged),
        kappa=of(measures.cohens_kappa, TABLE, why_not) if two else Figure(None, TWO_ALONE),
        fleiss=of(measures.fleiss_kappa, WHOLE, why_not if counted.complete else NO_COMPLETE),
        alpha=of(lambda each: measures.krippendorffs_alpha(each, nominal(2)), PAIRS, why_not),
        alpha_u=figure(found.alpha, not_tagged),
        alpha_masi=of_sets or Figure(None, OF_SETS),
        needed=units_needed(GOOD, float(share)) if 0 < share < 1 else None,
    )


def _why_not(counted: _Counted) -> str:
    """Why a figure that chance is taken out of is undefined."""
    if not counted.units:
        return measures.NOTHING_COMPARED
    return measures.NO_VARIATION
