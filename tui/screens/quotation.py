"""Where a quotation comes from: it is typed or pasted, its places are listed as it changes, and what differs is shown in signs.

The places on screen are always those of the text on screen. Looking for a text stops when it changes or the screen is left, so
no answer waits for one that nobody wants any more.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import TextArea

from store.errors import CatenaError
from tui.acting import Actor
from tui.actions import Action, bindings_of
from tui.finder import Finder
from tui.fit import fit
from tui.key_names import keys_shown
from tui.widgets.cells import left
from tui.widgets.line import Line
from tui.widgets.moving import Moving
from tui.widgets.page import Page
from tui.widgets.reader import Range, Reader
from tui.widgets.row_list import Pieces, RowList

if TYPE_CHECKING:
    from search.quotation import Quotation

PAUSE = 0.15
"""Seconds after the last key before the text is looked for."""
LOOKS = {"exact": "good", "normalised": "match", "altered": "warn"}


class QuotedText(Page):
    """The text that is looked for. Enter and Tab go on to its places; line ends come by pasting."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.tab_behavior = "focus"

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("escape", "enter"):
            event.prevent_default()


class QuotationScreen(Actor, Screen["Quotation | None"]):
    """Answers with the place that was chosen, or None; `text` is what is looked for."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("quote",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("quote")]
    DEFAULT_CSS = """
    QuotationScreen {
        & Line { background: $panel; }
        & QuotedText { height: 6; background: $surface; padding: 0 1; }
        & #places { height: 6; }
        & Reader { height: 1fr; }
        & #keys { background: $surface; }
    }
    """

    def __init__(self, finder: Finder, text: str) -> None:
        super().__init__()
        self._finder = finder
        self._field = QuotedText(fit(text))
        self._heading = Line()
        self._said = Line()
        self._list = RowList(id="places")
        self._shown = Reader()
        self._keys = Line(id="keys")
        self.places: Sequence[Quotation] = ()

    @property
    def text(self) -> str:
        return self._field.text

    def compose(self) -> ComposeResult:
        self._heading.say((" Where a quotation comes from: type or paste it", "strong"))
        shown = sorted((each for each in self.actions() if each.foot), key=lambda each: each.foot)
        pairs = [((f" {keys_shown(each.keys.split(',')[0])}", "match"), (f" {each.label} ", "dim")) for each in shown]
        self._keys.say(*(piece for pair in pairs for piece in pair))
        yield self._heading
        yield self._field
        yield self._said
        yield self._list
        yield self._shown
        yield self._keys

    def on_mount(self) -> None:
        self._field.focus()
        self._field.select_all()
        self._look(0.0)

    def on_unmount(self) -> None:
        self._finder.stop_quoting()

    # Looking

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._look(PAUSE)

    @work(exclusive=True, group="quotation", exit_on_error=False)
    async def _look(self, pause: float) -> None:
        """Lists the places of the text, once it has been left alone for a moment."""
        from search.quotation import LONGEST

        text = self.text
        self._finder.stop_quoting()
        self._show((), text)
        if not any(character.isalnum() for character in text):
            self._said.say((" its words are enough: line ends, marks and split words do not matter", "dim"))
            return
        if len(text) > LONGEST:
            self._said.say((f" a quotation has at most {LONGEST} characters: look for its beginning", "warn"))
            return
        self._said.say((" looking …", "dim"))
        await asyncio.sleep(pause)
        try:
            places = await self._finder.quote(text)
        except CatenaError as error:
            self._said.say((f" {error.message}", "warn"))
            return
        self._show([each for each in places if each.status != "absent"], text)
        self._say_found()

    def _say_found(self) -> None:
        missing = self._finder.missing
        unsure = f"; {missing} not indexed yet" if missing else ""
        counts = Counter(each.status for each in self.places)
        told = [f"{status}: {count} place{'' if count == 1 else 's'}" for status, count in counts.items()]
        if not told:
            self._said.say((f" absent: no document holds it, as it is or with changes{unsure}", "warn"))
            return
        legend = ("  [-only quoted-] {+only there+}", "dim") if counts["altered"] else ("", "")
        self._said.say((f" {', '.join(told)}{unsure}", ""), legend)

    # Showing

    def _show(self, places: "Sequence[Quotation]", text: str) -> None:
        self.places = places
        self._list.show(len(places), self._row, empty="")
        self._show_place()

    def _row(self, row: int, width: int) -> Pieces:
        place = self.places[row]
        ranges = ", ".join(f"{start}-{end}" for start, end in place.segments)
        alike = (f"{round(place.likeness * 100)} % alike",) if place.status == "altered" else ()
        left_out = tuple(f"in {kind} that is left out of search" for kind in place.regions)
        beside = ", ".join((*alike, *place.layers, *left_out))
        return [
            (f" {place.status:<11}", LOOKS.get(place.status, "warn")),
            (f"{left(place.document, 16)} ", "strong"),
            (f"{ranges}  ", ""),
            (beside, "dim"),
        ]

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._show_place()

    @property
    def current(self) -> "Quotation | None":
        return self.places[self._list.index] if 0 <= self._list.index < len(self.places) else None

    def _show_place(self) -> None:
        """Shows what stands at the current place: its segments, and of an altered one what differs."""
        place = self.current
        shown, marked = shown_place(place, self.text) if place is not None else ("", [])
        self._shown.show(shown, [], hits=marked)

    # Acting

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("quote.take")

    def why_not(self, action: Action) -> str:
        if action.name == "take" and self.current is None:
            return "no place is found yet"
        return ""

    def on_actor_refused(self, event: Actor.Refused) -> None:
        event.stop()
        self._said.say((f" {event.words}", "warn"))

    def act_take(self) -> None:
        if self.focused is self._field:
            self._list.focus()
        else:
            self.dismiss(self.current)

    def act_leave(self) -> None:
        self.dismiss(None)

    def act_next_pane(self) -> None:
        self.focus_next()

    def act_previous_pane(self) -> None:
        self.focus_previous()

    @property
    def _moving(self) -> Moving:
        return self._shown if self.focused is self._shown else self._list

    def act_down(self) -> None:
        self._moving.move_row(1)

    def act_up(self) -> None:
        self._moving.move_row(-1)

    def act_page_down(self) -> None:
        self._moving.move_page(1)

    def act_page_up(self) -> None:
        self._moving.move_page(-1)


def shown_place(place: "Quotation", quoted: str) -> tuple[str, list[Range]]:
    """What stands at a place as it is shown, and which ranges of that differ from the quotation or are segments of several."""
    from search.difference import difference_of

    pieces: list[tuple[str, bool]] = []
    if place.difference:
        pieces = [(run.shown, run.kind != "same") for run in difference_of(quoted, place.text)]
    elif len(place.segments) > 1:
        texts = [place.text[start - place.start : end - place.start] for start, end in place.segments]
        pieces = [(text, True) for text in texts]
        for number in range(len(pieces) - 1, 0, -1):
            gap = place.segments[number][0] - place.segments[number - 1][1]
            pieces.insert(number, (f"[… {gap} characters of a table, figure or page …]", False))
    else:
        pieces = [(place.text, False)]
    shown, marked = "", []
    for text, stands_out in pieces:
        shown += " " if shown else ""
        marked += [(len(shown), len(shown) + len(text))] if stands_out else []
        shown += text
    return shown, marked
