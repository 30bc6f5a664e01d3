"""Types and quotas as tables: empty cells are shown, who differs is said, and evidence is what was named as such."""

from dataclasses import replace

import pytest

from store.attributes import Attribute
from store.cases import Case
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.quotas import Quota, QuotaCell, cell_id
from store.typologies import Assignment, Dimension, Type, Typology
from themes.case_tables import attribute_table
from themes.quota_table import quota_table
from themes.typology_tables import NOT_SORTED, differences, two_by_two, types_table, with_types

WAYS = Typology(
    "ways",
    "Ways",
    "participant",
    "",
    {"r": Dimension("r", "Reach", ("inside", "outside")), "t": Dimension("t", "Trust", ("low", "high"))},
    {
        "w": Type("w", "Watcher", at={"r": "inside", "t": "low"}, order="b"),
        "c": Type("c", "Caller", at={"r": "outside"}, order="a"),
        "n": Type("n", "Nobody", at={"r": "outside", "t": "high"}, order="c"),
        "gone": Type("gone", "Gone", order="d", status="retired"),
    },
)
CASES = {
    "c1": Case("c1", "C1", attributes={"site": "North", "years": 4}),
    "c2": Case("c2", "C2", attributes={"site": "South", "years": 5}),
    "c3": Case("c3", "C3", attributes={"site": ["North", "South"]}),
    "s1": Case("s1", "S1", "site"),
}


def said(reviewer: str, case: str, *types: str, excerpts: tuple[str, ...] = ()) -> Assignment:
    return Assignment("ways", reviewer, case, types, "", excerpts)


SAID = [
    said("ana", "c1", "w", excerpts=("e1", "lost")),
    said("ben", "c1", "c"),
    said("ana", "c2", "w", "c"),
    said("ana", "not-there", "w"),
]
HELD = Holdings(
    cases=CASES,
    documents={"d1": Document("d1", "D1", "interview", "", "", 90, ("c1",))},
    excerpts={"e1": Excerpt("e1", "ana", "d1", "", (Segment(0, 4, "Some"),))},
    typologies={"ways": WAYS},
    assignments={each.key: each for each in SAID},
)


def test_types_stand_in_their_order_with_cases_evidence_and_the_rest() -> None:
    made = types_table(HELD, {}, WAYS)
    assert made.rows == (("Caller",), ("Watcher",), ("Nobody",), NOT_SORTED)
    assert [made.row_totals[row].counted for row in made.rows] == [{"c1", "c2"}, {"c1", "c2"}, frozenset(), {"c3"}]
    assert made.row_totals["Watcher",].excerpts == {"e1"}
    assert made.total.count == 3
    assert "reviewers differ about c1" in made.basis
    mine = types_table(HELD, {}, WAYS, reviewer="ben")
    assert mine.row_totals[NOT_SORTED].counted == {"c2", "c3"}
    by = types_table(HELD, {}, WAYS, "site")
    assert by.cell(("Watcher",), ("North",)).counted == {"c1"}
    assert by.cell(NOT_SORTED, ("South",)).counted == {"c3"}
    assert types_table(HELD, {}, WAYS, "reviewer").columns == (("ana",), ("ben",))


def test_two_dimensions_stand_against_each_other_with_empty_cells() -> None:
    made = two_by_two(HELD, WAYS, "Trust", "reach")
    assert made.rows == (("low",), ("high",), ("not placed",))
    assert made.columns == (("inside",), ("outside",))
    assert made.cell(("low",), ("inside",)).counted == {"c1", "c2"}
    assert made.cell(("high",), ("outside",)).count == 0
    assert made.cell(("not placed",), ("outside",)).counted == {"c1", "c2"}
    assert "Nobody: high / outside" in made.basis
    with pytest.raises(UsageFault, match="no dimension 'depth'"):
        two_by_two(HELD, WAYS, "Trust", "depth")
    with pytest.raises(UsageFault, match="across from itself"):
        two_by_two(HELD, WAYS, "Trust", "t")


def test_reviewers_who_differ_are_named_with_their_types() -> None:
    (only,) = differences(HELD, WAYS)
    assert (only.case, only.types) == ("c1", (("ana", ("Watcher",)), ("ben", ("Caller",))))


def test_types_serve_as_an_attribute_of_cases() -> None:
    held, declared = with_types(HELD, {}, ["site", "type:ways"])
    made = attribute_table(held.cases.values(), declared, ["type:ways"], "site", "participant")
    assert made.heads == ("Ways",)
    assert made.rows == (("Caller",), ("Watcher",), ("Nobody",), ("not stated",))
    assert made.cell(("Caller",), ("South",)).counted == {"c2"}
    assert with_types(HELD, {}, ["site"]) == (HELD, {})


def test_a_quota_shows_what_is_empty_and_what_nobody_planned() -> None:
    bands = {"years": Attribute("years", "number", "Years", bands=(5,))}
    cells = [QuotaCell(("North", "under 5"), 2, 1), QuotaCell(("West", "5 and over"), 1)]
    quota = Quota("q", "Q", ("site", "years"), cells={cell_id(each.values): each for each in cells})
    made = quota_table(HELD, bands, quota)
    found = {row.values: (row.target, set(row.cases), row.missing, row.declined) for row in made.rows}
    assert found["North", "under 5"] == (2, {"c1"}, 1, 1)
    assert found["West", "5 and over"] == (1, set(), 1, 0)
    assert found["North", "5 and over"] == (None, set(), 0, 0)
    assert found["South", "5 and over"] == (None, {"c2"}, 0, 0)
    assert found["South", "not stated"] == (None, {"c3"}, 0, 0)
    assert made.cases == {"c1", "c2", "c3"}
    assert made.heads == ("site", "Years")
    assert any("without a number that is wanted" in sentence for sentence in made.basis)
    turned = made.as_table()
    assert turned.total.counted == made.cases
    assert turned.row_totals["West", "5 and over"].count == 0
    assert quota_table(HELD, {}, replace(quota, kind="site", by=("site",), cells={})).rows[0].values == ("not stated",)
