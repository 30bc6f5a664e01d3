"""What is done in Tables: choosing what is counted and how it is looked at, and what is asked of a cell.

Each key changes one thing of the wish or of the way of looking; where there are several to choose from, a flow of
`tui.flows.tables` asks. No key changes what is counted in a number.
"""

from typing import ClassVar

from store.holdings import Holdings
from themes.table_wishes import COUNTABLE, TABLES, Wish
from themes.tables import COUNTS
from tui.actions import Action
from tui.places.cell_moves import CellMoves
from tui.places.filtered import Filtered
from tui.study import Study
from tui.table_view import Line as Shown
from tui.table_view import TableView
from tui.widgets.cell_grid import CellGrid

PERCENTS = {
    "": "",
    "row": "% of the row",
    "column": "% of the column",
    "total": "% of the whole",
    "cases": "% of all cases",
}


SETTABLE = ("cooccurrence", "saturation", "sequence", "timeline")
"""The tables with something to be set besides."""


class TableActs(Filtered, CellMoves):
    """A place with a table."""

    FILTER_SAYS: ClassVar[str] = "show only rows with these words"

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.grid = CellGrid(id="tables", empty=" counting …")
        self.wish = Wish()
        self.view: TableView | None = None
        self.sorted_by: Shown | bool = False
        """The column by which rows are sorted; None: the total, False: as they stand."""
        self.transposed = False
        self.without_empty = False

    def look_again(self) -> None:
        """Shows the table as it is wished for and as it is looked at now."""
        raise NotImplementedError

    @property
    def cell_meant(self) -> tuple[Shown, Shown]:
        """The row and the column of the current cell; None: a total, or no cell."""
        view, rows = self.view, self.grid.rows
        if view is None or not 0 <= rows.index < len(view.rows) or not view.columns:
            return None, None
        return view.rows[rows.index], view.columns[min(rows.column, len(view.columns) - 1)]

    def ask(self, wish: Wish) -> None:
        """Counts what is wished for; another table begins at its first cell."""
        if (wish.which, wish.by, wish.thing) != (self.wish.which, self.wish.by, self.wish.thing):
            self.sorted_by = False
        if wish.which == "saturation":
            self.transposed = False
        self.wish = wish
        self.look_again()

    # Acting

    def why_not(self, action: Action) -> str:
        which = self.wish.which
        match action.id:
            case "tables.open" if self.view is None or not self.view.rows:
                return "there is no number here"
            case "tables.by" | "tables.next_by" | "tables.previous_by" if which not in ("themes", "frequencies"):
                return f"{TABLES[which][0].lower()} go by nothing else: w chooses another table"
            case "tables.count" if which not in COUNTABLE:
                return f"here {self.view.table.counts if self.view else 'these'} are counted: w chooses another table"
            case "tables.percent" | "tables.turn" if which == "saturation":
                return "its numbers are not to be added up"
            case "tables.settings" if which not in SETTABLE:
                return "this table has no settings"
            case "tables.write" if which != "matrix":
                return "only a cell of the framework matrix has a summary: w chooses it"
            case "tables.write":
                return self.study.read_only
        return super().why_not(action)

    def foot(self, action: Action) -> int:
        usual = super().foot(action)
        return 0 if usual and action.group == "tables" and action.name != "open" and self.why_not(action) else usual

    def act_open(self) -> None:
        if self.filter.is_typed_into:
            self.grid.rows.focus()
        else:
            self.post_message(self.FlowWanted("tables.open_cell"))

    def act_which(self) -> None:
        self.post_message(self.FlowWanted("table_choices.which"))

    def act_by(self) -> None:
        self.post_message(self.FlowWanted("table_choices.by"))

    def act_next_by(self) -> None:
        self._step_by(1)

    def act_previous_by(self) -> None:
        self._step_by(-1)

    def _step_by(self, step: int) -> None:
        """Goes by another attribute, in the order of their names."""
        held = self.snapshot.holdings if self.snapshot is not None else Holdings()
        keys = sorted({key for case in held.cases.values() for key in case.attributes})
        if keys:
            place = keys.index(self.wish.by[0]) + step if self.wish.by and self.wish.by[0] in keys else 0
            self.ask(self.wish.now(by=(keys[place % len(keys)],)))

    def act_narrow(self) -> None:
        self.post_message(self.FlowWanted("table_choices.narrow"))

    def act_settings(self) -> None:
        self.post_message(self.FlowWanted("table_choices.settings"))

    def act_write(self) -> None:
        self.post_message(self.FlowWanted("tables.summary"))

    def act_copy(self) -> None:
        self.post_message(self.FlowWanted("tables.copy"))

    def act_count(self) -> None:
        counts = COUNTS[(COUNTS.index(self.wish.counts) + 1) % len(COUNTS)]
        percent = "" if self.wish.percent == "cases" and counts != "cases" else self.wish.percent
        self.ask(self.wish.now(counts=counts, percent=percent))

    def act_percent(self) -> None:
        there = [each for each in PERCENTS if each != "cases" or self._of_cases]
        place = there.index(self.wish.percent) if self.wish.percent in there else 0
        self.ask(self.wish.now(percent=there[(place + 1) % len(there)]))

    @property
    def _of_cases(self) -> bool:
        return self.wish.which == "themes" and self.wish.counts == "cases"

    def act_sort(self) -> None:
        _, column = self.cell_meant
        self.sorted_by = column if self.sorted_by is False or self.sorted_by != column else False
        self.look_again()

    def act_turn(self) -> None:
        self.transposed = not self.transposed
        self.sorted_by = False
        self.look_again()

    def act_empty(self) -> None:
        self.without_empty = not self.without_empty
        self.look_again()
        said = "rows without anything are left out" if self.without_empty else "all rows are shown"
        self.post_message(self.TitleChanged(said))
