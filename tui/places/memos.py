"""Memos: what changed last first, answers below what they answer, and the text of the current one as its writer typed it.

On a narrow terminal the list and the text take turns. A text that was typed and not saved shows as a draft until it is. How long
ago a memo changed is asked of git beside everything else; until it has answered, the dates in the memos count.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from store.errors import CatenaError
from store.git import Git
from store.links import Link, links_of
from store.memos import Memo
from themes.memo_pages import Wanted, fits
from tui.actions import Action, bindings_of
from tui.memo_beginnings import words_about
from tui.memo_drafts import about_memo
from tui.memo_lines import MemoLine, memo_lines, said
from tui.places.memo_checking import MemoChecking
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cells import indent
from tui.widgets.filter_line import FilterLine
from tui.widgets.line import Line
from tui.widgets.reader import Reader
from tui.widgets.row_list import Pieces, RowList


class MemosPlace(MemoChecking):
    """The list of memos and the current one."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("memos", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("memos", "lists")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    MemosPlace {
        & > Horizontal { height: 1fr; }
        & #list-side { width: 1fr; }
        & #list { height: 1fr; }
        & #narrowed { display: none; background: $panel; }
        & #narrowed.-on { display: block; }
        & #memo { display: none; width: 1fr; }
        & #memo Line { background: $panel; }
        & #memo Reader { height: 1fr; }
        &.-reading #list-side { display: none; }
        &.-reading #memo { display: block; }
    }
    .-wide MemosPlace {
        & #list-side { display: block; width: 2fr; }
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
        self._narrowed = Line(id="narrowed")
        self._memos: Sequence[MemoLine] = ()
        self._ranks: Mapping[str, int] | None = None
        self.wanted = Wanted()
        """Which memos are listed, besides by the words of the filter."""
        self._shown: Memo | None = None
        self._said = ("", True)
        self._page = ""
        """A document of several memos that is read instead of the current one."""
        self._drafts: frozenset[str] = frozenset()
        self._visiting = False

    def compose(self) -> ComposeResult:
        yield self._filter
        with Horizontal():
            with Vertical(id="list-side"):
                yield self._narrowed
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
        if after is None:
            return
        self._list_memos()
        if before is None or before.holdings.memos is not after.holdings.memos:
            self._learn_order()

    @work(exclusive=True, group="order", exit_on_error=False)
    async def _learn_order(self) -> None:
        """Asks git what changed last. Where the list is not yet moved in, its beginning stays in view."""
        assert self.snapshot is not None
        git = Git(self.snapshot.project.root)
        try:
            ranks = await asyncio.to_thread(git.ranks_of_change, "memos")
        except CatenaError:
            return
        if ranks != self._ranks:
            at_top = self._ranks is None and self._list.index <= 0 and not self.has_class("-reading")
            self._ranks = ranks
            self._list_memos(at_top=at_top)

    def narrow(self, wanted: Wanted) -> None:
        """Lists only these memos."""
        self.wanted = wanted
        words = said(self.snapshot.holdings, wanted) if self.snapshot is not None else ""
        self._narrowed.set_class(bool(words), "-on")
        self._narrowed.say((" only ", "dim"), (words, "match"), ("", "right"), ("f changes it ", "dim"))
        self._list_memos()

    def _list_memos(self, wanted: str = "", *, at_top: bool = False) -> None:
        if self.snapshot is None:
            return
        wanted = wanted or (self.current.id if self.current is not None and not at_top else "")
        words = self._filter.words.casefold().split()
        held = self.snapshot.holdings
        self._drafts = frozenset(self.study.drafts.all())
        self._memos = memo_lines(
            (
                memo
                for memo in held.memos.values()
                if (not words or all(word in _sought(memo) for word in words))
                and (self.wanted == Wanted() or fits(memo, self.wanted, held))
            ),
            self._ranks,
        )
        names = [line.memo.id for line in self._memos]
        self._list.show(len(names), self._row, index=names.index(wanted) if wanted in names else 0)

    def _row(self, row: int, width: int) -> Pieces:
        line = self._memos[row]
        memo = line.memo
        when = f"{memo.created:%Y-%m-%d}" if memo.created else " " * 10
        draft = "draft  " if memo.id in self._drafts else ""
        return [
            (f" {when}  ", "dim"),
            (f"{memo.type:<11.11} ", "dim"),
            (f"{memo.reviewer:<8.8} ", "dim"),
            (draft, "warn"),
            (f"{indent(line.depth - 1, width - 32)}└ " if line.depth else "", "dim"),
            (memo.title, ""),
        ]

    @property
    def current(self) -> Memo | None:
        return self._memos[self._list.index].memo if 0 <= self._list.index < len(self._memos) else None

    def show_memo(self, memo: str) -> None:
        """Makes a memo current and shows its text."""
        self._page = ""
        self._list_memos(memo)
        if self.current is None or self.current.id != memo:
            self._filter.close()
            self.narrow(Wanted())
            self._list_memos(memo)
        self.add_class("-reading")
        self.check_text()
        self.rest()

    def visit(self, memo: str, start: int, end: int | None) -> None:
        """Shows a place in a memo's text; back leads to where the reviewer came from, and not to the list."""
        self.show_memo(memo)
        self._show_text()
        self._visiting = True
        self._text.go_to(start, end)
        self._text.set_hits([(start, end)] if end is not None else [], 0)

    def show_page(self, title: str, page: str) -> None:
        """Shows a document of several memos."""
        self._page = page
        self.add_class("-reading")
        self._title.say((f" {title}", "strong"))
        self._links.say((" Esc leads back to the list", "dim"))
        self._shown = None
        self._text.show(page, [])
        self.check_text()
        self._text.focus()

    # The text

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._list and not self._page:
            self._show_text()

    def _show_text(self) -> None:
        memo, snapshot = self.current, self.snapshot
        if memo is None or snapshot is None:
            self._title.say(("", ""))
            self._links.say(("", ""))
            self._shown = None
            self._text.show("", [])
            return
        self._title.say((f" {memo.title}", "strong"), ("", "right"), (f"{memo.type}, {memo.reviewer} ", "dim"))
        self._say_about()
        if self._shown is None or (self._shown.id, self._shown.body) != (memo.id, memo.body):
            # The same text stays as it is read, with its cursor.
            self._text.show(memo.body, [])
            self.check_text()
        self._shown = memo

    def _say_about(self) -> None:
        memo, snapshot = self.current, self.snapshot
        if memo is None or snapshot is None or self._page:
            return
        about = words_about(snapshot, about_memo(memo))
        words, right = self._said
        self._links.say(
            (f" about: {about}" if about else " about nothing in particular yet", "dim"),
            ("", "right"),
            (f"{words}  " if words else "", "good" if right else "warn"),
            (snapshot.named_by((("memo", memo.id),)), "match"),
        )

    def checked(self, words: str, right: bool) -> None:
        self._said = words, right
        self._say_about()

    def index_changed(self) -> None:
        self.check_text()

    @property
    def text_view(self) -> Reader:
        return self._text

    @property
    def text_read(self) -> str:
        return self._page or (self.current.body if self.current is not None else "")

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("memos.open")

    # Acting

    def why_not(self, action: Action) -> str:
        memo = self.current
        if action.group == "memos" and memo is None:
            return "there is no memo yet: m writes one"
        if action.name == "open" and self._reading and self.link_here is None:
            return "no link is here: ] leads to the next one, < lists all, e goes on writing"
        if action.name in ("next_mark", "previous_mark") and not self._reading:
            return "Enter reads the memo first"
        if action.name == "reply" and self.study.read_only:
            return self.study.read_only
        if self._page and action.name in ("edit", "editor", "reply"):
            return "these are several memos: Esc leads back to the list"
        if action.name in ("edit", "editor", "names") and memo is not None:
            if self.study.read_only:
                return self.study.read_only
            if self.snapshot is not None and memo.reviewer != self.snapshot.reviewer:
                return f"the memo is {memo.reviewer}'s: r answers it with a memo of your own"
        return ""

    @property
    def _reading(self) -> bool:
        return self.has_class("-reading") and self.screen.focused is self._text

    @property
    def link_here(self) -> Link | None:
        """The link at the cursor of what is read."""
        place = self._text.position
        return next((link for link in links_of(self.text_read) if link.start <= place < link.end), None)

    def act_open(self) -> None:
        if self._filter.is_typed_into:
            self._list.focus()
        elif self._reading and self.link_here is not None:
            self.post_message(self.FlowWanted("linking.follow_here"))
        else:
            self.add_class("-reading")
            self._text.focus()
            self.check_text()

    def act_edit(self) -> None:
        assert self.current is not None
        self.post_message(self.MemoWanted(memo=self.current.id))

    def act_editor(self) -> None:
        assert self.current is not None
        self.post_message(self.MemoWanted(memo=self.current.id, own_editor=True))

    def act_reply(self) -> None:
        assert self.current is not None
        self.post_message(self.MemoWanted(reply_to=self.current.id, themes=self.current.themes))

    def act_narrow(self) -> None:
        self.post_message(self.FlowWanted("memo_lists.narrow"))

    def act_month(self) -> None:
        self.post_message(self.FlowWanted("memo_lists.month"))

    def act_versions(self) -> None:
        self.post_message(self.FlowWanted("memo_history.versions"))

    def act_names(self) -> None:
        self.post_message(self.FlowWanted("memo_names.names"))

    def act_next_mark(self) -> None:
        self._go([place for place in self._marks if place > self._text.position][:1], "the last one")

    def act_previous_mark(self) -> None:
        self._go([place for place in self._marks if place < self._text.position][-1:], "the first one")

    @property
    def _marks(self) -> list[int]:
        """Where links and quotations begin."""
        return sorted({link.start for link in links_of(self.text_read)} | {each.start for each in self.findings})

    def _go(self, places: Sequence[int], end: str) -> None:
        if places:
            self._text.go_to(places[0])
        else:
            self.post_message(self.TitleChanged(f"this is {end}"))

    def act_copy(self) -> None:
        self.post_message(self.CopyWanted(self.text_read, "memo"))

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
        self._close_page()
        self.remove_class("-reading")
        self._list.focus()

    def leave_layer(self) -> bool:
        if self._visiting:
            self._visiting = False
            self.remove_class("-reading")
            return False
        if self.screen.focused is self._text or self.has_class("-reading"):
            self._close_page()
            self.remove_class("-reading")
            self._list.focus()
            return True
        if self._filter.is_open:
            self._filter.close()
            self._list.focus()
            return True
        if self.wanted != Wanted():
            self.narrow(Wanted())
            return True
        return False

    def _close_page(self) -> None:
        if self._page:
            self._page = ""
            self._show_text()

    def quotation_here(self) -> str:
        """The paragraph at the cursor of the memo that is read, without the signs of a quotation and without its source."""
        if self.screen.focused is not self._text or self.current is None:
            return ""
        body, position = self.current.body, self._text.position
        start = body.rfind("\n\n", 0, position)
        paragraph = body[start + 2 if start >= 0 else 0 :].partition("\n\n")[0]
        lines = (line.removeprefix(">").strip() for line in paragraph.split("\n"))
        return "\n".join(line for line in lines if line and not line.startswith("—"))

    def things_here(self) -> tuple[tuple[str, str], ...]:
        return (("memo", self.current.id),) if self.current is not None else ()


def _sought(memo: Memo) -> str:
    """What the words of the filter are looked for in."""
    return f"{memo.title} {memo.type} {memo.reviewer} {memo.body}".casefold()
