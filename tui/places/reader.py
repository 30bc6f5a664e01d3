"""Reader: one document with what is tagged in it, to read, to select from and to tag.

The excerpts at the cursor are named below the text; where there is room, the documents stand on the left and all excerpts of this
one on the right.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from store.errors import CatenaError
from store.excerpts import Excerpt
from tui.actions import Action, bindings_of
from tui.places.considering import Considering
from tui.places.hit_acts import HitActs
from tui.places.place import Place, quotation
from tui.places.rule_acts import RuleActs
from tui.places.selecting_acts import SelectingActs
from tui.query_hits import QueryHits
from tui.reader.borders import Borders
from tui.reader.spans import Range
from tui.scope import USUAL, Scope
from tui.snapshot import Snapshot
from tui.study import Study
from tui.targets import Target
from tui.widgets.document_view import DocumentView
from tui.widgets.hit_line import document_pieces
from tui.widgets.line import Line
from tui.widgets.margin import Margin, here_pieces
from tui.widgets.reader import Reader
from tui.widgets.row_list import RowList


class ReaderPlace(SelectingActs, RuleActs, HitActs, Considering):
    """The document that is open."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("reader", "excerpt", "consider", "move")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("reader", "excerpt", "consider", "move")]
    AFTER_TAG: ClassVar[str] = ", C compares it"
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
        self._known_here: tuple[Sequence[Excerpt], int, list[Excerpt]] = ((), -1, [])
        """The excerpts of the document, a position, and those at it: asked for by every key that is offered."""
        self.view = DocumentView()
        self._document_list = RowList(id="documents", empty=" no documents yet")
        self._margin = Margin()
        self._here = Line(id="here")
        self._segments: tuple[Range, ...] = ()
        self._tagged: tuple[Range, ...] = ()
        """What was tagged just now, while the cursor stays: another theme goes on the same words, also after an undo."""

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
        if self._hits.scope.untagged and before is not None and before.holdings.excerpts is not after.holdings.excerpts:
            self._hits_changed()

    def _show_documents(self, snapshot: Snapshot) -> None:
        names = [document.id for document in self._documents]
        here = names.index(self.document.id) if self.document is not None and self.document.id in names else 0
        self._document_list.show(
            len(names), lambda row, width: document_pieces(self._documents[row], snapshot, width), index=here
        )

    def open_wanted(self, wanted: Place.DocumentWanted) -> None:
        """Shows the document that somebody wants to read."""
        place = (wanted.document, wanted.start, wanted.end)
        self.open_document(*place, wanted.query, wanted.scope, wanted.segments)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def open_document(
        self,
        wanted: str,
        start: int = 0,
        end: int | None = None,
        query: str = "",
        scope: Scope = USUAL,
        segments: tuple[Range, ...] = (),
    ) -> None:
        """Shows a document with a place in view, and marks the hits of a query in it, or selects segments of a quotation.

        Without a place it is the one where the reviewer left off.
        """
        snapshot = self.snapshot
        document = snapshot.holdings.documents.get(wanted) if snapshot is not None else None
        if snapshot is None or document is None:
            return
        other = self.document is None or self.document.id != wanted
        if other:
            self._hits = QueryHits()
        try:
            opened = await self.study.text_of(document)
        except CatenaError as error:
            self.app.notify(error.message, markup=False, severity="error", timeout=12)
            return
        left_off = await self.study.where_left_off()
        unplaced = not start and end is None
        if unplaced:
            start = left_off.place_in(document) if other else self.reader.position
        self.reader.clear_selection()
        self._tagged = ()
        self.view.open(opened, self.snapshot or snapshot, start=start, end=end, hits=self._hits.here)
        left_off.read(document, self.reader.position)
        self.post_message(
            self.TitleChanged("here you left off; g goes to the beginning" if unplaced and start else None)
        )
        self.study.prepare_tags(document)
        if other:
            self.study.keep_left_off()
        if self._document_list.display:
            self._show_documents(snapshot)
        await self._mark_hits(wanted, query, scope)
        self._segments = segments
        if segments:
            self.reader.select(segments[0][0], segments[-1][1])
            self.view.mark_hits(segments, segments[0][0])

    # What goes on in the view

    def on_reader_cursor_moved(self) -> None:
        self.study.just_changed = ""
        self._tagged = ()
        if self.document is not None and self.study.left_off is not None:
            self.study.left_off.read(self.document, self.reader.position)
        self._say_here()

    def on_reader_selection_changed(self, event: Reader.SelectionChanged) -> None:
        if self._segments and self.reader.selection != (self._segments[0][0], self._segments[-1][1]):
            self._segments = ()
        if event.selection is None:
            self._say_here()
            return
        self._tagged = ()
        start, end = event.selection
        words = len(self.reader.span_text(start, end).split())
        pieces = len(self._selected_segments)
        counted = (
            f"{words} word{'' if words == 1 else 's'}  " if not pieces else f"{pieces} pieces, as they are marked  "
        )
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
        about = (piece for excerpt in here for piece in here_pieces(snapshot, excerpt))
        named = snapshot.named_by([("excerpt", each.id) for each in here] or [("document", document.id)])
        self._here.say(
            (" ", ""), *self.region_pieces(snapshot, document.id, position), *about, ("", "right"), (named, "match")
        )
        if self._margin.display:
            self._margin.show_excerpts(snapshot, document.id, position)

    @property
    def excerpts_here(self) -> list[Excerpt]:
        """The excerpts at the cursor, the shortest first."""
        if self.snapshot is None or self.document is None:
            return []
        excerpts, position = self.snapshot.holdings.excerpts_of(self.document.id), self.reader.position
        if self._known_here[0] is not excerpts or self._known_here[1] != position:
            here = [
                excerpt
                for excerpt in excerpts
                if excerpt.start <= position < excerpt.end
                and any(segment.start <= position < segment.end for segment in excerpt.segments)
            ]
            self._known_here = (excerpts, position, sorted(here, key=lambda each: each.end - each.start))
        return list(self._known_here[2])

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
            case "tag" | "repeat" | "untag" | "region" | "done" if self.study.read_only:
                return self.study.read_only
            case "repeat" if not (self.snapshot and self.snapshot.last_theme):
                return "no theme was used yet: t chooses one"
            case "untag" if not self.own_meant:
                colleague = next((each.reviewer for each in self.excerpts_meant), "")
                otherwise = f"the excerpt is {colleague}'s: c reads it otherwise, in a file of your own"
                return otherwise if colleague else "you have no excerpt at the cursor"
            case "next_hit" | "previous_hit" if self._hits.scope.untagged and not self._hits.total:
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
    def selection_meant(self) -> tuple[str, int, int] | None:
        selected = self.reader.selection
        return (self.document.id, *selected) if self.document is not None and selected else None

    def show_borders(self, borders: Borders | None) -> None:
        """Shows the borders of an excerpt as they would be, with the end that moves in view; None: no longer."""
        self.reader.clear_selection()
        self.reader.set_selected(borders.span if borders is not None else None)
        if borders is not None:
            self.reader.go_to(borders.cursor, centre=False)

    @property
    def _excerpt_spans(self) -> list[Range]:
        if self.snapshot is None or self.document is None:
            return []
        ends: dict[int, int] = {}
        for excerpt in self.snapshot.holdings.excerpts_of(self.document.id):
            ends[excerpt.start] = max(excerpt.end, ends.get(excerpt.start, 0))
        return sorted(ends.items())

    @property
    def _selected_segments(self) -> tuple[Range, ...]:
        """The segments of the quotation that is selected; () where the selection is one piece."""
        pieces = self._segments
        same = len(pieces) > 1 and self.reader.selection == (pieces[0][0], pieces[-1][1])
        return pieces if same else ()

    def quotation_here(self) -> str:
        selected = self.reader.selection
        return self.reader.span_text(*selected) if selected is not None else ""

    def _target(self) -> Target:
        """What is selected, or else what was tagged just now, or else the sentence at the cursor."""
        assert self.view.opened is not None
        selected = self.reader.selection
        if selected is not None:
            return Target(self.view.opened, selected, "words", self._selected_segments)
        if self._tagged:
            return Target(self.view.opened, (self._tagged[0][0], self._tagged[-1][1]), "words", self._tagged)
        position = self.reader.position
        return Target(self.view.opened, self.reader.span_at(position, "word"), "sentence")

    def act_tag(self) -> None:
        self.post_message(self.TagWanted((self._target(),)))

    def act_repeat(self) -> None:
        assert self.snapshot is not None
        self.post_message(self.TagWanted((self._target(),), theme=self.snapshot.last_theme))

    def act_untag(self) -> None:
        self.post_message(self.UntagWanted(self.own_meant[0].id))

    def act_next_excerpt(self) -> None:
        self._jump([span for span in self._excerpt_spans if span[0] > self.reader.position][:1], "the last excerpt")

    def act_previous_excerpt(self) -> None:
        self._jump([span for span in self._excerpt_spans if span[0] < self.reader.position][-1:], "the first excerpt")

    def _jump(self, places: Sequence[Range], end: str) -> None:
        if places:
            self.reader.go_to(*places[0])
        else:
            self.post_message(self.TitleChanged(f"this is {end}"))

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
        snapshot = self.study.snapshot
        changed = snapshot.holdings.excerpts.get(self.study.just_changed) if snapshot is not None else None
        if changed is not None and self.document is not None and changed.document == self.document.id:
            self._tagged = tuple((segment.start, segment.end) for segment in changed.segments)

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
            return self.MemoWanted(documents=(opened.document.id,), span=selected)
        here = self.excerpts_here
        if here:
            themes = tuple(dict.fromkeys(theme for excerpt in here[:1] for theme in excerpt.themes))
            return self.MemoWanted(excerpts=(here[0].id,), themes=themes)
        return self.MemoWanted(documents=(self.document.id,) if self.document is not None else ())
