"""What a project holds, as a project of the exchange model: every GUID that came from elsewhere as it came, all others minted.

Everything is in an order that follows from what it is and not from our ids, so that a project that was taken out, taken in
elsewhere and taken out again says the same in the same words. Only what the text still reads goes out as an excerpt.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from store.cases import Case as OurCase
from store.codebook import Theme, colour_of
from store.documents import Document
from store.excerpts import Excerpt
from store.exchange.refi.attribute_values import Variables
from store.exchange.refi.gathered_extras import Extras
from store.exchange.refi.identifiers import canonical, guid_of, is_guid, minted
from store.exchange.refi.model import Case, Code, Coding, Made, Note, Project, Selection, Source, User
from store.exchange.refi.original_names import original_name
from store.exchange.refi.plain import time_out
from store.exchange.refi.profiles import cases_as_codes
from store.exchange.refi.remarks import Remarks
from store.exchange.refi.theme_words import description_of
from store.holdings import Holdings
from store.memos import Memo
from store.project import Project as OurProject
from store.values import table_of, text_of, texts_of

LONGEST_NAME = 100
DEEPEST = 150
"""Levels of codes; programs are known to refuse a file that is nested deeper."""
ELEMENTS = ("TextSource", "Representation", "TextDescription", "Transcript")


@dataclass(frozen=True, slots=True)
class Placed:
    """A theme in its place of the tree: the id of the one above, "" at the top."""

    theme: Theme
    parent: str


@dataclass
class Gatherer:
    """One export. `tree` is the codebook as it is read, from the top down."""

    project: OurProject
    holdings: Holdings
    tree: Sequence[Placed]
    origin: str
    remarks: Remarks = field(default_factory=Remarks)
    excerpts: dict[str, list[str]] = field(default_factory=dict)
    """The GUIDs of the selections of each excerpt that goes out."""

    def __post_init__(self) -> None:
        held, declared = self.holdings, self.project.settings.attributes
        self._guids = {
            "reviewer": self._unlike("reviewer", {key: each.guid for key, each in held.reviewers.items()}),
            "theme": self._unlike("theme", {key: each.guid for key, each in held.themes.items()}),
            "document": self._unlike("document", {key: each.guid for key, each in held.documents.items()}),
            "case": self._unlike("case", {key: each.guid for key, each in held.cases.items()}),
            "memo": self._unlike("memo", {key: each.guid for key, each in held.memos.items()}),
            "variable": self._unlike("variable", {key: each.guid for key, each in declared.items()}),
            "excerpt": self._unlike("excerpt", {key: each.guid for key, each in held.excerpts.items()}),
        }
        coded = {held.standing_for(theme) for each in held.excerpts.values() for theme in each.themes}
        self._coded = coded
        self._of_case: dict[str, list[Document]] = {}
        for document in held.documents.values():
            for case in dict.fromkeys(document.cases):
                self._of_case.setdefault(case, []).append(document)
        self._said_by: dict[str, list[str]] = {}
        for excerpt in held.excerpts.values():
            for case in {excerpt.attribution.get("case", ""), *texts_of(excerpt.other.get("cases"))}:
                self._said_by.setdefault(case, []).append(excerpt.id)
        self._going = {placed.theme.id for placed in self.tree if placed.theme.active or placed.theme.id in coded}

    def _unlike(self, kind: str, stored: Mapping[str, str]) -> dict[str, str]:
        """The GUID of each thing; of two that claim the same one, the first by its id has it."""
        made: dict[str, str] = {}
        taken: set[str] = set()
        for ours in sorted(stored):
            guid = guid_of(stored[ours], self.project.settings.id, kind, ours)
            made[ours] = guid if guid not in taken else minted(self.project.settings.id, kind, ours)
            taken.add(guid)
        return made

    def guid(self, kind: str, ours: str) -> str:
        """The GUID of a thing of ours that goes out, "" where none of this id does."""
        if kind == "excerpt":
            return next(iter(self.excerpts.get(ours, ())), "")
        if kind == "theme" and ours not in self._going:
            return ""
        return self._guids.get("variable" if kind == "attribute" else kind, {}).get(ours, "")

    def codebook(self) -> Project:
        """The themes and the sets of them alone; no text is read."""
        self._extras = Extras(self)
        self._users: set[str] = set()
        codes = tuple(self._codes())
        whole = self._extras.added_to(Project(self.project.settings.title, self.origin, codes=codes))
        without_notes = tuple(replace(each, notes=()) for each in codes)
        return Project(
            whole.name, whole.origin, codes=without_notes, sets=tuple(each for each in whole.sets if each.codes)
        )

    def gather(self) -> Project:
        """The project; raises FileFault where a text is not the one that its record describes."""
        held, settings = self.holdings, self.project.settings
        self._users = {canonical(self.user(slug)) for slug in self._slugs()}
        tables = [
            *(each.attributes for each in held.cases.values()),
            *(each.attributes for each in held.documents.values()),
        ]
        self._variables = Variables(settings.id, settings.attributes, tables)
        self._extras = Extras(self)
        sources = [self._source(document) for document in held.documents.values()]
        for excerpt in held.excerpts.values():
            if excerpt.id in held.unplaced or excerpt.document not in held.documents:
                self.remarks.add("lost", "excerpt", excerpt.id, "it is of another text than its document has now")
        cases = [self._case(each) for each in held.cases.values() if not self._is_document_alone(each)]
        project = Project(
            name=settings.title,
            origin=self.origin,
            users=tuple(sorted(map(self._user, self._slugs()), key=lambda each: (each.name.casefold(), each.guid))),
            codes=tuple(self._codes()),
            variables=self._variables.all(),
            cases=tuple(sorted(cases, key=lambda each: (each.name.casefold(), each.guid))),
            sources=tuple(sorted(sources, key=lambda each: (each.name.casefold(), each.guid))),
            notes=tuple(sorted(map(self._note, held.memos.values()), key=lambda each: (each.made.when, each.guid))),
        )
        whole = self._extras.added_to(project)
        return cases_as_codes(
            whole, {self.guid("case", each.id) for each in held.cases.values() if each.other.get("code") is True}
        )

    # People

    def user(self, slug: str) -> str:
        return self.guid("reviewer", slug) or minted(self.project.settings.id, "reviewer", slug)

    def _slugs(self) -> list[str]:
        held = self.holdings
        named = (each.reviewer for things in (held.excerpts, held.memos) for each in things.values())
        return sorted({*held.reviewers, *named})

    def _user(self, slug: str) -> User:
        known = self.holdings.reviewers.get(slug)
        return User(self.user(slug), known.name if known else slug, text_of(known.other.get("id")) if known else "")

    def known_user(self, guid: object) -> str:
        """The GUID, where it is one of a user who goes out."""
        plain = canonical(text_of(guid))
        return plain if plain in self._users else ""

    # Themes

    def _codes(self) -> Iterator[Code]:
        above = {placed.theme.id: placed.parent for placed in self.tree}
        depths: dict[str, int] = {"": -1}
        parents: dict[str, str] = {}
        for theme in (placed.theme for placed in self.tree if placed.theme.id in self._going):
            parent = self._nearest(above, theme.id, self._going)
            if depths[parent] >= DEEPEST:
                self.remarks.add(
                    "changed", "theme", theme.name, f"it stood more than {DEEPEST} levels deep, and stands higher"
                )
                parent = parents[parent]
            parents[theme.id], depths[theme.id] = parent, depths[parent] + 1
        groups = set(parents.values())
        for theme in (placed.theme for placed in self.tree):
            if theme.id not in self._going:
                self.remarks.add("lost", "theme", theme.name, f"it is {theme.status} and has no excerpts of its own")
                continue
            codable = theme.other.get("codable") is not False if theme.guid else theme.id not in groups
            yield Code(
                self.guid("theme", theme.id),
                original_name(theme.name, theme.other.get("name")),
                codable or theme.id in self._coded,
                colour_of(theme.colour),
                description_of(theme),
                self._extras.notes_of("theme", theme.id),
                self.guid("theme", parents[theme.id]),
            )

    @staticmethod
    def _nearest(above: Mapping[str, str], theme: str, going: set[str]) -> str:
        here = above.get(theme, "")
        while here and here not in going:
            here = above.get(here, "")
        return here

    # Cases

    def _is_document_alone(self, case: OurCase) -> bool:
        """Whether a case was made of what another program said of one document, and still is that one's."""
        return case.other.get("document") is True and len(self._of_case.get(case.id, ())) == 1

    def _case(self, case: OurCase) -> Case:
        documents = self._of_case.get(case.id, [])
        sources = sorted({text_of(each.other.get("within")) or self.guid("document", each.id) for each in documents})
        selections = [guid for each in self._said_by.get(case.id, ()) for guid in self.excerpts.get(each, ())]
        return Case(
            self.guid("case", case.id),
            "" if case.other.get("unnamed") is True else case.name,
            case.description,
            tuple(guid for each in texts_of(case.other.get("codes")) if (guid := self.guid("theme", each))),
            self._variables.values(case.attributes),
            tuple(sources),
            tuple(sorted(selections)),
        )

    # Documents

    def _source(self, document: Document) -> Source:
        text = self.project.read_text(document).replace("\r", "\n")
        other = document.other
        selections: list[Selection] = []
        whole: list[Coding] = []
        for excerpt in self.holdings.excerpts_of(document.id):
            if not _reads(excerpt, text):
                message = "the text does not read so at its place any more: `catena excerpts` lists such"
                self.remarks.add("lost", "excerpt", excerpt.id, message)
            elif excerpt.other.get("whole") is True and not (
                excerpt.note or self._extras.notes_of("excerpt", excerpt.id)
            ):
                whole += self._codings(excerpt, 0)
            else:
                selections += self._selections(excerpt, text)
        cases = [self.holdings.cases[each] for each in document.cases if each in self.holdings.cases]
        own = [each for each in cases if self._is_document_alone(each)]
        known = {key: value for each in own for key, value in each.attributes.items()} | dict(document.attributes)
        made = Made(
            self.known_user(other.get("by")),
            time_out(document.added),
            self.known_user(other.get("changed_by")),
            text_of(other.get("changed")),
        )
        element = text_of(other.get("element"))
        return Source(
            self.guid("document", document.id),
            original_name(document.title, other.get("name")),
            text,
            document.description,
            tuple(sorted(selections, key=lambda each: (each.start, each.end, each.guid))),
            tuple(sorted(whole, key=lambda each: each.guid)),
            self._extras.notes_of("document", document.id),
            self._variables.values(known),
            made,
            rich_path=self._extras.original_of(document),
            kind=element if element in ELEMENTS else "TextSource",
            within=canonical(text_of(other.get("within"))) if element in ELEMENTS[1:] else "",
        )

    def _selections(self, excerpt: Excerpt, text: str) -> Iterator[Selection]:
        """The selections of an excerpt: one for each of its parts, those that touch each other together."""
        ranges = _joined(excerpt.ranges)
        if len(ranges) > 1:
            self.remarks.add(
                "changed", "excerpt", excerpt.id, "it has several parts, and each goes out as a selection of its own"
            )
        settings, other = self.project.settings, excerpt.other
        by = self.user(excerpt.reviewer)
        created = self._when(excerpt)
        made = Made(
            by, created, self.known_user(other.get("changed_by")) or by, text_of(other.get("changed")) or created
        )
        for number, (start, end) in enumerate(ranges):
            guid = self._guids["excerpt"][excerpt.id]
            if number:
                guid = minted(settings.id, "excerpt", f"{excerpt.id} {number}")
            self.excerpts.setdefault(excerpt.id, []).append(guid)
            quote = " ".join(text[start:end].split())[:LONGEST_NAME].rstrip()
            yield Selection(
                guid,
                start,
                start if other.get("point") is True else end,
                text_of(other.get("name")) or quote,
                excerpt.note if not number else "",
                tuple(self._codings(excerpt, number)),
                self._extras.notes_of("excerpt", excerpt.id) if not number else (),
                made,
            )

    def _when(self, excerpt: Excerpt) -> str:
        """When an excerpt was made, or where nobody wrote that down, its document: programs want a date."""
        return time_out(excerpt.created or self.holdings.documents[excerpt.document].added)

    def _codings(self, excerpt: Excerpt, number: int) -> Iterator[Coding]:
        came = table_of(excerpt.other.get("codings"))
        guids: dict[str, str] = {}
        for theme in excerpt.themes:
            standing = self.holdings.standing_for(theme)
            known = canonical(text_of(came.get(theme)))
            if self.guid("theme", standing):
                guids.setdefault(standing, known if is_guid(known) else "")
            else:
                self.remarks.add("lost", "tag", excerpt.id, "its theme is not here")
        for theme, known in guids.items():
            key = f"{excerpt.id} {theme}" if not number else f"{excerpt.id} {number} {theme}"
            yield Coding(
                known if known and not number else minted(self.project.settings.id, "coding", key),
                self.guid("theme", theme),
                Made(self.user(excerpt.reviewer), self._when(excerpt)),
                self._extras.notes_of("coding", f"{excerpt.id} {theme}") if not number else (),
            )

    # Memos

    def _note(self, memo: Memo) -> Note:
        other = table_of(memo.other.get("other"))
        by = self.user(memo.reviewer)
        created = time_out(memo.created) or f"{memo.path.rpartition('/')[2][:10]}T00:00:00Z"
        return Note(
            self.guid("memo", memo.id),
            original_name(memo.title, other.get("name")),
            memo.body.replace("\r\n", "\n").replace("\r", "\n"),
            text_of(other.get("description")),
            made=Made(
                by, created, self.known_user(other.get("changed_by")) or by, text_of(other.get("changed")) or created
            ),
        )


def _reads(excerpt: Excerpt, text: str) -> bool:
    return all(text[each.start : each.end] == each.exact.replace("\r", "\n") for each in excerpt.segments)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, end in ranges:
        if made and made[-1][1] == start:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made
