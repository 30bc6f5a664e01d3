"""What the verdicts of a round ask for, to be looked at before it is done: every excerpt, where it goes and why, and every merge.

It shows what `do_what_is_asked` would do now, and behind `stays` what it could not do, with the reason: what was done, or undone,
comes and goes with the next snapshot.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.reviews import PairVerdict, Review, verdict_key
from themes.asks import asks_of, merges_of, what_is_asked
from themes.review import Item
from tui.actions import Action, bindings_of
from tui.places.judged_looks import item_pieces, merge_pieces, told, told_of_merge
from tui.places.place import Place
from tui.review_steps import Beside, DoAsked, Rejudge
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words


class AskedPlace(Place):
    """The asks of one reviewer's part in a round."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("asked", "move")
    STANDS_UNDER: ClassVar[str] = "review"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("asked", "move")]
    DEFAULT_CSS = """
    AskedPlace {
        & #asked-head { background: $panel; }
        & #asks { height: 1fr; }
        & #ask { height: auto; max-height: 45%; padding: 0 1; background: $surface; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="asked-head")
        self._list = RowList(id="asks", empty=" the verdicts ask for nothing that is still to be done")
        self._words = Words(id="ask")
        self._round = ""
        self._asks: Sequence[Item | PairVerdict] = ()
        self._obstacles: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._list
        yield self._words

    def rest(self) -> None:
        self._list.focus()

    def fall_back(self) -> Widget:
        return self._list

    def open_round(self, key: str) -> None:
        """Shows what a round asks for."""
        self._round = key
        self._look_again()

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if self._round:
            self._look_again()

    @property
    def review(self) -> Review | None:
        return self.snapshot.holdings.reviews.get(self._round) if self.snapshot is not None else None

    def _look_again(self) -> None:
        snapshot, review = self.snapshot, self.review
        items: Sequence[Item] = ()
        merges: Sequence[PairVerdict] = ()
        self._obstacles = {}
        if snapshot is not None and review is not None:
            items, merges = asks_of(snapshot.holdings, review), merges_of(snapshot.holdings, review)
            self._obstacles = what_is_asked(snapshot.holdings, review).obstacles
        self._asks = [*items, *merges]
        new = {
            (each.theme.parent, each.verdict.name.casefold()) for each in items if each.verdict and each.verdict.name
        }
        title = review.title if review is not None else ""
        count = f"{len(items)} excerpt{'' if len(items) == 1 else 's'}"
        count += f", {len(new)} split off" if new else ""
        count += f", {len(merges)} merge{'' if len(merges) == 1 else 's'}" if merges else ""
        count += f", {len(self._obstacles)} stay{'s' if len(self._obstacles) == 1 else ''}" if self._obstacles else ""
        self._head.say(
            (" What the verdicts ask for", "strong"), (f"  {title}", "dim"), ("", "right"), (f"{count} ", "match")
        )
        if snapshot is not None:
            self._list.show(
                len(self._asks),
                lambda row, width: self._row(snapshot, self._asks[row], width),
                index=self._list.index,
            )

    def _row(self, snapshot: Snapshot, ask: Item | PairVerdict, width: int) -> Pieces:
        pieces = merge_pieces(snapshot, ask) if isinstance(ask, PairVerdict) else item_pieces(snapshot, ask, width)
        return [("stays", "warn"), *pieces] if self._obstacle_to(ask) else pieces

    def _obstacle_to(self, ask: Item | PairVerdict) -> str:
        """Why what is asked for cannot be done now; "" where it can."""
        given = ask if isinstance(ask, PairVerdict) else ask.verdict
        return self._obstacles.get(given.key, "") if given is not None else ""

    @property
    def current(self) -> Item | PairVerdict | None:
        return self._asks[self._list.index] if 0 <= self._list.index < len(self._asks) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        item, snapshot = self.current, self.snapshot
        if item is None or snapshot is None or (isinstance(item, Item) and item.verdict is None):
            self._words.say("")
            return
        obstacle = self._obstacle_to(item)
        stays = f"stays as it is: {obstacle}\n" if obstacle else ""
        if isinstance(item, PairVerdict):
            because = f"\nbecause: {item.reason}" if item.reason else ""
            self._words.say(f"{stays}{told_of_merge(snapshot, item)}{because}")
            return
        assert item.verdict is not None
        whose = "" if item.excerpt.reviewer == snapshot.reviewer else f" ({item.excerpt.reviewer}'s: you read it so)"
        because = f"\nbecause: {item.verdict.reason}" if item.verdict.reason else ""
        self._words.say(
            f"{stays}{item.theme.name}: {told(snapshot, item.verdict)}{whose}{because}\n\n{item.excerpt.text}"
        )

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("asked.open")

    def why_not(self, action: Action) -> str:
        if action.name == "do" and self._asks and len(self._obstacles) == len(self._asks):
            return "none of it can be done as the codebook is now: Enter judges one again"
        if action.group == "asked" and not self._asks:
            return "the verdicts ask for nothing that is still to be done"
        return self.study.read_only if action.name == "do" else ""

    def act_do(self) -> None:
        self.post_message(self.ReviewWanted(DoAsked(self._round)))

    def act_open(self) -> None:
        ask, snapshot = self.current, self.snapshot
        assert ask is not None
        assert snapshot is not None
        if isinstance(ask, PairVerdict):
            self.post_message(self.ReviewWanted(Beside(ask.themes[:1], ask.themes[1])))
            return
        # What was judged under a theme that has gone is judged again under the one that it went into.
        key = verdict_key(ask.excerpt.id, snapshot.holdings.standing_for(ask.theme.id))
        self.post_message(self.ReviewWanted(Rejudge(self._round, key)))

    def memo_links(self) -> "Place.MemoWanted":
        ask = self.current
        if isinstance(ask, PairVerdict):
            return self.MemoWanted(themes=ask.themes)
        return self.MemoWanted(themes=(ask.theme.id,), excerpts=(ask.excerpt.id,)) if ask else self.MemoWanted()
