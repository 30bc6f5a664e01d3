"""`catena`, `catena DIR`, `catena demo`: what opens, and what is said where nothing can."""

import os
from pathlib import Path

import pytest

from tests.tui.commands.shell import Shell


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str | None]]:
    """What the app was opened on, in place of its opening."""
    calls: list[tuple[Path, str | None]] = []

    def run_app(root: Path, reviewer: str | None) -> int:
        calls.append((root, reviewer))
        return 0

    monkeypatch.setattr("tui.app.run_app", run_app)
    return calls


def test_the_app_opens_on_the_nearest_project_upward(study: Shell, opened: list[tuple[Path, str | None]]) -> None:
    root = study.here
    assert study.catena(terminal=True).code == 0
    study.here = root / "corpus" / "interviews"
    assert study.catena("--reviewer", "bo", terminal=True).code == 0
    study.here = root.parent
    assert study.catena("study", terminal=True).code == 0
    assert study.catena("-C", "study", terminal=True).code == 0
    assert opened == [(root, None), (root, "bo"), (root, None), (root, None)]


def test_a_project_can_be_begun_where_there_is_none(shell: Shell, opened: list[tuple[Path, str | None]]) -> None:
    came = shell.catena(terminal=True, stdin=b"b\nTwo sites\n")
    assert came.code == 0
    assert opened == [(shell.here, None)]
    assert shell.catena("doctor").code == 0
    assert 'title = "Two sites"\n' in (shell.here / "catena.toml").read_text()


def test_the_sample_study_can_be_opened_where_there_is_none(
    shell: Shell, opened: list[tuple[Path, str | None]]
) -> None:
    assert shell.catena(terminal=True, stdin=b"d\n").code == 0
    assert opened == [(shell.here / "catena-demo", None)]


@pytest.mark.parametrize(("typed", "code"), [(b"q\n", 0), (b"", 130)])
def test_nothing_is_begun_unasked(shell: Shell, opened: list[tuple[Path, str | None]], typed: bytes, code: int) -> None:
    assert shell.catena(terminal=True, stdin=typed).code == code
    assert opened == []
    assert list(shell.here.iterdir()) == []


@pytest.mark.parametrize("typed", [b"", b"Ana\n"])
def test_who_leaves_at_the_question_of_their_name_leaves_nothing_behind(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, typed: bytes
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    came = shell.catena("init", "study", "--title", "Two sites", terminal=True, stdin=typed)
    assert came.code == 130
    assert "Your name" in came.err
    assert list(shell.here.iterdir()) == []
    came = shell.catena("init", "study", "--title", "Two sites", terminal=True, stdin=b"Ana\nana@example.org\n")
    assert came.code == 0
    assert shell.sh("git -C study log --format='%an <%ae> %s'").out.endswith("Ana <ana@example.org> begin Two sites\n")


def test_nobody_is_asked_their_name_for_a_project_that_cannot_begin(
    study: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    came = study.catena("init", ".", "--title", "Again", terminal=True)
    assert came.code == 3
    assert "holds a project already" in came.err
    assert "Your name" not in came.err


def test_a_repository_that_is_there_says_who_writes(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    shell.sh("git init -q study && git -C study config user.name Bo && git -C study config user.email bo@example.org")
    came = shell.catena("init", "study", "--title", "Two sites", terminal=True)
    assert came.code == 0
    assert "Your name" not in came.err
    assert shell.sh("git -C study log --format=%an").out == "Bo\nBo\n"


def test_without_a_terminal_nothing_is_asked(shell: Shell) -> None:
    came = shell.catena()
    assert came.code == 3
    assert came.err.startswith(f"catena: there is no project in {shell.here} or above it: ")


def test_a_terminal_that_cannot_show_the_app_is_pointed_to_the_commands(
    study: Shell, opened: list[tuple[Path, str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    came = study.catena(terminal=True)
    assert came.code == 3
    assert came.err == (
        "catena: this terminal cannot show the app (TERM=dumb); every screen is also a command: "
        "`catena --help` lists them\n"
    )
    assert opened == []


def test_the_demo_is_a_study_that_is_well_and_wholly_in_git(
    shell: Shell, opened: list[tuple[Path, str | None]]
) -> None:
    assert shell.catena("demo", "--no-open").out == f"copied the sample study to {shell.here / 'catena-demo'}\n"
    assert shell.catena("demo", terminal=True).out.endswith("catena-demo-2\n")
    came = shell.catena("demo", "third")
    assert came.out.startswith("copied the sample study to ")
    assert "the app needs a terminal" in came.err
    assert opened == [(shell.here / "catena-demo-2", None)]
    shell.here = shell.here / "catena-demo"
    assert shell.catena("doctor").code == 0
    assert shell.catena("search", "warning").code == 0
    assert shell.sh("git status --short").out == ""
    states = [line for line in shell.catena("excerpts", "--json").out.splitlines() if '"state": "exact"' in line]
    assert len(states) == len(shell.catena("excerpts", "--json").out.splitlines()) > 100


def test_a_demo_overwrites_nothing(shell: Shell) -> None:
    (shell.here / "mine").mkdir()
    (shell.here / "mine" / "notes.txt").write_text("mine")
    came = shell.catena("demo", "mine", "--no-open")
    assert came.code == 3
    assert "exists and is not empty" in came.err
    assert [path.name for path in (shell.here / "mine").iterdir()] == ["notes.txt"]


def test_a_project_can_begin_among_other_files_and_leaves_them_out(shell: Shell) -> None:
    (shell.here / "notes.txt").write_text("mine")
    assert shell.catena("init", ".", "--title", "Two sites").code == 0
    assert "notes.txt" not in shell.sh("git ls-files").out
    assert (shell.here / "notes.txt").read_text() == "mine"


def test_a_project_can_begin_in_a_repository(shell: Shell) -> None:
    assert shell.sh("git init -q -b trunk . && git commit -q --allow-empty -m theirs").code == 0
    assert shell.catena("init", ".", "--title", "Two sites").code == 0
    assert shell.sh("git log --format=%s").out == "add reviewer ana-ferreira\nbegin Two sites\ntheirs\n"


def test_someone_git_does_not_know_is_asked_on_a_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    came = shell.catena("init", "study", "--title", "Two sites", terminal=True, stdin=b"Bo Li\nbo@example.org\n")
    assert came.code == 0
    assert "git does not know you yet" in came.err
    shell.here = shell.here / "study"
    assert shell.catena("theme", "add", "Power", terminal=True).code == 0
    assert set(shell.sh("git log --format='%an <%ae>'").out.splitlines()) == {"Bo Li <bo@example.org>"}


def test_someone_git_does_not_know_goes_by_the_account_without_a_terminal(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    came = shell.catena("init", "study", "--title", "Two sites")
    assert came.code == 0
    assert "git does not know you; work is recorded as " in came.err
    shell.here = shell.here / "study"
    assert shell.catena("theme", "add", "Power").err == ""
    assert shell.sh("git config --local user.email").out.strip() in shell.sh("git log --format=%ae").out
