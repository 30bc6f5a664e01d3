"""Tables: counts of themes, cases, documents and passages, moved through cell by cell, each number with what is behind it.

What is wished for is counted beside the event loop, and something is said meanwhile; the table that stands there can be read
until the new one is ready. The current cell is kept by what its row and column stand for, whatever is counted, sorted or turned.
What the figures rest on stands below them and is never scrolled away.
"""

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.errors import CatenaError
from store.holdings import Holdings
from themes.cell_summaries import cell_summaries, words_of
from themes.comparison import group_keys
from themes.table_texts import basis_of
from themes.table_wishes import TABLES, Counted, Wish, counted
from themes.tables import Label
from themes.timeline import steps_of
from tui.actions import bindings_of
from tui.case_speaking import CasesSpeaking
from tui.places.place import Place
from tui.places.table_acts import PERCENTS, TableActs
from tui.snapshot import Snapshot
from tui.study import Study
from tui.table_layout import filling_of
from tui.table_view import Line as Shown
from tui.table_view import TableView, view_of
from tui.widgets.line import Line
from tui.widgets.row_list import RowList
from tui.widgets.words import Words

SIGN = "✎"
"""Behind a number: the cell has a summary."""


class TablesPlace(TableActs):
    """One table at a time."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("tables", "cells", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("tables", "cells", "lists")]
    FOOT_LEAVES_OUT: ClassVar[tuple[str, ...]] = ("app.find", "app.memo", "app.undo")
    DEFAULT_CSS = """
    TablesPlace {
        & #tables-head { background: $panel; }
        & #tables-cell { background: $panel; }
        & #tables-basis { height: auto; max-height: 5; padding: 0 1; background: $surface; color: $text-muted; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="tables-head")
        self._cell_line = Line(id="tables-cell")
        self._basis = Words(id="tables-basis")
        self._made: tuple[Wish, Holdings, bool, Counted] | None = None
        self._speaking: tuple[Holdings, CasesSpeaking] | None = None
        self._begun = False
        self.is_counting = False
        """Whether what stands there is not yet what is wished for."""
        self._summaries: dict[tuple[Shown, Shown], str] = {}

    def compose(self) -> ComposeResult:
        yield self._head
        yield self.filter
        yield self.grid
        yield self._cell_line
        yield self._basis

    def rest(self) -> None:
        self.grid.rows.focus()

    def fall_back(self) -> Widget:
        return self.grid.rows

    # What is counted

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is None:
            return
        if not self._begun:
            self._begun = True
            keys = group_keys(after.holdings)
            self.wish = Wish("themes", tuple(keys[:1])) if keys else Wish("documents")
        self.look_again()

    def look_again(self) -> None:
        """Shows the table as it is wished for and as it is looked at now."""
        if self.snapshot is not None:
            self.is_counting = True
            self._count(self.snapshot)

    def on_resize(self) -> None:
        self.call_after_refresh(self._say_head)

    def speaking(self, snapshot: Snapshot) -> CasesSpeaking:
        """Who speaks in the excerpts of a snapshot."""
        held = snapshot.as_read
        if self._speaking is None or self._speaking[0] is not held:
            project, texts = snapshot.project, self.study.texts
            self._speaking = (held, CasesSpeaking(project, held, lambda document: texts.read(project, document)))
        return self._speaking[1]

    @work(exclusive=True, group="count", exit_on_error=False)
    async def _count(self, snapshot: Snapshot) -> None:
        self._say_head()
        wish, held, transposed = self.wish.now(percent=""), snapshot.as_read, self.transposed
        speaking = self.speaking(snapshot)
        declared = snapshot.project.settings.attributes
        known = self._made
        if known is not None and known[0] == wish and known[1] is held and known[2] == transposed:
            made = known[3]
        else:

            def count() -> Counted:
                asking = (speaking.cases_of, speaking.passages_of, partial(steps_of, snapshot.project))
                found = counted(wish, held, declared, *asking)
                return found.turned() if transposed else found

            try:
                made = await asyncio.to_thread(count)
            except CatenaError as error:
                self.is_counting = False
                self._say_head()
                self.post_message(self.Refused(error.message))
                return
            self._made = (wish, held, transposed, made)
        view = await asyncio.to_thread(self._view_of, snapshot, made)
        self.is_counting = False
        self._show(view)

    def _view_of(self, snapshot: Snapshot, made: Counted) -> TableView:
        percent = self.wish.percent if made.cases or self.wish.percent != "cases" else ""
        names = _theme_names(snapshot, made.table.keys)
        view = view_of(
            made,
            percent,
            words=self.filter.words,
            sorted_by=self.sorted_by,
            without_empty=self.without_empty,
            names=names,
        )
        view.prepare()
        return view

    def _show(self, view: TableView) -> None:
        before, row, column = self.view, *self.cell_meant
        same = before is not None and before.table.title == view.table.title
        if before is not None and before.counted.is_turned != view.counted.is_turned:
            row, column = column, row
        self.view = view
        if self.snapshot is not None:
            self._read_summaries(self.snapshot, view)
        at_row = view.rows.index(row) if same and row in view.rows else self.grid.rows.index if same else 0
        at_column = view.columns.index(column) if same and column in view.columns else 0
        filtered = bool(self.filter.words.strip())
        flags = dict.fromkeys(self._summaries, SIGN) if self.wish.which == "matrix" else {}
        filling = filling_of(view, sorted_by=self.sorted_by, filtered=filtered, flags=flags)
        self.grid.fill(filling, row=at_row, column=at_column, empty=self._nothing)
        self._basis.say("; ".join(self.basis[1:]))
        self._say_head()
        self._say_cell()
        self.post_message(self.TitleChanged())

    @property
    def _nothing(self) -> str:
        if self.filter.words.strip():
            return " no row has these words"
        if self.wish.which != "frequencies" and self.snapshot is not None and not self.snapshot.holdings.excerpts:
            return " there is nothing to count yet: t tags, in Search and in the Reader"
        return " there is nothing to count yet" if self.wish.by or self.wish.which != "frequencies" else " a: by what?"

    @property
    def basis(self) -> list[str]:
        """What the figures rest on, in sentences; the first says what is counted."""
        if self.view is None:
            return []
        share = [f"{PERCENTS[self.view.percent]}, halves rounded up"] if self.view.percent else []
        mine = self.snapshot is not None and self.snapshot.as_read is not self.snapshot.holdings
        read = ["colleagues' excerpts count as you read them"] if mine else []
        return [*basis_of(self.view.table), *read, *share, *self._narrowed()]

    def _read_summaries(self, snapshot: Snapshot, view: TableView) -> None:
        """Which cells of the matrix have a summary, and its words: the reviewer's own before a colleague's."""
        self._summaries = {}
        if self.wish.which != "matrix":
            return
        labels = {key: label for label, key in view.table.keys.items()}
        for (case, theme), memos in cell_summaries(snapshot.holdings).items():
            own = [each for each in memos if each.reviewer == snapshot.reviewer] or memos
            if theme in labels:
                place: tuple[Shown, Shown] = ((case,), labels[theme])
                self._summaries[place[::-1] if self.transposed else place] = words_of(own[0]) or own[0].title

    @property
    def matrix_cell(self) -> tuple[str, str]:
        """The case and the theme (ids) of the current cell of the matrix; "" where it is a total."""
        row, column = self.cell_meant[::-1] if self.transposed else self.cell_meant
        return (row[0] if row else "", self.key_of(column)) if self.wish.which == "matrix" else ("", "")

    # What is said around it

    def _say_head(self) -> None:
        view = self.view
        if view is None or self.is_counting:
            title = TABLES[self.wish.which][0] if self.view is None else self.view.table.title
            self._head.say((f" {title}", "strong"), ("", "right"), ("counting … ", "match"))
            return
        said = [view.table.counts, PERCENTS[view.percent], *self._narrowed()]
        shown = self.grid.rows.columns_shown()
        count = len(view.columns)
        part = f"columns {shown[0] + 1} to {shown[-1] + 1} of {count} " if shown and len(shown) < count else ""
        self._head.say(
            (f" {view.table.title}", "strong"),
            (f"  {', '.join(each for each in said if each)}", "match"),
            ("", "right"),
            (part, "dim"),
        )

    def _narrowed(self) -> list[str]:
        wish = self.wish
        themes = self.snapshot.holdings.themes if self.snapshot is not None else {}
        theme = themes[wish.theme].name if wish.theme in themes else ""
        return [f"only {each}" for each in (theme, wish.document_kind, wish.case_kind, wish.reviewer) if each]

    def _say_cell(self) -> None:
        view = self.view
        if view is None or not view.rows or not view.columns:
            self._cell_line.say(("", ""))
            return
        row, column = self.cell_meant
        summary = self._summaries.get((row, column), "")
        self._cell_line.say(
            (f" {view.told(row, column)}", "match"),
            (f"  {view.named(row)}", "strong"),
            (" × ", "dim"),
            (view.named(column), "strong"),
            (f"  {SIGN} {summary}" if summary else "", ""),
        )

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._say_cell()
        if not self.is_counting:
            self._say_head()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("tables.open")

    def key_of(self, label: Shown) -> str:
        """The id of the theme that a row or column stands for, or ""."""
        return self.view.table.keys.get(label, "") if self.view is not None and label is not None else ""

    def memo_links(self) -> "Place.MemoWanted":
        if self.view is None or self.snapshot is None:
            return self.MemoWanted()
        labels = [each for each in self.cell_meant if each is not None]
        held = self.snapshot.holdings
        named = [each[-1] for each in labels]
        return self.MemoWanted(
            themes=tuple(key for each in labels if (key := self.key_of(each))),
            documents=tuple(each for each in named if each in held.documents),
            cases=tuple(each for each in named if each in held.cases and self.wish.which == "matrix"),
        )

    # Filtering

    def filter_changed(self) -> None:
        self.look_again()


def _theme_names(snapshot: Snapshot, keys: Mapping[Label, str]) -> dict[Label, tuple[int, str]]:
    """How deep the theme of each label stands, and its own name."""
    nodes = snapshot.tree.nodes
    return {label: (nodes[key].depth, nodes[key].theme.name) for label, key in keys.items() if key in nodes}
