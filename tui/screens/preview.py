"""What would be done, before anything of it is written: line by line, with the answers below.

Where something that is there would be another thing then, Cancel is what Enter alone does; where nothing can be done, there is
nothing else to answer.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui.actions import bindings_of
from tui.key_names import keys_shown
from tui.screens.dialog import Dialog
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words

CANCEL = "Cancel"


class Lines(RowList, can_focus=False, inherit_bindings=False):
    """What would be done; none of its lines is chosen."""

    def _ground(self, row: int) -> Style:
        return self.rich_style


class Preview(Dialog[bool]):
    """Answers whether it shall be done. `answer` is the word for that, "" where it cannot be; `warning` what should be known."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("preview",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("preview")]
    DEFAULT_CSS = """
    Preview {
        & > Vertical { max-height: 100%; }
        & RowList { background: $surface; }
        & #changes { height: 12; }
        & #answers { height: auto; margin-top: 1; }
        & Words { color: $text-muted; height: auto; max-height: 3; }
    }
    """

    def __init__(self, heading: Pieces, lines: Sequence[Pieces], answer: str, warning: str = "") -> None:
        super().__init__()
        self._lines = lines
        self._said = heading
        self._heading = Line()
        self._warning = warning if answer else ""
        self._changes = Lines(id="changes")
        self._changes.styles.height = min(12, max(1, len(self._lines)))
        self._answers = RowList(id="answers")
        self._keys = Line()
        self._yes = answer
        self._offered: Sequence[str] = [CANCEL] if not answer else [CANCEL, answer] if warning else [answer, CANCEL]
        self._answers.styles.height = len(self._offered)

    def compose(self) -> ComposeResult:
        self._heading.say(*self._said)
        self._changes.show(len(self._lines), lambda row, _width: self._lines[row])
        self._answers.show(len(self._offered), self._answer)
        shown = sorted((each for each in self.actions() if each.foot), key=lambda each: each.foot)
        pieces = [((keys_shown(each.keys.split(",")[0]), "match"), (f" {each.label}  ", "dim")) for each in shown]
        self._keys.say(*(piece for pair in pieces for piece in pair))
        with Vertical():
            yield self._heading
            yield self._changes
            if self._warning:
                yield Words(self._warning)
            yield self._answers
            yield self._keys

    def on_mount(self) -> None:
        self._answers.focus()

    def _answer(self, row: int, _width: int) -> Pieces:
        answer = self._offered[row]
        return [(f" {answer}", "warn" if answer == self._yes and self._warning else "strong")]

    def act_take(self) -> None:
        self.dismiss(self._offered[self._answers.index] == self._yes)

    def act_down(self) -> None:
        self._answers.move_row(1)

    def act_up(self) -> None:
        self._answers.move_row(-1)

    def act_page_down(self) -> None:
        self._changes.move_page(1)

    def act_page_up(self) -> None:
        self._changes.move_page(-1)

    def act_leave(self) -> None:
        self.dismiss(False)
