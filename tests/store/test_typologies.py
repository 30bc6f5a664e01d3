"""Types are everybody's; who sorts which case where stands in their own file, with reason and evidence, and survives merging."""

from datetime import UTC, datetime

import pytest

from store.acts import add_case
from store.cases import Case
from store.errors import FileFault, UsageFault
from store.sharing.files import merge_file
from store.toml import parse_toml, render_toml
from store.typologies import (
    Assignment,
    Dimension,
    Type,
    Typology,
    assignment_entry,
    assignments_from,
    typology_from,
    typology_record,
)
from store.typology_acts import assign_case, begin_typology, set_dimension, set_type, withdraw_case
from tests.store.studies import Desk

REACH = Dimension("reach", "Reach", ("inside", "outside"))
WATCHER = Type("watcher", "Watcher", "Looks herself.", {"reach": "inside"}, "n")
WAYS = Typology("ways", "Ways", "participant", "", {"reach": REACH}, {"watcher": WATCHER})


def test_a_case_is_sorted_moved_and_taken_out_again(desk: Desk) -> None:
    desk.take_in(desk.writer.perform(add_case(Case("c1", "C1"))))
    act, ways = begin_typology(desk.holdings, "Ways of believing", "participant")
    desk.take_in(desk.writer.perform(act))
    act, ways = set_dimension(ways, "Reach", ["inside", "outside"])
    desk.take_in(desk.writer.perform(act))
    for name, step in (("Watcher", "inside"), ("Caller", "outside")):
        act, ways, _ = set_type(ways, name, at={"reach": step})
        desk.take_in(desk.writer.perform(act))
    assert desk.holdings.typologies == {ways.id: ways} == desk.read_again().typologies
    excerpt = desk.tag(0, 11, "Trust")
    case, reviewer = desk.holdings.cases["c1"], desk.writer.reviewer.id
    act, said = assign_case(
        desk.holdings, reviewer, ways, case, [ways.types["watcher"]], "goes to the river", [excerpt]
    )
    desk.take_in(desk.writer.perform(act))
    assert said.excerpts == (excerpt.id,)
    assert desk.holdings.assignments == {said.key: said} == desk.read_again().assignments
    act, moved = assign_case(desk.holdings, reviewer, ways, case, [ways.types["caller"]])
    desk.take_in(desk.writer.perform(act))
    assert (moved.types, moved.reason, moved.excerpts) == (("caller",), "goes to the river", (excerpt.id,))
    assert desk.read_again().assignments == {moved.key: moved}
    with pytest.raises(UsageFault, match="so already"):
        assign_case(desk.holdings, reviewer, ways, case, [ways.types["caller"]])
    desk.take_in(desk.writer.perform(withdraw_case(desk.holdings, reviewer, ways, case)))
    assert desk.read_again().assignments == {}
    with pytest.raises(UsageFault, match="not sorted"):
        withdraw_case(desk.holdings, reviewer, ways, case)


def test_a_type_changes_field_by_field_and_never_goes(desk: Desk) -> None:
    act, ways = begin_typology(desk.holdings, "Ways")
    desk.take_in(desk.writer.perform(act))
    act, ways, made = set_type(ways, "Watcher", "Looks.")
    desk.take_in(desk.writer.perform(act))
    act, ways, made = set_type(ways, "watcher", rename="Looker", status="retired")
    desk.take_in(desk.writer.perform(act))
    assert (made.id, made.name, made.definition, made.status) == ("watcher", "Looker", "Looks.", "retired")
    assert desk.read_again().typologies["ways"].types["watcher"] == made
    with pytest.raises(UsageFault, match="retired and takes no more"):
        assign_case(desk.holdings, "ana", ways, Case("c1", "C1"), [made])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: set_type(WAYS, "New", at={"depth": "deep"}), "no dimension 'depth'"),
        (lambda: set_type(WAYS, "New", at={"Reach": "far"}), "no step 'far'"),
        (lambda: set_type(WAYS, "Watcher"), "already"),
        (lambda: set_dimension(WAYS, "Reach", ["only"]), "two different steps"),
        (lambda: set_dimension(WAYS, "Reach", ["outside", "far"]), "stands at inside"),
    ],
)
def test_what_does_not_fit_is_refused(wrong: object, said: str) -> None:
    assert callable(wrong)
    with pytest.raises(UsageFault, match=said):
        wrong()


def test_records_are_read_back_as_they_were_written() -> None:
    record = parse_toml("typologies/ways.toml", render_toml(typology_record(WAYS)))
    assert typology_from("typologies/ways.toml", record) == WAYS
    said = Assignment("ways", "ana", "c1", ("watcher",), "because", ("e1",), datetime(2026, 1, 2, tzinfo=UTC))
    values = {"schema": 1, "typology": "ways", "case": {"c1": assignment_entry(said)}}
    assert assignments_from("assigned/ana/ways.toml", values) == {said.key: said}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({}, "`id` is missing"),
        ({"id": "w", "type": {"x": 1}}, "no table of tables"),
        ({"id": "w", "type": {"x": {"status": "gone"}}}, "`status` of type x"),
        ({"id": "w", "dimension": {"d": {"steps": ["one", "one"]}}}, "dimension d"),
    ],
)
def test_a_typology_that_cannot_be_meant_so_is_named(record: dict[str, object], said: str) -> None:
    with pytest.raises(FileFault, match=said):
        typology_from("typologies/w.toml", record)
    with pytest.raises(FileFault, match="assigned/REVIEWER"):
        assignments_from("assigned/ways.toml", {})


def test_what_one_reviewer_sorts_on_two_machines_goes_together() -> None:
    def file(*cases: str) -> bytes:
        entries = {case: {"types": ["watcher"], "reason": case} for case in cases}
        return render_toml({"schema": 1, "typology": "ways", "case": entries})

    made = merge_file("assigned/ana/ways.toml", file("c1"), file("c1", "c2"), file("c3"))
    assert made.disputes == ()
    found = assignments_from("assigned/ana/ways.toml", parse_toml("x", made.data or b""))
    assert {each.case for each in found.values()} == {"c2", "c3"}
