"""Writing a memo: what is typed is kept as a draft while it is typed, and is on disk as a memo when it says "saved".

A body that the text area would harm is not opened here (`tui.fit`): the reviewer's own editor keeps it as it is. A new memo in
which nothing stands yet but its template is not made on leaving.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import TextArea

from store.errors import CatenaError, SaveFault
from store.memos import TYPES
from tui.acting import Actor
from tui.actions import bindings_of, keys_shown
from tui.fit import fit
from tui.memo_drafts import DraftKeeper, MemoDraft
from tui.screens.prompt import Prompt, Question
from tui.widgets.line import Line
from tui.widgets.page import Page

DRAFT_PAUSE = 0.25
"""Seconds after a key until the draft is on disk."""


class MemoEditor(Actor, Screen[str]):
    """Answers with the id of the memo, or "" where none was made.

    `save` takes title, type and body, makes them durable and returns the memo's id; it raises CatenaError.
    """

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("editor",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("editor")]
    DEFAULT_CSS = """
    MemoEditor {
        & Line { background: $panel; }
    }
    """

    def __init__(
        self,
        keeper: DraftKeeper,
        save: Callable[[str, str, str], Awaitable[str]],
        first: MemoDraft,
        *,
        saved_body: str,
        memo: str = "",
        about: str = "",
        place: int | None = None,
        untouched: str = "",
        draft_found: bool = False,
    ) -> None:
        super().__init__()
        self._keeper, self._save = keeper, save
        self._memo_title, self._kind, self._memo = first.title, first.kind, memo
        self._about = f", about {about}" if about else ""
        # The quotation that a new memo begins with, or a draft, may hold anything.
        body = fit(first.body)
        self._saved = (first.title, first.kind, saved_body)
        self._untouched = untouched
        self._place = place
        self._page = Page(body)
        self._head = Line()
        self._keys = Line()
        self._waiting: Timer | None = None
        self._state = "draft found again: not saved yet" if draft_found else ""

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._page
        yield self._keys

    def on_mount(self) -> None:
        self._page.focus()
        end = self._page.document.end
        at = end if self._place is None else self._page.location(self._place)
        self._page.move_cursor(at)
        shown = sorted((each for each in self.actions() if each.foot), key=lambda each: each.foot)
        pieces = [((f" {keys_shown(each.keys.split(',')[0])}", "match"), (f" {each.label} ", "dim")) for each in shown]
        self._keys.say(*(piece for pair in pieces for piece in pair))
        self._say(self._state)

    def _say(self, state: str, look: str = "good") -> None:
        self._state = state
        title = self._memo_title or "New memo"
        self._head.say(
            (f" {title}", "strong"), (f"  {self._kind}{self._about}", "dim"), ("", "right"), (f"{state} ", look)
        )

    # The draft

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(DRAFT_PAUSE, self.keep_draft)

    def keep_draft(self) -> bool:
        """Puts what is typed on disk as a draft; called on a lost line too. Whether nothing typed would be lost now."""
        typed = (self._memo_title, self._kind, self._page.text)
        if typed == self._saved or self._is_untouched:
            self._keeper.forget()
            self._say(self._state)
            return True
        try:
            self._keeper.keep(*typed)
        except SaveFault as fault:
            self._say(fault.message, "warn")
            return False
        self._say("draft kept", "dim")
        return True

    @property
    def _is_untouched(self) -> bool:
        """Whether it is a new memo and nothing stands in it but its template."""
        return not self._memo and self._page.text.strip() == self._untouched.strip()

    # Acting

    async def _store(self) -> bool:
        """Saves what is typed; whether it is on disk now."""
        body = self._page.text
        if (self._memo_title, self._kind, body) == self._saved:
            self._say("saved" if self._memo else self._state)
            return True
        self._memo_title = self._memo_title or heading_of(body) or f"Memo of {date.today():%Y-%m-%d}"
        try:
            self._memo = await self._save(self._memo_title, self._kind, body)
        except CatenaError as error:
            kept = self.keep_draft()
            self._say("not saved: the draft is kept" if kept else "neither saved nor kept as a draft", "warn")
            self.notify(error.message, title=error.title, markup=False, severity="error", timeout=15)
            return False
        self._saved = (self._memo_title, self._kind, body)
        self._keeper.saved_as(self._memo, body)
        self._say("saved")
        return True

    async def act_save(self) -> None:
        await self._store()

    async def act_leave(self) -> None:
        if not self._memo and (self._is_untouched or not self._page.text.strip()):
            self._keeper.forget()
            self.dismiss("")
        elif await self._store():
            if self._waiting is not None:
                self._waiting.stop()
            self.dismiss(self._memo)

    def act_title(self) -> None:
        kinds = ", ".join(TYPES)
        questions = [Question("Title", self._memo_title), Question(f"Type ({kinds}, or your own)", self._kind)]

        def answered(answers: list[str] | None) -> None:
            if answers is not None:
                self._memo_title, self._kind = answers
                self.keep_draft()
            self._page.focus()

        self.app.push_screen(Prompt("Title and type", questions), answered)


def heading_of(body: str) -> str:
    """A title that the text itself gives, as a Markdown heading in its first line.

    No other line is taken: a title enters the file's name and the history, and a quotation must not.
    """
    first = body.lstrip().partition("\n")[0]
    return first.lstrip("#").strip()[:80] if first.startswith("#") else ""
