"""What is wrong in memos, and what is done about it: the verbatim words put back (an act, undoable), the place read."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from search.anchor_states import anchor_state
from store.acts import Act, change_memo
from store.errors import CatenaError, ChangedMeanwhile
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.links import by_date, links_of_head
from store.memo_types import memo_types
from store.memos import Memo
from store.writer import Done
from tui.memo_checks import counted
from tui.places.memo_checking import MemoChecking
from tui.places.place import Place
from tui.screens.check_list import CheckList
from tui.screens.findings import READ, RESTORE, FindingScreen, next_wrong

if TYPE_CHECKING:
    from search.memo_check import Finding
    from tui.screens.main import MainScreen

NO_INDEX = "what is quoted cannot be checked before the index is there"


async def finding(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Shows the next quotation or link of the memo that is not right, and does what is chosen."""
    place, snapshot, finder = screen.place, screen.study.snapshot, screen.finder
    assert isinstance(place, MemoChecking)
    assert snapshot is not None
    if finder is None:
        screen.tell(NO_INDEX)
        return None
    text = place.text_read
    try:
        findings = await finder.checks.check(text)
        wrong = next_wrong(findings, place.text_view.position)
        memo = next((key for kind, key in place.things_here() if kind == "memo"), "")
        known = snapshot.holdings.memos.get(memo)
        if wrong is None:
            screen.tell(
                broken_in_head(snapshot.holdings, known) or counted(findings)[0] or "nothing is quoted in this memo"
            )
            return None
        place.text_view.go_to(wrong.start, wrong.end)
        own = known is not None and known.body == text and known.reviewer == snapshot.reviewer
        mendable = own and wrong.status == "altered" and not screen.study.read_only
        verbatim = await finder.checks.verbatim(wrong) if mendable else ""
        chosen = await screen.app.push_screen_wait(FindingScreen(wrong, verbatim))
        if chosen == READ and wrong.ranges:
            span = wrong.ranges[0][0], wrong.ranges[-1][1]
            await screen.on_place_document_wanted(Place.DocumentWanted(wrong.document, *span, segments=wrong.ranges))
        if chosen == RESTORE:
            return await screen.study.perform(lambda held: _restore(held, memo, text, wrong, verbatim))
    except CatenaError as error:
        screen.complain(error)
    return None


def broken_in_head(holdings: Holdings, memo: Memo | None) -> str:
    """What a memo's head names that is not there, in words, or ""."""
    headed = links_of_head(holdings, memo) if memo is not None else ()
    broken = [f"the {kind} {key}" for kind, key, is_there in headed if not is_there]
    return f"the head names what is not here: {', '.join(broken)}" if broken else ""


def _restore(holdings: Holdings, memo: str, text: str, wrong: "Finding", verbatim: str) -> Act:
    known = holdings.memos.get(memo)
    if known is None or known.body != text:
        raise ChangedMeanwhile("the memo was changed elsewhere: nothing was put back; look again")
    return change_memo(known, replace(known, body=text[: wrong.start] + verbatim + text[wrong.end :]))


async def all_memos(screen: "MainScreen", _wanted: Place.FlowWanted) -> None:
    """Checks all memos and excerpts, and reads the finding that is chosen."""
    snapshot, finder = screen.study.snapshot, screen.finder
    assert snapshot is not None
    if finder is None:
        screen.tell(NO_INDEX)
        return
    types, _ = await asyncio.to_thread(memo_types, snapshot.project)
    memos = list(reversed(by_date(snapshot.holdings.memos.values())))
    held = snapshot.holdings

    async def states(document: str, excerpts: Sequence[Excerpt]) -> Sequence[str]:
        known = held.documents.get(document)
        if known is not None:
            await screen.study.read_texts([known])
        text = screen.study.texts.known(known) if known is not None else None
        if text is None:
            return ["missing"] * len(excerpts)
        return [anchor_state(each, held, screen.study.carried, text) for each in excerpts]

    shown = CheckList(memos, held, finder.checks, types, states)
    chosen = await screen.app.push_screen_wait(shown)
    if not chosen:
        return
    kind, key, start, end = shown.places[int(chosen)]
    if not key:
        screen.tell("this file cannot be read: mend it by hand, then ^L takes it in")
    elif kind == "memo":
        await screen.on_place_memo_read(Place.MemoRead(key, start, end if end > start else None))
    elif key in held.unplaced:
        await screen.on_place_document_wanted(Place.DocumentWanted(held.excerpts[key].document))
    else:
        excerpt = held.excerpts[key]
        await screen.on_place_document_wanted(Place.DocumentWanted(excerpt.document, excerpt.start, excerpt.end))
