"""A list to choose from with room below for what several reviewers say in one place."""

from typing import ClassVar

from tui.screens.chooser import Chooser


class Differences(Chooser):
    """Answers as any chooser does."""

    ROWS: ClassVar[int] = 8
    DEFAULT_CSS = """
    Differences {
        & #about-room { height: 8; }
    }
    """
