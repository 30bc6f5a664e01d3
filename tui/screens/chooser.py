"""A list to choose from by typing a few letters: the palette and all pickers are this screen.

What fits is ordered: names that begin with what is typed, then those with a word that begins so for each word, those that
hold it, and those whose letters come in its order. With nothing typed the order is the one given.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from tui.actions import bindings_of
from tui.key_names import keys_shown
from tui.screens.dialog import Dialog
from tui.widgets.field import Field
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its `key`, the name that is typed to find it, how it looks, and what is said of it below.

    It is found by its `others` too: what it was called before, or what went into it.
    """

    key: str
    name: str
    pieces: Pieces
    about: str = ""
    others: tuple[str, ...] = ()


def fitting(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that fit what is typed, the best first.

    By their own names, then by those above them, then by their other names, then by letters.
    """
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        return list(choices)
    ranked: list[tuple[tuple[int, float], int, Choice]] = []
    for number, choice in enumerate(choices):
        name = choice.name.casefold()
        last = name.rpartition(" > ")[2]
        if last.startswith(wanted):
            rank = (0, float(len(last)))
        elif _begin_words(wanted.split(), last):
            rank = (1, float(last.find(wanted.split()[0])))
        elif all(word in last for word in wanted.split()):
            rank = (2, float(last.find(wanted.split()[0])))
        elif all(word in name for word in wanted.split()):
            rank = (3, float(name.find(wanted.split()[0])))
        elif any(_begin_words(wanted.split(), other.casefold()) for other in choice.others):
            rank = (4, 0.0)
        elif (distance := _distance(wanted.replace(" ", ""), name)) is not None:
            rank = (5, distance)
        else:
            continue
        ranked.append((rank, number, choice))
    return [choice for _, _, choice in sorted(ranked, key=lambda each: each[:2])]


def _begin_words(begun: Sequence[str], name: str) -> bool:
    """Whether each of these begins another word of a name, in its order."""
    words = iter(name.split())
    return all(any(word.startswith(each) for word in words) for each in begun)


def _distance(letters: str, name: str) -> float | None:
    """How far the letters lie apart in a name that has them in this order, the first at the beginning of a word.

    Those that begin a word lie nearer.
    One pass: trying all ways in which letters can be found takes minutes in the path of a deep theme.
    """
    begun = re.search(rf"(?<!\w){re.escape(letters[0])}", name)
    if begun is None:
        return None
    first = begun.start()
    place, beginnings = first - 1, 0
    for letter in letters:
        place = name.find(letter, place + 1)
        if place < 0:
            return None
        beginnings += place == 0 or not name[place - 1].isalnum()
    return (place - first + 1) / (1 + beginnings)


class Chooser(Dialog[str]):
    """Answers with the key of what was chosen, or "" where it was left."""

    ROWS: ClassVar[int] = 9
    """Rows of the list at most; it keeps its height while it is narrowed down, so nothing jumps."""
    FIELD: ClassVar[type[Field]] = Field
    # Not in on_mount: the focus would come after the first paint, and the field would be painted twice.
    AUTO_FOCUS: ClassVar[str | None] = "Field"
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("chooser", "choices")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("chooser", "choices")]
    DEFAULT_CSS = """
    Chooser {
        & #choices { background: $surface; }
        & Words { height: auto; color: $text-muted; }
        & #about-room { height: 3; overflow-y: hidden; }
        &.-whole > Vertical { max-height: 100%; margin-bottom: 0; }
        &.-whole #about-room { height: auto; max-height: 14; overflow-y: auto; }
    }
    """

    def __init__(
        self, heading: str, choices: Sequence[Choice], *, nothing: str = "nothing fits", index: int = 0
    ) -> None:
        super().__init__()
        self._heading = heading
        self._choices = choices
        self._nothing = nothing
        self._first = index
        self.shown: list[Choice] = []
        self.list = RowList(id="choices")
        self.list.can_focus = False
        self.list.styles.height = min(self.ROWS, max(3, len(choices)))
        self.field = self.FIELD(placeholder="type to narrow down")
        self._about = Words(id="about")
        self._about_room = VerticalScroll(self._about, id="about-room")
        self._about_room.can_focus = False
        self._said = ""
        self._heading_line = Line()
        self._keys = Line()

    def compose(self) -> ComposeResult:
        # All is said before the first paint, or the dialog is painted twice.
        self.say_heading()
        self.say_keys()
        self.narrow("", self._first)
        self._said = self.current.about if self.current is not None else ""
        self._about.say(self._said)
        with Vertical():
            yield self._heading_line
            yield from self.between()
            yield self.field
            yield self.list
            yield self._about_room
            yield from self.below()
            yield self._keys

    def between(self) -> Iterable[Widget]:
        """What stands between the heading and the field."""
        return ()

    def below(self) -> Iterable[Widget]:
        """What stands between what is said of a choice and the keys."""
        return ()

    def say_heading(self) -> None:
        """Says above the list what is being chosen."""
        self._heading_line.say((self._heading, "strong"))

    def say_keys(self) -> None:
        shown = sorted((each for each in self.actions() if each.foot), key=lambda each: each.foot)
        pieces = [((keys_shown(each.keys.split(",")[0]), "match"), (f" {each.label}  ", "dim")) for each in shown]
        self._keys.say(*(piece for pair in pieces for piece in pair))

    def narrow(self, typed: str, index: int = 0) -> None:
        """Shows what fits what is typed."""
        self.shown = self.fits(typed)
        self.list.show(len(self.shown), lambda row, _width: self.shown[row].pieces, index=index, empty=self._nothing)

    def fits(self, typed: str) -> list[Choice]:
        """What is offered for what is typed, the best first."""
        return fitting(self._choices, typed)

    @property
    def current(self) -> Choice | None:
        return self.shown[self.list.index] if 0 <= self.list.index < len(self.shown) else None

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self.field:
            self.narrow(event.value, 0 if event.value.strip() else self._first)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_do("chooser.take")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        about = self.current.about if self.current is not None else ""
        if about != self._said:
            self._said = about
            self._about_room.scroll_home(animate=False)
            self._about.say(about)

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("chooser.take")

    def act_down(self) -> None:
        self.list.move_row(1)

    def act_up(self) -> None:
        self.list.move_row(-1)

    def act_page_down(self) -> None:
        self.list.move_page(1)

    def act_page_up(self) -> None:
        self.list.move_page(-1)

    def act_whole(self) -> None:
        room = self._about_room
        if self.has_class("-whole") and room.scroll_y < room.max_scroll_y:
            room.scroll_page_down(animate=False)
            return
        self.toggle_class("-whole")
        # The list makes room for what is said of its line.
        rows = min(self.ROWS, max(3, len(self._choices)))
        self.list.styles.height = 3 if self.has_class("-whole") else rows
        room.scroll_home(animate=False)

    def act_take(self) -> None:
        if self.current is not None:
            self.dismiss(self.current.key)

    def act_leave(self) -> None:
        self.dismiss("")
