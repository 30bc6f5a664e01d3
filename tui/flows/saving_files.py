"""Writing a file that is no part of the study, as a table or a sheet: where to is asked, and nothing is written over unasked.

What `store.exchange.outgoing` refuses is refused: a real name of the key, a folder that is not there, a place in the project.
`~` is the home, and a bare name lies where the app was started.
"""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from store.exchange.outgoing import place_to_write, refuse_real_names, write_out
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt, Question

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

CANCEL, GO_ON = "cancel", "go on"


async def save_as(screen: "MainScreen", name: str, text: str) -> None:
    """Asks where to and writes the text there; says so. Raises CatenaError where that cannot be."""
    proposed = Question("Path", str(Path.cwd() / name), proposed=True)
    answers = await screen.app.push_screen_wait(Prompt("Save as", [proposed]))
    if answers is None:
        return
    snapshot = screen.study.snapshot
    assert snapshot is not None
    path = path_meant(answers[0])
    path = path / name if path.is_dir() else path
    await asyncio.to_thread(refuse_real_names, snapshot.project, [(f"the file {name}", text)])
    replacing = path.is_file()
    place = place_to_write(snapshot.project, path, replacing)
    if replacing:
        heading = f"{path.name} is there already"
        if not await confirmed(screen, heading, "Write over it", "What it holds now is gone then."):
            screen.tell("nothing was written")
            return
    await asyncio.to_thread(write_out, place, text.encode("utf-8"), replacing)
    screen.tell(f"saved as {place}")


def path_meant(typed: str) -> Path:
    """The path that a person typed."""
    return Path(os.path.abspath(Path(typed.strip()).expanduser()))


async def confirmed(screen: "MainScreen", heading: str, what: str, about: str) -> bool:
    """Whether the reviewer wants what cannot be taken back; Cancel is what Enter alone does."""
    choices = [
        Choice(CANCEL, "cancel", ((" Cancel", "strong"),), "Nothing is written."),
        Choice(GO_ON, what, ((f" {what}", "warn"),), about),
    ]
    return await screen.app.push_screen_wait(Chooser(heading, choices)) == GO_ON
