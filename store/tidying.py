"""Keeping the repository small: now and then the many single objects that commits leave become one pack.

A git of its own does it beside everything else. It holds the writer's lock as commits do, begins only where nothing waits for a
commit, and is stopped where it would keep somebody from leaving. Single objects go when their pack is on disk, and none is
dropped for being out of use, so it may be cut short anywhere.
"""

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from store.errors import GitFault
from store.git import Git, common_folder, stop

MANY = 27
"""Objects in one of git's 256 folders for them that are too many: git's own limit of 6,700, looked at as git does."""
EVERY = 24 * 60 * 60
"""Seconds between two beginnings."""
PATIENCE = 1.5
"""Seconds that closing waits for it."""
STAMP = "tidied"

_PACK = ("-c", "core.fsync=all", "-c", "pack.threads=1", "repack", "--geometric=2", "-d", "-l", "-q")


class Tidying:
    """At most one run for each writer; `private` is this machine's own folder of the project."""

    def __init__(self, git: Git, private: Path) -> None:
        self._git = git
        self._stamp = private / STAMP
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Begins where it is due, and returns at once; what git or the disk refuses is left for another day."""
        if self._process is None:
            with suppress(GitFault, OSError):
                objects = self._due()
                if objects is not None:
                    self._stamp.touch()
                    _remove_cut_short(objects / "pack")
                    self._process = self._git.start(*_PACK)

    def end(self, seconds: float = PATIENCE) -> None:
        """Waits at most so long for a run to end, then stops it."""
        if self._process is None:
            return
        try:
            self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            stop(self._process)
        except BaseException:
            stop(self._process)
            raise

    def _due(self) -> Path | None:
        """The folder of objects where they are too many and it was not begun lately, else None; raises OSError."""
        folder = self._git.folder()
        if folder is None:
            return None
        objects = common_folder(folder) / "objects"
        # Where objects are borrowed from another repository, packing is its owner's business.
        if len(os.listdir(objects / "17")) <= MANY or (objects / "info" / "alternates").exists():
            return None
        lately = self._stamp.exists() and 0 <= time.time() - self._stamp.stat().st_mtime < EVERY
        return None if lately else objects


def _remove_cut_short(packs: Path) -> None:
    """Removes what a run that was stopped left, once it is so old that no git can be writing it."""
    for path in (*packs.glob("tmp_*"), *packs.glob(".tmp-*")):
        if time.time() - path.stat().st_mtime > EVERY:
            path.unlink()
