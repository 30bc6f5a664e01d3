"""Looking back: the acts of this machine, of which the one that is chosen is undone, or done again where it was undone."""

from typing import TYPE_CHECKING

from store.errors import CatenaError
from store.writer import Done
from tui.places.place import Place

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def acts(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Shows the acts, and takes back or does again what is chosen."""
    from tui.screens.acts import ActList

    listed = await screen.study.listed_acts()
    taken = await screen.app.push_screen_wait(ActList(listed, screen.study.obstacle))
    act = next((each for each in listed if each.tip == taken), None)
    if act is None:
        return None
    try:
        done = await (screen.study.undo(act.tip) if act.done else screen.study.redo(act.tip))
    except CatenaError as error:
        screen.complain(error)
        return None
    return done
