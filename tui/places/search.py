"""Search: what is typed is found as it is typed, each hit in its line of text, and the document around the current one below.

With nothing typed the documents themselves are listed. The hits on screen are always those of the query on screen: an answer that
comes late, for what was typed before, is dropped.
"""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from search.hits import Found, Hit
from store.documents import Document
from store.errors import CatenaError
from tui.actions import Action, bindings_of
from tui.places.place import Place, quotation
from tui.snapshot import Snapshot
from tui.study import OpenText, Study
from tui.targets import Extent, Target
from tui.widgets.document_view import DocumentView
from tui.widgets.field import Field
from tui.widgets.hit_line import document_pieces, hit_pieces
from tui.widgets.line import Line
from tui.widgets.margin import Margin
from tui.widgets.row_list import Pieces, RowList

PAUSE = 0.08
"""Seconds after the last key before a search begins."""


class SearchPlace(Place):
    """The query, the hits and the document around the current one."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("search", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("search", "lists")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    SearchPlace {
        & > Horizontal { height: 1; background: $surface; }
        & #sign { width: 3; color: $warning; }
        & #query { width: 1fr; }
        & #summary { width: auto; min-width: 30; max-width: 46; background: $surface; }
        & #filter { display: none; background: $panel; }
        & #filter.-shown { display: block; }
        & #found { height: 2fr; }
        & DocumentView { height: 3fr; }
        & Margin { display: none; }
    }
    .-wide SearchPlace {
        & #panes { layout: horizontal; }
        & #found { width: 2fr; height: 100%; }
        & DocumentView { width: 3fr; height: 100%; border-left: vkey $panel; }
        & Margin { display: block; width: 1fr; min-width: 30; height: 100%; border-left: vkey $panel; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._sign = Line(id="sign")
        self.query_field = Field(placeholder='words, "a phrase", OR, NOT, prefix*', id="query")
        self._filter = Field(placeholder="show only lines with these words", id="filter")
        self._summary = Line(id="summary")
        self._found_list = RowList(empty="", id="found")
        self._view = DocumentView(focusable=False)
        self._margin = Margin()
        self._found: Found | None = None
        self._hits: Sequence[Hit] = ()
        self._documents: Sequence[Document] = ()
        self._marked: set[Hit] = set()
        self._extent: Extent = "sentence"
        self._asked = ""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._sign
            yield self.query_field
            yield self._summary
        yield self._filter
        with Vertical(id="panes"):
            yield self._found_list
            yield self._view
            yield self._margin

    def on_mount(self) -> None:
        self._sign.say((" / ", "match"))

    def rest(self) -> None:
        self._found_list.focus()

    def fall_back(self) -> Widget:
        return self._found_list

    def type_query(self) -> None:
        """Puts the cursor into the query."""
        self.query_field.focus()
        self.query_field.action_end()

    @property
    def asked(self) -> str:
        """The query whose hits are shown; "" while the documents are."""
        return self._asked if self._found is not None else ""

    # What comes down

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is None:
            return
        if before is None or before.holdings.documents is not after.holdings.documents:
            self._documents = sorted(after.holdings.documents.values(), key=lambda each: each.id)
            if self._found is None:
                self._show_documents()
        self._view.renew(after)
        self._renew_margin()
        if self._found is None and before is not None:
            self._found_list.refresh_rows()

    def index_changed(self) -> None:
        """The index answers anew: what is asked is asked again."""
        if self.query_field.value.strip():
            self._search(self.query_field.value, pause=0)

    # Asking

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self._filter:
            self._narrow()
        else:
            self._search(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._found_list.focus()

    @work(exclusive=True, group="search", exit_on_error=False)
    async def _search(self, typed: str, pause: float = PAUSE) -> None:
        await asyncio.sleep(pause)
        if not typed.strip():
            self._asked, self._found = "", None
            self._show_documents()
            return
        if self.finder is None:
            self._say("the index is being opened", "dim")
            return
        try:
            found = await self.finder.find(typed, typing=True)
        except CatenaError as error:
            self._say(error.message, "warn")
            return
        if typed == self.query_field.value:
            self._asked, self._found = typed, found
            self._marked.clear()
            self._narrow()

    def _say(self, words: str, look: str = "") -> None:
        width = min(46, max(30, len(words) + 1))
        self._summary.styles.width = width
        if len(words) > width:
            self.post_message(self.TitleChanged(words))
        self._summary.say(("", "right"), (f"{words} ", look))

    def _narrow(self) -> None:
        """Shows what was found, or of it what fits the filter."""
        if self._found is None:
            self._show_documents()
        else:
            self._show_hits()
            self._read_ahead()

    def _show_hits(self) -> None:
        assert self._found is not None
        words = self._filter.value.casefold().split()
        self._hits = [hit for hit in self._found.hits if self._fits(hit, words)] if words else self._found.hits
        empty = "nothing found" if not words else "no line has these words"
        self._found_list.show(len(self._hits), self._hit_row, empty=empty)
        self._say_summary()

    def _fits(self, hit: Hit, words: Sequence[str]) -> bool:
        """Whether a hit's passage has the words; one whose text is not read yet may have them."""
        opened = self._opened(hit)
        if opened is None:
            return True
        line = f"{hit.document} {hit.speaker} {opened.text[hit.passage[0] : hit.passage[1]]}".casefold()
        return all(word in line for word in words)

    def _say_summary(self) -> None:
        found = self._found
        if found is None:
            count = len(self._documents)
            self._say(f"{count} document{'' if count == 1 else 's'}", "dim")
        elif not found.total:
            self._say("nothing found", "warn")
        else:
            shown = f", {len(self._hits)} shown" if len(self._hits) < found.total else ""
            marked = f", {len(self._marked)} marked" if self._marked else ""
            documents = f"{found.documents} document{'' if found.documents == 1 else 's'}"
            self._say(f"{found.total} hit{'' if found.total == 1 else 's'} in {documents}{shown}{marked}")

    def _show_documents(self) -> None:
        words = self._filter.value.casefold().split()
        known = self.snapshot.holdings.documents.values() if self.snapshot is not None else ()
        self._documents = [
            each
            for each in sorted(known, key=lambda each: each.id)
            if all(word in f"{each.id} {each.title} {each.kind}".casefold() for word in words)
        ]
        self._found_list.show(
            len(self._documents),
            self._document_row,
            empty="no documents yet: leave with ^Q, then `catena add FILE… --kind interview`",
        )
        self._say_summary()

    # Painting the list

    def _document_row(self, row: int, width: int) -> Pieces:
        assert self.snapshot is not None
        return document_pieces(self._documents[row], self.snapshot, width)

    def _hit_row(self, row: int, width: int) -> Pieces:
        hit = self._hits[row]
        opened = self._opened(hit)
        return hit_pieces(hit, opened.text if opened is not None else None, width, marked=hit in self._marked)

    def _opened(self, hit: Hit) -> OpenText | None:
        document = self.snapshot.holdings.documents.get(hit.document) if self.snapshot is not None else None
        return self.study.known_text(document) if document is not None else None

    @work(exclusive=True, group="read-ahead", exit_on_error=False)
    async def _read_ahead(self) -> None:
        """Reads the documents whose hits are on screen, or all that the filter looks into."""
        filtered = bool(self._filter.value.strip())
        wanted = self._hits if filtered else self._in_view()
        read = False
        for document in dict.fromkeys(hit.document for hit in wanted):
            known = self.snapshot.holdings.documents.get(document) if self.snapshot is not None else None
            if known is not None and self.study.known_text(known) is None:
                try:
                    await self.study.text_of(known)
                except CatenaError as error:
                    self._say(error.message, "warn")
                    continue
                read = True
                self._found_list.refresh_rows()
        if read and filtered:
            self._show_hits()

    def _in_view(self) -> Sequence[Hit]:
        here, around = max(0, self._found_list.index), self.size.height + 1
        return self._hits[max(0, here - around) : here + around]

    # The current row

    @property
    def current_hit(self) -> Hit | None:
        index = self._found_list.index
        return self._hits[index] if self._found is not None and 0 <= index < len(self._hits) else None

    @property
    def _current_document(self) -> Document | None:
        if self.snapshot is None:
            return None
        hit = self.current_hit
        if hit is not None:
            return self.snapshot.holdings.documents.get(hit.document)
        index = self._found_list.index
        return self._documents[index] if self._found is None and 0 <= index < len(self._documents) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._found_list:
            if not self._filter.value and any(self._opened(hit) is None for hit in self._in_view()):
                self._read_ahead()
            self._show_around()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("search.open")

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _show_around(self) -> None:
        """Shows the document around the current hit, or the beginning of the current document."""
        hit, document = self.current_hit, self._current_document
        if document is None or self.snapshot is None:
            return
        if self.study.known_text(document) is None:
            await asyncio.sleep(PAUSE)
        try:
            opened = await self.study.text_of(document)
        except CatenaError as error:
            self._say(error.message, "warn")
            return
        hits = [(each.start, each.end) for each in self._hits if each.document == document.id] if hit else []
        start, end = (hit.start, hit.end) if hit else (0, None)
        self._view.open(opened, self.snapshot, start=start, end=end, hits=hits)
        self._found_list.repaint_row(self._found_list.index)
        self._renew_margin()

    def _renew_margin(self) -> None:
        opened = self._view.opened
        if opened is not None and self.snapshot is not None and self._margin.display:
            self._margin.show_excerpts(self.snapshot, opened.document.id, self._view.reader.position)

    # Acting

    def why_not(self, action: Action) -> str:
        if action.name in ("tag", "repeat", "mark", "copy", "wider") and self.current_hit is None:
            return "search for something first (/), then it acts on the hit"
        if action.name == "repeat" and not (self.snapshot and self.snapshot.recent):
            return "no theme was used yet: t chooses one"
        if action.name in ("tag", "repeat") and self.study.read_only:
            return self.study.read_only
        if action.name == "open" and self._current_document is None:
            return "there is nothing to read here"
        return ""

    def act_open(self) -> None:
        hit, document = self.current_hit, self._current_document
        if self.screen.focused is self.query_field or self.screen.focused is self._filter:
            self._found_list.focus()
        elif hit is not None:
            self.post_message(self.DocumentWanted(hit.document, hit.start, hit.end, self.asked))
        elif document is not None:
            self.post_message(self.DocumentWanted(document.id))

    @work(group="tag", exit_on_error=False)
    async def act_tag(self) -> None:
        self.post_message(self.TagWanted(await self._targets()))

    @work(group="tag", exit_on_error=False)
    async def act_repeat(self) -> None:
        assert self.snapshot is not None
        self.post_message(self.TagWanted(await self._targets(), theme=self.snapshot.recent[0]))

    async def _targets(self) -> tuple[Target, ...]:
        """The marked hits, or else the current one."""
        assert self.snapshot is not None
        chosen = [hit for hit in self._hits if hit in self._marked] or [hit for hit in (self.current_hit,) if hit]
        targets: dict[tuple[str, int, int], Target] = {}
        for hit in chosen:
            opened = await self.study.text_of(self.snapshot.holdings.documents[hit.document])
            target = Target(opened, (hit.start, hit.end), self._extent)
            targets.setdefault((hit.document, *target.span), target)
        return tuple(targets.values())

    def act_wider(self) -> None:
        self._extent = "passage" if self._extent == "sentence" else "sentence"
        self.post_message(self.TitleChanged(f"t tags the whole {self._extent} of a hit"))

    def act_mark(self) -> None:
        hit = self.current_hit
        assert hit is not None
        self._marked.symmetric_difference_update({hit})
        self._found_list.repaint_row(self._found_list.index)
        self._found_list.move_row(1)
        self._say_summary()

    def act_next_document(self) -> None:
        self._to_document(1)

    def act_previous_document(self) -> None:
        self._to_document(-1)

    def _to_document(self, step: int) -> None:
        if self._found is None:
            self._found_list.move_row(step)
            return
        firsts = [row for row, hit in enumerate(self._hits) if not row or self._hits[row - 1].document != hit.document]
        here = self._found_list.index
        there = [row for row in firsts if row > here] if step > 0 else [row for row in reversed(firsts) if row < here]
        if there:
            self._found_list.go_to(there[0])

    def act_copy(self) -> None:
        hit, opened = self.current_hit, self._view.opened
        if hit is not None and opened is not None:
            start, end = Target(opened, (hit.start, hit.end), self._extent).span
            self.post_message(self.CopyWanted(quotation(opened, start, end), self._extent))

    def act_filter(self) -> None:
        self._filter.add_class("-shown")
        self._filter.focus()

    def leave_layer(self) -> bool:
        focused = self.screen.focused
        if self._filter.has_class("-shown"):
            self._filter.value = ""
            self._filter.remove_class("-shown")
            self._found_list.focus()
        elif focused is self.query_field:
            self._found_list.focus()
        elif self._marked:
            self._marked.clear()
            self._found_list.refresh_rows()
            self._say_summary()
        elif self.query_field.value:
            self.query_field.value = ""
        else:
            return False
        return True

    def memo_links(self) -> "Place.MemoWanted":
        document = self._current_document
        return self.MemoWanted(documents=(document.id,) if document is not None else ())
