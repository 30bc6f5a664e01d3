"""What `catena doctor` says of machines, terminals and projects that this one is not."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from store.git import Git
from tests.tui.commands.shell import Shell
from tui.commands.checks import Check
from tui.commands.checks.machine import disk_checks, file_system, git_check, machine_checks
from tui.commands.checks.terminal import judged, tmux_checks

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /srv/shared rw - nfs4 server:/shared rw
31 30 0:41 / /srv/shared/local rw - xfs /dev/sdb1 rw
32 22 0:42 / /srv/with\\040blank rw - fuse.sshfs host:/ rw
"""


def by_name(*checks: Check) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/ana/study", "ext4"),
        ("/srv/shared/study", "nfs4"),
        ("/srv/shared", "nfs4"),
        ("/srv/sharedness", "ext4"),
        ("/srv/shared/local/study", "xfs"),
        ("/srv/with blank/study", "fuse.sshfs"),
    ],
)
def test_the_file_system_of_a_place_is_that_of_the_nearest_mount(place: str, kind: str) -> None:
    assert file_system(Path(place), MOUNTS) == kind


def test_a_network_file_system_is_not_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.commands.checks.machine.file_system", lambda root, mounts: "nfs4")
    check = by_name(*disk_checks(tmp_path))["file system"]
    assert not check.ok
    assert "nfs4" in check.detail
    assert "local disk" in check.remedy


def test_a_machine_that_does_not_tell_its_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(path: Path, **_: str) -> str:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))

    monkeypatch.setattr(Path, "read_text", absent)
    assert by_name(*disk_checks(tmp_path))["file system"].ok


def test_little_room_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.commands.checks.machine.ROOM", 2**62)
    check = by_name(*disk_checks(tmp_path))["disk space"]
    assert (check.ok, check.remedy) == (False, "free some space on this disk")


@pytest.mark.parametrize(
    ("found", "ok", "detail"),
    [(None, False, "git is not installed"), ((2, 20, 1), False, "git 2.20.1 is too old"), ((2, 51, 0), True, "2.51.0")],
)
def test_git(found: tuple[int, ...] | None, ok: bool, detail: str) -> None:
    check = git_check(found)
    assert (check.ok, check.detail, bool(check.remedy)) == (ok, detail, not ok)


def test_a_locale_that_is_not_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "iso8859-1")
    monkeypatch.setenv("LC_ALL", "de_DE")
    check = by_name(*machine_checks())["locale"]
    assert (check.ok, check.remedy) == (False, "export LANG=C.UTF-8")
    assert check.detail.startswith("de_DE is not UTF-8")


@pytest.mark.parametrize("kind", ["", "dumb"])
def test_a_terminal_that_cannot_show_the_app(kind: str) -> None:
    [check] = judged({"TERM": kind}, (80, 24))
    assert not check.ok
    assert "`catena --help`" in check.remedy


@pytest.mark.parametrize(
    ("environment", "ok", "detail"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, True, "16 million"),
        ({"TERM": "xterm-256color"}, True, "256"),
        ({"TERM": "xterm"}, False, "xterm has 16 or fewer: themes are told apart by their letters alone"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, "NO_COLOR is set: the app uses no colours of its own"),
    ],
)
def test_colours(environment: dict[str, str], ok: bool, detail: str) -> None:
    check = by_name(*judged(environment, (80, 24)))["colours"]
    assert (check.ok, check.detail, bool(check.remedy)) == (ok, detail, not ok)


@pytest.mark.parametrize(("size", "ok"), [((80, 24), True), ((200, 50), True), ((79, 24), False), ((80, 23), False)])
def test_the_size_of_a_terminal(size: tuple[int, int], ok: bool) -> None:
    check = by_name(*judged({"TERM": "xterm-256color"}, size))["size"]
    assert (check.ok, check.detail) == (ok, f"{size[0]}x{size[1]}")


def test_tmux_as_it_should_be_set() -> None:
    options = {
        "default-terminal": "tmux-256color",
        "terminal-overrides": "linux*:AX@ ,*:Tc",
        "set-clipboard": "on",
        "escape-time": "10",
    }
    checks = list(tmux_checks(lambda name: options.get(name, "")))
    assert all(check.ok and not check.remedy for check in checks)
    assert len(checks) == 4


def test_tmux_as_it_comes() -> None:
    options = {"default-terminal": "screen", "set-clipboard": "off", "escape-time": "500"}
    remedies = [check.remedy.partition("   ")[0] for check in tmux_checks(lambda name: options.get(name, ""))]
    assert remedies == [
        "set -g default-terminal tmux-256color",
        "set -ga terminal-overrides ',*:Tc'",
        "set -s set-clipboard on",
        "set -s escape-time 10",
    ]


def test_tmux_that_does_not_answer() -> None:
    assert [check.ok for check in tmux_checks(lambda _: "")] == [False, False, False, False]


def test_doctor_outside_a_project_looks_at_the_machine(shell: Shell) -> None:
    came = shell.catena("doctor")
    assert came.code == 0
    assert f"there is no project in {shell.here} or above it: `catena init DIR --title T` begins one" in came.out


def test_a_damaged_index_is_not_well_and_an_old_one_is(study: Shell) -> None:
    assert "none yet: the first search builds it" in study.catena("doctor").out
    assert study.catena("search", "watched").code == 0
    assert "index                  whole" in study.catena("doctor").out
    (study.here.parent / "jw020.txt").write_text("Another text.\n")
    assert study.catena("add", "../jw020.txt", "--kind", "interview").code == 0
    assert study.catena("doctor").code == 0
    for file in (study.here / ".catena" / "index").iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    came = study.catena("doctor")
    assert came.code == 1
    assert "NO  index                  damaged: " in came.out
    assert study.catena("search", "another").code == 0
    assert study.catena("doctor").code == 0


def test_a_folder_that_may_not_be_written(study: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode, **_: path != study.here / ".catena")
    came = study.catena("doctor")
    assert came.code == 1
    assert f"NO  permission             no right to write in {study.here / '.catena'}\n" in came.out


def test_a_repository_without_an_identity(study: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert Git(study.here).identity() is None
    came = study.catena("doctor")
    assert came.code == 1
    assert "NO  identity               git does not know who writes here\n" in came.out


def test_a_repository_that_would_merge_toml_by_lines_gets_well_by_the_remedy(study: Shell) -> None:
    attributes = study.here / ".git/info/attributes"
    attributes.write_text(attributes.read_text() + "themes/* merge=union\n")
    came = study.catena("doctor")
    assert came.code == 1
    assert "NO  merging                git would merge line by line: themes\n" in came.out
    remedy = next(line for line in came.out.split("\n") if line.startswith("    -> printf")).removeprefix("    -> ")
    subprocess.run(["sh", "-c", remedy], cwd=study.here, check=True)
    assert study.catena("doctor").code == 0


def test_secrets_in_git_are_not_well(study: Shell) -> None:
    (study.here / "private").mkdir()
    (study.here / "private/key.toml").write_text("x = 1\n")
    assert study.catena("doctor").code == 0
    subprocess.run(["git", "add", "--force", "private"], cwd=study.here, check=True)
    came = study.catena("doctor")
    assert came.code == 1
    assert "NO  private                private/ is in git" in came.out


def test_doctor_changes_nothing(study: Shell) -> None:
    def state() -> dict[Path, tuple[int, bytes]]:
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in study.here.rglob("*") if path.is_file()}

    before = state()
    assert study.catena("doctor").code == 0
    assert state() == before
