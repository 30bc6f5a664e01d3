"""The document around the current line of a list, with its excerpts beside it where there is room.

It keeps their place on the screen from the beginning, but makes them, and imports what they are made of, only when there is
something to show in them and the screen was painted once: a reviewer who opens the project sees its documents the sooner.
"""

import asyncio
from typing import TYPE_CHECKING

from textual.containers import Vertical

from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.widgets.document_view import DocumentView
    from tui.widgets.margin import Margin


class Surroundings(Vertical):
    """Empty until `made` was awaited."""

    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    Surroundings {
        height: 3fr;
        & > DocumentView { height: 1fr; }
        & > Margin { display: none; }
    }
    .-wide Surroundings {
        layout: horizontal;
        & > DocumentView { width: 3fr; height: 100%; border-left: vkey $panel; }
        & > Margin { display: block; width: 1fr; min-width: 30; height: 100%; border-left: vkey $panel; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.view: DocumentView | None = None
        """The document; None until it is made."""
        self._margin: Margin | None = None
        self._making = asyncio.Lock()

    async def made(self) -> "DocumentView":
        """The view of the document, made now if it is not there yet."""
        async with self._making:
            if self.view is None:
                painted = asyncio.Event()
                self.call_after_refresh(painted.set)
                await painted.wait()
                from tui.widgets.document_view import DocumentView
                from tui.widgets.margin import Margin

                view, margin = DocumentView(focusable=False), Margin()
                await self.mount(view, margin)
                self.view, self._margin = view, margin
            return self.view

    def renew(self, snapshot: Snapshot) -> None:
        """Shows the marks and excerpts of another snapshot."""
        if self.view is not None:
            self.view.renew(snapshot)
            self.renew_margin(snapshot)

    def renew_margin(self, snapshot: Snapshot) -> None:
        """Shows the excerpts of the document that is open, where there is room for them."""
        if self.view is not None and self._margin is not None and self.view.opened is not None and self._margin.display:
            self._margin.show_excerpts(snapshot, self.view.opened.document.id, self.view.reader.position)
