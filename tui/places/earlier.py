"""An earlier text of a document, to be read.

Nothing is tagged in it: its offsets are none of the text that the document has now.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from store.documents import Document
from store.earlier_texts import EarlierText
from tui.actions import bindings_of
from tui.places.place import Place
from tui.study import Study
from tui.widgets.line import Line
from tui.widgets.reader import Range, Reader


class EarlierPlace(Place):
    """The text, with the place of an excerpt in view."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("move",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("move")]
    DEFAULT_CSS = """
    EarlierPlace {
        & #earlier-title { background: $panel; }
        & Reader { height: 1fr; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._title = Line(id="earlier-title")
        self.reader = Reader()

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.reader

    def rest(self) -> None:
        self.reader.focus()

    def show_text(self, document: Document, earlier: EarlierText, text: str, ranges: Sequence[Range]) -> None:
        """Shows a text of the document with these ranges marked as hits are."""
        until = f"until {earlier.replaced.astimezone():%Y-%m-%d %H:%M}" if earlier.replaced else ""
        self._title.say((f" {document.title}, earlier text ", "strong"), ("", "right"), (f"{until} ", "dim"))
        start, end = ranges[0][0], ranges[-1][1]
        hits = [each for each in ranges if each[0] < each[1]]
        self.reader.show(text, [], hits=hits, position=start)
        self.reader.go_to(start, end)
