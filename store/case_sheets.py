"""Cases as a spreadsheet: a row for each case, a column for each attribute, out and in without loss.

A sheet that comes in is compared with what is known, and what would change is told before anything is written. A cell that says
what the case says already changes nothing, whatever else its text could mean. A cell that a spreadsheet would take for a formula
leaves with an apostrophe before it and comes back without.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.acts import Act, together
from store.attributes import Attribute, value_from
from store.case_acts import enter_case, new_case, same_value, told
from store.cases import Case
from store.encodings import decode
from store.errors import FileFault, UsageFault
from store.names import is_id, plain_name

OWN = ("id", "name", "kind", "aliases")
"""The columns that are no attributes."""
LARGEST_CELL = 64_000
DELIMITERS = ",;\t|"

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_LIST = re.compile(r"\s*((?:[^;\\]|\\.)*)\s*(?:;|$)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet, each with the number of its line; cells by column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


@dataclass(frozen=True, slots=True)
class CellChange:
    """A value of a case that is not what the sheet says."""

    case: str
    key: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Plan:
    """What a sheet would do: the cases that it adds, the values that it changes, the cases that it leaves as they are.

    `faults` are sentences with their lines; while there are any, nothing is to be done.
    """

    new: tuple[Case, ...] = ()
    changes: tuple[CellChange, ...] = ()
    same: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    acts: tuple[Act, ...] = field(default=(), repr=False)

    def act(self, why: str = "") -> Act:
        """All of it as one act; raises UsageFault where there is nothing to do, or a fault."""
        if self.faults:
            raise UsageFault(f"nothing was written: {self.faults[0]}")
        if not self.acts:
            raise UsageFault("the sheet says nothing that is not known already")
        done = together(*self.acts)
        cases = len(self.new) + len({change.case for change in self.changes})
        return Act("case", f"import {cases} case{'s' * (cases != 1)} from a sheet", done.changes, why)


# Out


def columns_of(cases: Iterable[Case]) -> list[str]:
    """The columns of a sheet of these cases: their own, then every attribute that any of them has."""
    keys = dict.fromkeys(key for case in cases for key in case.attributes)
    return [*OWN, *(key if key not in OWN else f"attribute {key}" for key in keys)]


def to_csv(cases: Sequence[Case]) -> str:
    """The cases as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = columns_of(cases)
    writer.writerow(neutral(column) for column in columns)
    for case in cases:
        attributes = [told(case.attributes.get(column.removeprefix("attribute "))) for column in columns[len(OWN) :]]
        cells = [case.id, case.name, case.kind, told(list(case.aliases)), *attributes]
        writer.writerow(map(neutral, cells))
    return out.getvalue()


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


# In


def read_sheet(path: str, data: bytes, id_column: str = "id") -> Sheet:
    """The sheet in the bytes of a CSV file, in whatever encoding and with whatever delimiter; raises FileFault where it is none.

    `id_column` is the name of the column that says which case a row is about.
    """
    text, _ = decode(path, data)
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileFault(path, f"it cannot be read as CSV: {error}", line) from None
    if not rows:
        raise FileFault(path, "there is no row in it")
    line, head = rows[0]
    columns = [_plain(cell.strip()) for cell in head]
    columns = [OWN[0] if column.casefold() == id_column.casefold() else column for column in columns]
    columns = [column.casefold() if column.casefold() in OWN else column for column in columns]
    if OWN[0] not in columns:
        named = ", ".join(column for column in columns if column) or "nothing"
        raise FileFault(path, f"it has no column `{id_column}` that names the case; its columns are: {named}", line)
    twice = next((column for column in columns if column and columns.count(column) > 1), "")
    if twice:
        raise FileFault(path, f"two of its columns are called `{twice}`", line)
    found: list[tuple[int, Mapping[str, str]]] = []
    for line, cells in rows[1:]:
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise FileFault(path, f"the row has {len(cells)} cells, but there are {len(columns)} columns", line)
        if any(len(cell) > LARGEST_CELL for cell in cells):
            raise FileFault(path, f"a cell is longer than {LARGEST_CELL} characters", line)
        found.append((line, {column: _plain(cell) for column, cell in zip(columns, cells, strict=False) if column}))
    return Sheet(tuple(column for column in columns if column), tuple(found))


