"""Long work on a codebook, with undo, redo and restarts: no excerpt is lost, counts are a recount, the tree is a tree."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

import store.names
from store.git import Git
from store.project import open_project
from store.writer import Writer
from tests.store.codebooks import bens
from tests.store.studies import ANA as WHO
from tests.store.studies import Desk
from tests.themes.analyst import KINDS, Analyst

NUMBERS = st.integers(0, 99)


class Work(RuleBasedStateMachine):
    """Git is left out: it is no part of what is known or undone."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        desk = Desk(Writer.open(open_project(root)))
        desk.tag(39, 60, "Trust", "Power")
        bens(desk, 70, "Trust")
        self.analyst = Analyst(desk)

    def teardown(self) -> None:
        self.analyst.desk.writer._lock.free()
        shutil.rmtree(self.root)

    @invariant()
    def all_is_well(self) -> None:
        self.analyst.check()


class Steps(Work):
    @rule(kind=st.sampled_from(KINDS), one=NUMBERS, other=NUMBERS)
    def act(self, kind: str, one: int, other: int) -> None:
        self.analyst.act(kind, one, other)

    @rule()
    def undo(self) -> None:
        self.analyst.undo()

    @rule(number=NUMBERS)
    def undo_any(self, number: int) -> None:
        self.analyst.undo_any(number)

    @rule()
    def redo(self) -> None:
        self.analyst.redo()

    @rule()
    def restart(self) -> None:
        self.analyst.restart()


class Days(Work):
    """Twenty acts at a time, so that a thousand fit into one run."""

    @rule(seed=st.integers(0, 2**32))
    def work(self, seed: int) -> None:
        chance = random.Random(seed)
        until = self.analyst.done + 20
        while self.analyst.done < until:
            if chance.random() < 0.15:
                chance.choice([self.analyst.undo, self.analyst.redo])()
            elif chance.random() < 0.02:
                self.analyst.restart()
            self.analyst.act(chance.choice(KINDS), chance.randrange(100), chance.randrange(100))
            self.analyst.check()


def run(kind: type[Work], begun: Path, folders: pytest.TempPathFactory, patch: pytest.MonkeyPatch, *how: int) -> None:
    patch.setattr(Git, "commit", lambda *_, **__: True)
    patch.setattr(Git, "changed", lambda *_: [])
    patch.setattr(Git, "identity", lambda _: WHO)

    class Fresh(kind):  # type: ignore[valid-type,misc]
        def __init__(self) -> None:
            root = folders.mktemp("work") / "study"
            shutil.copytree(begun, root)
            # The same acts make the same ids, so that what fails fails again.
            patch.setattr(store.names, "secrets", random.Random(1))
            super().__init__(root)

    examples, steps = how
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Fresh,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks
        ),
    )


def test_acts_in_any_order(
    begun: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Steps, begun, tmp_path_factory, monkeypatch, 25, 25)


@pytest.mark.soak
def test_a_thousand_acts(
    begun: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(Days, begun, tmp_path_factory, monkeypatch, 5, 50)
