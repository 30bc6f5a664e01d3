"""What a sheet would change, before anything of it is written: faults first, then notes, what is written over, what is new.

Where it writes over values, Cancel is what Enter alone does; where it has faults, there is nothing else to do.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from store.case_acts import told
from store.case_sheets import Plan
from tui.actions import bindings_of
from tui.key_names import keys_shown
from tui.screens.dialog import Dialog
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words

CANCEL, WRITE = "Cancel", "Write it"


class SheetPreview(Dialog[bool]):
    """Answers whether it shall be written."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("preview",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("preview")]
    DEFAULT_CSS = """
    SheetPreview {
        & > Vertical { max-height: 100%; }
        & RowList { background: $surface; }
        & #changes { height: 12; }
        & #answers { height: auto; margin-top: 1; }
        & Words { color: $text-muted; height: auto; max-height: 3; }
    }
    """

    def __init__(self, name: str, plan: Plan) -> None:
        super().__init__()
        self._plan = plan
        self._lines = preview_lines(plan)
        self._heading = Line()
        self._name = name
        self._changes = RowList(id="changes")
        self._changes.can_focus = False
        self._changes.styles.height = min(12, max(1, len(self._lines)))
        self._answers = RowList(id="answers")
        self._keys = Line()
        if plan.faults:
            self._offered: Sequence[str] = (CANCEL,)
        else:
            self._offered = (CANCEL, WRITE) if overwrites(plan) else (WRITE, CANCEL)
        self._answers.styles.height = len(self._offered)

    def compose(self) -> ComposeResult:
        plan = self._plan
        changed = len({change.case for change in plan.changes})
        said = f"{len(plan.new)} new, {changed} changed, {len(plan.same)} as they are"
        if plan.faults:
            said = f"{len(plan.faults)} fault{'s' * (len(plan.faults) != 1)}: nothing can be written"
        self._heading.say((f"{self._name}: ", "strong"), (said, "warn" if plan.faults else "match"))
        self._changes.show(len(self._lines), lambda row, _width: self._lines[row])
        self._answers.show(len(self._offered), self._answer)
        shown = sorted((each for each in self.actions() if each.foot), key=lambda each: each.foot)
        pieces = [((keys_shown(each.keys.split(",")[0]), "match"), (f" {each.label}  ", "dim")) for each in shown]
        self._keys.say(*(piece for pair in pieces for piece in pair))
        with Vertical():
            yield self._heading
            yield self._changes
            if overwrites(plan) and not plan.faults:
                yield Words("Values are written over; u takes all of it back.")
            yield self._answers
            yield self._keys

    def on_mount(self) -> None:
        self._answers.focus()

    def _answer(self, row: int, _width: int) -> Pieces:
        answer = self._offered[row]
        return [(f" {answer}", "warn" if answer == WRITE and overwrites(self._plan) else "strong")]

    def act_take(self) -> None:
        self.dismiss(self._offered[self._answers.index] == WRITE)

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


def overwrites(plan: Plan) -> bool:
    """Whether any value that is there would be another one, or gone."""
    return any(change.before is not None for change in plan.changes)


def preview_lines(plan: Plan) -> list[Pieces]:
    """What would be done, a line each; of a sheet with faults these alone."""
    lines: list[Pieces] = [[("! ", "warn"), (fault, "warn")] for fault in plan.faults]
    lines += [[("note  ", "match"), (note, "")] for note in plan.notes]
    if plan.faults:
        return lines
    over = sorted(plan.changes, key=lambda each: (each.before is None, each.case))
    for change in over:
        look = "warn" if change.before is not None else ""
        lines.append(
            [
                (f"{change.case}  ", "strong"),
                (f"{change.key}: ", "dim"),
                (told(change.before) or "not stated", look),
                (" → ", "dim"),
                (told(change.after) or "not stated", look),
            ]
        )
    for case in plan.new:
        values = ", ".join(f"{key} {told(value)}" for key, value in case.attributes.items())
        lines.append([("new  ", "good"), (f"{case.id}  ", "strong"), (f"{case.kind}  {values}", "dim")])
    if plan.same:
        lines.append([(f"as they are: {', '.join(plan.same)}", "dim")])
    return lines
