"""Saying that one is done with a document, and choosing whose tags are shown here."""

from typing import TYPE_CHECKING

from store.acts import Act
from store.double_coding_acts import say_done, say_not_done
from store.errors import CatenaError
from store.holdings import Holdings
from store.reviewer_signs import signs_of_reviewers
from store.writer import Done
from tui.places.place import Place
from tui.screens.checklist import Checklist, Entry

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def done(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """The reviewer is done with the document, or goes on with it where they were."""
    snapshot = screen.study.snapshot
    assert snapshot is not None

    def make(holdings: Holdings) -> Act:
        document = holdings.documents[wanted.document]
        mark = holdings.done.get((snapshot.reviewer, document.id))
        finished = mark is not None and mark.sha256 == document.sha256
        return (say_not_done if finished else say_done)(holdings, snapshot.reviewer, [document])

    try:
        return await screen.study.perform(make)
    except CatenaError as error:
        screen.complain(error)
        return None


async def reviewers(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Shows the reviewers with their signs; whoever is marked is not shown in the app."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    people = snapshot.holdings.reviewers
    signs = signs_of_reviewers(people.values())
    entries = [
        Entry(key, ((f"{signs[key].letter} ", signs[key].colour), (each.name, ""), (f"  {key}", "dim")))
        for key, each in sorted(people.items())
        if key != snapshot.reviewer
    ]
    hidden = await screen.app.push_screen_wait(
        Checklist("Whose tags are hidden here", entries, nothing="nobody is hidden", marked=sorted(screen.study.hidden))
    )
    if hidden is None:
        return
    try:
        await screen.study.hide(frozenset(hidden))
    except CatenaError as error:
        screen.complain(error)
    else:
        screen.tell(f"hidden here: {', '.join(hidden)}" if hidden else "everybody's tags are shown")
