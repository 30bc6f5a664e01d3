"""What stands between a save and its commit: states of the repository in which a commit would go astray.

Saving goes on in all of them; commits wait, and the screen says why. Found by looking at files, without starting git.
"""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from store.git import Git, common_folder


def obstacle(git: Git) -> str:
    """One sentence on why nothing should be committed now, with the way out, or "" where nothing stands in the way."""
    folder = git.folder()
    if folder is None:
        return "this folder is no git repository: `git init` in it, then open it again"
    common = common_folder(folder)
    for name, what, way_out in (
        ("MERGE_HEAD", "a merge", "`git merge --continue` or `git merge --abort`"),
        ("rebase-merge", "a rebase", "`git rebase --continue` or `git rebase --abort`"),
        ("rebase-apply", "a rebase", "`git rebase --continue` or `git rebase --abort`"),
        ("CHERRY_PICK_HEAD", "a cherry-pick", "`git cherry-pick --continue` or `--abort`"),
        ("REVERT_HEAD", "a revert", "`git revert --continue` or `--abort`"),
        ("BISECT_LOG", "a bisection", "`git bisect reset`"),
    ):
        if (folder / name).exists():
            return (
                f"{what} is under way in the repository: end it with {way_out}; saves are kept and committed after it"
            )
    try:
        head = (folder / "HEAD").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "the repository has no HEAD: it is damaged; `git fsck` tells more"
    if not head.startswith("ref: refs/heads/"):
        return (
            "the repository is on no branch (detached HEAD): `git switch main`; saves are kept and committed after it"
        )
    if not (common / "objects").is_dir():
        return "the repository has no objects folder: it is damaged; `git fsck` tells more"
    return ""


@dataclass(frozen=True, slots=True)
class Freed:
    """How many locks were moved aside, and what was done or not, in sentences."""

    freed: int = 0
    told: tuple[str, ...] = ()


def free_stale_locks(git: Git) -> Freed:
    """Moves lock files that a crashed git left out of its way, below `.git/catena-stale`.

    Only the holder of the project's lock may call this, while none of its own gits is writing: every git that catena started
    holds that lock too, so none other is alive. Where another git works in this folder, or another account's did, locks stay.
    """
    folder = git.folder()
    if folder is None:
        return Freed()
    places = dict.fromkeys((folder, common_folder(folder)))
    found: dict[Path, tuple[int, int]] = {}
    for place in places:
        for path in (*place.glob("*.lock"), *(place / "refs").rglob("*.lock")):
            with suppress(FileNotFoundError):
                found[path] = _identity(path)
    if not found:
        return Freed()
    if _git_at_work(git.root):
        return Freed(told=("another git is at work in this repository; commits wait for it",))
    freed, told = 0, []
    aside = folder / "catena-stale"
    for path in sorted(found):
        name = path.name if path.parent in places else "-".join(path.parts[path.parts.index("refs") :])
        try:
            if path.lstat().st_uid != os.getuid():
                told.append(f"git's lock {name} belongs to another account and stays; commits wait for it")
                continue
            if _identity(path) != found[path]:
                # Another git took the same lock in this moment.
                continue
            aside.mkdir(exist_ok=True)
            path.rename(aside / f"{name}-{time.time_ns()}")
        except OSError as error:
            told.append(f"git's lock {name} could not be moved aside ({os.strerror(error.errno or 0)})")
        else:
            freed += 1
            told.append(f"a lock that a crash left in git was moved aside: {name}")
    return Freed(freed, tuple(told))


OLD = 3.0
"""Seconds after which a lock in a shared repository, which git holds for a moment, is one that a crash left."""


def free_old_lock(folder: Path, lock: Path) -> None:
    """Moves a lock of this account, in the bare repository `folder` of this machine, out of the way where a crash left it.

    It stays while it is young or a git of this account works in that folder; what cannot be moved stays, too.
    """
    with suppress(OSError):
        about = lock.lstat()
        if folder not in lock.parents or about.st_uid != os.getuid() or 0 <= time.time() - about.st_mtime < OLD:
            return
        if not _git_at_work(folder) and _identity(lock) == (about.st_ino, about.st_mtime_ns):
            aside = folder / "catena-stale"
            aside.mkdir(exist_ok=True)
            lock.rename(aside / f"{lock.name}-{time.time_ns()}")


def _identity(path: Path) -> tuple[int, int]:
    about = path.lstat()
    return about.st_ino, about.st_mtime_ns


def _git_at_work(root: Path) -> bool:
    """Whether a process named git has its working folder in `root`; without /proc, None can tell, so yes."""
    processes = Path("/proc")
    if not (processes / "self").exists():
        return True
    for process in processes.iterdir():
        if not process.name.isdigit():
            continue
        try:
            if (process / "comm").read_text().strip().startswith("git"):
                here = Path(os.readlink(process / "cwd"))
                if here == root or root in here.parents:
                    return True
        except OSError:
            continue
    return False
