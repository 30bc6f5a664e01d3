"""Deciding by keys: the version that stands, both together, or words of one's own; and the way to what it is about.

Each decision is one act, made of the conflict as it stands on disk when it is carried out, and taken back by undoing it.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from store.acts import Act
from store.errors import CatenaError, UsageFault
from store.holdings import Holdings
from store.sharing.conflicts import Conflict, file_or_none, read_conflicts
from store.sharing.deciding import both, decide, own_words
from store.sharing.files import Side
from store.sharing.telling import place_of
from tui.places.conflicts import ConflictsPlace, Told, told_of
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def show(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Shows what waits to be decided."""
    await _place(screen)


async def go_to(screen: "MainScreen", key: str) -> bool:
    """Shows one conflict; whether it still waits to be decided."""
    snapshot = screen.study.snapshot
    if snapshot is None or not any(each.id == key for each in read_conflicts(snapshot.project)[0]):
        return False
    (await _place(screen)).look_again(key)
    return True


async def _place(screen: "MainScreen") -> ConflictsPlace:
    place = await screen.go_to("conflicts")
    assert isinstance(place, ConflictsPlace)
    place.look_again()
    return place


async def take_ours(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """The reviewer's own version stands; where none is theirs, the one that stands now."""
    told = await _told(screen, wanted)
    if told is None:
        return
    if told.own is None:
        screen.complain(UsageFault("no version is yours, and none stands: t chooses one"))
    else:
        await _carry_out(screen, told, told.sides[told.own], "yours")


async def take_theirs(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """The other version stands; of several, the one that is chosen."""
    told = await _told(screen, wanted)
    if told is None:
        return
    number = told.others[0]
    if len(told.others) > 1:
        choices = [
            Choice(str(each), who, ((who, ""), (f"  {' '.join(told.said[each].split())}", "dim")), told.said[each])
            for each in told.others
            for who in [told.version(each).about.reviewer or told.version(each).about.who or "by hand"]
        ]
        chosen = await screen.app.push_screen_wait(Chooser("Which version shall stand?", choices))
        if not chosen:
            return
        number = int(chosen)
    about = told.version(number).about
    await _carry_out(screen, told, told.sides[number], f"as {about.reviewer or about.who or 'edited by hand'} has it")


async def take_both(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """All versions stand together, the reviewer's own first."""
    told = await _told(screen, wanted)
    if told is not None:
        mine = [told.own] if told.own is not None else []
        order = [*mine, *(number for number in told.others)]
        await _carry_out(screen, told, both(told.conflict, [told.sides[number] for number in order]), "both")


async def write_own(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """What the reviewer writes stands: they begin from their own version, with the others below it where both can stand."""
    from tui.screens.form import Entry, Form

    told = await _told(screen, wanted)
    if told is None:
        return
    first = told.own if told.own is not None else told.others[0]
    lines = 8 if screen.size.height < 30 else 16

    async def save(answers: Mapping[str, str]) -> None:
        await screen.study.perform(_act(screen, told.conflict, own_words(told.conflict, f"{answers['words']}\n")))

    begin = "" if told.version(first).removed else told.said[first]
    entries = [Entry("words", "stands", begin, lines)]
    others = "\n".join(told.said[number] for number in told.others)
    if await screen.app.push_screen_wait(Form(told.about, entries, save, about=f"The other has: {others}")):
        await _decided(screen, told, "in your words")
    else:
        screen.tell("nothing was decided; o takes your version as it is")


async def lead_to_it(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """Goes to the theme, memo, excerpt or document that a conflict is about."""
    from tui.flows import leading

    told = await _told(screen, wanted)
    if told is not None:
        kind, key = thing_of(told.conflict, screen.study.all_holdings)
        await leading.thing(screen, Place.FlowWanted("leading.thing", thing=(kind, key)))


def thing_of(conflict: Conflict, holdings: Holdings) -> tuple[str, str]:
    """The kind and the id of what a conflict is about."""
    folder, *place = conflict.path.removesuffix(".toml").split("/")
    match folder:
        case "excerpts":
            entry = conflict.keys[1] if len(conflict.keys) > 1 else next(iter(conflict.fields), "")
            return ("excerpt", entry) if entry in holdings.excerpts else ("document", place[-1])
        case "reviews":
            entry = conflict.keys[1] if len(conflict.keys) > 1 else next(iter(conflict.fields), "")
            excerpt = next((each for each in entry.split("-") if each in holdings.excerpts), "")
            return ("excerpt", excerpt) if excerpt else ("round", place[0])
        case "memos":
            memo = next((each.id for each in holdings.memos.values() if each.path == conflict.path), "")
            return "memo", memo or place[-1]
    kinds = {"themes": "theme", "cases": "case", "documents": "document", "corpus": "document"}
    return kinds.get(folder, folder), place[-1] if place else conflict.path


async def _told(screen: "MainScreen", wanted: Place.FlowWanted) -> Told | None:
    """The conflict that is meant as it stands now; None, and a word on it, where it was decided meanwhile."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    found = await asyncio.to_thread(told_of, snapshot, screen.study.reader)
    told = next((each for each in found if each.conflict.id == wanted.thing[1]), None)
    if told is None:
        screen.tell("it was decided meanwhile")
    return told


def _act(screen: "MainScreen", conflict: Conflict, choice: Side) -> Callable[[Holdings], Act]:
    snapshot = screen.study.snapshot
    assert snapshot is not None
    project = snapshot.project
    return lambda _: decide(conflict, choice, lambda path: file_or_none(project, path))


async def _carry_out(screen: "MainScreen", told: Told, choice: Side, how: str) -> None:
    try:
        await screen.study.perform(_act(screen, told.conflict, choice))
    except CatenaError as error:
        screen.complain(error)
    else:
        await _decided(screen, told, how)


async def _decided(screen: "MainScreen", told: Told, how: str) -> None:
    """Shows what stands now: a whole file may have been put in its place, so all is read again."""
    await screen.study.load()
    screen.renew()
    assert screen.study.snapshot is not None
    about = place_of(told.conflict, screen.study.snapshot.holdings)
    screen.tell(f"decided, {how}; u undoes it: {about}")
