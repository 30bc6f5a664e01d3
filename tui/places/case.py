"""A case's page: what is known of it, its documents, its excerpts and the memos that name it, with ways to each of them.

Of a document of several cases only those excerpts are here in which this one speaks, where that can be told; the texts are read
for it a moment later. Attributes that the case does not state are on the page too, so that they can be entered.
"""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.case_acts import told
from store.cases import Case
from store.excerpts import Excerpt
from themes.case_overview import attribute_keys
from themes.counts import many
from tui.actions import bindings_of
from tui.case_speaking import CasesSpeaking
from tui.places.case_acts import CaseActs
from tui.places.cases import kind_told
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.line import Line
from tui.widgets.margin import theme_pieces
from tui.widgets.page_list import PageList, Paragraph

MOST = 200
"""Excerpts that the page shows at most."""


class CasePlace(CaseActs):
    """One case."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("case", "move")
    STANDS_UNDER: ClassVar[str] = "cases"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("case", "move")]
    FOOT_LEAVES_OUT: ClassVar[tuple[str, ...]] = ("app.find", "app.undo")
    DEFAULT_CSS = """
    CasePlace {
        & #case-head { background: $panel; }
        & #case { height: 1fr; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="case-head")
        self._page = PageList(id="case")
        self._case = ""
        self._excerpts: Sequence[Excerpt] | None = None

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._page

    def rest(self) -> None:
        self._page.focus()

    def fall_back(self) -> Widget:
        return self._page

    @property
    def case(self) -> Case | None:
        return self.snapshot.holdings.cases.get(self._case) if self.snapshot is not None else None

    @property
    def excerpts(self) -> Sequence[Excerpt]:
        """The excerpts that are its words, as far as they were looked up."""
        return self._excerpts or ()

    @property
    def case_meant(self) -> str:
        return self.case.id if self.case is not None else ""

    @property
    def key_meant(self) -> str:
        kind, _, key = self._page.about.partition(" ")
        return key if kind == "attribute" else ""

    def go_to_case(self, case: str, key: str = "") -> None:
        if case != self._case:
            self._case, self._excerpts = case, None
            self._lay(keep=False)
        self._look_up()

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None and self._case:
            self._lay(keep=True)
            self._look_up()

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _look_up(self) -> None:
        """Reads whose words the excerpts are."""
        snapshot, case = self.snapshot, self.case
        if snapshot is None or case is None:
            return
        project, texts, held = snapshot.project, self.study.texts, snapshot.as_read
        speaking = CasesSpeaking(project, held, lambda document: texts.read(project, document))
        documents = [each.id for each in held.documents.values() if case.id in each.cases]

        def find() -> list[Excerpt]:
            excerpts = [each for document in documents for each in held.excerpts_of(document)]
            return [each for each in excerpts if case.id in speaking.cases_of(each)]

        found = await asyncio.to_thread(find)
        if case.id == self._case and found != self._excerpts:
            self._excerpts = found
            self._lay(keep=True)

    def _lay(self, *, keep: bool) -> None:
        snapshot, case = self.snapshot, self.case
        if snapshot is None or case is None:
            self._head.say((" this case is not here any more: Esc leads back", "warn"))
            self._page.show_paragraphs(())
            return
        name = f"  {case.name}" if case.name.casefold() != case.id.casefold() else ""
        also = f"  also {', '.join(case.aliases)}" if case.aliases else ""
        self._head.say(
            (f" {case.id}", "strong"), (name, "strong"), (f"  {case.kind}", "match"), (also, "dim"), ("", "right")
        )
        self._page.show_paragraphs(
            [
                *([Paragraph(case.description)] if case.description else []),
                *_attributes(snapshot, case),
                *_types(snapshot, case),
                *_documents(snapshot, case),
                *_memos(snapshot, case),
                *_excerpts(snapshot, self._excerpts),
            ],
            keep=keep,
        )
        self.post_message(self.TitleChanged())

    async def on_row_list_chosen(self) -> None:
        await self.action_do("case.open")

    # Acting

    def act_open(self) -> None:
        kind, _, key = self._page.about.partition(" ")
        if kind == "attribute":
            self.post_message(self.FlowWanted("cases.enter"))
        elif kind == "type":
            self.post_message(self.FlowWanted("types.sort_case"))
        elif kind:
            self.post_message(self.FlowWanted("leading.thing", thing=(kind, key)))
        else:
            self.act_next()

    def act_type(self) -> None:
        self.post_message(self.FlowWanted("types.sort_case"))

    def act_next(self) -> None:
        if not self._page.go_to_next(1):
            self.post_message(self.TitleChanged("this is the last one"))

    def act_previous(self) -> None:
        if not self._page.go_to_next(-1):
            self.post_message(self.TitleChanged("this is the first one"))

    def act_next_case(self) -> None:
        self._step(1)

    def act_previous_case(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        ids = sorted(self.snapshot.holdings.cases) if self.snapshot is not None else []
        place = ids.index(self._case) + step if self._case in ids else 0
        if ids and 0 <= place < len(ids):
            self.go_to_case(ids[place])
        else:
            self.post_message(self.TitleChanged(f"this is the {'last' if step > 0 else 'first'} case"))


def _attributes(snapshot: Snapshot, case: Case) -> list[Paragraph]:
    declared = snapshot.project.settings.attributes
    keys = attribute_keys(snapshot.holdings, declared)
    paragraphs = [Paragraph("Attributes", "match", gap=True)]
    for key in keys:
        said = told(case.attributes.get(key))
        kind = f"  ({kind_told(declared[key])})" if key in declared and not said else ""
        name = declared[key].name if key in declared else key
        look = "" if said else "dim"
        lead = (f"{name}: ", "strong" if said else "dim")
        paragraphs.append(Paragraph(f"{said or 'not stated'}{kind}", look, 3, lead, f"attribute {key}"))
    return paragraphs if keys else [*paragraphs, Paragraph("none yet: A in the list of cases declares one", "dim", 3)]


def _types(snapshot: Snapshot, case: Case) -> list[Paragraph]:
    """How reviewers sort the case."""
    held = snapshot.holdings
    paragraphs: list[Paragraph] = []
    for said in sorted(held.assignments.values(), key=lambda each: each.key):
        typology = held.typologies.get(said.typology)
        if said.case != case.id or typology is None:
            continue
        named = ", ".join(typology.types[each].name if each in typology.types else each for each in said.types)
        reason = f": {' '.join(said.reason.split())}" if said.reason else ""
        count = f"  ({many(len(said.excerpts), 'excerpt')})" if said.excerpts else ""
        lead = (f"{named}  ", "strong")
        paragraphs.append(Paragraph(f"{said.reviewer}, {typology.title}{reason}{count}", "", 3, lead, "type"))
    return [Paragraph("Types", "match", gap=True), *paragraphs] if paragraphs else []


def _documents(snapshot: Snapshot, case: Case) -> list[Paragraph]:
    documents = sorted(
        (each for each in snapshot.holdings.documents.values() if case.id in each.cases), key=lambda each: each.id
    )
    paragraphs = [Paragraph(f"Documents: {len(documents)}", "match", gap=True)]
    for document in documents:
        title = f"{document.title}, " if document.title != document.id else ""
        paragraphs.append(
            Paragraph(f"{title}{document.kind}", "", 3, (f"{document.id}  ", "strong"), f"document {document.id}")
        )
    return paragraphs if documents else [*paragraphs, Paragraph("none yet: d says which", "dim", 3)]


def _memos(snapshot: Snapshot, case: Case) -> list[Paragraph]:
    named = {each.memo.id: each.memo for each in snapshot.backlinks.get(("case", case.id), ())}
    paragraphs = [Paragraph(f"Memos: {len(named)}", "match", gap=True)] if named else []
    for memo in named.values():
        paragraphs.append(
            Paragraph(f"{memo.type}, {memo.reviewer}", "dim", 3, (f"{memo.title}  ", "strong"), f"memo {memo.id}")
        )
    return paragraphs


def _excerpts(snapshot: Snapshot, excerpts: Sequence[Excerpt] | None) -> list[Paragraph]:
    if excerpts is None:
        return [Paragraph("Excerpts: being counted …", "match", gap=True)]
    paragraphs = [Paragraph(f"Excerpts: {len(excerpts)}", "match", gap=True)]
    for excerpt in excerpts[:MOST]:
        themes = "".join(text for text, _ in theme_pieces(snapshot, excerpt)).strip()
        about = f"excerpt {excerpt.id}"
        paragraphs.append(Paragraph(" ".join(excerpt.text.split()), "", 3, about=about, gap=True))
        paragraphs.append(Paragraph(f"{themes}  {excerpt.document}", "dim", 5, about=about))
    if len(excerpts) > MOST:
        paragraphs.append(Paragraph(f"and {len(excerpts) - MOST} more: Tables lists them all", "dim", gap=True))
    return paragraphs
