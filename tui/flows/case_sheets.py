"""Cases in and out of the app as a CSV sheet: what would change is shown before anything is written, and it is one act.

What others wrote while somebody looked at the preview counts: the sheet is compared once more with what is there then, and where
that would do something else than what was shown, nothing is written and the new preview is shown.
"""

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.acts import Act
from store.attributes import Attribute
from store.case_sheets import OWN, Plan, Sheet, plan_of, read_sheet, to_csv
from store.errors import CatenaError, ChangedMeanwhile, UsageFault
from store.holdings import Holdings
from store.importers.spreadsheets import as_csv
from store.writer import Done
from tui.flows.saving_files import path_meant, save_as
from tui.places.place import Place
from tui.screens.prompt import Prompt, Question

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

LARGEST = 50_000_000
"""Bytes of a sheet that is read at most."""


async def take_in(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Takes in a sheet."""
    typed = str(Path.cwd() / "cases.csv")
    while True:
        question = Question("Path of the file (csv, xlsx, ods)", typed, proposed=True)
        about = "Its first row names the columns; one of them is `id`. Nothing is written before you have seen what it does."
        answers = await screen.app.push_screen_wait(Prompt("Take in a sheet of cases", [question], about=about))
        if answers is None:
            return None
        typed = answers[0]
        try:
            sheet = await asyncio.to_thread(_read, path_meant(typed))
        except CatenaError as error:
            screen.complain(error)
        else:
            return await _consider(screen, path_meant(typed).name, sheet)


def _read(path: Path) -> Sheet:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageFault(f"{path.name} is larger than {LARGEST // 1_000_000} MB: that is no sheet of cases")
        data = path.read_bytes()
    except OSError as error:
        raise UsageFault(f"{path} cannot be read ({error.strerror})") from None
    return read_sheet(path.name, as_csv(path.name, data), "id", OWN)


async def _consider(screen: "MainScreen", name: str, sheet: Sheet) -> Done | None:
    from tui.screens.sheet_preview import SheetPreview

    while True:
        snapshot = screen.study.snapshot
        assert snapshot is not None
        declared = snapshot.project.settings.attributes
        plan = await asyncio.to_thread(plan_of, snapshot.holdings.cases, declared, sheet)
        if not plan.acts and not plan.faults:
            screen.tell("the sheet says nothing that is not known already")
            return None
        if not await screen.app.push_screen_wait(SheetPreview(name, plan)):
            screen.tell("nothing was written")
            return None
        try:
            return await screen.study.perform(partial(_agreed, declared, sheet, plan))
        except ChangedMeanwhile as changed:
            screen.complain(changed)
        except CatenaError as error:
            screen.complain(error)
            return None


def _agreed(declared: Mapping[str, Attribute], sheet: Sheet, seen: Plan, holdings: Holdings) -> Act:
    """The act that was seen; raises ChangedMeanwhile where it would be another one by now."""
    plan = plan_of(holdings.cases, declared, sheet)
    if plan != seen:
        raise ChangedMeanwhile("the cases were changed meanwhile: look at it once more")
    return plan.act()


async def give_out(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Saves all cases as a sheet."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    if not snapshot.holdings.cases:
        screen.tell("there are no cases yet")
        return
    try:
        await save_as(screen, "cases.csv", to_csv([case for _, case in sorted(snapshot.holdings.cases.items())]))
    except CatenaError as error:
        screen.complain(error)
