"""Changing the codebook: a new theme, and a definition, a name or a place for one that exists."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.acts import Act, add_theme
from store.errors import CatenaError
from store.holdings import Holdings
from store.theme_acts import define_theme, move_theme, rename_theme
from store.writer import Done
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt, Question
from tui.screens.theme_picker import theme_choices
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
    if wanted.define:
        make = await _definition(screen, snapshot, wanted.define)
    elif wanted.rename:
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
        Prompt(heading, [Question("Name"), Question("Definition", needed=False)])
    )
    if answers is None:
        return None
    name, definition = answers
    return lambda holdings: add_theme(holdings, name, holdings.themes.get(parent), definition)[0]


async def _definition(screen: "MainScreen", snapshot: Snapshot, theme: str) -> Making | None:
    known = snapshot.holdings.themes[theme]
    if "\n" in known.definition.strip():
        screen.tell(f"this definition has several lines: edit themes/{theme}.toml, then ^L")
        return None
    shown = " ".join(known.definition.split())
    answers = await screen.app.push_screen_wait(
        Prompt(
            f"Definition of {known.name}",
            [Question("Definition", shown, needed=False)],
            about="What belongs here, and what sets it apart from its neighbours, in a sentence or two.",
        )
    )
    return None if answers in (None, [shown]) else lambda holdings: define_theme(holdings.themes[theme], answers[0])[0]


async def _name(screen: "MainScreen", snapshot: Snapshot, theme: str) -> Making | None:
    known = snapshot.holdings.themes[theme]
    questions = [Question("Name", known.name), Question("Why", needed=False)]
    answers = await screen.app.push_screen_wait(Prompt(f"Rename {known.name}", questions))
    if answers is None:
        return None
    name, why = answers
    return lambda holdings: rename_theme(holdings, holdings.themes[theme], name, why)[0]


async def _place(screen: "MainScreen", snapshot: Snapshot, theme: str) -> Making | None:
    known = snapshot.holdings.themes[theme]
    below = {node.theme.id for node in snapshot.tree.nodes[theme].walk()}
    choices = [Choice(TOP, "the top of the tree", (("  the top of the tree", "strong"),), "no theme above it")]
    choices += [each for each in theme_choices(snapshot, recent_first=False) if each.key not in below]
    parent = await screen.app.push_screen_wait(Chooser(f"Move {known.name} below", choices))
    if not parent:
        return None
    return lambda holdings: move_theme(holdings, holdings.themes[theme], holdings.themes.get(parent))[0]
