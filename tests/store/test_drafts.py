"""A draft is the old text or the new one, and keys are any text."""

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.drafts import Drafts
from store.errors import SaveFault
from store.project import Project, Settings
from tests.store.test_files import fail_at

KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.dictionaries(KEYS, st.text(st.characters()), max_size=3))
def test_drafts_come_back_as_they_were_typed(tmp_path_factory: pytest.TempPathFactory, typed: dict[str, str]) -> None:
    drafts = Drafts(Project(tmp_path_factory.mktemp("drafts"), Settings("id", "title")))
    for key, text in typed.items():
        drafts.save(key, "before")
        drafts.save(key, text)
    assert drafts.all() == typed
    for key in typed:
        assert drafts.load(key) == typed[key]
        drafts.discard(key)
        drafts.discard(key)
    assert drafts.all() == {}


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_refused_draft_leaves_the_one_before(project: Project, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    drafts = Drafts(project)
    drafts.save("memo", "old")
    with monkeypatch.context() as patch:
        fail_at(patch, call, errno.ENOSPC)
        with pytest.raises(SaveFault, match="not kept"):
            drafts.save("memo", "new")
    assert drafts.all() == {"memo": "old"}
    assert len(list((project.private / "drafts").iterdir())) == 1


def test_a_key_too_long_for_a_file_is_a_sentence(project: Project) -> None:
    with pytest.raises(SaveFault, match="File name too long"):
        Drafts(project).save("ü" * 200, "text")


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"text": 5}', b"\xff"])
def test_a_damaged_draft_is_none(project: Project, damage: bytes) -> None:
    drafts = Drafts(project)
    drafts.save("memo", "old")
    (project.private / "drafts/memo.json").write_bytes(damage)
    assert drafts.load("memo") is None
    assert drafts.all() == {}
