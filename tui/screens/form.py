"""A form of several lines to fill in, some of them texts of many lines: all of it is saved at once, and nothing typed is lost.

What the disk or a rule refuses is said in the form, which stays as it is. Leaving a form in which something was changed needs Esc
twice. A text that was not touched is given back as it came, whatever of it could be shown.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from store.errors import CatenaError
from tui.actions import bindings_of
from tui.fit import fit
from tui.key_names import keys_shown
from tui.screens.dialog import Dialog
from tui.widgets.field import Field
from tui.widgets.line import Line
from tui.widgets.page import Page
from tui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to fill in: `lines` above 1 is a text of many lines, `hint` stands in it while it is empty."""

    name: str
    label: str
    value: str = ""
    lines: int = 1
    hint: str = ""


class Form(Dialog[bool]):
    """Answers whether something was saved. `save` takes what is in each entry by its name, and raises CatenaError."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("form",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("form")]
    DEFAULT_CSS = """
    Form {
        & > Vertical { max-height: 100%; margin-bottom: 0; }
        & #entries { height: auto; max-height: 100%; }
        & #about { color: $text-muted; height: auto; max-height: 4; }
        & #fault { color: $error; height: auto; }
        & .entry { height: auto; }
        & .entry Words { width: 11; color: $text-muted; }
        & Page { background: $panel; padding: 0; width: 1fr; }
        & Field { width: 1fr; }
    }
    """

    def __init__(
        self,
        heading: str,
        entries: Sequence[Entry],
        save: Callable[[Mapping[str, str]], Awaitable[None]],
        *,
        about: str = "",
    ) -> None:
        super().__init__()
        self._heading_words, self._about = heading, about
        self._entries = entries
        self._save = save
        self._widgets: list[Field | Page] = [self._widget(entry) for entry in entries]
        self._shown = [self._text(widget) for widget in self._widgets]
        self._heading = Line()
        self._fault = Words(id="fault")
        self._keys = Line()
        self._warned = False

    def _widget(self, entry: Entry) -> Field | Page:
        if entry.lines == 1:
            return Field(entry.value, placeholder=entry.hint)
        page = Page(fit(entry.value.strip("\n")))
        page.tab_behavior = "focus"
        page.styles.height = entry.lines
        return page

    def compose(self) -> ComposeResult:
        self._heading.say((self._heading_words, "strong"))
        shown = sorted((each for each in self.actions() if each.foot), key=lambda each: each.foot)
        pieces = [((keys_shown(each.keys.split(",")[0]), "match"), (f" {each.label}  ", "dim")) for each in shown]
        self._keys.say(*(piece for pair in pieces for piece in pair))
        entries = VerticalScroll(id="entries")
        entries.can_focus = False
        with Vertical():
            yield self._heading
            if self._about:
                yield Words(self._about, id="about")
            with entries:
                for entry, widget in zip(self._entries, self._widgets, strict=True):
                    with Horizontal(classes="entry"):
                        yield Words(entry.label)
                        yield widget
            yield self._fault
            yield self._keys

    def on_mount(self) -> None:
        first = self._widgets[0]
        first.focus()
        if isinstance(first, Page):
            first.move_cursor(first.document.end)
        else:
            first.action_end()

    @staticmethod
    def _text(widget: Widget) -> str:
        return widget.value if isinstance(widget, Field) else widget.text if isinstance(widget, Page) else ""

    @property
    def _changed(self) -> bool:
        return [self._text(widget) for widget in self._widgets] != self._shown

    @property
    def answers(self) -> dict[str, str]:
        """What is in each entry; one that was not touched holds what was given."""
        answers: dict[str, str] = {}
        for entry, widget, shown in zip(self._entries, self._widgets, self._shown, strict=True):
            text = self._text(widget)
            typed = " ".join(text.split()) if entry.lines == 1 else text.strip("\n")
            answers[entry.name] = entry.value if text == shown else typed
        return answers

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._widgets[-1]:
            await self.action_do("form.save")
        else:
            self.act_next()

    async def act_save(self) -> None:
        if not self._changed:
            self.dismiss(False)
            return
        try:
            await self._save(self.answers)
        except CatenaError as error:
            self._fault.say(error.message)
        else:
            self.dismiss(True)

    def act_next(self) -> None:
        self.focus_next()

    def act_previous(self) -> None:
        self.focus_previous()

    def act_leave(self) -> None:
        if self._changed and not self._warned:
            self._warned = True
            self._fault.say("not saved: ^S saves what you changed; Esc again leaves all as it was")
            return
        self.dismiss(False)
