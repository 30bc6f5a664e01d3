"""While files are read: how far it is, and a way to stop. Nothing is written here.

The reading goes on in a thread. When it is stopped it ends with the file at hand, and nobody waits for that.
"""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from store.errors import CatenaError
from tui.actions import bindings_of
from tui.incoming_batch import Batch
from tui.screens.dialog import Dialog
from tui.widgets.line import Line

Read = Callable[[Callable[[str], bool]], Batch]
"""Reads files; says each step to what it is given, which answers whether to go on."""


class ReadingFiles(Dialog[Batch | CatenaError | None]):
    """Answers with what was read, or with what was wrong; None where it was stopped."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("reading",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("reading")]

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read
        self._stopped = False
        self._step = Line()
        self._keys = Line()

    def compose(self) -> ComposeResult:
        self._step.say(("reading …", "strong"))
        self._keys.say(("Esc", "match"), (" Stop", "dim"))
        with Vertical():
            yield self._step
            yield self._keys

    def on_mount(self) -> None:
        self._go()

    @work(exit_on_error=False)
    async def _go(self) -> None:
        loop = asyncio.get_running_loop()

        def step(words: str) -> bool:
            loop.call_soon_threadsafe(self._say, words)
            return not self._stopped

        try:
            batch = await asyncio.to_thread(self._read, step)
        except CatenaError as error:
            self._end(error)
        else:
            self._end(batch)

    def _end(self, came: Batch | CatenaError) -> None:
        if not self._stopped:
            self.dismiss(came)

    def _say(self, words: str) -> None:
        if self.is_attached and not self._stopped:
            self._step.say((words, "strong"))

    def act_leave(self) -> None:
        if not self._stopped:
            self._stopped = True
            self.dismiss(None)
