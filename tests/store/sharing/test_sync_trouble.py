"""What stands in the way of a sync is moved, named with its remedy, or waited for; nothing is overwritten and nothing is lost."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import store.preflight
import store.sharing.landing
from store.acts import write_memo
from store.errors import CatenaError, FileFault, GitFault
from store.files import write_durably
from store.holdings import read_holdings
from store.preflight import free_old_lock
from store.project import open_project
from store.sharing.procedure import set_remote, synchronise
from store.theme_words import describe_theme
from store.writer import Writer
from tests.store.sharing.clones import desk_in, desk_of, sync, tagged, tree
from tests.store.studies import begin_study, git


@pytest.mark.parametrize(
    "lock",
    [
        "index.lock",
        "HEAD.lock",
        "config.lock",
        "packed-refs.lock",
        "refs/heads/main.lock",
        "refs/remotes/origin/main.lock",
    ],
)
def test_locks_that_a_crash_left_are_moved_out_of_the_way(ana: Path, ben: Path, lock: str) -> None:
    tagged(ben, 10)
    sync(ben)
    tagged(ana, 0)
    (ana / ".git" / lock).touch()
    (ana / ".git/refs/remotes/origin").mkdir(parents=True, exist_ok=True)
    assert sync(ana).received == 2
    assert tree(ana)
    assert "error" not in git(ana, "fsck", "--full", "--strict")


def test_a_lock_that_a_crash_left_in_the_shared_folder_is_moved_aside_once_it_is_old(
    ana: Path, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tagged(ana, 0)
    monkeypatch.setattr(store.preflight, "OLD", 0.2)
    (bare / "refs/heads/main.lock").touch()
    assert sync(ana).sent == 1
    assert "error" not in git(bare, "fsck", "--full", "--strict")


def test_git_at_work_keeps_its_lock(ana: Path, bare: Path) -> None:
    tagged(ana, 0)
    other = bare.parent / "elsewhere"
    other.mkdir()
    lock = bare / "refs/heads/main.lock"
    lock.touch()
    at_work = subprocess.Popen(
        ["git", "cat-file", "--batch-check"], cwd=bare, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )
    assert at_work.stdin is not None
    assert at_work.stdout is not None
    try:
        at_work.stdin.write(b"main\n")
        assert at_work.stdout.readline().endswith(b"\n")
        os.utime(lock, (0, 0))
        free_old_lock(bare, lock)
        assert lock.exists()
    finally:
        at_work.stdin.close()
        at_work.stdout.close()
        at_work.wait()
    free_old_lock(bare, lock)
    assert not lock.exists()


def test_a_remote_that_is_gone_is_a_sentence_and_the_next_sync_goes_on(ana: Path, ben: Path, bare: Path) -> None:
    tagged(ana, 0)
    moved = bare.with_name("away.git")
    bare.rename(moved)
    with pytest.raises(GitFault, match=r"is no repository: `git init --bare"):
        sync(ana)
    assert git(ana, "status", "--porcelain") == ""
    moved.rename(bare)
    assert sync(ana).sent == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_account_comes_with_the_advice_that_git_needs(ana: Path, bare: Path) -> None:
    for path in (bare, *bare.rglob("*")):
        os.chown(path, 65534, 65534)
    with pytest.raises(GitFault, match=r"git config --global --add safe.directory .*shared.git"):
        sync(ana)


def test_another_project_in_the_place_is_refused(bare: Path, tmp_path: Path) -> None:
    other = begin_study(tmp_path / "other").root
    with Writer.open(open_project(other)) as writer:
        set_remote(writer, str(bare))
        with pytest.raises(GitFault, match="another project is shared there"):
            synchronise(writer)


def test_a_branch_of_another_name_is_named(ana: Path, bare: Path) -> None:
    git(bare, "branch", "-m", "main", "trunk")
    with pytest.raises(GitFault, match=r"has no branch main but trunk"):
        sync(ana)


def test_a_merge_that_is_half_done_is_named_and_after_an_abort_it_is_merged_by_id(ana: Path, ben: Path) -> None:
    for root, field in ((ana, "include"), (ben, "exclude")):
        desk = desk_in(root)
        with desk.writer:
            desk.writer.perform(describe_theme(desk.theme("Trust"), {field: "x"})[0])
    sync(ben)
    git(ana, "fetch", "--quiet")
    assert "CONFLICT" in git(ana, "merge", "origin/main", may_fail=True)
    with pytest.raises(GitFault, match=r"a merge is under way.*git merge --abort` and then `catena sync"):
        sync(ana)
    git(ana, "merge", "--abort")
    assert sync(ana).conflicts == ()
    trust = desk_of(ana).theme("Trust")
    assert (trust.include, trust.exclude) == ("x", "x")


def test_conflict_marks_that_git_left_are_named_with_their_line(ana: Path, ben: Path) -> None:
    desk = desk_in(ana)
    with desk.writer:
        act, memo = write_memo(desk.holdings, "ana-ferreira", "Mine", "One.\n")
        desk.writer.perform(act)
    path = ana / memo.path
    path.write_text(path.read_text() + "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n")
    synced = sync(ana)
    assert synced.sent == 1
    assert re.fullmatch(
        rf"not shared: {memo.path}, line \d+: git left both .*; mend it, or `git checkout .*", synced.told[0]
    )
    line = int(synced.told[0].partition("line ")[2].partition(":")[0])
    assert path.read_text().split("\n")[line - 1] == "<<<<<<< HEAD"
    path.write_text(path.read_text().partition("<<<<<<<")[0])
    assert sync(ana).told == ()


def test_edits_by_hand_are_taken_in_and_those_that_cannot_be_read_are_named(ana: Path, ben: Path) -> None:
    theme = next(iter((ana / "themes").iterdir()))
    theme.write_text(theme.read_text() + '# by hand\nsource = "in vivo"\n')
    assert sync(ana).sent == 1
    theme.write_text(theme.read_text() + "broken =\n")
    there = ben / "themes" / theme.name
    sync(ben)
    there.write_text(there.read_text() + 'kind = "typology"\n')
    sync(ben)
    kept = theme.read_bytes()
    with pytest.raises(FileFault, match=rf"themes/{theme.name}, line \d+: .*mend it, or `git checkout"):
        sync(ana)
    assert theme.read_bytes() == kept
    theme.write_text(theme.read_text().replace("broken =\n", ""))
    sync(ana)
    assert 'kind = "typology"' in theme.read_text()
    assert tree(ana) == tree(ben)


def test_a_file_of_ones_own_that_others_changed_too_is_not_overwritten(ana: Path, ben: Path) -> None:
    (ben / "notes.txt").write_text("theirs")
    git(ben, "add", "notes.txt")
    git(ben, "commit", "-q", "-m", "notes")
    sync(ben)
    (ana / "notes.txt").write_text("mine")
    with pytest.raises(FileFault, match=r"notes.txt: it is not as git has it"):
        sync(ana)
    assert (ana / "notes.txt").read_text() == "mine"
    (ana / "notes.txt").unlink()
    sync(ana)
    assert (ana / "notes.txt").read_text() == "theirs"


def test_what_somebody_staged_stays_staged(ana: Path, ben: Path) -> None:
    tagged(ben, 10)
    sync(ben)
    (ana / "own.txt").write_text("mine")
    git(ana, "add", "own.txt")
    sync(ana)
    assert git(ana, "status", "--porcelain") == "A  own.txt"


def test_an_edit_in_the_moment_of_landing_is_merged(ana: Path, ben: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_in(ben)
    with desk.writer:
        desk.writer.perform(describe_theme(desk.theme("Trust"), {"include": "theirs"})[0])
        path = f"themes/{desk.theme('Trust').id}.toml"
    sync(ben)
    landing = write_durably

    def edited_first(root: Path, written: str, data: bytes, **more: object) -> None:
        if written == path and b"by hand" not in (root / path).read_bytes():
            (root / path).write_bytes((root / path).read_bytes() + b'source = "by hand"\n')
        landing(root, written, data, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(store.sharing.landing, "write_durably", edited_first)
    sync(ana)
    monkeypatch.undo()
    trust = desk_of(ana).theme("Trust")
    assert (trust.include, trust.source) == ("theirs", "by hand")
    sync(ana)
    sync(ben)
    assert tree(ana) == tree(ben)


def test_interrupting_the_command_leaves_130_and_nothing_lost(ana: Path, ben: Path, tmp_path: Path) -> None:
    """A git that hangs stands for a slow network."""
    excerpt = tagged(ana, 0)
    slow = tmp_path / "slow"
    slow.mkdir()
    (slow / "git").write_text(
        f'#!/bin/sh\ncase " $* " in *" fetch "*) : > {slow}/asked; exec sleep 60;; esac\nexec {shutil.which("git")} "$@"\n'
    )
    (slow / "git").chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-c", "from tui.commands import main; main()", "-C", str(ana), "sync"],
        env={**os.environ, "PATH": f"{slow}:{os.environ['PATH']}"},
        cwd=Path(__file__).parents[3],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    until = time.monotonic() + 30
    while not (slow / "asked").exists() and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.decode() == "catena: interrupted; what was saved before stays saved\n"
    assert sync(ana).sent == 1
    assert excerpt in read_holdings(open_project(ana)).excerpts


def test_a_sync_onto_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(
    bare: Path, ben: Path, small_disk: Path
) -> None:
    root = small_disk / "ana"
    shutil.copytree(bare.parent / "ana", root, symlinks=True)
    desk = desk_in(ben)
    with desk.writer:
        for number in range(4):
            act, _ = write_memo(desk.holdings, "ben-okafor", f"Memo {number}", f"{os.urandom(15_000).hex()}\n")
            desk.take_in(desk.writer.perform(act))
    sync(ben)
    mine = tagged(root, 0)
    ballast = small_disk / "ballast"
    refused = 0
    for room in (0, 4_000, 20_000, 40_000, 60_000, 90_000, 130_000, 180_000):
        ballast.unlink(missing_ok=True)
        free = shutil.disk_usage(small_disk).free
        ballast.write_bytes(b"x" * max(0, free - room))
        try:
            sync(root)
        except CatenaError:
            refused += 1
        assert mine in read_holdings(open_project(root)).excerpts
    assert refused > 3
    ballast.unlink(missing_ok=True)
    sync(root)
    sync(ben)
    assert tree(root) == tree(ben)
    assert len(read_holdings(open_project(root)).memos) == 4
    assert "error" not in git(root, "fsck", "--full", "--strict")
