"""Attributes of cases: what a study declares of them, and the words under which a value is counted.

An attribute needs no declaration: its values are then what the files hold. A declaration, in `catena.toml`, says what type of
value is meant, the order in which values stand in a table, and the edges of the bands that numbers and dates are counted in.
A band holds its lower edge and not its upper one.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from store.errors import FileFault, UsageFault
from store.toml import LARGEST_NUMBER
from store.values import text_of, texts_of

TYPES = ("text", "number", "date", "ordered", "yes/no", "several")

Edge = int | float | date
_LIST = re.compile(r"\s*((?:[^;\\]|\\.?)*)\s*(?:;|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Attribute:
    """What is declared of the attribute `key`; `values` are in the order of an ordered one, `bands` are edges, ascending."""

    key: str
    type: str = ""
    title: str = ""
    values: tuple[str, ...] = ()
    bands: tuple[Edge, ...] = ()
    description: str = ""
    guid: str = ""
    """What it is called in other programs, where it came from one."""

    @property
    def name(self) -> str:
        return self.title or self.key


def attributes_from(path: str, values: Mapping[str, Any]) -> dict[str, Attribute]:
    """The declarations in the project's file; raises FileFault for one that cannot be meant so."""
    declared = values.get("attributes")
    if declared is None:
        return {}
    if not isinstance(declared, dict) or not all(isinstance(each, dict) for each in declared.values()):
        raise FileFault(path, "`attributes` holds a table for each attribute: [attributes.KEY]")
    return {key: _attribute_from(path, key, table) for key, table in declared.items()}


def _attribute_from(path: str, key: str, table: Mapping[str, Any]) -> Attribute:
    kind = text_of(table.get("type"))
    if kind and kind not in TYPES:
        raise FileFault(path, f"`attributes.{key}.type` is {kind!r}; it can be {', '.join(TYPES)}")
    bands = table.get("bands", [])
    if not isinstance(bands, list) or not _ascend(bands):
        raise FileFault(path, f"`attributes.{key}.bands` is no list of numbers or of dates that rise")
    return Attribute(
        key,
        kind,
        text_of(table.get("title")),
        texts_of(table.get("values")),
        tuple(bands),
        text_of(table.get("description")),
        text_of(table.get("guid")),
    )


def _ascend(edges: Sequence[Any]) -> bool:
    """Whether these are all numbers, or all dates, each larger than the one before."""
    numbers = all(isinstance(edge, int | float) and not isinstance(edge, bool) for edge in edges)
    dates = all(isinstance(edge, date) and not isinstance(edge, datetime) for edge in edges)
    return (numbers or dates) and all(first < second for first, second in itertools.pairwise(edges))


def attribute_record(attribute: Attribute) -> dict[str, Any]:
    """The declaration as the project's file holds it, empty values left out."""
    record: dict[str, Any] = {
        "type": attribute.type,
        "title": attribute.title,
        "values": list(attribute.values),
        "bands": list(attribute.bands),
        "description": attribute.description,
        "guid": attribute.guid,
    }
    return {key: value for key, value in record.items() if value not in ("", [])}


def labels_of(value: Any, attribute: Attribute | None = None) -> tuple[str, ...]:
    """The words under which a case with this value is counted: one for each value of a list; none: not stated.

    What is blank or no number says nothing, and blanks at the ends of a text say no more.
    """
    if value is None or value != value:
        return ()
    if isinstance(value, list):
        found = (label for each in value for label in labels_of(each, attribute))
        return tuple(dict.fromkeys(found))
    band = _band_of(value, attribute.bands) if attribute is not None and attribute.bands else ""
    words = band or " ".join(text_of_value(value).split())
    return (words,) if words else ()


