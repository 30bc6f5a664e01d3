"""Recodes: how one reviewer reads a colleague's excerpt. They stand in that reviewer's own file and change nothing of the other.

A recode says which themes the reviewer would give the excerpt besides, which they would take off, and why. The excerpt's own
themes stay what its reviewer said until that one or the consensus decides; `as_read` is how it looks to the other one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from store.errors import FileFault
from store.excerpts import Excerpt
from store.values import text_of, texts_of

Key = tuple[str, str]
"""A reviewer (slug) and the excerpt (id) that they read."""


@dataclass(frozen=True, slots=True)
class Recode:
    """What `reviewer` makes of the `excerpt` (id) of a colleague, `of` (slug): themes (ids) added and removed, those
    that it speaks against to them, and a note."""

    reviewer: str
    document: str
    excerpt: str
    of: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    note: str = ""

    @property
    def key(self) -> Key:
        return self.reviewer, self.excerpt


def recode_from(path: str, reviewer: str, document: str, key: str, entry: object) -> Recode:
    """The recode that `[recode.<key>]` of the file at `path` describes; raises FileFault where it is no table."""
    if not isinstance(entry, Mapping):
        raise FileFault(path, f"recode {key} is no table")
    return Recode(
        reviewer=reviewer,
        document=document,
        excerpt=key,
        of=text_of(entry.get("of")),
        add=texts_of(entry.get("add")),
        remove=texts_of(entry.get("remove")),
        against=texts_of(entry.get("against")),
        note=text_of(entry.get("note")),
    )


def recodes_from(
    path: str, reviewer: str, document: str, values: Mapping[str, Any], faults: list[FileFault]
) -> dict[Key, Recode]:
    """All recodes of a reviewer's file; those that cannot be read are added to `faults`."""
    found: dict[Key, Recode] = {}
    entries = values.get("recode", {})
    for key, entry in entries.items() if isinstance(entries, Mapping) else [("", None)]:
        try:
            recode = recode_from(path, reviewer, document, key, entry)
        except FileFault as fault:
            faults.append(fault)
        else:
            found[recode.key] = recode
    return found


def recode_entry(recode: Recode) -> dict[str, Any]:
    """The entry as it stands below `[recode.<excerpt>]` on disk (docs/files.md), empty values left out."""
    entry = {
        "of": recode.of,
        "add": list(recode.add),
        "remove": list(recode.remove),
        "against": list(recode.against),
        "note": recode.note,
    }
    return {key: value for key, value in entry.items() if value not in ("", [])}


def as_read(excerpt: Excerpt, recode: Recode | None) -> Excerpt:
    """The excerpt with the themes that the recode's reviewer would give it."""
    if recode is None:
        return excerpt
    kept = (each for each in excerpt.themes if each not in recode.remove)
    return replace(
        excerpt,
        themes=tuple(dict.fromkeys((*kept, *recode.add))),
        against=tuple(dict.fromkeys((*excerpt.against, *recode.against))),
    )
