"""Work that nobody waits for any more stops.

Who begins a piece of work says how it is known that it is not wanted any longer; the steps of the work look at it between
themselves, wherever they can take long, and Stopped ends it. Nothing is left half done by that: searches change nothing but what
they remember of their own, and they remember only what came to its end. Where nobody said anything, nothing is ever stopped.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopped(Exception):
    """The work was not wanted any more."""


_unwanted: ContextVar[Callable[[], bool]] = ContextVar("unwanted", default=lambda: False)


@contextmanager
def stopped_once(unwanted: Callable[[], bool]) -> Iterator[None]:
    """What is done inside ends with Stopped once `unwanted` says so; it is asked from this thread."""
    token = _unwanted.set(unwanted)
    try:
        yield
    finally:
        _unwanted.reset(token)


def go_on() -> None:
    """Raises Stopped where what is being done is not wanted any more."""
    if _unwanted.get()():
        raise Stopped
