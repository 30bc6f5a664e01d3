"""Review: the rounds of theme review, each reviewer's part in them, and how far each part is.

The reviewer's own open rounds come first, as these are what one goes on with; closed ones stay to be looked at.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.holdings import Holdings
from store.reviews import Review
from themes.asks import asks_of, merges_of
from themes.counter_evidence import unlooked
from themes.review import Progress, alike, items_of, left_with_split, progress_of
from tui.actions import Action, bindings_of
from tui.places.place import Place
from tui.review_steps import BeginRound, CloseRound, JoinRound, OpenPoints, OpenRound, ShowAsked, Unlooked
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cells import fitted, left
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words


class ReviewPlace(Place):
    """The list of rounds, and what the current one is about."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("review", "move")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("review", "move")]
    DEFAULT_CSS = """
    ReviewPlace {
        & #round-heads { background: $panel; }
        & #rounds { height: 1fr; }
        & #unlooked { background: $panel; }
        & #about-round { height: auto; max-height: 45%; padding: 0 1; background: $surface; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._heads = Line(id="round-heads")
        self._list = RowList(id="rounds", empty=" no round was begun yet: a begins one")
        self._about = Words(id="about-round")
        self._unlooked = Line(id="unlooked")
        self._rounds: Sequence[Review] = ()
        self._counted: dict[str, tuple[Review, Progress, int, Sequence[str]]] = {}
        self._counted_of: Holdings | None = None

    def compose(self) -> ComposeResult:
        yield self._heads
        yield self._list
        yield self._about
        yield self._unlooked

    def on_mount(self) -> None:
        self._heads.say(("   round", "dim"), ("", "right"), ("reviewer   begun       judged  ", "dim"))

    def rest(self) -> None:
        self._list.focus()

    def fall_back(self) -> Widget:
        return self._list

    # The list

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is None:
            return
        current = self.current.key if self.current is not None else ""
        self._rounds = sorted(after.holdings.reviews.values(), key=lambda each: _place(each, after.reviewer))
        if self._counted_of is None or not _alike_but_for_rounds(self._counted_of, after.holdings):
            self._counted = {}
        self._counted_of = after.holdings
        names = [each.key for each in self._rounds]
        self._list.show(len(names), self._row, index=names.index(current) if current in names else 0)
        self._say_about()
        self._say_unlooked(after)

    def _say_unlooked(self, snapshot: Snapshot) -> None:
        left = unlooked(snapshot.holdings)
        in_use = sum(theme.active for theme in snapshot.holdings.themes.values())
        if left:
            self._unlooked.say(
                (f" Nobody has looked for counter-evidence to {len(left)} of {in_use} themes", "warn"),
                ("  n names them", "dim"),
            )
        else:
            told = "Counter-evidence was looked for to every theme" if in_use else "There are no themes yet"
            self._unlooked.say((f" {told}", "dim"))

    @property
    def current(self) -> Review | None:
        index = self._list.index
        return self._rounds[index] if 0 <= index < len(self._rounds) else None

    def show_round(self, key: str) -> None:
        """Makes a round current."""
        names = [each.key for each in self._rounds]
        if key in names:
            self._list.go_to(names.index(key))

    def _count(self, holdings: Holdings, review: Review) -> tuple[Progress, int, Sequence[str]]:
        """How far a round is, how many verdicts ask for something that is still to be done, and what stays with split themes."""
        known = self._counted.get(review.key)
        if known is None or known[0] is not review:
            asks = len(asks_of(holdings, review)) + len(merges_of(holdings, review))
            first = review.level == 1
            progress = progress_of(items_of(holdings, review) if first else ())
            known = (review, progress, asks, left_with_split(holdings, review) if first else ())
            self._counted[review.key] = known
        return known[1:]

    def _row(self, row: int, width: int) -> Pieces:
        assert self.snapshot is not None
        review = self._rounds[row]
        mine = review.reviewer == self.snapshot.reviewer
        began = f"{review.started:%Y-%m-%d}" if review.started else " " * 10
        if review.closed:
            far = "closed"
        elif review.level == 1:
            far = str(self._count(self.snapshot.holdings, review)[0])
        else:
            far = f"{len(review.seen)} doc."
        tail = f"{left(review.reviewer, 10)} {began} {far:>9} "
        look = "dim" if review.closed else "" if mine else "dim"
        room = max(0, width - len(tail) - 5)
        return [
            (f" {review.level} ", "dim" if review.closed else "match"),
            (left(fitted(review.title, room), room), look),
            (f"  {tail}", "dim"),
        ]

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._say_about()
        self.post_message(self.TitleChanged())

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("review.open")

    def _say_about(self) -> None:
        review, snapshot = self.current, self.snapshot
        if review is None or snapshot is None:
            self._about.say(
                "A round of level 1 reads each theme against its excerpts, one after the other; one of level 2 goes through the "
                "documents for what was missed. A verdict changes nothing until you do what the verdicts ask for."
            )
            return
        self._about.say("\n".join(self._lines(snapshot, review)))

    def _lines(self, snapshot: Snapshot, review: Review) -> list[str]:
        holdings = snapshot.holdings
        themes = [holdings.themes[each].name for each in review.themes if each in holdings.themes]
        scope = _some(themes, 3) or "all themes"
        where = _some([*review.documents], 4) or "all documents"
        what = "each theme against its excerpts" if review.level == 1 else "the themes against the whole data set"
        lines = [f"Level {review.level}, {what}: {scope}; {where}; by {review.order or 'document'}"]
        progress, asks, stays = self._count(holdings, review)
        told = [f"{progress} judged"] if review.level == 1 else []
        told += [f"the verdicts ask for {asks} thing{'' if asks == 1 else 's'} that D shows"] if asks else []
        lines += ["; ".join(told)] if told else []
        lines += stays
        for other in holdings.reviews.values():
            if other.round == review.round and other.reviewer != review.reviewer:
                lines += filter(None, [alike(snapshot.project.settings, review, other)])
        for pair in review.pairs.values():
            names = " and ".join(
                holdings.themes[each].name if each in holdings.themes else each for each in pair.themes
            )
            lines.append(f"{names}: {pair.verdict}{f', because: {pair.reason}' if pair.reason else ''}")
        lines += [f"[ ] {point}" for point in review.open_points]
        lines += [f"[x] {point}" for point in review.settled]
        return lines

    # Acting

    def why_not(self, action: Action) -> str:
        review = self.current
        if action.group != "review":
            return ""
        if action.name == "begin":
            return self.study.read_only
        if action.name == "unlooked":
            some = self.snapshot is not None and unlooked(self.snapshot.holdings)
            return "" if some else "there is no theme for which nobody has looked for counter-evidence"
        if review is None:
            return "no round was begun yet: a begins one"
        mine = self.snapshot is not None and review.reviewer == self.snapshot.reviewer
        match action.name:
            case "open":
                return ""
            case "join" if mine:
                return "this is your own part"
            case "join" if (
                self.snapshot and f"{review.round}/{self.snapshot.reviewer}" in self.snapshot.holdings.reviews
            ):
                return "you take part in it already"
            case "join":
                return self.study.read_only
            case _ if not mine:
                return f"this is {review.reviewer}'s part: J takes part with verdicts of your own"
            case "asked" if review.level == 2 and self.snapshot and not self._count(self.snapshot.holdings, review)[1]:
                return "no verdict on two themes of this round asks for a merge that is still to be made"
        return "" if action.name == "asked" else self.study.read_only

    def _key(self) -> str:
        assert self.current is not None
        return self.current.key

    def act_open(self) -> None:
        self.post_message(self.ReviewWanted(OpenRound(self._key())))

    def act_begin(self) -> None:
        self.post_message(self.ReviewWanted(BeginRound()))

    def act_join(self) -> None:
        self.post_message(self.ReviewWanted(JoinRound(self._key())))

    def act_points(self) -> None:
        self.post_message(self.ReviewWanted(OpenPoints(self._key())))

    def act_asked(self) -> None:
        self.post_message(self.ReviewWanted(ShowAsked(self._key())))

    def act_close(self) -> None:
        self.post_message(self.ReviewWanted(CloseRound(self._key())))

    def act_unlooked(self) -> None:
        self.post_message(self.ReviewWanted(Unlooked()))

    def show_top(self) -> None:
        self._list.focus()

    def memo_links(self) -> "Place.MemoWanted":
        if self.current is None:
            return self.MemoWanted()
        return self.MemoWanted(themes=self.current.themes, reviews=(self.current.key,))


def _alike_but_for_rounds(before: Holdings, after: Holdings) -> bool:
    """Whether all that progress and asks follow from besides verdicts is the same; what was not changed is the same object."""
    return (
        before.excerpts is after.excerpts
        and before.themes is after.themes
        and before.recodes is after.recodes
        and before.documents is after.documents
        and before.cases is after.cases
    )


def _place(review: Review, reviewer: str) -> tuple[bool, bool, str, str]:
    """Open rounds before closed ones, the reviewer's own before colleagues', then the oldest first."""
    began = review.started.isoformat() if review.started else ""
    return review.closed is not None, review.reviewer != reviewer, began, review.key


def _some(names: Sequence[str], most: int) -> str:
    """The names, or the first of them and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
