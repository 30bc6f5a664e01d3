"""Texts measured and cut in a terminal's cells, as they will be once they are displayable.

A wide character takes two cells and a combining one none, so neither the number of characters nor a slice says what fits. How
wide a character is, is asked of the reader's measure, so that lists and documents agree.
"""

from tui.displayable import displayable_line
from tui.reader.wrap import cell_width, fitting


def cells_of(text: str) -> int:
    """The cells that the text takes on one line."""
    return cell_width(displayable_line(text))


def beginning(text: str, room: int) -> str:
    """As much of the text's beginning as fits into so many cells."""
    return text[: fitting(displayable_line(text), 0, len(text), max(0, room))]


def ending(text: str, room: int) -> str:
    """As much of the text's end as fits into so many cells."""
    first = len(text)
    while first and cells_of(text[first - 1]) <= room:
        first -= 1
        room -= cells_of(text[first])
    return text[first:]


def fitted(text: str, room: int) -> str:
    """The text where it fits, else its beginning and the sign that it goes on."""
    if cells_of(text) <= room:
        return text
    return f"{beginning(text, room - 1)}…" if room > 0 else ""


def left(text: str, room: int) -> str:
    """The text's beginning, with blanks after it up to so many cells."""
    kept = beginning(text, room)
    return f"{kept}{' ' * (room - cells_of(kept))}"


def right(text: str, room: int) -> str:
    """The text's end, with blanks before it up to so many cells."""
    kept = ending(text, room)
    return f"{' ' * (room - cells_of(kept))}{kept}"


def indent(depth: int, room: int) -> str:
    """Two cells a level, but never more than a third of the room: deeper levels stand below each other with a sign."""
    most = room // 6
    return "  " * depth if depth <= most else f"{'  ' * (most - 1)}» "
