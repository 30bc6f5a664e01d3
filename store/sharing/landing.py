"""Bringing the work tree, the branch and the index from one commit to another, so that a crash anywhere in between is finished.

First the journal says from where to where, then the files follow, then the branch, then the index, and at last the journal goes.
Were the branch to move first, a crash would leave old files that look like edits which take others' work back. A file that is not
what the old commit says was edited this moment: the edit and the new contents are merged, and neither is lost.
"""

import json
import os
from contextlib import suppress
from pathlib import PurePosixPath

from store.errors import ChangedMeanwhile, FileFault, GitFault, SaveFault
from store.files import remove_durably, write_durably
from store.git import Git
from store.inspection import is_sound, refuse_unsound
from store.preflight import free_stale_locks
from store.project import LANDING, Project, is_ours
from store.sharing.conflicts import About, conflict_files, conflict_id, conflict_path, file_or_none
from store.sharing.files import merge_file
from store.sharing.objects import Blobs, changes_between, commit_at
from store.sharing.trees import REGULAR, Changed, Changes, refusal


def refuse_what_would_be_overwritten(project: Project, changes: Changes, blobs: Blobs) -> None:
    """Raises FileFault, naming what and why, where a file that is to change is not what git has of it, and cannot be committed.

    Raises ChangedMeanwhile where it can be: it was edited since it was last looked at.
    """
    for path, change, before, after in blobs.each(changes):
        # One that was taken away by hand comes back: it is in git, and nobody said that it should go.
        if not _lands(path, change) or _found(project, path) in (before, after, None):
            continue
        if not is_ours(path):
            raise FileFault(
                path,
                "it is not as git has it, and others changed it: commit it, or move it away, then sync again",
            )
        if not is_sound(project, path) and os.path.lexists(project.root / path):
            name_fault(project, path)
        raise ChangedMeanwhile(f"{path} was edited this moment: sync again")


def name_fault(project: Project, path: str) -> None:
    """Raises FileFault for a file that cannot be committed as it is, with its line and what to do."""
    remedy = f"mend it, or `git checkout -- {path}` brings the last version back; then sync again"
    try:
        refuse_unsound(project, path)
    except FileFault as fault:
        raise FileFault(path, f"{fault.reason}; {remedy}", fault.line) from None
    raise FileFault(path, f"it is not what its record says: {remedy}")


def land(project: Project, git: Git, branch: str, old: str, new: str) -> list[str]:
    """Brings everything from the commit `old` to `new`; the paths that changed. Raises GitFault or SaveFault.

    After an error, `finish` goes on where it stopped.
    """
    journal = {"branch": branch, "old": old, "new": new}
    write_durably(project.root, LANDING, json.dumps(journal).encode())
    return _go_on(project, git, branch, old, new)


def finish(project: Project, git: Git) -> list[str]:
    """Finishes what a crash left half landed; sentences on that. Raises GitFault or SaveFault."""
    try:
        told = json.loads(project.read(LANDING, 10_000))
        branch, old, new = (str(told[key]) for key in ("branch", "old", "new"))
    except FileFault:
        return []
    except (ValueError, KeyError, TypeError):
        remove_durably(project.root, LANDING)
        return []
    here = commit_at(git, branch) if branch.startswith("refs/heads/") else ""
    if here not in (old, new) or not commit_at(git, old) or not commit_at(git, new):
        # Somebody went on with git by hand: what landed is an edit like any other, and the next sync brings the rest.
        remove_durably(project.root, LANDING)
        return []
    if here == old:
        _go_on(project, git, branch, old, new)
    else:
        _finish_index(project, git, changes_between(git, old, new))
        remove_durably(project.root, LANDING)
    return ["others' work that was half taken in was taken in wholly"]


def _go_on(project: Project, git: Git, branch: str, old: str, new: str) -> list[str]:
    changes = changes_between(git, old, new)
    for path, change, before, after in Blobs(git).each(changes):
        if _lands(path, change):
            _put(project, path, before, after)
            if change.after is not None and change.after.mode == "100755":
                os.chmod(project.root / path, 0o700)
    _update_ref(git, branch, old, new)
    _finish_index(project, git, changes)
    remove_durably(project.root, LANDING)
    return sorted(changes)


def _lands(path: str, change: Changed) -> bool:
    """Whether a change is one of a plain file where such may lie; the others stay in git alone."""
    modes = [entry.mode for entry in (change.before, change.after) if entry is not None]
    return not refusal(path, change.after) and all(mode in REGULAR for mode in modes)


def _found(project: Project, path: str) -> bytes | None:
    try:
        return file_or_none(project, path)
    except FileFault:
        # A folder where a file comes: empty ones are taken away, others stand in the way.
        if os.path.isdir(project.root / path) and not any(files for _, _, files in os.walk(project.root / path)):
            return None
        raise


def _put(project: Project, path: str, before: bytes | None, after: bytes | None) -> None:
    """The file at `path` goes from one content to the other; what was edited since is merged with it."""
    for _ in range(10):
        found = _found(project, path)
        wanted, files = after, dict[str, bytes]()
        if found not in (before, after, None):
            merged = merge_file(path, before, found, after)
            wanted = merged.data
            for dispute in merged.disputes:
                known = file_or_none(project, conflict_path(conflict_id(dispute)))
                files |= conflict_files(dispute, About(why="edited by hand while others' work came"), About(), known)
        with suppress(ChangedMeanwhile):
            for each, data in files.items():
                write_durably(project.root, each, data)
            if wanted is None:
                remove_durably(project.root, path, instead_of=found)
                _remove_empty(project, path)
            elif wanted != found:
                _remove_empty(project, f"{path}/x")
                write_durably(project.root, path, wanted, instead_of=found)
            return
    raise SaveFault(f"{path} is being written by another program: close it there, then sync again")


def _remove_empty(project: Project, path: str) -> None:
    """Removes the folders of `path` that hold nothing any more."""
    for parent in list(PurePosixPath(path).parents)[:-1]:
        try:
            os.rmdir(project.root / parent)
        except OSError:
            return


def _update_ref(git: Git, branch: str, old: str, new: str) -> None:
    command = ("update-ref", "-m", "catena sync", branch, new, old)
    try:
        git.run(*command)
    except GitFault:
        if not free_stale_locks(git).freed:
            raise
        git.run(*command)


def _finish_index(project: Project, git: Git, changes: Changes) -> None:
    """Tells the index what the branch holds now; what else is staged stays staged."""
    gone, come = bytearray(), bytearray()
    for path, change in changes.items():
        if change.after is None:
            zeros = b"0" * len(change.before.id if change.before else "")
            gone += b"0 %s\t%s\0" % (zeros, os.fsencode(path))
        else:
            come += b"%s %s\t%s\0" % (change.after.mode.encode(), change.after.id.encode(), os.fsencode(path))
    try:
        git.run("update-index", "-z", "--index-info", stdin=bytes(gone + come))
    except GitFault:
        if not free_stale_locks(git).freed:
            raise
        git.run("update-index", "-z", "--index-info", stdin=bytes(gone + come))
    git.run("update-index", "-q", "--refresh", may_fail=True)
