"""What has become of excerpts whose text has changed, shown where somebody asks for one that stands in no present text."""

from typing import TYPE_CHECKING

from tui.places.place import Place

if TYPE_CHECKING:
    from store.writer import Done
    from tui.screens.main import MainScreen


async def look(screen: "MainScreen", wanted: Place.FlowWanted) -> "Done | None":
    """Says that the excerpt's words are not, or not surely, in the text that its document has now."""
    screen.tell("the text has changed, and where its words are now is not sure: `catena anchors list` tells more")
    return None
