"""Writing a memo: what is typed is kept as a draft while it is typed, and is on disk as a memo when it says "saved".

The text area rewrites some line ends and would send control characters to the terminal, so a body that holds such is not opened
here (`unfit`): the reviewer's own editor keeps it as it is. What is typed, pasted or quoted here holds none (`fit`).
"""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import TextArea

from store.errors import CatenaError, SaveFault
from store.memos import TYPES
from tui.acting import Actor
from tui.actions import bindings_of, keys_shown
from tui.displayable import INVISIBLE, displayable
from tui.memo_drafts import DraftKeeper
from tui.screens.prompt import Prompt, Question
from tui.widgets.line import Line

DRAFT_PAUSE = 0.25
"""Seconds after a key until the draft is on disk."""


def unfit(body: str) -> str:
    """Why a memo's body cannot be edited here without harm, or ""."""
    if "\r" in body:
        return "it has Windows line ends, which the built-in editor would rewrite"
    return "it holds control characters" if fit(body) != body else ""


KEPT = f"\t\N{SOFT HYPHEN}{INVISIBLE}"
"""Signs that are written as they are: at worst the cursor stands a cell beside its letter, and no text is changed for that."""


def fit(text: str) -> str:
    """The text as it may stand here: lines end with LF, tabs stay, and what a terminal would obey is a visible sign."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if sign in KEPT else displayable(sign) for sign in lines)


class Page(TextArea):
    """The text area: no language, no blinking cursor, and a paste brings only what may be shown."""

    DEFAULT_CSS = """
    Page {
        border: none;
        padding: 0 1;
        height: 1fr;
        background: $background;
        &:focus { border: none; }
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, tab_behavior="indent", highlight_cursor_line=False
        )
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        """Leaves Escape to the screen: the text area would hand the focus on and leave the reviewer where they are."""
        if event.key == "escape":
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        result = self._replace_via_keyboard(fit(event.text), *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)


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
        *,
        title: str,
        kind: str,
        body: str,
        saved_body: str,
        memo: str = "",
        about: str = "",
        draft_found: bool = False,
    ) -> None:
        super().__init__()
        self._keeper, self._save = keeper, save
        self._memo_title, self._kind, self._memo = title, kind, memo
        self._about = about
        self._saved = (title, kind, saved_body)
        # The quotation that a new memo begins with, or a draft, may hold anything.
        self._page = Page(fit(body))
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
        self._page.move_cursor(self._page.document.end)
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
        if typed == self._saved:
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
        if not self._page.text.strip() and not self._memo:
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
