"""Rows cover the text exactly, none is wider than the window, and positions convert there and back."""

from hypothesis import given
from hypothesis import strategies as st

from tui.displayable import displayable
from tui.reader.rows import Rows
from tui.reader.wrap import CODE_POINTS_PER_CELL, cell_width, row_starts

SAMPLES = [
    " ",
    "  ",
    "\n",
    "word",
    "a",
    "-",
    "漢",
    "字",
    "é",
    "e\u0301",
    "\u0301",
    "👩\u200d👧",
    "❤\ufe0f",
    "\u200b",
    "\t",
]
TEXTS = st.lists(st.sampled_from(SAMPLES) | st.text(max_size=3), max_size=80).map("".join).map(displayable)
WIDTHS = st.integers(2, 40)


@given(TEXTS, WIDTHS)
def test_rows_cover_the_text_exactly(text: str, width: int) -> None:
    rows = Rows(text, width)
    spans = [rows.span(row) for row in range(len(rows))]
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans) or (not text and spans == [(0, 0)])


@given(TEXTS, WIDTHS)
def test_no_row_is_wider_than_the_window(text: str, width: int) -> None:
    rows = Rows(text, width)
    for row in range(len(rows)):
        start, end = rows.shown(row)
        assert cell_width(text[start:end]) <= width
        assert rows.cells(row) <= width
        assert end - start <= width * CODE_POINTS_PER_CELL


@given(TEXTS, WIDTHS)
def test_only_blanks_and_the_line_end_are_left_out_of_a_row(text: str, width: int) -> None:
    rows = Rows(text, width)
    for row in range(len(rows)):
        (start, end), (shown_start, shown_end) = rows.span(row), rows.shown(row)
        assert start == shown_start
        assert text[shown_end:end].removesuffix("\n").strip(" ") == ""


@given(TEXTS, WIDTHS)
def test_a_row_ends_at_every_line_feed_and_only_there_or_when_full(text: str, width: int) -> None:
    rows = Rows(text, width)
    for row in range(len(rows)):
        start, end = rows.span(row)
        assert "\n" not in text[start : end - 1]


@given(TEXTS, WIDTHS)
def test_a_position_comes_back_from_its_cell(text: str, width: int) -> None:
    rows = Rows(text, width)
    for position in range(len(text)):
        row = rows.row_at(position)
        start, end = rows.span(row)
        assert start <= position < end
        if position < rows.shown(row)[1] and cell_width(text[position]) and cell_width(text[start]):
            assert rows.position_at(row, rows.cell_at(position)) == position


@given(TEXTS, WIDTHS, st.integers(-3, 100), st.integers(-3, 100))
def test_every_cell_leads_to_a_position_of_its_row(text: str, width: int, row: int, cell: int) -> None:
    rows = Rows(text, width)
    position = rows.position_at(row, cell)
    if text:
        assert rows.row_at(position) == min(max(row, 0), len(rows) - 1)


def test_rows_break_after_blanks_and_blanks_hang() -> None:
    text = "one two  three"
    assert list(row_starts(text, 7)) == [0, 9]
    assert list(row_starts(text, 8)) == [0, 9]
    assert list(row_starts("one two three", 10)) == [0, 8]


def test_a_word_longer_than_the_window_is_cut() -> None:
    assert list(row_starts("abcdefgh", 3)) == [0, 3, 6]
    assert list(row_starts("a bcdefgh", 4)) == [0, 2, 6]


def test_wide_characters_break_anywhere() -> None:
    assert list(row_starts("漢字漢字", 5)) == [0, 2]


def test_a_combining_mark_stays_with_its_letter() -> None:
    assert list(row_starts("abce\u0301def", 4)) == [0, 5]


def test_other_line_separators_do_not_end_a_row() -> None:
    assert len(row_starts(displayable("a\x0b\x0c\x1c\x85\u2028b\rc"), 40)) == 1


def test_a_flood_of_combining_marks_is_cut_into_rows() -> None:
    text = "a" + "\u0301" * 5000
    assert len(row_starts(text, 10)) > 50
