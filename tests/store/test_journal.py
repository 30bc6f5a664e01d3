"""What was recorded is read back; what became of acts is what a plain model says, across any number of restarts."""

import errno
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

import store.journal
from store.acts import SetValue
from store.errors import SaveFault
from store.journal import PATH, Journal, Recorded, ReplacedFile
from store.merging import same
from store.project import Project, Settings
from tests.store.test_files import fail_at
from tests.store.test_toml import TEXTS, VALUES

KEYS = st.lists(TEXTS, max_size=3).map(tuple)
TABLES = st.none() | st.dictionaries(TEXTS | st.sampled_from(["$bytes", "$table", "$date"]), VALUES, max_size=2)
CHANGES = st.builds(SetValue, st.just("themes/a.toml"), KEYS, TABLES, TABLES, TABLES) | st.builds(
    ReplacedFile, st.just("memos/ana/a.md"), st.none() | st.binary(), st.none() | st.just("00")
)


def recorded(number: int, undoes: str = "", *changes: Any) -> Recorded:
    return Recorded(f"a{number}", "tag", f"act {number}", "ana", changes, undoes, "2026-11-25T10:00:00+00:00")


def bare(tmp_path: Path) -> Project:
    return Project(tmp_path, Settings("id", "title"))


@given(st.lists(CHANGES, max_size=3), TEXTS)
def test_an_act_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Any], message: str
) -> None:
    project = bare(tmp_path_factory.mktemp("journal"))
    act = Recorded("a1", "tag", message, "ana", tuple(changes), "", "2026")
    Journal.read(project).record(act)
    read = Journal.read(project).acts["a1"]
    assert (read.kind, read.message, read.reviewer, len(read.changes)) == ("tag", message, "ana", len(changes))
    for found, made in zip(read.changes, changes, strict=True):
        if isinstance(made, ReplacedFile):
            assert found == made
        else:
            assert isinstance(found, SetValue)
            assert (found.path, found.keys) == (made.path, made.keys)
            assert same([found.before, found.after, found.head], [made.before, made.after, made.head])


def test_times_come_back_as_times(tmp_path: Path) -> None:
    values = {"a": datetime(2026, 1, 2, 3, tzinfo=UTC), "b": date(2026, 1, 2), "c": time(3, 4), "d": [b"\x00\xff"]}
    Journal.read(bare(tmp_path)).record(recorded(1, "", SetValue("themes/a.toml", (), None, values)))
    change = Journal.read(bare(tmp_path)).acts["a1"].changes[0]
    assert change.after == values


def test_a_last_line_cut_short_is_no_act_and_spoils_no_later_one(tmp_path: Path) -> None:
    project = bare(tmp_path)
    journal = Journal.read(project)
    journal.record(recorded(1))
    journal.record(recorded(2))
    file = tmp_path / PATH
    file.write_bytes(file.read_bytes()[:-9])
    journal = Journal.read(project)
    assert list(journal.acts) == ["a1"]
    journal.record(recorded(3))
    assert list(Journal.read(project).acts) == ["a1", "a3"]


def of_changes(changes: bytes) -> bytes:
    return b'{"act": "x", "kind": "", "message": "", "reviewer": "", "changes": %s}' % changes


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\x00",
        b"[1, 2]",
        b"null",
        b'"text"',
        b"{",
        b'{"committed": 5}',
        b'{"committed": [[]]}',
        b'{"void": []}',
        b'{"act": "x"}',
        b'{"act": [], "kind": "", "message": "", "reviewer": "", "changes": []}',
        of_changes(b"[5]"),
        of_changes(b'[{"path": "memos/a", "before": {"$bytes": 5}, "after": ""}]'),
        of_changes(b'[{"path": "themes/a", "keys": 5, "values": []}]'),
        of_changes(b'[{"path": "../a", "before": null, "after": null}]'),
        of_changes(b'[{"path": ".git/config", "before": null, "after": null}]'),
        b"[" * 100_000,
    ],
)
def test_a_damaged_line_is_passed_over(tmp_path: Path, line: bytes) -> None:
    project = bare(tmp_path)
    Journal.read(project).record(recorded(1))
    with (tmp_path / PATH).open("ab") as file:
        file.write(line + b"\n")
    journal = Journal.read(project)
    assert list(journal.acts) == list(journal.uncommitted) == journal.undoable == ["a1"]
    journal.record(recorded(2))
    assert list(Journal.read(project).acts) == ["a1", "a2"]


