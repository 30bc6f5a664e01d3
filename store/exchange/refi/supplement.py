"""What the standard has no place for, beside the project in its archive: `catena.json`, which catena alone reads.

A thing is named by the GUID that it has in project.qde, and says here only what that file cannot say; where the two differ,
project.qde holds. It is read as hostile and never refuses a project: a file that is too large or no such JSON is left aside as a
whole, a field that is not what it should be alone. What is written is checked in the same way, so it is read as it was written.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from store.attributes import TYPES
from store.codebook import STATUSES
from store.names import is_id

NAME = "catena.json"
LARGEST = 16 * 1024 * 1024
MOST_PIECES = 2_000_000
"""Commas and brackets, which bound what the values of a file take in memory."""
_LONGEST = 4_000
_MOST_LISTED = 1_000
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")

Fields = Mapping[str, Any]
Supplement = Mapping[str, Mapping[str, Fields]]
"""For each kind of thing, for each GUID, the fields that it has besides."""


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST


def _texts(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= _MOST_LISTED and all(map(_text, value))


def _edges(value: Any) -> bool:
    fits = isinstance(value, list) and 0 < len(value) <= _MOST_LISTED
    return fits and all(_text(each) or (type(each) in (int, float) and abs(each) < 2**53) for each in value)


def _fields(value: Any) -> bool:
    fits = isinstance(value, dict) and 0 < len(value) <= _MOST_LISTED
    return fits and all(_text(key) and _text(each) for key, each in value.items())


def _table(value: Any, depth: int = 3) -> bool:
    if isinstance(value, dict) and value and depth:
        return all(_text(key) and _table(each, depth - 1) for key, each in value.items())
    return depth < 3 and (_text(value) or (type(value) in (int, bool) and abs(value) < 2**53))


def _true(value: Any) -> bool:
    return value is True


def _id(prefix: str = "") -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value.startswith(prefix) and is_id(value)


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in words


FIELDS: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "attribute": {"key": _text, "type": _one_of(*TYPES), "values": _texts, "bands": _edges},
    "case": {"id": _id(), "kind": _text, "aliases": _texts, "lists": _texts},
    "document": {
        "id": _id(),
        "kind": _text,
        "partial": _true,
        "case": _true,
        "lists": _texts,
        "groups": _texts,
        **dict.fromkeys(("layers", "region", "furniture", "pages", "times"), _table),
    },
    "excerpt": {
        "id": _id("e"),
        "against": _texts,
        "context": _texts,
        "rejected": _texts,
        "starred": _true,
        "attribution": _fields,
    },
    "memo": {"id": _id("m"), "type": _text},
    "theme": {
        "id": _id("t-"),
        "status": _one_of(*(each for each in STATUSES if each != "candidate")),
        "was": _one_of("agreed"),
        "kind": _text,
        "letter": _text,
        "aliases": _texts,
        "example": _text,
        "created": _text,
    },
}
"""The kinds of thing with their fields (docs/exchange.md), each with what its value has to be."""


def checked(said: Mapping[str, Any]) -> Supplement:
    """What of `said` is as it should be."""
    made: dict[str, dict[str, Fields]] = {}
    for kind, known in FIELDS.items():
        things = said.get(kind)
        for guid, fields in things.items() if isinstance(things, dict) else ():
            fitting = {key: fields[key] for key, fits in known.items() if isinstance(fields, dict) and key in fields}
            fitting = {key: value for key, value in fitting.items() if known[key](value)}
            if fitting:
                made.setdefault(kind, {})[guid] = fitting
    return made


def supplement_bytes(supplement: Supplement) -> bytes:
    """The file: the same bytes for the same values."""
    return (json.dumps({"schema": 1, **supplement}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def supplement_in(data: bytes) -> Supplement | None:
    """What a file says; None where it is none that is read."""
    pieces = sum(data.count(each) for each in (b",", b"[", b"{"))
    if len(data) > LARGEST or pieces > MOST_PIECES or _HALF.search(data):
        return None
    try:
        said = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("schema") != 1:
        return None
    return checked(said)


def texts_in(value: Any) -> list[str]:
    """Every text in it, for whoever has to look through all that leaves."""
    waiting, found = [value], []
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            found.append(here)
        elif isinstance(here, Mapping):
            waiting += [*here.keys(), *here.values()]
        elif isinstance(here, list | tuple):
            waiting += here
    return found
