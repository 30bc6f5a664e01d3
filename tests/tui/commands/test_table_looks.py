"""A table of any width keeps every number and names every row; heat and bars read without colour; workbooks have figures."""

import io
import re
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.corpus.sample import SAMPLE
from tests.tui.commands.shell import Shell
from themes.saturation import saturation_of
from themes.table_book import workbook_of
from themes.tables import Cell, Table
from tui.commands.drawing import bars, saturation_curve
from tui.commands.output import width_of
from tui.commands.table_blocks import blocks

WORDS = st.text(st.sampled_from("ab >中é"), max_size=30)


@pytest.fixture
def sample(shell: Shell) -> Shell:
    copytree(SAMPLE, shell.here, dirs_exist_ok=True)
    return shell


@given(
    st.integers(1, 3).flatmap(
        lambda heads: st.tuples(
            st.just(heads),
            st.integers(1, 8).flatmap(
                lambda columns: st.lists(
                    st.tuples(
                        st.tuples(*[WORDS] * heads), st.lists(st.integers(0, 9999), min_size=columns, max_size=columns)
                    ),
                    min_size=1,
                    max_size=4,
                )
            ),
        )
    ),
    st.integers(40, 120),
)
def test_every_number_stands_once_in_blocks_that_fit(
    made: tuple[int, list[tuple[tuple[str, ...], list[int]]]], width: int
) -> None:
    heads, body = made
    columns = len(body[0][1])
    rows = [[*["head"] * heads, *(f"column {number}" for number in range(columns))]]
    rows += [[*names, *map(str, numbers)] for names, numbers in body]
    lines = list(blocks(rows, heads, width))
    assert all(width_of(line) <= width for line in lines)
    figures = [word for line in lines for word in re.findall(r"(?<=\s)\d+\b", line)]
    expected = [str(number) for _, numbers in body for number in numbers]
    in_heads = [str(number) for number in range(columns)]
    assert sorted([*expected, *in_heads]) == sorted(figures)


def test_a_wide_table_is_blocks_with_the_rows_named_again(sample: Shell) -> None:
    came = sample.catena("table", "themes", "--by", "document", "--width", "80", "--theme", "Blame")
    lines = came.out.split("\n")
    assert all(len(line) <= 80 for line in lines[: lines.index("counted: references") - 1])
    assert sum(line.startswith("Who carries it > Blame ") for line in lines) > 1
    whole = sample.catena("table", "themes", "--by", "document", "--theme", "Blame").out.split("\n")
    figures = [re.findall(r" (\d+)(?= |$)", line) for line in whole if line.startswith("Who carries it > Blame")]
    parts = [re.findall(r" (\d+)(?= |$)", line) for line in lines if line.startswith("Who carries it > Blame")]
    assert figures == [[number for part in parts for number in part]]


def test_the_table_is_as_wide_as_the_terminal(sample: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    came = sample.catena("table", "matrix", terminal=True)
    table = came.out.partition("counted:")[0]
    assert max(map(width_of, table.split("\n"))) <= 80
    assert max(map(len, sample.catena("table", "matrix").out.split("\n"))) > 80


def test_heat_and_order_are_seen_without_colour(sample: Shell) -> None:
    came = sample.catena("table", "themes", "--by", "kind", "--heat", "--sort", "interview", "--no-empty")
    body = came.out.split("\n\n")[0].split("\n")[1:-1]
    signs = [re.findall(r"\d([▁▃▅▇ ])", line)[2] for line in body if line]
    assert signs[0] == "▇"
    order = " ▁▃▅▇"
    assert signs == sorted(signs, key=order.index, reverse=True)
    wrong = sample.catena("table", "themes", "--by", "kind", "--sort", "letters")
    assert (wrong.code, "there is no column 'letters'" in wrong.err) == (2, True)


def test_bars_are_as_long_as_their_part_of_the_largest() -> None:
    lines = list(bars([("a", 40), ("b > a long name that is longer than the others are", 20), ("c", 0)], 60))
    full, half = lines[0].count("█"), lines[1].count("█")
    assert abs(full - 2 * half) <= 1
    assert "█" not in lines[2]
    assert lines[1].startswith("… > a long name")
    assert all(width_of(line) <= 60 for line in lines)
    assert list(bars([], 60)) == []


def test_a_curve_has_its_numbers_beside_it() -> None:
    units = [(str(place), map(str, range(min(12, 3 * place)))) for place in range(1, 11)]
    lines = list(saturation_curve(saturation_of(units, 4, 2), 80))
    assert lines[-1] == "12 themes in 10 documents; the base are the first 4; the rule stops at 6"
    assert max(map(len, lines)) <= 80
    assert any("⠀" in line for line in lines)
    assert "\x1b" not in "".join(lines)


def test_a_workbook_has_numbers_and_no_formula_and_is_the_same_twice(sample: Shell) -> None:
    place = ("--format", "xlsx", "--to", "cases/t.xlsx")
    assert sample.catena("table", "attribute", "site", "--by", "role", "--percent", "row", *place).code == 2
    outside = ("--format", "xlsx", "--to", "../t.xlsx")
    assert sample.catena("table", "attribute", "site", "--by", "role", "--percent", "row", *outside).code == 0
    written = (sample.here.parent / "t.xlsx").read_bytes()
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    assert book.sheet_names == ["counts", "shares"]
    rows = book.get_sheet_by_name("counts").to_python()
    assert rows[0][0] == "site"
    total = next(row for row in rows if row[0] == "total")
    assert total[-1] == 17.0
    again = sample.catena("table", "attribute", "site", "--by", "role", "--percent", "row", *outside)
    assert (again.code, "is there already" in again.err) == (2, True)
    assert (
        sample.catena("table", "attribute", "site", "--by", "role", "--percent", "row", *outside, "--force").code == 0
    )
    assert (sample.here.parent / "t.xlsx").read_bytes() == written
    made = Table(
        "t", ("=1+1",), "", "cases", (("=cmd()",),), (("@x",),), {(("=cmd()",), ("@x",)): Cell(frozenset("a"))}
    )
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(made))).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["=1+1", "@x"]
    assert rows[1][:2] == ["=cmd()", 1.0]


def test_a_workbook_with_a_real_name_is_not_written(sample: Shell) -> None:
    (sample.here / "private").mkdir()
    key = 'schema = 1\n\n[person.p]\npseudonym = "P1"\nnames = ["Quayside"]\n'
    (sample.here / "private" / "names.toml").write_text(key)
    came = sample.catena("table", "attribute", "site", "--format", "xlsx", "--to", "../t.xlsx")
    assert came.code == 3
    assert "real name" in came.err
    assert not (sample.here.parent / "t.xlsx").exists()
