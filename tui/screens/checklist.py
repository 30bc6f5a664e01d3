"""A list of which any number can be marked: the themes or documents that a round is about.

Marking a line marks all that stand below it in the tree as well. Nothing marked means everything, and the list says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui.actions import bindings_of
from tui.key_names import keys_shown
from tui.screens.dialog import Dialog
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that can be marked; those that follow it with a larger `depth` stand below it."""

    key: str
    pieces: Pieces
    depth: int = 0


class Checklist(Dialog[tuple[str, ...] | None]):
    """Answers with the keys that are marked, in the order of the list, or None where it was left."""

    ROWS: ClassVar[int] = 14
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("checklist",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("checklist")]
    DEFAULT_CSS = """
    Checklist {
        & #entries { background: $surface; }
    }
    """

    def __init__(self, heading: str, entries: Sequence[Entry], *, nothing: str, marked: Sequence[str] = ()) -> None:
        super().__init__()
        self._words = heading
        self._nothing = nothing
        self._entries = entries
        self._marked = {each for each in marked if any(entry.key == each for entry in entries)}
        self._heading = Line()
        self._keys = Line()
        self._list = RowList(id="entries", empty=" nothing to choose from")
        self._list.styles.height = min(self.ROWS, max(2, len(entries)))

    def compose(self) -> ComposeResult:
        self._say_heading()
        shown = [(keys_shown(each.keys.split(",")[0]), each.label) for each in self.actions() if each.foot]
        self._keys.say(*(piece for key, label in shown for piece in ((key, "match"), (f" {label}  ", "dim"))))
        self._list.show(len(self._entries), self._row)
        with Vertical():
            yield self._heading
            yield self._list
            yield self._keys

    def on_mount(self) -> None:
        self._list.focus()

    def _say_heading(self) -> None:
        count = f"{len(self._marked)} marked" if self._marked else f"nothing marked: {self._nothing}"
        self._heading.say((self._words, "strong"), ("", "right"), (count, "dim"))

    def _row(self, row: int, _width: int) -> Pieces:
        entry = self._entries[row]
        marked = entry.key in self._marked
        return [("[x] " if marked else "[ ] ", "match" if marked else "dim"), *entry.pieces]

    def act_mark(self) -> None:
        row = self._list.index
        if row < 0:
            return
        end = row + 1
        while end < len(self._entries) and self._entries[end].depth > self._entries[row].depth:
            end += 1
        keys = {entry.key for entry in self._entries[row:end]}
        if self._entries[row].key in self._marked:
            self._marked -= keys
        else:
            self._marked |= keys
        self._list.refresh_rows()
        self._say_heading()
        if end == row + 1:
            self._list.move_row(1)

    def act_all(self) -> None:
        self._marked = set() if self._marked else {entry.key for entry in self._entries}
        self._list.refresh_rows()
        self._say_heading()

    def act_take(self) -> None:
        self.dismiss(tuple(entry.key for entry in self._entries if entry.key in self._marked))

    def act_leave(self) -> None:
        self.dismiss(None)

    def act_down(self) -> None:
        self._list.move_row(1)

    def act_up(self) -> None:
        self._list.move_row(-1)

    def act_page_down(self) -> None:
        self._list.move_page(1)

    def act_page_up(self) -> None:
        self._list.move_page(-1)

    def act_first(self) -> None:
        self._list.go_home()

    def act_last(self) -> None:
        self._list.go_end()
