"""What is asked about the list of memos: narrowed by a type, theme, reviewer or month; a month's memos as one document."""

from typing import TYPE_CHECKING

from themes.memo_pages import Wanted, month_page
from tui.memo_lines import both, months, narrowings, said
from tui.places.memos import MemosPlace
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

ALL = "all"


async def narrow(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Narrows the list further, or shows all memos again."""
    place, snapshot = screen.place, screen.study.snapshot
    assert isinstance(place, MemosPlace)
    assert snapshot is not None
    ways = narrowings(snapshot.holdings)
    choices = [
        Choice(str(number), each.name, ((f"{each.count:>5}  ", "dim"), (each.name, "")))
        for number, each in enumerate(ways)
    ]
    now = said(snapshot.holdings, place.wanted)
    if now:
        choices.insert(0, Choice(ALL, "all memos", (("all memos again", "match"),), f"Now: {now}."))
    chosen = await screen.app.push_screen_wait(Chooser("Show only memos of", choices))
    if chosen:
        place.narrow(Wanted() if chosen == ALL else both(place.wanted, ways[int(chosen)].wanted))


async def month(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Shows the memos of a month as one document."""
    place, snapshot = screen.place, screen.study.snapshot
    assert isinstance(place, MemosPlace)
    assert snapshot is not None
    choices = [
        Choice(each, each, ((f"{each}  ", ""), (f"{count} memo{'' if count == 1 else 's'}", "dim")))
        for each, count in months(snapshot.holdings)
    ]
    chosen = await screen.app.push_screen_wait(Chooser("The memos of which month, as one document?", choices))
    if chosen:
        page, memos = month_page(snapshot.holdings, chosen)
        place.show_page(f"Memos of {chosen}: {len(memos)}", page)
