"""Splitting a theme on one screen: its excerpts and the themes below it as a list, each sent to a part by the digit of the part.

Nothing is done until all of it was seen in numbers and taken with Enter. What is sent nowhere stays.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import ClassVar

from rich.style import Style
from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from store.codebook import Theme
from tui.acting import Actor
from tui.actions import Action, action_named, actions_of, bindings_of
from tui.key_names import keys_shown
from tui.screens.prompt import Prompt, Question
from tui.screens.theme_chooser import ThemeChooser
from tui.snapshot import Snapshot
from tui.widgets.line import Line
from tui.widgets.margin import excerpt_pieces
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words

MOST = 9


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part: a theme that is there already (id), or a new one of this name."""

    name: str
    theme: str = ""


@dataclass
class Splitting:
    """What was said so far: the parts, and to which of them (by index) each excerpt and each theme below goes."""

    parts: list[NamedPart] = field(default_factory=list)
    excerpts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    children: dict[str, int] = field(default_factory=dict)
    of: int = 0
    """How many excerpts there are."""
    below: int = 0
    """How many themes stand below."""
    why: str = ""
    """The reason, as far as it was written."""

    def number(self, part: int) -> int:
        """How many excerpts go to a part."""
        return sum(part in places for places in self.excerpts.values())

    def told(self) -> str:
        """What it comes to, in a sentence or two."""
        shares = ", ".join(f"{part.name} ({self.number(place)})" for place, part in enumerate(self.parts))
        left = self.of - len(self.excerpts)
        stay = f" {left} of {self.of} excerpts stay with it until you say where they go." if left else ""
        rise = self.below - len(self.children)
        risen = f" {rise} of {self.below} themes below it move up to where it stands." if rise else ""
        return f"It becomes {shares}.{stay}{risen}"


class PartList(RowList, can_focus=False, inherit_bindings=False):
    """The parts with their digits; none of them is current."""

    def _ground(self, row: int) -> Style:
        return self.rich_style


