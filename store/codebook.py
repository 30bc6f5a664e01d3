"""The codebook's themes as they stand on disk, one file each, named by an id that never changes.

A theme is never deleted: its `status` becomes merged, split or retired, and `into` says where it went. Its colour and its
letter are kept as they stand in the file, and `colour_of` and `letter_of` say whether they can be shown.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from store.errors import FileFault, UsageFault
from store.names import plain_name
from store.values import table_of, text_of, texts_of, time_of

STATUSES = ("candidate", "agreed", "merged", "split", "retired")
ACTIVE = ("candidate", "agreed")
"""The statuses of themes that can be given to an excerpt."""
KINDS = ("theme", "meta-theme", "typology")
"""The kinds of theme that are offered; a study may have words of its own for its levels. None named: a theme."""
SEPARATOR = " > "
"""Between the names of a path, as in "Power > Distance"; no name may hold it."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """A node of the codebook. `parent` is an id, empty at the top; `order` is compared as text among siblings.

    `source` says where the concept comes from (a participant's words, a theory, a paper); `label` is what the theme is called
    in the codebook that it was imported from, and `other` what that one said besides.
    """

    id: str
    name: str
    parent: str = ""
    order: str = ""
    status: str = "candidate"
    into: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    created: datetime | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    kind: str = ""
    source: str = ""
    colour: str = ""
    letter: str = ""
    label: str = ""
    other: Mapping[str, Any] = field(default_factory=dict, hash=False)
    guid: str = ""
    """What it is called in other programs, where it came from one."""
    was: str = ""
    """The status that a theme which has gone out of use had before."""

    @property
    def active(self) -> bool:
        return self.status in ACTIVE


def theme_from(path: str, record: Mapping[str, Any]) -> Theme:
    """The theme that the file at `path` describes; raises FileFault without an id and a name."""
    for key in ("id", "name"):
        if not text_of(record.get(key)):
            raise FileFault(path, f"`{key}` is missing or is not text")
    status = text_of(record.get("status")) or "candidate"
    if status not in STATUSES:
        raise FileFault(path, f"`status` is {status!r}; it can be {', '.join(STATUSES)}")
    return Theme(
        id=record["id"],
        name=record["name"],
        parent=text_of(record.get("parent")),
        order=text_of(record.get("order")),
        status=status,
        was=text_of(record.get("was")),
        into=texts_of(record.get("into")),
        aliases=texts_of(record.get("aliases")),
        created=time_of(record.get("created")),
        definition=text_of(record.get("definition")),
        include=text_of(record.get("include")),
        exclude=text_of(record.get("exclude")),
        example=text_of(record.get("example")),
        kind=text_of(record.get("kind")),
        source=text_of(record.get("source")),
        colour=text_of(record.get("colour")),
        letter=text_of(record.get("letter")),
        label=text_of(record.get("label")),
        other=table_of(record.get("other")),
        guid=text_of(record.get("guid")),
    )


def theme_record(theme: Theme) -> dict[str, Any]:
    """The file's contents (docs/files.md), keys in its order, empty values left out."""
    record: dict[str, Any] = {
        "schema": 1,
        "id": theme.id,
        "name": theme.name,
        "parent": theme.parent,
        "order": theme.order,
        "status": theme.status,
        "was": theme.was,
        "into": list(theme.into),
        "aliases": list(theme.aliases),
        "created": theme.created,
        "definition": theme.definition,
        "include": theme.include,
        "exclude": theme.exclude,
        "example": theme.example,
        "kind": theme.kind,
        "source": theme.source,
        "colour": theme.colour,
        "letter": theme.letter,
        "label": theme.label,
        "guid": theme.guid,
        "other": dict(theme.other),
    }
    return {key: value for key, value in record.items() if value not in ("", [], None, {})}


def theme_name(text: str) -> str:
    """`text` as a theme's name on one line; raises UsageFault where it is empty or a path could not be told from it."""
    name = plain_name("a theme's name", text)
    # Also at its end, where what follows in a path would be taken for a part of it.
    if SEPARATOR in f"{name} ":
        raise UsageFault(
            f"a theme's name cannot hold {SEPARATOR!r}, which stands between the names of themes in a path"
        )
    return name


def colour_of(text: str) -> str:
    """The colour that `text` names as `#rrggbb`, or "" where it names none."""
    folded = text.strip().lower()
    return folded if _COLOUR.fullmatch(folded) else ""


def letter_of(text: str) -> str:
    """`text` where it is one character that takes one cell of a margin, else ""."""
    fits = (
        len(text) == 1
        and text.isprintable()
        and not text.isspace()
        and not unicodedata.combining(text)
        and unicodedata.east_asian_width(text) not in "WF"
    )
    return text if fits else ""


def theme_path(theme: str) -> str:
    """Where a theme's file lies, relative to the project."""
    return f"themes/{theme}.toml"
