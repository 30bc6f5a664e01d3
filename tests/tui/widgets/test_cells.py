"""Texts cut in cells: never wider than the room, never half a wide character."""

import pytest

from tui.widgets.cells import beginning, cells_of, ending, fitted, indent, left, right

TEXTS = [
    "",
    "plain words",
    "川が決める",
    "a川b川c",
    "e\u0301te\u0301",
    "\x1b[31m",
    "tab\tand\nline",
    "👩\u200d🚒 warden",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", range(0, 14))
def test_what_is_cut_fits_and_what_is_filled_is_full(text: str, room: int) -> None:
    for cut in (beginning(text, room), ending(text, room)):
        assert cells_of(cut) <= room
        assert cut in text
    assert text.startswith(beginning(text, room))
    assert text.endswith(ending(text, room))
    assert cells_of(left(text, room)) == cells_of(right(text, room)) == room


@pytest.mark.parametrize("text", TEXTS)
def test_what_fits_stays_whole(text: str) -> None:
    room = cells_of(text)
    assert beginning(text, room) == ending(text, room) == fitted(text, room) == left(text, room) == text


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [("川が決める", 4, "川…"), ("川が決める", 5, "川が…"), ("words", 4, "wor…"), ("words", 1, "…")],
)
def test_what_goes_on_says_so(text: str, room: int, shown: str) -> None:
    assert fitted(text, room) == shown
    assert cells_of(shown) <= room


def test_characters_that_become_signs_count_as_these() -> None:
    assert cells_of("\x1b[31m") == 5
    assert cells_of("a\nb") == 3


def test_no_depth_takes_more_than_a_third_of_the_room() -> None:
    assert [indent(depth, 80) for depth in (0, 1, 3)] == ["", "  ", "      "]
    assert all(len(indent(depth, 80)) <= 80 // 3 for depth in range(60))
    assert indent(49, 80).endswith("» ")
