"""Attributes of cases and documents as variables: one variable for each key, of the narrowest type that all its values have.

A value that is no text is written as its type wants it, so that it is read as the same value; an empty one is not written at all.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from store.attributes import Attribute
from store.case_acts import told
from store.exchange.refi.identifiers import guid_of, minted
from store.exchange.refi.model import Value, Variable
from store.toml import LARGEST_NUMBER

_LARGEST_WHOLE = 10**18
_DECLARED = {"yes/no": "Boolean", "number": "Integer", "date": "Date"}


class Variables:
    """The variables of a project (its id), from what is declared and from all the tables of attributes that there are."""

    def __init__(self, project: str, declared: Mapping[str, Attribute], tables: Iterable[Mapping[str, Any]]) -> None:
        values: dict[str, list[Any]] = {key: [] for key in declared}
        for table in tables:
            for key, value in table.items():
                if _says(value):
                    values.setdefault(key, []).append(value)
        names = [_name(declared.get(key), key) for key in values]
        self._known: dict[str, Variable] = {}
        taken: set[str] = set()
        for key, found in values.items():
            about = declared.get(key, Attribute(key))
            name = _name(declared.get(key), key)
            guid = guid_of(about.guid, project, "variable", key)
            guid = guid if guid not in taken else minted(project, "variable", key)
            taken.add(guid)
            self._known[key] = Variable(
                guid,
                name if names.count(name) == 1 else key,
                _type_of(found) if found else _DECLARED.get(about.type, "Text"),
                about.description,
            )

    def guid(self, key: str) -> str:
        """The GUID of a variable by the key of its attribute, "" where there is none."""
        known = self._known.get(key)
        return known.guid if known is not None else ""

    def all(self) -> tuple[Variable, ...]:
        return tuple(sorted(self._known.values(), key=lambda each: (each.name.casefold(), each.guid)))

    def values(self, table: Mapping[str, Any]) -> tuple[Value, ...]:
        """The values of one case or document, in the order of the variables' names."""
        made = [
            Value(known.guid, _written(value, known.type), known.type)
            for key, value in table.items()
            if _says(value) and (known := self._known[key])
        ]
        order = {each.guid: place for place, each in enumerate(self.all())}
        return tuple(sorted(made, key=lambda each: order[each.variable]))


def _name(declared: Attribute | None, key: str) -> str:
    return declared.name if declared is not None else key


def _says(value: Any) -> bool:
    return value is not None and bool(told(value).strip())


def _type_of(values: Iterable[Any]) -> str:
    kinds = {_kind(value) for value in values}
    if kinds <= {"Integer", "Float"}:
        return "Float" if "Float" in kinds else "Integer"
    return kinds.pop() if len(kinds) == 1 else "Text"


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "Boolean"
    if isinstance(value, int):
        return "Integer" if abs(value) < _LARGEST_WHOLE else "Text"
    if isinstance(value, float):
        return "Float" if abs(value) < LARGEST_NUMBER else "Text"
    if isinstance(value, datetime):
        return "DateTime"
    return "Date" if isinstance(value, date) else "Text"


def _written(value: Any, kind: str) -> str:
    if kind == "Boolean":
        return "true" if value else "false"
    if kind == "DateTime":
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    if kind == "Float":
        return f"{Decimal(repr(float(value))):f}"
    return told(value)
