"""A sheet as it comes from a spreadsheet, whatever it made of it, and cells as they leave for one.

Encodings, delimiters and line ends are found out, and what was found is said where it is not the plain case. A file that cannot
be meant as one sheet, or of which a cell would be lost, is refused with its line, never half read. A cell that would be taken for
a formula leaves with an apostrophe before it and comes back without.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.encodings import CERTAIN, decode
from store.errors import FileFault

LARGEST_CELL = 64_000
LONGEST_HEAD = 200
"""Characters of a column's name at most."""
DELIMITERS = ",;\t|"

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_NAMED_DELIMITER = re.compile(r"sep=([,;\t|])[,;\t|]*\r?(?:\n|\Z)", re.IGNORECASE)
_READ_TWICE = re.compile("[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""Letters that UTF-8 shows where it was taken for cp1252."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet, each with the number of its line; cells by column. `notes` say what its reader should know."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    notes: tuple[str, ...] = ()


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def plain(cell: str) -> str:
    """A cell as it was before it was neutral."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_sheet(path: str, data: bytes, id_column: str = "id", own: Sequence[str] = ("id",)) -> Sheet:
    """The sheet in the bytes of a CSV file, in whatever encoding and with whatever delimiter; raises FileFault where it is none.

    `id_column` is the name of the column that says what a row is about; it is called `id` here. `own` are names of columns that
    are known in any case of letters.
    """
    _refuse_mixed(path, data)
    text, encoding = decode(path, data)
    notes = [] if encoding in CERTAIN else [f"read as {encoding}: look at letters with accents"]
    twice = _READ_TWICE.search(text)
    if twice is not None:
        notes.append(
            f"line {text.count(chr(10), 0, twice.start()) + 1}: {twice[0]!r} looks like UTF-8 that was read wrongly"
        )
    named = _NAMED_DELIMITER.match(text)
    first = 1
    if named is not None:
        text, first = text[named.end() :], 2
    rows = list(_rows(path, text, named[1] if named is not None else _delimiter(text, id_column), first))
    if not rows:
        raise FileFault(path, "there is no row in it")
    line, head = rows[0]
    columns = _columns(path, line, head, id_column, own)
    found: list[tuple[int, Mapping[str, str]]] = []
    short: list[int] = []
    for line, cells in rows[1:]:
        _check_row(path, line, cells, columns)
        if len(cells) < len(columns):
            short.append(line)
        found.append((line, {column: plain(cell) for column, cell in zip(columns, cells, strict=False) if column}))
    if short:
        named_lines = ", ".join(map(str, short[:5])) + (" …" if len(short) > 5 else "")
        notes.append(f"fewer cells than columns in line {named_lines}: what is not there changes nothing")
    return Sheet(tuple(column for column in columns if column), tuple(found), tuple(notes))


def _refuse_mixed(path: str, data: bytes) -> None:
    """Raises FileFault where some lines are UTF-8 and others are not: read in any one encoding, some would be wrong."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
            return
        line = data.count(b"\n", 0, error.start) + 1
    else:
        return
    for number, piece in enumerate(data.split(b"\n"), 1):
        if not piece.isascii() and _is_utf8(piece):
            raise FileFault(
                path, f"this line is not UTF-8, but line {number} is: save the whole file in one encoding", line
            )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str, id_column: str) -> str:
    """The one with which the first row has the column of ids, and most columns; else the one that stands there most often."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    read = {each: next(csv.reader([first], delimiter=each), []) for each in DELIMITERS}
    fitting = {
        each: len(cells)
        for each, cells in read.items()
        if id_column.casefold() in (plain(cell.strip()).casefold() for cell in cells)
    }
    return max(fitting or {each: first.count(each) for each in DELIMITERS}, key=lambda each: len(read[each]))


def _rows(path: str, text: str, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the number of the line that it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + first
    except csv.Error as error:
        raise FileFault(path, f"it cannot be read as CSV: {error}", line) from None


def _columns(path: str, line: int, head: Sequence[str], id_column: str, own: Sequence[str]) -> list[str]:
    columns = [" ".join(plain(cell.strip()).split()) for cell in head]
    columns = ["id" if column.casefold() == id_column.casefold() else column for column in columns]
    columns = [column.casefold() if column.casefold() in own else column for column in columns]
    if "id" not in columns:
        named = ", ".join(column for column in columns if column) or "nothing"
        raise FileFault(
            path, f"it has no column `{id_column}` that names the case; its columns are: {named[:300]}", line
        )
    twice = next((column for column in columns if column and columns.count(column) > 1), "")
    if twice:
        raise FileFault(path, f"two of its columns are called `{twice}`", line)
    if any(len(column) > LONGEST_HEAD for column in columns):
        raise FileFault(path, f"the name of a column is longer than {LONGEST_HEAD} characters", line)
    return columns


def _check_row(path: str, line: int, cells: Sequence[str], columns: Sequence[str]) -> None:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        raise FileFault(path, f"the row has {len(cells)} cells, but there are {len(columns)} columns", line)
    for column, cell in zip(columns, cells, strict=False):
        if not column and cell.strip():
            raise FileFault(path, "a cell stands in a column without a name: name the column, or take it away", line)
        if len(cell) > LARGEST_CELL:
            raise FileFault(path, f"a cell is longer than {LARGEST_CELL} characters", line)
