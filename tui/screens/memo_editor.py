"""Writing a memo: what is typed is kept as a draft while it is typed, and is on disk as a memo when it says "saved".

A body that the text area would harm is not opened here (`tui.fit`): the reviewer's own editor keeps it as it is. A new memo in
which nothing stands yet but its template is not made on leaving.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from rich.style import Style
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from store.errors import CatenaError, SaveFault
from tui.acting import Actor
from tui.actions import bindings_of
from tui.fit import fit
from tui.key_names import keys_shown
from tui.memo_checks import counted
from tui.memo_drafts import DraftKeeper, MemoDraft
from tui.screens.findings import RESTORE, FindingScreen, next_wrong
from tui.screens.prompt import Prompt, Question
from tui.widgets.check_margin import CheckMargin
from tui.widgets.line import Line
from tui.widgets.link_list import LinkList
from tui.widgets.page import Page
from tui.writing_aid import WritingAid

if TYPE_CHECKING:
    from search.memo_check import Finding
    from tui.app import CatenaApp

DRAFT_PAUSE = 0.25
"""Seconds after a key until the draft is on disk, however fast other keys follow."""
CHECK_PAUSE = 0.7
"""Seconds without a key until what is quoted is checked."""


class MemoEditor(Actor, Screen[str]):
    """Answers with the id of the memo, or "" where none was made.

    `save` takes title, type and body, makes them durable and returns the memo's id; it raises CatenaError.
    """

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("editor",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("editor")]
    DEFAULT_CSS = """
    MemoEditor {
        & Line { background: $panel; }
        & > Horizontal { height: 1fr; }
        & Page { width: 1fr; }
    }
    """

    def __init__(
        self,
        keeper: DraftKeeper,
        save: Callable[[str, str, str], Awaitable[str]],
        first: MemoDraft,
        aid: WritingAid,
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
        self._aid = aid
        self._page = Page(body)
        self._margin = CheckMargin(self._page)
        self._links = LinkList(self._page, aid.holdings)
        self._page.steer = self._links.steer
        self._findings: Sequence[Finding] = ()
        self._checked = body
        self._check_timer: Timer | None = None
        self._head = Line()
        self._keys = Line()
        self._waiting: Timer | None = None
        self._state = "draft found again: not saved yet" if draft_found else ""

    def compose(self) -> ComposeResult:
        yield self._head
        with Horizontal():
            yield self._margin
            yield self._page
        yield self._links
        yield self._keys

    def on_mount(self) -> None:
        self._page.focus()
        end = self._page.document.end
        at = end if self._place is None else self._page.location(self._place)
        self._page.move_cursor(at)
        self.watch(self._page, "scroll_y", self._margin.follow)
        self._say_keys()
        self._say(self._state)
        self._check_later()

    def _say_keys(self) -> None:
        shown = sorted((each for each in self.actions() if each.foot), key=lambda each: each.foot)
        pieces = [((f" {keys_shown(each.keys.split(',')[0])}", "match"), (f" {each.label} ", "dim")) for each in shown]
        words, right = counted(self._findings)
        checked = (("", "right"), (f"{words} ", "good" if right else "warn")) if words else ()
        self._keys.say(*(piece for pair in pieces for piece in pair), *checked)

    def _say(self, state: str, look: str = "good") -> None:
        self._state = state
        title = self._memo_title or "New memo"
        self._head.say(
            (f" {title}", "strong"), (f"  {self._kind}{self._about}", "dim"), ("", "right"), (f"{state} ", look)
        )

    # The draft

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._waiting is None:
            self._waiting = self.set_timer(DRAFT_PAUSE, self._keep)
        self._carry_marks()
        self._links.look()
        self._check_later()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self._links.look()

    def _keep(self) -> None:
        self._waiting = None
        self.keep_draft()

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

    # The check of what is quoted

    def _check_later(self) -> None:
        if self._check_timer is not None:
            self._check_timer.stop()
        self._check_timer = self.set_timer(CHECK_PAUSE, self._check)

    @work(exclusive=True, group="check", exit_on_error=False)
    async def _check(self) -> None:
        text = self._page.text
        findings = await self._aid.check(text)
        if findings is None:
            self._check_later()
        elif text == self._page.text:
            self._show_findings(findings, text)

    def _show_findings(self, findings: "Sequence[Finding]", text: str) -> None:
        self._findings, self._checked = findings, text
        wrong = Style(underline=True, bold=True)
        self._page.mark((each.start, each.end, wrong) for each in findings if not each.is_right)
        self._margin.mark(findings)
        self._say_keys()

    def _carry_marks(self) -> None:
        """What was found out before the cursor stays where it is, and behind it moves with its words."""
        text = self._page.text
        if text == self._checked or not self._findings:
            return
        longer, here = len(text) - len(self._checked), self._page.place
        before = [each for each in self._findings if each.end < here - max(0, longer)]
        behind = [each for each in self._findings if each.start >= here - longer]
        moved = [replace(each, start=each.start + longer, end=each.end + longer) for each in behind]
        self._show_findings([*before, *(each for each in moved if each.start >= here)], text)

    # Acting

    @work(group="flow", exit_on_error=False)
    async def act_quote(self) -> None:
        quotation = await self._aid.quotation()
        if quotation:
            row, column = self._page.cursor_location
            begun = self._page.document.get_line(row)[:column]
            above = self._page.document.get_line(row - 1) if row else ""
            self._page.put(f"{chr(10) * (2 if begun.strip() else 1 if above.strip() else 0)}{quotation}")
        self._page.focus()

    @work(group="flow", exit_on_error=False)
    async def act_check(self) -> None:
        """Goes to the next quotation or link that is not right, and offers what can be done about it."""
        text = self._page.text
        findings = await self._aid.check(text)
        if findings is None:
            self._say("what is quoted cannot be checked before the index is there", "warn")
            return
        self._show_findings(findings, text)
        finding = next_wrong(findings, self._page.place)
        if finding is None:
            self._say(counted(findings)[0] or "nothing is quoted here")
            return
        self._page.selection = Selection(self._page.location(finding.start), self._page.location(finding.end))
        verbatim = await self._aid.verbatim(finding)
        chosen = await self.app.push_screen_wait(FindingScreen(finding, verbatim, may_read=False))
        if chosen == RESTORE and text == self._page.text:
            self._page.put(verbatim)
        else:
            self._page.move_cursor(self._page.location(finding.end))
        self._page.focus()

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

    @work(group="flow", exit_on_error=False)
    async def act_help(self) -> None:
        from tui.screens.help import Help, action_choices

        offers = [(each, self.why_not(each)) for each in self.actions()]
        keys = cast("CatenaApp", self.app).keys
        chosen = await self.app.push_screen_wait(Help("What works here", action_choices(offers, keys, by_group=False)))
        self._page.focus()
        if chosen:
            await self.action_do(chosen)

    @work(group="flow", exit_on_error=False)
    async def act_title(self) -> None:
        kinds = ", ".join(await self._aid.types())
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
