"""A page of wrapped paragraphs as a list of lines: it is read by scrolling, and a line knows what it is about.

Texts are passed as they are and become displayable when they are wrapped, so that a line never shows what a terminal would obey.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events

from tui.displayable import displayable
from tui.reader.rows import Rows
from tui.widgets.row_list import Piece, Pieces, RowList


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in one look, set in by so many cells, behind a first piece; `about` is what its lines are about."""

    text: str
    look: str = ""
    inset: int = 1
    lead: Piece = ("", "")
    about: str = ""
    gap: bool = False
    """Whether an empty line stands before it."""


class PageList(RowList):
    """Shows paragraphs; `about` is what the current line is about."""

    MEASURE = 100
    """Lines longer than this tire the eye."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(empty=empty, id=id)
        self._paragraphs: Sequence[Paragraph] = ()
        self._lines: list[tuple[Pieces, str]] = []
        self._wrapped = 0

    def show_paragraphs(self, paragraphs: Sequence[Paragraph], *, keep: bool = False) -> None:
        """Shows these paragraphs from their beginning, or with `keep` from the line that is current."""
        self._paragraphs = paragraphs
        self._wrap(self.index if keep else 0)

    @property
    def about(self) -> str:
        """What the current line is about, "" where about nothing in particular."""
        return self._lines[self.index][1] if 0 <= self.index < len(self._lines) else ""

    def go_to_next(self, step: int) -> bool:
        """Makes the first line current that is about something else, on or (-1) back; whether there is one."""
        here = self.index
        while 0 <= here < len(self._lines) and self._lines[here][1] == self.about:
            here += step
        while 0 <= here < len(self._lines) and not self._lines[here][1]:
            here += step
        if not 0 <= here < len(self._lines):
            return False
        while step < 0 and here > 0 and self._lines[here - 1][1] == self._lines[here][1]:
            here -= 1
        self.go_to(here)
        return True

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._wrapped:
            self._wrap(self.index)

    def _wrap(self, index: int) -> None:
        self._wrapped = self.size.width
        self._lines = []
        for paragraph in self._paragraphs:
            if paragraph.gap and self._lines:
                self._lines.append(((), ""))
            self._lines += self._lines_of(paragraph, max(10, min(self.size.width - 1, self.MEASURE)))
        self.show(len(self._lines), lambda row, _width: self._lines[row][0], index=index)

    @staticmethod
    def _lines_of(paragraph: Paragraph, width: int) -> list[tuple[Pieces, str]]:
        text, (lead, look) = displayable(paragraph.text), paragraph.lead
        inset = " " * paragraph.inset
        rows = Rows(f"{lead}{text}", max(5, width - paragraph.inset))
        lines: list[tuple[Pieces, str]] = []
        for row in range(len(rows)):
            start, end = rows.shown(row)
            first = min(max(start, len(lead)), end)
            pieces = (
                (inset, ""),
                (f"{lead}{text}"[start:first], look),
                (f"{lead}{text}"[first:end], paragraph.look),
            )
            lines.append((pieces, paragraph.about))
        return lines
