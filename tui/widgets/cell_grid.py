"""A table whose row heads and column heads stay while it is moved through cell by cell.

It scrolls by whole columns and draws those alone that are on screen. A key repaints the two rows and the column heads that it
changes; only where columns scroll, all rows. Which cell is current outlives a change of width. It knows no numbers: whoever
fills it paints the heads and cells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.widgets.cells import beginning, cells_of, fitted, left, right
from tui.widgets.row_list import Piece, Pieces, RowList

CURSOR = "cursor"
"""The look of the current cell, which no painter gives."""
HEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the lines of its head, its cells of width with the blank before it, and whether it stands at the right."""

    head: tuple[str, ...]
    width: int
    right: bool = True


@dataclass(frozen=True, slots=True)
class Filling:
    """What a grid shows: so many rows, its columns, the words above the row heads and how wide these are."""

    rows: int
    columns: Sequence[Column]
    corner: str
    lead_width: int
    lead: Callable[[int, int], Pieces]
    """The head of a row, from its number and its width."""
    cell: Callable[[int, int], Piece]
    """A cell, from the numbers of its row and column."""
    tail: Callable[[int], str] = lambda _row: ""
    """What stands behind the last column of a row."""


NOTHING = Filling(0, (), "", 0, lambda _row, _width: (), lambda _row, _column: ("", ""))


