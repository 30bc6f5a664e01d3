"""A line to type into: no blinking cursor, and nothing that a paste brings may be more than visible signs.

A blinking cursor sends two kilobytes a second over the line for ever. A pasted text can hold escape sequences, which the
terminal would obey when the line is drawn; they become their pictures here.
"""

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from tui.displayable import displayable_line


class Field(Input):
    """An input of one line, without a border."""

    DEFAULT_CSS = """
    Field {
        background: $surface;
        &:focus { background: $surface-lighten-1; }
    }
    """

    # A field is as wide as it is made, whatever is typed into it.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(displayable_line(value), placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.given = self.value
        """What it began with, as it is shown."""

    def _on_paste(self, event: events.Paste) -> None:
        clean = displayable_line(" ".join(event.text.split("\n")).strip())
        self.replace(clean, *self.selection)
        event.stop()
        event.prevent_default()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Puts the terminal's own cursor, which input methods and screen readers follow, here before the field is painted."""
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
        return changed
