"""Memos: all memos with the newest first, and the text of the current one as its writer typed it.

On a narrow terminal the list and the text take turns. A text that was typed and not saved shows as a draft until it is.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from store.memos import Memo
from tui.actions import Action, bindings_of
from tui.places.place import Place
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.filter_line import FilterLine
from tui.widgets.line import Line
from tui.widgets.reader import Reader
from tui.widgets.row_list import Pieces, RowList


class MemosPlace(Place):
    """The list of memos and the current one."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("memos", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("memos", "lists")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    MemosPlace {
        & > Horizontal { height: 1fr; }
        & #list { width: 1fr; }
        & #memo { display: none; width: 1fr; }
        & #memo Line { background: $panel; }
        & #memo Reader { height: 1fr; }
        &.-reading #list { display: none; }
        &.-reading #memo { display: block; }
    }
    .-wide MemosPlace {
        & #list { display: block; width: 2fr; }
        & #memo { display: block; width: 3fr; border-left: vkey $panel; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._filter = FilterLine("show only memos with these words")
        self._list = RowList(id="list", empty=" no memos yet: m writes one, from wherever you are")
        self._title = Line()
        self._links = Line()
        self._text = Reader()
        self._memos: Sequence[Memo] = ()
        self._drafts: frozenset[str] = frozenset()
        self._visiting = False

    def compose(self) -> ComposeResult:
        yield self._filter
        with Horizontal():
            yield self._list
            with Vertical(id="memo"):
                yield self._title
                yield self._links
                yield self._text

    def rest(self) -> None:
        (self._text if self.has_class("-reading") else self._list).focus()

    def fall_back(self) -> Widget:
        return self._list

    # The list

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None:
            self._list_memos()

    def _list_memos(self, wanted: str = "") -> None:
        if self.snapshot is None:
            return
        wanted = wanted or (self.current.id if self.current is not None else "")
        words = self._filter.words.casefold().split()
        self._drafts = frozenset(self.study.drafts.all())
        self._memos = sorted(
            (
                memo
                for memo in self.snapshot.holdings.memos.values()
                if all(word in f"{memo.title} {memo.type} {memo.reviewer} {memo.body}".casefold() for word in words)
            ),
            key=lambda memo: (memo.created.isoformat() if memo.created else "", memo.id),
            reverse=True,
        )
        names = [memo.id for memo in self._memos]
        self._list.show(len(names), self._row, index=names.index(wanted) if wanted in names else 0)

    def _row(self, row: int, width: int) -> Pieces:
        memo = self._memos[row]
        when = f"{memo.created:%Y-%m-%d}" if memo.created else " " * 10
        draft = "draft  " if memo.id in self._drafts else ""
        return [
            (f" {when}  ", "dim"),
            (f"{memo.type:<11.11} ", "dim"),
            (f"{memo.reviewer:<8.8} ", "dim"),
            (draft, "warn"),
            (memo.title, ""),
        ]

    @property
    def current(self) -> Memo | None:
        return self._memos[self._list.index] if 0 <= self._list.index < len(self._memos) else None

    def show_memo(self, memo: str) -> None:
        """Makes a memo current and shows its text."""
        self._list_memos(memo)
        self.add_class("-reading")
        self.rest()

    def visit(self, memo: str, start: int, end: int | None) -> None:
        """Shows a place in a memo's text; back leads to where the reviewer came from, and not to the list."""
        self.show_memo(memo)
        self._visiting = True
        self._text.go_to(start, end)
        self._text.set_hits([(start, end)] if end is not None else [], 0)

    # The text

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._list:
            self._show_text()

    def _show_text(self) -> None:
        memo, snapshot = self.current, self.snapshot
        if memo is None or snapshot is None:
            self._title.say(("", ""))
            self._links.say(("", ""))
            self._text.show("", [])
            return
        self._title.say((f" {memo.title}", "strong"), ("", "right"), (f"{memo.type}, {memo.reviewer} ", "dim"))
        linked = [snapshot.holdings.themes[theme].name for theme in memo.themes if theme in snapshot.holdings.themes]
        linked += [*memo.excerpts, *memo.documents]
        self._links.say((f" about: {', '.join(linked)}" if linked else " about nothing in particular yet", "dim"))
        self._text.show(memo.body, [])

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("memos.open")

    # Acting

    def why_not(self, action: Action) -> str:
        memo = self.current
        if action.group == "memos" and memo is None:
            return "there is no memo yet: m writes one"
        if action.name == "open" and self.has_class("-reading") and self.screen.focused is self._text:
            return "you are reading it: e goes on writing it, Esc leads back to the list"
        if action.name in ("edit", "editor") and memo is not None:
            if self.study.read_only:
                return self.study.read_only
            if self.snapshot is not None and memo.reviewer != self.snapshot.reviewer:
                return f"the memo is {memo.reviewer}'s: answer with a memo of your own (m)"
        return ""

    def act_open(self) -> None:
        if self._filter.is_typed_into:
            self._list.focus()
        else:
            self.add_class("-reading")
            self._text.focus()

    def act_edit(self) -> None:
        assert self.current is not None
        self.post_message(self.MemoWanted(memo=self.current.id))

    def act_editor(self) -> None:
        assert self.current is not None
        self.post_message(self.MemoWanted(memo=self.current.id, own_editor=True))

    def act_copy(self) -> None:
        assert self.current is not None
        self.post_message(self.CopyWanted(self.current.body, "memo"))

    async def act_filter(self) -> None:
        await self._filter.open()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._list_memos()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._list.focus()

    def show_top(self) -> None:
        self._visiting = False
        self.remove_class("-reading")
        self._list.focus()

    def leave_layer(self) -> bool:
        if self._visiting:
            self._visiting = False
            self.remove_class("-reading")
            return False
        if self.screen.focused is self._text or self.has_class("-reading"):
            self.remove_class("-reading")
            self._list.focus()
            return True
        if self._filter.is_open:
            self._filter.close()
            self._list.focus()
            return True
        return False

    def quotation_here(self) -> str:
        """The paragraph at the cursor of the memo that is read, without the signs of a quotation and without its source."""
        if self.screen.focused is not self._text or self.current is None:
            return ""
        body, position = self.current.body, self._text.position
        start = body.rfind("\n\n", 0, position)
        paragraph = body[start + 2 if start >= 0 else 0 :].partition("\n\n")[0]
        lines = (line.removeprefix(">").strip() for line in paragraph.split("\n"))
        return "\n".join(line for line in lines if line and not line.startswith("—"))

    def memo_links(self) -> "Place.MemoWanted":
        return self.MemoWanted()
