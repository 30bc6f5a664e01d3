"""What a sheet would change, before anything of it is written: faults first, then notes, what is written over, what is new."""

from store.case_acts import told
from store.case_sheets import Plan
from tui.screens.preview import Preview
from tui.widgets.row_list import Pieces

WRITE = "Write it"


class SheetPreview(Preview):
    """Answers whether it shall be written; a sheet with faults cannot be."""

    def __init__(self, name: str, plan: Plan) -> None:
        changed = len({change.case for change in plan.changes})
        said = f"{len(plan.new)} new, {changed} changed, {len(plan.same)} as they are"
        if plan.faults:
            said = f"{len(plan.faults)} fault{'s' * (len(plan.faults) != 1)}: nothing can be written"
        super().__init__(
            ((f"{name}: ", "strong"), (said, "warn" if plan.faults else "match")),
            preview_lines(plan),
            "" if plan.faults else WRITE,
            "Values are written over; u takes all of it back." if overwrites(plan) else "",
        )


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
