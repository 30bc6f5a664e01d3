"""Documents into the project from the app: which, what they are, what they would be, and then all of them as one act.

Nothing is written before the preview was seen. What others wrote meanwhile counts: where the same files would become something
else than what was shown, nothing is written.
"""

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.acts import Act
from store.adding import ADDED, Taken, Wanted, take_files
from store.attributes import Attribute
from store.documents import KINDS
from store.errors import CatenaError, ChangedMeanwhile, UsageFault
from store.holdings import Holdings
from store.project import real, working_folder
from store.writer import Done
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.incoming_batch import Batch
    from tui.screens.main import MainScreen

ABOUT = {
    "interview": "A talk with one person or a few, turn by turn.",
    "focus group": "A talk of several, turn by turn.",
    "field note": "What somebody saw and wrote down.",
    "meeting": "What was said in a meeting, or its minutes.",
    "literature": "Papers and books: searched, but no participants.",
    "report": "Reports and other papers of the field.",
}


async def add(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Asks for a path and a kind, shows what would come in, and adds it; the first new document is opened."""
    from tui.screens.path_chooser import PathChooser

    study, snapshot = screen.study, screen.study.snapshot
    if study.read_only or snapshot is None:
        screen.tell(study.read_only)
        return None
    path = await screen.app.push_screen_wait(
        PathChooser("Add which file, or all of which folder?", _start(snapshot.project.root))
    )
    if not path:
        return None
    choices = [Choice(kind, kind, ((kind, ""),), ABOUT[kind]) for kind in KINDS]
    kind = await screen.app.push_screen_wait(Chooser("What is it?", choices))
    if not kind:
        return None
    try:
        batch = await _read(screen, Path(path))
        return await _consider(screen, Path(path).name, batch, kind) if batch is not None else None
    except CatenaError as error:
        screen.complain(error)
        return None


def _start(root: Path) -> Path:
    """Where files are likely to lie: where the app was started, or beside the project where that is the project itself."""
    try:
        here = real(working_folder())
    except CatenaError:
        return root.parent
    return root.parent if here == root or root in here.parents else here


async def _read(screen: "MainScreen", path: Path) -> "Batch | None":
    from tui.incoming_batch import read_batch
    from tui.screens.reading_files import ReadingFiles

    assert screen.study.snapshot is not None
    came = await screen.app.push_screen_wait(ReadingFiles(partial(read_batch, screen.study.snapshot.project, path)))
    if isinstance(came, CatenaError):
        raise came
    if came is None:
        screen.tell("stopped; nothing was written")
    return came


async def _consider(screen: "MainScreen", name: str, batch: "Batch", kind: str) -> Done | None:
    from tui.incoming_batch import batch_lines
    from tui.screens.preview import Preview

    snapshot = screen.study.snapshot
    assert snapshot is not None
    declared = snapshot.project.settings.attributes
    taken, _ = await asyncio.to_thread(take_files, snapshot.holdings, batch.files, Wanted(kind), declared)
    new = [each for each in taken if each.status == ADDED]
    add_them = f"Add {len(new)} document{'s' * (len(new) != 1)}"
    said = f"{len(new)} new, {len(taken) - len(new)} here, {len(batch.left_out)} left out"
    heading = [(f"{name}: ", "strong"), (said, "match" if new else "warn")]
    preview = Preview(heading, batch_lines(taken, batch), add_them if new else "")
    if not await screen.app.push_screen_wait(preview):
        screen.tell("nothing was written")
        return None
    done = await screen.study.perform(partial(_agreed, batch, Wanted(kind), declared, taken))
    screen.renew()
    await screen.on_place_document_wanted(Place.DocumentWanted(new[0].document.id))
    return done


def _agreed(
    batch: "Batch", wanted: Wanted, declared: "Mapping[str, Attribute]", seen: tuple[Taken, ...], holdings: Holdings
) -> Act:
    """The act that was seen; raises ChangedMeanwhile where it would be another one by now."""
    taken, act = take_files(holdings, batch.files, wanted, declared)
    if [(each.document.id, each.status) for each in taken] != [(each.document.id, each.status) for each in seen]:
        raise ChangedMeanwhile("the documents were changed meanwhile: add them once more")
    if act is None:
        raise UsageFault("all of it is here already")
    return act
