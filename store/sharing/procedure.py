"""`catena sync`: our work goes to the remote and everybody else's comes here, or nothing has changed.

What is saved is committed first. Then: fetch, join in memory, write objects; journal, files, branch, index; push; and again where
the remote moved meanwhile. Until the files follow, only objects were added; from then on a crash is finished at the next start.
The network has no part in what is locked, so saving goes on while the other side is slow.
"""

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from store.errors import ChangedMeanwhile, FileFault, GitFault, UsageFault
from store.holdings import read_reviewers
from store.preflight import free_stale_locks, obstacle
from store.project import TRACKED
from store.sharing.exchange import Cancelled, Exchange
from store.sharing.joining import Joined, Joiner
from store.sharing.landing import land, name_fault, refuse_what_would_be_overwritten
from store.sharing.objects import Blobs, changes_between, commit_at
from store.sharing.remotes import Remote, checked, remote_of
from store.writer import Writer

TRIES = 12
"""How often the remote may have moved before we give up."""

__all__ = ["Cancelled", "Synced", "forget_remote", "set_remote", "synchronise"]


@dataclass(frozen=True, slots=True)
class Synced:
    """How many commits came and went, the ids of conflicts that came about here, what else is worth telling, and the files that
    differ now from before."""

    received: int
    sent: int
    conflicts: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    remote: str = ""


def _silent(_: str) -> None:
    """Tells nobody."""


def synchronise(
    writer: Writer, tell: Callable[[str], None] = _silent, cancelled: Callable[[], bool] = lambda: False
) -> Synced:
    """Shares everything with the remote; `tell` gets a line on each step, and `cancelled` is asked between and during them.

    Raises UsageFault without a remote, GitFault where it cannot be reached or something stands in the way, FileFault where a file
    here cannot be overwritten, Cancelled. Whatever it raises, all that was saved is here and committed.
    """
    return _Sync(writer, tell, cancelled).run()


