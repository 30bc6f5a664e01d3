"""Reviewers on clones of one study, with a bare repository between them."""

import os
import shutil
import subprocess
from pathlib import Path

from store.project import open_project
from store.sharing.procedure import Synced, set_remote, synchronise
from store.writer import Writer
from tests.store.studies import ANA, BEN, Desk, git

CEM = ("Cem Yıldız", "cem@example.org")
PEOPLE = {"ana": ANA, "ben": BEN, "cem": CEM, "ana2": ANA}
"""Who works in a clone of that name; Ana has two machines."""


def share(begun: Path, folder: Path) -> Path:
    """A bare repository below `folder` with the study in it."""
    bare = folder / "shared.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)], check=True)
    root = folder / "ana"
    shutil.copytree(begun, root, symlinks=True)
    with Writer.open(open_project(root)) as writer:
        set_remote(writer, str(bare))
        synchronise(writer)
    return bare


def clone(bare: Path, name: str) -> Path:
    """A clone by plain git, beside the bare repository, whose git knows who works there."""
    root = bare.parent / name
    subprocess.run(["git", "clone", "--quiet", str(bare), str(root)], check=True, env=_environment())
    who, address = PEOPLE[name]
    git(root, "config", "user.name", who)
    git(root, "config", "user.email", address)
    return root


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}


def desk_in(root: Path) -> Desk:
    """A reviewer at work in a clone; `close` the desk's writer."""
    return Desk(Writer.open(open_project(root)))


def sync(root: Path) -> Synced:
    with Writer.open(open_project(root)) as writer:
        return synchronise(writer)


def tree(root: Path) -> str:
    """The tree that a clone is at; all of it is on disk too, and git is sound."""
    assert git(root, "status", "--porcelain", "--untracked-files=all") == ""
    return git(root, "rev-parse", "HEAD^{tree}")


def tagged(root: Path, start: int, note: str = "") -> str:
    """Tags five characters in a clone; the excerpt's id."""
    desk = desk_in(root)
    with desk.writer:
        return desk.tag(start, start + 5, "Trust", note=note).id


def desk_of(root: Path) -> Desk:
    """What a clone holds, for reading."""
    desk = desk_in(root)
    desk.writer.close()
    return desk