def text_of_value(value: Any) -> str:
    """A value of an attribute as a person writes it: yes and no, dates as YYYY-MM-DD."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def _band_of(value: Any, edges: Sequence[Edge]) -> str:
    """The band that a number or a date is in, "" where it is not of the kind that the edges are."""
    known = value.date() if isinstance(value, datetime) else value
    if isinstance(known, bool) or not isinstance(known, int | float | date):
        return ""
    if isinstance(known, date) != isinstance(edges[0], date):
        return ""
    return band_names(edges)[bisect_right(list[Any](edges), known)]


def band_names(edges: Sequence[Edge]) -> tuple[str, ...]:
    """The bands that edges make, the first below all of them."""
    texts = [text_of_value(edge) for edge in edges]
    between = (f"{low} to under {high}" for low, high in itertools.pairwise(texts))
    return (f"under {texts[0]}", *between, f"{texts[-1]} and over")


def levels_of(attribute: Attribute | None) -> tuple[str, ...]:
    """The labels that are declared, in their order: the bands, else the values."""
    if attribute is None:
        return ()
    return band_names(attribute.bands) if attribute.bands else attribute.values


def in_order(labels: Iterable[str], attribute: Attribute | None = None) -> list[str]:
    """Labels as a table lists them: as declared, then numbers by size, then words."""
    places = {label: place for place, label in enumerate(levels_of(attribute))}
    return sorted(set(labels), key=lambda label: (places.get(label, len(places)), *_sorting(label)))


def _sorting(label: str) -> tuple[bool, float, str, str]:
    try:
        number = float(label)
    except ValueError:
        return True, 0.0, label.casefold(), label
    return False, number if number == number else 0.0, "", label


def value_from(text: str, attribute: Attribute | None = None) -> Any:
    """The value that a person's text means; "" takes the attribute away and becomes None.

    Without a declaration, whole and decimal numbers and YYYY-MM-DD are taken as such, all else as text. Raises UsageFault where
    the text is not of the declared type.
    """
    text = text.strip()
    if not text:
        return None
    kind = attribute.type if attribute is not None else ""
    if attribute is None or not kind:
        return _guessed(text)
    if kind == "text":
        return text
    if kind == "several":
        return listed(text)
    if kind == "yes/no":
        return _yes_or_no(attribute.key, text)
    if kind == "ordered" and attribute.values:
        known = {each.casefold(): each for each in attribute.values}
        if text.casefold() not in known:
            raise UsageFault(f"{attribute.key} is {text!r}; it can be {', '.join(attribute.values)}")
        return known[text.casefold()]
    guessed = _guessed(text)
    fits = isinstance(guessed, date) if kind == "date" else isinstance(guessed, int | float)
    if not fits:
        wanted = "a date like 2026-11-23" if kind == "date" else "a number"
        raise UsageFault(f"{attribute.key} is {text!r}; {wanted} is expected")
    return guessed


def listed(text: str) -> list[str]:
    """The values that a person wrote behind each other with semicolons; one that is part of a value has a backslash before it."""
    found = (piece[1].strip() for piece in _LIST.finditer(text))
    return [re.sub(r"\\(.)", r"\1", each, flags=re.DOTALL) for each in found if each]


def as_declared(value: Any, attribute: Attribute) -> Any:
    """What a value that was entered before its attribute was declared means now; one that does not fit stays as it is.

    A text is read again, and 1 and 0 where yes or no is declared: nothing else that was written could mean another thing.
    """
    numbered = attribute.type == "yes/no" and isinstance(value, int) and not isinstance(value, bool)
    if not attribute.type or not (isinstance(value, str) or numbered):
        return value
    try:
        text = str(value)
        meant = value_from(text.replace("\\", "\\\\") if attribute.type == "several" else text, attribute)
    except UsageFault:
        return value
    return value if meant is None or meant == [] else meant


def _yes_or_no(key: str, text: str) -> bool:
    folded = text.casefold()
    if folded in ("yes", "y", "true", "1"):
        return True
    if folded in ("no", "n", "false", "0"):
        return False
    raise UsageFault(f"{key} is {text!r}; yes or no is expected")


def _guessed(text: str) -> Any:
    """A number or a date where it would be written back as it stands here, so that nothing of it is lost; else the text."""
    value: Edge | None = _number(text)
    if value is None:
        try:
            value = date.fromisoformat(text)
        except ValueError:
            return text
    return value if text_of_value(value) == text else text


def _number(text: str) -> int | float | None:
    for make in (int, float):
        try:
            value = make(text)
        except ValueError:
            continue
        return value if abs(value) < LARGEST_NUMBER else None
    return None
