"""Ana at work on a codebook, with excerpts of her own and of Ben's, whose file came with a sync."""

from store.acts import Act, add_theme, tag
from store.codebook import Theme
from store.excerpts import Excerpt
from store.holdings import holdings_after
from store.shelf import Shelf
from tests.store.studies import TEXT, Desk

ANA = "ana-ferreira"


def perform(desk: Desk, act: Act) -> None:
    """Does it; what is known afterwards must be what a new start finds."""
    desk.take_in(desk.writer.perform(act))
    same_as_on_disk(desk)


def same_as_on_disk(desk: Desk) -> None:
    known = desk.holdings
    found = desk.read_again()
    assert (known.themes, known.excerpts, known.recodes) == (found.themes, found.excerpts, found.recodes)
    assert not found.faults


def add(desk: Desk, name: str, under: str = "") -> Theme:
    act, theme = add_theme(desk.holdings, name, desk.theme(under) if under else None)
    perform(desk, act)
    return theme


def bens(desk: Desk, start: int, *names: str) -> Excerpt:
    """An excerpt in Ben's own file."""
    themes = [desk.theme(name) for name in names]
    act, excerpt = tag(desk.holdings, "ben", desk.document, TEXT, [(start, start + 9)], themes)
    desk.holdings = holdings_after(desk.holdings, [Shelf(desk.project).put(change) for change in act.changes])
    return excerpt
