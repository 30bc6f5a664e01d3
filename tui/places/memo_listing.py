"""The list of memos: what changed last first, answers below what they answer, narrowed by words and by what is asked for.

How long ago a memo changed is asked of git beside everything else; until it has answered, the dates in the memos count. The words
of the filter are looked for beside everything else too, and the list stays as it is until all memos were looked at.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work

from store.errors import CatenaError
from store.git import Git
from store.holdings import Holdings
from store.links import by_date
from store.memos import Memo
from themes.memo_pages import Wanted, fits
from tui.memo_lines import MemoLine, memo_lines, said
from tui.places.filtered import Filtered
from tui.places.memo_checking import MemoChecking
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cells import indent
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList


class MemoListing(Filtered, MemoChecking):
    """A place with the list of memos, of which one is current."""

    FILTER_SAYS: ClassVar[str] = "show only memos with these words"

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._list = RowList(id="list", empty=" no memos yet: m writes one, from wherever you are")
        self._narrowed = Line(id="narrowed")
        self._memos: Sequence[MemoLine] = ()
        self._ranks: Mapping[str, int] | None = None
        self.wanted = Wanted()
        """Which memos are listed, besides by the words of the filter."""
        self._fitting: frozenset[str] | None = None
        """The memos that have the words and are wanted; None: all."""
        self._drafts: frozenset[str] = frozenset()
        self._sought = _Sought()

    @property
    def is_reading(self) -> bool:
        """Whether a memo is read and not the list looked at."""
        raise NotImplementedError

    @property
    def current(self) -> Memo | None:
        return self._memos[self._list.index].memo if 0 <= self._list.index < len(self._memos) else None

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is None:
            return
        self._list_memos(_written(before, after) if not self.is_reading else "")
        self._look_for_words()
        if before is None or before.holdings.memos is not after.holdings.memos:
            self._learn_order()

    @work(exclusive=True, group="order", exit_on_error=False)
    async def _learn_order(self) -> None:
        """Asks git what changed last. Where the list is not yet moved in, its beginning stays in view."""
        assert self.snapshot is not None
        git = Git(self.snapshot.project.root)
        try:
            ranks = await asyncio.to_thread(git.ranks_of_change, "memos")
        except CatenaError:
            return
        if ranks != self._ranks:
            at_top = self._ranks is None and self._list.index <= 0 and not self.is_reading
            self._ranks = ranks
            self._list_memos(at_top=at_top)

    def narrow(self, wanted: Wanted) -> None:
        """Lists only these memos."""
        self.wanted = wanted
        words = said(self.snapshot.holdings, wanted) if self.snapshot is not None else ""
        self._narrowed.set_class(bool(words), "-on")
        self._narrowed.say((" only ", "dim"), (words, "match"), ("", "right"), ("f changes it ", "dim"))
        self._look_for_words()

    def _look_for_words(self) -> None:
        """Lists what has the words of the filter and is wanted, once it is known."""
        if self.filter.words.strip() or self.wanted != Wanted():
            self._find_words()
        else:
            self.workers.cancel_group(self, "open")
            self._fitting = None
            self._list_memos()

    # Keys wait for this group: the next one acts on what is listed then.
    @work(exclusive=True, group="open", exit_on_error=False)
    async def _find_words(self) -> None:
        if self.snapshot is None:
            return
        held, words, wanted = self.snapshot.holdings, self.filter.words, self.wanted
        self._fitting = await asyncio.to_thread(self._sought.fitting, held, words, wanted)
        self._list_memos()

    def _list_memos(self, wanted: str = "", *, at_top: bool = False) -> None:
        """Shows the list, with the memo `wanted` as the current one, else with the one that was."""
        if self.snapshot is None:
            return
        wanted = wanted or (self.current.id if self.current is not None and not at_top else "")
        self._drafts = frozenset(self.study.drafts.all())
        fitting = self._fitting
        memos = self.snapshot.holdings.memos.values()
        self._memos = memo_lines((memo for memo in memos if fitting is None or memo.id in fitting), self._ranks)
        names = [line.memo.id for line in self._memos]
        self._list.show(len(names), self._row, index=names.index(wanted) if wanted in names else 0)

    def _row(self, row: int, width: int) -> Pieces:
        line = self._memos[row]
        memo = line.memo
        when = f"{memo.created:%Y-%m-%d}" if memo.created else " " * 10
        draft = "draft  " if memo.id in self._drafts else ""
        return [
            (f" {when}  ", "dim"),
            (f"{memo.type:<11.11} ", "dim"),
            (f"{memo.reviewer:<8.8} ", "dim"),
            (draft, "warn"),
            (f"{indent(line.depth - 1, width - 32)}└ " if line.depth else "", "dim"),
            (memo.title, ""),
        ]

    def list_all(self, memo: str) -> None:
        """Makes a memo current, with the filter and what is asked for put away where they keep it out."""
        held = self.snapshot.holdings if self.snapshot is not None else Holdings()
        if self._fitting is not None and self._sought.fits(held, held.memos.get(memo), self.filter.words, self.wanted):
            self._fitting |= {memo}
        self._list_memos(memo)
        if self.current is None or self.current.id != memo:
            self.filter.close()
            self.narrow(Wanted())
            self._list_memos(memo)

    # Acting

    def act_narrow(self) -> None:
        self.post_message(self.FlowWanted("memo_lists.narrow"))

    def act_month(self) -> None:
        self.post_message(self.FlowWanted("memo_lists.month"))

    def filter_changed(self) -> None:
        self._look_for_words()


def _written(before: Snapshot | None, after: Snapshot) -> str:
    """The memo that the reviewer wrote between two snapshots, as it was in another place; "" where there is none."""
    if before is None:
        return ""
    held = after.holdings.memos
    written = [
        held[each] for each in held.keys() - before.holdings.memos.keys() if held[each].reviewer == after.reviewer
    ]
    return by_date(written)[-1].id if written else ""


class _Sought:
    """What the words of a filter are looked for in, kept for the memos that stay as they are."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[Memo, str]] = {}

    def fitting(self, holdings: Holdings, words: str, wanted: Wanted) -> frozenset[str]:
        """The memos that have all the words, in any case, and are wanted."""
        return frozenset(key for key, memo in holdings.memos.items() if self.fits(holdings, memo, words, wanted))

    def fits(self, holdings: Holdings, memo: Memo | None, words: str, wanted: Wanted) -> bool:
        """Whether it is one of these."""
        return (
            memo is not None
            and all(word in self._text(memo) for word in words.casefold().split())
            and (wanted == Wanted() or fits(memo, wanted, holdings))
        )

    def _text(self, memo: Memo) -> str:
        known = self._texts.get(memo.id)
        if known is None or known[0] is not memo:
            known = memo, f"{memo.title} {memo.type} {memo.reviewer} {memo.body}".casefold()
            self._texts[memo.id] = known
        return known[1]
