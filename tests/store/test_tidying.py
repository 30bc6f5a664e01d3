"""The repository does not grow by single objects for ever, and nobody waits for that or loses anything by it."""

import os
from collections.abc import Iterator
from hashlib import sha1
from itertools import count, islice
from pathlib import Path

import pytest

import store.committer
import store.tidying
from store.errors import Busy, GitFault
from store.git import Git
from store.lock import Lock
from store.project import Project
from store.tidying import EVERY, MANY, Tidying
from store.writer import Writer
from tests.store.studies import Desk, git, messages
from tests.store.test_committer import until

WAITING = ("-c", "alias.wait=!sleep 600", "wait")
"""A git that does not end by itself."""


def contents() -> Iterator[bytes]:
    """Texts whose objects lie in the folder that git and we count."""
    texts = (b"%d\n" % number for number in count())
    return (text for text in texts if sha1(b"blob %d\0%s" % (len(text), text)).hexdigest().startswith("17"))


def add_objects(root: Path, start: int, number: int) -> None:
    """Single objects that nothing refers to, as an editor's `git add` leaves them."""
    for text in islice(contents(), start, start + number):
        Git(root).run("hash-object", "-w", "--stdin", stdin=text)


def single(root: Path) -> list[str]:
    folder = root / ".git/objects/17"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def loose(root: Path) -> int:
    return int(git(root, "count-objects").split()[0])


def test_many_single_objects_become_a_pack_at_closing_once_in_a_while(project: Project) -> None:
    root = project.root
    add_objects(root, 0, MANY - len(single(root)))
    Writer.open(project).close()
    assert len(single(root)) == MANY
    add_objects(root, MANY, 1)
    before, told = set(git(root, "cat-file", "--batch-all-objects", "--batch-check").split("\n")), messages(root)
    Writer.open(project).close()
    assert loose(root) == 0
    assert set(git(root, "cat-file", "--batch-all-objects", "--batch-check").split("\n")) == before
    assert messages(root) == told
    git(root, "fsck", "--strict")
    add_objects(root, MANY + 1, MANY + 1)
    Writer.open(project).close()
    assert len(single(root)) == MANY + 1
    stamp = project.private / store.tidying.STAMP
    os.utime(stamp, (0, stamp.stat().st_mtime - EVERY))
    Writer.open(project).close()
    assert loose(root) == 0


def test_it_happens_while_a_reviewer_pauses(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.committer, "IDLE", 0.01)
    add_objects(project.root, 0, MANY + 1)
    with Writer.open(project, background=True) as writer:
        desk = Desk(writer)
        desk.tag(39, 60, "Trust")
        until(lambda: single(project.root) == [])
        desk.tag(61, 80, "Trust")
    git(project.root, "fsck", "--strict")
    assert messages(project.root)[0].startswith("tag ")


def test_a_run_that_takes_long_is_stopped_at_closing_and_the_lock_is_free(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.tidying, "_PACK", WAITING)
    add_objects(project.root, 0, MANY + 1)
    writer = Writer.open(project)
    writer._tidying.begin()
    process = writer._tidying._process
    assert process is not None
    assert process.poll() is None
    writer.close()
    assert process.returncode
    Writer.open(project).close()
    assert len(single(project.root)) == MANY + 1


def test_a_run_that_outlives_its_writer_keeps_the_lock(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.tidying, "_PACK", WAITING)
    add_objects(project.root, 0, MANY + 1)
    lock = Lock.take(project.private, "ana")
    tidying = Tidying(Git(project.root, lock.descriptor), project.private)
    tidying.begin()
    lock.free()
    with pytest.raises(Busy):
        Lock.take(project.private, "ben")
    tidying.end(0)
    Lock.take(project.private, "ben").free()


def test_what_git_or_the_disk_refuses_keeps_nobody(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise GitFault("git could not be started")

    add_objects(project.root, 0, MANY + 1)
    with monkeypatch.context() as patch:
        patch.setattr(Git, "start", refuses)
        Writer.open(project).close()
    (project.private / store.tidying.STAMP).unlink()
    monkeypatch.setattr(store.tidying, "_PACK", ("no-such-command",))
    Writer.open(project).close()
    assert len(single(project.root)) == MANY + 1


def test_a_repository_that_borrows_its_objects_is_left_alone(project: Project, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--shared", str(project.root), "borrower")
    add_objects(tmp_path / "borrower", 0, MANY + 1)
    Tidying(Git(tmp_path / "borrower"), tmp_path).begin()
    assert not (tmp_path / store.tidying.STAMP).exists()
    Tidying(Git(tmp_path / "none"), tmp_path).begin()
    assert not (tmp_path / store.tidying.STAMP).exists()


def test_what_a_stopped_run_left_goes_when_it_is_old(project: Project) -> None:
    packs = project.root / ".git/objects/pack"
    packs.mkdir(exist_ok=True)
    for name in ("tmp_pack_old", ".tmp-1-pack-old.pack", "tmp_pack_new"):
        (packs / name).write_bytes(b"x")
        if "old" in name:
            os.utime(packs / name, (0, 0))
    add_objects(project.root, 0, MANY + 1)
    Writer.open(project).close()
    assert {path.name for path in packs.iterdir() if "tmp" in path.name} == {"tmp_pack_new"}
    assert single(project.root) == []
