"""One writer at a time: the second is told who the first is, and a killed one holds nothing."""

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store.errors import Busy, ProjectFault
from store.lock import Lock, holder
from store.project import Project
from store.writer import Writer
from tests.store.studies import Desk
from tests.store.test_files import fail_at

HOLD = """
import sys, time
from pathlib import Path
from store.project import open_project
from store.writer import Writer
with Writer.open(open_project(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def hold(root: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(root)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM])
def test_a_second_process_is_told_who_writes_until_that_one_is_killed(
    project: Project, ended_by: signal.Signals
) -> None:
    process = hold(project.root)
    try:
        with pytest.raises(Busy, match=rf"\(process {process.pid} on .*, since \d\d:\d\d UTC\) is writing") as busy:
            Writer.open(project)
        assert busy.value.exit_code == 4
        assert f"process {process.pid}" in holder(project.private)
    finally:
        os.kill(process.pid, ended_by)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    assert holder(project.private) == ""
    with Writer.open(project) as writer:
        Desk(writer).tag(0, 11, "Trust")


def test_a_second_window_of_the_same_process_is_refused_too(desk: Desk, project: Project) -> None:
    with pytest.raises(Busy):
        Writer.open(project)
    desk.tag(0, 11, "Trust")


@pytest.mark.parametrize("about", [b"", b"{", b"[]", b'{"who": "x"}', b"\xff\xfe"])
def test_a_lock_that_says_nothing_still_holds(tmp_path: Path, about: bytes) -> None:
    lock = Lock.take(tmp_path / ".catena", "ana")
    (tmp_path / ".catena/lock").write_bytes(about)
    with pytest.raises(Busy, match="another catena is writing"):
        Lock.take(tmp_path / ".catena", "ben")
    lock.free()
    Lock.take(tmp_path / ".catena", "ben").free()


def test_a_lock_that_was_let_go_twice_closes_nothing_else(tmp_path: Path) -> None:
    lock = Lock.take(tmp_path / ".catena", "ana")
    lock.free()
    with (tmp_path / "other").open("w") as other:
        lock.free()
        other.write("still open")
    assert (tmp_path / "other").read_text() == "still open"


def test_the_lock_says_who(tmp_path: Path) -> None:
    lock = Lock.take(tmp_path / ".catena", "ana")
    about = json.loads((tmp_path / ".catena/lock").read_text())
    lock.free()
    assert (about["who"], about["process"]) == ("ana", os.getpid())


def test_no_lock_is_taken_through_a_link(tmp_path: Path) -> None:
    outside, private = tmp_path / "outside", tmp_path / ".catena"
    outside.mkdir()
    (outside / "lock").write_text("theirs")
    private.symlink_to(outside)
    with pytest.raises(ProjectFault, match="symbolic link"):
        Lock.take(private, "ana")
    private.unlink()
    private.mkdir()
    (private / "lock").symlink_to(outside / "lock")
    with pytest.raises(ProjectFault):
        Lock.take(private, "ana")
    assert (outside / "lock").read_text() == "theirs"


def test_a_disk_without_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(ProjectFault, match="disk without locks"):
        Lock.take(tmp_path / ".catena", "ana")


@pytest.mark.parametrize("call", ["ftruncate", "pwrite"])
def test_on_a_full_disk_the_lock_holds_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    with monkeypatch.context() as patch:
        fail_at(patch, call, errno.ENOSPC)
        lock = Lock.take(tmp_path / ".catena", "ana")
    with pytest.raises(Busy):
        Lock.take(tmp_path / ".catena", "ben")
    lock.free()
