"""Signs of themes: unique, from the names, and not changed by what comes later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from store.codebook import Theme
from tui.signs import COLOURS, signs_of

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def themes(*names: str) -> dict[str, Theme]:
    made = [
        Theme(id=f"t-{number:06}", name=name, created=BEGAN + timedelta(minutes=number))
        for number, name in enumerate(names)
    ]
    return {theme.id: theme for theme in made}


def letters(known: dict[str, Theme]) -> list[str]:
    signs = signs_of(known)
    return [signs[theme].letter for theme in known]


def test_letters_come_from_the_names() -> None:
    assert letters(themes("Power", "River as actor", "Waiting")) == ["P", "R", "W"]


def test_where_a_letter_is_taken_the_next_word_gives_one_and_then_the_next_letter() -> None:
    assert letters(themes("Power", "Power and place", "Power", "Power")) == ["P", "A", "O", "W"]


def test_letters_are_unique_as_long_as_there_are_letters() -> None:
    made = letters(themes(*["Aa"] * 62))
    assert len(set(made)) == 62
    assert letters(themes(*["Aa"] * 64))[62:] == ["*", "*"]


def test_names_without_letters_of_the_alphabet_have_a_sign_too() -> None:
    made = letters(themes("河", "…", "\x1b[31m", "Ärger"))
    assert len(set(made)) == 4
    assert all(len(each) == 1 and each.isascii() and each.isalnum() for each in made)


def test_a_new_theme_or_a_move_leaves_the_signs_of_the_others() -> None:
    before = themes("Power", "Waiting", "Doubt")
    after = themes("Power", "Waiting", "Doubt", "A first theme")
    moved = {key: replace(theme, parent="t-000000" if key != "t-000000" else "") for key, theme in after.items()}
    for theme in before:
        assert signs_of(before)[theme] == signs_of(after)[theme] == signs_of(moved)[theme]


def test_the_order_in_which_themes_are_read_does_not_matter() -> None:
    known = themes("Power", "Power", "Place", "Pain")
    assert signs_of(known) == signs_of(dict(reversed(known.items())))


def test_colours_go_round() -> None:
    signs = signs_of(themes(*"abcdefghijkl"))
    assert [sign.colour for sign in signs.values()] == [*COLOURS, *COLOURS[:2]]


def test_what_the_codebook_says_comes_first_and_is_taken_from_nobody() -> None:
    known = themes("Power", "Place", "Odd")
    known["t-000001"] = replace(known["t-000001"], letter="P", colour="#ABCDEF")
    known["t-000002"] = replace(known["t-000002"], letter="\x1b", colour="url(x)")
    signs = signs_of(known)
    assert [signs[theme].letter for theme in known] == ["O", "P", "D"]
    assert [signs[theme].colour for theme in known] == [COLOURS[0], "#abcdef", COLOURS[2]]
