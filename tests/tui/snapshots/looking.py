"""How a picture of the app is taken: a scene is played by keys, and when all is still it is held against the kept one."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from tests.tui.app.driving import HANGS, USUAL, Driven, close
from tests.tui.app.settling import Settling
from tui.app import CatenaApp

Steps = Callable[[Driven], Awaitable[None]]


def looks_as_kept(study: Path, scene: Steps, size: tuple[int, int], snap_compare: Callable[..., bool]) -> bool:
    """Whether the app looks as its kept picture after the scene, on a terminal of `size` (columns and lines)."""
    app = CatenaApp(study, configuration=USUAL)

    async def steps(pilot: Pilot[int]) -> None:
        driven = Driven(app, pilot, Settling(app))
        async with asyncio.timeout(HANGS):
            await driven.opened()
            await driven.quiet()
            await scene(driven)
            await driven.quiet()

    try:
        return snap_compare(app, terminal_size=size, run_before=steps)
    finally:
        asyncio.run(close(app))
