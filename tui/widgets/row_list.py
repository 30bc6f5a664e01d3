"""A list of one-line rows of which only those on screen are made, and of which a key repaints two.

A row is a sequence of pieces, each a text and the name of its look. This is the boundary at which texts from files become
displayable: whoever fills a list passes texts as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.displayable import displayable_line
from tui.widgets.row_looks import RowLooks, looks_on

Piece = tuple[str, str]
"""A text and its look: "" plain, dim, strong, match, good, warn, or `#rrggbb` for the sign of a theme."""
Pieces = Sequence[Piece]
Painter = Callable[[int, int], Pieces]
"""The pieces of a row, from its number and the cells that there are for it."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of which one is current. It binds no keys: the places' actions call its methods."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 0;
        background: $background;
        color: $foreground;
    }
    """

    @dataclass(eq=False)
    class Moved(Message):
        """Another row is current; -1 where there is none."""

        rows: "RowList"
        index: int

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, RowList.Moved) and message.rows is self.rows

        @property
        def control(self) -> "RowList":
            return self.rows

    @dataclass(eq=False)
    class Chosen(Message):
        """The current row was clicked again."""

        rows: "RowList"
        index: int

        @property
        def control(self) -> "RowList":
            return self.rows

    def __init__(self, *, empty: str = "", id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._empty = empty
        self._count = 0
        self._paint: Painter = lambda _row, _width: ()
        self._index = -1
        self._strips: LRUCache[int, Strip] = LRUCache(300)
        self._cells = 0
        """The cells that these are wide."""
        self._looks: RowLooks | None = None

    def show(self, count: int, paint: Painter, *, index: int = 0, empty: str | None = None) -> None:
        """Show `count` rows painted by `paint`; `index` becomes current, clamped; `empty` is said where there is none."""
        self._count, self._paint = count, paint
        self._empty = self._empty if empty is None else empty
        self._strips.clear()
        self.virtual_size = Size(1, max(1, count))
        self._index = min(max(index, 0), count - 1)
        self._bring(self._index)
        self.refresh()
        self.post_message(self.Moved(self, self._index))

    @property
    def index(self) -> int:
        """The number of the current row; -1 where there is none."""
        return self._index

    @property
    def count(self) -> int:
        return self._count

    def go_to(self, index: int) -> None:
        """Make a row current, and bring it into view."""
        index = min(max(index, 0), self._count - 1)
        if index != self._index:
            before, self._index = self._index, index
            for row in (before, index):
                self._forget(row)
            self._bring(index)
            self.post_message(self.Moved(self, index))

    def repaint_row(self, index: int) -> None:
        """What a row shows has changed."""
        self._forget(index)

    def refresh_rows(self) -> None:
        """What any row shows may have changed."""
        self._strips.clear()
        self.refresh()

    # The same verbs as the reader's, so that one action moves in either.

    def move_row(self, rows: int) -> None:
        self.go_to(self._index + rows)

    def move_page(self, pages: int) -> None:
        self.go_to(self._index + pages * max(1, self.size.height - 1))

    def move_half_page(self, halves: int) -> None:
        self.go_to(self._index + halves * max(1, self.size.height // 2))

    def go_home(self) -> None:
        self.go_to(0)

    def go_end(self) -> None:
        self.go_to(self._count - 1)

    # Painting

    def _forget(self, row: int) -> None:
        self._strips.discard(row)
        if 0 <= row - self.scroll_offset.y < self.size.height:
            self.refresh_line(row)

    def _bring(self, row: int) -> None:
        top, height = self.scroll_offset.y, self.size.height
        wanted = min(top, max(0, self._count - height))
        if not wanted <= row < wanted + height:
            wanted = row if row < wanted else row - height + 1
        if height and wanted != top:
            self.scroll_to(y=max(0, wanted), animate=False, force=True)

    def on_resize(self, event: events.Resize) -> None:
        self._bring(self._index)

    def on_focus(self) -> None:
        self._forget(self._index)

    def on_blur(self) -> None:
        self._forget(self._index)

    def notify_style_update(self) -> None:
        self._strips.clear()
        self._looks = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        row = self.scroll_offset.y + y
        if row >= self._count:
            words = self._empty if row == 0 and not self._count else ""
            return self._strip([(words, "dim")], self.rich_style)
        if self.size.width != self._cells:
            # Now and not when the resize is told of, which is after the first paint in the new size.
            self._cells = self.size.width
            self._strips.clear()
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strip(self._paint(row, self._cells), self._ground(row))
            self._strips.set(row, strip)
        return strip

    def _ground(self, row: int) -> Style:
        if row != self._index:
            return self.rich_style
        return self._looks_in_use().ground(self.rich_style, focused=self.has_focus or not self.can_focus)

    def _strip(self, pieces: Pieces, ground: Style) -> Strip:
        segments = [Segment(displayable_line(text), self._style_of(look, ground)) for text, look in pieces if text]
        strip = Strip(list(Segment.simplify(segments)))
        return strip.adjust_cell_length(self.size.width, ground).simplify()

    def _style_of(self, look: str, ground: Style) -> Style:
        return ground + self._looks_in_use().look(look)

    def _looks_in_use(self) -> RowLooks:
        if self._looks is None:
            self._looks = looks_on(self.app, self.background_colors[1])
        return self._looks

    # The mouse

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.get_content_offset_capture(self).y
        if 0 <= row < self._count:
            if row == self._index:
                self.post_message(self.Chosen(self, row))
            self.go_to(row)
