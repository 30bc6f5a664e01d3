"""Two themes side by side: what is tagged with the one alone, with both, and with the other alone, and a verdict on the two.

On a narrow terminal the three lists stand one below the other. Only what stands under one theme alone can be marked, as only that
can move to the other.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from store.codebook import Theme
from store.excerpts import Excerpt
from themes.pairs import Sides, sides_of
from tui.actions import Action, bindings_of
from tui.places.considering import Considered, Considering
from tui.places.filtered import Filtered
from tui.places.place import Place
from tui.review_steps import HitsOfBoth, JudgePair
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.line import Line
from tui.widgets.margin import excerpt_pieces
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words

NAMES = ("one", "both", "other")


class BesidePlace(Filtered, Considering):
    """Two themes."""

    FILTER_SAYS: ClassVar[str] = "show only excerpts with these words"
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("beside", "consider", "lists")
    STANDS_UNDER: ClassVar[str] = "themes"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("beside", "consider", "lists")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    BesidePlace {
        & #beside-verdict { background: $panel; }
        & #sides { height: 1fr; layout: vertical; }
        & .side { height: 1fr; width: 1fr; }
        & .side RowList { height: 1fr; }
        & .side Line { height: 1; background: $panel; }
        & #beside-text { height: auto; max-height: 4; padding: 0 1; background: $surface; }
    }
    .-wide BesidePlace {
        & #sides { layout: horizontal; }
        & #side-both, & #side-other { border-left: vkey $panel; }
        & #beside-text { max-height: 12; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._heads = [Line(id=f"head-{name}") for name in NAMES]
        self._lists = [RowList(id=f"list-{name}", empty=" none") for name in NAMES]
        self._text = Words(id="beside-text")
        self._verdict = Line(id="beside-verdict")
        self._themes = ("", "")
        self._sides = Sides()
        self._shown: list[Sequence[Excerpt]] = [(), (), ()]
        self._marked: set[str] = set()
        self._column = 0

    def compose(self) -> ComposeResult:
        yield self.filter
        with Container(id="sides"):
            for name, head, rows in zip(NAMES, self._heads, self._lists, strict=True):
                with Vertical(classes="side", id=f"side-{name}"):
                    yield head
                    yield rows
        yield self._text
        yield self._verdict

    def rest(self) -> None:
        self._lists[self._column].focus()

    def fall_back(self) -> Widget:
        return self._lists[self._column]

    # What is shown

    def show_pair(self, one: str, other: str) -> None:
        """Shows two other themes."""
        self._themes, self._marked, self._column = (one, other), set(), 0
        self._look_again()
        self.rest()

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None and self._themes[0]:
            self._look_again()

    @property
    def themes(self) -> tuple[Theme, ...]:
        held = self.snapshot.holdings.themes if self.snapshot is not None else {}
        return tuple(held[each] for each in self._themes if each in held)

    def _look_again(self) -> None:
        snapshot = self.snapshot
        if snapshot is None or len(self.themes) < 2:
            return
        before, self._sides = self._sides, sides_of(snapshot.holdings, snapshot.reviewer, *self._themes)
        stayed = {*before.one} & {*self._sides.one} | {*before.other} & {*self._sides.other}
        self._marked &= {each.id for each in stayed}
        self._fill()

    def _fill(self) -> None:
        words = self.filter.words.casefold().split()
        sides = (self._sides.one, self._sides.both, self._sides.other)
        self._shown = [
            [each for each in side if all(word in f"{each.text} {each.document}".casefold() for word in words)]
            for side in sides
        ]
        for number, rows in enumerate(self._lists):
            count = len(self._shown[number])
            rows.show(count, lambda row, _width, side=number: self._row(side, row), index=rows.index)  # type: ignore[misc]
        self._say()

    def _row(self, side: int, row: int) -> Pieces:
        assert self.snapshot is not None
        excerpt = self._shown[side][row]
        marked = excerpt.id in self._marked
        meets = "&" if excerpt.id in self._sides.meeting else " "
        return [
            ("*" if marked else " ", "warn"),
            (meets, "match"),
            *excerpt_pieces(self.snapshot, excerpt, with_document=True),
        ]

    def _say(self) -> None:
        snapshot = self.snapshot
        assert snapshot is not None
        one, other = self.themes
        for head, theme, side in ((self._heads[0], one, 0), (self._heads[2], other, 2)):
            sign = snapshot.sign(theme.id)
            gone = "" if theme.active else f"  {theme.status}"
            head.say(
                (f" {sign.letter} ", sign.colour),
                (theme.name, "strong"),
                (gone, "dim"),
                ("", "right"),
                (f"{len(self._shown[side])} alone ", "dim"),
            )
        self._heads[1].say((" both", "strong"), ("", "right"), (f"{len(self._shown[1])} shared ", "dim"))
        given = [
            (review, pair)
            for review in snapshot.holdings.reviews.values()
            for pair in review.pairs.values()
            if set(pair.themes) == set(self._themes)
        ]
        if not given:
            self._verdict.say((" no verdict on these two yet", "dim"))
            return
        told = "; ".join(
            f"{pair.verdict} ({review.reviewer}){f', because: {pair.reason}' if pair.reason else ''}"
            for review, pair in given
        )
        self._verdict.say((f" {told}", "strong"))

    @property
    def current(self) -> Excerpt | None:
        shown, index = self._shown[self._column], self._lists[self._column].index
        return shown[index] if 0 <= index < len(shown) else None

    def on_descendant_focus(self) -> None:
        focused = self.screen.focused
        if focused in self._lists:
            self._column = next(number for number, rows in enumerate(self._lists) if rows is focused)
            self._say_current()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._lists[self._column]:
            self._say_current()

    def _say_current(self) -> None:
        excerpt = self.current
        self._text.say(" ".join(excerpt.text.split()) if excerpt is not None else "")
        self.post_message(self.TitleChanged())

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("beside.open")

    # Acting

    @property
    def considered(self) -> Considered:
        near = self._themes if self._column < 2 else self._themes[::-1]
        excerpt = self.current
        return Considered(near[:1] if near[0] else (), (excerpt.id,) if excerpt is not None else ())

    def _moving_ids(self) -> tuple[str, ...]:
        """The marked excerpts of the side that one is on, or the current one."""
        side = (self._sides.one, (), self._sides.other)[self._column]
        marked = tuple(each.id for each in side if each.id in self._marked)
        return marked or ((self.current.id,) if self.current is not None and self._column != 1 else ())

    def why_not(self, action: Action) -> str:
        if action.group == "consider":
            return super().why_not(action)
        if action.group != "beside":
            return ""
        match action.name:
            case "open" | "mark" if self.current is None:
                return "there is no excerpt here: Tab leads to the next list"
            case "mark" | "some" if self._column == 1:
                return "what both share cannot move from one to the other: Tab leads to what one has alone"
            case "some" if not self._moving_ids():
                return "there is no excerpt here that could move"
            case "apart" | "merge" | "some" if self.study.read_only:
                return self.study.read_only
            case "merge" | "some" if any(not theme.active for theme in self.themes):
                return "one of the two is no longer in use"
        return ""

    def act_mark(self) -> None:
        assert self.current is not None
        self._marked.symmetric_difference_update({self.current.id})
        rows = self._lists[self._column]
        rows.repaint_row(rows.index)
        rows.move_row(1)

    def _judge(self, verdict: str, excerpts: tuple[str, ...] = ()) -> None:
        one, other = self._themes if self._column < 2 else self._themes[::-1]
        self.post_message(self.ReviewWanted(JudgePair(one, other, verdict, excerpts)))

    def act_apart(self) -> None:
        self._judge("keep apart")

    def act_merge(self) -> None:
        self._judge("merge")

    def act_some(self) -> None:
        self._judge("move some", self._moving_ids())

    def act_hits(self) -> None:
        self.post_message(self.ReviewWanted(HitsOfBoth(*self._themes)))

    def act_open(self) -> None:
        assert self.current is not None
        self.post_message(self.DocumentWanted(self.current.document, self.current.start, self.current.end))

    def filter_changed(self) -> None:
        self._fill()

    def leave_layer(self) -> bool:
        if super().leave_layer():
            return True
        if self._marked:
            self._marked.clear()
            for rows in self._lists:
                rows.refresh_rows()
            return True
        return False

    def memo_links(self) -> "Place.MemoWanted":
        excerpt = self.current
        return self.MemoWanted(
            themes=tuple(theme.id for theme in self.themes), excerpts=(excerpt.id,) if excerpt is not None else ()
        )
