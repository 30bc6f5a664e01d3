"""How a table lies in a grid: how wide its columns are, what their heads say, how row heads and cells look.

A width follows from the largest number that can stand in a column and from the longest word of its head, never from every cell,
as a table can have many thousands. A theme is shown by its own name in the order of the tree, and with its way in any other.
"""

from collections.abc import Mapping, Sequence

from tui.table_view import HEAT, Line, TableView
from tui.widgets.cell_grid import Column, Filling, head_lines
from tui.widgets.cells import cells_of, indent
from tui.widgets.row_list import Piece, Pieces

WIDEST_HEAD = 12
NARROWEST = 4
WIDEST_LEAD = 44
TOTAL = "total"
SORTED = "↓"


def filling_of(
    view: TableView, *, sorted_by: Line | bool, filtered: bool, flags: Mapping[tuple[Line, Line], str]
) -> Filling:
    """What a grid shows of a view; `flags` are signs behind the numbers of single cells, as of one with a summary."""
    in_tree_order = sorted_by is False and not filtered
    columns = [_column(view, column, flags, is_order=column == sorted_by) for column in view.columns]
    names = [_name(view, row) for row in view.rows]
    depths = [view.names[row][0] if row in view.names and in_tree_order else 0 for row in view.rows if row]
    longest = max((cells_of(name) for name in names), default=0)
    lead_width = min(WIDEST_LEAD, longest + 2 * max(depths, default=0) + 2)
    corner = " ".join(head for head in view.table.heads if head)

    def lead(row: int, width: int) -> Pieces:
        return _lead(view, view.rows[row], width, in_tree_order)

    def cell(row: int, column: int) -> Piece:
        return _cell(view, view.rows[row], view.columns[column], flags)

    def tail(row: int) -> str:
        label = view.rows[row]
        return view.counted.marks.get(label, "") if label is not None else ""

    return Filling(len(view.rows), columns, corner, lead_width, lead, cell, tail)


def name_in_head(view: TableView, label: Sequence[str]) -> tuple[str, ...]:
    """A column by its own name where it stands for a theme, else as it is called."""
    known = view.names.get(tuple(label))
    return (known[1],) if known else tuple(label)


def _column(view: TableView, column: Line, flags: Mapping[tuple[Line, Line], str], *, is_order: bool) -> Column:
    most = view.cell(None, column).count
    numbers = len(str(most)) + (5 if view.percent else 0) + 1 + bool(flags)
    if column is None:
        return Column((f"{SORTED * is_order}{TOTAL}",), max(numbers, len(TOTAL) + is_order) + 1)
    label = name_in_head(view, column)
    longest = max((cells_of(word) for each in label for word in each.split()), default=0)
    width = max(numbers, NARROWEST, min(longest, WIDEST_HEAD))
    head = head_lines(label, width)
    return Column((SORTED, *head) if is_order else head, width + 1)


def _name(view: TableView, row: Line) -> str:
    if row is None:
        return TOTAL
    return view.names[row][1] if row in view.names else " ".join(row)


def _lead(view: TableView, row: Line, width: int, in_tree_order: bool) -> Pieces:
    if row is None:
        return [(f" {TOTAL}", "strong")]
    if row not in view.names:
        return [(f" {row[0]}", ""), *((f" {layer}", "") for layer in row[1:])]
    depth, name = view.names[row]
    if in_tree_order:
        return [(f" {indent(depth, width)}{name}", "")]
    above = row[0].rpartition(" > ")[0]
    return [(f" {name}", ""), (f"  {above}" if above else "", "dim")]


def _cell(view: TableView, row: Line, column: Line, flags: Mapping[tuple[Line, Line], str]) -> Piece:
    text = view.text(row, column)
    flag = flags.get((row, column), " ") if flags else ""
    if row is None or column is None:
        return f"{text}{flag} ", "strong" if row is None and column is None else ""
    heat = view.heat(row, column)
    if not view.cell(row, column).count:
        return f"{text}{flag} ", "dim"
    return f"{text}{flag}{HEAT[heat]}", f"heat{heat}" if heat else ""
