"""Ctrl+C while work goes on that is made of wholes: one that has begun is finished first.

Where nothing is shielded, Ctrl+C acts at once. In a thread that is not the main one there are no signals, and nothing is done.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any


class Interruptible:
    """A context in which Ctrl+C waits for the end of what is `shielded`, and raises KeyboardInterrupt then."""

    def __init__(self) -> None:
        self._shields = 0
        self._wanted = False
        self._before: Any = None

    def __enter__(self) -> "Interruptible":
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupted)
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _interrupted(self, _: int, __: FrameType | None) -> None:
        if not self._shields:
            raise KeyboardInterrupt
        self._wanted = True

    @contextmanager
    def shielded(self) -> Iterator[None]:
        """Something that is finished once it has begun, with all that is shielded within it."""
        self._shields += 1
        try:
            yield
        finally:
            self._shields -= 1
            if self._wanted and not self._shields:
                self._wanted = False
                raise KeyboardInterrupt
