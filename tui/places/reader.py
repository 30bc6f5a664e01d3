"""Reader: one document with what is tagged in it, to read, to select from and to tag.

The excerpts at the cursor are named below the text; where there is room, the documents stand on the left and all excerpts of this
one on the right.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from store.documents import Document
from store.errors import CatenaError
from store.excerpts import Excerpt
from tui.actions import Action, bindings_of
from tui.places.excerpt_acts import ExcerptActs
from tui.places.place import Place, quotation
from tui.places.rule_acts import RuleActs
from tui.query_hits import QueryHits, first_in, hits_for
from tui.reader.spans import Range
from tui.snapshot import Snapshot
from tui.study import Study
from tui.targets import Target
from tui.widgets.document_view import DocumentView
from tui.widgets.hit_line import document_pieces
from tui.widgets.line import Line
from tui.widgets.margin import Margin, reading_of, theme_pieces
from tui.widgets.reader import Reader
from tui.widgets.row_list import Piece, RowList


class ReaderPlace(RuleActs, ExcerptActs):
    """The document that is open."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("reader", "excerpt", "move")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("reader", "excerpt", "move")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    ReaderPlace {
        & > Horizontal { height: 1fr; }
        & DocumentView { width: 1fr; }
        & #documents { display: none; }
        & Margin { display: none; }
        & #here { background: $surface; }
    }
    .-wide ReaderPlace {
        & #documents { display: block; width: 34; border-right: vkey $panel; }
        & Margin { display: block; width: 1fr; min-width: 36; border-left: vkey $panel; }
        & DocumentView { width: 2fr; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.view = DocumentView()
        self._document_list = RowList(id="documents", empty=" no documents yet")
        self._margin = Margin()
        self._here = Line(id="here")
        self._documents: Sequence[Document] = ()
        self._hits = QueryHits()

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._document_list
            yield self.view
            yield self._margin
        yield self._here

    def rest(self) -> None:
        self.view.reader.focus()

    def fall_back(self) -> Widget:
        return self.view.reader

    @property
    def reader(self) -> Reader:
        return self.view.reader

    @property
    def document(self) -> Document | None:
        return self.view.opened.document if self.view.opened is not None else None

    # What comes down

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is None:
            return
        self._documents = sorted(after.holdings.documents.values(), key=lambda each: each.id)
        if self._document_list.display:
            self._show_documents(after)
        self.view.renew(after)
        self.follow_rules(after)
        self._say_here()
        if self._hits.untagged and before is not None and before.holdings.excerpts is not after.holdings.excerpts:
            self._hits_changed()

    def _show_documents(self, snapshot: Snapshot) -> None:
        names = [document.id for document in self._documents]
        here = names.index(self.document.id) if self.document is not None and self.document.id in names else 0
        self._document_list.show(
            len(names), lambda row, width: document_pieces(self._documents[row], snapshot, width), index=here
        )

    @work(exclusive=True, group="open", exit_on_error=False)
    async def open_document(
        self, wanted: str, start: int = 0, end: int | None = None, query: str = "", untagged: bool = False
    ) -> None:
        """Shows a document with a place in view, and marks the hits of a query in it."""
        snapshot = self.snapshot
        document = snapshot.holdings.documents.get(wanted) if snapshot is not None else None
        if snapshot is None or document is None:
            return
        if self.document is None or self.document.id != wanted:
            self._hits = QueryHits()
        try:
            opened = await self.study.text_of(document)
        except CatenaError as error:
            self.app.notify(error.message, markup=False, severity="error", timeout=12)
            return
        self.reader.clear_selection()
        self.view.open(opened, self.snapshot or snapshot, start=start, end=end, hits=self._hits.here)
        self.post_message(self.TitleChanged())
        self.study.prepare_tags(document)
        if self._document_list.display:
            self._show_documents(snapshot)
        await self._mark_hits(wanted, query, untagged)

    def index_changed(self) -> None:
        """What is left out of search may have hits now, and the other way round."""
        if self._hits.query:
            self._hits_changed()

    @work(exclusive=True, group="hits", exit_on_error=False)
    async def _hits_changed(self) -> None:
        """What was untagged may be tagged by now, and what is indexed may be read by other rules."""
        if self.document is not None:
            await self._mark_hits(self.document.id, self._hits.query, self._hits.untagged)

    async def _mark_hits(self, document: str, query: str, untagged: bool) -> None:
        hits = QueryHits()
        if query and self.finder is not None:
            # The list of hits said already what is wrong with a query that cannot be read.
            with suppress(CatenaError):
                hits = await hits_for(self.finder, query, document, untagged)
        self._hits = hits
        self._say_hits()
        # With hits there are keys that can act now.
        self.post_message(self.TitleChanged())

    def _say_hits(self) -> None:
        position, document = self.reader.position, self.document
        self.view.mark_hits(self._hits.here, position)
        number = self._hits.number_at(document.id if document is not None else "", position)
        untagged = " untagged" if self._hits.untagged else ""
        self.view.note(f"{number or '-'} of {self._hits.total}{untagged}" if self._hits.query else "")

    # What goes on in the view

    def on_reader_cursor_moved(self) -> None:
        self._say_here()

    def on_reader_selection_changed(self, event: Reader.SelectionChanged) -> None:
        if event.selection is None:
            self._say_here()
            return
        start, end = event.selection
        words = len(self.reader.span_text(start, end).split())
        counted = f"{words} word{'' if words == 1 else 's'}  "
        self._here.say(
            (" selected ", "strong"),
            (counted, ""),
            ("t tags, m writes a memo, Esc lets go", "dim"),
        )

    def _say_here(self) -> None:
        snapshot, document = self.snapshot, self.document
        if snapshot is None or document is None:
            self._here.say((" nothing is open: 1 goes to the documents", "dim"))
            return
        if self.reader.selection is not None:
            return
        position = self.reader.position
        here = self.excerpts_here
        pieces: list[Piece] = [(" ", ""), *self.region_pieces(snapshot, document.id, position)]
        for excerpt in here:
            pieces += theme_pieces(snapshot, excerpt)
            pieces += [(f"{excerpt.reviewer}  ", "dim")] if excerpt.reviewer != snapshot.reviewer else []
            pieces += [("* ", "match")] if excerpt.starred else []
            pieces += [(f"✎ {excerpt.note}  ", "dim")] if excerpt.note else []
            reading = reading_of(snapshot, excerpt)
            pieces += [(f"{reading}  ", "match")] if reading else []
        self._here.say(*pieces)
        if self._margin.display:
            self._margin.show_excerpts(snapshot, document.id, position)

    @property
    def excerpts_here(self) -> list[Excerpt]:
        """The excerpts at the cursor, the shortest first."""
        if self.snapshot is None or self.document is None:
            return []
        position = self.reader.position
        here = [
            excerpt
            for excerpt in self.snapshot.holdings.excerpts_of(self.document.id)
            if any(segment.start <= position < segment.end for segment in excerpt.segments)
        ]
        return sorted(here, key=lambda each: each.end - each.start)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._margin and self._margin.has_focus and self._margin.current is not None:
            self.reader.go_to(self._margin.current.start, self._margin.current.end)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if event.rows is self._document_list:
            self.open_document(self._documents[event.index].id)

    # Acting

    def why_not(self, action: Action) -> str:
        if action.group in ("reader", "excerpt") and self.document is None and "pane" not in action.name:
            return "nothing is open: 1 goes to the documents"
        match action.name:
            case "tag" | "repeat" | "untag" | "region" if self.study.read_only:
                return self.study.read_only
            case "repeat" if not (self.snapshot and self.snapshot.last_theme):
                return "no theme was used yet: t chooses one"
            case "untag" if not self._own_excerpts:
                return "you have no excerpt at the cursor"
            case "next_hit" | "previous_hit" if self._hits.untagged and not self._hits.total:
                return "every hit of this search stands in a tagged passage now"
            case "next_hit" | "previous_hit" if not self._hits.total:
                return "no search is shown here: / begins one"
            case "next_excerpt" | "previous_excerpt" if not self._excerpt_spans:
                return "nothing is tagged in this document yet"
            case "shrink" | "swap" if self.reader.selection is None:
                return "select something first: v, w, s or p"
        return super().why_not(action)

    @property
    def excerpts_meant(self) -> list[Excerpt]:
        return self.excerpts_here

    @property
    def _own_excerpts(self) -> list[Excerpt]:
        return [each for each in self.excerpts_here if self.snapshot and each.reviewer == self.snapshot.reviewer]

    @property
    def _excerpt_spans(self) -> list[Range]:
        if self.snapshot is None or self.document is None:
            return []
        ends: dict[int, int] = {}
        for excerpt in self.snapshot.holdings.excerpts_of(self.document.id):
            ends[excerpt.start] = max(excerpt.end, ends.get(excerpt.start, 0))
        return sorted(ends.items())

    def act_select(self) -> None:
        self.reader.start_selection()

    def act_word(self) -> None:
        self.reader.select_word()

    def act_sentence(self) -> None:
        self.reader.select_sentence()

    def act_passage(self) -> None:
        self.reader.select_passage()

    def act_shrink(self) -> None:
        self.reader.shrink_selection()

    def act_swap(self) -> None:
        self.reader.swap_end()

    def act_left(self) -> None:
        self.reader.move_word(-1)

    def act_right(self) -> None:
        self.reader.move_word(1)

    def act_sentence_back(self) -> None:
        self.reader.move_sentence(-1)

    def act_sentence_on(self) -> None:
        self.reader.move_sentence(1)

    def _target(self) -> Target:
        """What is selected, or else the sentence at the cursor."""
        assert self.view.opened is not None
        selected = self.reader.selection
        if selected is not None:
            return Target(self.view.opened, selected, "words")
        position = self.reader.position
        return Target(self.view.opened, self.reader.span_at(position, "word"), "sentence")

    def act_tag(self) -> None:
        self.post_message(self.TagWanted((self._target(),)))

    def act_repeat(self) -> None:
        assert self.snapshot is not None
        self.post_message(self.TagWanted((self._target(),), theme=self.snapshot.last_theme))

    def act_untag(self) -> None:
        self.post_message(self.UntagWanted(self._own_excerpts[0].id))

    def act_next_excerpt(self) -> None:
        self._jump([span for span in self._excerpt_spans if span[0] > self.reader.position][:1], "the last excerpt")

    def act_previous_excerpt(self) -> None:
        self._jump([span for span in self._excerpt_spans if span[0] < self.reader.position][-1:], "the first excerpt")

    def act_next_hit(self) -> None:
        self._to_hit(1)

    def act_previous_hit(self) -> None:
        self._to_hit(-1)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _to_hit(self, step: int) -> None:
        """To the next hit or the one before, in the next document where this one has no more, and round at the end."""
        document = self.document
        if document is None or self.finder is None:
            return
        spot = self._hits.near(document.id, self.reader.position, step)
        if spot is None:
            names = [each.id for each in self._documents][:: 1 if step > 0 else -1]
            place = names.index(document.id) if document.id in names else -1
            if len(self._hits.everywhere) == self._hits.total:
                self.post_message(self.TitleChanged(f"from the {'beginning' if step > 0 else 'end'} again"))
                place = -1
            spot = await first_in(self.finder, self._hits, (*names[place + 1 :], *names[: place + 1]), step)
        if spot is not None and spot[0] == document.id:
            self.reader.go_to(spot[1], spot[2])
            self._say_hits()
        elif spot is not None:
            self.open_document(*spot, self._hits.query, self._hits.untagged)

    def _jump(self, places: Sequence[Range], end: str) -> None:
        if places:
            self.reader.go_to(*places[0])
        else:
            self.post_message(self.TitleChanged(f"this is {end}"))

    def act_next_document(self) -> None:
        self._to_document(1)

    def act_previous_document(self) -> None:
        self._to_document(-1)

    def _to_document(self, step: int) -> None:
        names = [document.id for document in self._documents]
        here = names.index(self.document.id) if self.document is not None and self.document.id in names else -1
        if 0 <= here + step < len(names):
            self.open_document(names[here + step], query=self._hits.query, untagged=self._hits.untagged)
        else:
            self.post_message(self.TitleChanged(f"this is the {'last' if step > 0 else 'first'} document"))

    def act_like(self) -> None:
        assert self.view.opened is not None
        selected = self.reader.selection
        start, end = selected or replace(self._target(), extent="passage").span
        self.post_message(self.LikeWanted(self.view.opened.document.id, start, end))

    def act_copy(self) -> None:
        assert self.view.opened is not None
        here = self.excerpts_here
        start, end = self.reader.selection or ((here[0].start, here[0].end) if here else self._target().span)
        self.post_message(self.CopyWanted(quotation(self.view.opened, start, end), "quotation"))

    def tagged(self) -> None:
        self.reader.clear_selection()

    def leave_layer(self) -> bool:
        if self.reader.clear_selection():
            return True
        if self.screen.focused is not self.reader:
            self.reader.focus()
            return True
        if self._hits.query:
            self._hits = QueryHits()
            self._say_hits()
            return True
        return False

    def memo_links(self) -> "Place.MemoWanted":
        selected, opened = self.reader.selection, self.view.opened
        if selected is not None and opened is not None:
            return self.MemoWanted(documents=(opened.document.id,), quotation=quotation(opened, *selected))
        here = self.excerpts_here
        if here:
            themes = tuple(dict.fromkeys(theme for excerpt in here[:1] for theme in excerpt.themes))
            return self.MemoWanted(excerpts=(here[0].id,), themes=themes)
        return self.MemoWanted(documents=(self.document.id,) if self.document is not None else ())
