"""What does not fit among cases is reported with the cases and excerpts that say so; what merely looks alike is not."""

from collections.abc import Mapping
from datetime import date

import pytest

from store.attributes import Attribute
from store.cases import Case
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from themes.case_check import misfits

DECLARED = {
    "years": Attribute("years", "number", bands=(5, 10)),
    "level": Attribute("level", "ordered", values=("low", "high")),
    "since": Attribute("since", "date"),
    "clinical": Attribute("clinical", "yes/no"),
}


def found(cases: list[Case], declared: Mapping[str, Attribute] = {}) -> list[tuple[str, str]]:
    held = Holdings(cases={case.id: case for case in cases})
    return [(each.kind, each.sentence) for each in misfits(held, declared)]


def test_cases_that_are_called_the_same_are_named_once() -> None:
    cases = [Case("jw036", "JW036", aliases=("Rowan",)), Case("jw-036", "JW 036"), Case("p9", "rowan")]
    said = found(cases)
    assert [kind for kind, _ in said] == ["duplicate", "duplicate"]
    assert said[0][1] == "these are called the same: jw-036, jw036"
    assert "jw036 (Rowan), p9 (rowan)" in said[1][1]


def test_cases_with_equal_attributes_are_no_duplicates() -> None:
    same = {"site": "North", "role": "nurse"}
    assert found([Case("a", "A", attributes=same), Case("b", "B", attributes=same)]) == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("years", "many", "a: years is 'many', and a number is declared"),
        ("years", True, "a: years is 'yes', and a number is declared"),
        ("years", [3, "four"], "a: years is 'four', and a number is declared"),
        ("level", "High", "a: level is 'High', and one of low, high is declared"),
        ("since", "2020", "a: since is '2020', and a date is declared"),
        ("clinical", "perhaps", "a: clinical is 'perhaps', and yes or no is declared"),
    ],
)
def test_a_value_that_is_not_as_declared_is_named(key: str, value: object, said: str) -> None:
    assert found([Case("a", "A", attributes={key: value})], DECLARED) == [("value", said)]


def test_values_as_declared_fit() -> None:
    values = {"years": 4.5, "level": "low", "since": date(2020, 1, 1), "clinical": False}
    assert found([Case("a", "A", attributes=values)], DECLARED) == []


def test_spellings_and_odd_ones_out_are_named_with_the_rarer_cases() -> None:
    sites = ["North", "North", "north "]
    cases = [Case(f"c{n}", f"C{n}", attributes={"site": site}) for n, site in enumerate(sites)]
    assert found(cases) == [("value", "site is spelled in several ways: 'North' (2), 'north' (1)")]
    cases = [Case(f"c{n}", f"C{n}", attributes={"age": age}) for n, age in enumerate([40, 41, "fifty", None])]
    assert found(cases) == [("value", "age is a number but for c2 (fifty)")]
    cases = [Case("a", "A", attributes={"site": "N"}), Case("b", "B", attributes={"Site": "N"})]
    assert found(cases) == [("key", "these attributes are spelled alike: Site (1), site (1)")]
    codes = [Case("a", "A", attributes={"ward": "007"}), Case("b", "B", attributes={"ward": "7"})]
    assert found(codes) == []


def test_what_the_texts_say_of_a_speaker_is_held_against_the_case() -> None:
    held = Holdings(
        cases={"jw036": Case("jw036", "JW036", attributes={"site": "North", "role": ["nurse", "warden"]})},
        documents={"d1": Document("d1", "D1", "interview", "", "", 90, ("jw036", "gone"))},
        excerpts={
            key: Excerpt(key, "ana", "d1", "", (Segment(start, start + 4, "Some"),))
            for start, key in enumerate(["e1", "e2", "e3", "e4"])
        },
    )
    fields = {
        "e1": {"id": "JW 036", "site": "South", "role": "Nurse"},
        "e2": {"id": "JW 036", "site": "north"},
        "e3": {"id": "JW-036", "site": "South"},
        "e4": {"id": "JW 99", "site": "West"},
    }
    one, other = misfits(held, {}, lambda excerpt: fields[excerpt.id])
    assert (one.kind, one.sentence) == ("document", "d1 is of the case gone, which is not there")
    assert (other.kind, other.excerpts) == ("said", ("e1", "e3"))
    assert other.sentence == "jw036: site is North, and South where they speak"
