"""What commands print: data on standard output, narration on standard error, nothing that a terminal would obey.

JSON Lines escape every control and bidirectional character; plain lines pass through `displayable`, except the verbatim text that
`show` writes into a file or a pipe.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from tui.displayable import displayable

_UNSAFE = {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def json_line(record: Mapping[str, Any]) -> str:
    """One record as one line of JSON that is safe to look at."""
    return json.dumps(record, ensure_ascii=False, default=str).translate(_UNSAFE)


def one_line(text: str) -> str:
    """Text from a file as one displayable line: runs of white space become a blank."""
    return displayable(" ".join(text.split()))


def say(line: str) -> None:
    """A line of data."""
    sys.stdout.write(f"{line}\n")


def narrate(message: str) -> None:
    """A line about what happens, for the person and not for the next program."""
    sys.stderr.write(f"catena: {displayable(message)}\n")


def table(rows: Iterable[tuple[str, ...]], right: frozenset[int] = frozenset()) -> None:
    """Rows of cells in columns as wide as their widest cell; columns in `right` are aligned to the right."""
    made = [tuple(one_line(cell) for cell in row) for row in rows]
    if not made:
        return
    widths = [max(len(row[column]) for row in made) for column in range(len(made[0]))]
    for row in made:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        say("  ".join(cells).rstrip())


class Progress:
    """A line on a terminal's standard error that is rewritten while long work goes on; silent elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        if self._shown:
            line = displayable(text)[:78]
            sys.stderr.write(f"\r{line.ljust(self._width)}")
            sys.stderr.flush()
            self._width = len(line)

    def end(self) -> None:
        if self._shown and self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()
            self._width = 0
