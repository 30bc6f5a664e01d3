"""Whatever is killed and whenever: each acknowledged save is there afterwards, whole, and git holds what the disk holds."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from store.errors import Busy
from store.holdings import read_holdings
from store.project import Project, open_project
from store.writer import Writer
from tests.store.scribe import Facts, after, facts_of
from tests.store.studies import Desk, git, uncommitted

TOP = Path(__file__).parents[2]
MUTATING = "fsync,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir,mkdirat,ftruncate,write,pwrite64"


@dataclass
class Told:
    """What a scribe has said: the facts of its acknowledged acts, and those of an act that was not answered."""

    facts: Facts
    opened: threading.Event = field(default_factory=threading.Event)
    acts: int = 0
    refused: int = 0
    tried: Facts = field(default_factory=dict)

    def listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            said = json.loads(line)
            if "try" in said:
                self.tried = said["facts"]
            elif "ack" in said:
                self.facts, self.tried = after(self.facts, self.tried), {}
                self.acts += 1
            elif "no" in said:
                self.tried = {}
                self.refused += 1
            else:
                self.opened.set()
        self.opened.set()


def begin_to_write(root: Path, seed: int, *before: str) -> "subprocess.Popen[str]":
    command = [*before, sys.executable, "-m", "tests.store.scribe", str(root), str(seed)]
    return subprocess.Popen(
        command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )


def children(process: int) -> Iterator[int]:
    """The processes that a process has started, and theirs."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError, IndexError):
                if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == process:
                    yield int(folder.name)
                    yield from children(int(folder.name))


def kill(*processes: int) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def open_again(project: Project) -> Writer:
    """A new writer; a git that outlived its catena keeps the project locked until it has ended."""
    until = time.monotonic() + 30
    while True:
        try:
            return Writer.open(project)
        except Busy:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def check(project: Project, told: Told) -> Facts:
    """Opens the project again, and gives what is there if it is what must be there."""
    open_again(project).close()
    holdings = read_holdings(project)
    found = facts_of(holdings)
    assert holdings.faults == ()
    assert found in (told.facts, after(told.facts, told.tried))
    assert uncommitted(project.root) == ""
    assert "error" not in git(project.root, "fsck", "--full", "--strict")
    assert not list(project.root.rglob(".catena-tmp-*"))
    assert not [*(project.root / ".git").glob("*.lock"), *(project.root / ".git/refs").rglob("*.lock")]
    return found


def kill_often(project: Project, rounds: int, seed: int) -> int:
    """Kills a scribe, or its git, or both, at random moments; how many acknowledged acts outlived it."""
    chance = random.Random(seed)
    facts = facts_of(read_holdings(project))
    acts = 0
    for number in range(rounds):
        told = Told(facts)
        process = begin_to_write(project.root, chance.randrange(2**31))
        listener = threading.Thread(target=told.listen, args=(process,))
        listener.start()
        try:
            if number % 6 == 5:
                # While it opens: recovery is killed too.
                time.sleep(chance.uniform(0.1, 0.4))
            else:
                told.opened.wait(30)
                time.sleep(chance.uniform(0, 0.6))
            if number % 3 == 1:
                kill(*children(process.pid))
                time.sleep(chance.uniform(0, 0.2))
            started = list(children(process.pid)) if number % 2 else []
            kill(process.pid, *started)
        finally:
            kill(process.pid)
            process.wait()
            listener.join()
            assert process.stdout is not None
            process.stdout.close()
        facts = check(project, told)
        acts += told.acts
    return acts


def test_kills_at_random_lose_no_acknowledged_save(project: Project) -> None:
    assert kill_often(project, 12, seed=12) > 0


@pytest.mark.soak
def test_many_kills_at_random_lose_no_acknowledged_save(project: Project) -> None:
    acts = kill_often(project, int(os.environ.get("CATENA_KILLS", "120")), seed=2026)
    print(f"{acts} acknowledged saves, none lost")
    assert acts > 0


needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed (apt-get install strace)"
)


def write_under_strace(project: Project, seed: int, inject: str, seconds: float = 20) -> Told:
    """Lets a scribe write while strace makes its system calls go wrong, for so long at most, and checks what is left."""
    told = Told(facts_of(read_holdings(project)))
    traced = ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={MUTATING}", "-e", f"inject={inject}"]
    process = begin_to_write(project.root, seed, *traced)
    timer = threading.Timer(seconds, lambda: kill(*children(process.pid), process.pid))
    timer.start()
    try:
        told.listen(process)
        process.wait()
    finally:
        timer.cancel()
        kill(*children(process.pid), process.pid)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    check(project, told)
    return told


def kill_at_call(project: Project, number: int) -> int:
    """Kills a scribe at its n-th call that changes anything on the disk; how many acts it had acknowledged."""
    return write_under_strace(project, number, f"{MUTATING}:signal=KILL:when={number}").acts


@needs_strace
@pytest.mark.parametrize(
    "inject",
    [
        "fsync:error=EIO:when=9+5",
        "rename,renameat,renameat2:error=EACCES:when=5+3",
        "ftruncate,unlink,unlinkat:error=EIO:when=1+2",
        "mkdir,mkdirat:error=ENOSPC:when=2+1",
    ],
)
def test_calls_that_fail_now_and_then_lose_no_acknowledged_save_and_leave_no_other(
    project: Project, inject: str
) -> None:
    told = write_under_strace(project, 7, inject, seconds=1.5)
    assert told.acts > 0


@needs_strace
def test_a_kill_at_a_system_call_loses_no_acknowledged_save(project: Project) -> None:
    assert sum(kill_at_call(project, number) for number in range(20, 68, 8)) > 0


@pytest.mark.soak
@needs_strace
def test_a_kill_at_any_system_call_loses_no_acknowledged_save(project: Project) -> None:
    acts = sum(kill_at_call(project, number) for number in range(1, 121))
    print(f"{acts} acknowledged saves, none lost")
    assert acts > 0


def commit_with_a_git_killed_at(root: Path, number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Kills the first `git commit` at its n-th call that changes anything; whether it left a lock, and the act is in git."""
    real = shutil.which("git")
    wrapper, flag = folder / "git", folder / "killed"
    flag.unlink(missing_ok=True)
    wrapper.write_text(
        "#!/bin/sh\n"
        f'case " $* " in *" commit --quiet "*) if [ ! -e {flag} ]; then : > {flag}\n'
        f'exec strace -f -qq -o /dev/null -e trace={MUTATING} -e inject={MUTATING}:signal=KILL:when={number} {real} "$@"\n'
        f'fi;; esac\nexec {real} "$@"\n'
    )
    wrapper.chmod(0o700)
    project = open_project(root)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        with Writer.open(project) as writer:
            desk = Desk(writer)
            start = number % 40
            excerpt = desk.tag(start, start + 5, "Trust", note=f"{number}")
            writer._committer.commit_pending()
            state = writer.state
    assert state.uncommitted == 0
    assert state.obstacle == ""
    assert uncommitted(root) == ""
    assert excerpt.id in git(root, "log", "-1", "--format=%s")
    assert "error" not in git(root, "fsck", "--full", "--strict")
    return (root / ".git/catena-stale").exists()


@needs_strace
def test_a_git_that_is_killed_alone_is_followed_by_one_that_is_not(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = [commit_with_a_git_killed_at(root, number, tmp_path, monkeypatch) for number in (2, 5, 9, 14)]
    assert any(stale)


@pytest.mark.soak
@needs_strace
def test_a_git_killed_at_any_call_is_followed_by_one_that_is_not(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = [commit_with_a_git_killed_at(root, number, tmp_path, monkeypatch) for number in range(1, 46)]
    assert any(stale)
