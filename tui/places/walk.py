"""Through a document in a round of level 2: what is tagged is shown, what is not is offered passage by passage.

It is the Reader with an eye on what is open: one reads, selects and tags as ever, and one key says that a passage was looked at
and leads to the next. Where a document has nothing open any more, the next one that has comes.
"""

from bisect import bisect_right
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from store.documents import Document
from store.errors import CatenaError
from store.reviews import Review
from themes.coverage import Coverage, coverage_of
from tui.actions import Action, bindings_of
from tui.places.reader import ReaderPlace
from tui.reader.spans import Range
from tui.review_steps import MarkSeen, OpenPoints
from tui.snapshot import Snapshot
from tui.study import OpenText, Study


class WalkPlace(ReaderPlace):
    """A document of a round."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("walk", *ReaderPlace.ACTION_GROUPS)
    STANDS_UNDER: ClassVar[str] = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("walk")]

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._round = ""
        self._counted: tuple[tuple[object, ...], Coverage] | None = None
        self._waiting = ""
        """The document in which a passage was just marked: when that is on disk, the next open passage comes."""

    @property
    def review(self) -> Review | None:
        return self.snapshot.holdings.reviews.get(self._round) if self.snapshot is not None else None

    @property
    def coverage(self) -> Coverage | None:
        """The coverage of the document that is open."""
        return self._coverage_of(self.view.opened) if self.view.opened is not None else None

    def _coverage_of(self, opened: OpenText) -> Coverage | None:
        """Counted once for what it follows from: a key that moves in a book of thousands of passages asks again and again."""
        if self.snapshot is None or self.review is None:
            return None
        document = self.snapshot.holdings.documents.get(opened.document.id, opened.document)
        excerpts, seen = self.snapshot.holdings.excerpts_of(document.id), self.review.seen.get(document.id)
        on = (opened, document, excerpts, seen)
        if self._counted is None or any(a is not b for a, b in zip(self._counted[0], on, strict=True)):
            passages = [(each.start, each.end) for each in opened.passages]
            self._counted = on, coverage_of(document, passages, excerpts, seen)
        return self._counted[1]

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def walk(self, round_key: str, document: str) -> None:
        """Opens a document of a round at the first passage that is open."""
        self._round = round_key
        await self._to_open_in([document], 0)

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        super().watch_snapshot(before, after)
        if after is None or self.document is None:
            return
        self._say_hits()
        if self._waiting == self.document.id:
            self._waiting = ""
            self.act_next_open()

    # What is shown

    def _say_hits(self) -> None:
        if self._hits.total:
            super()._say_hits()
            return
        met, here = self.coverage, self._open_at(self.reader.position)
        self.view.mark_hits([here] if here else [], here[0] if here else None)
        if met is not None:
            self.view.note(f"{len(met.open)} open of {met.passages}")

    def on_reader_cursor_moved(self) -> None:
        super().on_reader_cursor_moved()
        self._say_hits()

    def _open_at(self, position: int) -> Range | None:
        met = self.coverage
        if met is None:
            return None
        place = bisect_right(met.open, position, key=lambda each: each[0]) - 1
        return met.open[place] if place >= 0 and position < met.open[place][1] else None

    # Acting

    def why_not(self, action: Action) -> str:
        if action.group != "walk":
            return super().why_not(action)
        if self.view.opened is None or self.review is None:
            return "no document of a round is open: 5 goes to the rounds"
        if action.name in ("seen", "rest_seen"):
            if self.study.read_only:
                return self.study.read_only
            if self.snapshot and self.review.reviewer != self.snapshot.reviewer:
                return f"this is {self.review.reviewer}'s part: J in Review takes part with marks of your own"
            if self.review.closed is not None:
                return "this round is closed: c in Review opens it again"
        if action.name == "rest_seen" and self.coverage is not None and not self.coverage.open:
            return "nothing is open in this document any more"
        return ""

    def act_seen(self) -> None:
        """Marks the passage at the cursor; one that was seen or tagged already only leads on."""
        assert self.document is not None
        here = self._open_at(self.reader.position)
        if here is None:
            self.act_next_open()
            return
        self._waiting = self.document.id
        self.post_message(self.ReviewWanted(MarkSeen(self._round, self.document.id, (here,))))

    def act_rest_seen(self) -> None:
        assert self.document is not None
        assert self.coverage is not None
        self._waiting = self.document.id
        self.post_message(self.ReviewWanted(MarkSeen(self._round, self.document.id, self.coverage.open)))

    def act_points(self) -> None:
        self.post_message(self.ReviewWanted(OpenPoints(self._round)))

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def act_next_open(self) -> None:
        names = self._names()
        here = names.index(self.document.id) if self.document is not None and self.document.id in names else 0
        await self._to_open_in([*names[here:], *names[: here + 1]], self.reader.position + 1)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def act_previous_open(self) -> None:
        met = self.coverage
        before = [each for each in (met.open if met is not None else ()) if each[0] < self.reader.position]
        here = self._open_at(self.reader.position)
        before = [each for each in before if each != here]
        if before:
            self.reader.go_to(*before[-1])
        else:
            self.post_message(self.TitleChanged("nothing is open before this in the document"))

    def _names(self) -> list[str]:
        wanted = self.review.documents if self.review is not None else ()
        return [each.id for each in self._documents if not wanted or each.id in wanted]

    async def _to_open_in(self, names: list[str], position: int) -> None:
        """To the first open passage from a position of the first document on, else from the beginning of the next ones."""
        for number, name in enumerate(names):
            opened = await self._text(name)
            met = self._coverage_of(opened) if opened is not None else None
            start = position if number == 0 else 0
            found = next((each for each in (met.open if met is not None else ()) if each[0] >= start), None)
            if found is not None:
                if self.document is not None and self.document.id == name:
                    self.reader.go_to(*found)
                    self._say_hits()
                else:
                    self.open_document(name, *found)
                return
        if self.document is None:
            self.open_document(names[0])
        self.post_message(self.TitleChanged("every passage of the round's documents is tagged or seen"))

    async def _text(self, name: str) -> OpenText | None:
        document: Document | None = self.snapshot.holdings.documents.get(name) if self.snapshot is not None else None
        try:
            return await self.study.text_of(document) if document is not None else None
        except CatenaError:
            return None
