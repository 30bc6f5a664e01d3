"""Changing the codebook: a new theme, and a name or a place for one that exists."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from store.acts import Act, add_theme
from store.errors import CatenaError
from store.holdings import Holdings
from store.theme_acts import move_theme, rename_theme
from store.writer import Done
from tui.places.place import Place
from tui.screens.chooser import Choice
from tui.screens.prompt import Prompt, Question
from tui.screens.theme_chooser import ThemeChooser
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

Making = Callable[[Holdings], Act]
TOP = "top"
"""The key of the choice that stands for no parent."""


async def change_codebook(screen: "MainScreen", wanted: Place.ThemeWanted) -> Done | None:
    """Asks what is still open, and does it; None where it was left or could not be done."""
    snapshot = screen.study.snapshot
    if snapshot is None:
        return None
    if wanted.rename:
        make = await _name(screen, snapshot, wanted.rename)
    elif wanted.move:
        make = await _place(screen, snapshot, wanted.move)
    else:
        make = await _new_theme(screen, snapshot, wanted.parent)
    if make is None:
        return None
    try:
        return await screen.study.perform(make)
    except CatenaError as error:
        screen.complain(error)
        return None


async def _new_theme(screen: "MainScreen", snapshot: Snapshot, parent: str) -> Making | None:
    above = snapshot.holdings.themes.get(parent)
    heading = f"New theme below {above.name}" if above is not None else "New theme at the top"
    answers = await screen.app.push_screen_wait(
        Prompt(
            heading,
            [
                Question("Name"),
                Question("Definition", needed=False, aside=True),
                Question("Why", needed=False, aside=True),
            ],
        )
    )
    if answers is None:
        return None
    name, definition, why = answers
    return lambda holdings: replace(add_theme(holdings, name, holdings.themes.get(parent), definition)[0], why=why)


async def _name(screen: "MainScreen", snapshot: Snapshot, theme: str) -> Making | None:
    known = snapshot.holdings.themes[theme]
    questions = [Question("Name", known.name), Question("Why", needed=False, aside=True)]
    answers = await screen.app.push_screen_wait(Prompt(f"Rename {known.name}", questions))
    if answers is None:
        return None
    name, why = answers
    return lambda holdings: rename_theme(holdings, holdings.themes[theme], name, why)[0]


def the_top() -> Choice:
    """The choice of no parent."""
    return Choice(TOP, "the top of the tree", (("  the top of the tree", "strong"),), "no theme above it")


async def _place(screen: "MainScreen", snapshot: Snapshot, theme: str) -> Making | None:
    known = snapshot.holdings.themes[theme]
    below = {node.theme.id for node in snapshot.tree.nodes[theme].walk()}
    chooser = ThemeChooser(snapshot, f"Move {known.name} below", first=[the_top()], leave_out=below)
    parent = await screen.app.push_screen_wait(chooser)
    if not parent:
        return None
    return lambda holdings: move_theme(holdings, holdings.themes[theme], holdings.themes.get(parent), chooser.why)[0]
