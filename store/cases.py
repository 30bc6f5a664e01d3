"""Cases: participants, sites and groups that documents belong to, with their attributes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.errors import FileFault
from store.values import table_of, text_of, texts_of

PARTICIPANT = "participant"
"""The kind of a case that is one person."""
NAMING = ("speaker", "name", "id")
"""The fields of an attribution that say who speaks, and not only what somebody is."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case; attribute values are what TOML has (text, number, date, true and false, lists)."""

    id: str
    name: str
    kind: str = PARTICIPANT
    aliases: tuple[str, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)
    description: str = ""
    guid: str = ""
    """What it is called in other programs, where it came from one."""
    other: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What the project that it came from said of it besides, kept for the next export."""


def case_from(path: str, record: Mapping[str, Any]) -> Case:
    """The case that the file at `path` describes; raises FileFault without an id."""
    if not text_of(record.get("id")):
        raise FileFault(path, "`id` is missing or is not text")
    return Case(
        id=record["id"],
        name=text_of(record.get("name")) or record["id"],
        kind=text_of(record.get("kind")) or PARTICIPANT,
        aliases=texts_of(record.get("aliases")),
        attributes=table_of(record.get("attributes")),
        description=text_of(record.get("description")),
        guid=text_of(record.get("guid")),
        other=table_of(record.get("other")),
    )


def case_path(case: str) -> str:
    """Where the case with this id lies."""
    return f"cases/{case}.toml"


def case_record(case: Case) -> dict[str, Any]:
    """The file's contents (docs/files.md), empty values left out."""
    record: dict[str, Any] = {
        "schema": 1,
        "id": case.id,
        "name": case.name,
        "kind": case.kind,
        "aliases": list(case.aliases),
        "description": case.description,
        "guid": case.guid,
        "attributes": case.attributes,
        "other": dict(case.other),
    }
    return {key: value for key, value in record.items() if value not in ("", [], None, {})}


def plain_code(code: str) -> str:
    """An id without what people write in different ways: `JW 036`, `jw-036` and `JW036` are the same."""
    return re.sub(r"[\W_]+", "", code).casefold()


def case_named(cases: Iterable[Case], code: str) -> Case | None:
    """The case whose id, name or alias is this code."""
    plain = plain_code(code)
    for case in cases:
        if plain and plain in (plain_code(each) for each in (case.id, case.name, *case.aliases)):
            return case
    return None


def cases_speaking(cases: Sequence[Case], fields: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of those of a document's cases whose words an excerpt is, by what is known of who speaks (`fields`).

    Of several it is the one that is named. Where somebody else is, it is of no participant, but of the groups and sites; where
    nobody is, of all: nobody is guessed.
    """
    if len(cases) > 1:
        for value in fields.values():
            named = case_named(cases, value)
            if named is not None:
                return (named.id,)
        if any(fields.get(field) for field in NAMING):
            return tuple(case.id for case in cases if case.kind != PARTICIPANT)
    return tuple(case.id for case in cases)
