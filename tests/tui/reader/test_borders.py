"""The borders of an excerpt while they are moved: words, marks and sentences, and never an end across another."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tui.reader.borders import Borders
from tui.reader.spans import Spans

TEXT = "He said: “Nobody asks us.” Then we wait. It rains, and rains.\n\nNext day it rose."
SPANS = Spans(TEXT)


def at(words: str) -> Borders:
    start = TEXT.index(words)
    return Borders(((start, start + len(words)),))


def shown(borders: Borders) -> list[str]:
    return [TEXT[start:end] for start, end in borders.ranges]


def test_the_right_end_goes_by_words_with_and_without_the_marks_behind_them() -> None:
    borders = at("asks")
    steps = []
    for _ in range(4):
        borders = borders.by_word(SPANS, 1)
        steps += shown(borders)
    assert steps == ["asks us", "asks us.”", "asks us.” Then", "asks us.” Then we"]
    for _ in range(4):
        borders = borders.by_word(SPANS, -1)
    assert shown(borders) == ["asks"]
    assert shown(borders.by_word(SPANS, -1)) == ["asks"]


def test_the_left_end_goes_by_words_with_and_without_the_marks_before_them() -> None:
    borders = at("asks us").swapped()
    steps = []
    for _ in range(3):
        borders = borders.by_word(SPANS, -1)
        steps += shown(borders)
    assert steps == ["Nobody asks us", "“Nobody asks us", "said: “Nobody asks us"]
    assert shown(at("said: “Nobody").swapped().by_word(SPANS, 1)) == ["“Nobody"]
    assert shown(at("us").swapped().by_word(SPANS, 1)) == ["us"]


def test_both_ends_go_by_sentences() -> None:
    assert shown(at("asks").by_sentence(SPANS, 1)) == ["asks us.”"]
    assert shown(at("asks us.”").by_sentence(SPANS, 1)) == ["asks us.” Then we wait."]
    assert shown(at("asks us.” Then we wait.").by_sentence(SPANS, -1)) == ["asks us.”"]
    assert shown(at("wait. It rains").swapped().by_sentence(SPANS, -1)) == ["Then we wait. It rains"]
    assert shown(at("wait. It rains").swapped().by_sentence(SPANS, 1)) == ["It rains"]
    assert shown(at("rose.").by_sentence(SPANS, 1)) == ["rose."]


def test_of_several_segments_every_end_has_its_turn_and_none_crosses_another() -> None:
    borders = Borders((*at("asks us").ranges, *at("wait").ranges))
    assert [shown(borders)[borders.moving // 2], borders.moving % 2] == ["asks us", 1]
    for _ in range(9):
        borders = borders.by_word(SPANS, 1)
    assert shown(borders) == ["asks us.” Then we", "wait"]
    borders = borders.swapped()
    assert shown(borders.by_word(SPANS, -1)) == ["asks us.” Then we", "wait"]
    assert borders.swapped().swapped().swapped().moving == 1


@given(
    some.lists(some.tuples(some.sampled_from(["word", "sentence", "swap"]), some.sampled_from([-1, 1])), max_size=40),
    some.integers(0, len(TEXT) - 12),
)
def test_whatever_is_pressed_the_ranges_stay_in_order_and_in_the_text(steps: list[tuple[str, int]], start: int) -> None:
    borders = Borders(((start, start + 3), (start + 5, start + 12)))
    for what, step in steps:
        if what == "swap":
            borders = borders.swapped()
        else:
            borders = borders.by_word(SPANS, step) if what == "word" else borders.by_sentence(SPANS, step)
        ends = [end for span in borders.ranges for end in span]
        assert ends == sorted(ends)
        assert 0 <= ends[0] < ends[1] <= ends[2] < ends[3] <= len(TEXT)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", " . "])
def test_where_there_are_no_words_nothing_moves(text: str) -> None:
    borders = Borders(((0, len(text)),))
    for moving in (0, 1):
        for step in (-1, 1):
            moved = Borders(borders.ranges, moving).by_word(Spans(text), step)
            assert all(0 <= end <= len(text) for span in moved.ranges for end in span)
