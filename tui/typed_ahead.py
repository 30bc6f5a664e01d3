"""Keys that are typed ahead wait for their turn: a key is given out when all that the one before it began is on the screen.

Over a slow line keys come in bursts, and Textual gives each to whatever has the focus when it arrives: Enter after `t` would go
to the list of hits and not to the picker that `t` is just opening. So the next key waits until the last one has gone from the
focused widget up to the app, its action was carried out, and the screen that the action opens, if any, has the focus.
"""

from collections import deque
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

PATIENCE = 5.0
"""Seconds after which the next key is given out whatever the last one does: words for a prompt that is slow are no commands."""
LOOK = 0.005
"""Seconds between two looks at whether what the last key began is done."""


class TypedAhead:
    """The keys of one app that wait. `begun` says whether an action still works on what it will show."""

    def __init__(self, app: App[int], begun: Callable[[], bool]) -> None:
        self._app = app
        self._begun = begun
        self._waiting: deque[events.Key] = deque()
        self._turn: events.Key | None = None
        self._number = 0
        self._busy = False

    def must_wait(self, key: events.Key) -> bool:
        """Whether the key was put aside; it comes again when its turn has come, before any that was pressed later."""
        if key is self._turn:
            self._turn = None
            return False
        if self._busy:
            self._waiting.append(key)
        return self._busy

    def given_out(self) -> None:
        """A key is on its way to what has the focus: nothing else is given out until it is done."""
        self._busy = True
        self._number += 1
        number = self._number
        self._app.set_timer(PATIENCE, lambda: self._next(number))
        # Once behind the key itself, and once behind the messages that its action sent.
        self._follow(lambda: self._follow(lambda: self._look(number)))

    def _follow(self, then: Callable[[], object]) -> None:
        """Calls `then` when all that waits between the focused widget and the app has been seen to."""

        def step(pump: MessagePump) -> None:
            above = pump._parent
            if pump is self._app or above is None:
                self._app.call_later(then)
            elif not above.call_later(step, above):
                then()

        start = self._app.focused or self._app.screen
        if not start.call_later(step, start):
            then()

    def _look(self, number: int) -> None:
        if number == self._number and self._begun():
            self._app.set_timer(LOOK, lambda: self._look(number))
        else:
            self._next(number)

    def _next(self, number: int) -> None:
        if number != self._number or self._turn is not None:
            return
        self._busy = bool(self._waiting)
        if self._waiting:
            self._turn = self._waiting.popleft()
            self._app.post_message(self._turn)
