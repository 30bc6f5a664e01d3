"""How far a quota is filled: each combination of values with how many cases are wanted, are there, and declined.

Every combination stands there, those too that nobody fills and those that nobody planned: what is empty is what the table is
read for. Cases are counted under the words of a table by attribute, so bands serve; one with several values counts under each,
and once in the whole. What is missing is what is wanted and not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from store.attributes import Attribute, levels_of
from store.holdings import Holdings
from store.quotas import Quota, QuotaCell, cell_id
from themes.case_tables import NOT_STATED, ordered, values_of
from themes.tables import Cell, Label, Table

MOST = 2_000
"""Combinations that are all shown; of more, only those that are planned or filled."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A combination of values: what is planned of it, and the cases (ids) that are there."""

    values: Label
    planned: QuotaCell | None
    cases: frozenset[str]

    @property
    def target(self) -> int | None:
        return self.planned.target if self.planned is not None else None

    @property
    def declined(self) -> int:
        return self.planned.declined if self.planned is not None else 0

    @property
    def missing(self) -> int:
        return max(0, (self.target or 0) - len(self.cases))


@dataclass(frozen=True)
class QuotaTable:
    """The combinations in order; `heads` name their layers."""

    quota: Quota
    heads: tuple[str, ...]
    rows: tuple[Filled, ...]

    @property
    def cases(self) -> frozenset[str]:
        """All cases that stand anywhere in it."""
        return frozenset[str]().union(*(row.cases for row in self.rows))

    @property
    def basis(self) -> tuple[str, ...]:
        """What the figures rest on, in sentences."""
        unplanned = sum(1 for row in self.rows if row.target is None and row.cases)
        said = [f"{len(self.cases)} {self.quota.kind} cases; wanted and declined as entered, there as counted"]
        if unplanned:
            said.append(
                f"{unplanned} combination{'s' * (unplanned != 1)} with cases and without a number that is wanted"
            )
        return tuple(said)

    def as_table(self) -> Table:
        """The cases that are there as a table whose cells open; what is planned stands in the basis alone."""
        there: Label = ("there",)
        return Table(
            title=self.quota.title,
            heads=self.heads,
            across="",
            counts="cases",
            rows=tuple(row.values for row in self.rows),
            columns=(there,),
            cells={(row.values, there): Cell(row.cases) for row in self.rows if row.cases},
            basis=self.basis,
        )


def quota_table(holdings: Holdings, declared: Mapping[str, Attribute], quota: Quota) -> QuotaTable:
    """The quota beside the cases that there are."""
    there: dict[Label, set[str]] = {}
    for case in holdings.cases.values():
        if case.kind == quota.kind:
            for label in product(*(values_of(case, key, declared) for key in quota.by)):
                there.setdefault(label, set()).add(case.id)
    planned = {cell.values for cell in quota.cells.values()}
    every = _combinations(declared, quota, {*there, *planned})
    rows = [
        Filled(label, quota.cells.get(cell_id(label)), frozenset(there.get(label, ())))
        for label in ordered(every, quota.by, declared)
    ]
    heads = tuple(declared[key].name if key in declared else key for key in quota.by)
    return QuotaTable(quota, heads, tuple(rows))


def _combinations(declared: Mapping[str, Attribute], quota: Quota, known: set[Label]) -> set[Label]:
    """All combinations of the values that stand anywhere, "not stated" only where it stands."""
    layers: list[dict[str, None]] = []
    for layer, key in enumerate(quota.by):
        values = dict.fromkeys([*levels_of(declared.get(key)), *(label[layer] for label in sorted(known))])
        values.pop(NOT_STATED, None)
        layers.append(values)
    number = 1
    for values in layers:
        number *= len(values)
    return known | set(product(*layers)) if number <= MOST else known
