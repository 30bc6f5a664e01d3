"""The check of all memos and all excerpts: findings are listed as they come, each leads to its place.

Leaving stops what is not checked yet. Of a memo its head is checked as well as its text; of an excerpt, whether its words stand
where it says.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import ClassVar

from textual import work

from store.errors import CatenaError
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.links import links_of_head
from store.memo_types import MemoType, missing_headings
from store.memos import Memo
from tui.memo_checks import MemoChecks, explained
from tui.screens.chooser import Choice, Chooser
from tui.screens.findings import finding_pieces
from tui.widgets.row_list import Pieces

EVERY = 20
"""Memos between two looks at how far it is."""

ANCHOR_MEANINGS = {
    "moved": "its words have changed since: look at what they have become",
    "to check": "other words stand where it was tagged: say where it belongs",
    "missing": "the text does not have its words any more",
}

Place = tuple[str, str, int, int]
"""What is to be read (memo or excerpt), its id, and the range of a memo's text."""

NOWHERE: Place = ("", "", 0, 0)
"""Of what cannot be shown."""

States = Callable[[str, Sequence[Excerpt]], Awaitable[Sequence[str]]]
"""The states of the excerpts of a document (id)."""


class CheckList(Chooser):
    """Answers with the number of the place (in `places`) that shall be read, or ""."""

    ROWS: ClassVar[int] = 12
    DEFAULT_CSS = """
    CheckList {
        & #about { height: 4; }
    }
    """

    def __init__(
        self,
        memos: Sequence[Memo],
        holdings: Holdings,
        checks: MemoChecks,
        types: Mapping[str, MemoType],
        states: States,
    ) -> None:
        self._memos, self._holdings, self._checks, self._types, self._states = memos, holdings, checks, types, states
        self._found: list[Choice] = []
        self.places: list[Place] = []
        super().__init__("Checking …", self._found, nothing="nothing wrong so far")
        self.list.styles.height = self.ROWS

    def on_mount(self) -> None:
        self._check()

    @work(exclusive=True, group="check", exit_on_error=False)
    async def _check(self) -> None:
        for fault in self._holdings.faults:
            pieces: Pieces = (("! not read      ", "warn"), (fault.path, ""))
            self._add(
                Choice("", f"not read {fault.path}", pieces, f"{fault.message}: nothing of it is checked."), NOWHERE
            )
        shown = 0
        for number, memo in enumerate(self._memos):
            if number % EVERY == 0:
                self._say(f"Checking: {number} of {len(self._memos)} memos")
                shown = self._show_new(shown)
            await self._check_memo(memo)
        checked = await self._check_anchors(self._show_new(shown))
        self._nothing = "all is right"
        self._say(f"{len(self._memos)} memos and {checked} excerpts checked")
        self._show_new(shown, last=True)

    async def _check_anchors(self, shown: int) -> int:
        """Checks the excerpts, document by document; how many there were."""
        by_document: dict[str, list[Excerpt]] = {}
        for excerpt in self._holdings.excerpts.values():
            by_document.setdefault(excerpt.document, []).append(excerpt)
        for number, (document, excerpts) in enumerate(sorted(by_document.items())):
            if number % EVERY == 0:
                self._say(f"Checking: excerpts of {number} of {len(by_document)} documents")
                shown = self._show_new(shown)
            for excerpt, state in zip(excerpts, await self._states(document, excerpts), strict=True):
                if state != "exact":
                    words = " ".join(excerpt.text.split())
                    pieces: Pieces = ((f"! {state:<13} ", "warn"), (f"{document}: ", "dim"), (words, ""))
                    about = f"An excerpt by {excerpt.reviewer}: {ANCHOR_MEANINGS.get(state, state)}. It read: {words}"
                    self._add(Choice("", f"{state} {document} {words}", pieces, about), ("excerpt", excerpt.id, 0, 0))
        return sum(map(len, by_document.values()))

    async def _check_memo(self, memo: Memo) -> None:
        name = memo.title
        pieces: Pieces
        for heading in missing_headings(self._types.get(memo.type), memo.body):
            pieces = (("! heading       ", "warn"), (heading, ""), (f"  {name}", "dim"))
            about = f"A {memo.type} has the heading {heading}, and this one does not."
            self._add(Choice("", f"heading {heading} {name}", pieces, about), ("memo", memo.id, 0, 0))
        for kind, key, is_there in links_of_head(self._holdings, memo):
            if not is_there:
                pieces = (("! broken        ", "warn"), (f"{name}: ", "dim"), (f"{kind} {key}", ""))
                about = f"{name}, {memo.reviewer}: its head names the {kind} {key}, and there is nothing of this id."
                self._add(Choice("", f"broken {name} {key}", pieces, about), ("memo", memo.id, 0, 0))
        try:
            findings = await self._checks.check(memo.body)
        except CatenaError as error:
            pieces = (("! not checked   ", "warn"), (name, ""))
            self._add(Choice("", name, pieces, error.message), ("memo", memo.id, 0, 0))
            return
        for finding in findings:
            if not finding.is_right:
                pieces = (*finding_pieces(finding)[:1], (f"{name}: ", "dim"), *finding_pieces(finding)[1:])
                words = f"{finding.status} {name} {finding.text}"
                about = f"{name}, {memo.reviewer}: {explained(finding)}"
                self._add(Choice("", words, pieces, about), ("memo", memo.id, finding.start, finding.end))

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
