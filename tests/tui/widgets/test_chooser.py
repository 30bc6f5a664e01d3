"""What fits what is typed, and in which order."""

import pytest

from tui.screens.chooser import Choice, fitting

NAMES = [
    "Power",
    "Power > Watched, not led",
    "Power > Waiting",
    "Place > Power of place",
    "River as actor",
    "Ärger",
    "the powerless",
]


def choices(names: list[str]) -> list[Choice]:
    return [Choice(str(number), name, ()) for number, name in enumerate(names)]


def found(typed: str, names: list[str] = NAMES) -> list[str]:
    return [choice.name for choice in fitting(choices(names), typed)]


@pytest.mark.parametrize("typed", ["", "   "])
def test_with_nothing_typed_all_stand_in_their_order(typed: str) -> None:
    assert found(typed) == NAMES


def test_names_that_begin_with_it_come_first_the_shortest_first() -> None:
    assert found("power")[:2] == ["Power", "Place > Power of place"]


def test_then_names_that_hold_all_its_words_in_any_order() -> None:
    assert found("led watched")[0] == "Power > Watched, not led"
    assert found("power")[2:] == ["the powerless", "Power > Watched, not led", "Power > Waiting"]


def test_words_that_each_begin_one_of_the_name_stand_before_those_that_only_hold_them() -> None:
    assert found("read r", ["Reading the wording", "Reading the river"]) == ["Reading the river", "Reading the wording"]


def test_then_names_with_its_letters_in_their_order() -> None:
    assert "Power > Watched, not led" in found("pwnl")
    assert "River as actor" in found("raa")
    assert "Ärger" not in found("raa")


def test_case_and_blanks_do_not_matter() -> None:
    assert found("  RIVER   as ") == found("river as") == ["River as actor"]
    assert found("ärg") == found("ÄRG") == ["Ärger"]


def test_what_is_under_a_theme_is_found_by_its_path() -> None:
    assert found("power > wait") == ["Power > Waiting"]


def test_nothing_fits() -> None:
    assert found("zzzz") == []


def test_equal_fits_keep_their_order() -> None:
    names = ["b one", "a one", "c one"]
    assert found("one", names) == names


def test_signs_of_patterns_are_taken_as_they_are() -> None:
    assert found("[", ["a [b]", "c"]) == ["a [b]"]
    assert found(".*", ["a", "b"]) == []
    assert found("(", ["a", "b("]) == ["b("]


def test_the_first_letter_begins_a_word_and_others_that_do_come_nearer() -> None:
    assert found("rac", ["Barbaric", "River as actor"]) == ["River as actor"]
    assert found("boss", ["Work nobody sees > A record of one's own"]) == []
    assert found("rva", ["River above", "Removal"]) == ["River above", "Removal"]


def test_the_path_of_a_deep_theme_is_looked_through_once() -> None:
    """Textual's matcher tries every way in which the letters can be found, and never comes to an end here."""
    deep = " > ".join(f"Level {level}" for level in range(50))
    assert found("level 49", [deep]) == [deep]
    assert found("lvlllllll 9", [deep]) == [deep]
    assert found("lzzz", [deep]) == []


def test_words_of_a_theme_itself_go_before_the_same_words_of_a_theme_above() -> None:
    names = ["Who is left out > Not being asked", "Who is left out", "Left out at night > Who asks"]
    assert found("is left out", names) == ["Who is left out", "Who is left out > Not being asked"]
    assert found("left", names) == [
        "Who is left out",
        "Left out at night > Who asks",
        "Who is left out > Not being asked",
    ]


def test_what_went_into_it_finds_it_before_the_letters_of_another() -> None:
    heir = Choice("heir", "False alarms > Alarm fatigue", (), others=("Numb to it", "Crying wolf"))
    others = choices(["Who is left out", "Who carries it > Work nobody sees > Calming people"])
    assert [choice.key for choice in fitting([*others, heir], "wolf")] == ["heir", "0"]
    assert [choice.key for choice in fitting([*others, heir], "crying")] == ["heir", "1"]
