"""What the reviewer says of an excerpt whose text has changed: these are its words, this is its place, it is missing.

Each is one act on the one excerpt, made of what the files hold when it is carried out, and taken back by undoing it.
"""

import asyncio
from typing import TYPE_CHECKING

from search.waiting import waiting
from store.acts import Act
from store.errors import CatenaError, UsageFault
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.version_acts import carried_by, confirm_moved, keep_missing, place_excerpt
from tui.flows.excerpts import chosen_excerpt, perform
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser

if TYPE_CHECKING:
    from search.waiting import Waiting
    from store.earlier_texts import EarlierText
    from store.writer import Done
    from tui.places.waiting import WaitingPlace
    from tui.screens.main import MainScreen


async def show(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Shows what waits."""
    await _place(screen)


async def look(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """Shows what has become of one excerpt."""
    (await _place(screen)).look_again(next(iter(wanted.excerpts), ""))


async def _place(screen: "MainScreen") -> "WaitingPlace":
    from tui.places.waiting import WaitingPlace

    place = await screen.go_to("waiting")
    assert isinstance(place, WaitingPlace)
    place.look_again()
    return place


async def accept(screen: "MainScreen", wanted: Place.FlowWanted) -> "Done | None":
    """The words of an excerpt that was moved are right, or one that is to check stands at the place of this number."""
    found = await _found(screen, wanted)
    if found is None:
        return None
    excerpt, number = found.excerpt, wanted.span[0]
    if found.state == "moved":
        return await perform(screen, lambda holdings: confirm_moved(_as_seen(holdings, excerpt))[0])
    return await _put(screen, excerpt, found.choices[number].ranges)


async def keep_missing_excerpt(screen: "MainScreen", wanted: Place.FlowWanted) -> "Done | None":
    found = await _found(screen, wanted)
    if found is None:
        return None
    excerpt = found.excerpt

    def make(holdings: Holdings) -> Act:
        return keep_missing(_as_seen(holdings, excerpt), holdings.documents[excerpt.document])[0]

    return await perform(screen, make)


async def by_hand(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """Goes to where the excerpt is or may be, to select its words there."""
    found = await _found(screen, wanted)
    if found is None:
        return
    excerpt = found.excerpt
    screen.study.sought = excerpt.id
    await screen.on_place_document_wanted(Place.DocumentWanted(excerpt.document, *_near(screen, found)))
    screen.tell(f"select its words (v, w, s or p), then {screen.key_of('excerpt.place')} puts the excerpt there")


def _near(screen: "MainScreen", found: "Waiting") -> tuple[int, int | None]:
    """Where an excerpt is or may be; one that is missing as far into the text as it was into the earlier one."""
    excerpt = found.excerpt
    ranges = excerpt.ranges if found.state == "moved" else found.choices[0].ranges if found.choices else ()
    if ranges:
        return ranges[0][0], ranges[-1][1]
    assert screen.study.snapshot is not None
    document = screen.study.snapshot.holdings.documents[excerpt.document]
    before = next((each.characters for each in document.earlier if each.sha256 == excerpt.sha256), 0)
    return min(excerpt.start * document.characters // max(1, before), document.characters), None


async def place(screen: "MainScreen", wanted: Place.FlowWanted) -> "Done | None":
    """Puts an excerpt that waits on the words that are selected: the one that is looked for, else the one that is chosen."""
    snapshot = screen.study.snapshot
    if snapshot is None:
        return None
    held = snapshot.holdings
    own = [
        each
        for each in held.excerpts.values()
        if each.document == wanted.document
        and carried_by(snapshot.reviewer, each)
        and (each.moved is not None or each.id in held.unplaced)
    ]
    sought = [each for each in own if each.id == screen.study.sought]
    if not own:
        screen.complain(UsageFault("no excerpt of yours waits for its place in this document: t tags the words"))
        return None
    excerpt = await chosen_excerpt(screen, [each.id for each in sought or own], "Which excerpt are these words?")
    if excerpt is None:
        return None
    done = await _put(screen, excerpt, (wanted.span,))
    if done is not None:
        screen.study.sought = ""
        screen.place.tagged()
    return done


async def read_earlier(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """Reads the text that the excerpt was tagged in, or, of a document, one of its earlier texts."""
    from store.old_texts import read_earlier as read
    from tui.places.earlier import EarlierPlace

    snapshot = screen.study.snapshot
    assert snapshot is not None
    held = snapshot.holdings
    excerpt = held.excerpts.get(next(iter(wanted.excerpts), ""))
    document = held.documents.get(excerpt.document if excerpt is not None else wanted.document)
    if document is None:
        return
    digest = excerpt.moved.sha256 if excerpt is not None and excerpt.moved else excerpt.sha256 if excerpt else ""
    known = {each.sha256: each for each in document.earlier if each.sha256 != document.sha256}
    if digest not in known:
        digest = await _which(screen, list(known.values())) if known else ""
    if not digest:
        screen.tell("the document has no other text than this one") if not known else None
        return
    try:
        text = await asyncio.to_thread(read, snapshot.project, document, known[digest])
    except CatenaError as error:
        screen.complain(error)
        return
    ranges = (excerpt.moved.ranges if excerpt.moved else excerpt.ranges) if excerpt is not None else ((0, 0),)
    shown = await screen.go_to("earlier")
    assert isinstance(shown, EarlierPlace)
    shown.show_text(document, known[digest], text, ranges)


async def _which(screen: "MainScreen", earlier: "list[EarlierText]") -> str:
    choices = [
        Choice(
            each.sha256,
            f"{each.source} {each.replaced}",
            (
                (f"{each.replaced:%Y-%m-%d %H:%M}  " if each.replaced else "", "dim"),
                (f"{each.characters} characters, {each.source}", ""),
            ),
        )
        for each in reversed(earlier)
    ]
    return await screen.app.push_screen_wait(Chooser("Which text, by when it was replaced?", choices))


async def _found(screen: "MainScreen", wanted: Place.FlowWanted) -> "Waiting | None":
    """What waits of the excerpt that is meant; None, and a word on it, where nothing does any more."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    listed = await asyncio.to_thread(waiting, snapshot.project, snapshot.holdings, screen.study.carried)
    found = next((each for each in listed if each.excerpt.id in wanted.excerpts), None)
    if found is None:
        screen.tell("it waits for nothing any more")
    return found


async def _put(screen: "MainScreen", excerpt: Excerpt, ranges: tuple[tuple[int, int], ...]) -> "Done | None":
    snapshot = screen.study.snapshot
    assert snapshot is not None
    document = snapshot.holdings.documents[excerpt.document]
    opened = await screen.study.text_of(document)

    def make(holdings: Holdings) -> Act:
        if holdings.documents[document.id].sha256 != document.sha256:
            raise UsageFault(f"{document.id} has another text by now: look at it again")
        return place_excerpt(_as_seen(holdings, excerpt), document, opened.text, ranges)[0]

    return await perform(screen, make)


def _as_seen(holdings: Holdings, excerpt: Excerpt) -> Excerpt:
    """The excerpt as the files hold it; raises UsageFault where its place was changed meanwhile."""
    now = holdings.excerpts[excerpt.id]
    if (now.sha256, now.segments) != (excerpt.sha256, excerpt.segments):
        raise UsageFault(f"{excerpt.id} was put elsewhere meanwhile: look at it again")
    return now
