"""A document as it is read: a line that names it and the place in it, and the reader below.

The same view stands in the Reader, beside the hits of a search and beside the excerpts of a theme.
"""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from store.memos import Memo
from tui.snapshot import Snapshot
from tui.study import OpenText
from tui.widgets.line import Line
from tui.widgets.reader import Range, Reader


class DocumentView(Vertical):
    """Shows one document; what it shows is given by whoever holds the view."""

    DEFAULT_CSS = """
    DocumentView {
        & > Line { background: $panel; }
        & > Reader { height: 1fr; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None, focusable: bool = True) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.reader = Reader()
        self.reader.can_focus = focusable
        self.opened: OpenText | None = None
        self._title = Line()
        self._note = ""

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.reader

    def on_mount(self) -> None:
        # How much is read changes with the window, however it comes to be another.
        self.watch(self.reader, "scroll_y", self._say_title, init=False)
        self.watch(self.reader, "virtual_size", self._say_title, init=False)

    def open(
        self,
        opened: OpenText,
        snapshot: Snapshot,
        *,
        start: int = 0,
        end: int | None = None,
        hits: Sequence[Range] = (),
    ) -> None:
        """Shows a document with the place from `start` to `end` in view; one that is open already only moves there."""
        marks = snapshot.marks_of(opened.document.id, opened.text)
        if opened is self.opened:
            self.reader.set_marks(marks)
            self.reader.go_to(start, end)
        else:
            self.opened = opened
            passages = [(passage.start, passage.end) for passage in opened.passages]
            self.reader.show(opened.text, passages, marks=marks, position=start)
            self._show_regions()
            self.reader.go_to(start, end)
        self.mark_hits(hits, start if hits else None)
        self._say_title()
        # How much is read is known when the text lies on its page.
        self.call_after_refresh(self._say_title)

    def show_memo(self, memo: Memo, start: int, end: int) -> None:
        """Shows a memo's text in the place of a document, with a hit in view and marked."""
        self.opened, self._note = None, ""
        self.reader.show(memo.body, [], position=start)
        self.reader.go_to(start, end)
        self.mark_hits([(start, end)], start)
        self._title.say((f" {memo.title}", "strong"), ("", "right"), (f"{memo.type}, {memo.reviewer} ", "dim"))

    def renew(self, snapshot: Snapshot) -> None:
        """Shows the marks of another snapshot."""
        if self.opened is not None:
            self.reader.set_marks(snapshot.marks_of(self.opened.document.id, self.opened.text))

    def reread(self, opened: OpenText) -> None:
        """The same text by other rules: its passages and regions change, and nothing moves."""
        self.opened = opened
        self.reader.set_passages([(passage.start, passage.end) for passage in opened.passages])
        self._show_regions()
        self._say_title()

    def _show_regions(self) -> None:
        if self.opened is not None:
            rules = self.opened.document.rules
            self.reader.set_regions(rules.marked, rules.hidden)

    def mark_hits(self, hits: Sequence[Range], current: int | None) -> None:
        """Marks the hits of a search; the one that begins at the position `current` stands out."""
        number = next((index for index, hit in enumerate(hits) if hit[0] == current), None)
        self.reader.set_hits(list(hits), number)

    def note(self, words: str) -> None:
        """Says something beside the title: which hit of how many."""
        self._note = words
        self._say_title()

    def _say_title(self) -> None:
        if self.opened is None:
            return
        document = self.opened.document
        passage = self.opened.passage_at(self.reader.position)
        speaker = f"  {passage.speaker}" if passage is not None and passage.speaker else ""
        title = "" if document.title == document.id else f"  {document.title}"
        note = f"{self._note}  " if self._note else ""
        self._title.say(
            (f" {document.id}", "strong"),
            (title, "dim"),
            (speaker, "match"),
            ("", "right"),
            (f"{note}{self.reader.percent_read} % ", "dim"),
        )

    def on_reader_cursor_moved(self) -> None:
        self._say_title()
