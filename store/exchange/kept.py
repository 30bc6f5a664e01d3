"""What came with a project of another program and has no place elsewhere: `exchange/` (docs/files.md, docs/exchange.md).

Sets, links and what the project said of itself are entries that a person can read, each called by its GUID in small letters, so
that an import that is repeated says the same again. What catena does not understand is kept as the XML that it was, in a file
named after its contents, beside the files that belong to it. An export puts it back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from store.errors import FileFault, NoSuchFile
from store.project import Project
from store.toml import LONGEST_TEXT, check_schema, parse_toml
from store.values import fields_of, table_of, text_of, texts_of

FOLDER = "exchange"
PROJECTS, SETS, LINKS, PIECES = (f"{FOLDER}/{name}.toml" for name in ("projects", "sets", "links", "pieces"))
HEAD: dict[str, Any] = {"schema": 1}


@dataclass(frozen=True, slots=True)
class ForeignProject:
    """`[project.<key>]` of exchange/projects.toml: what a project that was taken in said of itself.

    `memos` are about all of it.
    """

    key: str
    name: str = ""
    origin: str = ""
    description: str = ""
    memos: tuple[str, ...] = ()
    other: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class KeptSet:
    """`[set.<guid>]` of exchange/sets.toml: a group of documents, themes and memos (ids).

    Where it is a `group` of documents, they say so themselves in their records, and `documents` are those that it came with.
    """

    key: str
    name: str
    description: str = ""
    documents: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    memos: tuple[str, ...] = ()
    project: str = ""
    group: str = ""

    @property
    def guid(self) -> str:
        return self.key.upper()


@dataclass(frozen=True, slots=True)
class KeptLink:
    """`[link.<guid>]` of exchange/links.toml.

    `origin` and `target` are KIND:ID (document, theme, excerpt, case, memo), or guid:GUID of what is not here. `direction` is
    Associative, OneWay or Bidirectional; `memos` are about it.
    """

    key: str
    origin: str
    target: str
    name: str = ""
    direction: str = ""
    colour: str = ""
    memos: tuple[str, ...] = ()
    project: str = ""

    @property
    def guid(self) -> str:
        return self.key.upper()


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """`[piece.<key>]` of exchange/pieces.toml: XML without name spaces, as it stood in `part` of the project.

    `inside` is the id of the document or memo that it is a piece of, where it is one. `files` are the paths in this project by
    the names that the XML calls them (`internal://NAME`).
    """

    key: str
    part: str
    element: str
    guid: str
    name: str
    path: str
    inside: str = ""
    files: Mapping[str, str] | None = None
    project: str = ""


def entries_of(project: Project, path: str, table: str) -> dict[str, dict[str, Any]]:
    """The entries `[table.<key>]` of a file of `exchange/`; none where there is no such file; raises FileFault for a bad one."""
    try:
        values = parse_toml(path, project.read(path))
    except NoSuchFile:
        return {}
    check_schema(path, values)
    found = values.get(table, {})
    if not isinstance(found, dict):
        raise FileFault(path, f"`{table}` holds a table for each entry: [{table}.KEY]")
    return {key: entry for key, entry in found.items() if isinstance(entry, dict)}


def kept_projects(project: Project) -> Iterator[ForeignProject]:
    for key, entry in entries_of(project, PROJECTS, "project").items():
        yield ForeignProject(
            key,
            text_of(entry.get("name")),
            text_of(entry.get("origin")),
            text_of(entry.get("description")),
            texts_of(entry.get("memos")),
            table_of(entry.get("other")),
        )


def kept_sets(project: Project) -> Iterator[KeptSet]:
    for key, entry in entries_of(project, SETS, "set").items():
        yield KeptSet(
            key,
            text_of(entry.get("name")),
            text_of(entry.get("description")),
            texts_of(entry.get("documents")),
            texts_of(entry.get("themes")),
            texts_of(entry.get("memos")),
            text_of(entry.get("project")),
            text_of(entry.get("group")),
        )


def kept_links(project: Project) -> Iterator[KeptLink]:
    for key, entry in entries_of(project, LINKS, "link").items():
        yield KeptLink(
            key,
            text_of(entry.get("origin")),
            text_of(entry.get("target")),
            text_of(entry.get("name")),
            text_of(entry.get("direction")),
            text_of(entry.get("colour")),
            texts_of(entry.get("memos")),
            text_of(entry.get("project")),
        )


def kept_pieces(project: Project) -> Iterator[KeptPiece]:
    for key, entry in entries_of(project, PIECES, "piece").items():
        yield KeptPiece(
            key,
            text_of(entry.get("part")),
            text_of(entry.get("element")),
            text_of(entry.get("guid")),
            text_of(entry.get("name")),
            text_of(entry.get("path")),
            text_of(entry.get("inside")),
            fields_of(entry.get("files")),
            text_of(entry.get("project")),
        )


def set_entry(each: KeptSet) -> dict[str, Any]:
    return _filled(
        name=each.name,
        description=each.description,
        documents=list(each.documents),
        themes=list(each.themes),
        memos=list(each.memos),
        project=each.project,
        group=each.group,
    )


def link_entry(each: KeptLink) -> dict[str, Any]:
    return _filled(
        name=each.name,
        direction=each.direction,
        origin=each.origin,
        target=each.target,
        colour=each.colour,
        memos=list(each.memos),
        project=each.project,
    )


def piece_entry(each: KeptPiece) -> dict[str, Any]:
    return _filled(
        part=each.part,
        element=each.element,
        guid=each.guid,
        name=each.name,
        path=each.path,
        inside=each.inside,
        project=each.project,
        files=dict(each.files or {}),
    )


def project_entry(each: ForeignProject) -> dict[str, Any]:
    return _filled(
        name=each.name,
        origin=each.origin,
        description=each.description,
        memos=list(each.memos),
        other=dict(each.other or {}),
    )


def _filled(**values: Any) -> dict[str, Any]:
    return {
        key: value[:LONGEST_TEXT] if isinstance(value, str) else value
        for key, value in values.items()
        if value not in ("", [], {})
    }


def path_of_contents(data: bytes, name: str) -> str:
    """Where a file with these bytes is kept, with the ending of `name`."""
    ending = PurePosixPath(name).suffix.lower()
    proper = ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) < 10 else ""
    return f"{FOLDER}/files/{sha256(data).hexdigest()[:20]}{proper}"
