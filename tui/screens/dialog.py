"""A box of some lines over the lower part of the screen; beside it the screen is as it was, and is not painted again."""

from typing import TypeVar

from textual.screen import ModalScreen

from tui.acting import Actor

Result = TypeVar("Result")


class Dialog(Actor, ModalScreen[Result]):
    """What asks the reviewer something and is left with an answer."""

    DEFAULT_CSS = """
    Dialog {
        align: center bottom;
        background: transparent;
        & > Vertical {
            width: 100%;
            max-width: 110;
            height: auto;
            max-height: 20;
            margin-bottom: 1;
            padding: 0 1;
            background: $surface;
            border-top: outer $primary;
        }
        & Line { background: $surface; }
        & Field { background: $panel; }
    }
    """
