"""The one writer of a project on this machine: every act passes here.

When `perform` returns, the act is on disk. It is written down in the journal first, so that a crash between two of its files
is found and taken back at the next start, and so that it can be undone after any number of restarts. Commits follow.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby

from store.act_list import ListedAct, listed_acts
from store.acts import CARRY, Act, Change, SetValue, add_reviewer
from store.committer import Committer
from store.errors import ChangedMeanwhile, FileFault, GitFault, ProjectFault, SaveFault, UsageFault
from store.excerpts import excerpts_path
from store.files import remove_leftovers
from store.git import Git
from store.holdings import Touched, read_reviewers
from store.identifying import identity_of, known_or_new
from store.inspection import sound_paths
from store.journal import Journal, Recordable, Recorded
from store.lock import Lock
from store.name_guard import NameGuard
from store.names import random_id
from store.ownership import refuse_anothers
from store.preflight import free_stale_locks, obstacle
from store.project import LANDING, PRIVATE, SECRETS, TRACKED, Project
from store.protection import hide, protect
from store.reviewers import Reviewer, remember_reviewer, reviewer_here
from store.reviewers import login as login
from store.saving import SaveState
from store.shelf import Shelf, combined
from store.standing import refuse_loops, refuse_orphans, refuse_what_is_gone, stood_upon
from store.tidying import Tidying
from store.values import now


@dataclass(frozen=True, slots=True)
class Done:
    """An act that is on disk. `act` is its id in the journal; `touched` is what `holdings_after` takes."""

    act: str
    message: str
    touched: tuple[Touched, ...]


class Writer:
    """An opened writer; `close` it, or use it as a context."""

    def __init__(self, project: Project, lock: Lock, on_state: Callable[[SaveState], None] | None) -> None:
        self.project = project
        self.git = Git(project.root, lock.descriptor)
        self.recovered: tuple[str, ...] = ()
        self.held_back = ""
        """Why files that were changed outside are not committed: they hold a real name."""
        self._lock = lock
        self._on_state = on_state
        self._guard = threading.RLock()
        self._shelf = Shelf(project)
        self._journal = Journal.read(project)
        self._people = dict(read_reviewers(project))
        self._identity = ("", "")
        self.reviewer = Reviewer("", "")
        self._names = NameGuard(project)
        self._committer = Committer(self.git, self._journal, self._guard, self._author, self._tell, self._names)
        self._tidying = Tidying(self.git, project.private)
        self._background = False
        self._half: Recorded | None = None
        self._closed = False

    @classmethod
    def open(
        cls,
        project: Project,
        reviewer: str = "",
        *,
        background: bool = False,
        on_state: Callable[[SaveState], None] | None = None,
        identity: tuple[str, str] | None = None,
    ) -> "Writer":
        """Takes the lock, mends what a crash left, and knows who writes.

        `reviewer` is a slug (default: who this machine's settings or git say); `identity` a name and e-mail for a
        repository that has none. With `background`, commits follow in a thread that tells `on_state`; else on `close`.
        Raises Busy where another writer holds the lock, ProjectFault where nothing can be saved here, NoIdentity where
        the repository has no identity and none is given.
        """
        lock = Lock.take(project.private, reviewer or login())
        try:
            writer = cls(project, lock, on_state)
            writer._recover()
            writer._know_reviewer(reviewer, identity)
            writer._background = background
            if background:
                writer._committer.start(writer._commit_found, writer._tidying.begin)
            else:
                writer._committer.catch_up(writer._commit_found)
        except (FileFault, GitFault, SaveFault) as fault:
            lock.free()
            raise ProjectFault(f"nothing can be saved in this project: {fault.message}") from fault
        except BaseException:
            lock.free()
            raise
        return writer

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def state(self) -> SaveState:
        return SaveState(len(self._journal.uncommitted), self._committer.committing, self._committer.trouble)

    def perform(self, act: Act) -> Done:
        """Makes the act durable.

        Raises ChangedMeanwhile, FileFault, SaveFault, or UsageFault for what no file can keep and for what is another
        reviewer's; then every file is as it was.
        """
        refuse_anothers(act, self.reviewer.id)
        refuse_what_is_gone(self.project, act.changes, "whose file was removed meanwhile: nothing was changed")
        return self._perform(act.kind, act.message + (f"\n\n{act.why}" if act.why else ""), act.changes)

    def prepare(self, document: str) -> None:
        """Reads this reviewer's excerpts of a document ahead, so that the first tag in it need not wait for that.

        What is at fault there is left for an act to tell.
        """
        with self._guard, suppress(FileFault):
            self._shelf.prepare(excerpts_path(self.reviewer.id, document))

    def undo(self, act: str = "") -> Done:
        """Takes back this reviewer's last act that is not taken back yet, or the one of this id, whatever was done after it.

        The last one is never that excerpts were carried to a text that somebody else took in: nobody did that by a key.
        Raises UsageFault where there is none, and ChangedMeanwhile where later acts stand upon it.
        """
        with self._guard:
            return self._take_back([act] if act in self._journal.undoable else [] if act else self._by_key(), "undo")

    def _by_key(self) -> list[str]:
        return [each for each in self._journal.undoable if self._journal.acts[each].kind != CARRY]

    def acts(self) -> tuple[Recorded, ...]:
        """This reviewer's acts that are not taken back, newest first."""
        with self._guard:
            known = [self._journal.acts[act] for act in reversed(self._journal.undoable)]
        return tuple(act for act in known if act.reviewer == self.reviewer.id and act.kind != "reviewer")

    def redo(self, act: str = "") -> Done:
        """Does again what was undone last, or by the undo of this id; raises UsageFault where there is nothing."""
        with self._guard:
            return self._take_back([each for each in self._journal.redoable if act in ("", each)], "redo")

    def listed(self) -> tuple[ListedAct, ...]:
        """All acts of this machine, newest first, done or undone."""
        with self._guard:
            return listed_acts(self._journal)

    def obstacle(self, listed: ListedAct) -> str:
        """Why an act cannot be taken back now, or one that was undone not be done again; "" where it can."""
        if listed.act.reviewer != self.reviewer.id:
            return f"it is {listed.act.reviewer}'s"
        if not listed.within_reach:
            return "something new was done since, so it cannot be done again; do it anew"
        try:
            with self._guard:
                self._way_back(self._journal.acts[listed.tip])
        except (ChangedMeanwhile, FileFault) as fault:
            return fault.message
        return ""

    def undoable(self) -> str:
        """The message of the act that `undo` would take back, or ""."""
        return self._message_of_last(self._by_key())

    def redoable(self) -> str:
        """The message of the act that `redo` would do again, or ""."""
        return self._message_of_last(self._journal.redoable)

    @contextmanager
    def settled(self) -> Iterator[None]:
        """All is committed, and nobody here saves or commits until it ends; raises GitFault, saying why, where that cannot be."""
        with self._committer.turn:
            for _ in range(100):
                self._committer.catch_up(self._commit_found)
                why = self._committer.trouble or obstacle(self.git)
                if why or self._closed:
                    raise GitFault(why or "the project was closed here: open it again, then repeat the step")
                with self._guard:
                    self._finish_half()
                    # An act may have come while the others were committed.
                    if not (self._closed or self._journal.uncommitted):
                        yield
                        return
        raise GitFault("acts came faster than they could be committed: wait a moment, then try again")

    def close(self) -> None:
        """Commits what is pending, within a minute, and lets the next writer in. What is not committed stays on disk.

        After that nothing is written here any more. While a commit is still at work the lock is kept, at the longest until this
        process ends. Packing what git keeps may hold it a second or two.
        """
        with self._guard:
            if self._closed:
                return
            self._closed = True
        ended = not self._background
        try:
            if self._background:
                ended = self._committer.close(60)
            else:
                self._committer.commit_pending()
            if ended:
                if not self._committer.trouble:
                    self._tidying.begin()
                self._tidying.end()
        finally:
            if ended:
                self._lock.free()

    def _mine(self, acts: Sequence[str]) -> Recorded | None:
        known = self._journal.acts
        mine = (known[act] for act in reversed(acts) if known[act].reviewer == self.reviewer.id)
        # A reviewer's file is no act of theirs: it came with the first one.
        return next((act for act in mine if act.kind != "reviewer"), None)

    def _message_of_last(self, acts: Sequence[str]) -> str:
        with self._guard:
            found = self._mine(acts)
        return found.message.partition("\n")[0] if found else ""

    def _take_back(self, acts: Sequence[str], verb: str) -> Done:
        with self._guard:
            act = self._mine(acts)
            if act is None:
                raise UsageFault(f"there is nothing to {verb}")
            changes = self._way_back(act)
            subject = act.message.partition("\n")[0]
            plain = subject.removeprefix("undo: ").removeprefix("redo: ")
            return self._perform(act.kind, f"{verb}: {plain}", changes, undoes=act.id)

    def _way_back(self, act: Recorded) -> tuple[Change, ...]:
        """The changes that take an act back; raises ChangedMeanwhile where later ones stand upon it."""
        refuse_orphans(self.project, act)
        try:
            inverses = [self._shelf.inverse(change) for change in reversed(act.changes)]
        except ChangedMeanwhile as fault:
            raise stood_upon(self._journal, act, fault) from fault
        changes = tuple(inverse for inverse in inverses if inverse is not None)
        refuse_what_is_gone(self.project, changes, "whose making was taken back: redo that first")
        refuse_loops(self.project, changes)
        return changes

    def _perform(self, kind: str, message: str, changes: Sequence[Change], undoes: str = "") -> Done:
        with self._guard:
            if self._closed:
                raise SaveFault(
                    "the project was closed here, so nothing was saved: open it again, then repeat the step"
                )
            self._finish_half()
            changes = combined(changes)
            recorded = tuple(self._shelf.recordable(change) for change in changes)
            act = Recorded(
                random_id("a", 10, self._journal.acts),
                kind,
                message.encode("utf-8", errors="replace").decode("utf-8"),
                self.reviewer.id,
                recorded,
                undoes,
                now().isoformat(),
            )
            self._journal.record(act)
            touched: list[Touched] = []
            try:
                for _, run in groupby(zip(changes, recorded, strict=True), key=lambda pair: pair[0].path):
                    touched += self._put([made if isinstance(made, SetValue) else change for change, made in run])
            except (Exception, KeyboardInterrupt):
                # Ctrl+C too: what was done by half would be committed as if it were all.
                self._half = act
                with suppress(SaveFault):
                    self._finish_half()
                raise
        self._committer.notice()
        self._tell()
        return Done(act.id, message.partition("\n")[0], tuple(touched))

    def _put(self, changes: Sequence[Change]) -> list[Touched]:
        """Makes changes of one file durable, values of it in one write."""
        values = [change for change in changes if isinstance(change, SetValue)]
        if len(values) == len(changes) > 1:
            return self._shelf.put_together(values)
        return [self._shelf.put(change) for change in changes]

    def _finish_half(self) -> None:
        """Takes back an act that did not come about as a whole; raises SaveFault while the disk refuses even that.

        Until it is done nothing else is written, so that the journal's last act stays the one that a restart would take back.
        """
        if self._half is not None:
            self._journal.uncommitted.pop(self._half.id, None)
            self._put_back(self._half)
            self._journal.void(self._half.id)
            self._half = None

    def _put_back(self, act: Recorded) -> list[str]:
        """Takes back what of an act stands; the paths where somebody has changed the same since, which are left as they are."""
        left = []
        for change in reversed(act.changes):
            try:
                inverse = self._shelf.inverse(change)
                if inverse is not None:
                    self._shelf.put(inverse)
            except (ChangedMeanwhile, FileFault):
                left.append(change.path)
        return left

    def _recover(self) -> None:
        """Mends what a crash left: half an act, temporary files, locks of git."""
        told: list[str] = []
        # In a repository that somebody else began, nothing else keeps drafts and names out of `git add --all`.
        hide(self.project.root, PRIVATE)
        try:
            protect(self.git)
            hide(self.project.root, SECRETS)
        except (GitFault, SaveFault) as fault:
            told.append(fault.message)
        last = self._journal.last()
        if last is not None and last.id in self._journal.uncommitted:
            stands = [self._stands(change) for change in last.changes]
            if not all(stands):
                if any(stands):
                    left = self._put_back(last)
                    told.append(f"the last act was half done and was taken back: {last.message}")
                    told += [f"{path} was changed since and was left as it is" for path in left]
                self._journal.void(last.id)
        remove_leftovers(self.project.root, (*TRACKED, PRIVATE))
        told += free_stale_locks(self.git).told
        if (self.project.root / LANDING).exists():
            from store.sharing.landing import finish

            told += finish(self.project, self.git)
        self.recovered = tuple(told)

    def _stands(self, change: Recordable) -> bool:
        try:
            return self._shelf.inverse(change) is not None
        except (ChangedMeanwhile, FileFault):
            return True

    def _know_reviewer(self, slug: str, identity: tuple[str, str] | None) -> None:
        self._identity = identity_of(self.git, identity)
        self.reviewer = known_or_new(self.project, self._people, slug, self._identity)
        if self.reviewer.id not in self._people:
            self._people[self.reviewer.id] = self.reviewer
            # A file of that name that cannot be read stays as it is, and its reviewer can still write.
            with suppress(ChangedMeanwhile, FileFault):
                self.perform(add_reviewer(self.reviewer))
        # Who works as somebody else for one command is not taken for them ever after.
        if not slug and not reviewer_here(self.project):
            remember_reviewer(self.project, self.reviewer.id)

    def author(self) -> tuple[str, str]:
        """The name and e-mail address under which this reviewer's work is committed."""
        return self._author(self.reviewer.id)

    def _author(self, slug: str) -> tuple[str, str]:
        person = self._people.get(slug)
        name, email = self._identity
        return (person.name, person.email or email) if person else (name, email)

    def _tell(self) -> None:
        if self._on_state is not None:
            self._on_state(self.state)

    def _commit_found(self) -> None:
        """Commits what differs from git without an act: edits made outside, or acts whose journal was lost.

        Files that cannot be read, texts that are not what their record says, and deletions stay out of it: `doctor` names them.
        """
        found = self.git.changed(TRACKED)
        # Only now: an act that was made while git looked has its own commit.
        with self._guard:
            own = {change.path for act in self._journal.uncommitted.values() for change in act.changes}
        paths = sound_paths(self.project, [path for status, path in found if path not in own and "D" not in status])
        paths, held = self._names.paths(paths)
        if paths:
            listed = "\n".join(f"- {path}" for path in paths)
            self.git.commit(
                paths,
                f"take in {len(paths)} {'file' if len(paths) == 1 else 'files'} changed outside\n\n{listed}",
                self._identity,
            )
        self.held_back = held
        if held:
            raise GitFault(held)
