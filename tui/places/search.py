"""Search: what is typed is found as it is typed, each hit in its line of text, and the document around the current one below.

With nothing typed the documents themselves are listed. The hits on screen are always those of the query on screen: an answer that
comes late, for what was typed before, is dropped.
"""

import asyncio
from collections.abc import Iterable
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
from store.excerpts import Excerpt
from store.memos import Memo
from tui.actions import Action, bindings_of
from tui.places.place import Place, quotation
from tui.places.search_acts import SearchActs
from tui.scope import USUAL
from tui.snapshot import Snapshot
from tui.study import OpenText, Study
from tui.widgets.field import Field
from tui.widgets.filter_line import FilterLine
from tui.widgets.found_list import FoundList
from tui.widgets.line import Line
from tui.widgets.row_list import RowList
from tui.widgets.surroundings import Surroundings

AGAIN = 1.0
"""Seconds until a query is asked again that documents were not there for."""
PATIENCE = 0.3
"""Seconds from which on it is said that a search is under way: what is on screen is still the answer before it."""
PAUSE = 0.02
"""Seconds for which a line is the current one before its document is opened below: a key that is held passes many."""
BATCH = 50
"""Documents of which the texts are read at once for the lines of the list."""


class SearchPlace(SearchActs):
    """The query, the hits and the document around the current one."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("search", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("search", "lists")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    SearchPlace {
        & > Horizontal { height: 1; background: $surface; }
        & #sign { width: 3; max-width: 24; color: $warning; }
        & #query { width: 1fr; }
        & #summary { width: auto; min-width: 30; max-width: 52; background: $surface; }
        & #found { height: 2fr; }
    }
    .-wide SearchPlace {
        & #panes { layout: horizontal; }
        & #found { width: 2fr; height: 100%; }
        & Surroundings { width: 4fr; height: 100%; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._sign = Line(id="sign")
        self.query_field = Field(placeholder='words, "a phrase", OR, NOT, prefix*', id="query")
        self._filter = FilterLine("show only lines with these words")
        self._summary = Line(id="summary")
        self.found_list = FoundList(self._text, id="found")
        self._surroundings = Surroundings()
        self._asked = ""
        # What was typed last that could not be answered, and why.
        self._refused: tuple[str, CatenaError | None] = "", None

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._sign
            yield self.query_field
            yield self._summary
        yield self._filter
        with Vertical(id="panes"):
            yield self.found_list
            yield self._surroundings

    def on_mount(self) -> None:
        self.say_scope()

    def say_scope(self) -> None:
        words = f" {self.scope.words} / " if self.scope.words else " / "
        self._sign.styles.width = len(words)
        self._sign.say((words, "match"))

    def rest(self) -> None:
        self.found_list.focus()

    def fall_back(self) -> Widget:
        return self.found_list

    def type_query(self) -> None:
        """Puts the cursor into the query, all of it selected: what is typed replaces it, an arrow key keeps it."""
        self.query_field.focus()
        self.query_field.select_all()

    @property
    def asked(self) -> str:
        return self._asked if self.found_list.found is not None else ""

    @property
    def current_hit(self) -> Hit | None:
        return self.found_list.current_hit

    @property
    def _current_document(self) -> Document | None:
        documents = self.snapshot.holdings.documents if self.snapshot is not None else {}
        return documents.get(self.found_list.current_document)

    def _text(self, document: str) -> str | None:
        known = self.snapshot.holdings.documents.get(document) if self.snapshot is not None else None
        return self.study.texts.known(known) if known is not None else None

    def _known(self, documents: Iterable[str]) -> list[Document]:
        """The documents of these ids that there are."""
        known = self.snapshot.holdings.documents if self.snapshot is not None else {}
        return [known[each] for each in documents if each in known]

    # What comes down

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is None:
            return
        self.found_list.renew(after)
        changed = before is None or before.holdings.documents is not after.holdings.documents
        if changed and self.found_list.found is None:
            self._show_documents()
        tagged = before is not None and before.holdings.excerpts is not after.holdings.excerpts
        if tagged and self.scope.untagged and self.asked:
            self._search(self.query_field.value, index=self.found_list.index)
        self._surroundings.renew(after)

    def index_changed(self) -> None:
        """The index answers anew: what is asked is asked again."""
        self.search_again()

    # Asking

    def search_again(self) -> None:
        if self.query_field.value.strip():
            self._search(self.query_field.value)

    def show_passages(self, found: Found, like: str) -> None:
        with self.query_field.prevent(Input.Changed):
            self.query_field.value = ""
        self._asked = ""
        self.found_list.by_passage = False
        self.found_list.show_found(found, self._filter.words, like)
        self.say_found()
        self.found_list.focus()
        self._read_ahead()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self.query_field:
            self.found_list.by_passage = False
            self._search(event.value)
        elif self.found_list.found is None:
            self._show_documents()
        else:
            self.found_list.narrow(self._filter.words)
            self.say_found()
            self._read_ahead()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        refused, error = self._refused
        fault = self.fault_in(event.value) or (error if refused == event.value else None)
        if event.input is self.query_field and fault is not None:
            self._refused = event.value, fault
            self._say(fault.message, "warn")
            self.post_message(self.Refused(fault.message))
            place = getattr(fault, "position", -1)
            self.query_field.cursor_position = min(place if place >= 0 else len(event.value), len(event.value))
            return
        if event.input is self.query_field:
            self.remember(event.value)
        self.found_list.focus()

    @work(exclusive=True, group="search", exit_on_error=False)
    async def _search(self, typed: str, index: int = 0) -> None:
        await self._painted()
        if not typed.strip():
            self._asked = ""
            self._show_documents()
            return
        if self.finder is None:
            self._say("the index is being opened", "dim")
            return
        waiting = self.set_timer(PATIENCE, lambda: self._say("searching …", "dim"))
        try:
            found, noted = await self.answer_to(typed)
        except CatenaError as error:
            self._refused = typed, error
            self._say(error.message, "warn")
            return
        finally:
            waiting.stop()
        if typed == self.query_field.value:
            if self._refused[0] not in ("", typed):
                # What was wrong with an earlier query is not said of this one.
                self.post_message(self.TitleChanged(""))
            self._asked, self._refused, self.more = typed, ("", None), ""
            self.found_list.show_found(found, self._filter.words, noted=noted, index=index)
            self.say_found()
            self._read_ahead()
            if self.finder.missing and self.scope.documents:
                self._ask_again(typed, self.finder.missing)
            elif not found.total and not noted:
                await self.suggest(typed)
            else:
                await self.look_into_regions(typed)

    async def _painted(self) -> None:
        """Waits until what was typed is on the screen: that comes first, and of several keys at once the last is searched for."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

    def _ask_again(self, typed: str, missing: int) -> None:
        """Says that documents are not in the index yet, and asks once more until they are."""
        self._say(f"{self.found_list.summary()[0]}; {missing} not indexed yet", "warn")

        def again() -> None:
            if typed == self.query_field.value and self._asked == typed:
                self._search(typed)

        self.set_timer(AGAIN, again)

    def _show_documents(self) -> None:
        self.found_list.show_documents(self.snapshot, self._filter.words)
        self.say_found()

    def say_found(self) -> None:
        words, look = self.found_list.summary()
        self._say(f"{words}{self.more if self.asked else ''}", look)

    def _say(self, words: str, look: str = "") -> None:
        width = min(52, max(30, len(words) + 1))
        self._summary.styles.width = width
        if len(words) > width:
            self.post_message(self.TitleChanged(words))
        self._summary.say(("", "right"), (f"{words} ", look))

    @work(exclusive=True, group="read-ahead", exit_on_error=False)
    async def _read_ahead(self) -> None:
        """Reads the documents that the list needs, so that its lines can be painted and filtered."""
        unread = self._known(self.found_list.unread())
        for first in range(0, len(unread), BATCH):
            for fault in await self.study.read_texts(unread[first : first + BATCH]):
                self._say(fault.message, "warn")
            self.found_list.refresh_rows()
        found = self.found_list.found
        if unread and self.found_list.filtered and found is not None:
            self.found_list.narrow(self._filter.words, self.found_list.index)
            self.say_found()

    # The current row

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self.found_list:
            if not self.found_list.filtered and self.found_list.unread():
                self._read_ahead()
            self._show_around()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("search.open")

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _show_around(self) -> None:
        """Shows the document or memo around the current hit, or the beginning of the current document."""
        hit, document, noted = self.current_hit, self._current_document, self.found_list.current_noted
        if noted is not None and isinstance(noted.annotation.about, Memo):
            view = await self._surroundings.made()
            view.show_memo(noted.annotation.about, noted.start, noted.end)
            return
        if document is None or self.snapshot is None:
            return
        if self.study.known_text(document) is None:
            await asyncio.sleep(PAUSE)
        try:
            opened = await self.study.text_of(document)
        except CatenaError as error:
            self._say(error.message, "warn")
            return
        hits = [(each.start, each.end) for each in self.found_list.hits if each.document == document.id]
        about = noted.annotation.about if noted is not None else None
        excerpt = (about.start, about.end) if isinstance(about, Excerpt) else (0, None)
        start, end = (hit.start, hit.end) if hit else excerpt
        view = await self._surroundings.made()
        view.open(opened, self.snapshot, start=start, end=end, hits=hits if hit else [])
        self.found_list.repaint_row(self.found_list.index)
        self._surroundings.renew_margin(self.snapshot)

    # Acting

    def why_not(self, action: Action) -> str:
        if reason := self.why_not_searched(action):
            return reason
        if action.name in ("tag", "repeat", "mark", "copy", "wider") and self.current_hit is None:
            if self.found_list.current_noted is not None:
                return "this acts on hits in documents: Enter goes to where this one is"
            return "search for something first (/), then it acts on the hit"
        if action.name == "repeat" and not (self.snapshot and self.snapshot.last_theme):
            return "no theme was used yet: t chooses one"
        if action.name in ("tag", "repeat") and self.study.read_only:
            return self.study.read_only
        nowhere = self._current_document is None and self.found_list.current_noted is None
        if action.name == "open" and nowhere and not self.found_list.suggestions:
            return "there is nothing to read here"
        return ""

    def foot(self, action: Action) -> int:
        if self.found_list.found is None and action.group == "search" and self.why_not(action):
            return 0
        return super().foot(action)

    def act_open(self) -> None:
        hit, document, noted = self.current_hit, self._current_document, self.found_list.current_noted
        if self.screen.focused is self.query_field or self._filter.is_typed_into:
            self.found_list.focus()
        elif (suggestion := self.found_list.current_suggestion) is not None:
            self.ask(suggestion.query)
        elif hit is not None:
            self.remember(self.asked)
            self.post_message(self.DocumentWanted(hit.document, hit.start, hit.end, self.asked, self.scope))
        elif noted is not None:
            self.remember(self.asked)
            self.open_noted(noted)
        elif document is not None:
            self.post_message(self.DocumentWanted(document.id))

    def act_copy(self) -> None:
        if here := self._span_here:
            opened, span = here
            self.post_message(self.CopyWanted(quotation(opened, *span), self.extent))

    async def act_filter(self) -> None:
        await self._filter.open()

    def tagged(self) -> None:
        self.found_list.clear_marks()
        self.say_found()

    def leave_layer(self) -> bool:
        focused = self.screen.focused
        if self._filter.is_open:
            self._filter.close()
            self.found_list.focus()
        elif focused is self.query_field:
            self.found_list.focus()
        elif self.found_list.marked:
            self.found_list.clear_marks()
            self.say_found()
        elif self.query_field.value:
            self.query_field.value = ""
        elif self.found_list.like:
            self._show_documents()
        elif self.scope != USUAL:
            self.look_in(USUAL)
        else:
            return False
        return True

    @property
    def _span_here(self) -> tuple[OpenText, tuple[int, int]] | None:
        """The sentence or passage of the current hit, once its document is shown."""
        from tui.targets import Target

        hit, view = self.current_hit, self._surroundings.view
        opened = view.opened if view is not None else None
        if hit is None or opened is None or opened.document.id != hit.document:
            return None
        return opened, Target(opened, (hit.start, hit.end), self.extent).span

    def memo_links(self) -> "Place.MemoWanted":
        document, here, noted = self._current_document, self._span_here, self.found_list.current_noted
        held = self.snapshot.holdings.searches.values() if self.snapshot is not None and self.asked else ()
        searches = tuple(each.key for each in held if each.kept and each.question == self.question)
        if noted is not None and isinstance(noted.annotation.about, Excerpt):
            return self.MemoWanted(excerpts=(noted.annotation.about.id,), searches=searches)
        documents = (document.id,) if document is not None else ()
        return self.MemoWanted(documents=documents, searches=searches, span=here[1] if here else (0, 0))
