"""What taking in a project of another program would do: what is lost or differs first, then numbers, then the rest."""

from store.exchange.refi.intake.plan import STATUSES, Plan
from store.exchange.refi.remarks import told
from tui.displayable import displayable
from tui.screens.preview import Preview
from tui.widgets.row_list import Pieces

TAKE = "Take it in"
LOOKS = {"lost": "warn", "differs": "warn", "gone": "warn", "removed": "warn", "updated": "match", "changed": "match"}
MOST_NAMED = 3


class ImportPreview(Preview):
    """Answers whether it shall be taken in; a file that says nothing new cannot be."""

    def __init__(self, name: str, plan: Plan) -> None:
        counts = plan.counts()
        totals = {status: sum(each.get(status, 0) for each in counts.values()) for status in STATUSES}
        said = ", ".join(f"{number} {status}" for status, number in totals.items() if number) or "nothing in it"
        updates = totals["updated"] + totals["removed"]
        super().__init__(
            ((f"{displayable(name)}: ", "strong"), (said, "match" if plan.changes else "dim")),
            preview_lines(plan),
            TAKE if plan.changes else "",
            "What was here already is updated; u takes all of it back." if updates else "",
        )


def preview_lines(plan: Plan) -> list[Pieces]:
    """The report, a line each."""
    lines: list[Pieces] = []
    for remark in told(plan.remarks):
        if remark.kind == "lost":
            lines.append(_remark(remark.kind, remark.what, remark.message, remark.count, remark.names))
    for status in ("differs", "gone", "updated"):
        for item in plan.items:
            if item.status == status and item.kind != "tag":
                about = f"{item.name} {f'({item.detail})' if item.detail else ''}".strip()
                lines.append(
                    [(f"{status:<9}", LOOKS[status]), (f"{item.kind} ", "strong"), (displayable(about or item.id), "")]
                )
    for kind, each in plan.counts().items():
        numbers = ", ".join(f"{number} {status}" for status, number in each.items())
        lines.append([(f"{kind:<10}", "strong"), (numbers, "")])
    if plan.counted.weighed:
        fitting = f"{plan.counted.fitting} of {plan.counted.weighed} excerpts fit"
        lines.append([("positions ", "strong"), (f"{fitting}: {plan.counted.way}", "dim")])
    for remark in told(plan.remarks):
        if remark.kind != "lost":
            lines.append(_remark(remark.kind, remark.what, remark.message, remark.count, remark.names))
    return lines


def _remark(kind: str, what: str, message: str, count: int, names: tuple[str, ...]) -> Pieces:
    many = f"{count} × " if count > 1 else ""
    named = f" ({', '.join(names[:MOST_NAMED])})" if names else ""
    return [(f"{kind:<9}", LOOKS.get(kind, "dim")), (displayable(f"{many}{what}{named}: {message}"), "")]
