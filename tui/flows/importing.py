"""Taking in a project of another program: which file, what it would do, and then all of it as one act.

The file is read, and read again when it is wanted, off the event loop. What others wrote while somebody looked at the preview
counts.
"""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from store.acts import Act
from store.documents import KINDS
from store.errors import CatenaError
from store.holdings import Holdings, read_holdings
from store.project import open_project
from store.writer import Done
from tui.flows.saving_files import path_meant
from tui.places.place import Place
from tui.screens.prompt import Prompt, Question

if TYPE_CHECKING:
    from store.exchange.refi.intake.desk import Wishes
    from store.exchange.refi.intake.plan import Plan
    from tui.screens.main import MainScreen

ABOUT = (
    "REFI-QDA (.qdpx), a codebook (.qdc), or Taguette (.sqlite3). Nothing is written before you have seen what it does."
)


async def take_in(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Asks for the file, shows what it would do, and does it."""
    from store.document_acts import kind_named
    from store.exchange.refi.intake.desk import Wishes
    from tui.screens.import_preview import ImportPreview

    snapshot = screen.study.snapshot
    assert snapshot is not None
    root, me = snapshot.project.root, snapshot.reviewer
    typed, kind, fault = str(Path.cwd() / "project.qdpx"), "interview", ""
    while True:
        questions = [
            Question("Path of the file", typed, proposed=not fault),
            Question(f"Its documents are: {', '.join(KINDS)}", kind, aside=True),
        ]
        prompt = Prompt("Take in a project of another program", questions, about=fault or ABOUT)
        answers = await screen.app.push_screen_wait(prompt)
        if answers is None:
            return None
        typed, kind = answers
        path = path_meant(typed)
        try:
            wishes = Wishes(kind_named(kind or "interview"), me=me)
            plan = await asyncio.to_thread(_plan, root, None, path, wishes)
        except CatenaError as error:
            fault = error.message
        else:
            break
    if not await screen.app.push_screen_wait(ImportPreview(path.name, plan)):
        screen.tell("nothing was written")
        return None

    def make(holdings: Holdings) -> Act:
        return _plan(root, holdings, path, wishes).act()

    try:
        return await screen.study.perform(make)
    except CatenaError as error:
        screen.complain(error)
        return None


def _plan(root: Path, holdings: Holdings | None, path: Path, wishes: "Wishes") -> "Plan":
    """What the file would do to all that the project holds, hidden tags included."""
    from store.exchange.incoming import plan_file

    project = open_project(root)
    return plan_file(project, holdings or read_holdings(project, remember=False), path, wishes)