def plan_of(cases: Mapping[str, Case], declared: Mapping[str, Attribute], sheet: Sheet) -> Plan:
    """What the sheet would do to these cases. An empty cell takes its value away; a column that is not there changes nothing."""
    new: list[Case] = []
    changes: list[CellChange] = []
    same: list[str] = []
    faults: list[str] = []
    acts: list[Act] = []
    lines: dict[str, int] = {}
    for line, row in sheet.rows:
        key = row.get("id", "").strip()
        name = key.casefold() if is_id(key.casefold()) else key
        if not is_id(name):
            faults.append(f"line {line}: {key!r} cannot be the id of a case: a-z, 0-9 and hyphens, no more than 64")
            continue
        if name in lines:
            faults.append(f"line {line}: the case {name} stands in line {lines[name]} already")
            continue
        lines[name] = line
        try:
            known = cases.get(name)
            values = _values(row, known, declared)
            aliases = _list(row.get("aliases", ""))
            if known is None:
                case = _new_case(name, key, row, values, aliases)
                new.append(case)
                acts.append(new_case(case))
                continue
            found = [
                CellChange(name, each, known.attributes.get(each), value)
                for each, value in values.items()
                if not same_value(known.attributes.get(each), value)
            ]
            found += _own_changes(known, row, aliases)
            if not found:
                same.append(name)
                continue
            changes += found
            wanted = {"name": row.get("name", "").strip(), "kind": row.get("kind", "").strip()}
            acts.append(enter_case(known, values, aliases, **wanted)[0])
        except UsageFault as fault:
            faults.append(f"line {line}: {fault.message}")
    return Plan(tuple(new), tuple(changes), tuple(same), tuple(faults), tuple(acts))


def _values(row: Mapping[str, str], known: Case | None, declared: Mapping[str, Attribute]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, cell in row.items():
        if column in OWN:
            continue
        key = plain_name("an attribute's key", column.removeprefix("attribute "))
        before = known.attributes.get(key) if known is not None else None
        if cell == told(before) or cell.strip() == told(before).strip():
            values[key] = before
        elif isinstance(before, list) and key not in declared:
            values[key] = _list(cell) or None
        else:
            values[key] = value_from(cell, declared.get(key))
    return values


def _list(cell: str) -> list[str]:
    found = (piece[1].strip() for piece in _LIST.finditer(cell))
    return [re.sub(r"\\(.)", r"\1", text) for text in found if text]


def _new_case(name: str, key: str, row: Mapping[str, str], values: Mapping[str, Any], aliases: Sequence[str]) -> Case:
    return Case(
        id=name,
        name=plain_name("a case's name", row.get("name", "").strip() or key),
        kind=plain_name("a kind of case", row.get("kind", "").strip() or "participant"),
        aliases=tuple(dict.fromkeys(plain_name("an alias", alias) for alias in aliases)),
        attributes={each: value for each, value in values.items() if value is not None},
    )


def _own_changes(known: Case, row: Mapping[str, str], aliases: Sequence[str]) -> list[CellChange]:
    """What the sheet says of a case's name, kind and aliases; an empty cell says nothing, and no alias is taken away."""
    pairs = (("name", known.name), ("kind", known.kind))
    wanted = ((key, before, " ".join(row.get(key, "").split())) for key, before in pairs)
    found = [CellChange(known.id, key, before, after) for key, before, after in wanted if after and after != before]
    added = tuple(dict.fromkeys((*known.aliases, *aliases)))
    if added != known.aliases:
        found.append(CellChange(known.id, "aliases", list(known.aliases) or None, list(added)))
    return found
