"""What counts as a reviewer's reading, and what is left out and named."""

from dataclasses import replace

from store.double_coding import Done
from store.recodes import Recode
from tests.themes.agreement.studies import document, study
from themes.agreement.readings import read

TWO = (document("d1"), document("d2", 50))


def test_documents_stand_end_to_end_and_tags_are_ranges_of_that() -> None:
    held = study(
        ("e1", "ana", "d1", ((10, 20),), ("t-a",)),
        ("e2", "ana", "d2", ((0, 5), (8, 9)), ("t-a", "t-b")),
        ("e3", "ben", "d1", ((90, 100),), ("t-b",)),
        ("e4", "ben", "d2", ((0, 50),), ()),
        documents=TWO,
    )
    readings = read(held, ["ana", "ben"])
    assert readings.edges.tolist() == [0, 100, 150]
    assert readings.tags["t-a"][0].tolist() == [[10, 20], [100, 105], [108, 109]]
    assert readings.tags["t-a"][1].tolist() == []
    assert readings.tags["t-b"][1].tolist() == [[90, 100]]
    assert readings.place(108, 109) == (TWO[1], 8, 9)
    assert readings.characters == 150
    assert readings.by_tags == ("ana", "ben")


def test_merged_themes_are_followed_and_a_theme_that_overlaps_itself_is_one_unit() -> None:
    held = study(
        ("e1", "ana", "d1", ((10, 20),), ("t-old",)),
        ("e2", "ana", "d1", ((15, 30),), ("t-a",)),
        ("e3", "ana", "d1", ((30, 40),), ("t-a",)),
        ("e4", "ben", "d1", ((0, 1),), ("t-b",)),
    )
    assert read(held, ["ana", "ben"]).tags["t-a"][0].tolist() == [[10, 30], [30, 40]]


def test_a_recode_is_a_reading_unless_what_was_said_independently_is_asked_for() -> None:
    recode = Recode("ben", "d1", "e1", "ana", add=("t-b",), remove=("t-a",))
    held = study(
        ("e1", "ana", "d1", ((10, 20),), ("t-a",)),
        ("e2", "ben", "d1", ((50, 60),), ("t-a",)),
        recodes=[recode],
    )
    readings = read(held, ["ana", "ben"])
    assert readings.tags["t-a"][1].tolist() == [[50, 60]]
    assert readings.tags["t-b"][1].tolist() == [[10, 20]]
    assert readings.recoded == 1
    alone = read(held, ["ana", "ben"], independent=True)
    assert "t-b" not in alone.tags
    assert alone.recoded == 0


def test_without_marks_a_document_is_finished_where_something_was_tagged() -> None:
    held = study(("e1", "ana", "d1", ((0, 1),), ("t-a",)), ("e2", "ben", "d2", ((0, 1),), ("t-a",)), documents=TWO)
    readings = read(held, ["ana", "ben"])
    assert readings.documents == ()
    assert readings.left_out == {"d1": "ben tagged nothing in it", "d2": "ana tagged nothing in it"}
    assert [each.id for each in read(held, ["ana", "ben"], unfinished=True).documents] == ["d1", "d2"]


def test_who_marks_anything_as_done_has_finished_that_alone() -> None:
    held = study(
        ("e1", "ana", "d1", ((0, 1),), ("t-a",)),
        ("e2", "ana", "d2", ((0, 1),), ("t-a",)),
        ("e3", "ben", "d2", ((0, 1),), ("t-a",)),
        documents=TWO,
        done=[("ana", "d2"), ("ana", "d1"), ("ben", "d1")],
    )
    readings = read(held, ["ana", "ben"])
    assert [each.id for each in readings.documents] == ["d1"]
    assert readings.left_out == {"d2": "ben is not done with it"}
    assert readings.by_tags == ()
    earlier = replace(held, done={**held.done, ("ben", "d1"): Done("ben", "d1", "before")})
    assert read(earlier, ["ana", "ben"]).left_out["d1"] == "ben was done with an earlier version of it"


def test_with_three_reviewers_who_has_not_finished_is_missing_there() -> None:
    held = study(
        ("e1", "ana", "d1", ((0, 9),), ("t-a",)),
        ("e2", "ben", "d1", ((0, 9),), ("t-a",)),
        ("e3", "cem", "d1", ((0, 9),), ("t-a",)),
        done=[("ana", "d1"), ("ben", "d1"), ("cem", "d9")],
    )
    readings = read(held, ["ana", "ben", "cem"])
    assert readings.finished.tolist() == [[True, True, False]]
    assert readings.excerpts[2] == ()


def test_an_excerpt_of_another_version_of_the_text_is_left_out_and_named() -> None:
    held = study(("e1", "ana", "d1", ((0, 9),), ("t-a",)), ("e2", "ben", "d1", ((0, 9),), ("t-a",)))
    changed = replace(held, documents={"d1": document("d1", sha256="later")})
    readings = read(changed, ["ana", "ben"], unfinished=True)
    assert readings.out_of_date == ("e1", "e2")
    assert readings.tags == {}


def test_documents_can_be_chosen() -> None:
    held = study(
        *((f"e{who}{where}", who, where, ((0, 9),), ("t-a",)) for who in ("ana", "ben") for where in ("d1", "d2")),
        documents=TWO,
    )
    assert [each.id for each in read(held, ["ana", "ben"], ["d2"]).documents] == ["d2"]
