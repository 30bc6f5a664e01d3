"""Marks are found by range, and a row's runs say all that lies on it without losing a character."""

from hypothesis import given
from hypothesis import strategies as st

from tui.displayable import displayable
from tui.reader.marks import Mark, MarkIndex
from tui.reader.painting import CURRENT_HIT, HIT, NO_HIT, Layers, letters_of, runs_of
from tui.reader.rows import Rows


def spans(size: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda pair: (min(pair), max(pair)))


def marks(size: int) -> st.SearchStrategy[Mark]:
    return st.builds(
        lambda span, letter, excerpt, own: Mark(span[0], span[1], letter, "red", excerpt, own),
        spans(size),
        st.sampled_from("ABC"),
        st.sampled_from(["e1", "e2", "e3"]),
        st.booleans(),
    )


@given(st.lists(marks(70_000), max_size=30), st.lists(spans(70_000), max_size=5))
def test_the_index_finds_what_a_search_of_all_finds(given: list[Mark], ranges: list[tuple[int, int]]) -> None:
    index = MarkIndex()
    index.replace(given)
    for start, end in ranges:
        expected = {m for m in given if m.start < end and m.end > start and m.start < m.end and start < end}
        assert set(index.touching(start, end)) == expected


@given(st.lists(st.lists(marks(3_000), max_size=12), max_size=5))
def test_replacing_tells_exactly_what_came_or_went(states: list[list[Mark]]) -> None:
    index = MarkIndex()
    before: set[Mark] = set()
    for state in states:
        changed = index.replace(state)
        now = {mark for mark in state if mark.start < mark.end}
        assert set(changed) >= before ^ now
        assert set(index.touching(0, 3_000)) == now
        before = now


TEXTS = st.text(st.sampled_from("ab \n漢é\u0301\t\x1b👩\u200d"), max_size=120).map(displayable)


@given(TEXTS, st.integers(2, 30), st.data())
def test_the_runs_of_a_row_are_its_text_whatever_lies_on_it(text: str, width: int, data: st.DataObject) -> None:
    size = len(text)
    rows = Rows(text, width)
    on_it = data.draw(st.lists(marks(size), max_size=12))
    layers = Layers(
        marks=[mark for mark in on_it if mark.start < mark.end],
        hits=data.draw(st.lists(spans(size), max_size=4)),
        current=data.draw(st.none() | spans(size)),
        selection=data.draw(st.none() | spans(size)),
        cursor=data.draw(st.none() | st.integers(0, size)),
    )
    for row in range(len(rows)):
        start, end = rows.shown(row)
        runs = runs_of(text, start, end, layers)
        assert "".join(run.text for run in runs) == text[start:end]
        place = start
        for run in runs:
            for position in range(place, place + len(run.text)):
                inside = [mark for mark in layers.marks if mark.start <= position < mark.end]
                if not run.look.cursor:
                    assert bool(run.look.colour) == bool(inside)
                    assert run.look.selected == (
                        layers.selection is not None and layers.selection[0] <= position < layers.selection[1]
                    )
                if run.look.overlap and not run.look.cursor:
                    assert len(inside) > 1
            place += len(run.text)


def test_an_overlap_of_two_excerpts_is_told_from_one() -> None:
    one, two = Mark(0, 6, "A", "red", "e1"), Mark(3, 9, "B", "blue", "e2")
    runs = runs_of("abcdefghi", 0, 9, Layers(marks=[one, two]))
    assert [(run.text, run.look.colour, run.look.overlap) for run in runs] == [
        ("abc", "red", False),
        ("def", "blue", True),
        ("ghi", "blue", False),
    ]


def test_the_current_hit_is_told_from_the_others() -> None:
    runs = runs_of("abcd", 0, 4, Layers(hits=[(0, 1), (2, 3)], current=(2, 3)))
    assert [(run.text, run.look.hit) for run in runs] == [
        ("a", HIT),
        ("b", NO_HIT),
        ("c", CURRENT_HIT),
        ("d", NO_HIT),
    ]


def test_the_cursor_takes_a_letter_with_its_combining_marks() -> None:
    runs = runs_of("ae\u0301b", 0, 4, Layers(cursor=1))
    assert [run.text for run in runs] == ["a", "e\u0301", "b"]


def test_the_margin_shows_what_begins_first_and_a_plus_for_more() -> None:
    here = [Mark(0, 9, "A", "red", "e1"), Mark(5, 9, "B", "red", "e2")]
    assert [(letter.text, letter.begins) for letter in letters_of(here, 4)] == [("B", True), ("A", False)]
    more = [*here, Mark(6, 8, "C", "red", "e3")]
    assert [letter.text for letter in letters_of(more, 4)] == ["B", "+"]


def test_a_letter_of_data_cannot_break_the_margin() -> None:
    shown = letters_of([Mark(0, 1, "\x1b", "red", "e1"), Mark(0, 1, "漢", "red", "e2")], 0)
    assert [letter.text for letter in shown] == ["␛", "*"]
