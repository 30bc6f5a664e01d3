"""What an importer makes of a file: texts, and what is known of places in them.

Offsets count code points of the piece's own text. A piece holds nothing but text, numbers and tuples, so that it can leave the
process in which a file was read as plain JSON; what comes out of there is checked as if a stranger had written it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

LARGEST_TEXT = 64 * 1024 * 1024
"""Characters that a file may come to at most."""


class Refused(Exception):
    """A file is not taken in: one sentence with the cause and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A half-open range of a piece's text that is no running text, by the kind that regions have."""

    kind: str
    start: int
    end: int
    searched: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One document-to-be. `name` tells the pieces of one file apart; `pages` and `times` say what begins at an offset.

    `case` and `attributes` are what a row of a sheet says of whom it is about; `remarks` are sentences for the person.
    """

    text: str
    name: str = ""
    title: str = ""
    encoding: str = ""
    parts: tuple[Part, ...] = ()
    pages: tuple[tuple[int, str], ...] = ()
    times: tuple[tuple[int, str], ...] = ()
    case: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def piece_record(piece: Piece) -> dict[str, Any]:
    """A piece as JSON has it."""
    return asdict(piece)


def piece_from(record: Mapping[str, Any]) -> Piece:
    """The piece in a record; raises ValueError, KeyError or TypeError where it is none."""
    text = str(record["text"])
    text.encode("utf-8")
    size = len(text)
    parts = tuple(
        Part(str(each["kind"]), int(each["start"]), int(each["end"]), bool(each["searched"]))
        for each in record["parts"]
    )
    if any(not 0 <= each.start < each.end <= size for each in parts):
        raise ValueError("a part lies outside the text")
    return Piece(
        text=text,
        name=str(record["name"]),
        title=str(record["title"]),
        encoding=str(record["encoding"]),
        parts=parts,
        pages=_marks(record["pages"], size),
        times=_marks(record["times"], size),
        case=str(record["case"]),
        attributes={str(key): str(value) for key, value in record["attributes"].items()},
        remarks=tuple(map(str, record["remarks"])),
    )


def _marks(marks: Any, size: int) -> tuple[tuple[int, str], ...]:
    found = tuple((int(start), str(label)) for start, label in marks)
    if any(not 0 <= start <= size for start, _ in found):
        raise ValueError("a mark lies outside the text")
    return found
