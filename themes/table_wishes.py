"""A table as it is asked for: which one, of what, by what, counting what, and as shares of what.

A wish is a plain value, so that a screen can change one thing of it and count again. What follows from it is a function of the
holdings alone; texts are asked for only by the tables that rest on passages or on who speaks.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product

from store.attributes import Attribute
from store.errors import UsageFault
from store.holdings import Holdings
from themes.case_tables import attribute_table, values_of
from themes.cooccurrence import NEAR, Range, cooccurrence_table
from themes.coverage_table import coverage_table
from themes.framework import matrix_with_summaries
from themes.quota_table import QuotaTable, quota_table
from themes.saturation import saturation_of, themes_in_order
from themes.saturation_table import documents_in_order, marks_of, saturation_table
from themes.sequence import sequence_table
from themes.tables import Label, Table
from themes.theme_tables import CaseOf, theme_table
from themes.timeline import Step, timeline_table
from themes.tree import build_tree
from themes.typology_tables import two_by_two, types_table, with_types

TABLES: Mapping[str, tuple[str, str]] = {
    "themes": ("Themes by attribute", "How many excerpts, documents or cases each theme has, by what the cases are."),
    "frequencies": ("Cases by attribute", "How many cases there are of each kind, in one or several layers."),
    "matrix": ("Framework matrix", "A row for each case, a column for each theme; e writes the summary of a cell."),
    "documents": ("Themes by document", "Which theme stands in which document how often."),
    "cooccurrence": ("Themes that meet", "On the same words, in one passage, near each other, in one document."),
    "sequence": ("Themes along a document", "Which theme stands in which part of one document."),
    "kinds": ("Themes by kind of document", "Interviews, meetings, field notes, reports side by side."),
    "reviewers": ("Themes by reviewer", "Who tagged what how often."),
    "types": ("Cases by type", "How many cases are of each type of a typology, with the evidence that was named."),
    "two_by_two": (
        "Two dimensions",
        "Two dimensions of a typology against each other, with the cases that stand there.",
    ),
    "quota": ("Quota", "How many cases of each kind are wanted, there, missing and declined."),
    "coverage": ("Passages with excerpts", "How much of each document was tagged, and how much not."),
    "timeline": ("Course of the analysis", "What was done when: commits by week and kind of work, from the history."),
    "saturation": ("Saturation", "How many new themes each further document brings, and where a rule stops."),
}
"""The tables: the name of each, and what it tells."""

COUNTABLE = ("themes", "documents", "kinds", "reviewers")
"""The tables of which excerpts, documents or cases can be counted."""


ABOUT_A_THING = ("types", "two_by_two", "quota", "sequence")
"""The tables of one typology, quota or document."""


@dataclass(frozen=True, slots=True)
class Wish:
    """`by` are the keys of attributes: across, or for cases by attribute the rows, which `across` then faces.

    `percent` is what a share is of: row, column, total, or `cases`: all cases of the study that stand in the column.
    """

    which: str = "themes"
    by: tuple[str, ...] = ()
    across: str = ""
    counts: str = "references"
    percent: str = ""
    level: str = "overlap"
    near: int = NEAR
    theme: str = ""
    """Only this theme (id) and those below it."""
    document_kind: str = ""
    case_kind: str = ""
    reviewer: str = ""
    thing: str = ""
    """The id of the typology, of the quota or of the document."""
    dimensions: tuple[str, str] = ("", "")
    """The ids of the dimensions of a typology that stand down and across."""
    period: str = "week"
    """What a row of the course of the analysis is."""
    order: str = "id"
    """The order of the documents of a saturation."""
    base: int = 4
    run: int = 2
    threshold: Fraction = Fraction(5)

    def now(self, **changes: object) -> "Wish":
        """The same with something else."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Counted:
    """A table; for shares of all cases how many there are of them in each column; what stands behind a row.

    Where `totals` is false, rows and columns are not to be added up.
    """

    table: Table
    cases: Mapping[Label, int] = field(default_factory=dict)
    all_cases: int = 0
    marks: Mapping[Label, str] = field(default_factory=dict)
    totals: bool = True
    is_turned: bool = False
    """Whether the columns stand as rows: shares of all cases are then those of the rows."""

    def turned(self) -> "Counted":
        """Columns as rows, rows as columns."""
        return replace(self, table=self.table.transposed(), is_turned=not self.is_turned)


PassagesOf = Callable[[str], Sequence[Range]]


