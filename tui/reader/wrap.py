"""Where the rows of a wrapped text begin.

Rows cover the text exactly: row `i` is the half-open range of code points from its start to the start of
the next. A line ends at LF and nowhere else. A row breaks after blanks, beside a wide (CJK) character,
else inside the word. The blanks at which a row breaks, and the LF, belong to the row but are not shown
if they would not fit.

The text must be displayable: then a width is a sum over code points, by the same table that Textual
measures with.
"""

import re
from array import array
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from rich._unicode_data import load as load_cell_table
from rich.cells import get_character_cell_size

CODE_POINTS_PER_CELL = 8
"""A row holds at most so many code points for each cell, so that a flood of combining marks stays small."""
SHORT = 200
"""Code points of a text that is quicker measured than searched, the first time at least: the expression takes 3 ms to make."""


_TABLE = load_cell_table("auto").widths
_BMP = 0xFFFF


@cache
def _uneven() -> re.Pattern[str]:
    """Characters that may take none or two cells; a text without any is as wide as it is long."""
    listed = [
        f"\\u{first:04x}-\\u{min(last, _BMP):04x}" for first, last, width in _TABLE if first <= _BMP and width != 1
    ]
    return re.compile(f"[{''.join(listed)}\U00010000-\U0010ffff]")


class _Widths(dict[str, int]):
    def __missing__(self, character: str) -> int:
        width = self[character] = max(0, get_character_cell_size(character))
        return width


_WIDTHS = _Widths()


def _is_even(text: str) -> bool:
    """Whether each character is known to take one cell."""
    return text.isascii() or (len(text) > SHORT and not _uneven().search(text))


def cell_width(text: str) -> int:
    """The cells that a displayable text takes."""
    if _is_even(text):
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def fitting(text: str, start: int, end: int, cells: int) -> int:
    """The largest position up to `end` such that the text from `start` to it takes at most so many cells."""
    end = min(end, start + cells * CODE_POINTS_PER_CELL)
    size = cells
    while True:
        chunk = text[start : min(end, start + size)]
        if _is_even(chunk):
            ends = None
            reached = min(len(chunk), cells)
        else:
            ends = list(accumulate(map(_WIDTHS.__getitem__, chunk)))
            reached = bisect_right(ends, cells)
        if reached < len(chunk) or start + reached >= end:
            return start + reached
        if ends is None and reached == cells:
            # A combining mark that follows belongs to the last cell.
            while start + reached < end and _WIDTHS[text[start + reached]] == 0:
                reached += 1
            return start + reached
        size *= 2


def row_starts(text: str, width: int) -> "array[int]":
    """The starts of all rows for a width of at least 2 cells; a text without characters has one row."""
    width = max(2, width)
    starts = array("I")
    add = starts.append
    find = text.find
    position, size = 0, len(text)
    while position < size:
        line_end = find("\n", position)
        if line_end < 0:
            line_end = size
        if line_end - position <= width // 2:
            add(position)
        else:
            _wrap_line(text, position, line_end, width, starts)
        position = line_end + 1
    if not starts:
        add(0)
    return starts


def _wrap_line(text: str, position: int, end: int, width: int, starts: "array[int]") -> None:
    line = text[position:end]
    if line.isascii() or not _uneven().search(line):
        _wrap_single(line, position, width, starts)
    else:
        _wrap_by_cells(text, position, end, width, starts)


def _wrap_single(line: str, offset: int, width: int, starts: "array[int]") -> None:
    size = len(line)
    position = 0
    while True:
        starts.append(offset + position)
        if size - position <= width:
            return
        edge = position + width
        if line[edge] != " ":
            edge = line.rfind(" ", position, edge) + 1 or edge
        position = _after_blanks(line, edge, min(size, position + width * CODE_POINTS_PER_CELL))
        if position >= size:
            return


def _wrap_by_cells(text: str, position: int, end: int, width: int, starts: "array[int]") -> None:
    while True:
        starts.append(position)
        edge = fitting(text, position, end, width)
        if edge >= end:
            return
        if text[edge] != " " and _WIDTHS[text[edge]] != 2:
            edge = _last_break(text, position, edge) or edge
        position = _after_blanks(text, edge, min(end, position + width * CODE_POINTS_PER_CELL))
        if position >= end:
            return


def _last_break(text: str, start: int, edge: int) -> int:
    """The last place in the row where it may break, or 0."""
    for place in range(edge, start, -1):
        before = text[place - 1]
        if before == " " or (_WIDTHS[before] == 2 and _WIDTHS[text[place]] != 0):
            return place
    return 0


def _after_blanks(text: str, position: int, limit: int) -> int:
    while position < limit and text[position] == " ":
        position += 1
    return position