class _Sync:
    def __init__(self, writer: Writer, tell: Callable[[str], None], cancelled: Callable[[], bool]) -> None:
        self._writer = writer
        self._git = writer.git
        self._tell = tell
        self._cancelled = cancelled
        self._received = 0
        self._conflicts: list[str] = []
        self._told: list[str] = []
        self._changed: set[str] = set()

    def run(self) -> Synced:
        self._check()
        remote = remote_of(self._git)
        exchange = Exchange(self._git, self._writer.project.private, remote, self._tell, self._cancelled)
        try:
            return self._exchange(exchange, remote)
        finally:
            exchange.end()

    def _check(self) -> None:
        why = obstacle(self._git)
        if why:
            more = "; `git merge --abort` and then `catena sync` merges by id" if why.startswith("a merge") else ""
            raise GitFault(why + more)
        if self._git.text("rev-parse", "--is-shallow-repository") == "true":
            raise GitFault(
                "this is a shallow clone, whose history begins somewhere: `git fetch --unshallow`, then sync"
            )
        unmerged = self._git.text("ls-files", "--unmerged", "-z", may_fail=True)
        if unmerged:
            path = unmerged.partition("\0")[0].partition("\t")[2]
            raise GitFault(
                f"{path} was left half merged: `git add` it when it is as it should be, or `git merge --abort`"
            )

    def _exchange(self, exchange: Exchange, remote: Remote) -> Synced:
        self._tell("committing what is saved")
        with self._writer.settled():
            known = {"refs/heads/ours": commit_at(self._git, "HEAD")}
            self._name_what_is_not_committed()
        tracking = f"refs/remotes/{remote.name}/{remote.branch}"
        known["refs/heads/theirs"] = commit_at(self._git, tracking)
        exchange.begin({ref: commit for ref, commit in known.items() if commit})
        for number in range(TRIES):
            self._stop_if_cancelled()
            self._tell(f"fetching from {remote.shown}")
            branches = exchange.fetch()
            theirs = branches.get(remote.branch, "")
            if not theirs and branches:
                names = ", ".join(sorted(branches))
                raise GitFault(
                    f"{remote.shown} has no branch {remote.branch} but {names}: `git branch -m {next(iter(branches))}` "
                    "gives yours that name, or `git branch --set-upstream-to` names the one that you share"
                )
            here = self._take_in(theirs, tracking)
            if here == theirs:
                return self._synced(remote, 0)
            self._stop_if_cancelled()
            sent = int(self._git.text("rev-list", "--count", here, *([f"^{theirs}"] if theirs else [])))
            self._tell(f"sending {sent} {'commit' if sent == 1 else 'commits'} to {remote.shown}")
            if exchange.push(here):
                self._track(tracking, here, remote)
                return self._synced(remote, sent)
            self._tell("somebody else was quicker; once more")
            time.sleep(random.uniform(0, 0.1 * (number + 1)))
        raise GitFault(
            f"{remote.shown} moved {TRIES} times while we tried; all is saved and committed here: sync again"
        )

    def _name_what_is_not_committed(self) -> None:
        """Files that cannot be read, or that git left half merged, stay out of it and are named."""
        for status, path in self._git.changed(TRACKED):
            if "D" not in status:
                try:
                    name_fault(self._writer.project, path)
                except FileFault as fault:
                    self._told.append(f"not shared: {fault.message}")

    def _take_in(self, theirs: str, tracking: str) -> str:
        """Joins theirs with ours and lands it; the commit that we are at then."""
        for _ in range(TRIES):
            with self._writer.settled():
                ours = commit_at(self._git, "HEAD")
                if not ours:
                    raise GitFault("nothing was committed here yet, so there is nothing to share")
                if not theirs:
                    return ours
                self._track(tracking, theirs)
                self._tell("merging")
                joined = self._joiner().join(ours, theirs)
                if joined.commit == ours:
                    return ours
                try:
                    changes = changes_between(self._git, ours, joined.commit)
                    refuse_what_would_be_overwritten(self._writer.project, changes, Blobs(self._git))
                except ChangedMeanwhile:
                    continue
                self._tell(f"writing {len(changes)} {'file' if len(changes) == 1 else 'files'}")
                branch = self._git.text("symbolic-ref", "HEAD")
                self._changed.update(land(self._writer.project, self._git, branch, ours, joined.commit))
                self._note(joined, ours, theirs)
                return joined.commit
        raise GitFault("files are edited faster than they can be merged: close the other program, then sync again")

    def _joiner(self) -> Joiner:
        return Joiner(self._writer.project, self._git, read_reviewers(self._writer.project), self._writer.author())

    def _note(self, joined: Joined, ours: str, theirs: str) -> None:
        self._received += int(self._git.text("rev-list", "--count", "--no-merges", theirs, f"^{ours}"))
        self._conflicts += [key for key in joined.conflicts if key not in self._conflicts]
        self._told += joined.told + [fault.message for fault in joined.faults]

    def _track(self, tracking: str, commit: str, remote: Remote | None = None) -> None:
        """Remembers where the remote is, as git itself would, for whoever asks git."""
        self._run("update-ref", "-m", "catena sync", tracking, commit)
        if remote is not None:
            branch = self._git.text("symbolic-ref", "--short", "HEAD")
            if not self._git.text("config", "--local", f"branch.{branch}.remote", may_fail=True):
                self._run("config", "--local", f"branch.{branch}.remote", remote.name)
                self._run("config", "--local", f"branch.{branch}.merge", f"refs/heads/{remote.branch}")

    def _run(self, *command: str) -> None:
        try:
            self._git.run(*command)
        except GitFault:
            if not free_stale_locks(self._git).freed:
                raise
            self._git.run(*command)

    def _stop_if_cancelled(self) -> None:
        if self._cancelled():
            raise Cancelled("cancelled; what you saved is committed here, and nothing was lost")

    def _synced(self, remote: Remote, sent: int) -> Synced:
        conflicts, told = tuple(self._conflicts), tuple(dict.fromkeys(self._told))
        return Synced(self._received, sent, conflicts, told, tuple(sorted(self._changed)), remote.shown)


def set_remote(writer: Writer, address: str) -> None:
    """Names the place where the project is shared from now on; raises UsageFault where another one is named already."""
    git = writer.git
    given = checked(address)
    remote = Remote("origin", given, "")
    if remote.is_folder and not given.startswith("file://"):
        given = os.path.realpath(os.path.expanduser(given))
    known = git.text("config", "--local", "remote.origin.url", may_fail=True)
    if known and known != given:
        raise UsageFault(f"this project is shared at {known} already: `git remote set-url origin` moves it")
    if not known:
        git.run("remote", "add", "origin", given)


def forget_remote(writer: Writer) -> None:
    """Takes back where the project is shared, as nothing was ever sent there."""
    writer.git.run("remote", "remove", "origin", may_fail=True)
