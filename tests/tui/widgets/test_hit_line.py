"""A hit in its line: the match at one column, whatever stands around it, and no more cells than there are."""

import pytest
from rich.cells import cell_len

from search.hits import Hit
from tests.tui.app.studies import ALPHA
from tui.displayable import displayable_line
from tui.widgets.hit_line import NAME, hit_pieces
from tui.widgets.row_list import Pieces

WIDE = "A01: 川が決める。私たちは見られていると感じた。川はまた上がった。それから私たちは待った。"


def hit(text: str, words: str, document: str = "alpha") -> Hit:
    start = text.index(words)
    low = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    high = text.find("\n\n", start)
    return Hit(document, start, start + len(words), (low, high if high >= 0 else len(text)), "", 1.0)


def column(pieces: Pieces) -> int:
    """The cell at which the match begins."""
    number = next(number for number, (_, look) in enumerate(pieces) if look == "match")
    return sum(cell_len(displayable_line(text)) for text, _ in pieces[:number])


def width(pieces: Pieces) -> int:
    return sum(cell_len(displayable_line(text)) for text, _ in pieces)


def shown(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


@pytest.mark.parametrize("cells", [40, 80, 120, 200])
def test_matches_of_any_length_begin_at_one_column(cells: int) -> None:
    columns = {
        column(hit_pieces(hit(ALPHA, words), ALPHA, cells, marked=False))
        for words in ("river decides", "us", "INTERVIEWER", "I", "wall", "Then we wait")
    }
    assert len(columns) == 1


@pytest.mark.parametrize("cells", [40, 80, 120])
@pytest.mark.parametrize("words", ["川は", "私たちは見", "待った", "A01"])
def test_wide_characters_count_as_the_cells_that_they_take(words: str, cells: int) -> None:
    pieces = hit_pieces(hit(WIDE, words), WIDE, cells, marked=False)
    plain = hit_pieces(hit(ALPHA, "us"), ALPHA, cells, marked=False)
    assert column(pieces) == column(plain)
    assert width(pieces) <= cells
    assert ("".join(text for text, look in pieces if look == "match")) == words


@pytest.mark.parametrize("cells", [40, 80, 200])
@pytest.mark.parametrize("words", ["river decides", "wait", "[laughs]", "INTERVIEWER"])
def test_a_line_is_no_wider_than_there_is_room(words: str, cells: int) -> None:
    assert width(hit_pieces(hit(ALPHA, words), ALPHA, cells, marked=True)) <= cells


def test_the_words_around_are_those_of_the_passage_and_no_others() -> None:
    line = shown(hit_pieces(hit(ALPHA, "And the river?"), ALPHA, 200, marked=False))
    assert line.split() == ["alpha", "INTERVIEWER:", "And", "the", "river?"]


def test_white_space_is_drawn_as_one_blank() -> None:
    text = "We  waited\n\tfor the\nriver \n to come"
    line = shown(hit_pieces(Hit("a", 19, 24, (0, len(text)), "", 1.0), text, 80, marked=False))
    assert line.split(None, 1)[1] == "We waited for the river to come"


def test_a_match_longer_than_the_line_is_cut() -> None:
    text = "word " * 100
    pieces = hit_pieces(Hit("a", 0, 450, (0, len(text)), "", 1.0), text, 60, marked=False)
    assert width(pieces) <= 60
    assert any(look == "match" for _, look in pieces)


def test_a_long_match_takes_room_from_the_words_before_it() -> None:
    text = "before and before. " + "word " * 9 + "after"
    start, end = 19, 63
    pieces = hit_pieces(Hit("a", start, end, (0, len(text)), "", 1.0), text, 60, marked=False)
    assert ("".join(piece for piece, look in pieces if look == "match")) == text[start:end]


def test_a_mark_is_a_sign_and_not_only_a_colour() -> None:
    assert shown(hit_pieces(hit(ALPHA, "us"), ALPHA, 80, marked=True)).startswith("*alpha")
    assert shown(hit_pieces(hit(ALPHA, "us"), ALPHA, 80, marked=False)).startswith(" alpha")


def test_a_long_name_is_cut_and_the_text_begins_where_it_always_does() -> None:
    pieces = hit_pieces(hit(ALPHA, "us", "a-document-with-a-long-name"), ALPHA, 80, marked=False)
    assert len(pieces[0][0]) == NAME


def test_without_the_text_its_place_is_shown() -> None:
    assert shown(hit_pieces(hit(ALPHA, "us"), None, 80, marked=False)).split() == ["alpha", str(ALPHA.index("us"))]
