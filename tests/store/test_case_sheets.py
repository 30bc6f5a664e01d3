"""A sheet of cases loses nothing on its way out and in, and tells what it would change before it does."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.attributes import Attribute
from store.case_sheets import OWN, Plan, neutral, plan_of, read_sheet, to_csv
from store.cases import Case
from store.errors import FileFault, UsageFault

NURSE = Case("p1", "P1", attributes={"site": "North", "years": 11})


def plan(text: str, *cases: Case, **declared: Attribute) -> Plan:
    return plan_of({case.id: case for case in cases}, declared, read_sheet("cases.csv", text.encode(), own=OWN))


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


def test_another_value_beside_one_with_a_semicolon_leaves_that_whole() -> None:
    case = replace(NURSE, attributes={"shifts": ["day; night", "late"]})
    sheet = to_csv([case]).replace("late", "early")
    (change,) = plan(sheet, case, shifts=Attribute("shifts", "several")).changes
    assert change.after == ["day; night", "early"]


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


def test_ids_and_columns_are_understood_as_people_write_them_and_that_is_said() -> None:
    jw = Case("jw036", "JW036", aliases=("Rowan",), attributes={"site": "North"})
    made = plan("ID;SITE\nJW 036;South\n", jw)
    assert [(each.case, each.key, each.after) for each in made.changes] == [("jw036", "site", "South")]
    assert made.notes == ("the column SITE is the attribute site", "line 2: JW 036 is the case jw036")
    assert plan("id,site\njw-036,North\nrowan,South\n", jw).faults == (
        "line 3: the case jw036 stands in line 2 already",
    )


def test_two_attributes_whose_names_differ_in_case_stay_two() -> None:
    both = replace(NURSE, attributes={"site": "North", "Site": "South"})
    assert plan(to_csv([both]), both).same == ("p1",)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ('id;"site, where, and what";years\np1;N;3\n', ("id", "site, where, and what", "years")),
        ("sep=|\nid|a;b;c;d\np1|x\n", ("id", "a;b;c;d")),
        ('"site, a";"b, c";id\nx;y;p1\n', ("site, a", "b, c", "id")),
        ("name\tid\nx\tp1\n", ("name", "id")),
    ],
)
def test_the_delimiter_is_the_one_that_gives_the_ids(text: str, columns: tuple[str, ...]) -> None:
    assert read_sheet("cases.csv", text.encode()).columns == columns


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("id,site\np1,Café\n".encode() + b"p2,Caf\xe9\n", 3),
        (b"id,site\np1,Caf\xe9\n" + "p2,Café\np3,x\n".encode(), 2),
    ],
)
def test_two_encodings_in_one_file_are_refused_with_the_line(data: bytes, line: int) -> None:
    with pytest.raises(FileFault, match="one encoding") as refused:
        read_sheet("cases.csv", data)
    assert refused.value.line == line


def test_what_is_odd_in_a_sheet_is_said_before_it_is_taken_in() -> None:
    assert "cp1252" in read_sheet("cases.csv", b"id,site\np1,Caf\xe9\n").notes[0]
    assert "read wrongly" in read_sheet("cases.csv", "id,site\np1,CafÃ©\n".encode()).notes[0]
    assert "line 3" in read_sheet("cases.csv", b"id,site,years\np1,a,1\np2,b\n").notes[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,,site\np1,lost,North\n", "without a name"),
        (f"id,{'x' * 300}\np1,1\n", "longer than 200"),
        ("sep=;\n", "no row"),
        ('id,site\np1,North\np2,"South\np3,North\n', "cannot be read as CSV"),
    ],
)
def test_a_cell_that_would_be_lost_stops_everything(text: str, said: str) -> None:
    with pytest.raises(FileFault, match=said):
        plan(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.sampled_from([",", ";", "\t"]))
def test_no_text_breaks_the_reading_of_a_sheet(text: str, delimiter: str) -> None:
    try:
        made = plan(f"id{delimiter}site\np1{delimiter}{text}\n", NURSE)
    except FileFault:
        return
    assert made.faults or made.acts or made.same


@given(st.binary(max_size=80))
def test_no_bytes_break_the_reading_of_a_sheet(data: bytes) -> None:
    with suppress(FileFault):
        plan_of({}, {}, read_sheet("cases.csv", b"id,site\n" + data))
