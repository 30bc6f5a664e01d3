"""Texts in memory: read once, known by their content, and never many."""

from pathlib import Path

import pytest

from store.errors import FileFault
from store.holdings import read_holdings
from store.project import Project, open_project
from tests.tui.app.studies import ALPHA
from tui import texts
from tui.texts import Texts


def test_a_text_is_read_from_its_file_once(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = open_project(small)
    alpha = read_holdings(project).documents["alpha"]
    known = Texts()
    assert known.known(alpha) is None
    first = known.read(project, alpha)
    assert first == ALPHA
    monkeypatch.setattr(Project, "read_text", None)
    assert known.read(project, alpha) is first
    assert known.known(alpha) is first


def test_a_text_that_is_not_the_recorded_one_is_refused_and_not_kept(small: Path) -> None:
    project = open_project(small)
    alpha = read_holdings(project).documents["alpha"]
    (small / alpha.path).write_text("another text\n")
    known = Texts()
    with pytest.raises(FileFault):
        known.read(project, alpha)
    assert known.known(alpha) is None


def test_the_text_asked_for_longest_ago_makes_room(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = open_project(small)
    documents = read_holdings(project).documents
    alpha, beta, gamma = (documents[each] for each in ("alpha", "beta", "gamma"))
    monkeypatch.setattr(texts, "CHARACTERS_KEPT", alpha.characters + max(beta.characters, gamma.characters))
    known = Texts()
    for each in (alpha, beta):
        known.read(project, each)
    assert known.known(alpha) is not None
    known.read(project, gamma)
    assert known.known(beta) is None
    assert known.known(alpha) is not None
    assert known.known(gamma) is not None
