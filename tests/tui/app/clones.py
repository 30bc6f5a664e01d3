"""Two reviewers' clones of the small study with a bare repository between them, and what stands there."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.holdings import Holdings, read_holdings
from store.project import open_project
from store.reviewers import remember_reviewer
from store.sharing.conflicts import Conflict, read_conflicts
from store.sharing.procedure import set_remote, synchronise
from store.theme_acts import define_theme
from store.writer import Writer


@dataclass(frozen=True)
class Clones:
    """The folders of Ana, of Ben, and of the bare repository."""

    ana: Path
    ben: Path
    bare: Path

    def head_of(self, folder: Path) -> str:
        return git(folder, "rev-parse", "refs/heads/main")

    @property
    def together(self) -> bool:
        """Whether all three are at the same commit, with nothing beside it in the folders."""
        clean = all(not git(each, "status", "--porcelain") for each in (self.ana, self.ben))
        return clean and len({self.head_of(each) for each in (self.ana, self.ben, self.bare)}) == 1


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()


def cloned(study: Path, folder: Path) -> Clones:
    """Ana has shared the study, and Ben has cloned it."""
    bare, ana, ben = folder / "shared.git", folder / "ana", folder / "ben"
    shutil.copytree(study, ana)
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)], check=True)
    with Writer.open(open_project(ana), "ana") as writer:
        set_remote(writer, str(bare))
        synchronise(writer)
    subprocess.run(["git", "clone", "--quiet", str(bare), str(ben)], check=True)
    remember_reviewer(open_project(ben), "ben")
    return Clones(ana, ben, bare)


@dataclass(frozen=True)
class SlowLine:
    """A line to the bare repository that carries nothing while it is held up."""

    stop: Path

    def hold_up(self) -> None:
        self.stop.touch()

    def go_on(self) -> None:
        self.stop.unlink()


def slow_line(clones: Clones, folder: Path, patch: pytest.MonkeyPatch) -> SlowLine:
    """From now on Ana's clone reaches the bare repository by an ssh that only seems to be one."""
    line, program = SlowLine(folder / "held up"), folder / "ssh"
    waiting = f"while [ -e '{line.stop}' ]; do sleep 0.05; done"
    program.write_text(f'#!/bin/sh\n{waiting}\nfor last; do :; done\nexec sh -c "$last"\n', encoding="utf-8")
    program.chmod(0o755)
    patch.setenv("GIT_SSH_COMMAND", str(program))
    git(clones.ana, "remote", "set-url", "origin", f"ssh://example.org{clones.bare}")
    return line


def held(root: Path) -> Holdings:
    return read_holdings(open_project(root))


def waiting(root: Path) -> tuple[Conflict, ...]:
    """What waits to be decided in a folder."""
    conflicts, faults = read_conflicts(open_project(root))
    assert faults == ()
    return conflicts


def sync(root: Path, reviewer: str) -> None:
    with Writer.open(open_project(root), reviewer) as writer:
        synchronise(writer)


def define(root: Path, reviewer: str, theme: str, words: str) -> None:
    """Writes what a theme means."""
    with Writer.open(open_project(root), reviewer) as writer:
        (found,) = (each for each in held(root).themes.values() if each.name == theme)
        writer.perform(define_theme(found, words)[0])


def definition(root: Path, theme: str) -> str:
    (found,) = (each for each in held(root).themes.values() if each.name == theme)
    return found.definition
