"""A home without settings, and copies of two studies: a small one whose every word is known here, and the sample study."""

from pathlib import Path
from shutil import copytree

import pytest

from store.beginning import begin_project, copy_sample, first_commit
from store.project import open_project
from store.reviewers import remember_reviewer
from tests.tui.app.studies import IDENTITY, fill, index
from tui.commands.projects import sample_study

UNSET = [
    "CI",
    "COLORTERM",
    "COLUMNS",
    "EDITOR",
    "LC_ALL",
    "LC_CTYPE",
    "LINES",
    "NO_COLOR",
    "TMUX",
    "VISUAL",
    "TEXTUAL",
    "TEXTUAL_ANIMATIONS",
    "TEXTUAL_COLOR_SYSTEM",
    "TEXTUAL_THEME",
]


def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes `home` the home of a person whom git knows."""
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = {}\n\temail = {}\n".format(*IDENTITY))
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "settings"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    at_home(tmp_path / "home", monkeypatch)
    return tmp_path / "home"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both studies, each in git and indexed."""
    folder = tmp_path_factory.mktemp("studies")
    with pytest.MonkeyPatch.context() as monkeypatch:
        at_home(folder / "home", monkeypatch)
        small = begin_project(folder / "small", "Two sites")
        first_commit(small, "begin Two sites", IDENTITY)
        fill(small)
        sample = copy_sample(sample_study(), folder / "sample")
        first_commit(sample, "begin the sample study", IDENTITY)
        for project in (small, sample):
            remember_reviewer(project, "ana")
            index(project)
    return folder


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Path:
    """The study of `studies.py`."""
    return Path(copytree(made / "small", tmp_path / "small"))


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    """The sample study, with Ana at work."""
    return Path(copytree(made / "sample", tmp_path / "sample"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A study with nothing in it."""
    project = begin_project(tmp_path / "empty", "Nothing yet")
    first_commit(project, "begin Nothing yet", IDENTITY)
    return open_project(project.root).root