class CellRows(RowList):
    """The rows of a grid, of which one cell is current. `Moved` is posted for another column too."""

    def __init__(self, *, empty: str = "") -> None:
        super().__init__(empty=empty)
        self.filling = NOTHING
        self.column = 0
        self.first = 0
        """The first column that is on screen."""

    def fill(self, filling: Filling, row: int, column: int, empty: str | None) -> None:
        """Shows other cells, and makes one of them current, clamped."""
        self.filling = filling
        self.column = min(max(column, 0), max(0, len(filling.columns) - 1))
        self._bring_column()
        self.show(filling.rows, self._row, index=row, empty=empty)

    def columns_shown(self) -> list[int]:
        """The numbers of the columns that are on screen."""
        return self._columns_from(self.first)

    def _columns_from(self, first: int) -> list[int]:
        room = self.size.width - self.lead_width
        shown: list[int] = []
        for number in range(first, len(self.filling.columns)):
            room -= self.filling.columns[number].width
            if room < 0 and shown:
                break
            shown.append(number)
        return shown

    @property
    def lead_width(self) -> int:
        """The cells of the row heads: as many as they ask for, but never more than leave room for columns."""
        return min(self.filling.lead_width, max(8, self.size.width * 9 // 20))

    def go_to_column(self, column: int) -> None:
        """Makes a column current, and brings it into view."""
        column = min(max(column, 0), len(self.filling.columns) - 1)
        if column < 0 or column == self.column:
            return
        self.column, before = column, self.first
        self._bring_column()
        if self.first != before:
            self.refresh_rows()
        else:
            self.repaint_row(self.index)
        self.post_message(self.Moved(self, self.index))

    def _bring_column(self) -> None:
        """Scrolls where the current column is out of sight: so far that a few more keys need no scrolling."""
        shown = self.columns_shown()
        if self.column in shown:
            return
        more = len(shown) // 3
        if self.column < self.first:
            self.first = max(0, self.column - more)
            return
        self.first = self.column
        last = min(self.column + more, len(self.filling.columns) - 1)
        while self.first > 0 and {self.column, last} <= set(self._columns_from(self.first - 1)):
            self.first -= 1

    def _bring(self, row: int) -> None:
        """The same by rows: all that is on screen is sent again by scrolling, so it is done a third of the screen at a time."""
        top, height = self.scroll_offset.y, self.size.height
        more = height // 3
        if height and row >= top + height:
            super()._bring(min(row + more, self.count - 1))
        elif height and row < top:
            super()._bring(max(row - more, 0))
        else:
            super()._bring(row)

    def on_resize(self, event: events.Resize) -> None:
        self.first = 0
        self._bring_column()
        super().on_resize(event)

    def _row(self, row: int, width: int) -> Pieces:
        here = row == self.index
        lead = self.lead_width
        pieces: list[Piece] = []
        room = lead
        for text, look in self.filling.lead(row, lead):
            shown = fitted(text, room)
            room -= cells_of(shown)
            pieces.append((shown, "strong" if here and look in ("", "dim") else look))
        pieces.append((" " * room, ""))
        room = width - lead
        for number in self.columns_shown():
            column = self.filling.columns[number]
            text, look = self.filling.cell(row, number)
            cells = min(column.width, room) - 1
            text = fitted(text, cells)
            shown = right(text, cells) if column.right else left(text, cells)
            # The blank before a cell has its look: cells that look the same are one piece, which spares half of what is sent.
            pieces.append((f" {shown}", CURSOR if here and number == self.column else look))
            room -= column.width
        tail = self.filling.tail(row) if self._last_is_shown() else ""
        return [*pieces, (beginning(f" {tail}", room), "dim")] if tail and room > 1 else pieces

    def _last_is_shown(self) -> bool:
        return self.columns_shown()[-1:] == [len(self.filling.columns) - 1]

    def _ground(self, row: int) -> Style:
        return self.rich_style

    def _style_of(self, look: str, ground: Style) -> Style:
        if look == CURSOR:
            return self._looks_in_use().ground(ground, focused=self.has_focus)
        return super()._style_of(look, ground)

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset_capture(self).x - self.lead_width
        for number in self.columns_shown():
            place -= self.filling.columns[number].width
            if place < 0:
                self.go_to_column(number)
                break
        super().on_click(event)


class GridHead(RowList, can_focus=False, inherit_bindings=False):
    """The column heads of a grid."""

    def __init__(self, rows: CellRows) -> None:
        super().__init__()
        self._rows = rows

    def say(self) -> None:
        """Shows the heads of the columns that are on screen now."""
        height = max((len(column.head) for column in self._rows.filling.columns), default=1)
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self._count, self._paint, self._index = height, self._line, -1
        self.refresh_rows()

    def _line(self, row: int, width: int) -> Pieces:
        rows = self._rows
        corner = rows.filling.corner if row == self._count - 1 else ""
        pieces: list[Piece] = [(left(fitted(f" {corner}", rows.lead_width), rows.lead_width), "dim")]
        room = width - rows.lead_width
        for number in rows.columns_shown():
            column = rows.filling.columns[number]
            above = self._count - len(column.head)
            text = column.head[row - above] if row >= above else ""
            cells = min(column.width, room) - 1
            shown = right(fitted(text, cells), cells) if column.right else left(fitted(text, cells), cells)
            pieces += [(" ", ""), (shown, "strong" if number == rows.column else "dim")]
            room -= column.width
        return pieces


class CellGrid(Vertical):
    """A grid with its heads."""

    DEFAULT_CSS = """
    CellGrid {
        height: 1fr;
        & > GridHead { background: $surface; height: 1; }
        & > CellRows { height: 1fr; }
    }
    """

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows = CellRows(empty=empty)
        self._head = GridHead(self.rows)

    def compose(self) -> ComposeResult:
        yield self._head
        yield self.rows

    def fill(self, filling: Filling, *, row: int = 0, column: int = 0, empty: str | None = None) -> None:
        """Shows other cells; one of them becomes current, clamped."""
        self.rows.fill(filling, row, column, empty)
        self._head.say()

    def on_row_list_moved(self) -> None:
        self._head.refresh_rows()

    def on_resize(self) -> None:
        self.call_after_refresh(self._head.refresh_rows)


def head_lines(label: Sequence[str], width: int) -> tuple[str, ...]:
    """The head of a column in so many cells: a line for each layer, or one layer's words wrapped over a few lines."""
    if len(label) > 1:
        return tuple(fitted(each, width) for each in label)
    lines: list[str] = []
    for word in (label[0] if label else "").split():
        if lines and cells_of(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > HEAD_LINES:
        lines = [*lines[: HEAD_LINES - 1], " ".join(lines[HEAD_LINES - 1 :])]
    return tuple(fitted(line, width) for line in lines) or ("",)
