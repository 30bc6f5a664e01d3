"""A sheet of cases loses nothing on its way out and in, and tells what it would change before it does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.attributes import Attribute
from store.case_sheets import Plan, neutral, plan_of, read_sheet, to_csv
from store.cases import Case
from store.errors import FileFault, UsageFault

NURSE = Case("p1", "P1", attributes={"site": "North", "years": 11})


def plan(text: str, *cases: Case, **declared: Attribute) -> Plan:
    return plan_of({case.id: case for case in cases}, declared, read_sheet("cases.csv", text.encode()))


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    lambda text: text.strip()
)
VALUES = st.one_of(
    TEXTS, st.integers(-(2**40), 2**40), st.booleans(), st.dates(), st.lists(TEXTS, min_size=1, max_size=3)
)
KEYS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
CASES = st.builds(
    lambda key, attributes: Case(f"p{key}", f"P{key}", attributes=attributes),
    st.integers(0, 50),
    st.dictionaries(KEYS, VALUES, max_size=4),
)


@given(st.lists(CASES, max_size=5, unique_by=lambda case: case.id))
def test_what_goes_out_comes_in_unchanged(cases: list[Case]) -> None:
    if not cases:
        return
    came_back = plan(to_csv(cases), *cases)
    assert came_back.faults == ()
    assert came_back.changes == ()
    assert set(came_back.same) == {case.id for case in cases}


@pytest.mark.parametrize("cell", ["=cmd()", "+cmd", "-cmd", "@sum", "'=x", "''-x", "\t=1"])
def test_no_cell_is_a_formula_and_each_comes_back(cell: str) -> None:
    assert neutral(cell)[0] == "'"
    case = replace(NURSE, attributes={"said": cell})
    assert plan(to_csv([case]), case).same == ("p1",)


def test_numbers_are_no_formulas() -> None:
    assert [neutral(number) for number in ("-5", "+5", "-1.5e3")] == ["-5", "+5", "-1.5e3"]


def test_new_and_changed_cases_are_told_value_by_value() -> None:
    made = plan("id;site;years\np1;South;11\np2;North;3\n", NURSE)
    assert [(each.case, each.key, each.before, each.after) for each in made.changes] == [
        ("p1", "site", "North", "South")
    ]
    assert made.new == (Case("p2", "p2", attributes={"site": "North", "years": 3}),)


def test_an_empty_cell_takes_away_and_a_missing_column_does_not() -> None:
    (change,) = plan("id,site\np1,\n", NURSE).changes
    assert (change.key, change.after) == ("site", None)


def test_a_text_that_looks_like_a_number_is_not_made_one() -> None:
    case = replace(NURSE, attributes={"ward": "12"})
    assert plan(to_csv([case]), case).same == ("p1",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,site\nP1,North\n", "no column `id`"),
        ("id,site,site\np1,a,b\n", "two of its columns are called `site`"),
        ("id,site\np1,a,b\n", "3 cells, but there are 2 columns"),
        ('id,site\np1,"a\n', "cannot be read as CSV"),
        ("\n \n", "no row"),
    ],
)
def test_a_sheet_that_is_wrong_as_a_whole_is_named_with_its_fault(text: str, said: str) -> None:
    with pytest.raises(FileFault, match=said):
        plan(text)


def test_rows_that_are_wrong_stop_everything() -> None:
    made = plan("id,years\np1,ten\np1,3\nnot an id!,4\np2,5\n", NURSE, years=Attribute("years", "number"))
    assert [fault.partition(":")[0] for fault in made.faults] == ["line 2", "line 3", "line 4"]
    with pytest.raises(UsageFault, match="nothing was written"):
        made.act()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_and_line_end_comes_in(encoding: str) -> None:
    data = "id,site\r\np1,Café Nord, the “old” one\r\n".replace("Café Nord, the", '"Café Nord, the').replace(
        "one", 'one"'
    )
    sheet = read_sheet("cases.csv", data.encode(encoding))
    assert sheet.rows[0][1]["site"] == "Café Nord, the “old” one"
