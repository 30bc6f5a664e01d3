"""The check of the memo that is read: a sign in the margin beside each quotation, found out while it is looked at.

The signs are those of the text that is shown: an answer for another text is dropped.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from store.errors import CatenaError
from tui.memo_checks import COLOURS, SIGNS, counted
from tui.places.place import Place
from tui.reader.marks import Mark
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from search.memo_check import Finding


PAUSE = 0.3
"""Seconds that a memo is looked at until it is checked."""


class MemoChecking(Place):
    """A place in which memos are read."""

    findings: "Sequence[Finding]" = ()
    """What was found out about the text that is shown."""

    @property
    def text_view(self) -> Reader:
        """Where the text is shown."""
        raise NotImplementedError

    @property
    def text_read(self) -> str:
        """The text that is shown."""
        raise NotImplementedError

    def checked(self, words: str, right: bool) -> None:
        """What was found out, in words."""

    @work(exclusive=True, group="check", exit_on_error=False)
    async def check_text(self) -> None:
        """Checks the text that is shown, where the index can be asked, once the reviewer stays with it."""
        text = self.text_read
        if self.findings:
            self._show(())
        await asyncio.sleep(PAUSE)
        if self.finder is None or not text or not self.text_view.is_on_screen:
            return
        try:
            findings = await self.finder.checks.check(text)
        except CatenaError:
            # A text that cannot be read is named among the study's faults.
            return
        if text == self.text_read:
            self._show(findings)

    def _show(self, findings: "Sequence[Finding]") -> None:
        self.findings = findings
        shown = [each for each in findings if each.status in SIGNS]
        self.text_view.set_marks(
            [Mark(each.start, each.end, SIGNS[each.status][0], COLOURS[each.is_right], "") for each in shown]
        )
        self.checked(*counted(findings))

    def act_check(self) -> None:
        self.post_message(self.FlowWanted("memo_checking.finding"))

    def act_check_all(self) -> None:
        self.post_message(self.FlowWanted("memo_checking.all_memos"))
