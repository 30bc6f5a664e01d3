"""The studies that the journeys go through: the sample study, and the real texts beside the repository where they are there."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.terminal import CATENA, environment
from tests.search.shared import SHARED


@dataclass(frozen=True)
class Study:
    """A project of a person with the home folder `home`, and words that stand in several of its documents' passages."""

    home: Path
    root: Path
    words: str

    @property
    def surroundings(self) -> dict[str, str]:
        return environment(self.home)

    def run(self, command: Sequence[str], fine: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            command, cwd=self.root, env=self.surroundings, capture_output=True, encoding="utf-8", timeout=120
        )
        assert done.returncode in fine, done.stdout + done.stderr
        return done.stdout

    def catena(self, *arguments: str) -> str:
        """What a command prints; it must succeed."""
        return self.run([CATENA, *arguments])

    def records(self, *arguments: str) -> list[dict[str, Any]]:
        """What a command prints as JSON; nothing where there is nothing to list."""
        return [json.loads(line) for line in self.run([CATENA, *arguments, "--json"], (0, 1)).splitlines()]

    def git(self, *arguments: str) -> str:
        return self.run(["git", *arguments])

    @property
    def drafts(self) -> list[str]:
        """The bodies of the drafts that are on disk."""
        return [
            json.loads(json.loads(path.read_text(encoding="utf-8"))["text"])["body"]
            for path in sorted((self.root / ".catena" / "drafts").glob("*.json"))
        ]


def sample_study(home: Path) -> Study:
    root = home / "study"
    subprocess.run([CATENA, "demo", "--no-open", str(root)], env=environment(home), check=True, capture_output=True)
    return Study(home, root, "the river")


def shared_study(home: Path) -> Study:
    """The real texts as a new project, with one theme."""
    root = home / "study"
    study = Study(home, root, "dark side")
    root.mkdir()
    study.catena("init", str(root), "--title", "Leading on two sites")
    study.catena("add", *map(str, sorted((SHARED / "corpus").glob("*.txt"))), "--kind", "report")
    study.catena("theme", "add", "Power")
    return study


def real_study(home: Path) -> Study:
    """The real texts where they are there, else the sample study."""
    return shared_study(home) if (SHARED / "corpus").is_dir() else sample_study(home)
