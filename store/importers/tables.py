"""A sheet as its heads and its rows of cells, whatever program wrote it and whatever it put around them.

The heads are in the first row that has as many as the sheet has columns, about: titles above it are told and not read. Cells are
text, dates as ISO has them; what a merged cell says, each cell below it says. Hidden sheets are passed over.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from store.encodings import decode
from store.errors import CatenaError
from store.importers.draft import clean
from store.importers.pieces import LARGEST_TEXT, Refused

DELIMITERS = ",;\t|"
LOOKED_AT = 30
"""Rows from which is told what parts the cells, and where the heads are."""
LARGEST_MERGE = 100_000
"""Cells of one merged cell at most; a larger one is but a frame."""
_SAYS_DELIMITER = re.compile(r"sep=(.)\r?\n")
_IMPORT_ID = re.compile(r'\{"ImportId"\s*:')
_OPEN_ENDED = "open-ended response"


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` name the columns; `questions` are what was asked, where heads are codes of questions."""

    heads: tuple[str, ...]
    questions: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    remarks: tuple[str, ...]


def table_in(data: bytes, options: Mapping[str, str]) -> Table:
    """The table in the bytes of a sheet; raises Refused where there is none."""
    if data.startswith(b"PK\x03\x04"):
        rows, remarks = spreadsheet(data)
        encoding = ""
    else:
        rows, encoding = _csv(data, options.get("encoding", ""))
        remarks = []
    at = _head_row(rows)
    if at:
        said = "; ".join(" ".join(" ".join(row).split())[:60] for row in rows[:3][:at])
        remarks.append(f"{at} row{'s' * (at > 1)} above the heads of its columns left out: {said}")
    rows = rows[at:]
    if len(rows) < 2:
        raise Refused("there is no row below its first one, which names the columns")
    width = max(map(len, rows))
    first = [clean(" ".join(cell.split())) for cell in rows[0]]
    first += [""] * (width - len(first))
    questions, below = _questions(first, rows[1:4])
    known: Counter[str] = Counter()
    heads = []
    for number, name in enumerate(_parted(first, rows[1]) if below == 1 else first, 1):
        used = any(number <= len(row) and row[number - 1].strip() for row in rows[1:])
        name = name or (f"column {number}" if used else "")
        known[name] += 1
        heads.append(f"{name} ({known[name]})" if name and known[name] > 1 else name)
    asked = questions or heads
    return Table(tuple(heads), tuple(asked), tuple(map(tuple, rows[1 + below :])), encoding, tuple(remarks))


def _head_row(rows: Sequence[Sequence[str]]) -> int:
    """The row with the heads: the first that fills at least half of the columns that rows fill mostly."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows[:LOOKED_AT]]
    widest = max(filled, default=0)
    if widest < 3:
        return 0
    return next(number for number, count in enumerate(filled) if count * 2 >= widest)


def _questions(first: Sequence[str], below: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """What was asked in each column, and how many rows below the heads say something about columns and nothing of anybody."""
    if len(below) > 1 and any(_IMPORT_ID.match(cell) for cell in below[1]):
        cells = [clean(" ".join(cell.split())) for cell in below[0]] + [""] * len(first)
        return [cell or name for cell, name in zip(cells, first, strict=False)], 2
    if below and any(cell.strip().casefold() == _OPEN_ENDED for cell in below[0]):
        return [], 1
    return [], 0


def _parted(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Heads of a question with several columns, each with its own part of it."""
    made: list[str] = []
    last = ""
    for number, name in enumerate(first):
        part = " ".join(second[number].split()) if number < len(second) else ""
        last = name or last
        plain = part.casefold() in ("", _OPEN_ENDED, "response")
        made.append(clean(last if plain and name else f"{last}: {part}" if part else name))
    return made


def _csv(data: bytes, encoding: str) -> tuple[list[list[str]], str]:
    try:
        text, encoding = decode("it", data, encoding)
    except CatenaError as error:
        raise Refused(str(error).removeprefix("it: ")) from None
    csv.field_size_limit(LARGEST_TEXT)
    text = text.removeprefix("\ufeff")
    said = _SAYS_DELIMITER.match(text)
    delimiter = said[1] if said is not None else max(DELIMITERS, key=lambda sign: _regular(text, sign))
    reader = csv.reader(io.StringIO(text[said.end() :] if said is not None else text, newline=""), delimiter=delimiter)
    try:
        rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Refused(f"it cannot be read as a table (line {reader.line_num}: {error})") from None
    return rows, encoding


def _regular(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the same number of cells, more than one, if this sign parts them; and that number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in islice(reader, LOOKED_AT) if len(row) > 1)
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def spreadsheet(data: bytes) -> tuple[list[list[str]], list[str]]:
    """The rows of the first sheet that is shown and holds anything, cells as text, and what is to be told."""
    # Imported here: a csv file needs no library.
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    from store.importers.package import Package, refuse_locked

    package = Package(data)
    refuse_locked(package)
    if any(name.casefold().endswith("vbaproject.bin") for name in package.names):
        raise Refused("it holds macros: save it as .xlsx, which has none")
    for name in package.names:
        # What unpacks to too much is refused before the library unpacks it.
        package.read(name)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: list[list[str]] = []
    taken = ""
    others: list[str] = []
    shown = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    for name in shown or book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        cells = [[_cell(cell) for cell in row] for row in sheet.to_python()]
        _fill_merged(cells, sheet.start or (0, 0), sheet.merged_cell_ranges or [])
        rows = [row for row in cells if any(cell.strip() for cell in row)]
        if rows and not found:
            found, taken = rows, name
        elif rows:
            others.append(name)
    remarks = [f"only its sheet {taken!r} was read; left out: {', '.join(others)}"] if others else []
    return found, remarks


def _fill_merged(
    cells: list[list[str]], start: tuple[int, int], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """Says in each cell below the first of a merged one what that says; one that goes over columns is a title."""
    for (top, left), (bottom, right) in merged:
        first, column = top - start[0], left - start[1]
        if left != right or not 0 <= first < len(cells) or bottom - top > LARGEST_MERGE:
            continue
        for row in cells[first + 1 : bottom - start[0] + 1]:
            if 0 <= column < min(len(row), len(cells[first])):
                row[column] = row[column] or cells[first][column]


def _cell(cell: object) -> str:
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case float():
            # As many digits as spreadsheets keep: 0.1 + 0.2 is 0.3 there.
            return f"{cell:.15g}"
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
    return str(cell)
