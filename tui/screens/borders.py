"""Moving the borders of an excerpt: two lines over the foot of the screen, and in the text above the borders as they would be.

Nothing is changed until Enter; Esc leaves the excerpt as it was. The text is shown by whoever opened this and is told each step.
"""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui.actions import actions_of, bindings_of
from tui.key_names import keys_shown
from tui.reader.borders import Borders
from tui.reader.spans import Spans
from tui.screens.dialog import Dialog
from tui.widgets.cells import cells_of, ending
from tui.widgets.line import Line


class BordersMode(Dialog[Borders | None]):
    """Answers with the borders that are kept, or None. `show` puts borders on the screen."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("borders",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("borders")]
    DEFAULT_CSS = """
    BordersMode {
        & > Vertical { max-width: 100%; margin-bottom: 0; padding: 0; border-top: none; }
        & #ends { background: $panel; }
    }
    """

    def __init__(self, spans: Spans, borders: Borders, show: Callable[[Borders], None]) -> None:
        super().__init__()
        self._spans, self._borders, self._show = spans, borders, show
        self._ends, self._keys = Line(id="ends"), Line()

    def compose(self) -> ComposeResult:
        first = {each.name: keys_shown(each.keys.split(",")[0]) for each in actions_of("borders")}
        for one, other in (("right", "left"), ("sentence_on", "sentence_back")):
            first[one] = f"{first[other]} {first[one]}"
        shown = sorted((each for each in actions_of("borders") if each.foot), key=lambda each: each.foot)
        pieces = [((f" {first[each.name]}", "match"), (f" {each.label} ", "")) for each in shown]
        self._keys.say(*(piece for pair in pieces for piece in pair))
        with Vertical():
            yield self._ends
            yield self._keys

    def on_mount(self) -> None:
        self._put(self._borders)

    def _put(self, borders: Borders) -> None:
        self._borders = borders
        self._show(borders)
        start, end = borders.span
        words = " ".join(self._spans.text[start:end].split())
        which = "right end" if borders.moving % 2 else "left end"
        if len(borders.ranges) > 1:
            which = f"segment {borders.moving // 2 + 1} of {len(borders.ranges)}, {which}"
        count = f"{len(words.split())} words "
        room = max(0, self.size.width - len(which) - len(count) - 6)
        if borders.moving % 2 and cells_of(words) > room:
            words = f"…{ending(words, room - 1)}"
        self._ends.say((f" {which} ", "strong"), (f" {words}", ""), ("", "right"), (count, "dim"))

    def act_left(self) -> None:
        self._put(self._borders.by_word(self._spans, -1))

    def act_right(self) -> None:
        self._put(self._borders.by_word(self._spans, 1))

    def act_sentence_back(self) -> None:
        self._put(self._borders.by_sentence(self._spans, -1))

    def act_sentence_on(self) -> None:
        self._put(self._borders.by_sentence(self._spans, 1))

    @property
    def _outward(self) -> int:
        return 1 if self._borders.moving % 2 else -1

    def act_word(self) -> None:
        self._put(self._borders.by_word(self._spans, self._outward))

    def act_sentence(self) -> None:
        self._put(self._borders.by_sentence(self._spans, self._outward))

    def act_less(self) -> None:
        self._put(self._borders.by_word(self._spans, -self._outward))

    def act_swap(self) -> None:
        self._put(self._borders.swapped())

    def act_keep(self) -> None:
        self.dismiss(self._borders)

    def act_leave(self) -> None:
        self.dismiss(None)
