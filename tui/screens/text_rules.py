"""How a document is read for a search: its layers, its regions, and its lines of page furniture, each with its state.

It changes nothing itself: every key is answered with one wish, and whoever asked carries it out and may ask again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from search.furniture_lines import furniture_lines
from store.rules import CONFIRMED, LAYERS, REFUSED, Rules
from tui.acting import Actor
from tui.actions import Action, bindings_of
from tui.key_names import keys_shown
from tui.screens.dialog import Dialog
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words

What = Literal["switch", "confirm", "refuse", "take_off", "go", "undo"]

DOES = {
    "page furniture": "Running heads and page numbers are left out: those listed above, but for what is refused.",
    "ligature gaps": "“infl uence” is found as “influence”.",
    "line-end hyphens": "A word that goes on in the next line is found as one.",
    "white space": "A line end or several blanks are as good as one.",
    "marks": "Curly quotation marks and dashes are found by those of a keyboard.",
    "diacritics": "“naïve” is found by “naive”. Off: letters with marks are letters of their own.",
    "case": "Capitals do not matter. Off: they do, in this document.",
}
AROUND = 90
"""Characters of the text beside a place that are shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A layer, a region (by its id) or a line of furniture, its state, and the ranges of the text that it is about."""

    rule: Literal["layer", "region", "furniture"]
    name: str
    state: str
    places: tuple[tuple[int, int], ...] = ()
    kind: str = ""

    @property
    def key(self) -> str:
        return f"{self.rule} {self.name}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be done with a row."""

    what: What
    row: Row


def rows_of(text: str, rules: Rules) -> list[Row]:
    """The rows of a document: regions by place, furniture by place, then the layers in their order."""
    regions = [
        Row("region", each.id, "searched" if each.searched else "left out", ((each.start, each.end),), each.kind)
        for each in rules.regions
    ]
    stale = [Row("region", each.id, "other text", (), each.kind) for each in rules.stale]
    lines = [Row("furniture", each.line, each.state, each.places) for each in furniture_lines(text, rules)]
    layers = [Row("layer", layer, "off" if layer in rules.off else "on") for layer in LAYERS]
    return [*regions, *stale, *lines, *layers]


class TextRules(Dialog[Wish | None]):
    """Answers with one wish, or None where it was left. `why_not_write` says why nothing can be changed, "" where it can."""

    ROWS: ClassVar[int] = 12
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("rules",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("rules")]
    DEFAULT_CSS = """
    TextRules {
        & #rules { background: $surface; }
        & Words { height: 3; color: $text-muted; }
    }
    """

    def __init__(
        self, document: str, text: str, rows: Sequence[Row], *, why_not_write: str = "", at: str = "", told: str = ""
    ) -> None:
        super().__init__()
        self._document = document
        self._text = text
        self._rows = rows
        self._why_not_write = why_not_write
        self._told = told
        self._at = next((number for number, row in enumerate(rows) if row.key == at), 0)
        self._heading = Line()
        self._keys = Line()
        self._about = Words()
        self._list = RowList(id="rules")
        self._list.styles.height = min(self.ROWS, len(rows))

    def compose(self) -> ComposeResult:
        self._heading.say((f"How {self._document} is read", "strong"), ("", "right"), (self._told, "dim"))
        shown = [(keys_shown(each.keys.split(",")[0]), each.label) for each in self.actions() if each.foot]
        self._keys.say(*(piece for key, label in shown for piece in ((key, "match"), (f" {label}  ", "dim"))))
        self._list.show(len(self._rows), lambda row, _width: self._pieces(self._rows[row]), index=self._at)
        self._about.say(self._said(self._rows[self._at]))
        with Vertical():
            yield self._heading
            yield self._list
            yield self._about
            yield self._keys

    def on_mount(self) -> None:
        self._list.focus()

    @property
    def current(self) -> Row:
        return self._rows[self._list.index]

    def _pieces(self, row: Row) -> Pieces:
        look = {"proposed": "match", "refused": "good", "searched": "good", "off": "warn"}.get(row.state, "dim")
        what = {"layer": "layer", "region": row.kind, "furniture": "furniture"}[row.rule]
        return [(f"{row.state:<10} ", look), (f"{what:<13} ", "dim"), *self._called(row)]

    def _called(self, row: Row) -> Pieces:
        if row.rule == "layer":
            return [(row.name, "")]
        if row.rule == "region":
            words = " ".join(self._text[slice(*row.places[0])][:200].split()) if row.places else row.name
            return [(words, "")]
        return [(f"{len(row.places):>3} × ", "dim"), (row.name, "strong")]

    def _said(self, row: Row) -> str:
        """What a person needs to judge a row: the text around its first place."""
        if row.rule == "layer":
            return DOES[row.name]
        if not row.places:
            return "It is not in this version of the text."
        start, end = row.places[0]
        inside = self._text[start:end]
        if len(inside) > 2 * AROUND:
            inside = f"{inside[:AROUND]} […] {inside[-AROUND:]}"
        before, behind = self._text[max(0, start - AROUND) : start], self._text[end : end + AROUND]
        return " ".join(f"…{before} [{inside}] {behind}…".split())

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.index >= 0:
            self._about.say(self._said(self.current))

    def on_actor_refused(self, event: Actor.Refused) -> None:
        event.stop()
        self._heading.say((event.words, "warn"))

    def why_not(self, action: Action) -> str:
        row = self.current
        if action.name in ("switch", "confirm", "refuse", "take_off", "undo") and self._why_not_write:
            return self._why_not_write
        match action.name:
            case "go" if not row.places:
                return "a layer is about the whole text" if row.rule == "layer" else "it is nowhere in this text"
            case "confirm" | "refuse" if row.rule != "furniture":
                return "only page furniture is confirmed or refused; Space switches this"
            case "confirm" if row.state == CONFIRMED:
                return "it is confirmed already"
            case "refuse" if row.state == REFUSED:
                return "it is refused already"
            case "switch" if row.state == "other text":
                return "it belongs to another version of the text"
            case "take_off" if row.rule == "layer":
                return "a layer can be switched off: Space"
            case "take_off" if row.state == "proposed":
                return "nothing was said of it yet: r refuses it"
        return ""

    def _wish(self, what: What) -> None:
        self.dismiss(Wish(what, self.current))

    def act_go(self) -> None:
        self._wish("go")

    def act_switch(self) -> None:
        self._wish("switch")

    def act_confirm(self) -> None:
        self._wish("confirm")

    def act_refuse(self) -> None:
        self._wish("refuse")

    def act_take_off(self) -> None:
        self._wish("take_off")

    def act_undo(self) -> None:
        self._wish("undo")

    def act_leave(self) -> None:
        self.dismiss(None)

    def act_down(self) -> None:
        self._list.move_row(1)

    def act_up(self) -> None:
        self._list.move_row(-1)

    def act_page_down(self) -> None:
        self._list.move_page(1)

    def act_page_up(self) -> None:
        self._list.move_page(-1)

    def act_first(self) -> None:
        self._list.go_home()

    def act_last(self) -> None:
        self._list.go_end()
