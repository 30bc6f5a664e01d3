"""When an app that is driven has nothing to do: its tests go on then, at once, and not before.

Textual's pilot takes an app for idle when its process used hardly any time during a fiftieth of a second. It waits at least
that long three times a key, and goes on too early where a busy machine gives the process no time. Here an app is idle when its
event loop has nothing to run, no thread works for the loop, what changed is painted, and nothing that was put off falls due in
the next moment. A thread that does not end, as one that a test holds up, is waited for once.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from typing import Any
from unittest.mock import patch

from textual.app import App

MOMENT = 0.03
"""Seconds: what falls due in them is waited for."""
LONGEST = 1.0
"""Seconds after which an app that is still busy is taken for one that will stay so."""


class Settling:
    """Looks at the event loop it is made in, and at the threads that work for it."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._loop = asyncio.get_running_loop()
        self._working: set[asyncio.Future[object]] = set()
        self._endless: set[asyncio.Future[object]] = set()
        self._run = self._loop.run_in_executor

    def run_in_executor(
        self, executor: Executor | None, work: Callable[..., object], *given: object
    ) -> "asyncio.Future[object]":
        """As the loop's own, and remembers what runs."""
        future: asyncio.Future[object] = self._run(executor, work, *given)
        self._working.add(future)
        future.add_done_callback(self._working.discard)
        return future

    async def idle(self, moment: float = MOMENT) -> None:
        """Returns when the app is idle; at the latest when it was busy for so long that it will stay so."""
        end = self._loop.time() + moment + LONGEST
        while (now := self._loop.time()) < end:
            await asyncio.sleep(0)
            if self._loop._ready:  # type: ignore[attr-defined]
                continue
            if awaited := self._working - self._endless:
                await asyncio.wait(awaited, timeout=end - now, return_when=asyncio.FIRST_COMPLETED)
            elif self._unpainted():
                self._app.screen._on_timer_update()
            elif wait := self._due(moment):
                await asyncio.sleep(min(wait, end - now))
            else:
                return
        self._endless |= self._working

    def _unpainted(self) -> bool:
        """Whether the screen waits for the next sixtieth of a second to show what changed."""
        if not self._app._screen_stack or self._app._batch_count:
            return False
        screen = self._app.screen
        return bool(
            screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._recompose_required
            or screen._dirty_widgets
            or screen._callbacks
        )

    def _due(self, moment: float) -> float:
        """The seconds until the first thing that is put off for no more than a moment; 0 where there is none."""
        handles: list[asyncio.TimerHandle] = self._loop._scheduled  # type: ignore[attr-defined]
        first = min((each.when() for each in handles if not each.cancelled()), default=math.inf) - self._loop.time()
        return max(first, 0.001) if first <= moment else 0


@asynccontextmanager
async def settling(app: App[Any]) -> AsyncIterator[Settling]:
    """In the loop that runs now, the pilot waits as said above."""
    made = Settling(app)

    async def idle(*_: float) -> None:
        await made.idle()

    with (
        patch("textual.app.wait_for_idle", idle),
        patch("textual.pilot.wait_for_idle", idle),
        patch.object(asyncio.get_running_loop(), "run_in_executor", made.run_in_executor),
    ):
        yield made