class SplitScreen(Actor, Screen[None]):
    """`preview` shows what it comes to and does it; it answers whether it was done."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("split", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("split", "lists")]
    DEFAULT_CSS = """
    SplitScreen {
        & #head { background: $primary-darken-2; }
        & #parts { height: auto; max-height: 9; background: $panel; }
        & #rows { height: 1fr; }
        & #words { height: auto; max-height: 7; padding: 0 1; background: $surface; }
        & #state, & #keys { background: $panel; }
    }
    """

    def __init__(self, snapshot: Snapshot, theme: Theme, preview: Callable[[Splitting], Awaitable[bool]]) -> None:
        super().__init__()
        self._snapshot, self._theme, self._preview = snapshot, theme, preview
        self._excerpts = snapshot.excerpts_under(theme.id)
        self._children = [node.theme for node in snapshot.tree.nodes[theme.id].children if node.theme.active]
        self.splitting = Splitting(of=len(self._excerpts), below=len(self._children))
        self._also = False
        self._place = -1
        self._head, self._state, self._keys = Line(id="head"), Line(id="state"), Line(id="keys")
        self._parts = PartList(id="parts", empty=" a names the first part, A takes a theme that is there")
        self._rows = RowList(id="rows", empty=" it has neither excerpts nor themes below it")
        self._words = Words(id="words")

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._parts
        yield self._rows
        yield self._words
        yield self._state
        yield self._keys

    def on_mount(self) -> None:
        self._head.say((" Split ", ""), (self._theme.name, "strong"))
        shown = sorted((each for each in actions_of("split") if each.foot), key=lambda each: each.foot)
        pieces = [((f" {self._shown(each)}", "match"), (f" {each.label} ", "")) for each in shown]
        self._keys.say(*(piece for pair in pieces for piece in pair))
        self._rows.focus()
        self._renew()

    @staticmethod
    def _shown(action: Action) -> str:
        return "1-9" if action.name == "send" else keys_shown(action.keys.split(",")[0])

    def _renew(self, index: int = 0) -> None:
        parts = self.splitting.parts
        self._parts.show(len(parts), self._part_row)
        self._parts.styles.height = max(1, len(parts))
        self._rows.show(len(self._excerpts) + len(self._children), self._row, index=index)
        self._say_state()

    def _say_state(self, words: str = "") -> None:
        left = self.splitting.of - len(self.splitting.excerpts)
        self._state.say(
            (f" {words}", "warn"), ("", "right"), (f"{left} of {self.splitting.of} sent nowhere yet ", "dim")
        )

    def _part_row(self, row: int, _width: int) -> Pieces:
        part = self.splitting.parts[row]
        number = self.splitting.number(row)
        new = "" if part.theme else "  new"
        return [(f" {row + 1} ", "match"), (part.name, "strong"), (f"  {number}{new}", "dim")]

    def _row(self, row: int, _width: int) -> Pieces:
        if row < len(self._excerpts):
            excerpt = self._excerpts[row]
            sent = self.splitting.excerpts.get(excerpt.id, ())
            shown = excerpt_pieces(self._snapshot, excerpt, with_document=True)
        else:
            child = self._children[row - len(self._excerpts)]
            sent = (self.splitting.children[child.id],) if child.id in self.splitting.children else ()
            shown = ((" below it: ", "dim"), (child.name, "strong"))
        digits = "".join(str(place + 1) for place in sent) or "·"
        return [(f" {digits:<3}", "match" if sent else "dim"), *shown]

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._rows:
            row = event.index
            self._words.say(self._excerpts[row].text if 0 <= row < len(self._excerpts) else "")

    def on_actor_refused(self, event: Actor.Refused) -> None:
        event.stop()
        self._say_state(event.words)

    # Acting

    def on_key(self, event: events.Key) -> None:
        digits = action_named("split.send").keys.split(",")
        self._place = digits.index(event.key) if event.key in digits else -1
        self._say_state()

    def why_not(self, action: Action) -> str:
        match action.name:
            case "new" | "existing" if len(self.splitting.parts) == MOST:
                return "nine parts are the most"
            case "send" | "stay" if self._rows.index < 0:
                return "there is nothing to send"
            case "send" if not 0 <= self._place < len(self.splitting.parts):
                return "there is no such part yet: a names one"
            case "split" if len(self.splitting.parts) < 2:
                return "name two parts or more: a, A"
            case "filter" | "next_pane" | "previous_pane":
                return "there is one list alone"
        return ""

    def act_new(self) -> None:
        def answered(answers: list[str] | None) -> None:
            if answers is not None:
                self._add(NamedPart(answers[0]))

        self.app.push_screen(
            Prompt(f"Part {len(self.splitting.parts) + 1} of {self._theme.name}", [Question("Name")]), answered
        )

    def act_existing(self) -> None:
        taken = [self._theme.id, *(part.theme for part in self.splitting.parts)]
        chooser = ThemeChooser(self._snapshot, "A part is", leave_out=taken)

        def answered(theme: str | None) -> None:
            if theme:
                self.splitting.why = "; ".join(filter(None, (self.splitting.why, chooser.why)))
                self._add(NamedPart(self._snapshot.holdings.themes[theme].name, theme))

        self.app.push_screen(chooser, answered)

    def _add(self, part: NamedPart) -> None:
        self.splitting.parts.append(part)
        self._renew(max(0, self._rows.index))

    def act_send(self) -> None:
        row, place = self._rows.index, self._place
        if row < len(self._excerpts):
            before = self.splitting.excerpts.get(self._excerpts[row].id, ()) if self._also else ()
            self.splitting.excerpts[self._excerpts[row].id] = tuple(sorted({*before, place}))
        else:
            self.splitting.children[self._children[row - len(self._excerpts)].id] = place
        self._sent()

    def act_stay(self) -> None:
        row = self._rows.index
        if row < len(self._excerpts):
            self.splitting.excerpts.pop(self._excerpts[row].id, None)
        else:
            self.splitting.children.pop(self._children[row - len(self._excerpts)].id, None)
        self._sent()

    def _sent(self) -> None:
        self._rows.repaint_row(self._rows.index)
        self._parts.refresh_rows()
        if not self._also:
            self._rows.move_row(1)
        self._also = False
        self._say_state()

    def act_also(self) -> None:
        self._also = True
        self._say_state("the next digit sends it to that part too")

    @work(exit_on_error=False)
    async def act_split(self) -> None:
        if await self._preview(self.splitting):
            self.dismiss(None)

    def act_leave(self) -> None:
        self.dismiss(None)

    def act_down(self) -> None:
        self._rows.move_row(1)

    def act_up(self) -> None:
        self._rows.move_row(-1)

    def act_page_down(self) -> None:
        self._rows.move_page(1)

    def act_page_up(self) -> None:
        self._rows.move_page(-1)

    def act_half_down(self) -> None:
        self._rows.move_half_page(1)

    def act_half_up(self) -> None:
        self._rows.move_half_page(-1)

    def act_first(self) -> None:
        self._rows.go_home()

    def act_last(self) -> None:
        self._rows.go_end()

    def act_filter(self) -> None:
        """There is one list alone."""

    def act_next_pane(self) -> None:
        """There is one list alone."""

    def act_previous_pane(self) -> None:
        """There is one list alone."""
