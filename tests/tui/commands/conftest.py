"""A home, a git identity and a folder of its own for every test of a command."""

from pathlib import Path

import pytest

from tests.tui.commands.shell import Shell

UNSET = ("CI", "COLORTERM", "COLUMNS", "EDITOR", "LC_ALL", "LC_CTYPE", "NO_COLOR", "TMUX", "VISUAL", "XDG_CONFIG_HOME")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    home, here = tmp_path / "home", tmp_path / "here"
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


@pytest.fixture
def study(shell: Shell) -> Shell:
    """A project with one interview of three turns, and the shell in it."""
    (shell.here / "jw019.txt").write_text(
        "INTERVIEWER: Who decides?\n\nJW019: Nobody asks us. We feel watched and not led.\n\nINTERVIEWER: And then?\n"
    )
    assert shell.catena("init", "study", "--title", "Two sites").code == 0
    shell.here = shell.here / "study"
    assert shell.catena("add", "../jw019.txt", "--kind", "interview", "--case", "JW019").code == 0
    return shell
