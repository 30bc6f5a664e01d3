"""The margin beside a page that is written on: a sign where a quotation begins that says whether it is what it claims to be.

It shows the rows that the page shows: a sign stands beside the row in which the first word of the quotation stands.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events

from tui.memo_checks import SIGNS
from tui.widgets.page import Page
from tui.widgets.row_list import Pieces, RowList

if TYPE_CHECKING:
    from search.memo_check import Finding


class CheckMargin(RowList, can_focus=False, inherit_bindings=False):
    """Two cells beside a page."""

    DEFAULT_CSS = """
    CheckMargin { width: 2; height: 1fr; background: $background; }
    """

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._signs: dict[int, str] = {}

    def on_resize(self, event: events.Resize) -> None:
        self.show(event.size.height, self._row)

    def mark(self, findings: "Sequence[Finding]") -> None:
        """Shows the signs of these findings, of which the wrong ones go before others in the same row."""
        signs: dict[int, str] = {}
        for finding in findings:
            if finding.status in SIGNS:
                row = self._page.wrapped_document.location_to_offset(self._page.location(finding.start)).y
                if row not in signs or not finding.is_right:
                    signs[row] = finding.status
        if signs != self._signs:
            self._signs = signs
            self.refresh_rows()

    def follow(self) -> None:
        """The page shows other rows."""
        if self._signs:
            self.refresh_rows()

    def _row(self, row: int, _width: int) -> Pieces:
        status = self._signs.get(row + self._page.scroll_offset.y)
        return [SIGNS[status]] if status is not None else []

    def _ground(self, row: int) -> Style:
        return self.rich_style
