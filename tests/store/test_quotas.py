"""A quota says what is wanted, never what is there; cells of two people are merged; hand edits that do not fit are named."""

import pytest

from store.errors import FileFault, UsageFault
from store.quota_acts import begin_quota, remove_cell, set_cell
from store.quotas import Quota, QuotaCell, cell_id, quota_from, quota_path, quota_record
from store.sharing.files import merge_file
from store.toml import parse_toml, render_toml
from tests.store.studies import Desk


def test_a_quota_is_begun_filled_in_and_read_again(desk: Desk) -> None:
    act, quota = begin_quota(desk.holdings, "By site", ["site", "role"])
    desk.take_in(desk.writer.perform(act))
    act, after = set_cell(quota, ["North", "nurse"], target=3, declined=1)
    desk.take_in(desk.writer.perform(act))
    assert desk.holdings.quotas == {"by-site": after} == desk.read_again().quotas
    cell = after.cells[cell_id(("North", "nurse"))]
    assert cell == QuotaCell(("North", "nurse"), 3, 1)
    act, after = set_cell(after, ["North", "nurse"], target=0)
    desk.take_in(desk.writer.perform(act))
    assert desk.read_again().quotas["by-site"].cells[cell_id(("North", "nurse"))] == QuotaCell(("North", "nurse"), 0, 1)
    with pytest.raises(UsageFault, match="already"):
        set_cell(after, ["North", "nurse"], target=0)
    act, after = remove_cell(after, ["North", "nurse"])
    desk.take_in(desk.writer.perform(act))
    assert desk.read_again().quotas["by-site"].cells == {}
    with pytest.raises(UsageFault, match="says nothing"):
        remove_cell(after, ["North", "nurse"])


def test_what_a_quota_goes_by_is_held_to() -> None:
    quota = Quota("q", "Q", ("site", "role"))
    with pytest.raises(UsageFault, match="give 2 values"):
        set_cell(quota, ["North"], target=1)


def test_a_record_is_read_back_as_it_was_written() -> None:
    cells = {cell_id((value,)): QuotaCell((value,), target, 2, "later") for value, target in (("A", None), ("B", 0))}
    quota = Quota("q", "Q", ("site",), "site", cells)
    record = parse_toml("quotas/q.toml", render_toml(quota_record(quota)))
    assert quota_from("quotas/q.toml", record) == quota
    assert list(record["cell"]) == sorted(record["cell"])


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({}, "`id` is missing"),
        ({"id": "q"}, "names no attribute"),
        ({"id": "q", "by": ["a"], "cell": [1]}, "no table of tables"),
        ({"id": "q", "by": ["a"], "cell": {"x": {"values": ["1", "2"]}}}, "2 `values`, and the quota goes by 1"),
        ({"id": "q", "by": ["a"], "cell": {"x": {"values": ["1"], "target": -1}}}, "`target` of cell x"),
        ({"id": "q", "by": ["a"], "cell": {"x": {"values": ["1"], "target": True}}}, "`target` of cell x"),
        ({"id": "q", "by": ["a"], "cell": {"x": {"values": ["1"], "declined": "two"}}}, "`declined` of cell x"),
    ],
)
def test_a_quota_that_cannot_be_meant_so_is_named(record: dict[str, object], said: str) -> None:
    with pytest.raises(FileFault, match=said):
        quota_from("quotas/q.toml", record)


def test_two_people_who_enter_cells_make_no_conflict() -> None:
    base = Quota("q", "Q", ("site",))
    ours, theirs = (set_cell(base, [value], target=2)[1] for value in ("North", "South"))
    files = [render_toml(quota_record(each)) for each in (base, ours, theirs)]
    made = merge_file(quota_path("q"), *files)
    assert made.disputes == ()
    merged = quota_from("quotas/q.toml", parse_toml("quotas/q.toml", made.data or b""))
    assert {cell.values for cell in merged.cells.values()} == {("North",), ("South",)}
