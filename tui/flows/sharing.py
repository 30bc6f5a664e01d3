"""Sharing by one key: where to, if that is not known yet; then the sync, beside whatever else is done.

The flow itself ends as soon as the sync has begun, so that no key waits for it. What came of it is one sentence, and whatever it
was, the place that is shown shows what the files hold then. Only where the account's settings trust the project is the screen put
away for it, so that a passphrase can be asked for on the terminal.
"""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.errors import CatenaError
from store.git import Git
from store.sharing.remotes import usual_place
from tui.displayable import displayable
from tui.places.place import Place
from tui.screens.prompt import Prompt, Question

if TYPE_CHECKING:
    from store.sharing.procedure import Synced
    from tui.screens.main import MainScreen

WHERE = (
    "This study is not shared yet. Give a folder that all of you may write to, or an address (ssh://host/srv/studies/wards.git). "
    "A folder that is not there yet is made, as a bare repository; the others then `git clone` it."
)


async def sync(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Begins to share, or says how to stop what is under way."""
    study = screen.study
    if study.syncing.running or study.snapshot is None:
        screen.tell("a sync is under way; Esc stops it")
        return
    root = study.snapshot.project.root
    address = ""
    try:
        git = Git(root)
        shared = await asyncio.to_thread(git.text, "remote")
        trusted = await asyncio.to_thread(lambda: git.trusted)
    except CatenaError as error:
        screen.complain(error)
        return
    if not shared:
        question = Question("Folder or address", study.place_wanted or usual_place(root))
        answers = await screen.app.push_screen_wait(Prompt("Where shall it be shared?", [question], about=WHERE))
        if answers is None:
            return
        address = study.place_wanted = answers[0]
    screen.run_worker(_share(screen, address, trusted), group="sync", exit_on_error=False)


async def _share(screen: "MainScreen", address: str, trusted: bool) -> None:
    from tui.flows.news import count_unread

    def tell(step: str) -> None:
        if screen.study.syncing.running:
            screen.tell_step(f"{step}  (Esc stops)")

    screen.tell_step("beginning to share  (Esc stops)")
    try:
        suspended = _on_the_terminal(screen) if trusted else None
        synced = await screen.study.synchronise(_say if trusted else tell, address, suspended)
    except CatenaError as error:
        _show(screen)
        screen.complain(error)
        return
    await count_unread(screen.study)
    _show(screen)
    for sentence in synced.told:
        screen.notify(sentence, markup=False, severity="warning", timeout=30)
    if address:
        screen.notify(
            f"{synced.remote}: the others `git clone` it, open their clone with `catena`, and press "
            f"{screen.key_of('app.sync')} too",
            title="Shared",
            markup=False,
            timeout=60,
        )
    screen.tell(await _told(screen, synced))


@contextmanager
def _on_the_terminal(screen: "MainScreen") -> Iterator[None]:
    """The screen is away, and it says what is under way instead."""
    with screen.app.suspend():
        _say("sharing; hooks, signing and connections may ask here, as this project is trusted; Ctrl+C stops")
        yield


def _say(step: str) -> None:
    sys.stdout.write(f"{displayable(step)}\n")
    sys.stdout.flush()


def _show(screen: "MainScreen") -> None:
    """Shows what the files hold now."""
    screen.tell_step("")
    screen.renew()
    screen.post_message(screen.Shared())


async def _told(screen: "MainScreen", synced: "Synced") -> str:
    """What came of it, in one sentence, with the keys that lead on."""
    from tui.sharing_state import to_decide

    assert screen.study.snapshot is not None
    sentence = [_came_and_went(synced.received, synced.sent)]
    key = screen.key_of
    if screen.study.unread:
        sentence.append(f"{screen.study.unread} new: {key('app.news')} shows them")
    waiting = len(await asyncio.to_thread(to_decide, screen.study.snapshot.project, screen.study.reader))
    if waiting:
        sentence.append(f"{waiting} to decide: {key('app.conflicts')}")
    return "; ".join(sentence)


def _came_and_went(received: int, sent: int) -> str:
    if received and sent:
        return f"{_commits(received)} came, {sent} went"
    return f"{_commits(received)} came" if received else f"{_commits(sent)} went" if sent else "all is shared already"


def _commits(number: int) -> str:
    return f"{number} commit{'' if number == 1 else 's'}"
