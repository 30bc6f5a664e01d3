"""What a project holds, as a project of the exchange model: every GUID that came from elsewhere as it came, all others minted.

Everything is in an order that follows from what it is and not from our ids, so that a project that was taken out, taken in
elsewhere and taken out again says the same in the same words. Only what the text still reads goes out as an excerpt.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from store.cases import Case as OurCase
from store.codebook import Theme, colour_of
from store.documents import Document
from store.exchange.refi.attribute_values import Variables
from store.exchange.refi.case_codes import cases_as_codes
from store.exchange.refi.gathered_extras import Extras
from store.exchange.refi.gathered_texts import Texts
from store.exchange.refi.identifiers import canonical, guid_of, minted
from store.exchange.refi.model import Case, Code, Made, Note, Project, User, Variable
from store.exchange.refi.original_names import original_name
from store.exchange.refi.plain import time_out
from store.exchange.refi.remarks import Remarks
from store.exchange.refi.sound import sound_time
from store.exchange.refi.theme_words import description_of
from store.exchange.refi.unlike_names import unlike_by_blanks
from store.holdings import Holdings
from store.memos import Memo
from store.project import Project as OurProject
from store.values import table_of, text_of, texts_of

DEEPEST = 150
"""Levels of codes; programs are known to refuse a file that is nested deeper."""
LONG_AGO = "1970-01-01T00:00:00Z"
"""The date of a memo that has none: programs are known to stop at one without."""


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
        held = self.holdings
        self._guids = {
            "reviewer": self._unlike("reviewer", {key: each.guid for key, each in held.reviewers.items()}),
            "theme": self._unlike("theme", {key: each.guid for key, each in held.themes.items()}),
            "document": self._unlike("document", {key: each.guid for key, each in held.documents.items()}),
            "case": self._unlike("case", {key: each.guid for key, each in held.cases.items()}),
            "excerpt": self._unlike("excerpt", {key: each.guid for key, each in held.excerpts.items()}),
        }
        # Their texts lie in files that are named by their GUIDs.
        documents = self._guids["document"].values()
        self._guids["memo"] = self._unlike("memo", {key: each.guid for key, each in held.memos.items()}, documents)
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

    def _unlike(self, kind: str, stored: Mapping[str, str], others: Iterable[str] = ()) -> dict[str, str]:
        """The GUID of each thing; of two that claim the same one, the first by its id has it, and none has one of `others`."""
        made: dict[str, str] = {}
        taken = set(others)
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
        if kind == "attribute":
            return self._variables.guid(ours)
        return self._guids.get(kind, {}).get(ours, "")

    def variables(self) -> tuple[Variable, ...]:
        """The variables that go out."""
        return self._variables.all()

    def guid_of_excerpt(self, ours: str) -> str:
        """The GUID of the first selection of an excerpt, whether it goes out or not."""
        return self._guids["excerpt"][ours]

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
        texts = Texts(self, self._variables, self._extras)
        sources = [texts.source(document) for document in held.documents.values()]
        for excerpt in held.excerpts.values():
            if excerpt.id in held.unplaced or excerpt.document not in held.documents:
                self.remarks.add("lost", "excerpt", excerpt.id, "it is of another text than its document has now")
        cases = [self._case(each) for each in held.cases.values() if not self.is_document_alone(each)]
        project = Project(
            name=settings.title,
            origin=self.origin,
            users=unlike_by_blanks(
                sorted(map(self._user, self._slugs()), key=lambda each: (each.name.casefold(), each.guid))
            ),
            codes=tuple(self._codes()),
            variables=self._variables.all(),
            cases=tuple(sorted(cases, key=lambda each: (each.name.casefold(), each.guid))),
            sources=tuple(sorted(sources, key=lambda each: (each.name.casefold(), each.guid))),
            notes=unlike_by_blanks(
                sorted(map(self._note, held.memos.values()), key=lambda each: (each.made.when, each.guid))
            ),
        )
        whole = self._extras.added_to(project)
        return cases_as_codes(
            whole, {self.guid("case", each.id) for each in held.cases.values() if each.other.get("code") is True}
        )

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

    def is_document_alone(self, case: OurCase) -> bool:
        """Whether a case was made of what another program said of one document, and still is that one's."""
        return case.other.get("document") is True and len(self._of_case.get(case.id, ())) == 1

    def _case(self, case: OurCase) -> Case:
        documents = self._of_case.get(case.id, [])
        sources = sorted({self._extras.medium_of(each) or self.guid("document", each.id) for each in documents})
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

    def _note(self, memo: Memo) -> Note:
        other = table_of(memo.other.get("other"))
        by = self.user(memo.reviewer)
        created = time_out(memo.created) or sound_time(memo.path.rpartition("/")[2][:10]) or LONG_AGO
        return Note(
            self.guid("memo", memo.id),
            original_name(memo.title, other.get("name")),
            memo.body.replace("\r\n", "\n").replace("\r", "\n"),
            text_of(other.get("description")),
            made=Made(
                by,
                created,
                self.known_user(other.get("changed_by")) or by,
                sound_time(text_of(other.get("changed"))) or created,
            ),
        )
