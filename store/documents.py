"""Documents: a verbatim text and its record.

The text is decoded once, at import, and changes only as a whole, when another one is taken in for it: UTF-8, LF, no BOM, not
normalised. Every offset in a project counts code points of the text whose hash stands beside it; earlier texts are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from store.earlier_texts import EarlierText, earlier_from, earlier_record
from store.errors import FileFault
from store.places import NOWHERE, Places, places_from, places_record
from store.rules import PLAIN, Rules, rules_from, rules_record
from store.values import table_of, text_of, texts_of, time_of

KINDS = {
    "interview": "interviews",
    "focus group": "focus-groups",
    "field note": "field-notes",
    "meeting": "meetings",
    "literature": "literature",
    "report": "reports",
}
"""The kinds of document, each with its folder below `corpus/`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document's record. `path` and `original` are relative to the project, with `/`; `characters` counts code points.

    `rules` say how its text is read for a search, `places` where its pages and times are; `earlier` are its texts that others
    have replaced.
    """

    id: str
    title: str
    kind: str
    path: str
    sha256: str
    characters: int
    cases: tuple[str, ...] = ()
    source: str = ""
    importer: str = ""
    encoding: str = ""
    original: str = ""
    original_sha256: str = ""
    added: datetime | None = None
    rules: Rules = PLAIN
    description: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What is known of the document itself, as of a case."""
    guid: str = ""
    """What it is called in other programs, where it came from one."""
    other: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What the project that it came from said of it besides, kept for the next export."""
    earlier: tuple[EarlierText, ...] = ()
    places: Places = NOWHERE
    partial: bool = False
    """Whether the text is only a part of what was said or written: a transcript of pieces, some pages of a report."""
    groups: tuple[str, ...] = ()
    """The groups of documents that it is in, by their names."""


def document_path(document: str) -> str:
    """Where a document's record lies, by its id."""
    return f"documents/{document}.toml"


def rule_faults(document: Document) -> list[FileFault]:
    """What of a document's rules and places cannot be read."""
    return [FileFault(document_path(document.id), fault) for fault in (*document.rules.faults, *document.places.faults)]


def hash_of(text: str) -> str:
    """sha256 of the text's UTF-8 bytes, in hex: the name of this version of a text."""
    return sha256(text.encode("utf-8")).hexdigest()


def document_from(path: str, record: Mapping[str, Any]) -> Document:
    """The document that the record at `path` describes.

    Raises FileFault where a key that everything depends on is absent or of the wrong type; a rule that cannot be read is a fault
    of its `rules`, and the document is here without it.
    """
    for key, kind in (("id", str), ("path", str), ("sha256", str), ("characters", int)):
        if not isinstance(record.get(key), kind):
            raise FileFault(path, f"`{key}` is missing or is not {'a number' if kind is int else 'text'}")
    return Document(
        id=record["id"],
        title=str(record.get("title") or record["id"]),
        kind=str(record.get("kind", "interview")),
        path=record["path"],
        sha256=record["sha256"],
        characters=record["characters"],
        cases=texts_of(record.get("cases")),
        partial=record.get("partial") is True,
        source=str(record.get("source", "")),
        importer=str(record.get("importer", "")),
        encoding=str(record.get("encoding", "")),
        original=str(record.get("original", "")),
        original_sha256=str(record.get("original_sha256", "")),
        added=time_of(record.get("added")),
        rules=rules_from(record, record["sha256"], record["characters"]),
        description=text_of(record.get("description")),
        attributes=table_of(record.get("attributes")),
        guid=text_of(record.get("guid")),
        other=table_of(record.get("other")),
        earlier=earlier_from(record),
        places=places_from(record, record["sha256"], record["characters"]),
        groups=texts_of(record.get("groups")),
    )


def document_record(document: Document) -> dict[str, Any]:
    """The record as it stands on disk (docs/files.md), keys in its order, empty values left out."""
    record: dict[str, Any] = {
        "schema": 1,
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "path": document.path,
        "sha256": document.sha256,
        "characters": document.characters,
        "partial": True if document.partial else None,
        "cases": list(document.cases),
        "groups": list(document.groups),
        "source": document.source,
        "importer": document.importer,
        "encoding": document.encoding,
        "original": document.original,
        "original_sha256": document.original_sha256,
        "added": document.added,
        "description": document.description,
        "guid": document.guid,
        "attributes": dict(document.attributes),
        "other": dict(document.other),
    }
    known = {key: value for key, value in record.items() if value not in ("", [], None, {})}
    versions = {"version": earlier_record(document.earlier)} if document.earlier else {}
    return known | places_record(document.places, document.sha256) | rules_record(document.rules) | versions
