"""Conflicts: what two people changed differently in the same place, kept in git until a person decides.

A conflict's id follows from the place alone and a version's from what it says, so every clone makes the same ones, a place that
is disputed again is still one conflict, and merging two conflict files is the union of their versions. What a version says in
the values of a table stands in the file; a memo's body or a whole file stands beside it, byte for byte.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, get_args

from store.errors import FileFault, NoSuchFile
from store.names import ALPHABET
from store.project import Project
from store.sharing.files import Dispute, Part, Side
from store.sharing.values import canonical
from store.toml import check_schema, parse_toml, render_toml
from store.values import text_of, texts_of, time_of

FOLDER = "conflicts"


@dataclass(frozen=True, slots=True)
class About:
    """Whose a version is, when it was made, and the message of the commit that made it."""

    reviewer: str = ""
    who: str = ""
    when: datetime | None = None
    why: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions that stand against one another. `texts` are the paths whose contents it has, in files of their own."""

    id: str
    about: About
    values: Mapping[str, Any] | None = None
    texts: tuple[str, ...] = ()

    @property
    def removed(self) -> bool:
        """Whether it takes away what the others have."""
        return self.values is None and not self.texts


@dataclass(frozen=True, slots=True)
class Conflict:
    """Versions of the `fields` of the table under `keys`, of the body or of the whole of the file at `path`."""

    id: str
    path: str
    part: Part
    keys: tuple[str, ...]
    fields: tuple[str, ...]
    versions: tuple[Version, ...]

    @property
    def file(self) -> str:
        return conflict_path(self.id)


def conflict_path(conflict: str) -> str:
    """Where a conflict lies, relative to the project."""
    return f"{FOLDER}/{conflict}.toml"


def text_path(conflict: str, version: str, number: int) -> str:
    """Where the `number`-th text of a version lies."""
    return f"{FOLDER}/{conflict}-{version}-{number}.txt"


def conflict_id(dispute: Dispute) -> str:
    """`c` and ten characters that follow from the place."""
    return "c" + _short([dispute.path, dispute.part, dispute.keys, dispute.fields])


def version_of(side: Side, about: About) -> Version:
    """What one side has in a dispute, as a version whose id follows from what it says."""
    hashes = [[path, sha256(side.texts[path]).hexdigest()] for path in sorted(side.texts)]
    said = [None if side.values is None else canonical(side.values), hashes]
    return Version("v" + _short(said), about, side.values, tuple(sorted(side.texts)))


def _short(said: Any) -> str:
    number = int.from_bytes(sha256(json.dumps(said, ensure_ascii=True).encode()).digest()[:7], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(10))


def conflict_files(dispute: Dispute, ours: About, theirs: About, known: bytes | None) -> dict[str, bytes]:
    """The files that keep a dispute, by path: both versions beside those that its file has, `known`, already."""
    key = conflict_id(dispute)
    file = conflict_path(key)
    record: dict[str, Any] = {"schema": 1, "id": key, "path": dispute.path, "part": dispute.part}
    if dispute.keys:
        record["keys"] = list(dispute.keys)
    if dispute.fields:
        record["fields"] = list(dispute.fields)
    versions: dict[str, Any] = {}
    if known is not None:
        there = parse_toml(file, known).get("version")
        versions |= there if isinstance(there, dict) else {}
    files: dict[str, bytes] = {}
    for side, about in ((dispute.ours, ours), (dispute.theirs, theirs)):
        version = version_of(side, about)
        versions.setdefault(version.id, _entry(version))
        for number, text in enumerate(version.texts):
            files[text_path(key, version.id, number)] = side.texts[text]
    record["version"] = {version: versions[version] for version in sorted(versions)}
    files[file] = render_toml(record)
    return files


def _entry(version: Version) -> dict[str, Any]:
    about = version.about
    entry: dict[str, Any] = {
        "reviewer": about.reviewer,
        "who": about.who,
        "when": about.when,
        "why": about.why,
        "commit": about.commit,
        "removed": version.removed or None,
        "texts": list(version.texts) or None,
        "values": dict(version.values) if version.values is not None else None,
    }
    return {key: value for key, value in entry.items() if value not in ("", None)}


def conflict_from(path: str, record: Mapping[str, Any]) -> Conflict:
    """The conflict that the file at `path` describes; raises FileFault where it is none."""
    part = text_of(record.get("part"))
    entries = record.get("version")
    key = text_of(record.get("id"))
    if part not in get_args(Part) or not isinstance(entries, Mapping) or path != conflict_path(key):
        raise FileFault(path, "it is no conflict: `id`, `part` or its versions are missing")
    versions = []
    for version, entry in sorted(entries.items()):
        if not isinstance(entry, Mapping):
            raise FileFault(path, f"version {version} is no table")
        values = entry.get("values")
        reviewer, who, why, commit = (text_of(entry.get(name)) for name in ("reviewer", "who", "why", "commit"))
        about = About(reviewer, who, time_of(entry.get("when")), why, commit)
        texts = texts_of(entry.get("texts"))
        fields = dict(values) if isinstance(values, Mapping) else None
        if fields is None and part == "values" and entry.get("removed") is not True:
            fields = {}
        versions.append(Version(version, about, fields, texts))
    place = text_of(record.get("path"))
    return Conflict(key, place, part, texts_of(record.get("keys")), texts_of(record.get("fields")), tuple(versions))  # type: ignore[arg-type]


def read_conflicts(project: Project) -> tuple[tuple[Conflict, ...], tuple[FileFault, ...]]:
    """The conflicts that nobody has decided yet, by the place that they are about, and files that could not be read."""
    found: list[Conflict] = []
    faults: list[FileFault] = []
    for path in project.files(FOLDER, ".toml"):
        try:
            values = parse_toml(path, project.read(path))
            check_schema(path, values)
            found.append(conflict_from(path, values))
        except FileFault as fault:
            faults.append(fault)
    return tuple(sorted(found, key=lambda each: (each.path, each.keys, each.fields, each.id))), tuple(faults)


def texts_of_version(project: Project, conflict: Conflict, version: Version) -> dict[str, bytes]:
    """The contents of a version, by the path that they belong to; raises FileFault where one is missing."""
    return {path: project.read(text_path(conflict.id, version.id, number)) for number, path in enumerate(version.texts)}


def file_or_none(project: Project, path: str) -> bytes | None:
    """The bytes of a file of the project, None where it is absent."""
    try:
        return project.read(path)
    except NoSuchFile:
        return None
