"""Two reviewers share through a bare repository: all that they do is with both, and what contradicts is shown once."""

from pathlib import Path

import pytest

from store.holdings import read_holdings
from store.project import open_project
from tests.store.sharing.clones import clone, desk_in, share, sync, tree
from tests.store.studies import git


@pytest.fixture
def bare(begun: Path, tmp_path: Path) -> Path:
    return share(begun, tmp_path)


@pytest.fixture
def ana(bare: Path) -> Path:
    return bare.parent / "ana"


@pytest.fixture
def ben(bare: Path) -> Path:
    return clone(bare, "ben")


def tagged(root: Path, start: int, note: str = "") -> str:
    desk = desk_in(root)
    with desk.writer:
        return desk.tag(start, start + 5, "Trust", note=note).id


def test_the_first_one_fills_an_empty_remote(bare: Path, ana: Path) -> None:
    assert git(bare, "rev-parse", "main") == git(ana, "rev-parse", "HEAD")
    assert git(ana, "status", "--short", "--branch") == "## main...origin/main"
    synced = sync(ana)
    assert (synced.received, synced.sent, synced.changed) == (0, 0, ())


def test_what_both_did_is_with_both(ana: Path, ben: Path) -> None:
    made = {tagged(ana, 0), tagged(ben, 10), tagged(ana, 20)}
    assert sync(ana).sent == 2
    synced = sync(ben)
    assert (synced.received, synced.conflicts) == (2, ())
    assert "excerpts/ana-ferreira/jw019.toml" in synced.changed
    assert sync(ana).received == 2
    assert tree(ana) == tree(ben)
    assert set(read_holdings(open_project(ana)).excerpts) == made
    assert git(ana, "log", "-1", "--format=%s") == "sync: take in 2 commits of others"
    assert "error" not in git(ana, "fsck", "--full", "--strict")
