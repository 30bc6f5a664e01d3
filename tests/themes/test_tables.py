"""Tables count what they say: once in a total, under every value of a case, and never without what is behind a number."""

import csv
import json
import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.attributes import Attribute
from store.cases import Case
from store.codebook import Theme
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from themes.case_tables import NOT_STATED, attribute_table
from themes.cooccurrence import cooccurrence_table
from themes.saturation import saturation_of, themes_in_order
from themes.tables import Label, Table, percent, rounded
from themes.theme_tables import theme_table

TRUTH = Path(os.environ.get("CATENA_SHARED", Path(__file__).parents[2].parent / "shared")) / "truth"
needs_truth = pytest.mark.skipif(not TRUTH.is_dir(), reason="the shared truth files are not here")


def rows(name: str) -> list[dict[str, str]]:
    with (TRUTH / "tables" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sample_of_68() -> list[Case]:
    return [
        Case(
            row["participant"].lower(),
            row["participant"],
            attributes={key: row[key] for key in ("trust", "cohort", "gender")},
        )
        for row in rows("004_microdata_68.csv")
    ]


@needs_truth
def test_the_sample_by_trust_and_cohort_is_the_published_table() -> None:
    made = attribute_table(sample_of_68(), {}, ["trust"], "cohort")
    for published in rows("004_table3_2_sample_crosstab.csv"):
        trust = published["trust"]
        for cohort in ("Clinical", "Functional", "General"):
            count = made.column_totals[cohort,] if trust == "Total" else made.cell((trust,), (cohort,))
            assert count.count == int(published[cohort])
        total = made.total if trust == "Total" else made.row_totals[trust,]
        assert total.count == int(published["Total"])


@needs_truth
def test_the_sample_by_trust_cohort_and_gender_is_the_published_table() -> None:
    made = attribute_table(sample_of_68(), {}, ["trust", "cohort"], "gender")
    for published in rows("004_table3_3_gender_crosstab.csv"):
        row = (published["trust"], published["cohort"])
        for gender in ("male", "female"):
            column = (gender.title(),)
            found = made.column_totals[column] if row[0] == "Total" else made.cell(row, column)
            assert found.count == int(published[gender])


@needs_truth
def test_saturation_is_the_one_of_the_vector() -> None:
    vector = json.loads((TRUTH / "saturation_vector.json").read_text(encoding="utf-8"))
    documents = [(str(place), map(str, themes)) for place, themes in enumerate(vector["codes_per_interview"], 1)]
    seen = [(document, list(themes)) for document, themes in documents]
    found = saturation_of(seen, base=4, run=2)
    assert [len(unit.new) for unit in found.units] == vector["new"]
    assert found.base_themes == vector["base_4"]
    assert [
        {"first": run.first, "last": run.last, "new": run.new, "percent": float(run.share or 0)} for run in found.runs
    ] == vector["run_2"]
    for limit, stop in vector["stop"].items():
        assert saturation_of(seen, 4, 2, Fraction(limit.removeprefix("<="))).stop == stop


def test_halves_are_rounded_up_and_of_nothing_there_is_no_share() -> None:
    assert percent(5, 8) == "63"
    assert percent(1, 3, 1) == "33.3"
    assert percent(1, 200, 0) == "1"
    assert percent(0, 7) == "0"
    assert percent(0, 0) == ""
    assert rounded(Fraction(-5, 2)) == "-3"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_share_is_at_most_half_a_unit_off(part: int, whole: int, digits: int) -> None:
    exact = Fraction(100 * part, whole)
    assert abs(Fraction(percent(part, whole, digits)) - exact) <= Fraction(1, 2 * 10**digits)


def test_a_case_with_several_values_counts_under_each_and_once_in_the_total() -> None:
    cases = [
        Case("a", "A", attributes={"work": ["nurse", "warden"]}),
        Case("b", "B", attributes={"work": "nurse"}),
        Case("c", "C"),
    ]
    made = attribute_table(cases, {}, ["work"])
    assert made.rows == (("nurse",), ("warden",), (NOT_STATED,))
    assert [made.row_totals[row].count for row in made.rows] == [2, 1, 1]
    assert made.total.count == 3
    assert "several values of work" in made.basis[0]


def excerpt(key: str, document: str, start: int, end: int, *themes: str, reviewer: str = "ana") -> Excerpt:
    return Excerpt(key, reviewer, document, "", (Segment(start, end, "x" * (end - start)),), themes)


HOLDINGS = Holdings(
    cases={
        "c1": Case("c1", "C1", attributes={"site": "North", "years": 3}),
        "c2": Case("c2", "C2", attributes={"site": "South", "years": 30}),
    },
    documents={
        "d1": Document("d1", "d1", "interview", "", "", 900, ("c1",)),
        "d2": Document("d2", "d2", "interview", "", "", 900, ("c2",)),
        "d3": Document("d3", "d3", "literature", "", "", 900, ("c2",)),
    },
    themes={
        "a": Theme("a", "A"),
        "b": Theme("b", "B"),
        "old": Theme("old", "Old", status="merged", into=("a",)),
        "same": Theme("same", "A"),
    },
    excerpts={
        "e1": excerpt("e1", "d1", 0, 10, "a", "b"),
        "e2": excerpt("e2", "d1", 5, 20, "old"),
        "e3": excerpt("e3", "d1", 20, 30, "b"),
        "e4": excerpt("e4", "d2", 0, 10, "a", reviewer="ben"),
        "e5": excerpt("e5", "d3", 0, 10, "a"),
        "e6": excerpt("e6", "d2", 700, 710, "b"),
    },
)


def row_of(made: Table, theme: str) -> Label:
    return next(row for row in made.rows if made.keys[row] == theme)


def test_themes_by_an_attribute_leave_literature_out_and_say_so() -> None:
    made = theme_table(HOLDINGS, {}, ["site"])
    first, third = row_of(made, "a"), row_of(made, "same")
    assert sorted(made.rows) == [("A (a)",), ("A (same)",), ("B",)]
    assert made.cell(first, ("North",)).counted == {"e1", "e2"}
    assert made.cell(first, ("South",)).counted == {"e4"}
    assert made.row_totals[third].count == 0
    assert made.total.counted == {"e1", "e2", "e3", "e4", "e6"}
    assert any("1 excerpt left out" in sentence for sentence in made.basis)


def test_cases_and_documents_are_counted_once_with_the_excerpts_behind_them() -> None:
    bands = {"years": Attribute("years", bands=(5, 20))}
    made = theme_table(HOLDINGS, bands, ["years"], "cases")
    cell = made.cell(row_of(made, "a"), ("under 5",))
    assert cell.counted == {"c1"}
    assert cell.excerpts == {"e1", "e2"}
    assert made.columns == (("under 5",), ("5 to under 20",), ("20 and over",))
    assert made.without_empty().columns == (("under 5",), ("20 and over",))
    assert theme_table(HOLDINGS, {}, ["kind"], "documents").total.counted == {"d1", "d2", "d3"}
    assert theme_table(HOLDINGS, {}, ["reviewer"]).cell(row_of(made, "a"), ("ben",)).counted == {"e4"}


def test_a_table_on_its_side_has_the_same_cells_and_totals() -> None:
    made = theme_table(HOLDINGS, {}, ["document"])
    turned = made.transposed()
    assert turned.row_totals == made.column_totals
    assert turned.total == made.total
    assert turned.transposed().cells == made.cells


def test_themes_meet_on_words_that_both_have() -> None:
    made = cooccurrence_table(HOLDINGS)
    a, b = row_of(made, "a"), row_of(made, "b")
    assert made.cell(a, b).counted == {"e1", "e1+e2"}
    assert made.cell(b, a) == made.cell(a, b)
    assert made.cell(a, a).count == 0


def test_themes_meet_near_each_other_in_a_passage_and_in_a_document() -> None:
    near = cooccurrence_table(HOLDINGS, "near", near=10)
    a, b = row_of(near, "a"), row_of(near, "b")
    assert near.cell(a, b).counted == {"e1", "e1+e2", "e1+e3", "e2+e3"}
    passages = {"d1": [(0, 12), (12, 40)], "d2": [(0, 800)], "d3": [(0, 900)]}
    inside = cooccurrence_table(HOLDINGS, "passage", passages_of=passages.__getitem__)
    assert inside.cell(a, b).counted == {"e1", "e1+e2", "e2+e3", "e4+e6"}
    assert cooccurrence_table(HOLDINGS, "document").cell(a, b).counted == {"d1", "d2"}


@st.composite
def holdings(draw: st.DrawFn) -> Holdings:
    excerpts = {}
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, 40))
        themes = draw(st.lists(st.sampled_from(["a", "b", "old"]), min_size=1, max_size=3, unique=True))
        document = draw(st.sampled_from(["d1", "d2", "d3"]))
        excerpts[f"e{number}"] = excerpt(f"e{number}", document, start, start + draw(st.integers(1, 30)), *themes)
    return Holdings(cases=HOLDINGS.cases, documents=HOLDINGS.documents, themes=HOLDINGS.themes, excerpts=excerpts)


