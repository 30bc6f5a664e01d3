"""How a key becomes an action: through the table, with a reason where it cannot act now.

Whoever binds groups of the table is an Actor: the action `group.name` is carried out by its method `act_name`, unless
`why_not` says why it cannot be; then that is said on screen instead.
"""

from collections.abc import Awaitable
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, ClassVar

from textual.dom import DOMNode
from textual.message import Message
from textual.worker import Worker, WorkerState

from store.errors import CatenaError
from tui.actions import Action, action_named, actions_of


class Actor(DOMNode):
    """A place or screen that carries out the actions of some groups."""

    @dataclass(eq=False)
    class Refused(Message):
        """An action could not be carried out; `words` say which and why."""

        words: str

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ()

    def why_not(self, action: Action) -> str:
        """Why the action cannot be carried out now, in a few words, or ""."""
        return ""

    def foot(self, action: Action) -> int:
        """The action's rank in the last line as things stand here; 0: not shown there."""
        return action.foot

    def actions(self) -> list[Action]:
        """Its actions, in the order of the table."""
        return [action for group in self.ACTION_GROUPS for action in actions_of(group)]

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong in the background is not lost: a fault that the reviewer can act on is said, a bug ends the app."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            if not isinstance(error, CatenaError):
                raise error
            self.post_message(self.Refused(error.message))

    async def action_do(self, action_id: str) -> None:
        """Carries out an action, or says why not. Named as Textual's bindings call it."""
        action = action_named(action_id)
        reason = self.why_not(action)
        if reason:
            self.post_message(self.Refused(f"{action.label}: {reason}"))
            return
        outcome: Awaitable[Any] | None = getattr(self, f"act_{action.name}")()
        if isawaitable(outcome):
            await outcome
