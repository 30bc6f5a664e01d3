"""What would be done, before anything of it is written: line by line, with the answers below.

Where something that is there would be another thing then, Cancel is what Enter alone does; where nothing can be done, there is
nothing else to answer but what changes what would be done.
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
TAKE = "take"


class Lines(RowList, can_focus=False, inherit_bindings=False):
    """What would be done; none of its lines is chosen."""

    def _ground(self, row: int) -> Style:
        return self.rich_style


class Preview(Dialog[str]):
    """Answers with TAKE where it shall be done, with "" where it shall not, or with the key of another answer.

    `answer` is the word for doing it, "" where it cannot be done; `warning` what should be known; `others` are more answers, each
    with its key.
    """

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

    def __init__(
        self,
        heading: Pieces,
        lines: Sequence[Pieces],
        answer: str,
        warning: str = "",
        others: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__()
        self._lines = lines
        self._said = heading
        self._heading = Line()
        self._warning = warning if answer else ""
        self._changes = Lines(id="changes")
        self._changes.styles.height = min(12, max(1, len(self._lines)))
        self._answers = RowList(id="answers")
        self._keys = Line()
        take = [(TAKE, answer)] if answer else []
        leave = [("", CANCEL)]
        self._offered = [*leave, *take, *others] if self._warning else [*take, *others, *leave]
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
        key, answer = self._offered[row]
        return [(f" {answer}", "warn" if key == TAKE and self._warning else "strong")]

    def act_take(self) -> None:
        self.dismiss(self._offered[self._answers.index][0])

    def act_down(self) -> None:
        self._answers.move_row(1)

    def act_up(self) -> None:
        self._answers.move_row(-1)

    def act_page_down(self) -> None:
        self._changes.scroll_page_down(animate=False)

    def act_page_up(self) -> None:
        self._changes.scroll_page_up(animate=False)

    def act_leave(self) -> None:
        self.dismiss("")
