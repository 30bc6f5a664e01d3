"""Which excerpts an excerpt is compared with, and what makes a group."""

from dataclasses import replace

from store.cases import Case
from store.codebook import Theme
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.recodes import Recode
from themes.comparison import compared, group_keys, group_of, how_far


def excerpt(key: str, document: str, *themes: str, reviewer: str = "ana") -> Excerpt:
    return Excerpt(key, reviewer, document, "", (Segment(0, 5, "words"),), themes or ("t-a",))


def document(key: str, *cases: str) -> Document:
    return Document(key, key, "interview", "", "hash", 100, cases)


HELD = Holdings(
    documents={
        each.id: each
        for each in (
            document("d1", "c1"),
            document("d2", "c1"),
            document("d3", "c2"),
            document("d4", "c3"),
            document("d5"),
        )
    },
    cases={
        "c1": Case("c1", "C1", attributes={"site": "north", "years": 3, "role": ["nurse", "warden"]}),
        "c2": Case("c2", "C2", attributes={"site": "north", "years": 5, "role": ["warden"]}),
        "c3": Case("c3", "C3", attributes={"site": "south", "years": 7, "role": ["farmer"]}),
    },
    themes={"t-a": Theme("t-a", "Trust"), "t-b": Theme("t-b", "Power")},
    excerpts={
        each.id: each
        for each in (
            excerpt("e1", "d1"),
            excerpt("e2", "d1"),
            excerpt("e3", "d2"),
            excerpt("e4", "d3", reviewer="ben"),
            excerpt("e5", "d4"),
            excerpt("e6", "d5"),
            excerpt("e7", "d4", "t-b"),
        )
    },
)
NEW = HELD.excerpts["e1"]


def test_from_what_one_case_says_to_other_groups() -> None:
    scopes = {
        scope: [each.id for each in compared(HELD, "ana", NEW, "t-a", scope, "site")]
        for scope in ("all", "same case", "same group", "other groups")
    }
    assert scopes == {
        "all": ["e2", "e3", "e4", "e5", "e6"],
        "same case": ["e2", "e3"],
        "same group": ["e4"],
        "other groups": ["e5"],
    }


def test_what_has_no_group_is_in_none() -> None:
    assert how_far(HELD, NEW, HELD.excerpts["e6"], "site") == "all"
    assert how_far(HELD, NEW, HELD.excerpts["e4"], "") == "all"
    assert how_far(HELD, HELD.excerpts["e6"], HELD.excerpts["e6"], "site") == "same case"


def test_an_attribute_of_several_values_groups_by_any_of_them() -> None:
    assert group_of(HELD, NEW, "role") == {"nurse", "warden"}
    assert how_far(HELD, NEW, HELD.excerpts["e4"], "role") == "same group"
    assert how_far(HELD, NEW, HELD.excerpts["e5"], "role") == "other groups"


def test_only_what_is_shared_and_differs_makes_groups() -> None:
    assert group_keys(HELD) == ["site", "role"]
    assert group_keys(Holdings()) == []


def test_excerpts_are_compared_as_the_reviewer_reads_them() -> None:
    recode = Recode("ana", "d3", "e4", "ben", remove=("t-a",))
    read = replace(HELD, recodes={recode.key: recode})
    assert [each.id for each in compared(read, "ana", NEW, "t-a", "same group", "site")] == []
    assert [each.id for each in compared(read, "ben", NEW, "t-a", "same group", "site")] == ["e4"]