def test_what_the_disk_refused_is_said_by_the_next_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = bare(tmp_path)
    journal = Journal.read(project)
    for number in (1, 2, 3):
        journal.record(recorded(number))
    with monkeypatch.context() as patch:
        fail_at(patch, "write", errno.ENOSPC)
        journal.void("a2")
        journal.committed(["a1"])
        with pytest.raises(SaveFault):
            journal.record(recorded(4))
    assert list(journal.acts) == ["a1", "a3"]
    assert list(journal.uncommitted) == ["a3"]
    journal.record(recorded(5))
    read = Journal.read(project)
    assert list(read.acts) == ["a1", "a3", "a5"]
    assert list(read.uncommitted) == ["a3", "a5"]


def test_an_act_whose_line_was_refused_but_stayed_on_disk_never_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = bare(tmp_path)
    journal = Journal.read(project)
    journal.record(recorded(1))
    with monkeypatch.context() as patch:
        fail_at(patch, "fsync", errno.EIO)
        fail_at(patch, "ftruncate", errno.EIO)
        with pytest.raises(SaveFault):
            journal.record(recorded(2))
    assert b'"a2"' in (tmp_path / PATH).read_bytes()
    journal.record(recorded(3))
    assert list(Journal.read(project).acts) == ["a1", "a3"]


class Model(RuleBasedStateMachine):
    """The journal beside two stacks and a set."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project = project
        self.journal = Journal.read(project)
        self.number = 0
        self.done: list[tuple[str, str]] = []
        self.undone: list[tuple[str, str]] = []
        self.waiting: set[str] = set()

    def _record(self, undoes: str = "") -> str:
        self.number += 1
        self.journal.record(recorded(self.number, undoes))
        self.waiting.add(f"a{self.number}")
        return f"a{self.number}"

    @rule()
    def act(self) -> None:
        act = self._record()
        self.done.append((act, act))
        self.undone.clear()

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        last, first = self.done.pop()
        self.undone.append((self._record(last), first))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        last, first = self.undone.pop()
        self.done.append((self._record(last), first))

    @rule()
    def act_in_vain(self) -> None:
        act = self._record()
        self.journal.void(act)
        self.waiting.discard(act)

    @precondition(lambda self: self.done)
    @rule()
    def undo_in_vain(self) -> None:
        act = self._record(self.done[-1][0])
        self.journal.void(act)
        self.waiting.discard(act)

    @precondition(lambda self: self.undone)
    @rule()
    def redo_in_vain(self) -> None:
        act = self._record(self.undone[-1][0])
        self.journal.void(act)
        self.waiting.discard(act)

    @rule(data=st.data())
    def commit(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(sorted(self.waiting)), unique=True)) if self.waiting else []
        self.journal.committed(some)
        self.waiting -= set(some)

    @rule()
    def restart(self) -> None:
        self.journal = Journal.read(self.project)

    @invariant()
    def agrees(self) -> None:
        assert self.journal.undoable == [act for act, _ in self.done]
        assert self.journal.redoable == [act for act, _ in self.undone]
        assert set(self.journal.uncommitted) == self.waiting


def test_undo_and_redo_are_two_stacks_across_restarts(tmp_path_factory: pytest.TempPathFactory) -> None:
    class Fresh(Model):
        def __init__(self) -> None:
            super().__init__(bare(tmp_path_factory.mktemp("journal")))

    run_state_machine_as_test(Fresh, settings=settings(max_examples=40, stateful_step_count=25))


def test_a_long_journal_lets_its_oldest_committed_acts_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.journal, "LARGEST", 4_000)
    project = bare(tmp_path)
    journal = Journal.read(project)
    for number in range(60):
        journal.record(recorded(number))
    journal.committed(f"a{number}" for number in range(2, 58))
    journal = Journal.read(project)
    assert (tmp_path / PATH).stat().st_size < 4_000
    assert list(journal.uncommitted) == ["a0", "a1", "a58", "a59"]
    assert journal.undoable == list(journal.acts)
    assert journal.undoable[-3:] == ["a57", "a58", "a59"]
    again = Journal.read(project)
    assert (again.acts, again.uncommitted, again.undoable) == (journal.acts, journal.uncommitted, journal.undoable)
