"""A save is whole or not at all, leaves nothing behind, and never leads outside the project."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.errors import ChangedMeanwhile, SaveFault
from store.files import TEMPORARY, append_durably, remove_durably, remove_leftovers, write_durably

REFUSALS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EROFS]


def fail_at(patch: pytest.MonkeyPatch, name: str, number: int, only_call: int | None = None) -> list[int]:
    """Makes the function `name` of `os` fail at its call `only_call`, or at every one; the count of calls so far."""
    real: Callable[..., Any] = getattr(os, name)
    calls = [0]

    def failing(*arguments: Any, **named: Any) -> Any:
        calls[0] += 1
        if only_call is None or calls[0] == only_call:
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    patch.setattr(os, name, failing)
    return calls


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_what_is_written_is_there(tmp_path: Path) -> None:
    write_durably(tmp_path, "themes/a.toml", b"one")
    write_durably(tmp_path, "themes/a.toml", b"two")
    assert (tmp_path / "themes/a.toml").read_bytes() == b"two"
    assert names(tmp_path) == ["themes", "themes/a.toml"]


@pytest.mark.parametrize("call", ["write", "fsync", "rename", "open"])
@pytest.mark.parametrize("number", REFUSALS)
def test_a_refused_save_leaves_the_old_content_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    write_durably(tmp_path, "themes/a.toml", b"old")
    with monkeypatch.context() as patch:
        fail_at(patch, call, number)
        with pytest.raises(SaveFault) as fault:
            write_durably(tmp_path, "themes/a.toml", b"new")
    assert "\n" not in fault.value.message
    assert "themes/a.toml was not saved" in fault.value.message
    assert names(tmp_path) == ["themes", "themes/a.toml"]
    assert (tmp_path / "themes/a.toml").read_bytes() == b"old"


def test_the_folders_own_sync_is_part_of_the_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_durably(tmp_path, "a.toml", b"old")
    os.chmod(tmp_path / "a.toml", 0o640)
    for only_call in (1, 2):
        with monkeypatch.context() as patch:
            calls = fail_at(patch, "fsync", errno.EIO, only_call)
            with pytest.raises(SaveFault):
                write_durably(tmp_path, "a.toml", b"new")
        assert calls[0] == only_call
        assert (tmp_path / "a.toml").read_bytes() == b"old"
        assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o640
        assert names(tmp_path) == ["a.toml"]


def test_a_new_file_that_was_refused_at_the_last_moment_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fail_at(patch, "fsync", errno.EIO, 2)
        with pytest.raises(SaveFault):
            write_durably(tmp_path, "a.toml", b"new")
    assert names(tmp_path) == []


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_disk_that_cannot_sync_folders_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    write_durably(tmp_path, "new/a", b"x")
    append_durably(tmp_path, "new/b", b"x")
    remove_durably(tmp_path, "new/a")
    assert names(tmp_path) == ["new", "new/b"]


def test_a_folder_that_another_program_makes_in_the_same_moment_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.mkdir

    def too_late(name: str, mode: int, *, dir_fd: int) -> None:
        real(name, mode, dir_fd=dir_fd)
        raise FileExistsError(errno.EEXIST, "exists")

    monkeypatch.setattr(os, "mkdir", too_late)
    write_durably(tmp_path, "new/a", b"x")
    assert names(tmp_path) == ["new", "new/a"]


def test_short_writes_are_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:3]))
    write_durably(tmp_path, "a", b"0123456789")
    append_durably(tmp_path, "a", b"abcdefg")
    assert (tmp_path / "a").read_bytes() == b"0123456789abcdefg"


def test_permissions_stay_and_new_files_are_private(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_durably(tmp_path, "a", b"1")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
        os.chmod(tmp_path / "a", 0o664)
        write_durably(tmp_path, "a", b"2")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o664


@pytest.mark.parametrize("path", ["../out", "a/../../out", "/etc/out", "", "a\0b"])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for save in (write_durably, append_durably):
        with pytest.raises(SaveFault, match="outside the project"):
            save(inside, path, b"x")
    with pytest.raises(SaveFault):
        remove_durably(inside, path)
    assert names(tmp_path) == ["inside"]


def test_no_link_is_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "a").write_bytes(b"theirs")
    (inside / "folder").symlink_to(outside)
    (inside / "file").symlink_to(outside / "a")
    (inside / "nowhere").symlink_to(outside / "b")
    for path in ("folder/a", "folder/new", "file", "nowhere"):
        for save in (write_durably, append_durably):
            with pytest.raises(SaveFault):
                save(inside, path, b"mine")
    for path in ("folder/a", "file"):
        with pytest.raises(SaveFault):
            remove_durably(inside, path)
    assert names(outside) == ["a"]
    assert (outside / "a").read_bytes() == b"theirs"


def test_a_folder_or_a_pipe_in_the_way_is_a_fault_and_does_not_wait(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"")
    for path in ("folder", "pipe", "file/inner"):
        with pytest.raises(SaveFault):
            write_durably(tmp_path, path, b"x")
    assert names(tmp_path) == ["file", "folder", "pipe"]


def test_a_file_that_changed_in_the_last_moment_is_not_overwritten(tmp_path: Path) -> None:
    write_durably(tmp_path, "a", b"theirs")
    for expected in (b"old", None):
        with pytest.raises(ChangedMeanwhile):
            write_durably(tmp_path, "a", b"mine", instead_of=expected)
    with pytest.raises(ChangedMeanwhile):
        write_durably(tmp_path, "b", b"mine", instead_of=b"old")
    write_durably(tmp_path, "a", b"mine", instead_of=b"theirs")
    write_durably(tmp_path, "b", b"new", instead_of=None)
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"mine"


def test_removing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_durably(tmp_path, "a/b", b"x")
    with monkeypatch.context() as patch:
        fail_at(patch, "fsync", errno.EIO)
        with pytest.raises(SaveFault):
            remove_durably(tmp_path, "a/b")
    assert (tmp_path / "a/b").read_bytes() == b"x"
    remove_durably(tmp_path, "a/b")
    remove_durably(tmp_path, "a/b")
    remove_durably(tmp_path, "never/there")
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_refused_addition_is_cut_off_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    append_durably(tmp_path, "journal", b"one\n")
    real = os.write
    with monkeypatch.context() as patch:
        if call == "write":
            calls = [0]

            def half(handle: int, data: bytes) -> int:
                calls[0] += 1
                if calls[0] > 1:
                    raise OSError(errno.ENOSPC, "full")
                return real(handle, bytes(data)[:2])

            patch.setattr(os, "write", half)
        else:
            fail_at(patch, call, errno.ENOSPC)
        with pytest.raises(SaveFault, match="free some space"):
            append_durably(tmp_path, "journal", b"two\n")
    assert (tmp_path / "journal").read_bytes() == b"one\n"


def test_leftovers_of_a_crash_are_removed_here_and_nowhere_else(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root / "themes/deep", root / "unknown", outside):
        folder.mkdir(parents=True)
        (folder / f"{TEMPORARY}1").write_bytes(b"")
        (folder / "kept").write_bytes(b"")
    (root / f"{TEMPORARY}2").write_bytes(b"")
    (root / "excerpts").symlink_to(outside)
    assert remove_leftovers(root, ("themes", "excerpts", "absent")) == 2
    assert names(root / "themes") == ["deep", "deep/kept"]
    assert names(root / "unknown") == [f"{TEMPORARY}1", "kept"]
    assert names(outside) == [f"{TEMPORARY}1", "kept"]
