"""A list of which any number can be marked: the themes or documents that a round is about.

Marking a line marks all that stand below it in the tree as well, as far as the list shows them: words that are typed leave only
the lines that have them. Nothing marked means everything, and the list says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui.actions import bindings_of
from tui.key_names import keys_shown
from tui.screens.dialog import Dialog
from tui.widgets.filter_line import FilterLine
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
        & FilterLine { height: 1; }
    }
    """

    def __init__(
        self, heading: str, entries: Sequence[Entry], *, nothing: str, marked: Sequence[str] = (), at: str = ""
    ) -> None:
        super().__init__()
        self._words = heading
        self._nothing = nothing
        self._entries = entries
        self._marked = {each for each in marked if any(entry.key == each for entry in entries)}
        self._at = at
        self._shown: Sequence[Entry] = entries
        self._filter = FilterLine("show only lines with these words")
        self._heading = Line()
        self._keys = Line()
        self._list = RowList(id="entries", empty=" nothing to choose from")
        self._list.styles.height = min(self.ROWS, max(2, len(entries)))

    def compose(self) -> ComposeResult:
        self._say_heading()
        shown = [(keys_shown(each.keys.split(",")[0]), each.label) for each in self.actions() if each.foot]
        self._keys.say(*(piece for key, label in shown for piece in ((key, "match"), (f" {label}  ", "dim"))))
        names = [each.key for each in self._entries]
        self._list.show(len(names), self._row, index=names.index(self._at) if self._at in names else 0)
        with Vertical():
            yield self._heading
            yield self._filter
            yield self._list
            yield self._keys

    def on_mount(self) -> None:
        self._list.focus()

    def _say_heading(self) -> None:
        count = f"{len(self._marked)} marked" if self._marked else f"nothing marked: {self._nothing}"
        self._heading.say((self._words, "strong"), ("", "right"), (count, "dim"))

    def _row(self, row: int, _width: int) -> Pieces:
        entry = self._shown[row]
        marked = entry.key in self._marked
        return [("[x] " if marked else "[ ] ", "match" if marked else "dim"), *entry.pieces]

    def act_mark(self) -> None:
        row, shown = self._list.index, self._shown
        if row < 0:
            return
        end = row + 1
        while end < len(shown) and shown[end].depth > shown[row].depth:
            end += 1
        keys = {entry.key for entry in shown[row:end]}
        if shown[row].key in self._marked:
            self._marked -= keys
        else:
            self._marked |= keys
        self._list.refresh_rows()
        self._say_heading()
        if end == row + 1:
            self._list.move_row(1)

    def act_all(self) -> None:
        keys = {entry.key for entry in self._shown}
        self._marked = self._marked - keys if self._marked & keys else self._marked | keys
        self._list.refresh_rows()
        self._say_heading()

    async def act_filter(self) -> None:
        await self._filter.open()
        if self._filter.field is not None:
            self._filter.field.select_all()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        words = self._filter.words.casefold().split()
        at = self._shown[self._list.index].key if 0 <= self._list.index < len(self._shown) else self._at
        self._shown = [each for each in self._entries if all(word in _words(each) for word in words)]
        names = [each.key for each in self._shown]
        self._list.show(len(names), self._row, index=names.index(at) if at in names else 0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._list.focus()

    def act_take(self) -> None:
        self.dismiss(tuple(entry.key for entry in self._entries if entry.key in self._marked))

    def act_leave(self) -> None:
        if self._filter.is_open:
            self._filter.close()
            self._list.focus()
        else:
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


def _words(entry: Entry) -> str:
    return "".join(text for text, _ in entry.pieces).casefold()
