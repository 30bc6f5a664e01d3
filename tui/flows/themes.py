"""Making a theme and writing its definition."""

from typing import TYPE_CHECKING

from store.acts import Act, add_theme
from store.errors import CatenaError
from store.holdings import Holdings
from store.theme_acts import define_theme
from store.writer import Done
from tui.screens.prompt import Prompt, Question

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def write_theme(screen: "MainScreen", parent: str, defined: str) -> Done | None:
    """Asks for a new theme below `parent`, or for the definition of the theme `defined`; None where it was left."""
    snapshot = screen.study.snapshot
    if snapshot is None:
        return None
    themes = snapshot.holdings.themes
    if defined:
        theme = themes[defined]
        about = "What belongs here, and what sets it apart from its neighbours, in a sentence or two."
        questions = [Question("Definition", " ".join(theme.definition.split()), needed=False)]
        heading = f"Definition of {theme.name}"
    else:
        above = themes.get(parent)
        about = ""
        questions = [Question("Name"), Question("Definition", needed=False)]
        heading = f"New theme below {above.name}" if above is not None else "New theme at the top"
    answers = await screen.app.push_screen_wait(Prompt(heading, questions, about=about))
    if answers is None:
        return None

    def make(holdings: Holdings) -> Act:
        if defined:
            return define_theme(holdings.themes[defined], answers[0])[0]
        act, _ = add_theme(holdings, answers[0], holdings.themes.get(parent), answers[1])
        return act

    try:
        return await screen.study.perform(make)
    except CatenaError as error:
        screen.complain(error)
        return None
