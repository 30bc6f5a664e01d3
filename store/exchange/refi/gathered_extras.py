"""What goes out around the documents: what memos are about, links and sets, and all that was kept of other programs' projects.

A memo is attached to a theme, an excerpt, a tag, a document by a reference; where a link of another program says so already, that
link does. To a case, and to the memo that it answers, it is attached by a link, as the standard has no reference there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from store.codebook import colour_of
from store.documents import Document
from store.errors import FileFault
from store.exchange.kept import kept_links, kept_pieces, kept_projects, kept_sets
from store.exchange.refi.identifiers import ABOUT, ANSWERS, canonical, guid_of, is_guid, of_link
from store.exchange.refi.markup import as_xml, parse_xml
from store.exchange.refi.media import places_in
from store.exchange.refi.model import Kept, Link, Made, Project, Set
from store.exchange.refi.sound import sound_direction, sound_time
from store.memos import Memo
from store.pseudonyms import read_names
from store.values import table_of, text_of, texts_of

if TYPE_CHECKING:
    from store.exchange.refi.gathering import Gatherer

_LISTS = (("theme", "themes"), ("excerpt", "excerpts"), ("document", "documents"))


class Extras:
    """What belongs to the things of a `Gatherer`."""

    def __init__(self, gatherer: "Gatherer") -> None:
        self._all = gatherer
        self._safe = not read_names(gatherer.project).names
        self._links = tuple(kept_links(gatherer.project))
        self._linked = {(each.origin, each.target) for each in self._links}
        self._about: dict[tuple[str, str], list[str]] = {}
        for memo in gatherer.holdings.memos.values():
            for kind, ours in self._told(memo):
                self._about.setdefault((kind, ours), []).append(gatherer.guid("memo", memo.id))
        self.files: dict[str, bytes] = {}
        self._media: set[tuple[str, str]] = set()
        """What is more than its text, with each document that it has a place for, by their GUIDs."""
        self._kept = tuple({(each.part, each.guid): each for each in self._pieces()}.values())

    def _told(self, memo: Memo) -> Iterator[tuple[str, str]]:
        """What a memo is about, by kind and id, apart from what a link says."""
        codings = texts_of(table_of(memo.other.get("other")).get("codings"))
        yield from (("coding", each) for each in codings)
        of_codings = {each.partition(" ")[0] for each in codings}
        for kind, name in _LISTS:
            for ours in getattr(memo, name):
                if not self._is_linked(memo, f"{kind}:{ours}") and not (kind == "excerpt" and ours in of_codings):
                    yield kind, ours

    def _is_linked(self, memo: Memo, other: str) -> bool:
        here = f"memo:{memo.id}"
        return (here, other) in self._linked or (other, here) in self._linked

    def notes_of(self, kind: str, ours: str) -> tuple[str, ...]:
        """The GUIDs of the memos that are about a thing of ours."""
        return tuple(sorted(self._about.get((kind, ours), ())))

    def medium_of(self, document: Document) -> str:
        """The GUID of the PDF, picture, sound or film that a document is the text of, where that goes out too."""
        guid = canonical(text_of(document.other.get("within")))
        return guid if (guid, self._all.guid("document", document.id)) in self._media else ""

    def original_of(self, document: Document) -> str:
        """The path of the formatted document that came with a text from another program, which goes out with it again."""
        if document.importer != "refi-qda" or not document.original.lower().endswith((".docx", ".doc", ".rtf", ".odt")):
            return ""
        if not self._safe:
            message = "its formatted original stays here, as no names can be looked for in it"
            self._all.remarks.add("lost", "document", document.id, message)
            return ""
        ending = document.original.rpartition(".")[2].lower()
        name = f"{self._all.guid('document', document.id)}.{ending}"
        self.files[name] = self._all.project.read(document.original)
        return name

    def added_to(self, project: Project) -> Project:
        """The project with all of this; everything else of it is there already."""
        projects = list(kept_projects(self._all.project))
        other = table_of(projects[0].other) if len(projects) == 1 else {}
        made = Made(
            self._all.known_user(other.get("by")),
            sound_time(text_of(other.get("created"))),
            self._all.known_user(other.get("changed_by")),
            sound_time(text_of(other.get("changed"))),
        )
        links = (*self._kept_links(), *self._own_links())
        return replace(
            project,
            links=tuple(sorted(links, key=lambda each: each.guid)),
            sets=tuple(sorted(self._sets(project), key=lambda each: (each.name.casefold(), each.guid))),
            kept=tuple(sorted(self._kept, key=lambda each: (each.part, each.guid, each.inside))),
            description="\n\n".join(each.description for each in projects if each.description),
            note_refs=self._guids("memo", (memo for each in projects for memo in each.memos)),
            made=made,
            files=self.files,
        )

    def _guids(self, kind: str, ours: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({guid for each in ours if (guid := self._all.guid(kind, each))}))

    def _sets(self, project: Project) -> Iterator[Set]:
        codes = {each.guid for each in project.codes}
        groups: dict[str, list[str]] = {}
        for document in self._all.holdings.documents.values():
            for name in document.groups:
                groups.setdefault(name, []).append(document.id)
        for each in kept_sets(self._all.project):
            themes = tuple(guid for guid in self._guids("theme", each.themes) if guid in codes)
            sources = self._guids("document", groups.pop(each.group, ()) if each.group else each.documents)
            if each.group and not (themes or sources or each.memos):
                continue
            yield Set(
                self._own("set", each.guid),
                each.name,
                each.description,
                themes,
                sources,
                self._guids("memo", each.memos),
            )
        for name, documents in groups.items():
            yield Set(self._own("set", name), name, sources=self._guids("document", documents))

    def _kept_links(self) -> Iterator[Link]:
        for each in self._links:
            origin, target = self._end(each.origin), self._end(each.target)
            guid, direction = self._own("link", each.guid), sound_direction(each.direction)
            memos = self._guids("memo", each.memos)
            yield Link(guid, each.name, direction, origin, target, colour_of(each.colour), memos)

    def _own(self, kind: str, guid: str) -> str:
        """The GUID that an entry is called by, where it is one."""
        return guid_of(guid, self._all.project.settings.id, kind, guid.lower())

    def _end(self, named: str) -> str:
        """The GUID of what a link names as KIND:ID, "" where it is not here any more."""
        kind, _, ours = named.partition(":")
        if kind == "guid":
            return canonical(ours) if is_guid(canonical(ours)) else ""
        return self._all.guid(kind, ours)

    def _own_links(self) -> Iterator[Link]:
        """From memos to cases, and to the memos that they answer."""
        gatherer = self._all
        for memo in gatherer.holdings.memos.values():
            ends = [("case", case, ABOUT) for case in memo.cases] + [("memo", memo.reply_to, ANSWERS)]
            for kind, ours, name in ends:
                target = gatherer.guid(kind, ours)
                if target and not self._is_linked(memo, f"{kind}:{ours}"):
                    origin = gatherer.guid("memo", memo.id)
                    yield Link(of_link(origin, target), name, "OneWay", origin, target)

    def _pieces(self) -> Iterator[Kept]:
        for each in kept_pieces(self._all.project):
            try:
                # Read as hostile: a file of a project is anybody's.
                root = parse_xml(each.path, [self._all.project.read(each.path)])
                files = {name: self._all.project.read(path) for name, path in (each.files or {}).items()}
            except FileFault as fault:
                self._all.remarks.add("lost", each.element, each.name, f"it cannot be read: {fault.reason}")
                continue
            if files and not self._safe:
                message = "its file stays here, as no names can be looked for in it"
                self._all.remarks.add("lost", each.element, each.name, message)
                files = {}
            self.files |= files
            guid = canonical(root.get("guid", ""))
            inside = guid if each.part == "Sources" and each.inside else self._all.guid("memo", each.inside)
            if each.part == "Sources":
                self._media.update((guid, place) for place in places_in(root))
            yield Kept(each.part, root.tag, guid, each.name, as_xml(root), tuple(files), inside)
