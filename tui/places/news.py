"""What others did since the reviewer last looked: who, what kind of thing, what became of it; Enter leads to the thing itself.

The list stays as it was shown while the reviewer goes to its things and comes back; only a new look adds to it.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.sharing.news import News
from tui.actions import Action, bindings_of
from tui.places.filtered import Filtered
from tui.places.place import Place
from tui.study import Study
from tui.widgets.cells import fitted, left
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words

WIDEST_NAME = 14


class NewsPlace(Filtered):
    """The news."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("news", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("news", "lists")]
    DEFAULT_CSS = """
    NewsPlace {
        & #news-head { background: $panel; }
        & #news { height: 1fr; }
        & #news-words { height: auto; max-height: 40%; padding: 0 1; background: $surface; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="news-head")
        self._list = RowList(id="news", empty=" nothing is new")
        self._words = Words(id="news-words")
        self._news: Sequence[News] = ()
        self._shown: Sequence[News] = ()

    def compose(self) -> ComposeResult:
        yield self._head
        yield self.filter
        yield self._list
        yield self._words

    def rest(self) -> None:
        self._list.focus()

    def fall_back(self) -> Widget:
        return self._list

    def show_news(self, news: Sequence[News]) -> None:
        """Shows these news; where they are more than before, from the first one."""
        grown = len(news) != len(self._news)
        self._news = news
        self._narrow(0 if grown else self._list.index)
        self.post_message(self.TitleChanged())

    def _narrow(self, index: int = 0) -> None:
        words = self.filter.words.casefold().split()
        self._shown = [each for each in self._news if all(word in _all_words(each) for word in words)]
        people = len({each.reviewer for each in self._shown if each.reviewer})
        count = f"{len(self._shown)} by {people} {'person' if people == 1 else 'people'} " if self._shown else ""
        self._head.say((" What others did since you last looked", "strong"), ("", "right"), (count, "match"))
        name = min(WIDEST_NAME, max((len(each.reviewer) for each in self._shown), default=0))
        shown = self._shown
        self._list.show(
            len(shown),
            lambda row, width: _pieces(
                shown[row], row == 0 or shown[row - 1].reviewer != shown[row].reviewer, name, width
            ),
            index=index,
            empty=" no line has these words" if words else " nothing is new: others' work comes with a sync",
        )

    @property
    def current(self) -> News | None:
        index = self._list.index
        return self._shown[index] if 0 <= index < len(self._shown) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._words.say(self._told())

    def _told(self) -> str:
        """More of the current thing than its line holds: all that happened, and its own words."""
        each = self.current
        if each is None or self.snapshot is None:
            return ""
        held = self.snapshot.holdings
        own = ""
        if each.id in held.excerpts:
            own = held.excerpts[each.id].text
        elif each.kind == "theme" and each.id in held.themes:
            own = held.themes[each.id].definition
        elif each.kind == "memo" and each.id in held.memos:
            own = held.memos[each.id].body[:600].strip()
        return f"{each.reviewer or 'somebody'}: {each.what}" + (f"\n\n{own}" if own else "")

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("news.open")

    def why_not(self, action: Action) -> str:
        return "nothing is new" if action.name == "open" and self.current is None else super().why_not(action)

    def act_open(self) -> None:
        if self.filter.is_typed_into:
            self._list.focus()
        elif self.current is not None:
            thing = (self.current.kind, self.current.id)
            self.post_message(self.FlowWanted("leading.thing", thing=thing, document=self.current.document))

    def filter_changed(self) -> None:
        self._narrow()

    def memo_links(self) -> "Place.MemoWanted":
        each = self.current
        if each is None or self.snapshot is None:
            return self.MemoWanted()
        held = self.snapshot.holdings
        return self.MemoWanted(
            themes=(each.id,) if each.id in held.themes else (), excerpts=(each.id,) if each.id in held.excerpts else ()
        )


def _all_words(each: News) -> str:
    return f"{each.reviewer} {each.kind} {each.document} {each.what}".casefold()


def _pieces(each: News, is_first: bool, name: int, width: int) -> Pieces:
    where = f"  {each.document}" if each.document and each.document != each.id else ""
    room = max(10, width - name - 14 - len(where))
    return [
        (f" {left(each.reviewer, name)} ", "strong" if is_first else "dim"),
        (f"{each.kind:<9} ", "dim"),
        (fitted(each.what, room), ""),
        (where, "dim"),
    ]
