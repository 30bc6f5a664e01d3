"""Level 2: how much of each document the analysis has been through, and the way into it.

Numbers are of passages: tagged by anybody, seen by the reviewer of this part of the round, and open, which is neither. They are
counted from the texts in the background, and again only for a document of which something has changed.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.documents import Document
from store.errors import CatenaError
from store.reviews import Review
from themes.coverage import Coverage, coverage_of
from tui.actions import Action, bindings_of
from tui.places.place import Place
from tui.review_steps import Walk
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cells import fitted, left
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList


class CoveragePlace(Place):
    """The documents of one reviewer's part in a round of level 2."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("coverage", "move")
    STANDS_UNDER: ClassVar[str] = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("coverage", "move")]
    DEFAULT_CSS = """
    CoveragePlace {
        & #coverage-head, & #coverage-heads { background: $panel; }
        & #coverage { height: 1fr; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="coverage-head")
        self._heads = Line(id="coverage-heads")
        self._list = RowList(id="coverage", empty=" there are no documents in this round")
        self._round = ""
        self._documents: Sequence[Document] = ()
        self._counted: dict[str, tuple[tuple[object, ...], Coverage]] = {}
        self._faults: dict[str, str] = {}
        self._most_first = False

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._heads
        yield self._list

    def on_mount(self) -> None:
        self._heads.say(("   document", "dim"), ("", "right"), ("passages  tagged    seen    open        ", "dim"))

    def rest(self) -> None:
        self._list.focus()

    def fall_back(self) -> Widget:
        return self._list

    @property
    def review(self) -> Review | None:
        return self.snapshot.holdings.reviews.get(self._round) if self.snapshot is not None else None

    def open_round(self, key: str) -> None:
        """Shows a round."""
        if key != self._round:
            self._round, self._counted = key, {}
        self._look_again()

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None and self._round:
            self._look_again()

    def _look_again(self) -> None:
        self._arrange()
        self._count()

    def _arrange(self) -> None:
        snapshot, review = self.snapshot, self.review
        current = self.current
        documents = sorted(snapshot.holdings.documents.values(), key=lambda each: each.id) if snapshot else []
        self._documents = [each for each in documents if review and each.id in (review.documents or (each.id,))]
        if self._most_first:
            self._documents = sorted(self._documents, key=lambda each: -self._left(each))
        names = [each.id for each in self._documents]
        index = names.index(current.id) if current is not None and current.id in names else 0
        self._list.show(len(names), self._row, index=index)
        self._say()

    def _left(self, document: Document) -> int:
        return len(self._counted[document.id][1].open) if document.id in self._counted else 0

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _count(self) -> None:
        """Counts what has changed, one document after the other, and shows each number when it is there."""
        snapshot, review = self.snapshot, self.review
        if snapshot is None or review is None:
            return
        for row, document in enumerate(self._documents):
            excerpts, seen = snapshot.holdings.excerpts_of(document.id), review.seen.get(document.id)
            on = (document, excerpts, seen)
            known = self._counted.get(document.id)
            if known is not None and known[0] == on:
                continue
            try:
                opened = await self.study.text_of(document)
            except CatenaError as error:
                self._counted.pop(document.id, None)
                self._faults[document.id] = error.message
                self._list.repaint_row(row)
                self._say()
                continue
            passages = [(each.start, each.end) for each in opened.passages]
            self._faults.pop(document.id, None)
            self._counted[document.id] = (on, coverage_of(document, passages, excerpts, seen))
            self._list.repaint_row(row)
            self._say()
        if self._most_first:
            self._arrange()

    def _say(self) -> None:
        review = self.review
        if review is None:
            self._head.say((" this round is not here any more", "warn"))
            return
        met = [self._counted[each.id][1] for each in self._documents if each.id in self._counted]
        passages, left = sum(each.passages for each in met), sum(len(each.open) for each in met)
        unread = sum(each.id in self._faults for each in self._documents)
        counted = f"{left} of {passages} passages open" if len(met) + unread == len(self._documents) else "counting …"
        if unread:
            counted += f", without {unread} that cannot be read"
        who = "" if self.snapshot and review.reviewer == self.snapshot.reviewer else f"  {review.reviewer}"
        self._head.say(
            (f" {review.title}", "strong"), (f"{who}  level 2", "dim"), ("", "right"), (f"{counted} ", "match")
        )

    def _row(self, row: int, width: int) -> Pieces:
        document = self._documents[row]
        if document.id in self._faults:
            return [(f" {left(document.id, 14)} ", "strong"), (self._faults[document.id], "warn")]
        if document.id not in self._counted:
            return [(f" {document.id}", "strong"), ("  counting …", "dim")]
        met = self._counted[document.id][1]
        share = 100 * (met.passages - len(met.open)) // met.passages if met.passages else 100
        tail = f"{met.passages:>8} {met.tagged:>7} {met.seen:>7} {len(met.open):>7}  {share:>3} %  "
        room = max(0, width - len(tail) - 4)
        name = fitted(f"{document.id}  {document.kind}", room)
        return [("   ", ""), (left(name, room), "" if met.open else "dim"), (f" {tail}", "" if met.open else "good")]

    @property
    def current(self) -> Document | None:
        return self._documents[self._list.index] if 0 <= self._list.index < len(self._documents) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("coverage.open")

    # Acting

    def why_not(self, action: Action) -> str:
        if action.group == "coverage" and self.current is None:
            return "there are no documents in this round"
        return ""

    def act_open(self) -> None:
        assert self.current is not None
        self.post_message(self.ReviewWanted(Walk(self._round, self.current.id)))

    def act_order(self) -> None:
        self._most_first = not self._most_first
        self._arrange()
        self.post_message(self.TitleChanged("most left first" if self._most_first else "by name"))

    def memo_links(self) -> "Place.MemoWanted":
        return self.MemoWanted(documents=(self.current.id,) if self.current is not None else ())
