"""Whatever is killed while reviewers sync, and whenever: no acknowledged save is lost, and all end with the same."""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from store.acts import write_memo
from store.errors import CatenaError
from store.holdings import read_holdings
from store.project import open_project
from store.theme_words import describe_theme
from tests.store.scribe import Facts, facts_of
from tests.store.sharing.clones import clone, desk_in, share, sync, tree
from tests.store.studies import git
from tests.store.test_kill import MUTATING, TOP, Told, children, kill, needs_strace, open_again


class Listener(Told):
    """What a courier has said; what it says of syncs is not about facts."""

    syncs = 0

    def listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            said = json.loads(line)
            if "try" in said:
                self.tried = said["facts"]
            elif "ack" in said:
                self.facts, self.tried = {**self.facts, **self.tried}, {}
                self.acts += 1
            elif "no" in said:
                self.tried = {}
            elif "synced" in said:
                assert (said["conflicts"], said["told"]) == ([], [])
                self.syncs += 1
            elif "open" in said:
                self.opened.set()
        self.opened.set()


def begin(root: Path, seed: object, own: Path, *before: str) -> "subprocess.Popen[str]":
    command = [*before, sys.executable, "-m", "tests.store.sharing.courier", str(root), str(seed), str(own)]
    return subprocess.Popen(
        command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )


def holds(found: Facts, wanted: Facts, tried: Facts) -> None:
    """Every fact is as it was acknowledged, or as the act that was not answered makes it; a theme may stay for others' sake."""
    for about in {*wanted, *tried}:
        there = found.get(about)
        assert there in (wanted.get(about), tried.get(about, there if about in tried else wanted.get(about))) or (
            about.startswith("theme ") and None in (wanted.get(about), tried.get(about, None))
        ), (about, there, wanted.get(about), tried)


def kill_couriers(begun: Path, folder: Path, names: tuple[str, ...], rounds: int, seed: int) -> tuple[int, int]:
    """Kills couriers, their gits, or both at random moments; how many acts were acknowledged, and how many syncs done."""
    chance = random.Random(seed)
    bare = share(begun, folder)
    roots = [bare.parent / "ana"] + [clone(bare, name) for name in names if name != "ana"]
    facts: dict[Path, Facts] = {root: {} for root in roots}
    acts = syncs = 0
    for number in range(rounds):
        root = chance.choice(roots)
        own = folder / "own.json"
        own.write_text(json.dumps([about for about, told in facts[root].items() if told is not None]))
        told = Listener(facts[root])
        process = begin(root, chance.randrange(2**31), own)
        listener = threading.Thread(target=told.listen, args=(process,))
        listener.start()
        try:
            if number % 6 == 5:
                time.sleep(chance.uniform(0.1, 0.5))
            else:
                told.opened.wait(30)
                time.sleep(chance.uniform(0, 1.5))
            if number % 3 == 1:
                kill(*children(process.pid))
                time.sleep(chance.uniform(0, 0.3))
            kill(process.pid, *(list(children(process.pid)) if number % 2 else []))
        finally:
            kill(process.pid)
            process.wait()
            listener.join()
            assert process.stdout is not None
            process.stdout.close()
        open_again(open_project(root)).close()
        found = facts_of(read_holdings(open_project(root)))
        holds(found, told.facts, told.tried)
        facts[root] = {about: found.get(about) for about in {*told.facts, *told.tried}}
        assert git(root, "status", "--porcelain", "--untracked-files=all") == ""
        acts, syncs = acts + told.acts, syncs + told.syncs
    for root in (*roots, *roots):
        patiently_sync(root)
    assert len({tree(root) for root in roots}) == 1
    for root in roots:
        holdings = read_holdings(open_project(root))
        assert holdings.faults == ()
        for others in facts.values():
            holds(facts_of(holdings), others, {})
        assert not [
            *root.rglob(".catena-tmp-*"),
            *(root / ".git").glob("*.lock"),
            *(root / ".git/refs").rglob("*.lock"),
        ]
    for repository in (bare, *roots):
        assert "error" not in git(repository, "fsck", "--full", "--strict")
    return acts, syncs


def patiently_sync(root: Path) -> None:
    """A git that outlived its catena may still be at work."""
    until = time.monotonic() + 30
    while True:
        try:
            sync(root)
        except CatenaError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def test_kills_at_random_while_reviewers_sync_lose_nothing(begun: Path, tmp_path: Path) -> None:
    acts, _ = kill_couriers(begun, tmp_path, ("ana", "ben"), 4, seed=3)
    assert acts > 0


