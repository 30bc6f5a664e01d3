"""Theme review: which flow sees to which step. What a step told is said in the line of the state."""

from typing import TYPE_CHECKING

from store.errors import CatenaError
from tui.review_steps import (
    BeginRound,
    CloseRound,
    DoAsked,
    JoinRound,
    Judge,
    MarkSeen,
    OpenPoints,
    OpenRound,
    Reason,
    Rejudge,
    ShowAsked,
    Step,
    Walk,
)

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def take(screen: "MainScreen", step: Step) -> str:
    """Takes a step; what is to be said of it, "" where there is nothing to say or it was left."""
    try:
        return await _taken(screen, step)
    except CatenaError as error:
        screen.complain(error)
        return ""


async def _taken(screen: "MainScreen", step: Step) -> str:
    from tui.flows import considering, judging, rounds, walking

    match step:
        case BeginRound():
            return await rounds.begin(screen, step.theme)
        case JoinRound():
            return await rounds.join(screen, step.round)
        case OpenRound():
            return await rounds.go_on(screen, step.round)
        case OpenPoints():
            return await rounds.points(screen, step.round)
        case CloseRound():
            return await rounds.close(screen, step.round)
        case Judge():
            return await judging.judge_excerpt(screen, step)
        case Reason():
            return await judging.give_reason(screen, step)
        case Rejudge():
            return await rounds.go_on(screen, step.round, step.key)
        case ShowAsked():
            return await judging.show_asked(screen, step.round)
        case DoAsked():
            return await judging.do_asked(screen, step.round)
        case Walk():
            return await walking.walk(screen, step)
        case MarkSeen():
            return await walking.see(screen, step)
        case _:
            return await considering.look(screen, step)
