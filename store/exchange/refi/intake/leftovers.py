"""What has no place in ours: sets, links, what the project says of itself, and pieces of XML with their files.

Where it lies is in `store.exchange.kept`. It is written as entries that are called by their GUIDs, so that taking in the same
file again changes nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from store.acts import SetFile, SetValue
from store.errors import FileFault, NoSuchFile
from store.exchange.kept import (
    HEAD,
    LINKS,
    PIECES,
    PROJECTS,
    SETS,
    ForeignProject,
    KeptLink,
    KeptPiece,
    KeptSet,
    entries_of,
    link_entry,
    path_of_contents,
    piece_entry,
    project_entry,
    set_entry,
)
from store.exchange.refi.identifiers import of_link
from store.exchange.refi.intake.desk import Desk
from store.exchange.refi.intake.documents import LARGEST_ORIGINAL, LARGEST_ORIGINALS
from store.exchange.refi.intake.groups import groups_in
from store.exchange.refi.model import Kept, Link
from store.exchange.refi.plain import time_in
from store.names import slug
from store.project import Project
from store.toml import LONGEST_TEXT

_KINDS = ("theme", "document", "excerpt", "case", "memo", "attribute", "reviewer")


class Leftovers:
    """What of an import is kept as it came."""

    def __init__(self, desk: Desk, project: Project) -> None:
        self._desk = desk
        self._project = project
        self._left = LARGEST_ORIGINALS
        self._written: set[str] = set()
        self._keys: dict[str, int] = {}
        self._entries: dict[str, dict[str, dict[str, Any]]] = {}
        foreign = desk.foreign
        self._named_here = {_key(each.guid) for things in (foreign.sets, foreign.links) for each in things}
        """The keys of entries that the file names, or that are one of its things already."""
        self._named_here |= {_piece_key(each) for each in foreign.kept}

    def take(self) -> None:
        desk = self._desk
        foreign = desk.foreign
        groups = groups_in(foreign)
        for each in foreign.sets:
            kept = KeptSet(
                _key(each.guid),
                each.name,
                each.description[:LONGEST_TEXT],
                self._ids("document", each.sources),
                self._ids("theme", each.codes),
                self._ids("memo", each.notes),
                desk.key,
                groups.get(each.guid, ""),
            )
            cases = [case for code in each.codes if (case := desk.id_of("case", code))]
            absent = (
                len(each.sources)
                + len(each.codes)
                + len(each.notes)
                - len(kept.documents)
                - len(kept.themes)
                - len(kept.memos)
                - len(cases)
            )
            if absent > 0:
                desk.remark("lost", "set", each.name, "some of its members are not here, and it is without them")
            self._entry(SETS, "set", kept.key, set_entry(kept), each.name, ("name",))
            if kept.group:
                desk.remark("changed", "set", each.name, "its documents are in a group of this name: group: finds them")
            elif each.sources:
                desk.remark("changed", "set", each.name, "its documents have it as the value of an attribute")
            if each.codes or each.notes:
                desk.remark("kept", "set", each.name, "`catena kept` lists it, and it goes out again with an export")
        links = [each for each in foreign.links if not self._is_a_field(each)]
        for link in links:
            kept_link = KeptLink(
                _key(link.guid),
                self._named(link.origin),
                self._named(link.target),
                link.name,
                link.direction,
                link.colour,
                self._ids("memo", link.notes),
                desk.key,
            )
            self._entry(LINKS, "link", kept_link.key, link_entry(kept_link), link.name, ("name", "origin", "target"))
        if links:
            desk.remark("kept", "link", "", "`catena links` lists them; they go out again with an export")
        for piece in foreign.kept:
            self._piece(piece)
        made = {
            "by": foreign.made.by,
            "created": foreign.made.when if time_in(foreign.made.when) else "",
            "changed_by": foreign.made.changed_by,
            "changed": foreign.made.changed,
        }
        said = ForeignProject(
            desk.key,
            foreign.name,
            foreign.origin,
            foreign.description[:LONGEST_TEXT],
            self._ids("memo", foreign.note_refs),
            {key: value for key, value in made.items() if value},
        )
        self._entry(PROJECTS, "project", desk.key, project_entry(said), "")

    def _is_a_field(self, link: Link) -> bool:
        """Whether a link says what a memo of ours says of its own, and did when it came in."""
        ends = {kind for kind in ("case", "memo", "theme", "document") if self._desk.id_of(kind, link.target)}
        known = self._desk.is_ours and bool(ends) and bool(self._desk.id_of("memo", link.origin))
        return known and link.guid == of_link(link.origin, link.target)

    def _entry(
        self, path: str, table: str, key: str, entry: dict[str, object], name: str, like: Sequence[str] = ()
    ) -> None:
        """An entry under its key, or under that of the one which came before and says the same in the fields `like`."""
        if path not in self._entries:
            self._entries[path] = entries_of(self._project, path, table)
        entries = self._entries[path]
        if key not in entries and like:
            same = [
                each
                for each, here in entries.items()
                if here.get("project") == self._desk.key
                and each not in self._named_here
                and all(here.get(field) == entry.get(field) for field in like)
            ]
            key = same[0] if len(same) == 1 else key
            self._named_here.add(key)
        known = entries.get(key)
        if known is not None and "project" in known:
            # A copy of the project under another name says the same things.
            entry = {**entry, "project": known["project"]}
        if known != entry:
            self._desk.changes.append(SetValue(path, (table, key), known, entry, head=HEAD))
        if table != "project":
            status = "added" if known is None else "unchanged" if known == entry else "updated"
            self._desk.told(table, status, key, key.upper(), name)

    def _piece(self, kept: Kept) -> None:
        xml = kept.xml.encode("utf-8")
        path = path_of_contents(xml, "piece.xml")
        self._put(path, xml)
        files: dict[str, str] = {}
        for name in kept.files:
            held = self._file(name, kept)
            if held:
                files[name.rpartition("/")[2]] = held
        inside = self._desk.id_of("document", kept.inside) or self._desk.id_of("memo", kept.inside)
        key = _piece_key(kept)
        number = self._keys[key] = self._keys.get(key, 0) + 1
        piece = KeptPiece(
            key if number == 1 else f"{key}-{number}",
            kept.part,
            kept.element,
            kept.guid,
            kept.name[:LONGEST_TEXT],
            path,
            inside,
            files,
            self._desk.key,
        )
        self._entry(PIECES, "piece", piece.key, piece_entry(piece), kept.name, ("element", "part", "name", "inside"))

    def _file(self, name: str, kept: Kept) -> str:
        """Where the bytes of a file of the container are kept, "" where they are not."""
        container = self._desk.container
        if container is None:
            return ""
        if container.size(name) > min(LARGEST_ORIGINAL, self._left):
            self._desk.remark("lost", kept.element, kept.name, "its file is too large to be kept with the project")
            return ""
        try:
            data = container.read(name, LARGEST_ORIGINAL)
        except FileFault as fault:
            self._desk.remark("lost", kept.element, kept.name, f"its file cannot be read: {fault.reason}")
            return ""
        self._left -= len(data)
        path = path_of_contents(data, name)
        self._put(path, data)
        return path

    def _put(self, path: str, data: bytes) -> None:
        if path in self._written:
            return
        self._written.add(path)
        try:
            self._project.read(path)
        except NoSuchFile:
            self._desk.changes.append(SetFile(path, None, data))

    def _ids(self, kind: str, guids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ours for guid in guids if (ours := self._desk.id_of(kind, guid))))

    def _named(self, guid: str) -> str:
        return next((f"{kind}:{ours}" for kind in _KINDS if (ours := self._desk.id_of(kind, guid))), f"guid:{guid}")


def _piece_key(kept: Kept) -> str:
    return slug(f"{kept.element}-{kept.guid or path_of_contents(kept.xml.encode('utf-8'), 'piece.xml')[-24:-4]}", 56)


def _key(guid: str) -> str:
    return guid.lower()
