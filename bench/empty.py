"""The peer of the app's first paint: a Textual app that shows one word."""

from textual.app import App, ComposeResult
from textual.widgets import Static

WORD = "EMPTY"


class Empty(App[None]):
    """One word."""

    def compose(self) -> ComposeResult:
        yield Static(WORD)


if __name__ == "__main__":
    Empty().run()
