"""What commands print: data on standard output, narration on standard error, nothing that a terminal would obey.

JSON Lines escape every character that a terminal could obey or hide; plain lines pass through `displayable`. Verbatim text goes
out as it is only into a file or a pipe.
"""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from store.errors import CatenaError
from tui.displayable import UNSAFE, displayable


def one_line(text: str) -> str:
    """Text from a file as one displayable line: runs of white space become a blank."""
    return displayable(" ".join(text.split()))


class OutputFault(CatenaError):
    """What was asked for could not be written where it should go."""

    title = "No output"


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFault(lost(error)) from error


def lost(error: OSError) -> str:
    """What is said where standard output takes no more."""
    return f"the output could not be written ({os.strerror(error.errno or 0)}); what was saved is saved"


def say(line: str) -> None:
    """A line of data for a person; what a name holds cannot end it."""
    _write(f"{displayable(line)}\n")


def say_json(record: Mapping[str, Any]) -> None:
    """One record as one line of JSON that is safe to look at; times in ISO 8601."""
    line = json.dumps(record, ensure_ascii=False, default=_time_text)
    _write(UNSAFE.sub(lambda unsafe: json.dumps(unsafe[0])[1:-1], line) + "\n")


def _time_text(value: object) -> str:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def say_verbatim(text: str) -> None:
    """A piece of a file: byte for byte into a file or a pipe, displayable and with a last line end on a terminal."""
    if sys.stdout.isatty():
        say(text.removesuffix("\n"))
    else:
        _write(text)


def narrate(message: str) -> None:
    """A line about what happens, for the person and not for the next program."""
    sys.stderr.write(f"catena: {displayable(message)}\n")


def table(rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """Rows of cells in columns as wide as their widest cell; columns in `right` are aligned to the right."""
    made = [[displayable(cell.replace("\n", " ")) for cell in row] for row in rows]
    widths = [max(map(width_of, column)) for column in zip(*made, strict=True)]
    for row in made:
        cells = []
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blanks = " " * (width - width_of(cell))
            cells.append(blanks + cell if column in right else cell + blanks)
        say("  ".join(cells).rstrip())


def width_of(text: str) -> int:
    """The cells of a displayable text on most terminals."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


class Progress:
    """A line on a terminal's standard error that is rewritten while long work goes on; silent elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        if self._shown:
            line = displayable(text.replace("\n", " "))[:78]
            sys.stderr.write(f"\r{line.ljust(self._width)}")
            sys.stderr.flush()
            self._width = len(line)

    def end(self) -> None:
        if self._shown and self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()
            self._width = 0
