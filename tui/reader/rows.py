"""Rows, cells and code points: the one place where they are converted into each other.

A position is a code point of the verbatim text, which is the same in the displayable text. A row is a
line of the wrapped text, counted from the document's first. A cell is a column of the text on that row,
counted from 0, without the margin. Screen coordinates become rows and cells in the widget by adding the
scroll offset and taking off the margin, nothing else.
"""

from bisect import bisect_right

from tui.reader.wrap import cell_width, fitting, row_starts


class Rows:
    """A displayable text wrapped to a width."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(2, width)
        self._starts = row_starts(text, self.width)

    def __len__(self) -> int:
        return len(self._starts)

    def row_at(self, position: int) -> int:
        """The row that a position lies on; what is beyond the text lies on the last."""
        return max(0, bisect_right(self._starts, position) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """The code points of a row, with its LF and the blanks that hang over the edge."""
        after = row + 1
        return self._starts[row], self._starts[after] if after < len(self._starts) else len(self.text)

    def shown(self, row: int) -> tuple[int, int]:
        """The code points of a row that are drawn: without its LF, and never wider than the width."""
        start, end = self.span(row)
        if end > start and self.text[end - 1] == "\n":
            end -= 1
        return start, fitting(self.text, start, end, self.width)

    def cells(self, row: int) -> int:
        """How many cells of a row are drawn on."""
        start, end = self.shown(row)
        return cell_width(self.text[start:end])

    def cell_at(self, position: int) -> int:
        """The cell at which a position's character begins; what is not shown lies after the text, or last."""
        start, end = self.shown(self.row_at(position))
        return min(cell_width(self.text[start : min(position, end)]), self.width - 1)

    def position_at(self, row: int, cell: int) -> int:
        """The position of the character on a cell; right of the row's end, its last position."""
        row = min(max(row, 0), len(self._starts) - 1)
        start, end = self.span(row)
        shown_end = self.shown(row)[1]
        return max(start, min(fitting(self.text, start, shown_end, max(0, cell)), end - 1))

    def on_words(self, position: int) -> int:
        """The position, or where it stands behind the words of its row, the last character of them.

        A blank or LF there counts to the sentence and the passage that follow, which stand on other rows.
        """
        start, end = self.shown(self.row_at(position))
        return max(start, min(position, start + len(self.text[start:end].rstrip()) - 1))

    def is_blank(self, row: int) -> bool:
        """Whether a row shows nothing but blanks."""
        start, end = self.shown(row)
        return not self.text[start:end].strip()

    def rows_of(self, start: int, end: int) -> range:
        """The rows that a half-open range touches; an empty range touches the row of its start."""
        return range(self.row_at(start), self.row_at(max(start, end - 1)) + 1)
