"""The check of all memos: findings are listed as they come, each leads to its place; leaving stops what is not checked yet."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work

from store.errors import CatenaError
from store.memo_types import MemoType, missing_headings
from store.memos import Memo
from tui.memo_checks import MemoChecks, explained
from tui.screens.chooser import Choice, Chooser
from tui.screens.findings import finding_pieces
from tui.widgets.row_list import Pieces

EVERY = 20
"""Memos between two looks at how far it is."""

Place = tuple[str, int, int]
"""A memo and the range of its text."""


class CheckList(Chooser):
    """Answers with the number of the place (in `places`) that shall be read, or ""."""

    ROWS: ClassVar[int] = 12
    DEFAULT_CSS = """
    CheckList {
        & #about { height: 4; }
    }
    """

    def __init__(self, memos: Sequence[Memo], checks: MemoChecks, types: Mapping[str, MemoType]) -> None:
        self._memos, self._checks, self._types = memos, checks, types
        self._found: list[Choice] = []
        self.places: list[Place] = []
        super().__init__("Checking …", self._found, nothing="nothing wrong so far")
        self.list.styles.height = self.ROWS

    def on_mount(self) -> None:
        self._check()

    @work(exclusive=True, group="check", exit_on_error=False)
    async def _check(self) -> None:
        shown = 0
        for number, memo in enumerate(self._memos):
            if number % EVERY == 0:
                self._say(f"Checking: {number} of {len(self._memos)} memos")
                shown = self._show_new(shown)
            await self._check_memo(memo)
        self._nothing = "all is right"
        self._say(f"{len(self._memos)} memos checked")
        self._show_new(shown, last=True)

    async def _check_memo(self, memo: Memo) -> None:
        name = memo.title
        pieces: Pieces
        for heading in missing_headings(self._types.get(memo.type), memo.body):
            pieces = (("! heading       ", "warn"), (heading, ""), (f"  {name}", "dim"))
            about = f"A {memo.type} has the heading {heading}, and this one does not."
            self._add(Choice("", f"heading {heading} {name}", pieces, about), (memo.id, 0, 0))
        try:
            findings = await self._checks.check(memo.body)
        except CatenaError as error:
            pieces = (("! not checked   ", "warn"), (name, ""))
            self._add(Choice("", name, pieces, error.message), (memo.id, 0, 0))
            return
        for finding in findings:
            if not finding.is_right:
                pieces = (*finding_pieces(finding)[:1], (f"{name}: ", "dim"), *finding_pieces(finding)[1:])
                words = f"{finding.status} {name} {finding.text}"
                about = f"{name}, {memo.reviewer}: {explained(finding)}"
                self._add(Choice("", words, pieces, about), (memo.id, finding.start, finding.end))

    def _add(self, choice: Choice, place: Place) -> None:
        self._found.append(Choice(str(len(self.places)), choice.name, choice.pieces, choice.about))
        self.places.append(place)

    def _say(self, words: str) -> None:
        many = len(self._found)
        self._heading = f"{words}: {many or 'no'} finding{'' if many == 1 else 's'}"
        self.say_heading()

    def _show_new(self, shown: int, *, last: bool = False) -> int:
        if len(self._found) != shown or last:
            self.narrow(self.field.value, max(0, self.list.index))
        return len(self._found)
