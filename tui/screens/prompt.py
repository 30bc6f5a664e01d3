"""A question that is answered by typing a line or some: a name, a title, a definition, who you are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from tui.actions import bindings_of
from tui.screens.dialog import Dialog
from tui.widgets.answer import Answer
from tui.widgets.cells import cells_of
from tui.widgets.field import Field
from tui.widgets.line import Line
from tui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Question:
    """One line to fill in, or `many`; an answer that is `needed` may not be empty, what is `aside` is passed over by Enter."""

    label: str
    value: str = ""
    needed: bool = True
    aside: bool = False
    many: bool = False
    proposed: bool = False
    """Whether the value is a proposal, which what is typed replaces."""


class Prompt(Dialog[list[str] | None]):
    """Answers with the lines typed, in the order of the questions, or None where it was left."""

    AUTO_FOCUS: ClassVar[str | None] = "Field, Answer"
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("chooser", "prompt")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("chooser", "prompt")]
    DEFAULT_CSS = """
    Prompt {
        & #fault { color: $error; height: auto; }
    }
    """

    def __init__(self, heading: str, questions: Sequence[Question], *, about: str = "") -> None:
        super().__init__()
        self._heading = Line()
        self._heading_words = heading
        self._about = about
        self._questions = questions
        self._fields = [Answer(question.value) if question.many else Field(question.value) for question in questions]
        self._fault = Words(id="fault")

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self._heading
            if self._about:
                yield Words(self._about)
            for question, field in zip(self._questions, self._fields, strict=True):
                yield Words(question.label)
                yield field
            yield self._fault

    def on_mount(self) -> None:
        if self._questions[0].proposed:
            self._fields[0].select_all()
        else:
            self._fields[0].action_end()
        self._say_keys()

    def on_descendant_focus(self) -> None:
        self._say_keys()

    def _say_keys(self) -> None:
        asked = [field for field, each in zip(self._fields, self._questions, strict=True) if not each.aside]
        enter = "next" if self.focused in asked[:-1] else "take"
        # What may be answered is said beside the question itself.
        labels = (re.split(r":| \(", each.label)[0] for each in self._questions if each.aside)
        aside = next((f"Tab {label.lower()}  " for label in labels), "")
        more = "^O new line  " if any(each.many for each in self._questions) else ""
        keys = f"Enter {enter}  {more}{aside}Esc leave"
        # On a narrow terminal the question matters more than the keys that every dialog has.
        fits = cells_of(self._heading_words) + len(keys) < self.size.width - 3
        self._heading.say((self._heading_words, "strong"), ("", "right"), (keys if fits else "", "dim"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._go_on(event.input)

    def on_answer_taken(self, event: Answer.Taken) -> None:
        event.stop()
        self._go_on(event.answer)

    def _go_on(self, filled: Widget) -> None:
        """From one question to the next that is asked, or from the last to the answer."""
        place = next(number for number, field in enumerate(self._fields) if field is filled)
        asked = [number for number, question in enumerate(self._questions) if not question.aside]
        if place < asked[-1]:
            self._fields[place + 1].focus()
        else:
            self.act_take()

    def act_take(self) -> None:
        # A line that was not touched is answered with what was given, not with how it was shown.
        answers = [
            question.value if field.value == field.given else _typed(field)
            for question, field in zip(self._questions, self._fields, strict=True)
        ]
        for question, answer, field in zip(self._questions, answers, self._fields, strict=True):
            if question.needed and not answer:
                self._fault.say(f"{question.label} may not be empty")
                field.focus()
                return
        self.dismiss(answers)

    def act_leave(self) -> None:
        self.dismiss(None)

    def act_line(self) -> None:
        focused = self.focused
        if isinstance(focused, Answer):
            focused.put("\n")

    def act_down(self) -> None:
        self.focus_next()

    def act_up(self) -> None:
        self.focus_previous()

    def act_page_down(self) -> None:
        self._fields[-1].focus()

    def act_page_up(self) -> None:
        self._fields[0].focus()


def _typed(field: Field | Answer) -> str:
    return field.lines if isinstance(field, Answer) else " ".join(field.value.split())
