"""A table in so many columns of a terminal: blocks of columns one below the other, each with the heads of the rows again.

What does not fit is put elsewhere and never cut out of a number. A long name of a row keeps its end, as the end of a theme's path
is the theme's own name; the heads of columns stand on several lines.
"""

from collections.abc import Iterator, Sequence

from tui.commands.output import width_of as cells_of
from tui.displayable import displayable

NARROW = 12
"""Cells of a column's head at most, unless a number is wider."""
NARROWEST = 4
APART = 2


def blocks(rows: Sequence[Sequence[str]], heads: int, width: int) -> Iterator[str]:
    """The lines of a table whose first row is its head and whose first `heads` columns name the rows."""
    made = [[displayable(" ".join(cell.split())) for cell in row] for row in rows]
    widths = [max(cells_of(row[column]) for row in made) for column in range(heads)]
    most = max(8, width // 2 - APART * heads)
    while sum(widths) > most and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    names = [
        "  ".join(_padded(ending_of(cell, size), size) for cell, size in zip(row, widths, strict=False)) for row in made
    ]
    left = width - cells_of(names[0])
    columns = list(range(heads, len(made[0])))
    while columns:
        taken: list[tuple[int, list[str], int]] = []
        room = left
        while columns:
            head, size = _head([row[columns[0]] for row in made], min(NARROW, max(1, left - APART)))
            if taken and size + APART > room:
                break
            taken.append((columns.pop(0), head, size))
            room -= size + APART
        height = max(len(head) for _, head, _ in taken)
        for line in range(height):
            parts = [(head[line - height + len(head)] if line >= height - len(head) else "") for _, head, _ in taken]
            lead = names[0] if line == height - 1 else " " * cells_of(names[0])
            yield _joined(lead, parts, taken)
        for name, row in zip(names[1:], made[1:], strict=True):
            yield _joined(name, [row[column] for column, _, _ in taken], taken)
        if columns:
            yield ""


def _joined(lead: str, cells: Sequence[str], taken: Sequence[tuple[int, list[str], int]]) -> str:
    filled = (" " * (size - cells_of(cell)) + cell for cell, (_, _, size) in zip(cells, taken, strict=True))
    return "  ".join([lead, *filled]).rstrip()


def _head(column: Sequence[str], widest: int) -> tuple[list[str], int]:
    """The head of a column in lines, and its width; of a path its last name."""
    numbers = max((cells_of(cell) for cell in column[1:]), default=0)
    size = max(1, numbers, min(widest, cells_of(column[0])))
    lines: list[str] = []
    for word in column[0].rpartition(" > ")[2].split():
        if lines and cells_of(f"{lines[-1]} {word}") <= size:
            lines[-1] += f" {word}"
        else:
            lines += _cut(word, size)
    return lines or [""], max(numbers, *(cells_of(line) for line in lines or [""]))


def _cut(word: str, size: int) -> list[str]:
    pieces = [""]
    for character in word:
        if cells_of(pieces[-1] + character) > size:
            pieces.append("")
        pieces[-1] += character
    return pieces


def ending_of(text: str, size: int) -> str:
    """The text in so many cells: its end where it does not fit, from the beginning of a name if that is there."""
    if cells_of(text) <= size:
        return text
    last = f"… > {text.rpartition(' > ')[2]}"
    if " > " in text and cells_of(last) <= size:
        return last
    kept = last if " > " in text else text
    while cells_of(kept) > size - 1:
        kept = kept[:-1]
    return f"{kept}…"


def _padded(text: str, size: int) -> str:
    return text + " " * (size - cells_of(text))
