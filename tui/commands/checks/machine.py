"""This machine: Python, git, the locale, and the disk that a project lies on."""

import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from store.git import OLDEST, version
from tui.commands.checks import Check

ROOM = 200 * 1024 * 1024
"""Bytes that should be free: an index takes more than three times the text."""

NETWORK = re.compile(r"(fuse\.)?(nfs4?|cifs|smb3|smbfs|sshfs|afs|ceph|glusterfs|lustre|davfs|9p)")
"""Kinds of file system on which locks and syncs may not hold."""


def machine_checks() -> Iterator[Check]:
    yield Check("python", True, ".".join(map(str, sys.version_info[:3])))
    yield git_check(version())
    encodings = {sys.getfilesystemencoding().lower(), (sys.stdout.encoding or "").lower()}
    shown = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "not set"
    if encodings <= {"utf-8", "utf8"}:
        yield Check("locale", True, f"UTF-8 (locale: {shown})")
    else:
        yield Check("locale", False, f"{shown} is not UTF-8: accents would be damaged", "export LANG=C.UTF-8")


def git_check(found: tuple[int, ...] | None) -> Check:
    """What is said of git's version."""
    needed = ".".join(map(str, OLDEST))
    if found is None:
        return Check("git", False, "git is not installed", f"install git {needed} or later")
    shown = ".".join(map(str, found))
    if found < OLDEST:
        return Check("git", False, f"git {shown} is too old", f"install git {needed} or later")
    return Check("git", True, shown)


def disk_checks(root: Path) -> Iterator[Check]:
    """The disk that the project's folder lies on."""
    free = shutil.disk_usage(root).free
    shown = f"{free / 1024 / 1024:,.0f} MB free"
    yield Check("disk space", free >= ROOM, shown, "" if free >= ROOM else "free some space on this disk")
    try:
        kind = file_system(root, Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise
        yield Check("file system", True, "its kind cannot be told on this machine")
        return
    if NETWORK.fullmatch(kind):
        remedy = "keep the project on a local disk, and share it through a git remote"
        yield Check("file system", False, f"{kind} is a network file system: locks and saves may not hold", remedy)
    else:
        yield Check("file system", True, kind or "unknown")


def file_system(root: Path, mounts: str) -> str:
    """The kind of file system of `root` by the lines of `/proc/self/mountinfo` (proc(5)); "" where none covers it."""
    best, kind = "", ""
    for line in mounts.split("\n"):
        place, _, source = line.partition(" - ")
        fields = place.split(" ")
        if len(fields) < 5 or not source:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
        covers = root == Path(point) or Path(point) in root.parents
        if covers and len(point) >= len(best):
            best, kind = point, source.split(" ")[0]
    return kind
