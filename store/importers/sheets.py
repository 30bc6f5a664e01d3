"""Sheets of answers (csv, xlsx, ods): each row a document of its own, with what else the row says of whom it is about.

Columns of words are the text, each below its question where there are several, and the question is marked as a form, so that a
search does not find it in every row. One column names the row; all others are attributes, or those alone that are named. Which
column is what can be said, else it is told from the cells, and told to the person.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from store.importers.draft import Composed, clean
from store.importers.pieces import Piece, Refused
from store.importers.tables import Table, table_in

MOST_ROWS = 20_000
MOST_COLUMNS = 2_000
ID, TEXT, ATTRIBUTE, LEFT_OUT = "id", "text", "attribute", ""
"""What a column can be."""
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
    table = _checked(table_in(data, options))
    columns = _columns(table, options)
    if not columns.words:
        raise Refused("no column of it holds sentences: name those with the answers by --text COLUMN")
    pieces = list(_pieces(table, columns))
    if not pieces:
        raise Refused("there are no words in the columns of words")
    remarks = list(table.remarks)
    silent = len(table.rows) - len(pieces)
    if silent:
        remarks.append(f"{silent} of {len(table.rows)} rows hold no words, and became nothing")
    remarks.append(_told(table.heads, columns))
    pieces[0] = replace(pieces[0], remarks=tuple(remarks))
    return pieces


def _checked(table: Table) -> Table:
    if len(table.rows) > MOST_ROWS or len(table.heads) > MOST_COLUMNS:
        raise Refused(f"it has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns: split it")
    return table


def roles(table: Table, options: Mapping[str, str]) -> dict[str, str]:
    """What each column that has a head would be: ID, TEXT, ATTRIBUTE or LEFT_OUT."""
    columns = _columns(_checked(table), options)
    found = dict.fromkeys(columns.words, TEXT) | dict.fromkeys(columns.attributes, ATTRIBUTE)
    found |= {columns.name: ID}
    return {head: found.get(number, LEFT_OUT) for number, head in enumerate(table.heads) if head}


def _columns(table: Table, options: Mapping[str, str]) -> _Columns:
    head, rows = table.heads, table.rows
    known = {name.casefold(): number for number, name in reversed(list(enumerate(head)))}

    def named(wanted: str) -> int:
        number = known.get(wanted.strip().casefold())
        if number is None:
            there = ", ".join(name for name in head if name) or "none"
            raise Refused(f"it has no column {wanted!r}; its columns are: {there}"[:400])
        return number

    def listed(option: str) -> tuple[int, ...]:
        return tuple(dict.fromkeys(named(each) for each in options.get(option, "").split("\n") if each.strip()))

    wanted_name = options.get("id", "").strip()
    cells = [[row[number].strip() if number < len(row) else "" for row in rows] for number in range(len(head))]
    words, attributes = listed("text"), listed("attributes")
    name = named(wanted_name) if wanted_name else _naming(head, cells, {*words, *attributes})
    if not words:
        taken = {name, *attributes}
        words = tuple(number for number in range(len(head)) if number not in taken and _is_prose(cells[number]))
    # A line end alone names no column, and says that none is an attribute.
    free = attributes if options.get("attributes") else range(len(head))
    others = (number for number in free if number != name and number not in words)
    return _Columns(name, words, tuple(number for number in others if head[number] and any(cells[number])))


def _naming(head: Sequence[str], cells: Sequence[Sequence[str]], others: Collection[int]) -> int:
    """The column that names the rows, which is none of the others; -1 where none can."""
    free = [(number, column) for number, column in enumerate(cells) if number not in others]
    fit = [number for number, column in free if all(column) and len(set(column)) == len(column)]
    by_head = [number for number in fit if _NAMES.fullmatch(head[number])]
    return by_head[0] if by_head else -1


def _is_prose(column: Sequence[str]) -> bool:
    said = [cell for cell in column if cell]
    words = sorted(len(cell.split()) for cell in said)
    return bool(words) and (words[len(words) // 2] >= 5 or words[-1] >= 15)


def _pieces(table: Table, columns: _Columns) -> Iterator[Piece]:
    head = table.heads
    for row, (name, case) in zip(table.rows, _named(table, columns.name), strict=True):
        cells = [clean(cell).strip() for cell in row] + [""] * (len(head) - len(row))
        made = Composed()
        for column in columns.words:
            if cells[column]:
                if len(columns.words) > 1 and head[column]:
                    made.part("form", made.add(table.questions[column], "\n\n"))
                    made.add(cells[column], "\n")
                else:
                    made.add(cells[column], "\n\n")
        if made.size:
            known = {head[column]: cells[column] for column in columns.attributes if cells[column]}
            piece = made.piece(encoding=table.encoding)
            yield replace(piece, name=name, case=case, attributes=known)


def _named(table: Table, column: int) -> Iterator[tuple[str, str]]:
    """What each row is called, and the case that it names: as a column says; else it is called by its number, and names none.

    No two rows are called the same: one that says what an earlier one said gets its number behind that.
    """
    said = [" ".join(clean(row[column]).split()) if 0 <= column < len(row) else "" for row in table.rows]
    taken = {each.casefold() for each in said}
    digits = max(3, len(str(len(said))))
    called: set[str] = set()
    for number, own in enumerate(said, 1):
        name = base = own or f"r{number:0{digits}}"
        behind = number
        while (not own or own in called) and name.casefold() in taken:
            name, behind = f"{base}-{behind}", behind + 1
        taken.add(name.casefold())
        called.add(name)
        yield name, name if name == own else ""


def _told(head: Sequence[str], columns: _Columns) -> str:
    def listed(numbers: Sequence[int]) -> str:
        return ", ".join(head[number] or f"column {number + 1}" for number in numbers[:8]) + (
            f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
        )

    named = f"rows are named by {head[columns.name]}" if columns.name >= 0 else "rows are named by their number"
    attributes = f"; attributes: {listed(columns.attributes)}" if columns.attributes else ""
    return f"{named}; text: {listed(columns.words)}{attributes}"
