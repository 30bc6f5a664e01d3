"""The open points of a round: those that are open first, then those that were settled; each is ticked or opened by a key.

It changes nothing itself: every key is answered with one wish, and whoever asked carries it out and may ask again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from store.reviews import Review
from tui.acting import Actor
from tui.actions import Action, bindings_of
from tui.key_names import keys_shown
from tui.screens.dialog import Dialog
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall become of a point: it is settled, open again, or, with no point, a new one is to be written."""

    what: Literal["settle", "reopen", "add"]
    point: str = ""


class OpenPoints(Dialog[Wish | None]):
    """Answers with one wish, or None where it was left. `why_not_write` says why nothing can be changed, "" where it can."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("points",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("points")]
    DEFAULT_CSS = """
    OpenPoints {
        & #points { background: $surface; }
    }
    """

    def __init__(self, review: Review, why_not_write: str = "", at: str = "") -> None:
        super().__init__()
        self._review = review
        self._why_not_write = why_not_write
        self._points: Sequence[tuple[str, bool]] = [
            *((point, False) for point in review.open_points),
            *((point, True) for point in review.settled),
        ]
        self._at = next((row for row, (point, _) in enumerate(self._points) if point == at), 0)
        self._heading = Line()
        self._keys = Line()
        self._list = RowList(id="points", empty=" nothing is open: a adds a point")
        self._list.styles.height = min(14, max(3, len(self._points)))

    def compose(self) -> ComposeResult:
        count = f"{len(self._review.open_points)} open, {len(self._review.settled)} settled"
        self._heading.say((f"Open points of {self._review.title}", "strong"), ("", "right"), (count, "dim"))
        shown = [(keys_shown(each.keys.split(",")[0]), each.label) for each in self.actions() if each.foot]
        self._keys.say(*(piece for key, label in shown for piece in ((key, "match"), (f" {label}  ", "dim"))))
        self._list.show(len(self._points), self._row, index=self._at)
        with Vertical():
            yield self._heading
            yield self._list
            yield self._keys

    def on_mount(self) -> None:
        self._list.focus()

    def _row(self, row: int, _width: int) -> Pieces:
        point, settled = self._points[row]
        return [("[x] " if settled else "[ ] ", "good" if settled else "match"), (point, "dim" if settled else "")]

    def on_actor_refused(self, event: Actor.Refused) -> None:
        event.stop()
        self._heading.say((event.words, "warn"))

    def why_not(self, action: Action) -> str:
        if action.name in ("toggle", "add") and self._why_not_write:
            return self._why_not_write
        return "there is no point yet: a adds one" if action.name == "toggle" and not self._points else ""

    def act_toggle(self) -> None:
        point, settled = self._points[self._list.index]
        self.dismiss(Wish("reopen" if settled else "settle", point))

    def act_add(self) -> None:
        self.dismiss(Wish("add"))

    def act_down(self) -> None:
        self._list.move_row(1)

    def act_up(self) -> None:
        self._list.move_row(-1)

    def act_leave(self) -> None:
        self.dismiss(None)
