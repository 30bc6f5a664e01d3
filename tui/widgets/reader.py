"""The reader: a document's verbatim text with its marks, a cursor to move through it and a selection to
tag.

Positions, selections and messages count code points of the verbatim text, and ranges are half-open. The
reader binds no keys: the app's table of actions calls its methods.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tui.reader.marks import Mark
from tui.reader.painting import MARGIN
from tui.reader.selection import Selection, begun, hull
from tui.reader.spans import Range, Span, Spans
from tui.widgets.canvas import Canvas

__all__ = ["Mark", "Range", "Reader"]


class Reader(Canvas, can_focus=True, inherit_bindings=False):
    """A document to read, to move through and to select from."""

    @dataclass(eq=False)
    class CursorMoved(Message):
        """The cursor came to a position. Not frozen, as Textual writes fields of its own into a message."""

        position: int

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Reader.CursorMoved)

    @dataclass(eq=False)
    class SelectionChanged(Message):
        """Another range is selected, or none."""

        selection: Range | None

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Reader.SelectionChanged)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._spans = Spans("")
        self._position = 0
        self._column: int | None = None
        self._selection: Selection | None = None
        self._drag: Range | None = None
        self._on_words = False
        """Whether the cursor stands on words alone, as in a document. A memo has no passages, and is written at empty rows."""

    def show(
        self,
        text: str,
        passages: Sequence[Range],
        *,
        marks: Sequence[Mark] = (),
        hits: Sequence[Range] = (),
        position: int = 0,
    ) -> None:
        """Show another text from a position on. Passages are sorted and do not overlap."""
        self.clear_selection()
        self._spans = Spans(text, passages)
        self._on_words = bool(passages)
        self._position = self._clamped(position)
        self._column = None
        self._drag = None
        self.lay(text, marks, hits, self._position)
        self.post_message(self.CursorMoved(self._position))

    def set_passages(self, passages: Sequence[Range]) -> None:
        """Other passages of the text that is shown, in which it is selected from now on."""
        self._spans = Spans(self._spans.text, passages)

    def go_to(self, start: int, end: int | None = None, *, centre: bool = True) -> None:
        """Put the cursor at a position and bring the range that begins there into view.

        With `centre`, a range that was not wholly in view comes to the middle; without, the window scrolls
        as little as possible.
        """
        self._column = None
        position = self._clamped(start)
        self._move_to(position, scroll=False)
        self.bring(position, max(position + 1, end or 0), centre=centre)

    @property
    def position(self) -> int:
        """The code point at the cursor."""
        return self._position

    @property
    def selection(self) -> Range | None:
        """The selected range."""
        return self._selection.span if self._selection else None

    @property
    def percent_read(self) -> int:
        """How much of the text lies above the lower edge of the window; 100 when its end is in view."""
        below = self.scroll_offset.y + self.size.height
        if below >= len(self.rows):
            return 100
        return min(99, 100 * self.rows.span(below)[0] // len(self._spans.text))

    def span_at(self, position: int, span: Span) -> Range:
        """The word, sentence or passage at a position."""
        return self._spans.at(position, span)

    def span_text(self, start: int, end: int) -> str:
        """The verbatim text of a range."""
        return self._spans.text[start:end]

    # Moving. A selection follows the cursor by whole words.

    def move_row(self, rows: int) -> None:
        """Move the cursor down by so many rows, up if negative, on to one with words, and keep its column."""
        row = self.rows.row_at(self._position)
        column = self.rows.cell_at(self._position) if self._column is None else self._column
        target = min(max(row + rows, 0), len(self.rows) - 1)
        if self._on_words:
            target = self._row_with_words(target, 1 if rows > 0 else -1)
        if target != row:
            self._move_to(self._position_on(target, column))
        self._column = column

    def move_page(self, pages: int) -> None:
        """Move the window and the cursor by so many screens; one row of the old one stays in view."""
        self._move_window(pages * max(1, self.size.height - 1))

    def move_half_page(self, halves: int) -> None:
        """Move the window and the cursor by so many half screens."""
        self._move_window(halves * max(1, self.size.height // 2))

    def move_word(self, words: int) -> None:
        """Move to the beginning of the next word; if negative, of this one or of the one before."""
        self._move_by(words, "word")

    def move_sentence(self, sentences: int) -> None:
        """Move to the beginning of the next sentence; if negative, of this one or of the one before.

        The end of a selection moves to where sentences end.
        """
        if self._selection is None:
            self._move_by(sentences, "sentence")
        else:
            self._select(self._selection.by_sentence(self._spans, sentences))

    def move_passage(self, passages: int) -> None:
        """Move to the beginning of the next passage; if negative, of this one or of the one before.

        A selection takes one more in at the end that moves, or lets the last one go.
        """
        if self._selection is None:
            self._move_by(passages, "passage")
        elif (passages > 0) == self._selection.forward:
            self.select_passage()
        else:
            self.shrink_selection()

    def go_home(self) -> None:
        """Move to the beginning of the text."""
        self.go_to(0)

    def go_end(self) -> None:
        """Move to the end of the text."""
        self.go_to(len(self._spans.text), centre=False)

    # Selecting

    def start_selection(self) -> None:
        """Begin a selection with the word at the cursor, or let the present one go on."""
        if self._spans.text and self._selection is None:
            self._select(begun(self._spans, self._position))

    def select(self, start: int, end: int) -> None:
        """Select a range of whole words, with the cursor at its beginning."""
        self._select(Selection((start, end), (start, end)), start)

    def select_word(self) -> None:
        """Select the word at the cursor; once more, and the next word too."""
        self._grow("word")

    def select_sentence(self) -> None:
        """Select the sentence at the cursor; once more, and the next sentence too."""
        self._grow("sentence")

    def select_passage(self) -> None:
        """Select the passage at the cursor; once more, and the next passage too."""
        self._grow("passage")

    def shrink_selection(self) -> None:
        """Take off the end that moves what was put on last: a word, a sentence or a passage."""
        if self._selection is not None:
            self._select(self._selection.shrunk(self._spans))

    def swap_end(self) -> None:
        """Let the other end of the selection move from now on."""
        if self._selection is not None:
            self._select(self._selection.swapped(self._spans))

    def clear_selection(self) -> bool:
        """Select nothing. Tells whether something was selected."""
        if self._selection is None:
            return False
        self._selection = None
        self.set_selected(None)
        self.post_message(self.SelectionChanged(None))
        return True

    def _grow(self, span: Span) -> None:
        if self._spans.text:
            spans, present = self._spans, self._selection
            self._select(present.grown(spans, span) if present else begun(spans, self._position, span))

    def _select(self, selection: Selection, cursor: int | None = None) -> None:
        before, self._selection = self.selection, selection
        if before != selection.span:
            self.set_selected(selection.span)
            self.post_message(self.SelectionChanged(selection.span))
        self._column = None
        self._put_cursor(selection.moving if cursor is None else cursor)
        self.bring(self._position, self._position + 1, centre=False)

    # The cursor

    def _clamped(self, position: int) -> int:
        return min(max(position, 0), max(0, len(self._spans.text) - 1))

    def _put_cursor(self, position: int) -> None:
        if position != self._position:
            self._position = position
            self.set_cursor(position)
            self.post_message(self.CursorMoved(position))

    def _move_to(self, position: int, *, scroll: bool = True) -> None:
        if self._selection is not None and position != self._position:
            self._select(self._selection.moved(self._spans, position), position)
        else:
            self._put_cursor(position)
        if scroll:
            self.bring(position, position + 1, centre=False)

    def _move_by(self, count: int, span: Span) -> None:
        position = self._position
        for _ in range(abs(count)):
            here = self._spans.at(position, span)
            if count > 0:
                found = here if here[0] > position else self._spans.after(position, span)
            else:
                found = here if here[0] < position else self._spans.before(position, span)
            if found is None:
                break
            position = found[0]
        self._column = None
        self._move_to(position, scroll=False)
        self.bring(position, max(position + 1, self._spans.at(position, span)[1]), centre=False)

    def _position_on(self, row: int, cell: int) -> int:
        position = self.rows.position_at(row, cell)
        return self.rows.on_words(position) if self._on_words else position

    def _row_with_words(self, row: int, step: int) -> int:
        """The row, or where it is empty the next that is not: nothing on an empty row can be tagged."""
        ways = range(row, len(self.rows)) if step > 0 else range(row, -1, -1)
        return next((each for each in ways if not self.rows.is_blank(each)), row)

    def _move_window(self, rows: int) -> None:
        self.scroll_rows(rows)
        self.move_row(rows)

    # The mouse: a click moves the cursor, dragging selects

    def on_mouse_down(self, event: events.MouseDown) -> None:
        position = self._position_at(event)
        if event.button == 1 and position is not None:
            self.clear_selection()
            self._column = None
            self._move_to(position)
            self._drag = self._spans.word(position)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._drag is not None and self._spans.text:
            position = self._position_at(event)
            if position is not None and (self._selection or position != self._position):
                word = self._spans.word(position)
                forward = word[1] > self._drag[0]
                self._select(Selection(hull(self._drag, word), self._drag, forward), position)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._drag is not None:
            self._drag = None
            self.release_mouse()

    def _position_at(self, event: events.MouseEvent) -> int | None:
        place = event.get_content_offset_capture(self)
        if not self._spans.text:
            return None
        return self._clamped(self._position_on(self.scroll_offset.y + place.y, place.x - MARGIN))
