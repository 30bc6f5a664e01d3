"""Sources that have a text become documents; the text is kept as it is read, and its bytes as they came.

A document is known again by its GUID, else by its title and text, as some programs mint new GUIDs with each export. A text that
was changed in the other program is not put in the place of ours here: its document is told, with its excerpts, and stays.
"""

from collections import Counter
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from store.acts import SetFile, SetValue
from store.documents import KINDS, Document, document_path, document_record, hash_of
from store.errors import FileFault
from store.exchange.refi.identifiers import canonical
from store.exchange.refi.intake.cases import Cases
from store.exchange.refi.intake.desk import Desk, kept, plain
from store.exchange.refi.intake.groups import groups_in, members_of
from store.exchange.refi.intake.plan import compared, differing, digest_of
from store.exchange.refi.intake.way_back import as_ours
from store.exchange.refi.model import Source
from store.exchange.refi.plain import time_in
from store.places import places_from
from store.project import LARGEST
from store.rules import rules_from
from store.values import now, text_of

LARGEST_ORIGINAL = 32 * 1024 * 1024
"""Bytes of a file that is kept beside a text, or as a piece."""
LARGEST_ORIGINALS = 256 * 1024 * 1024


class Documents:
    """The documents of an import; `texts` are those that excerpts may stand on, by the GUIDs of their sources."""

    def __init__(self, desk: Desk, cases: Cases) -> None:
        self._desk = desk
        self._cases = cases
        self._here = dict(desk.holdings.documents)
        self._by_guid = desk.known_by_guid("document", self._here, lambda each: [each.guid])
        self._groups = members_of(desk.foreign, groups_in(desk.foreign))
        self._left = LARGEST_ORIGINALS
        # A document of which a supplement says no kind has the usual one.
        self._kind = desk.wishes.kind if desk.foreign.supplement is None else "interview"
        self._titles = {each.title.casefold(): each.id for each in self._here.values()}
        self._ids_there = desk.ids_there("document", "case")
        self._listed = {each.guid for each in desk.foreign.sources}
        self._alike = Counter(each.text for each in desk.foreign.sources)
        self.texts: dict[str, tuple[Document, str]] = {}

    def take(self) -> None:
        sources = [each for each in self._desk.foreign.sources if each.text is not None]
        matched = {known.id for each in sources if (known := self._by_guid.get(each.guid)) is not None}
        for source in sources:
            known = self._desk.once("document", self._by_guid.get(source.guid) or self._same_text(source, matched))
            if known is not None:
                matched.add(known.id)
            self._take(source, known)

    def _take(self, source: Source, known: Document | None) -> None:
        desk = self._desk
        assert source.text is not None
        title = plain(source.name, known.title if known is not None else f"Source {source.guid[:8]}")
        if not source.text or len(source.text.encode()) > LARGEST:
            desk.remark(
                "lost", "document", title, "its text is empty" if not source.text else "its text is larger than 64 MB"
            )
            return
        cases = self._cases.of_source.get(source.guid, []) + self._cases.of_source.get(source.within, [])
        document_id = known.id if known is not None else desk.id_there("document", source.guid, self._here)
        document_id = document_id or desk.free_id(title, "document", {*self._here, *self._ids_there})
        shown = self._free_title(title, document_id)
        description = desk.fitting(source.description, "document", document_id, source.guid, title)
        wanted: dict[str, Any] = {
            "title": shown,
            "description": as_ours(description, known.description) if known is not None else description,
            "attributes": self._cases.values_of_document(source, document_id),
            "groups": self._groups.get(source.guid, []) + self._groups.get(source.within, []),
        }
        wanted["groups"] = list(dict.fromkeys(wanted["groups"]))
        said = kept(
            {
                "name": source.name if source.name != shown else "",
                "by": source.made.by,
                "changed": source.made.changed,
                "changed_by": source.made.changed_by,
                "element": source.kind if source.kind != "TextSource" else "",
                "within": source.within,
                "from": desk.key,
                "came": digest_of(wanted),
            }
        )
        desk.is_here("document", source.guid, document_id)
        if source.within:
            desk.is_here("document", source.within, document_id)
        desk.notes_about(source.notes, "document", document_id)
        if known is None:
            self._add(source, document_id, wanted, said, cases)
            return
        status = self._compare(source, known, wanted, said, cases)
        if hash_of(source.text) == known.sha256:
            self.texts[source.guid] = (known, source.text)
        else:
            status = "differs"
            desk.texts[known.id] = source.text
            desk.remark(
                "lost",
                "document",
                known.id,
                "its text is another one here, so it stays, and what stands on the other was left out: --update takes it in",
            )
        desk.told(
            "document", status, known.id, source.guid, known.title, "text" if source.guid not in self.texts else ""
        )

    def _add(
        self, source: Source, document_id: str, wanted: dict[str, Any], said: dict[str, Any], cases: list[str]
    ) -> None:
        desk = self._desk
        assert source.text is not None
        data = source.text.encode("utf-8")
        original, name = self._original(source, data)
        path = f"originals/{document_id}{PurePosixPath(name).suffix.lower()}" if original is not None else ""
        besides = desk.besides("document", source.guid)
        kind = text_of(besides.get("kind"))
        kind = kind if kind in KINDS else self._kind
        version, characters = hash_of(source.text), len(source.text)
        document = Document(
            id=document_id,
            title=wanted["title"],
            kind=kind,
            path=f"corpus/{KINDS[kind]}/{document_id}.txt",
            sha256=version,
            characters=characters,
            partial=besides.get("partial") is True,
            rules=rules_from(besides, version, characters),
            places=places_from(besides, version, characters),
            cases=tuple(dict.fromkeys(cases)),
            source=PurePosixPath(name).name,
            importer="refi-qda",
            original=path,
            original_sha256=sha256(original).hexdigest() if original is not None else "",
            added=time_in(source.made.when) or now(),
            description=wanted["description"],
            attributes=wanted["attributes"],
            groups=tuple(wanted["groups"]),
            guid=source.guid,
            other=said,
        )
        desk.changes.append(SetFile(document.path, None, data))
        if original is not None:
            desk.changes.append(SetFile(path, None, original))
        desk.changes.append(SetValue(document_path(document_id), (), None, document_record(document)))
        self._here[document_id] = document
        self.texts[source.guid] = (document, source.text)
        desk.told("document", "added", document_id, source.guid, document.title)

    def _compare(
        self, source: Source, known: Document, wanted: dict[str, Any], said: dict[str, Any], cases: list[str]
    ) -> str:
        desk, path = self._desk, document_path(known.id)
        ours = {"title": known.title, "description": known.description, "attributes": dict(known.attributes)}
        ours["groups"] = list(known.groups)
        status, after = compared(ours, wanted, text_of(known.other.get("came")), desk.wishes.following)
        desk.set_fields(path, ours, after)
        more = [case for case in dict.fromkeys(cases) if case not in known.cases]
        if more:
            desk.changes.append(SetValue(path, ("cases",), list(known.cases) or None, [*known.cases, *more]))
            status = "updated" if status == "unchanged" else status
        desk.mark("document", path, known, source.guid, status, said)
        if status == "differs":
            desk.remark(
                "changed",
                "document",
                known.id,
                f"it was changed here and there ({differing(ours, wanted)}), and stays as it is here",
            )
        return status

    def _original(self, source: Source, data: bytes) -> tuple[bytes | None, str]:
        """The bytes that the text came from where they differ from it, and what their file is called."""
        container = self._desk.container
        name = source.rich_path or source.path
        if container is None or not name:
            return None, source.path
        if container.size(name) > min(LARGEST_ORIGINAL, self._left):
            self._desk.remark("lost", "document", source.name, "its original is too large to be kept beside its text")
            name = source.path
            if not name or container.size(name) > min(LARGEST_ORIGINAL, self._left):
                return None, source.path
        try:
            original = container.read(name, LARGEST_ORIGINAL)
        except FileFault as fault:
            self._desk.remark("lost", "document", source.name, f"its original cannot be read: {fault.reason}")
            return None, source.path
        self._left -= len(original)
        return (None if original == data else original), name

    def _same_text(self, source: Source, matched: set[str]) -> Document | None:
        """The one document of this text, and if there are several of this title, that came with no GUID of this file."""
        digest = hash_of(source.text or "")
        found = [
            each for each in self._desk.holdings.documents.values() if each.sha256 == digest and each.id not in matched
        ]
        named = [each for each in found if each.title.casefold() == plain(source.name, "").casefold()]
        if len(named) == 1:
            return named[0]
        if len(found) != 1 or self._alike[source.text] != 1:
            return None
        came = found[0].other.get("from") == self._desk.key and canonical(found[0].guid) not in self._listed
        return found[0] if came or not found[0].guid else None

    def _free_title(self, title: str, document_id: str) -> str:
        made, number = title, 2
        while self._titles.setdefault(made.casefold(), document_id) != document_id:
            made = f"{title} ({number})"
            number += 1
        return made
