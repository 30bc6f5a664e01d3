"""The reason of the next act: it is asked for before the act, so that keys which ask for nothing can have one too."""

from typing import TYPE_CHECKING

from tui.places.place import Place
from tui.screens.prompt import Prompt, Question

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def reason(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Keeps the reason for the next act that brings none of its own; an empty one takes it away."""
    known = screen.study.why
    answers = await screen.app.push_screen_wait(
        Prompt(
            "Why you do what you do next",
            [Question("Reason", known, needed=False)],
            about="It stands in the history below the act. Say nothing here that only the transcript may know.",
        )
    )
    if answers is None or answers == [known]:
        return
    screen.study.why = answers[0]
    screen.tell("the reason goes with the next act" if answers[0] else "the next act has no reason")
