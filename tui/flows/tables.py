"""From a key in Tables to what is behind a number, to the summary of a cell, or out of the app."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.errors import CatenaError, UsageFault
from themes.behind import Group, behind, in_place
from themes.cell_summaries import SUMMARY, cell_summaries
from themes.timeline import commits_told
from tui.flows import memos
from tui.places.place import Place
from tui.places.tables import TablesPlace
from tui.screens.chooser import Choice, Chooser
from tui.snapshot import Snapshot
from tui.table_view import Line as Shown

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


def tables_here(screen: "MainScreen") -> tuple[TablesPlace, Snapshot]:
    """The place and what it shows."""
    place, snapshot = screen.place, screen.study.snapshot
    assert isinstance(place, TablesPlace)
    assert snapshot is not None
    return place, snapshot


def plain_choice(key: str, about: str = "", name: str = "") -> Choice:
    """A choice that is called by its key or by a name."""
    return Choice(key, name or key, ((f" {name or key}", ""),), about)


async def open_cell(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Shows what is behind the current number."""
    from tui.places.behind import BehindPlace

    place, snapshot = tables_here(screen)
    view = place.view
    if view is None:
        return
    row, column = place.cell_meant
    if not view.cell(row, column).count:
        screen.tell("nothing is counted here")
        return
    groups = await asyncio.to_thread(groups_behind, place, snapshot, (row, column))
    names = await asyncio.to_thread(commits_told, snapshot.project) if view.table.counts == "commits" else {}
    inner = await screen.go_to("behind")
    assert isinstance(inner, BehindPlace)
    named = [view.named(each) for each in (row, column) if each is not None]
    themes = [key for key in (place.key_of(row), place.key_of(column)) if key]
    theme = themes[0] if len(themes) == 1 else ""
    inner.show_groups(" × ".join(named) or "all", view.told(row, column), groups, theme, names)


async def summary(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Writes the reviewer's own summary of the current cell of the matrix: a new one, or on with the one that is there."""
    place, snapshot = tables_here(screen)
    case, theme = place.matrix_cell
    if not case or not theme or place.view is None:
        screen.complain(UsageFault("go to a cell: a total has no summary"))
        return
    known = cell_summaries(snapshot.holdings).get((case, theme), ())
    own = next((each.id for each in known if each.reviewer == snapshot.reviewer), "")
    excerpts = in_place(snapshot.holdings, place.view.cell(*place.cell_meant).excerpts)
    wanted = Place.MemoWanted(
        memo=own, themes=(theme,), cases=(case,), excerpts=tuple(each.id for each in excerpts), kind=SUMMARY
    )
    if await memos.write_memo(screen, wanted):
        screen.renew()
        screen.tell(f"the summary of {case} is saved; u undoes it")


def groups_behind(place: TablesPlace, snapshot: Snapshot, cell: tuple[Shown, Shown]) -> Sequence[Group]:
    """What is behind the number at a row and a column of the table that is shown."""
    view = place.view
    assert view is not None
    return behind(snapshot.as_read, view.cell(*cell), view.table.counts, place.speaking(snapshot).cases_of)


async def copy(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Copies the table, or saves it in a file."""
    from themes.table_texts import csv_from, markdown_from
    from tui.flows import copying
    from tui.flows.saving_files import save_as

    place, _snapshot = tables_here(screen)
    if place.view is None:
        return
    rows, heads = place.view.rows_of_text(), len(place.view.table.heads)
    choices = [
        plain_choice("copy", "To the clipboard, for a text or a page.", "copy as Markdown"),
        plain_choice("md", "With what the figures rest on below it.", "save as Markdown …"),
        plain_choice("csv", "For a spreadsheet.", "save as CSV …"),
    ]
    taken = await screen.app.push_screen_wait(Chooser("The table, as it is shown", choices))
    if not taken:
        return
    text = csv_from(rows) if taken == "csv" else f"{markdown_from(rows, heads, place.basis)}\n"
    if taken == "copy":
        screen.tell(copying.copy(screen, text, "table"))
        return
    name = "-".join(
        "".join(letter if letter.isalnum() else " " for letter in place.view.table.title).split()
    ).casefold()
    try:
        await save_as(screen, f"{name}.{taken}", text)
    except CatenaError as error:
        screen.complain(error)
