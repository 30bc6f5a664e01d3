"""Memos: what changed last first, answers below what they answer, and the text of the current one as its writer typed it.

On a narrow terminal the list and the text take turns. A text that was typed and not saved shows as a draft until it is. Where the
cursor is on a link, it is told what that leads to.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from store.links import Link, links_of, resolve
from store.memos import Memo
from themes.memo_pages import Wanted
from tui.actions import Action, bindings_of
from tui.memo_beginnings import words_about
from tui.memo_drafts import about_memo
from tui.places.memo_listing import MemoListing
from tui.study import Study
from tui.widgets.line import Line
from tui.widgets.reader import Reader
from tui.widgets.row_list import RowList


class MemosPlace(MemoListing):
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
        self._title = Line()
        self._links = Line()
        self._text = Reader()
        self._shown: Memo | None = None
        self._said = ("", True)
        self._page = ""
        """A document of several memos, or a version, that is read instead of the current memo."""
        self._page_over_memo = False
        """Whether a memo was read before that."""
        self._link: Link | None = None
        self._visiting = False

    def compose(self) -> ComposeResult:
        yield self.filter
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

    @property
    def is_reading(self) -> bool:
        return self.has_class("-reading")

    def show_memo(self, memo: str) -> None:
        """Makes a memo current and shows its text."""
        self._page = ""
        self.list_all(memo)
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
        """Shows a document of several memos, or of a version of one."""
        self._page_over_memo = self.is_reading and (self._page_over_memo or not self._page)
        self._page = page
        self.add_class("-reading")
        self._title.say((f" {title}", "strong"))
        self._links.say((f" Esc leads back to the {'memo' if self._page_over_memo else 'list'}", "dim"))
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
        words, right = self._said
        if self._link is not None:
            goal = resolve(snapshot.holdings, self._link.goal)
            what = f" to the {goal.kind} {goal.name}: Enter" if goal else " this link leads nowhere"
            about = (what, "match" if goal else "warn")
        else:
            named = words_about(snapshot, about_memo(memo))
            about = (f" about: {named}" if named else " about nothing in particular yet", "dim")
        self._links.say(
            about,
            ("", "right"),
            (f"{words}  " if words else "", "good" if right else "warn"),
            (snapshot.named_by((("memo", memo.id),)), "match"),
        )

    def on_reader_cursor_moved(self) -> None:
        link = self.link_here if self._reading else None
        if link != self._link:
            self._link = link
            self._say_about()

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
        return self.is_reading and self.screen.focused is self._text

    @property
    def link_here(self) -> Link | None:
        """The link at the cursor of what is read."""
        place = self._text.position
        return next((link for link in links_of(self.text_read) if link.start <= place < link.end), None)

    def act_open(self) -> None:
        if self.filter.is_typed_into:
            self._list.focus()
        elif self._reading and self.link_here is not None:
            self.post_message(self.FlowWanted("linking.follow_here"))
        else:
            self.add_class("-reading")
            self._text.focus()
            self.check_text()

    def act_edit(self) -> None:
        assert self.current is not None
        place = self._text.position or None if self._reading else None
        self.post_message(self.MemoWanted(memo=self.current.id, place=place))

    def act_editor(self) -> None:
        assert self.current is not None
        self.post_message(self.MemoWanted(memo=self.current.id, own_editor=True))

    def act_reply(self) -> None:
        assert self.current is not None
        self.post_message(self.MemoWanted(reply_to=self.current.id, themes=self.current.themes))

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
        if self.screen.focused is self._text or self.is_reading:
            back_to_memo = bool(self._page) and self._page_over_memo
            self._close_page()
            if back_to_memo:
                return True
            self.remove_class("-reading")
            self._list.focus()
            return True
        if super().leave_layer():
            return True
        if self.wanted != Wanted():
            self.narrow(Wanted())
            return True
        return False

    def _close_page(self) -> None:
        self._page_over_memo = False
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
