"""The text area that memos are written in: no language, no blinking cursor, and a paste brings only what may be shown.

What it holds is what is typed, sign for sign; `place` and `location` lead between its lines and the offsets of its text, in code
points.
"""

from collections.abc import Callable, Iterable

from rich.style import Style
from rich.text import Text
from textual import events
from textual.document._document import Location
from textual.widgets import TextArea

from tui.fit import fit

ENDS = {"ctrl+home": False, "ctrl+end": True}
"""Keys that lead to the beginning of the text (False) or to its end."""


class Page(TextArea):
    """A page to write on."""

    DEFAULT_CSS = """
    Page {
        border: none;
        padding: 0 1;
        height: 1fr;
        background: $background;
        &:focus { border: none; }
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, tab_behavior="indent", highlight_cursor_line=False
        )
        self.cursor_blink = False
        # What is typed is what is saved, a tab too.
        self.indent_type = "tabs"
        self.steer: Callable[[str], bool] = lambda _key: False
        """Who may take a key before it is typed."""
        self._looks: dict[int, list[tuple[int, int, Style]]] = {}

    async def _on_key(self, event: events.Key) -> None:
        """Leaves Escape to the screen: the text area would hand the focus on and leave the reviewer where they are."""
        if self.steer(event.key):
            event.prevent_default()
            event.stop()
        elif event.key in ENDS:
            event.prevent_default()
            event.stop()
            self.move_cursor(self.document.end if ENDS[event.key] else (0, 0))
        elif event.key == "escape":
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.put(event.text)

    def put(self, text: str) -> None:
        """Writes a text in place of what is selected, at the cursor, as if it were typed at once."""
        result = self._replace_via_keyboard(fit(text), *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)

    def mark(self, spans: Iterable[tuple[int, int, Style]]) -> None:
        """Shows the ranges of the text in these styles, and no others."""
        looks: dict[int, list[tuple[int, int, Style]]] = {}
        for start, end, style in spans:
            (row, low), (last, high) = self.location(start), self.location(end)
            for each in range(row, last + 1):
                line_end = len(self.document.get_line(each))
                looks.setdefault(each, []).append(
                    (low if each == row else 0, high if each == last else line_end, style)
                )
        if looks != self._looks:
            self._looks = looks
            self._line_cache.clear()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        for start, end, style in self._looks.get(line_index, ()):
            line.stylize(style, start, end)
        return line

    @property
    def place(self) -> int:
        """The code point at the cursor."""
        row, column = self.cursor_location
        lines = self.document.lines
        return sum(len(line) + 1 for line in lines[:row]) + column

    def location(self, place: int) -> Location:
        """The line and column of a code point."""
        for row, line in enumerate(self.document.lines):
            if place <= len(line):
                return row, place
            place -= len(line) + 1
        return self.document.end
