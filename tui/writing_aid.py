"""What helps a memo's writer beside the page: excerpts to quote, things to link to, the check of what is quoted.

All of it is asked of the study as it is at that moment; nothing here changes it.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.errors import CatenaError
from store.holdings import Holdings
from store.memo_types import memo_types
from tui.quoted import quoted_block

if TYPE_CHECKING:
    from search.memo_check import Finding
    from tui.screens.main import MainScreen


class WritingAid:
    """The help that one editor gets from the app that it was opened in."""

    def __init__(self, screen: "MainScreen") -> None:
        self._screen = screen

    def holdings(self) -> Holdings:
        """What can be linked to."""
        snapshot = self._screen.study.snapshot
        return snapshot.holdings if snapshot is not None else Holdings()

    async def types(self) -> list[str]:
        """The types of memos here, by name: catena's and the project's own."""
        snapshot = self._screen.study.snapshot
        assert snapshot is not None
        return list((await asyncio.to_thread(memo_types, snapshot.project))[0])

    async def quotation(self) -> str:
        """The excerpt that the reviewer chooses, as a memo quotes it; "" where none was chosen."""
        from tui.screens.excerpt_chooser import ExcerptChooser

        snapshot = self._screen.study.snapshot
        assert snapshot is not None
        chosen = await self._screen.app.push_screen_wait(ExcerptChooser(snapshot))
        excerpt = self.holdings().excerpts.get(chosen)
        return await quoted_block(self._screen.study, excerpt) if excerpt is not None else ""

    async def check(self, text: str) -> "Sequence[Finding] | None":
        """All quotations and links of a text; None where the index cannot be asked yet."""
        finder = self._screen.finder
        if finder is None:
            return None
        try:
            return await finder.checks.check(text)
        except CatenaError:
            # A text that cannot be read is named where the study's faults are.
            return None

    async def verbatim(self, finding: "Finding") -> str:
        """The words that can be put in place of an altered quotation; "" for another finding."""
        finder = self._screen.finder
        if finder is None or finding.status != "altered":
            return ""
        try:
            return await finder.checks.verbatim(finding)
        except CatenaError:
            return ""
