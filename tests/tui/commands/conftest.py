"""A home, a git identity and a folder of its own for every test of a command."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.tui.commands.shell import Shell

UNSET = ("CI", "COLORTERM", "COLUMNS", "EDITOR", "LC_ALL", "LC_CTYPE", "NO_COLOR", "TMUX", "VISUAL", "XDG_CONFIG_HOME")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return at_home(tmp_path, monkeypatch)


def at_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell with a home in `folder`."""
    home, here = folder / "home", folder / "here"
    home.mkdir()
    here.mkdir()
    (home / ".gitconfig").write_text("[user]\n\tname = Ana Ferreira\n\temail = ana@example.org\n")
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    return Shell(here)


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a text, and a project begun with it, to be copied."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        shell = at_home(tmp_path_factory.mktemp("begun"), monkeypatch)
        (shell.here / "jw019.txt").write_text(
            "INTERVIEWER: Who decides?\n\nJW019: Nobody asks us. We feel watched and not led.\n\nINTERVIEWER: And then?\n"
        )
        assert shell.catena("init", "study", "--title", "Two sites").code == 0
        added = shell.catena("-C", "study", "add", "jw019.txt", "--kind", "interview", "--case", "JW019")
        assert added.code == 0
    return shell.here


@pytest.fixture
def study(shell: Shell, begun: Path) -> Shell:
    """A project with one interview of three turns, and the shell in it."""
    copytree(begun, shell.here, dirs_exist_ok=True)
    shell.here = shell.here / "study"
    return shell
