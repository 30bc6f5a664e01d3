"""The versions of a memo: who wrote what and when and why, what changed word by word, and bringing one of them back."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.bringing_back import bring_back, copied, old_memo
from store.errors import CatenaError, UsageFault
from store.git import Git
from store.holdings import Holdings
from store.memos import Memo, memo_text
from store.versions import Version, memo_versions
from store.word_changes import marked, paragraphs_of, word_changes
from store.writer import Done
from tui.places.memos import MemosPlace
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.screens.versions import VersionList

if TYPE_CHECKING:
    from store.acts import Act
    from tui.screens.main import MainScreen

ACTS = {
    "own": "what it changed, word by word",
    "since": "what changed from it to the memo as it is now, word by word",
    "other": "what changed from it to another version",
    "read": "read it",
    "back": "bring it back in place of the memo",
    "paragraph": "bring back one paragraph of it",
    "copy": "make a memo of mine of it, which answers this one",
}


async def versions(screen: "MainScreen", _wanted: Place.FlowWanted) -> Done | None:
    """Lists the versions of the current memo, and does with one what is chosen."""
    place, snapshot = screen.place, screen.study.snapshot
    assert isinstance(place, MemosPlace)
    assert snapshot is not None
    memo = place.current
    if memo is None:
        return None
    try:
        listed = await asyncio.to_thread(memo_versions, Git(snapshot.project.root), memo.path, memo.id)
        if not listed:
            screen.tell("nothing of this memo was committed yet: try again in a moment")
            return None
        chosen = await screen.app.push_screen_wait(VersionList(f"Versions of {memo.title}", listed))
        if chosen:
            return await _with(screen, place, memo, listed, listed[int(chosen)])
    except CatenaError as error:
        screen.complain(error)
    return None


async def _with(
    screen: "MainScreen", place: MemosPlace, memo: Memo, listed: Sequence[Version], version: Version
) -> Done | None:
    assert screen.study.snapshot is not None
    reviewer = screen.study.snapshot.reviewer
    is_mine = memo.reviewer == reviewer
    read_only = screen.study.read_only
    reason = read_only or ("" if is_mine else f"the memo is {memo.reviewer}'s, and each writes in their own alone")
    at = listed.index(version)
    before = listed[at + 1].text if at + 1 < len(listed) else ""
    is_now = version.text == memo_text(memo)
    reason = reason or ("the memo reads so now" if is_now else "")
    choices = [
        Choice(key, words, ((words, "dim" if reason and key in ("back", "paragraph") else ""),), reason)
        for key, words in ACTS.items()
        if (before or key != "own") and not (is_now and key == "since") and (key != "copy" or not is_mine)
    ]
    what = await screen.app.push_screen_wait(Chooser(f"The version of {version.when[:16].replace('T', ' ')}", choices))
    if (what in ("back", "paragraph") and reason) or (what == "copy" and read_only):
        raise UsageFault(reason)
    match what:
        case "own":
            _show_changes(place, memo, before, version.text, f"what {version.commit[:7]} changed")
        case "since":
            _show_changes(place, memo, version.text, memo_text(memo), f"{version.commit[:7]} to now")
        case "other":
            heading = f"From {version.commit[:7]} to which version?"
            other = await screen.app.push_screen_wait(VersionList(heading, listed))
            if other:
                there = listed[int(other)]
                _show_changes(place, memo, version.text, there.text, f"{version.commit[:7]} to {there.commit[:7]}")
        case "read":
            place.show_page(f"{memo.title}, {version.when[:10]}, {version.who}", old_memo(version, memo.path).body)
        case "back":
            return await screen.study.perform(_brought(memo.id, version, 0))
        case "copy":
            return await screen.study.perform(lambda held: copied(held, reviewer, memo, version)[0])
        case "paragraph":
            number = await _paragraph(screen, old_memo(version, memo.path).body)
            if number:
                return await screen.study.perform(_brought(memo.id, version, number))
    return None


def _show_changes(place: MemosPlace, memo: Memo, before: str, after: str, which: str) -> None:
    shown = marked(word_changes(before, after)) if before != after else "Nothing differs."
    place.show_page(f"{memo.title}: {which}", f"[-gone-] {{+new+}}\n\n{shown}")


async def _paragraph(screen: "MainScreen", body: str) -> int:
    """The number of the paragraph that the reviewer chooses, 0 for none."""
    choices = [
        Choice(str(number), each, ((" ".join(each.split()), ""),), " ".join(each.split())[:400])
        for number, each in enumerate(paragraphs_of(body), 1)
    ]
    return int(await screen.app.push_screen_wait(Chooser("Which paragraph shall be brought back?", choices)) or 0)


def _brought(memo: str, version: Version, paragraph: int) -> "Callable[[Holdings], Act]":
    def make(holdings: Holdings) -> "Act":
        known = holdings.memos.get(memo)
        if known is None:
            raise UsageFault("the memo is not here any more")
        return bring_back(known, version, known.path, paragraph)[0]

    return make
