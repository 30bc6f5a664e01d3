"""Cases as a spreadsheet: a row for each case, a column for each attribute, out and in without loss.

A sheet that comes in is compared with what is known, and what would change is told before anything is written. A cell that says
what the case says already changes nothing, whatever else its text could mean. A cell that a spreadsheet would take for a formula
leaves with an apostrophe before it and comes back without.
"""

import csv
import difflib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.acts import Act, together
from store.attributes import Attribute, listed, value_from
from store.case_acts import enter_case, new_case, same_value, told
from store.cases import Case, case_named
from store.errors import UsageFault
from store.names import is_id, plain_name
from store.sheets import Sheet as Sheet
from store.sheets import neutral as neutral
from store.sheets import read_sheet as read_sheet

OWN = ("id", "name", "kind", "aliases")
"""The columns that are no attributes."""


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
    notes: tuple[str, ...] = ()
    """What to look at before it is done: attributes that are new, ids that were understood."""

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


# In


def plan_of(cases: Mapping[str, Case], declared: Mapping[str, Attribute], sheet: Sheet) -> Plan:
    """What the sheet would do to these cases. An empty cell takes its value away; a column that is not there changes nothing."""
    new: list[Case] = []
    changes: list[CellChange] = []
    same: list[str] = []
    faults: list[str] = []
    acts: list[Act] = []
    lines: dict[str, int] = {}
    sheet, notes = _with_known_columns(sheet, cases, declared)
    for line, row in sheet.rows:
        key = row.get("id", "").strip()
        name = key.casefold() if is_id(key.casefold()) else key
        meant = case_named(cases.values(), key) if name not in cases else None
        if meant is not None:
            notes.append(f"line {line}: {key} is the case {meant.id}")
            name = meant.id
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
            aliases = listed(row.get("aliases", ""))
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
    return Plan(tuple(new), tuple(changes), tuple(same), tuple(faults), tuple(acts), tuple(notes))


def _with_known_columns(
    sheet: Sheet, cases: Mapping[str, Case], declared: Mapping[str, Attribute]
) -> tuple[Sheet, list[str]]:
    """The sheet with its columns called as the attributes are that they mean, and what is to be said of the columns."""
    notes = list(sheet.notes)
    known = dict.fromkeys([*declared, *(key for case in cases.values() for key in case.attributes)])
    called: dict[str, str] = {}
    for column in sheet.columns:
        key = column.removeprefix("attribute ") if column not in known else column
        if column in OWN or key in known:
            continue
        alike = [each for each in known if each.casefold() == key.casefold()]
        if len(alike) == 1 and alike[0] not in sheet.columns:
            called[column] = alike[0]
            notes.append(f"the column {column} is the attribute {alike[0]}")
            continue
        near = difflib.get_close_matches(key, known, n=1)
        notes.append(f"new attribute: {key}" + (f" (there is {near[0]}: is that meant?)" if near else ""))
    rows = [(line, {called.get(column, column): cell for column, cell in row.items()}) for line, row in sheet.rows]
    return Sheet(tuple(called.get(column, column) for column in sheet.columns), tuple(rows)), notes


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
            values[key] = listed(cell) or None
        else:
            values[key] = value_from(cell, declared.get(key))
    return values


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
