"""What is wrong in a memo, one finding a line, with the difference below; Enter takes the one that is meant.

For one finding it offers what can be done with it: get the verbatim words back, or read the place that it is nearest to.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from tui.memo_checks import SIGNS, explained
from tui.screens.chooser import Choice, Chooser
from tui.widgets.row_list import Pieces

if TYPE_CHECKING:
    from search.memo_check import Finding

RESTORE, READ, LEAVE = "restore", "read", "leave"


class FindingScreen(Chooser):
    """Answers with what shall be done with one finding, or "". `verbatim` are the words that can be put back, if any."""

    ROWS: ClassVar[int] = 3
    DEFAULT_CSS = """
    FindingScreen {
        & #about { height: auto; max-height: 10; }
    }
    """

    def __init__(self, finding: "Finding", verbatim: str, *, may_read: bool = True) -> None:
        about = explained(finding, verbatim)
        choices = [Choice(LEAVE, "leave it as it is", (("leave it as it is", ""),), about)]
        if finding.document and may_read:
            read = f"read the place in {finding.document}"
            choices.insert(0, Choice(READ, read, ((read, ""),), about))
        if verbatim:
            restore = "put the verbatim words back"
            choices.insert(0, Choice(RESTORE, restore, ((restore, ""),), about))
        super().__init__(
            f"This quotation is {finding.status}" if finding.kind == "quotation" else "A broken link", choices
        )


def finding_pieces(finding: "Finding") -> Pieces:
    """A finding as a line of a list."""
    sign, look = SIGNS.get(finding.status, (" ", "dim"))
    return ((f"{sign} {finding.status:<13} ", look), (" ".join(finding.text.split()), ""))


def next_wrong(findings: "Sequence[Finding]", place: int) -> "Finding | None":
    """The finding that is wrong at a place of the text, or the next one after it, or the first."""
    wrong = [each for each in findings if not each.is_right]
    here = [each for each in wrong if each.start <= place <= each.end]
    return next(iter([*here, *(each for each in wrong if each.start > place), *wrong]), None)
