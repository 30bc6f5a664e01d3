"""A table as a screen shows it: rows and columns with the totals as their last ones, each number with its share and its heat.

A row or column is its label; None stands for the total. What is sorted, filtered or turned here is a way of looking: no number
changes by it. How hot a cell is, is told in four steps of the largest one, by a sign as well as by colour, and no total is hot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from themes.counts import many
from themes.table_texts import BETWEEN
from themes.table_wishes import Counted
from themes.tables import EMPTY, Cell, Label, Table
from themes.tables import percent as share_of

Line = Label | None
HEAT = (" ", "▁", "▃", "▅", "▇")
"""The signs of the steps of heat, nothing first."""


@dataclass(frozen=True)
class TableView:
    """`rows` and `columns` are those that are shown, in order; `percent` is what shares are of, as in a wish."""

    counted: Counted
    percent: str = ""
    rows: tuple[Line, ...] = ()
    columns: tuple[Line, ...] = ()
    names: Mapping[Label, tuple[int, str]] = field(default_factory=dict)
    """How deep a row stands in the tree and its own name, where it stands for a theme."""

    @property
    def table(self) -> Table:
        return self.counted.table

    def cell(self, row: Line, column: Line) -> Cell:
        """What a number counts."""
        if row is None and column is None:
            return self.table.total
        if row is None:
            return self.table.column_totals.get(column, EMPTY) if column is not None else EMPTY
        if column is None:
            return self.table.row_totals.get(row, EMPTY)
        return self.table.cell(row, column)

    def whole(self, row: Line, column: Line) -> int:
        """What the share of a number is of; 0: it has none."""
        match self.percent:
            case "row":
                return self.cell(row, None).count
            case "column":
                return self.cell(None, column).count
            case "total":
                return self.table.total.count
            case "cases":
                label = row if self.counted.is_turned else column
                return self.counted.cases.get(label, 0) if label is not None else self.counted.all_cases
        return 0

    def share(self, row: Line, column: Line) -> str:
        """The share of a number in percent, halves rounded up, without the sign."""
        return share_of(self.cell(row, column).count, self.whole(row, column)) if self.percent else ""

    def text(self, row: Line, column: Line) -> str:
        """A number as it stands in the table, with its share."""
        count, share = self.cell(row, column).count, self.share(row, column)
        number = str(count) if count or row is None or column is None else "·"
        return f"{number} {share:>3}%" if share and count else number

    def rows_of_text(self) -> list[list[str]]:
        """The head and the rows as they are copied and saved, shares in brackets."""
        table = self.table
        head = [*table.heads, *("total" if each is None else BETWEEN.join(each) for each in self.columns)]
        rows = [head]
        for row in self.rows:
            lead = ["total", *[""] * (len(table.heads) - 1)] if row is None else list(row)
            rows.append([*lead, *(self._plain(row, column) for column in self.columns)])
        return rows

    def _plain(self, row: Line, column: Line) -> str:
        count, share = self.cell(row, column).count, self.share(row, column)
        return f"{count} ({share} %)" if share else str(count)

    def heat(self, row: Line, column: Line) -> int:
        """How hot a cell is, from 0 to 4."""
        if row is None or column is None or not self._hottest or not self.counted.totals:
            return 0
        return -(-4 * self._weight(row, column) // self._hottest)

    def prepare(self) -> None:
        """Computes what the cells rest on, so that none of it is computed while they are painted."""
        assert self._hottest >= 0
        assert self.table.row_totals is not None
        assert self.table.column_totals is not None
        assert self.table.total is not None

    def _weight(self, row: Label, column: Label) -> int:
        count, whole = self.table.cell(row, column).count, self.whole(row, column)
        return (1_000_000 * count // whole if whole else 0) if self.percent else count

    @cached_property
    def _hottest(self) -> int:
        return max((self._weight(row, column) for row, column in self.table.cells), default=0)

    def named(self, label: Line) -> str:
        """A row or column as people call it; a theme by its own name."""
        if label is None:
            return "all"
        return self.names[label][1] if label in self.names else BETWEEN.join(each for each in label if each)

    def told(self, row: Line, column: Line) -> str:
        """A number in words, as "3 of 12 cases (25 %), 7 excerpts"."""
        cell, whole = self.cell(row, column), self.whole(row, column)
        counts = self.table.counts
        what = "excerpts" if counts == "references" else counts
        number = f"{cell.count} of {whole}" if whole else str(cell.count)
        one = cell.count == 1 and not whole
        share = f" ({self.share(row, column)} %)" if whole else ""
        behind = f", {many(len(cell.excerpts), 'excerpt')}" if cell.excerpts and counts != "references" else ""
        return f"{number} {what[:-1] if one else what}{share}{behind}"


def view_of(
    counted: Counted,
    percent: str,
    *,
    words: str = "",
    sorted_by: Line | bool = False,
    without_empty: bool = False,
    names: Mapping[Label, tuple[int, str]] | None = None,
) -> TableView:
    """The view of a table: its rows with these words, sorted by a column (its label, None: the total, False: as they stand)."""
    table = counted.table
    rows: Sequence[Label] = table.rows
    columns: Sequence[Label] = table.columns
    if without_empty:
        rows = [row for row in rows if table.row_totals[row].count]
        columns = [column for column in columns if table.column_totals[column].count]
    wanted = words.casefold().split()
    if wanted:
        rows = [row for row in rows if all(word in BETWEEN.join(row).casefold() for word in wanted)]
    view = TableView(counted, percent)
    if not isinstance(sorted_by, bool):
        rows = sorted(rows, key=lambda row: -view.cell(row, sorted_by).count)
    total: tuple[Line, ...] = (None,) if counted.totals else ()
    shown = total if rows and not wanted else ()
    return TableView(counted, percent, (*rows, *shown), (*columns, *total), names or {})
