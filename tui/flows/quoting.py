"""From the words of a quotation to the place that they come from, selected in its document."""

from typing import TYPE_CHECKING

from tui.places.place import Place
from tui.screens.quotation import QuotationScreen

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def find_source(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Asks for the quotation, which may be at hand where the reviewer is, and opens the document at the place that was chosen."""
    if screen.finder is None:
        screen.tell("the index is being opened: try again in a moment")
        return
    asking = QuotationScreen(screen.finder, screen.place.quotation_here() or screen.finder.quoted)
    chosen = await screen.app.push_screen_wait(asking)
    if chosen is not None:
        wanted = Place.DocumentWanted(chosen.document, chosen.start, chosen.end, segments=chosen.segments)
        await screen.on_place_document_wanted(wanted)
