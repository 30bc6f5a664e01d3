"""What the verdicts of a round ask for, to be looked at before it is done: every excerpt, where it goes and why.

It shows what `do_what_is_asked` would do now and nothing else: what was done, or undone, comes and goes with the next snapshot.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.reviews import Review
from themes.review import Item, asks_of
from tui.actions import Action, bindings_of
from tui.places.judged_looks import item_pieces, key_of, told
from tui.places.place import Place
from tui.review_steps import DoAsked, Rejudge
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.line import Line
from tui.widgets.row_list import RowList
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
        self._asks: Sequence[Item] = ()

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
        self._asks = asks_of(snapshot.holdings, review) if snapshot is not None and review is not None else ()
        new = {
            (each.theme.parent, each.verdict.name.casefold())
            for each in self._asks
            if each.verdict and each.verdict.name
        }
        themes = f", {len(new)} split off" if new else ""
        title = review.title if review is not None else ""
        count = f"{len(self._asks)} excerpt{'' if len(self._asks) == 1 else 's'}{themes}"
        self._head.say(
            (" What the verdicts ask for", "strong"), (f"  {title}", "dim"), ("", "right"), (f"{count} ", "match")
        )
        if snapshot is not None:
            self._list.show(
                len(self._asks),
                lambda row, width: item_pieces(snapshot, self._asks[row], width),
                index=self._list.index,
            )

    @property
    def current(self) -> Item | None:
        return self._asks[self._list.index] if 0 <= self._list.index < len(self._asks) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        item, snapshot = self.current, self.snapshot
        if item is None or item.verdict is None or snapshot is None:
            self._words.say("")
            return
        whose = "" if item.excerpt.reviewer == snapshot.reviewer else f" ({item.excerpt.reviewer}'s: you read it so)"
        because = f"\nbecause: {item.verdict.reason}" if item.verdict.reason else ""
        self._words.say(f"{item.theme.name}: {told(snapshot, item.verdict)}{whose}{because}\n\n{item.excerpt.text}")

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("asked.open")

    def why_not(self, action: Action) -> str:
        if action.group == "asked" and not self._asks:
            return "the verdicts ask for nothing that is still to be done"
        return self.study.read_only if action.name == "do" else ""

    def act_do(self) -> None:
        self.post_message(self.ReviewWanted(DoAsked(self._round)))

    def act_open(self) -> None:
        assert self.current is not None
        self.post_message(self.ReviewWanted(Rejudge(self._round, key_of(self.current))))

    def memo_links(self) -> "Place.MemoWanted":
        item = self.current
        return self.MemoWanted(themes=(item.theme.id,), excerpts=(item.excerpt.id,)) if item else self.MemoWanted()
