"""Where an excerpt begins and ends: its borders moved in the text, and more words added to it as a segment of their own."""

from typing import TYPE_CHECKING

from store.acts import Act
from store.errors import ChangedMeanwhile, UsageFault
from store.excerpt_acts import move_borders, own_excerpt
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.writer import Done
from tui.flows.excerpts import chosen_excerpt, perform
from tui.places.place import Place
from tui.reader.borders import Borders
from tui.reader.spans import Range, Spans
from tui.study import OpenText

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def move(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Opens the excerpt in its document and moves its borders there until they are kept or left."""
    from tui.places.reader import ReaderPlace
    from tui.screens.borders import BordersMode

    excerpt = await chosen_excerpt(screen, wanted.excerpts, "The borders of which excerpt?")
    if excerpt is None:
        return None
    place = await screen.go_to("reader")
    assert isinstance(place, ReaderPlace)
    if place.view.opened is None or place.view.opened.document.id != excerpt.document:
        await place.open_document(excerpt.document, excerpt.start, excerpt.end).wait()
    opened = place.view.opened
    if opened is None or not stands(excerpt, opened):
        screen.complain(
            ChangedMeanwhile("the text does not hold this excerpt where it says: its borders cannot be moved")
        )
        return None
    spans = Spans(opened.text, [(passage.start, passage.end) for passage in opened.passages])
    mode = BordersMode(spans, Borders(excerpt.ranges), place.show_borders)
    kept = await screen.app.push_screen_wait(mode)
    place.show_borders(None)
    if kept is None or kept.ranges == excerpt.ranges:
        return None
    return await perform(screen, lambda holdings: _moved(holdings, excerpt, opened, kept.ranges))


async def add_segment(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Adds the selected words to one of the reviewer's excerpts of the document, the nearest first to choose from."""
    snapshot = screen.study.snapshot
    document = snapshot.holdings.documents.get(wanted.document) if snapshot is not None else None
    if snapshot is None or document is None:
        return None
    start, end = wanted.span
    own = [each for each in snapshot.holdings.excerpts_of(document.id) if each.reviewer == snapshot.reviewer]
    apart = {each.id: max(each.start - end, start - each.end, 0) for each in own}
    near = sorted(own, key=lambda each: (apart[each.id], each.end - each.start))
    if not near:
        screen.complain(UsageFault("you have no excerpt in this document to which it could be added: t tags it"))
        return None
    excerpt = await chosen_excerpt(screen, [each.id for each in near], "Add the selected words to", ask=True)
    if excerpt is None:
        return None
    opened = await screen.study.text_of(document)
    if not stands(excerpt, opened):
        screen.complain(ChangedMeanwhile("the text does not hold this excerpt where it says: nothing was added"))
        return None
    ranges = joined([*excerpt.ranges, (start, end)])
    done = await perform(screen, lambda holdings: _moved(holdings, excerpt, opened, ranges))
    if done is not None:
        screen.place.tagged()
    return done


def joined(ranges: list[Range]) -> tuple[Range, ...]:
    """The ranges in order, those that overlap or touch as one."""
    made: list[Range] = []
    for start, end in sorted(ranges):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(made)


def stands(excerpt: Excerpt, opened: OpenText) -> bool:
    """Whether the text holds the excerpt's words where it says."""
    return all(opened.text[each.start : each.end] == each.exact for each in excerpt.segments)


def _moved(holdings: Holdings, excerpt: Excerpt, opened: OpenText, ranges: tuple[Range, ...]) -> Act:
    mine = own_excerpt(holdings, excerpt.reviewer, excerpt.id)
    if mine.segments != excerpt.segments:
        raise ChangedMeanwhile("the borders of this excerpt were moved meanwhile: look at it again")
    return move_borders(holdings, mine, opened.document, opened.text, ranges)[0]