@pytest.mark.soak
def test_many_kills_at_random_while_reviewers_sync_lose_nothing(begun: Path, tmp_path: Path) -> None:
    rounds = int(os.environ.get("CATENA_KILLS", "180"))
    acts, syncs = kill_couriers(begun, tmp_path, ("ana", "ana2", "ben"), rounds, seed=2026)
    print(f"{rounds} kills, {acts} acknowledged saves, {syncs} syncs, none lost")
    assert acts > rounds
    assert syncs > 0


class Scene:
    """Two clones that differ in all ways, one of which has synced; the other one's sync can be played again and again."""

    def __init__(self, begun: Path, folder: Path) -> None:
        bare = share(begun, folder)
        self.root, ben = bare.parent / "ana", clone(bare, "ben")
        for root, start in ((self.root, 0), (ben, 20)):
            desk = desk_in(root)
            with desk.writer:
                desk.tag(start, start + 7, "Trust", note=root.name)
                desk.writer.perform(
                    describe_theme(desk.theme("Trust"), {"definition": root.name, "include": "x" * 9})[0]
                )
                act, _ = write_memo(desk.holdings, desk.writer.reviewer.id, f"Memo of {root.name}", "Body.\n")
                desk.writer.perform(act)
        (ben / "gone").mkdir()
        (ben / "gone/folder.txt").write_text("x")
        git(ben, "add", "gone")
        git(ben, "commit", "-q", "-m", "a file of theirs")
        sync(ben)
        self._folder, self._kept = bare.parent, folder / "kept"
        shutil.copytree(self._folder / "ana", self._kept / "ana", symlinks=True)
        shutil.copytree(bare, self._kept / "shared.git", symlinks=True)
        sync(self.root)
        self.expected = git(self.root, "rev-parse", "HEAD^{tree}")

    def again(self) -> None:
        """Everything is as before the sync."""
        for name in ("ana", "shared.git"):
            shutil.rmtree(self._folder / name)
            shutil.copytree(self._kept / name, self._folder / name, symlinks=True)

    def kill_at(self, number: int, follow: bool) -> bool:
        """Kills catena, with `follow` each of its gits too, at the n-th call that changes anything; whether it came to that."""
        self.again()
        traced = ["strace", *(("-f",) if follow else ()), "-qq", "-o", "/dev/null", "-e", f"trace={MUTATING}"]
        traced += ["-e", f"inject={MUTATING}:signal=KILL:when={number}"]
        process = begin(self.root, "once", Path("/dev/null"), *traced)
        process.communicate(timeout=60)
        killed = process.returncode != 0
        self.check()
        return killed

    def check(self) -> None:
        with suppress(CatenaError):
            open_again(open_project(self.root)).close()
        patiently_sync(self.root)
        assert tree(self.root) == self.expected
        assert git(self.root, "rev-parse", "HEAD") == git(self._folder / "shared.git", "rev-parse", "main")
        for repository in (self.root, self._folder / "shared.git"):
            assert "error" not in git(repository, "fsck", "--full", "--strict")


@pytest.fixture
def scene(begun: Path, tmp_path: Path) -> Scene:
    return Scene(begun, tmp_path)


@needs_strace
@pytest.mark.parametrize(("number", "follow"), [(12, False), (9, True)])
def test_a_kill_at_a_system_call_of_a_sync_is_finished_by_the_next(scene: Scene, number: int, follow: bool) -> None:
    assert scene.kill_at(number, follow)


@pytest.mark.soak
@needs_strace
def test_a_kill_at_any_system_call_of_a_sync_is_finished_by_the_next(scene: Scene) -> None:
    for follow in (False, True):
        number = 1
        while scene.kill_at(number, follow):
            number += 1
        print(f"{number - 1} kills{' of git too' if follow else ''}")
        assert number > 10


@needs_strace
@pytest.mark.parametrize(
    "inject",
    ["fsync:error=EIO:when=3+2", "write:error=ENOSPC:when=20+7", "rename,renameat,renameat2:error=EACCES:when=2+2"],
)
def test_a_disk_that_refuses_now_and_then_loses_nothing(scene: Scene, inject: str) -> None:
    scene.again()
    traced = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={MUTATING}", "-e", f"inject={inject}"]
    process = begin(scene.root, "once", Path("/dev/null"), *traced)
    process.communicate(timeout=60)
    scene.check()
