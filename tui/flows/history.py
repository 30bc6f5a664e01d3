"""Looking back: the acts of this machine, of which the one that is chosen is undone, done again, or written a memo about."""

from typing import TYPE_CHECKING

from store.act_memos import memo_on_act
from store.errors import CatenaError
from store.writer import Done
from tui.places.place import Place
from tui.widgets.bars import spoken

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def acts(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Shows the acts, and takes back or does again what is chosen, or begins a memo about it."""
    from tui.screens.acts import ActList

    listed = await screen.study.listed_acts()
    shown = ActList(listed, screen.study.obstacle)
    taken = await screen.app.push_screen_wait(shown)
    act = next((each for each in listed if each.tip == taken), None)
    if act is None:
        return None
    if shown.memo_wanted:
        assert screen.study.snapshot is not None
        begun = memo_on_act(screen.study.snapshot.holdings, act.act.message)
        screen.post_message(
            Place.MemoWanted(
                themes=begun.themes, excerpts=begun.excerpts, kind="decision", title=begun.title, lead=begun.lead
            )
        )
        return None
    try:
        done = await (screen.study.undo(act.tip) if act.done else screen.study.redo(act.tip))
    except CatenaError as error:
        screen.complain(error)
        return None
    # Not `done`: u takes back the last act that is done, which is not this one.
    screen.renew()
    screen.tell(spoken(done.message, screen.size.width - 2))
    return None
