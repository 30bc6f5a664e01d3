"""A sync beside everything else: one at a time, in a thread of its own, so that no key and no act waits for the network.

Where the account trusts the project, it runs on the terminal instead, which the app leaves to it: hooks, signing and connections
may ask there, and nothing else happens meanwhile. It ends in one of three ways: it was carried out, it failed, it was cancelled;
all that was saved stays as it is in each of them. Whoever closes the project first ends the sync, and goes on when it has ended.
"""

import asyncio
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.sharing.procedure import Synced
    from store.writer import Writer

OFTEN = 0.25
"""Seconds between two figures of how far something is: more of them would only fill the line."""


class Syncing:
    """What is under way, and how it is stopped."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._work: Future[Synced] | None = None

    @property
    def running(self) -> bool:
        return self._work is not None and not self._work.done()

    def cancel(self) -> bool:
        """Stops what is under way as soon as it can be; whether there was anything to stop."""
        if not self.running or self._stop.is_set():
            return False
        self._stop.set()
        return True

    async def run(self, writer: "Writer", tell: Callable[[str], None], address: str = "") -> "Synced":
        """Shares everything; with an address, from now on there. `tell` is called on the event loop with each step.

        Raises what `synchronise` raises. A new address that was not reached is forgotten again.
        """
        assert not self.running
        self._stop.clear()
        loop = asyncio.get_running_loop()
        told = [0.0]

        def pass_on(step: str) -> None:
            now = time.monotonic()
            if "%" in step and now - told[0] < OFTEN:
                return
            told[0] = now
            # A loop that has ended shows nothing any more.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(tell, step)

        thread = ThreadPoolExecutor(1, "catena-sync")
        self._work = thread.submit(_share, writer, pass_on, self._stop.is_set, address)
        thread.shutdown(wait=False)
        return await asyncio.wrap_future(self._work)

    def run_asking(self, writer: "Writer", tell: Callable[[str], None], address: str = "") -> "Synced":
        """The same here and now, on a terminal that is nobody else's; Ctrl+C cancels it, whatever is being asked."""
        from store.errors import GitFault
        from store.sharing.exchange import Cancelled

        assert not self.running
        self._stop.clear()
        before = signal.signal(signal.SIGINT, lambda *_: self._stop.set())
        try:
            with writer.git.asking():
                return _share(writer, tell, self._stop.is_set, address)
        except GitFault:
            if self._stop.is_set():
                raise Cancelled("cancelled; what you saved is on disk, and nothing was lost") from None
            raise
        finally:
            signal.signal(signal.SIGINT, before or signal.SIG_DFL)

    async def end(self) -> None:
        """Returns when nothing is under way any more."""
        self._stop.set()
        if self._work is not None:
            await asyncio.gather(asyncio.wrap_future(self._work), return_exceptions=True)


def _share(writer: "Writer", tell: Callable[[str], None], cancelled: Callable[[], bool], address: str) -> "Synced":
    from store.errors import CatenaError
    from store.sharing.procedure import forget_remote, set_remote, synchronise
    from store.sharing.remotes import make_place
    from store.sharing.visits import begin_visits

    begin_visits(writer.project, writer.git)
    if not address:
        return synchronise(writer, tell, cancelled)
    place = make_place(writer.git, address)
    set_remote(writer, place or address)
    try:
        return synchronise(writer, tell, cancelled)
    except CatenaError:
        forget_remote(writer)
        raise
