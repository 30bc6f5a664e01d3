"""Choosing a theme for something other than a tag: what it means in view, recent themes behind digits, and a reason below.

The reason is never asked for: Tab goes to its line and back, and Enter in either takes what is highlighted.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.actions import bindings_of
from tui.screens.chooser import Choice, Chooser
from tui.screens.theme_picker import DIGITS, NEW, ThemeField, or_new, recent_choice, theme_choices
from tui.snapshot import Snapshot
from tui.widgets.field import Field
from tui.widgets.words import Words


class ReasonedChooser(Chooser):
    """A list to choose from, with a line for the reason; `why` is what was written there."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("chooser", "choices", "reason")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("reason")]
    DEFAULT_CSS = """
    ReasonedChooser {
        & #subject { height: auto; max-height: 3; color: $foreground; background: $boost; }
    }
    """

    def __init__(
        self,
        heading: str,
        choices: Sequence[Choice],
        *,
        subject: str = "",
        nothing: str = "nothing fits",
        index: int = 0,
    ) -> None:
        super().__init__(heading, choices, nothing=nothing, index=index)
        self._subject = subject
        self._why = Field(placeholder="why (Tab)")

    def between(self) -> Iterable[Widget]:
        return (Words(self._subject, id="subject"),) if self._subject else ()

    def below(self) -> Iterable[Widget]:
        return (self._why,)

    @property
    def why(self) -> str:
        """The reason, "" where none was written."""
        return " ".join(self._why.value.split())

    def act_why(self) -> None:
        (self.field if self._why.has_focus else self._why).focus()


class ThemeChooser(ReasonedChooser):
    """Answers with the id of a theme, or with "" and a `new_name` where one shall be made.

    `preview` says of a theme (id) what taking it comes to; that stands before what the theme means. `highlighted` is the key of
    the choice that Enter takes while nothing is typed, else it is the first. `nothing` is said where no theme fits.
    """

    FIELD = ThemeField

    def __init__(
        self,
        snapshot: Snapshot,
        heading: str,
        *,
        subject: str = "",
        leave_out: Collection[str] = (),
        first: Sequence[Choice] = (),
        may_be_new: bool = False,
        preview: Callable[[str], str] | None = None,
        highlighted: str = "",
        nothing: str = "no theme fits",
    ) -> None:
        choices = [*first, *(each for each in theme_choices(snapshot) if each.key not in leave_out)]
        if preview is not None:
            choices = [replace(each, about=f"{preview(each.key)} {each.about}".strip()) for each in choices]
        index = next((place for place, each in enumerate(choices) if each.key == highlighted), 0)
        super().__init__(heading, choices, subject=subject, nothing=nothing, index=index)
        self._none = nothing
        self._may_be_new = may_be_new
        self.new_name = ""

    def narrow(self, typed: str, index: int = 0) -> None:
        self._nothing = f"no recent theme stands behind {typed}" if typed.strip() in DIGITS else self._none
        super().narrow(typed, index)

    def fits(self, typed: str) -> list[Choice]:
        fitting = super().fits(typed)
        return or_new(self._choices, fitting, typed) if self._may_be_new else fitting

    def take_recent(self, number: int) -> bool:
        """Takes the recent theme that stands behind this digit, and tells whether there is one."""
        recent = recent_choice(self.shown, number)
        if recent is not None:
            self.dismiss(recent.key)
        return recent is not None

    def act_take(self) -> None:
        if self.current is not None and self.current.key == NEW:
            self.new_name = self.current.name
            self.dismiss("")
        else:
            super().act_take()
