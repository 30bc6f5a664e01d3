"""Many places are tagged in one act, undone in one, and told in one line."""

from pathlib import Path

import pytest

from store import shelf
from store.bulk_acts import Place, tag_all
from store.errors import SaveFault, UsageFault
from store.files import write_durably
from tests.store.studies import TEXT, Desk, snapshot


def places(desk: Desk, *ranges: tuple[int, int]) -> list[Place]:
    return [Place(desk.document, TEXT, start, end) for start, end in ranges]


def test_many_places_are_one_act(desk: Desk) -> None:
    wanted = [(start, start + 5) for start in range(0, 100, 5)]
    act, excerpts = tag_all(desk.holdings, "ana-ferreira", places(desk, *wanted), desk.theme("Power"), "a note")
    assert act.message == "tag 20 excerpts as Power (jw019)"
    desk.take_in(desk.writer.perform(act))
    assert desk.holdings == desk.read_again()
    assert sorted(each.ranges[0] for each in desk.holdings.excerpts.values()) == wanted
    assert {each.id for each in excerpts} == set(desk.holdings.excerpts)
    assert {each.note for each in excerpts} == {"a note"}
    desk.take_in(desk.writer.undo())
    assert desk.holdings.excerpts == {}
    assert desk.holdings == desk.read_again()


def test_what_is_tagged_so_already_is_left_out_and_other_themes_are_kept(desk: Desk) -> None:
    power = desk.tag(0, 5, "Power")
    trust = desk.tag(10, 15, "Trust")
    wanted = places(desk, (0, 5), (10, 15), (20, 25), (20, 25))
    act, excerpts = tag_all(desk.holdings, "ana-ferreira", wanted, desk.theme("Power"))
    assert act.message == "tag 2 excerpts as Power (jw019)"
    assert [each.ranges[0] for each in excerpts] == [(10, 15), (20, 25)]
    desk.take_in(desk.writer.perform(act))
    assert desk.holdings.excerpts[power.id] == power
    assert desk.holdings.excerpts[trust.id].themes == (desk.theme("Trust").id, desk.theme("Power").id)
    with pytest.raises(UsageFault, match="already tagged"):
        tag_all(desk.holdings, "ana-ferreira", wanted, desk.theme("Power"))


def test_one_place_is_told_as_one(desk: Desk) -> None:
    act, (excerpt,) = tag_all(desk.holdings, "ana-ferreira", places(desk, (0, 5)), desk.theme("Power"))
    assert act.message == f"tag {excerpt.id} as Power (jw019)"


def test_nothing_is_no_act(desk: Desk) -> None:
    with pytest.raises(UsageFault, match="nothing to tag"):
        tag_all(desk.holdings, "ana-ferreira", [], desk.theme("Power"))
    with pytest.raises(UsageFault):
        tag_all(desk.holdings, "ana-ferreira", places(desk, (0, 5), (0, 10_000)), desk.theme("Power"))


def test_an_acts_changes_of_a_file_are_one_write(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def counted(root: Path, path: str, data: bytes, instead_of: bytes | None = None) -> None:
        written.append(path)
        write_durably(root, path, data, instead_of=instead_of)

    monkeypatch.setattr(shelf, "write_durably", counted)
    act, _ = tag_all(desk.holdings, "ana-ferreira", places(desk, (0, 5), (5, 9), (9, 12)), desk.theme("Power"))
    desk.take_in(desk.writer.perform(act))
    assert written == ["excerpts/ana-ferreira/jw019.toml"]
    desk.take_in(desk.writer.undo())
    desk.take_in(desk.writer.redo())
    assert len(written) == 2
    assert desk.holdings == desk.read_again()


def test_a_write_that_fails_leaves_none_of_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.tag(0, 5, "Trust")
    before = snapshot(desk.project.root)

    def refused(*_: object, **__: object) -> None:
        raise SaveFault("the disk is full")

    act, _ = tag_all(desk.holdings, "ana-ferreira", places(desk, (0, 5), (5, 9)), desk.theme("Power"))
    with monkeypatch.context() as patch:
        patch.setattr(shelf, "write_durably", refused)
        with pytest.raises(SaveFault):
            desk.writer.perform(act)
    assert snapshot(desk.project.root) == before
    desk.take_in(desk.writer.perform(act))
    assert desk.holdings == desk.read_again()
    assert len(desk.holdings.excerpts) == 2
