"""The margin beside a page that is written on: a sign where a quotation begins that says whether it is what it claims to be.

It shows the rows that the page shows: a sign stands beside the row in which the first word of the quotation stands.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.memo_checks import SIGNS
from tui.widgets.page import Page
from tui.widgets.row_looks import looks_on

if TYPE_CHECKING:
    from search.memo_check import Finding


class CheckMargin(Widget, can_focus=False):
    """Two cells beside a page."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    CheckMargin { width: 2; height: 1fr; background: $background; }
    """

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._signs: dict[int, str] = {}

    def show(self, findings: "Sequence[Finding]") -> None:
        """Shows the signs of these findings, of which the wrong ones go before others in the same row."""
        signs: dict[int, str] = {}
        for finding in findings:
            if finding.status in SIGNS:
                row = self._page.wrapped_document.location_to_offset(self._page.location(finding.start)).y
                if row not in signs or not finding.is_right:
                    signs[row] = finding.status
        if signs != self._signs:
            self._signs = signs
            self.refresh()

    def follow(self) -> None:
        """The page shows other rows."""
        if self._signs:
            self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return 2

    def render_line(self, y: int) -> Strip:
        status = self._signs.get(y + self._page.scroll_offset.y)
        ground = self.rich_style
        if status is None:
            return Strip([Segment("  ", ground)], 2)
        sign, look = SIGNS[status]
        style = ground + looks_on(self.app, self.background_colors[1]).look(look)
        return Strip([Segment(f"{sign} ", style)], 2)
