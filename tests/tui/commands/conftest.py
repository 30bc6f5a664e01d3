"""A home, a git identity and a folder of its own for every test of a command."""

from pathlib import Path
from shutil import copytree

import pytest

from tests.themes.pages.page import Page
from tests.themes.recount import Recount
from tests.tui.commands.page_expectations import last_under
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


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample study, some work done on it, and the page that was made of it."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        shell = at_home(tmp_path_factory.mktemp("exported"), monkeypatch)
        assert shell.catena("demo", "study", "--no-open").code == 0
        shell.here = shell.here / "study"
        files = Recount(shell.here)
        first, second = sorted(key for key, each in files.excerpts.items() if each["reviewer"] == "ana")[:2]
        ana = ("--reviewer", "ana")
        for line in (
            ("against", first, "One voice", *ana),
            ("star", second, *ana),
            ("review", "start", "First round", "--theme", "One voice", *ana),
            ("review", "judge", last_under(files, "One voice"), "weak", "--theme", "One voice", "--why", "thin", *ana),
            ("theme", "split", "The contractor", "--into", "Their people", "--into", "Their paper", *ana),
        ):
            outcome = shell.catena(*line)
            assert outcome.code == 0, (line, outcome.err)
        assert shell.catena("export", "html", "../page.html", "--memo", "all", *ana).code == 0
        return shell.here.parent


@pytest.fixture(scope="session")
def page(exported: Path) -> Page:
    return Page((exported / "page.html").read_bytes())


@pytest.fixture(scope="session")
def files(exported: Path) -> Recount:
    return Recount(exported / "study")
