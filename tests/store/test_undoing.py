"""Undo and redo, as a machine against a model: the project's files are those of the moment that one has gone back to."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

import store.names
from store.acts import Act, add_theme, tag, together, untag, write_memo
from store.errors import UsageFault
from store.git import Git
from store.holdings import read_holdings
from store.project import open_project
from store.writer import Writer
from tests.store.studies import ANA, TEXT, Desk, snapshot


class Undoing(RuleBasedStateMachine):
    """A reviewer who acts, takes back, does again, and starts anew; git is left out."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.desk = Desk(Writer.open(open_project(root)))
        self.past: list[dict[str, bytes]] = []
        self.future: list[dict[str, bytes]] = []
        self.now = snapshot(root)

    def teardown(self) -> None:
        self.desk.writer._lock.free()
        shutil.rmtree(self.root)

    def _perform(self, act: Act) -> None:
        self.desk.take_in(self.desk.writer.perform(act))
        self.past.append(self.now)
        self.future.clear()
        self.now = snapshot(self.root)

    @rule(
        start=st.integers(0, 5), name=st.sampled_from(["Trust", "Power"]), note=st.sampled_from(["", "one", "two\r\n"])
    )
    def tag(self, start: int, name: str, note: str) -> None:
        themes = [self.desk.theme(name)]
        try:
            act, _ = tag(
                self.desk.holdings, "ana-ferreira", self.desk.document, TEXT, [(start, start + 9)], themes, note
            )
        except UsageFault:
            return
        self._perform(act)

    @precondition(lambda self: self.desk.holdings.excerpts)
    @rule(data=st.data(), whole=st.booleans())
    def untag(self, data: st.DataObject, whole: bool) -> None:
        excerpt = self.desk.holdings.excerpts[data.draw(st.sampled_from(sorted(self.desk.holdings.excerpts)))]
        theme = None if whole or not excerpt.themes else self.desk.holdings.themes[excerpt.themes[0]]
        self._perform(untag(self.desk.holdings, excerpt, theme))

    @rule()
    def theme_and_memo(self) -> None:
        theme, made = add_theme(self.desk.holdings, f"Theme {len(self.desk.holdings.themes)}")
        memo, _ = write_memo(self.desk.holdings, "ana-ferreira", "Memo", "body", themes=[self.desk.theme("Trust").id])
        self._perform(together(theme, memo))
        assert made.id in self.desk.holdings.themes

    @rule()
    def undo(self) -> None:
        if not self.past:
            return
        self.desk.take_in(self.desk.writer.undo())
        self.future.append(self.now)
        self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        if not self.future:
            return
        self.desk.take_in(self.desk.writer.redo())
        self.past.append(self.now)
        self.now = self.future.pop()

    @rule()
    def start_anew(self) -> None:
        self.desk.writer._lock.free()
        self.desk = Desk(Writer.open(self.desk.project))
        assert self.desk.writer.recovered == ()

    @invariant()
    def files_are_those_of_the_moment(self) -> None:
        assert snapshot(self.root) == self.now
        known, found = self.desk.holdings, read_holdings(self.desk.project)
        assert (known.excerpts, known.themes, known.memos.keys()) == (found.excerpts, found.themes, found.memos.keys())
        assert known.excerpts_of("jw019") == found.excerpts_of("jw019")


def test_undo_and_redo_lead_to_the_moments_they_say(
    begun: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Git, "commit", lambda *_, **__: True)
    monkeypatch.setattr(Git, "changed", lambda *_: [])
    monkeypatch.setattr(Git, "identity", lambda _: ANA)

    class Fresh(Undoing):
        def __init__(self) -> None:
            root = tmp_path_factory.mktemp("undoing") / "study"
            shutil.copytree(begun, root)
            # The same acts make the same ids: what is drawn among them is drawn again, and what fails fails again.
            monkeypatch.setattr(store.names, "secrets", random.Random(1))
            super().__init__(root)

    steps = settings(
        max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(Fresh, settings=steps)
