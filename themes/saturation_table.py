"""Saturation as a table of counts: a row for each document in the order that is asked for, the themes that are new in it and all
until then, so that each number can be opened.

The order is that of ids, of when documents were added, or of an attribute of their cases. A theme is new in the first document
that has an excerpt under it, and those excerpts are behind the number.
"""

from collections.abc import Mapping, Sequence

from store.attributes import Attribute, in_order
from store.holdings import Holdings
from themes.case_tables import NOT_STATED, values_of
from themes.saturation import Saturation
from themes.tables import Cell, Label, Table

NEW: Label = ("new themes",)
UNTIL_NOW: Label = ("until now",)
BAR = 24
"""How many blocks long the bar of all themes is."""


def documents_in_order(holdings: Holdings, declared: Mapping[str, Attribute], order: str, kind: str) -> list[str]:
    """The documents (ids) of a kind by `id`, as they were `added`, or by an attribute of their cases."""
    documents = [each for each in holdings.documents.values() if each.kind == kind]
    documents.sort(key=lambda each: each.id)
    if order == "id":
        return [each.id for each in documents]
    if order == "added":
        documents.sort(key=lambda each: (each.added is None, each.added.timestamp() if each.added else 0.0))
        return [each.id for each in documents]
    cases = holdings.cases
    first = {
        each.id: next((values_of(cases[case], order, declared)[0] for case in each.cases if case in cases), NOT_STATED)
        for each in documents
    }
    places = {
        label: place for place, label in enumerate(in_order(set(first.values()) - {NOT_STATED}, declared.get(order)))
    }
    documents.sort(key=lambda each: places.get(first[each.id], len(places)))
    return [each.id for each in documents]


def saturation_table(holdings: Holdings, found: Saturation, order: str) -> Table:
    """The table of a saturation that was counted from these holdings."""
    cells: dict[tuple[Label, Label], Cell] = {}
    rows: list[Label] = []
    seen: set[str] = set()
    behind: set[str] = set()
    for unit in found.units:
        row = (str(unit.place), unit.document)
        rows.append(row)
        new = frozenset(unit.new)
        here = frozenset(_under(holdings, unit.document, new))
        seen |= new
        behind |= here
        if new:
            cells[row, NEW] = Cell(new, here)
        cells[row, UNTIL_NOW] = Cell(frozenset(seen), frozenset(behind))
    return Table(
        title="new themes by document",
        heads=("", "document"),
        across="",
        counts="themes",
        rows=tuple(rows),
        columns=(NEW, UNTIL_NOW),
        cells=cells,
        basis=tuple(_basis(found, order)),
    )


def marks_of(found: Saturation) -> Mapping[Label, str]:
    """What stands behind a row: the base, what its run brings in percent of it, where the rule stops, a bar of all until then."""
    ends = {run.last: run.percent for run in found.runs}
    most = max((unit.until_now for unit in found.units), default=0) or 1
    said: dict[Label, str] = {}
    for unit in found.units:
        bar = "█" * (-(-BAR * unit.until_now // most))
        mark = "base" if unit.place <= found.base else f"{ends[unit.place]} %" if ends.get(unit.place) else ""
        mark = f"{mark} stop".strip() if unit.place == found.stop else mark
        said[str(unit.place), unit.document] = f"{mark:<12} {bar}"
    return said


def _under(holdings: Holdings, document: str, themes: frozenset[str]) -> list[str]:
    return [
        excerpt.id
        for excerpt in holdings.excerpts_of(document)
        if not themes.isdisjoint(map(holdings.standing_for, excerpt.themes))
    ]


def _basis(found: Saturation, order: str) -> Sequence[str]:
    base = f"the first {found.base} documents have {found.base_themes} themes, which are the base"
    run = f"percent: themes new in {found.run} documents, of the base; threshold {float(found.threshold):g} %"
    if found.stop is None:
        stop = "the rule of Guest et al. (2020) does not stop within these documents"
    else:
        stop = (
            f"the rule of Guest et al. (2020) stops at {found.stop}; {found.new_after_stop} themes are new after that"
        )
    return base, run, f"documents by {order}: another order gives another answer", stop