def counted(
    wish: Wish,
    holdings: Holdings,
    declared: Mapping[str, Attribute],
    cases_of: CaseOf,
    passages_of: PassagesOf,
    steps_of: Callable[[], Sequence[Step]],
) -> Counted:
    """The table that is wished for; raises UsageFault where what it is about is gone."""
    if wish.reviewer:
        mine = {key: each for key, each in holdings.excerpts.items() if each.reviewer == wish.reviewer}
        holdings = replace(holdings, excerpts=mine)
    holdings, declared = with_types(holdings, declared, (*wish.by, wish.across))
    themes = themes_below(holdings, wish.theme)
    things = {*holdings.typologies, *holdings.quotas, *holdings.documents}
    if wish.which in ABOUT_A_THING and wish.thing not in things:
        raise UsageFault("it is not here any more: choose another table")
    match wish.which:
        case "frequencies":
            return Counted(attribute_table(holdings.cases.values(), declared, wish.by, wish.across, wish.case_kind))
        case "cooccurrence":
            return Counted(cooccurrence_table(holdings, wish.level, wish.near, passages_of, themes))
        case "coverage":
            return Counted(coverage_table(holdings, passages_of, wish.document_kind))
        case "saturation":
            return _saturation(wish, holdings, declared)
        case "types":
            typology = holdings.typologies[wish.thing]
            return Counted(types_table(holdings, declared, typology, wish.across, wish.reviewer))
        case "two_by_two":
            return Counted(two_by_two(holdings, holdings.typologies[wish.thing], *wish.dimensions, wish.reviewer))
        case "sequence":
            return Counted(sequence_table(holdings, holdings.documents[wish.thing], themes=themes))
        case "timeline":
            return Counted(timeline_table(steps_of(), wish.period, "work"))
        case "quota":
            return _quota(quota_table(holdings, declared, holdings.quotas[wish.thing]))
    of_kind = _of_kind(holdings, cases_of, wish.case_kind)
    if wish.which == "matrix":
        made = theme_table(holdings, declared, ("case",), "references", of_kind, themes, wish.document_kind)
        return Counted(matrix_with_summaries(holdings, made))
    by = {"documents": ("document",), "kinds": ("kind",), "reviewers": ("reviewer",)}.get(wish.which, wish.by)
    made = theme_table(holdings, declared, by, wish.counts, of_kind, themes, wish.document_kind)
    if wish.which == "themes" and wish.counts == "cases":
        return _with_cases(wish, holdings, declared, made)
    return Counted(made)


def _quota(found: QuotaTable) -> Counted:
    marks: dict[Label, str] = {}
    for row in found.rows:
        said = [f"of {row.target} wanted" if row.target is not None else "none wanted"]
        said += [f"{row.missing} missing"] if row.missing else []
        said += [f"{row.declined} declined"] if row.declined else []
        marks[row.values] = ", ".join(said)
    return Counted(found.as_table(), marks=marks)


def _saturation(wish: Wish, holdings: Holdings, declared: Mapping[str, Attribute]) -> Counted:
    documents = documents_in_order(holdings, declared, wish.order, wish.document_kind or "interview")
    found = saturation_of(themes_in_order(holdings, documents), wish.base, wish.run, wish.threshold)
    return Counted(saturation_table(holdings, found, wish.order), marks=marks_of(found), totals=False)


def _with_cases(wish: Wish, holdings: Holdings, declared: Mapping[str, Attribute], made: Table) -> Counted:
    """How many cases of the study stand in each column, whether anything of theirs is tagged or not."""
    every = [each for each in holdings.cases.values() if not wish.case_kind or each.kind == wish.case_kind]
    there: Counter[Label] = Counter()
    for case in every:
        there.update(product(*(values_of(case, key, declared) for key in wish.by)))
    kinds = Counter(each.kind for each in every)
    told = ", ".join(f"{number} {kind}{'s' * (number != 1)}" for kind, number in sorted(kinds.items()))
    basis = (*made.basis, f"the study has {told}")
    columns = tuple(label for label in made.columns if label in there)
    return Counted(replace(made, basis=basis, columns=columns), there, len(every))


def _of_kind(holdings: Holdings, cases_of: CaseOf, kind: str) -> CaseOf:
    if not kind:
        return cases_of
    of_kind = frozenset(case.id for case in holdings.cases.values() if case.kind == kind)
    return lambda excerpt: tuple(case for case in cases_of(excerpt) if case in of_kind)


def themes_below(holdings: Holdings, theme: str) -> tuple[str, ...]:
    """The ids of a theme and of all below it; none: all themes are meant."""
    node = build_tree(holdings.themes).nodes.get(theme) if theme else None
    return tuple(each.theme.id for each in node.walk()) if node is not None else ()
