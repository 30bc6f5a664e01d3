"""Rounds of level 2: the coverage of the documents, the way through one, and what was looked at in it."""

from typing import TYPE_CHECKING

from store.review_acts import mark_seen
from tui.review_steps import MarkSeen, Walk

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def cover(screen: "MainScreen", round_key: str) -> None:
    """Shows how much of each document was met."""
    from tui.places.coverage import CoveragePlace

    place = await screen.go_to("coverage")
    assert isinstance(place, CoveragePlace)
    place.open_round(round_key)


async def walk(screen: "MainScreen", step: Walk) -> str:
    """Goes through a document."""
    from tui.places.walk import WalkPlace

    place = await screen.go_to("walk")
    assert isinstance(place, WalkPlace)
    place.walk(step.round, step.document)
    return ""


async def see(screen: "MainScreen", step: MarkSeen) -> str:
    """Keeps in the review file what was looked at."""
    done = await screen.study.perform(
        lambda holdings: mark_seen(holdings.reviews[step.round], holdings.documents[step.document], step.ranges)[0]
    )
    return f"{done.message}; u undoes it"
