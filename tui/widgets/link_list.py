"""What a link that is being typed can become, in a list below the page: Enter takes the one that is highlighted.

Of a theme or a memo it writes the name as well, `[[id|name]]`, so that whoever reads the file knows what is meant; Tab its id.

The list is there only while the cursor stands behind an open `[[`. Escape puts it away until the next link is begun; every key
that it does not use is the page's.
"""

import asyncio
from collections.abc import Callable, Sequence

from textual import work

from store.holdings import Holdings
from tui.completing import Completion, begun_link, completed
from tui.fit import fit
from tui.widgets.page import Page
from tui.widgets.row_list import Pieces, RowList


class LinkList(RowList, can_focus=False, inherit_bindings=False):
    """The list for one page. `holdings` gives what can be linked to."""

    ROWS = 7
    DEFAULT_CSS = """
    LinkList { display: none; height: 7; background: $surface; }
    LinkList.-open { display: block; }
    """

    def __init__(self, page: Page, holdings: Callable[[], Holdings]) -> None:
        super().__init__(id="links", empty=" nothing is called so: Esc goes on without a link")
        self._page = page
        self._holdings = holdings
        self._typed: str | None = None
        self._put_away = False
        self._found: Sequence[Completion] = ()

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    def look(self) -> None:
        """What stands before the cursor may have changed."""
        row, column = self._page.cursor_location
        typed = begun_link(self._page.document.get_line(row)[:column]) if self._page.selection.is_empty else None
        if typed is None:
            self._put_away = False
            self._close()
        elif typed != self._typed and not self._put_away:
            self._typed = typed
            self._complete(typed)

    @work(exclusive=True, group="completing", exit_on_error=False)
    async def _complete(self, typed: str) -> None:
        found = await asyncio.to_thread(completed, self._holdings(), typed)
        if typed == self._typed:
            self._found = found
            self.add_class("-open")
            self.show(len(found), self._row)

    def _row(self, row: int, _width: int) -> Pieces:
        each = self._found[row]
        return ((f" {each.kind:<9}", "dim"), (each.name, ""), (f"  {each.written}", "dim"))

    def _close(self) -> None:
        self._typed = None
        self.remove_class("-open")

    def steer(self, key: str) -> bool:
        """Takes a key that is typed on the page where it means this list; whether it did."""
        if not self.is_open or self._typed is None:
            return False
        match key:
            case "up" | "down":
                self.move_row(1 if key == "down" else -1)
            case "escape":
                self._put_away = True
                self._close()
            case "enter" | "tab" if self._found:
                chosen = self._found[max(0, self.index)]
                words = f"|{chosen.words}" if chosen.words and key == "enter" else ""
                self._take(f"{chosen.written}{words}", self._typed)
            case _:
                return False
        return True

    def _take(self, written: str, typed: str) -> None:
        row, column = self._page.cursor_location
        line = self._page.document.get_line(row)
        closed = 2 if line.startswith("]]", column) else 0
        result = self._page.replace(
            fit(f"{written}]]"),
            (row, column - len(typed)),
            (row, column + closed),
            maintain_selection_offset=False,
        )
        self._page.move_cursor(result.end_location)
        self._close()
