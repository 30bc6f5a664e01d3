"""A text of some lines to type into in a dialog: Enter takes it, as in a line, and a key of the dialog begins another line.

It is as high as what stands in it, up to six lines, so a note of one line takes no more room than a line does.
"""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.fit import fit
from tui.widgets.page import Page


class Answer(Page):
    """A small page; `given` is what it began with, as it is shown."""

    DEFAULT_CSS = """
    Answer {
        height: auto;
        min-height: 1;
        max-height: 6;
        padding: 0;
        background: $panel;
    }
    """

    @dataclass
    class Taken(Message):
        """Enter was pressed."""

        answer: "Answer"

    def __init__(self, value: str) -> None:
        super().__init__(fit(value.strip("\n")))
        self.tab_behavior = "focus"
        self.given = self.text

    @property
    def value(self) -> str:
        return self.text

    @property
    def lines(self) -> str:
        """What stands there without blanks at the ends of lines and empty lines around it."""
        return "\n".join(line.rstrip() for line in self.text.split("\n")).strip("\n")

    def action_end(self) -> None:
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Taken(self))
