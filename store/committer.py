"""Commits follow saves in one background thread, so that no key waits for git.

Acts of one kind within a short idle share a commit that lists them. What cannot be committed stays queued: the number is told,
and it is tried again with the next act, after a pause, at closing and at the next start.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from store.errors import FileFault, GitFault, SaveFault
from store.git import Git
from store.journal import Journal, Recorded
from store.name_guard import NameGuard
from store.preflight import free_stale_locks, obstacle

IDLE = 0.6
"""Seconds without an act after which a batch is committed."""
LONGEST = 3.0
"""Seconds after which a batch is committed however busy the reviewer is."""
RETRY = 20.0
BATCH = 200

_MANY = {
    "add": "add documents",
    "against": "mark excerpts",
    "attribution": "attribute excerpts",
    "borders": "move borders",
    "carry": "carry excerpts",
    "case": "add cases",
    "context": "mark excerpts",
    "memo": "write memos",
    "note": "note excerpts",
    "place": "place excerpts",
    "recode": "recode excerpts",
    "review": "take steps of review",
    "seen": "see passages",
    "segment": "add segments",
    "star": "star excerpts",
    "tag": "tag excerpts",
    "theme add": "add themes",
    "theme agree": "agree themes",
    "theme define": "define themes",
    "theme merge": "merge themes",
    "theme move": "move themes",
    "theme rename": "rename themes",
    "theme retire": "retire themes",
    "untag": "untag excerpts",
    "update": "update documents",
    "verdict": "judge excerpts",
}
"""What a batch of acts of one kind is called; the number goes between the words."""


def batches(acts: Iterable[Recorded]) -> list[list[Recorded]]:
    """Neighbours of the same kind by the same reviewer together, BATCH at most."""
    made: list[list[Recorded]] = []
    for _, same in groupby(acts, key=lambda act: (act.kind, act.reviewer, bool(act.undoes))):
        together = list(same)
        made += [together[start : start + BATCH] for start in range(0, len(together), BATCH)]
    return made


def message_of(acts: Sequence[Recorded]) -> str:
    """A batch's commit message: the one act's own, or how many of what and then each on a line."""
    if len(acts) == 1:
        return acts[0].message
    verb, _, what = _MANY.get(acts[0].kind, "").partition(" ")
    said = f"{verb} {len(acts)} {what}" if verb else f"{acts[0].kind}: {len(acts)} acts"
    if acts[0].undoes:
        said = f"undo and redo: {len(acts)} acts"
    return f"{said}\n\n" + "\n".join(f"- {_in_one_line(act.message)}" for act in acts)


def _in_one_line(message: str) -> str:
    """An act and its reason behind it."""
    act, _, why = message.partition("\n\n")
    return " ".join(f"{act}: {why}".split()) if why else " ".join(act.split())


def commit_batch(git: Git, acts: Sequence[Recorded], author: tuple[str, str]) -> None:
    """One commit of what the acts changed, an empty one where they took each other back; raises GitFault."""
    paths = list(dict.fromkeys(change.path for act in acts for change in act.changes))
    git.commit(paths, message_of(acts), author, empty=True)


def is_told(git: Git, acts: Sequence[Recorded]) -> bool:
    """Whether acts of an earlier start are in the history already, and only the mark of that was lost in a crash."""
    paths = list(dict.fromkeys(change.path for act in acts for change in act.changes))
    if git.changed(paths):
        return False
    said = acts[-1].message.partition("\n")[0]
    return any(said in commit.message for commit in git.log(grep=said, limit=1))


class Committer:
    """The thread. `journal` is shared with the writer and only touched under `guard`."""

    def __init__(
        self,
        git: Git,
        journal: Journal,
        guard: threading.RLock,
        author: Callable[[str], tuple[str, str]],
        on_change: Callable[[], None],
        names: NameGuard,
    ) -> None:
        self._git = git
        self._journal = journal
        self._guard = guard
        self._author = author
        self._on_change = on_change
        self._names = names
        self._wake = threading.Condition()
        self._closing = False
        self._fresh = False
        self.turn = threading.RLock()
        """Held by whoever commits; who holds it can be sure that nothing is committed meanwhile."""
        self.committing = False
        self.trouble = ""
        self._first: Callable[[], None] = lambda: None
        self._quiet: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="catena-commits", daemon=True)

    def start(self, first: Callable[[], None], quiet: Callable[[], None]) -> None:
        """Begins to work in the background, with what an earlier start left and what `first` finds.

        `quiet` is called each time that nothing waits any more.
        """
        self._first, self._quiet = first, quiet
        self._thread.start()

    def catch_up(self, first: Callable[[], None]) -> None:
        """Commits, here and now, what an earlier start left and what `first` finds."""
        with self.turn:
            self.commit_pending(earlier=True)
            if not self.trouble and not obstacle(self._git):
                try:
                    first()
                except (FileFault, GitFault, SaveFault) as error:
                    self.trouble = error.message

    def notice(self) -> None:
        """An act was recorded."""
        with self._wake:
            self._fresh = True
            self._wake.notify()

    def close(self, seconds: float) -> bool:
        """Commits what is pending, for at most `seconds`; whether the thread has ended."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self.catch_up(self._first)
            while not self._wait():
                if self.trouble:
                    self.catch_up(self._first)
                else:
                    self.commit_pending()
                if not self.trouble:
                    self._quiet()
            self.commit_pending()
        except BaseException:
            self.trouble = "commits have stopped by a fault of catena; what you saved is committed at the next start"
            self._on_change()
            raise

    def _wait(self) -> bool:
        """Waits for acts, then until they pause or have waited long enough; whether it is time to close."""
        with self._wake:
            if not self._fresh and not self._closing:
                self._wake.wait(RETRY if self.trouble else None)
            until = time.monotonic() + LONGEST
            while self._fresh and not self._closing and time.monotonic() < until:
                self._fresh = False
                self._wake.wait(IDLE)
            self._fresh = False
            return self._closing

    def commit_pending(self, earlier: bool = False) -> None:
        """Commits every act that has no commit yet; what fails stays, with its reason in `trouble`.

        Of acts of an `earlier` start some may have a commit whose mark was lost.
        """
        with self.turn:
            self._commit_waiting(earlier)

    def _commit_waiting(self, earlier: bool) -> None:
        with self._guard:
            recorded = list(self._journal.uncommitted.values())
        if not recorded:
            self.trouble = ""
            return
        self.committing = True
        self._on_change()
        trouble = obstacle(self._git)
        try:
            if not trouble:
                waiting, trouble = self._names.let_through(recorded)
                for batch in batches(waiting):
                    if not (earlier and is_told(self._git, batch)):
                        self._commit(batch)
                    with self._guard:
                        self._journal.committed(act.id for act in batch)
        except (GitFault, SaveFault) as error:
            trouble = error.message
        finally:
            self.committing = False
            self.trouble = trouble
            self._on_change()

    def _commit(self, batch: Sequence[Recorded]) -> None:
        author = self._author(batch[0].reviewer)
        try:
            commit_batch(self._git, batch, author)
        except GitFault:
            # A git that was killed leaves its lock behind, and no later one would get past it.
            if not free_stale_locks(self._git).freed:
                raise
            commit_batch(self._git, batch, author)
