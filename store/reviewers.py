"""Reviewers: who works on the project. The slug names their folders; git's name and e-mail say who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.errors import FileFault
from store.values import text_of


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person with a slug that never changes."""

    id: str
    name: str
    email: str = ""


def reviewer_from(path: str, record: Mapping[str, Any]) -> Reviewer:
    """The reviewer that the file at `path` describes; raises FileFault without an id."""
    if not text_of(record.get("id")):
        raise FileFault(path, "`id` is missing or is not text")
    return Reviewer(record["id"], text_of(record.get("name")) or record["id"], text_of(record.get("email")))


def reviewer_record(reviewer: Reviewer) -> dict[str, Any]:
    """The file's contents (docs/files.md)."""
    record = {"schema": 1, "id": reviewer.id, "name": reviewer.name, "email": reviewer.email}
    return {key: value for key, value in record.items() if value != ""}
