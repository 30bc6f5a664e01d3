"""Copying: what a place gives goes to the terminal's clipboard, and a file keeps it."""

from typing import TYPE_CHECKING

from tui.clipboard import copy as copy_text

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


def copy(screen: "MainScreen", text: str, what: str) -> str:
    """Copies a text; what to say of it."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    return f"{what} {copy_text(text, snapshot.project.private, screen.app.copy_to_clipboard)}"
