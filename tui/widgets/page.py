"""The text area that memos are written in: no language, no blinking cursor, and a paste brings only what may be shown.

What it holds is what is typed, sign for sign; `place` and `location` lead between its lines and the offsets of its text, in code
points.
"""

from textual import events
from textual.document._document import Location
from textual.widgets import TextArea

from tui.fit import fit


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

    async def _on_key(self, event: events.Key) -> None:
        """Leaves Escape to the screen: the text area would hand the focus on and leave the reviewer where they are."""
        if event.key == "escape":
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
