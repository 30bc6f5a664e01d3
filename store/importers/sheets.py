"""Sheets of answers (csv, xlsx, ods): each row a document of its own, with what else the row says of whom it is about.

Columns of words are the text, each below its question where there are several, and the question is marked as a form, so that a
search does not find it in every row. One column names the row; all others are attributes. Which column is what can be said, else
it is told from the cells, and told to the person.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from store.encodings import decode
from store.errors import CatenaError
from store.importers.draft import Composed, clean
from store.importers.pieces import LARGEST_TEXT, Piece, Refused

MOST_ROWS = 20_000
MOST_COLUMNS = 2_000
DELIMITERS = ",;\t|"
_NAMES = re.compile(
    r"(?:(?:participant|respondent|response|record|case|person|interviewee|subject|user)[ _-]*)?(?:id|code|no\.?|number|nr\.?)"
    r"|participant|respondent|case|pseudonym",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column names a row (-1: none), which are words, and which are attributes."""

    name: int
    words: tuple[int, ...]
    attributes: tuple[int, ...]


def extract(data: bytes, options: Mapping[str, str]) -> list[Piece]:
    """The rows of a sheet that hold words."""
    table, encoding, remarks = _table(data, options)
    if len(table) < 2:
        raise Refused("there is no row below its first one, which names the columns")
    head, rows = [clean(" ".join(cell.split())) for cell in table[0]], table[1:]
    if len(rows) > MOST_ROWS or len(head) > MOST_COLUMNS:
        raise Refused(f"it has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns: split it")
    columns = _columns(head, rows, options)
    pieces = list(_pieces(head, rows, columns, encoding))
    if not pieces:
        raise Refused("there are no words in the columns of words")
    silent = len(rows) - len(pieces)
    if silent:
        remarks.append(f"{silent} of {len(rows)} rows hold no words, and became nothing")
    remarks.append(_told(head, columns))
    first = pieces[0]
    pieces[0] = Piece(
        first.text, first.name, first.title, encoding, first.parts, (), (), first.case, first.attributes, tuple(remarks)
    )
    return pieces


def _table(data: bytes, options: Mapping[str, str]) -> tuple[list[list[str]], str, list[str]]:
    """The rows of cells, the encoding, and what is to be told."""
    if data.startswith(b"PK\x03\x04"):
        rows, remarks = spreadsheet(data)
        return rows, "", remarks
    try:
        text, encoding = decode("it", data, options.get("encoding", ""))
    except CatenaError as error:
        raise Refused(str(error).removeprefix("it: ")) from None
    csv.field_size_limit(LARGEST_TEXT)
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.split("\n") if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count))
    try:
        rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Refused(f"it cannot be read as a table (line {reader.line_num}: {error})") from None
    return rows, encoding, []


def spreadsheet(data: bytes) -> tuple[list[list[str]], list[str]]:
    """The rows of the first sheet that holds anything, cells as text, and what is to be told."""
    # Imported here: a csv file needs no library.
    from python_calamine import CalamineWorkbook

    from store.importers.package import Package

    package = Package(data)
    if any(name.casefold().endswith("vbaproject.bin") for name in package.names):
        raise Refused("it holds macros: save it as .xlsx, which has none")
    for name in package.names:
        # What unpacks to too much is refused before the library unpacks it.
        package.read(name)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = book.sheet_names
    found: list[list[str]] = []
    taken = ""
    others: list[str] = []
    for name in names:
        sheet = [[_cell(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        rows = [row for row in sheet if any(cell.strip() for cell in row)]
        if rows and not found:
            found, taken = rows, name
        elif rows:
            others.append(name)
    remarks = [f"only its sheet {taken!r} was read; left out: {', '.join(others)}"] if others else []
    return found, remarks


def _cell(cell: object) -> str:
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
    return str(cell)


def _columns(head: Sequence[str], rows: Sequence[Sequence[str]], options: Mapping[str, str]) -> _Columns:
    known = {name.casefold(): number for number, name in reversed(list(enumerate(head)))}

    def named(wanted: str) -> int:
        number = known.get(wanted.strip().casefold())
        if number is None:
            there = ", ".join(name for name in head if name) or "none"
            raise Refused(f"it has no column {wanted!r}; its columns are: {there}"[:400])
        return number

    wanted_words = [each for each in options.get("text", "").split("\n") if each.strip()]
    wanted_name = options.get("id", "")
    cells = [[row[number].strip() if number < len(row) else "" for row in rows] for number in range(len(head))]
    name = named(wanted_name) if wanted_name else _naming(head, cells)
    if wanted_words:
        words = tuple(dict.fromkeys(named(each) for each in wanted_words))
    else:
        words = tuple(number for number, column in enumerate(cells) if number != name and _is_prose(column))
    if not words:
        raise Refused("no column of it holds sentences: name those with the answers by --text COLUMN")
    others = (number for number in range(len(head)) if number != name and number not in words)
    return _Columns(name, words, tuple(number for number in others if head[number] and any(cells[number])))


def _naming(head: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    """The column that names the rows; -1 where none can."""
    fit = [number for number, column in enumerate(cells) if all(column) and len(set(column)) == len(column)]
    by_head = [number for number in fit if _NAMES.fullmatch(head[number])]
    return by_head[0] if by_head else -1


def _is_prose(column: Sequence[str]) -> bool:
    said = [cell for cell in column if cell]
    words = sorted(len(cell.split()) for cell in said)
    return bool(words) and (words[len(words) // 2] >= 5 or words[-1] >= 15)


def _pieces(head: Sequence[str], rows: Sequence[Sequence[str]], columns: _Columns, encoding: str) -> Iterator[Piece]:
    taken: set[str] = set()
    digits = max(3, len(str(len(rows))))
    for number, row in enumerate(rows, 1):
        cells = [clean(cell).strip() for cell in row] + [""] * (len(head) - len(row))
        made = Composed()
        for column in columns.words:
            if cells[column]:
                if len(columns.words) > 1 and head[column]:
                    made.part("form", made.add(head[column], "\n\n"))
                    made.add(cells[column], "\n")
                else:
                    made.add(cells[column], "\n\n")
        said = " ".join(cells[columns.name].split()) if columns.name >= 0 else ""
        name = said or f"r{number:0{digits}}"
        if name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        if made.size:
            known = {head[column]: cells[column] for column in columns.attributes if cells[column]}
            piece = made.piece(encoding=encoding)
            yield Piece(piece.text, name, "", encoding, piece.parts, (), (), name, known)


def _told(head: Sequence[str], columns: _Columns) -> str:
    def listed(numbers: Sequence[int]) -> str:
        return ", ".join(head[number] or f"column {number + 1}" for number in numbers[:8]) + (
            f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
        )

    named = f"rows are named by {head[columns.name]}" if columns.name >= 0 else "rows are named by their number"
    attributes = f"; attributes: {listed(columns.attributes)}" if columns.attributes else ""
    return f"{named}; text: {listed(columns.words)}{attributes}"
