"""What a terminal would obey does not get through, and offsets stay true."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.displayable import INERT, REPLACEMENT, displayable, displayable_line
from tui.reader.wrap import cell_width

ANY = st.text(st.characters(exclude_categories=[]))
KEPT_FORMATS = {0x200C, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


@given(ANY)
def test_one_character_stays_one_character(text: str) -> None:
    assert len(displayable(text)) == len(text)
    assert [displayable(each) for each in text] == list(displayable(text))


@given(ANY)
def test_what_was_made_displayable_is_displayable(text: str) -> None:
    assert displayable(displayable(text)) == displayable(text)
    displayable(text).encode()


def test_every_control_separator_surrogate_and_format_character_is_replaced() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        category = unicodedata.category(character)
        if category in ("Cc", "Cs", "Zl", "Zp", "Cf") and code not in KEPT_FORMATS and character != "\n":
            shown = displayable(character)
            assert shown != character, hex(code)
            assert unicodedata.category(shown) in ("So", "Zs", "Sm", "Mn"), hex(code)


def test_controls_become_their_pictures() -> None:
    assert displayable("\x00\x1b\r\x7f\t\n") == "␀␛␍␡ \n"
    assert displayable("\u009b31m\u202e\u2066\u2028\ufeff\ud800") == REPLACEMENT + "31m" + REPLACEMENT * 5


def test_invisible_characters_keep_their_place_but_lose_their_effect() -> None:
    assert displayable("a\u200bb\u200dc\u2060") == f"a{INERT}b{INERT}c{INERT}"
    assert displayable("in\u00adfor") == "in¬for"
    assert displayable("نمی\u200cخواهم") == "نمی\u200cخواهم"


def test_the_width_of_an_emoji_family_is_the_sum_of_its_members() -> None:
    family = displayable("👨\u200d👩\u200d👧 ❤\ufe0f")
    assert cell_width(family) == sum(cell_width(each) for each in family) == 8


def test_clean_text_is_returned_as_it_is() -> None:
    text = "“Nobody’s in charge”, [Interviewer] said — 漢字\n"
    assert displayable(text) is text


def test_a_line_stays_one_line() -> None:
    assert displayable_line("jw019\n\x1b[31m.txt") == "jw019␊␛[31m.txt"


@given(ANY)
def test_rich_measures_the_whole_like_its_characters(text: str) -> None:
    from rich.cells import cell_len

    shown = displayable(text)
    assert cell_len(shown.replace("\n", "")) == cell_width(shown.replace("\n", ""))
