"""Typologies: the types into which a study sorts its cases, along what dimensions, and which case each reviewer puts where.

What the types are is everybody's, one file a typology. Which case is of which type, with the reason and the excerpts that show
it, stands in the file of the reviewer who says so: two who differ are two entries and no conflict. A type that is used is never
deleted: it is retired, and what was sorted into it stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from store.errors import FileFault
from store.values import fields_of, text_of, texts_of, time_of

STATUSES = ("agreed", "retired")


@dataclass(frozen=True, slots=True)
class Dimension:
    """What sets the types apart: `steps` are its values in order, two of them or more."""

    id: str
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """One of the types; `at` says by the id of a dimension on which of its steps it stands."""

    id: str
    name: str
    definition: str = ""
    at: Mapping[str, str] = field(default_factory=dict, hash=False)
    order: str = ""
    status: str = "agreed"


@dataclass(frozen=True, slots=True)
class Typology:
    """Types and dimensions by id; `kind` is the kind of case that it sorts, "" any."""

    id: str
    title: str
    kind: str = ""
    definition: str = ""
    dimensions: Mapping[str, Dimension] = field(default_factory=dict, hash=False)
    types: Mapping[str, Type] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Assignment:
    """`reviewer` sorts the `case` into `types` (ids, mostly one), for a reason and by the evidence of excerpts (ids)."""

    typology: str
    reviewer: str
    case: str
    types: tuple[str, ...]
    reason: str = ""
    excerpts: tuple[str, ...] = ()
    assigned: datetime | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.typology, self.reviewer, self.case


AssignmentKey = tuple[str, str, str]
"""A typology, a reviewer (slug) and a case."""


def typology_path(typology: str) -> str:
    """Where the typology with this id lies."""
    return f"typologies/{typology}.toml"


def assigned_path(reviewer: str, typology: str) -> str:
    """Where a reviewer says which case is of which type."""
    return f"assigned/{reviewer}/{typology}.toml"


def typology_from(path: str, record: Mapping[str, Any]) -> Typology:
    """The typology that the file at `path` describes; raises FileFault for a dimension of less than two steps and the like."""
    if not text_of(record.get("id")):
        raise FileFault(path, "`id` is missing or is not text")
    return Typology(
        id=record["id"],
        title=text_of(record.get("title")) or record["id"],
        kind=text_of(record.get("kind")),
        definition=text_of(record.get("definition")),
        dimensions={key: _dimension_from(path, key, entry) for key, entry in _entries(path, record, "dimension")},
        types={key: _type_from(path, key, entry) for key, entry in _entries(path, record, "type")},
    )


def _entries(path: str, record: Mapping[str, Any], table: str) -> list[tuple[str, Mapping[str, Any]]]:
    entries = record.get(table, {})
    if not isinstance(entries, Mapping) or not all(isinstance(entry, Mapping) for entry in entries.values()):
        raise FileFault(path, f"`{table}` is no table of tables: [{table}.ID]")
    return list(entries.items())


def _dimension_from(path: str, key: str, entry: Mapping[str, Any]) -> Dimension:
    steps = texts_of(entry.get("steps"))
    if len(set(steps)) < 2 or len(set(steps)) < len(steps):
        raise FileFault(path, f"dimension {key} has no two different `steps`, or one twice")
    return Dimension(key, text_of(entry.get("title")) or key, steps)


def _type_from(path: str, key: str, entry: Mapping[str, Any]) -> Type:
    status = entry.get("status", "agreed")
    if status not in STATUSES:
        raise FileFault(path, f"`status` of type {key} is {status!r}; it can be {', '.join(STATUSES)}")
    return Type(
        id=key,
        name=text_of(entry.get("name")) or key,
        definition=text_of(entry.get("definition")),
        at=fields_of(entry.get("at")),
        order=text_of(entry.get("order")),
        status=status,
    )


def assignments_from(path: str, values: Mapping[str, Any]) -> dict[AssignmentKey, Assignment]:
    """What the file at `path` says; raises FileFault where it is no such file."""
    parts = path.removesuffix(".toml").split("/")
    if len(parts) != 3:
        raise FileFault(path, "which case is of which type lies in assigned/REVIEWER/TYPOLOGY.toml")
    _, reviewer, typology = parts
    made = (
        Assignment(
            typology,
            reviewer,
            case,
            texts_of(entry.get("types")),
            text_of(entry.get("reason")),
            texts_of(entry.get("excerpts")),
            time_of(entry.get("assigned")),
        )
        for case, entry in _entries(path, values, "case")
    )
    return {each.key: each for each in made}


def dimension_entry(dimension: Dimension) -> dict[str, Any]:
    """The entry as it stands below `[dimension.<id>]` on disk (docs/files.md)."""
    return {"title": dimension.title, "steps": list(dimension.steps)}


def type_entry(type_: Type) -> dict[str, Any]:
    """The entry as it stands below `[type.<id>]` on disk (docs/files.md), empty values left out."""
    entry: dict[str, Any] = {
        "name": type_.name,
        "order": type_.order,
        "status": type_.status if type_.status != "agreed" else "",
        "definition": type_.definition,
        "at": dict(type_.at),
    }
    return {key: value for key, value in entry.items() if value not in ("", {})}


def assignment_entry(assignment: Assignment) -> dict[str, Any]:
    """The entry as it stands below `[case.<id>]` on disk (docs/files.md), empty values left out."""
    entry: dict[str, Any] = {
        "types": list(assignment.types),
        "reason": assignment.reason,
        "excerpts": list(assignment.excerpts),
        "assigned": assignment.assigned,
    }
    return {key: value for key, value in entry.items() if value not in ("", [], None)}


def typology_record(typology: Typology) -> dict[str, Any]:
    """The file's contents (docs/files.md), empty values left out, entries in order of their ids."""
    record: dict[str, Any] = {
        "schema": 1,
        "id": typology.id,
        "title": typology.title,
        "kind": typology.kind,
        "definition": typology.definition,
        "dimension": {key: dimension_entry(each) for key, each in sorted(typology.dimensions.items())},
        "type": {key: type_entry(each) for key, each in sorted(typology.types.items())},
    }
    return {key: value for key, value in record.items() if value not in ("", {})}


def types_in_order(typology: Typology) -> list[Type]:
    """The types by `order`, then name, then id."""
    return sorted(typology.types.values(), key=lambda each: (each.order, each.name.casefold(), each.id))
