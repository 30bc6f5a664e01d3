"""A short text of some lines that came from a file: a definition, a note. Never a markup string."""

from textual.content import Content
from textual.widgets import Static

from tui.displayable import displayable


class Words(Static, can_focus=False):
    """Wrapped words; for texts of a few lines only."""

    def __init__(self, words: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(Content(displayable(words)), id=id, classes=classes, markup=False)

    def say(self, words: str) -> None:
        """Shows these words instead."""
        self.update(Content(displayable(words)))
