"""Words that stand in no text here: from a notebook, a recording, a page that nobody typed. They are kept and counted apart.

An excerpt is proved by the text that it stands in; these cannot be, and so never count among excerpts. Each says where it stands
outside, which document or which cases it is of, and under which themes it is. They are the reviewer's own, as excerpts are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.errors import FileFault
from store.values import text_of, texts_of, time_of


@dataclass(frozen=True, slots=True)
class Unanchored:
    """`words` that `reviewer` (slug) took from `source`; of the `document` or else of the `cases` (ids), under `themes` (ids)."""

    id: str
    reviewer: str
    words: str
    source: str
    document: str = ""
    cases: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    note: str = ""
    created: datetime | None = None


def unanchored_path(reviewer: str) -> str:
    """Where a reviewer's words without a text lie."""
    return f"unanchored/{reviewer}.toml"


def unanchored_from(path: str, values: Mapping[str, Any]) -> dict[str, Unanchored]:
    """What the file at `path` says, by id; raises FileFault where it is no such file, or where an entry has no words."""
    parts = path.removesuffix(".toml").split("/")
    entries = values.get("words", {})
    if len(parts) != 2:
        raise FileFault(path, "words without a text lie in unanchored/REVIEWER.toml")
    if not isinstance(entries, Mapping) or not all(isinstance(entry, Mapping) for entry in entries.values()):
        raise FileFault(path, "`words` is no table of tables: [words.ID]")
    found: dict[str, Unanchored] = {}
    for key, entry in entries.items():
        if not text_of(entry.get("exact")):
            raise FileFault(path, f"words {key} have no `exact`")
        found[key] = Unanchored(
            key,
            parts[1],
            entry["exact"],
            text_of(entry.get("source")),
            text_of(entry.get("document")),
            texts_of(entry.get("cases")),
            texts_of(entry.get("themes")),
            text_of(entry.get("note")),
            time_of(entry.get("created")),
        )
    return found


def unanchored_entry(said: Unanchored) -> dict[str, Any]:
    """The entry as it stands below `[words.<id>]` on disk (docs/files.md), empty values left out."""
    entry: dict[str, Any] = {
        "exact": said.words,
        "source": said.source,
        "document": said.document,
        "cases": list(said.cases),
        "themes": list(said.themes),
        "note": said.note,
        "created": said.created,
    }
    return {key: value for key, value in entry.items() if value not in ("", [], None)}
