"""Bad input gets one clear sentence and loses nothing: what the sessions cannot show because it needs a hostile machine."""

import errno
import os
import signal
import subprocess
import sys
import termios
from array import array
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path
from typing import Any

import pytest

from store.lock import Lock
from tests.tui.commands.shell import Outcome, Shell

CATENA = Path(sys.executable).parent / "catena"


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file of a project that is in git or could be."""
    own = (path for path in folder.rglob("*") if path.is_file() and not {".git", ".catena"} & set(path.parts))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in own}


def one_sentence(came: Outcome, code: int) -> str:
    """The sentence that a failed command leaves with, and nothing but it."""
    assert (came.code, came.out) == (code, "")
    assert came.err.startswith("catena: ")
    assert came.err.count("\n") == 1
    return came.err.removeprefix("catena: ").removesuffix("\n")


ACTS: list[tuple[str, Callable[[Shell], Outcome]]] = [
    ("theme add", lambda shell: shell.catena("theme", "add", "Power")),
    ("tag", lambda shell: shell.catena("tag", "jw019", "0", "5", "--theme", "Watched")),
    ("untag", lambda shell: shell.catena("untag", "jw019", "6", "9")),
    ("memo new", lambda shell: shell.catena("memo", "new", "--title", "T", stdin=b"text")),
    ("undo", lambda shell: shell.catena("undo")),
]


@pytest.fixture
def tagged(study: Shell) -> Shell:
    assert study.catena("tag", "jw019", "6", "9", "--theme", "Watched", "--new").code == 0
    return study


@pytest.mark.parametrize(("name", "act"), ACTS, ids=[name for name, _ in ACTS])
def test_a_full_disk_changes_nothing(
    tagged: Shell, monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Shell], Outcome]
) -> None:
    before = files_of(tagged.here)
    root, write = str(tagged.here), os.write

    def full(descriptor: int, data: Any) -> int:
        if os.readlink(f"/proc/self/fd/{descriptor}").startswith(root):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, data)

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        said = one_sentence(act(tagged), 3)
    assert said.endswith("was not saved (No space left on device); free some space on the disk, then try again")
    assert files_of(tagged.here) == before
    assert act(tagged).code == 0
    assert tagged.sh("git status --short").out == ""


def test_a_disk_that_fills_up_in_the_middle_of_an_import_keeps_what_was_imported(
    study: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a1", "a2", "a3"):
        (study.here.parent / f"{name}.txt").write_text(f"The text of {name}.\n")
    root, write = str(study.here / "corpus"), os.write

    def full(descriptor: int, data: Any) -> int:
        if os.readlink(f"/proc/self/fd/{descriptor}").startswith(root) and b"a2" in bytes(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, data)

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        came = study.catena("add", "../a1.txt", "../a2.txt", "../a3.txt", "--kind", "interview")
    assert came.code == 3
    assert [line.split()[1] for line in came.out.splitlines()] == ["a1", "a3"]
    assert "corpus/interviews/a2.txt was not saved (No space left on device)" in came.err
    assert sorted(files_of(study.here / "documents")) == ["a1.toml", "a3.toml", "jw019.toml"]
    assert study.sh("git status --short").out == ""


@pytest.mark.parametrize(("name", "act"), ACTS, ids=[name for name, _ in ACTS])
def test_another_writer_is_named(tagged: Shell, name: str, act: Callable[[Shell], Outcome]) -> None:
    before = files_of(tagged.here)
    lock = Lock.take(tagged.here / ".catena", "bo")
    try:
        said = one_sentence(act(tagged), 4)
        assert tagged.catena("themes").code == 0
        assert "bo (process " in tagged.catena("doctor").out
    finally:
        lock.free()
    assert said.startswith(f"bo (process {os.getpid()} on ")
    assert said.endswith("is writing to this project; close that window, or wait until it is done")
    assert files_of(tagged.here) == before


def test_a_file_of_200_megabytes_is_not_even_read(study: Shell) -> None:
    with open(study.here.parent / "film.txt", "wb") as file:
        file.truncate(200 * 1024 * 1024)
    came = study.catena("add", "../film.txt", "--kind", "interview")
    assert one_sentence(came, 3) == ("left out: ../film.txt: it has 200 MB, and at most 64 MB are taken in: split it")


def test_a_memo_of_200_megabytes_is_not_taken_in(study: Shell) -> None:
    came = study.sh("head -c 200M /dev/zero | catena memo new --title Film")
    assert one_sentence(came, 2) == "a memo has at most 8 MB; nothing was written"
    assert study.sh("git status --short; ls memos").out == ""


@pytest.mark.parametrize(
    "options", ["--title T --theme Nowhere", "--title T --excerpt e0", "--title \"$(printf '\\033')\""]
)
def test_a_memo_that_came_through_a_pipe_and_is_refused_is_kept(study: Shell, options: str) -> None:
    came = study.sh(f"printf 'Typed once and nowhere else.' | catena memo new {options}")
    assert (came.code, came.out) == (2, "")
    kept, refused = came.err.splitlines()
    path = study.here / kept.removeprefix("catena: your text is kept in ")
    assert path.read_text() == "Typed once and nowhere else."
    assert refused.startswith("catena: ")
    assert study.sh("git status --short").out == ""


def test_a_memo_from_a_file_is_not_kept_twice(study: Shell) -> None:
    assert study.sh("catena memo new --theme Nowhere < ../jw019.txt").code == 2
    assert not (study.here / ".catena" / "drafts").exists()


def test_an_excerpt_is_no_longer_than_what_can_be_read_back(study: Shell) -> None:
    (study.here.parent / "book.txt").write_text("word " * 20_000)
    assert study.catena("add", "../book.txt", "--kind", "literature").code == 0
    came = study.catena("tag", "book", "0", "64001", "--theme", "Long", "--new")
    assert one_sentence(came, 2) == "an excerpt has at most 64000 characters, and 0 to 64001 are 64001"
    assert study.catena("tag", "book", "0", "64000", "--theme", "Long", "--new").code == 0
    assert study.catena("excerpts").err == ""


def test_a_definition_is_no_longer_than_what_can_be_read_back(study: Shell) -> None:
    said = one_sentence(study.catena("theme", "add", "Long", "--definition", "x" * 64_001), 2)
    assert "64000 characters" in said
    assert study.catena("theme", "add", "Long", "--definition", "x" * 64_000).code == 0
    assert study.catena("themes").err == ""


def test_a_folder_without_permission_to_write(study: Shell) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    before = files_of(study.here)
    (study.here / ".catena").chmod(0o500)
    study.here.chmod(0o500)
    try:
        said = one_sentence(study.catena("theme", "add", "Power"), 3)
        assert study.catena("documents").code == 0
        assert "NO  permission" in study.catena("doctor").out
    finally:
        study.here.chmod(0o700)
        (study.here / ".catena").chmod(0o700)
    assert "ask for write permission on the folder" in said
    assert files_of(study.here) == before


def test_a_project_cannot_begin_where_nothing_can_be_made(shell: Shell) -> None:
    came = shell.catena("init", "/proc/self/study", "--title", "T")
    assert one_sentence(came, 3).startswith("/proc/")


PLACES = [
    ["-C", "{}", "themes"],
    ["{}/below"],
    ["init", "{}", "--title", "T"],
    ["demo", "{}", "--no-open"],
    ["add", "{}", "--kind", "interview"],
]


@pytest.mark.parametrize("place", ["loop", "x" * 5000, "x/" * 3000 + "x", "empty"], ids=lambda place: place[:9])
@pytest.mark.parametrize("command", PLACES, ids=" ".join)
def test_places_that_cannot_be(study: Shell, place: str, command: list[str]) -> None:
    (study.here / "loop").symlink_to("loop")
    (study.here / "empty").touch()
    one_sentence(study.catena(*(word.format(place) for word in command)), 3)


def test_a_reviewer_whose_name_is_no_name(study: Shell) -> None:
    assert "cannot name a reviewer" in one_sentence(study.catena("--reviewer", "x" * 5000, "undo"), 2)


@pytest.mark.parametrize(
    "command", [["themes"], ["-C", "x", "themes"], ["init", "x", "--title", "T"], ["add", "x"], []]
)
def test_a_folder_that_is_gone_is_said_to_be(shell: Shell, command: list[str]) -> None:
    gone = shell.here / "gone"
    came = shell.sh(f"mkdir {gone}; cd {gone}; rmdir {gone}; catena {' '.join(command)}")
    if command[:1] != ["add"]:
        assert one_sentence(came, 3) == "the folder that you are in is gone: change to another"
    else:
        one_sentence(came, 2)


def test_output_that_is_large_and_finds_a_full_disk(study: Shell) -> None:
    (study.here.parent / "book.txt").write_text("word " * 10_000)
    assert study.catena("add", "../book.txt", "--kind", "literature").code == 0
    for command in ("show book", "show book --json", "documents"):
        came = study.sh(f"catena {command} > /dev/full")
        assert one_sentence(came, 3) == (
            "the output could not be written (No space left on device); what was saved is saved"
        )


def test_a_reader_who_has_seen_enough_is_no_mistake(study: Shell) -> None:
    (study.here.parent / "book.txt").write_text("word " * 400_000)
    assert study.catena("add", "../book.txt", "--kind", "literature").code == 0
    process = subprocess.Popen([CATENA, "show", "book"], cwd=study.here, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_a_group_without_a_command_shows_its_page_with_every_command_told_whole(study: Shell) -> None:
    came = study.catena("table")
    assert (came.code, came.out) == (2, "")
    assert came.err.startswith("Usage: catena table [OPTIONS] COMMAND [ARGS]...\n\n  Count: ")
    rows = came.err.partition("Commands:\n")[2].splitlines()
    assert [row.split()[0] for row in rows if not row.startswith("   ")][:2] == ["attribute", "themes"]
    assert "..." not in "".join(rows)


def test_an_interrupted_command_says_that_saves_stay(study: Shell) -> None:
    process = subprocess.Popen(
        [CATENA, "memo", "new"],
        cwd=study.here,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(b"half a memo")
    process.stdin.flush()
    unread = array("i", [1])
    while unread[0]:
        assert process.poll() is None
        ioctl(process.stdin, termios.FIONREAD, unread)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == b"catena: interrupted; what was saved before stays saved\n"