@given(holdings())
def test_every_count_is_what_a_recount_of_the_excerpts_gives(held: Holdings) -> None:
    made = theme_table(held, {}, ["document"])
    for row in made.rows:
        for column in made.columns:
            recounted = {
                each.id
                for each in held.excerpts.values()
                if each.document == column[0] and made.keys[row] in {held.standing_for(theme) for theme in each.themes}
            }
            assert made.cell(row, column).counted == recounted


@given(holdings())
def test_pairs_that_overlap_are_those_that_a_comparison_of_all_finds(held: Holdings) -> None:
    made = cooccurrence_table(held)
    a, b = row_of(made, "a"), row_of(made, "b")
    under = {key: {held.standing_for(theme) for theme in each.themes} for key, each in held.excerpts.items()}
    expected = set()
    for first in held.excerpts.values():
        for second in held.excerpts.values():
            meet = first.document == second.document and first.start < second.end and second.start < first.end
            if meet and "a" in under[first.id] and "b" in under[second.id]:
                expected.add("+".join(sorted({first.id, second.id})))
    assert made.cell(a, b).counted == expected


def test_saturation_follows_merged_themes_and_tells_what_it_would_have_missed() -> None:
    found = saturation_of(themes_in_order(HOLDINGS, ["d3", "d1", "d2"]), base=1, run=1, threshold=Fraction(0))
    assert [unit.new for unit in found.units] == [("a",), ("b",), ()]
    assert (found.stop, found.new_after_stop) == (3, 0)
    assert saturation_of([], base=4).stop is None
