"""No act waits for git, no act is forgotten by it, and what stands in its way is said and outlasted."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import store.committer
from store.acts import Act
from store.committer import BATCH, Committer, batches, message_of
from store.errors import GitFault
from store.git import Git
from store.holdings import read_holdings
from store.journal import Journal, Recorded
from store.preflight import free_stale_locks, obstacle
from store.project import Project, open_project
from store.saving import SaveState
from store.writer import Writer
from tests.store.studies import ANA, Desk, git, messages, uncommitted


def until(holds: Callable[[], bool]) -> None:
    """Waits for the background, for as long as a slow machine may need."""
    last = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < last, "the background did not get there"
        time.sleep(0.005)


def act(number: int, kind: str = "tag", reviewer: str = "ana", undoes: str = "") -> Recorded:
    return Recorded(f"a{number}", kind, f"{kind} {number}\n\nwhy", reviewer, (), undoes)


def test_neighbours_of_one_kind_by_one_reviewer_share_a_commit() -> None:
    acts = [act(1), act(2), act(3, "memo"), act(4), act(5, reviewer="ben"), act(6, reviewer="ben", undoes="a5")]
    assert [[each.id for each in batch] for batch in batches(acts)] == [["a1", "a2"], ["a3"], ["a4"], ["a5"], ["a6"]]
    assert [len(batch) for batch in batches(act(number) for number in range(2 * BATCH + 1))] == [BATCH, BATCH, 1]
    assert batches([]) == []


def test_a_batch_lists_its_acts() -> None:
    assert message_of([act(1)]) == "tag 1\n\nwhy"
    assert message_of([act(1), act(2)]) == "tag 2 excerpts\n\n- tag 1: why\n- tag 2: why"


def test_a_burst_is_one_commit_and_no_act_waits_for_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.committer, "IDLE", 0.05)
    going, come = threading.Event(), threading.Event()
    real = Git.commit

    def slow(self: Git, *arguments: object, **named: object) -> bool:
        come.set()
        assert going.wait(30)
        return real(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "commit", slow)
    before = len(messages(project.root))
    with Writer.open(project, background=True) as writer:
        desk = Desk(writer)
        first = desk.tag(0, 5, "Trust")
        assert come.wait(30)
        # The commit of the first act hangs; acts go on and are on disk.
        others = [desk.tag(start, start + 5, "Power") for start in range(5, 50, 5)]
        assert writer.state == SaveState(10, True, "")
        assert set(desk.read_again().excerpts) == {each.id for each in (first, *others)}
        going.set()
        until(lambda: writer.state.uncommitted == 0)
    assert messages(project.root)[:2] == ["tag 9 excerpts", f"tag {first.id} as Trust (jw019)"]
    assert len(messages(project.root)) == before + 2


def test_a_busy_reviewer_gets_commits_too(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.committer, "IDLE", 30.0)
    monkeypatch.setattr(store.committer, "LONGEST", 0.05)
    with Writer.open(project, background=True) as writer:
        desk = Desk(writer)
        desk.tag(0, 5, "Trust")
        time.sleep(0.1)
        desk.tag(5, 9, "Trust")
        until(lambda: writer.state.uncommitted == 0)


def test_states_are_told_as_they_change(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.committer, "IDLE", 0.01)
    told: list[SaveState] = []
    with Writer.open(project, background=True, on_state=told.append) as writer:
        Desk(writer).tag(0, 5, "Trust")
        until(lambda: writer.state.uncommitted == 0 and not writer.state.committing)
    assert SaveState(1, False, "") in told
    assert SaveState(1, True, "") in told
    assert told[-1] == SaveState(0, False, "")


def test_what_git_refused_is_told_kept_and_tried_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.committer, "IDLE", 0.01)
    monkeypatch.setattr(store.committer, "RETRY", 0.05)
    real = Git.commit
    refusing = [True]

    def sometimes(self: Git, *arguments: object, **named: object) -> bool:
        if refusing[0]:
            raise GitFault("git commit failed: no space left")
        return real(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "commit", sometimes)
    with Writer.open(project, background=True) as writer:
        excerpt = Desk(writer).tag(0, 5, "Trust")
        until(lambda: writer.state.obstacle != "" and not writer.state.committing)
        assert writer.state == SaveState(1, False, "git commit failed: no space left")
        refusing[0] = False
        until(lambda: writer.state == SaveState(0, False, ""))
    assert messages(project.root)[0] == f"tag {excerpt.id} as Trust (jw019)"


def test_what_was_not_committed_at_closing_is_at_the_next_start(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> bool:
        raise GitFault("git commit failed")

    with monkeypatch.context() as patch:
        patch.setattr(Git, "commit", refuse)
        with Writer.open(project) as writer:
            excerpt = Desk(writer).tag(0, 5, "Trust")
    assert uncommitted(project.root) != ""
    Writer.open(project).close()
    assert uncommitted(project.root) == ""
    assert messages(project.root)[0] == f"tag {excerpt.id} as Trust (jw019)"


def test_hand_edits_that_could_not_be_taken_in_at_the_start_are_taken_in_later(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.committer, "RETRY", 0.05)
    theme = next((project.root / "themes").iterdir())
    theme.write_text(theme.read_text() + "# by hand\n")
    real = Git.changed
    refusing = [True]

    def sometimes(self: Git, paths: list[str]) -> list[tuple[str, str]]:
        if refusing[0]:
            raise GitFault("git status failed")
        return real(self, paths)

    monkeypatch.setattr(Git, "changed", sometimes)
    with Writer.open(project, background=True) as writer:
        until(lambda: writer.state.obstacle == "git status failed")
        refusing[0] = False
        until(lambda: writer.state.obstacle == "")
    assert uncommitted(project.root) == ""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_catena_in_the_background_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(store.committer, "IDLE", 0.01)
    with monkeypatch.context() as patch:
        patch.setattr(Git, "commit", broken)
        writer = Writer.open(project, background=True)
        Desk(writer).tag(0, 5, "Trust")
        until(lambda: "fault of catena" in writer.state.obstacle)
        assert writer.state.uncommitted == 1
        writer.close()
    Writer.open(project).close()
    assert uncommitted(project.root) == ""


def make_conflict(root: Path) -> None:
    """Two branches that change the same line."""
    git(root, "checkout", "-q", "-b", "other")
    (root / "catena.toml").write_text((root / "catena.toml").read_text().replace("A study", "Theirs"))
    git(root, "commit", "-q", "-a", "-m", "theirs")
    git(root, "checkout", "-q", "main")
    (root / "catena.toml").write_text((root / "catena.toml").read_text().replace("A study", "Ours"))
    git(root, "commit", "-q", "-a", "-m", "ours")


STATES = {
    "a merge is under way": (["merge", "other"], ["merge", "--abort"]),
    "a rebase is under way": (["rebase", "other"], ["rebase", "--abort"]),
    "a cherry-pick is under way": (["cherry-pick", "other"], ["cherry-pick", "--abort"]),
    "a revert is under way": (["revert", "--no-edit", "main~1"], ["revert", "--abort"]),
    "a bisection is under way": (["bisect", "start"], ["bisect", "reset"]),
    "the repository is on no branch": (["checkout", "-q", "--detach"], ["checkout", "-q", "main"]),
}


@pytest.mark.parametrize("state", STATES)
def test_in_a_state_where_a_commit_would_go_astray_saves_go_on_and_commits_wait(root: Path, state: str) -> None:
    begin, end = STATES[state]
    make_conflict(root)
    if "revert" in state:
        (root / "catena.toml").write_text((root / "catena.toml").read_text().replace("Ours", "Later"))
        git(root, "commit", "-q", "-a", "-m", "later")
    git(root, *begin, may_fail=True)
    project = root / "catena.toml"
    project.write_text(git(root, "show", "main:catena.toml") + "\n")
    opened = open_project(root)
    assert obstacle(Git(root)).startswith(state)
    head = git(root, "rev-parse", "HEAD")
    with Writer.open(opened) as writer:
        excerpt = Desk(writer).tag(0, 5, "Trust")
        writer._committer.commit_pending()
        assert writer.state.uncommitted == 1
        assert writer.state.obstacle.startswith(state)
        assert "\n" not in writer.state.obstacle
    assert git(root, "rev-parse", "HEAD") == head
    git(root, *end)
    assert obstacle(Git(root)) == ""
    with Writer.open(open_project(root)) as writer:
        assert writer.state.uncommitted == 0
        assert excerpt.id in Desk(writer).holdings.excerpts
    assert uncommitted(root) == ""
    assert git(root, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert any(f"tag {excerpt.id} as Trust (jw019)" == message for message in messages(root))


def test_without_a_repository_saves_go_on_and_it_is_said(root: Path) -> None:
    shutil.rmtree(root / ".git")
    for within_another in (False, True):
        if within_another:
            git(root.parent, "init", "-q")
        with Writer.open(open_project(root), identity=ANA) as writer:
            Desk(writer).tag(int(within_another), 5, "Trust")
            writer._committer.commit_pending()
            assert writer.state.obstacle.startswith("this folder is no git repository")
    assert len(read_holdings(open_project(root)).excerpts) == 2
    git(root, "init", "-q", "-b", "main")
    with Writer.open(open_project(root), identity=ANA) as writer:
        assert writer.state == SaveState(0, False, "")
    assert uncommitted(root) == ""


def test_a_damaged_repository_is_said(root: Path) -> None:
    (root / ".git/HEAD").unlink()
    assert "no HEAD" in obstacle(Git(root))
    (root / ".git/HEAD").write_text("ref: refs/heads/main\n")
    shutil.rmtree(root / ".git/objects")
    assert "no objects" in obstacle(Git(root))


LOCKS = [
    "index.lock",
    "HEAD.lock",
    "refs/heads/main.lock",
    "refs/remotes/origin/main.lock",
    "packed-refs.lock",
    "config.lock",
]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_that_a_crash_left_is_moved_aside_at_the_next_start(root: Path, lock: str) -> None:
    place = root / ".git" / lock
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"half")
    with Writer.open(open_project(root)) as writer:
        Desk(writer).tag(0, 5, "Trust")
        assert writer.recovered == (f"a lock that a crash left in git was moved aside: {lock.replace('/', '-')}",)
    assert uncommitted(root) == ""
    assert not place.exists()
    assert "error" not in git(root, "fsck")
    assert len(list((root / ".git/catena-stale").iterdir())) == 1


def test_a_lock_that_appears_while_catena_runs_does_not_wait_for_a_restart(desk: Desk, project: Project) -> None:
    desk.tag(0, 5, "Trust")
    (project.root / ".git/index.lock").write_bytes(b"")
    desk.writer._committer.commit_pending()
    assert desk.writer.state == SaveState(0, False, "")


def test_the_lock_of_a_git_that_is_at_work_stays(desk: Desk, project: Project, tmp_path: Path) -> None:
    desk.tag(0, 5, "Trust")
    lock = project.root / ".git/index.lock"
    lock.write_bytes(b"")
    busy = subprocess.Popen(
        ["git", "-C", str(project.root), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    try:
        until(lambda: "git" in Path(f"/proc/{busy.pid}/comm").read_text())
        until(lambda: Path(f"/proc/{busy.pid}/cwd").resolve() == project.root)
        assert free_stale_locks(Git(project.root)).told == (
            "another git is at work in this repository; commits wait for it",
        )
        desk.writer._committer.commit_pending()
        assert lock.exists()
        assert desk.writer.state.uncommitted == 1
        assert desk.writer.state.obstacle.startswith("git update-index failed: Unable to create")
    finally:
        busy.communicate(b"")
    desk.writer._committer.commit_pending()
    assert desk.writer.state.uncommitted == 0


def test_another_accounts_lock_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = root / ".git/index.lock"
    lock.write_bytes(b"")
    account = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: account + 1)
    freed = free_stale_locks(Git(root))
    assert freed.freed == 0
    assert freed.told == ("git's lock index.lock belongs to another account and stays; commits wait for it",)
    assert lock.exists()


def test_locks_of_a_linked_work_tree_are_found_in_the_repository_that_it_shares(root: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    git(root, "worktree", "add", "-q", "-b", "second", str(tree))
    (root / ".git/refs/heads/second.lock").write_bytes(b"")
    (root / ".git/worktrees/tree/index.lock").write_bytes(b"")
    assert obstacle(Git(tree)) == ""
    assert free_stale_locks(Git(tree)).freed == 2
    with Writer.open(open_project(tree)) as writer:
        Desk(writer).tag(0, 5, "Trust")
    assert uncommitted(tree) == ""
    assert git(tree, "rev-parse", "--abbrev-ref", "HEAD") == "second"


def test_an_act_without_a_difference_stands_in_the_history_all_the_same(desk: Desk, project: Project) -> None:
    desk.writer.perform(Act("x", "something was decided", (), why="because"))
    desk.writer._committer.commit_pending()
    assert git(project.root, "log", "-1", "--format=%B") == "something was decided\n\nbecause"


@pytest.mark.parametrize("command", ["status", "commit"])
def test_a_sentence_about_git_names_the_command(project: Project, command: str) -> None:
    with pytest.raises(GitFault, match=rf"^git {command} failed: "):
        Git(project.root).run("--literal-pathspecs", command, "--no-such-option")


def test_a_user_who_commits_at_the_same_time_loses_nothing_and_takes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.committer, "IDLE", 0.01)
    monkeypatch.setattr(store.committer, "RETRY", 0.02)
    made: list[str] = []
    with Writer.open(project, background=True) as writer:
        desk = Desk(writer)
        for number in range(30):
            made.append(desk.tag(number, number + 5, "Trust").id)
            (project.root / f"mine-{number}.txt").write_text("mine")
            git(project.root, "add", f"mine-{number}.txt", may_fail=True)
            git(project.root, "commit", "-q", "-m", f"mine {number}", "--", f"mine-{number}.txt", may_fail=True)
        until(lambda: writer.state == SaveState(0, False, ""))
    log = git(project.root, "log", "--format=%B")
    assert all(excerpt in log for excerpt in made)
    assert set(read_holdings(project).excerpts) == set(made)
    assert "excerpts" not in uncommitted(project.root)
    assert not (project.root / ".git/catena-stale").exists()


def test_an_act_and_its_undo_are_both_told_at_the_next_start(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Committer, "commit_pending", lambda *_, **__: None)
        with Writer.open(project) as writer:
            desk = Desk(writer)
            excerpt = desk.tag(0, 5, "Trust")
            writer.undo()
    with Writer.open(project):
        pass
    told = messages(project.root)[:2]
    assert told == [f"undo: tag {excerpt.id} as Trust (jw019)", f"tag {excerpt.id} as Trust (jw019)"]
    with Writer.open(project):
        pass
    assert messages(project.root)[:2] == told


def test_an_act_whose_mark_was_lost_is_not_told_twice(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "committed", lambda *_: None)
        with Writer.open(project) as writer:
            Desk(writer).tag(0, 5, "Trust")
    told = messages(project.root)
    with Writer.open(project):
        pass
    assert messages(project.root) == told
