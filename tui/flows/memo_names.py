"""Real names of the key of pseudonyms in the memo that is looked at: where they stand, and their pseudonyms put there."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from store.acts import Act, change_memo
from store.errors import CatenaError, ChangedMeanwhile
from store.holdings import Holdings
from store.memos import Memo
from store.pseudonyms import NameKey, NamePlace, read_names
from store.writer import Done
from tui.places.memos import MemosPlace
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

ALL = "all"


async def names(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Lists the real names of the current memo; one or all of them give way to their pseudonyms, as one act."""
    place, snapshot = screen.place, screen.study.snapshot
    assert isinstance(place, MemosPlace)
    assert snapshot is not None
    memo = place.current
    if memo is None:
        return None
    try:
        key = await asyncio.to_thread(read_names, snapshot.project)
        found = key.places(memo.body)
        if not found and not key.places(memo.title):
            named = (
                ", but its file's name holds one: `catena names replace` mends that" if key.in_path(memo.path) else ""
            )
            screen.tell(f"no real name of the key stands in this memo{named}")
            return None
        everywhere = "put the pseudonym in place of every one, in the title too"
        choices = [
            Choice(ALL, everywhere, ((everywhere, "match"),), "Until then the memo is saved, and not committed.")
        ]
        choices += [_choice(number, each, memo.body) for number, each in enumerate(found)]
        chosen = await screen.app.push_screen_wait(Chooser("Real names in this memo: Enter replaces", choices))
        if chosen:
            one = None if chosen == ALL else found[int(chosen)]
            return await screen.study.perform(lambda held: _replaced(held, memo, key, one))
    except CatenaError as error:
        screen.complain(error)
    return None


def _choice(number: int, place: NamePlace, body: str) -> Choice:
    around = " ".join(body[max(0, place.start - 60) : place.end + 60].split())
    pieces = ((f"line {place.line:<4}", "dim"), (place.words, "warn"), (f"  ->  {place.pseudonym}", ""))
    return Choice(str(number), f"{place.words} {place.pseudonym}", pieces, f"… {around} …")


def _replaced(holdings: Holdings, memo: Memo, key: NameKey, place: NamePlace | None) -> Act:
    known = holdings.memos.get(memo.id)
    if known is None or known.body != memo.body:
        raise ChangedMeanwhile("the memo was changed elsewhere: nothing was replaced; look again")
    if place is None:
        changed = replace(known, title=key.without_names(known.title), body=key.without_names(known.body))
    else:
        changed = replace(known, body=known.body[: place.start] + place.pseudonym + known.body[place.end :])
    message = f"replace real names in memo {memo.id}"
    return replace(change_memo(known, changed), kind="names", message=message)
