"""Quotas: how many cases of each kind a study wants, and how many declined. How many there are is counted, not written.

A quota goes by attributes of cases; each of its cells is a combination of their values, with the words under which cases are
counted. The id of a cell follows from its values, so whoever enters the same cell writes the same entry, and two people's merge.
Nobody who declined is a case: there is nothing of theirs but a number.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from store.errors import FileFault
from store.names import derived_id
from store.values import text_of, texts_of


@dataclass(frozen=True, slots=True)
class QuotaCell:
    """How many cases with these values are wanted (None: no number), and how many people declined."""

    values: tuple[str, ...]
    target: int | None = None
    declined: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """Cells by id; `by` are the keys of attributes, in the order of the values; `kind` is the kind of case that counts."""

    id: str
    title: str
    by: tuple[str, ...]
    kind: str = "participant"
    cells: Mapping[str, QuotaCell] = field(default_factory=dict, hash=False)


def cell_id(values: tuple[str, ...]) -> str:
    """The id of the cell with these values."""
    return derived_id("q", json.dumps(values, ensure_ascii=False))


def quota_path(quota: str) -> str:
    """Where the quota with this id lies."""
    return f"quotas/{quota}.toml"


def quota_from(path: str, record: Mapping[str, Any]) -> Quota:
    """The quota that the file at `path` describes; raises FileFault where it goes by nothing, or a cell does not fit."""
    if not text_of(record.get("id")):
        raise FileFault(path, "`id` is missing or is not text")
    by = texts_of(record.get("by"))
    if not by:
        raise FileFault(path, "`by` names no attribute of cases")
    entries = record.get("cell", {})
    if not isinstance(entries, Mapping):
        raise FileFault(path, "`cell` is no table of tables: [cell.ID]")
    return Quota(
        id=record["id"],
        title=text_of(record.get("title")) or record["id"],
        by=by,
        kind=text_of(record.get("kind")) or "participant",
        cells={key: _cell_from(path, key, entry, len(by)) for key, entry in entries.items()},
    )


def _cell_from(path: str, key: str, entry: Any, layers: int) -> QuotaCell:
    values = texts_of(entry.get("values")) if isinstance(entry, Mapping) else ()
    if len(values) != layers:
        raise FileFault(path, f"cell {key} has {len(values)} `values`, and the quota goes by {layers}")
    target, declined = entry.get("target"), entry.get("declined", 0)
    for name, number in (("target", target), ("declined", declined)):
        if number is not None and (type(number) is not int or number < 0):
            raise FileFault(path, f"`{name}` of cell {key} is no number of cases")
    return QuotaCell(values, target, declined, text_of(entry.get("note")))


def cell_entry(cell: QuotaCell) -> dict[str, Any]:
    """The entry as it stands below `[cell.<id>]` on disk (docs/files.md); a target of 0 is one."""
    entry: dict[str, Any] = {
        "values": list(cell.values),
        "target": cell.target,
        "declined": cell.declined or None,
        "note": cell.note or None,
    }
    return {key: value for key, value in entry.items() if value is not None}


def quota_record(quota: Quota) -> dict[str, Any]:
    """The file's contents (docs/files.md), empty values left out, cells in order of their ids."""
    record: dict[str, Any] = {
        "schema": 1,
        "id": quota.id,
        "title": quota.title,
        "kind": quota.kind,
        "by": list(quota.by),
        "cell": {key: cell_entry(cell) for key, cell in sorted(quota.cells.items())},
    }
    return {key: value for key, value in record.items() if value not in ("", [], {})}
