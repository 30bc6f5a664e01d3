"""What the figures are measured on: the sample study, and synthetic ones of any size, each ready for work."""

import subprocess
from pathlib import Path

from bench.synthetic import Size, make_study
from store.beginning import first_commit
from store.git import Git
from store.project import open_project
from tests.journeys.terminal import CATENA, environment

ROOT = Path(__file__).parents[1]


def copy_of_sample_study(folder: Path) -> Path:
    """The sample study in `folder`/study, its index built."""
    study = folder / "study"
    _catena(folder, "demo", "--no-open", str(study))
    _catena(folder, "-C", str(study), "index")
    return study


def synthetic_study(folder: Path, size: Size) -> Path:
    """A synthetic study in `folder`/study, in git, the work of its first reviewer, its index built."""
    study = make_study(folder / "study", size)
    who = ("Reviewer-1", "reviewer-1@example.org")
    git = Git(study)
    git.begin()
    git.set_identity(*who)
    first_commit(open_project(study), "begin", who)
    _catena(folder, "-C", str(study), "index")
    return study


def index_of(study: Path, home: Path) -> None:
    """Builds the index of a study."""
    _catena(home, "-C", str(study), "index")


def _catena(home: Path, *arguments: str) -> None:
    subprocess.run([CATENA, *arguments], env=environment(home), check=True, capture_output=True)
