"""Passages: what they hold, where they are cut, who speaks in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.passages import LONGEST, passages_of
from tests.search.shared import corpus, needs_shared

PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "  ", "A", "word ", "Anna: ", "P01: ", "[Interviewer] ", ". ", "\t", "x" * 90]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map("".join))


def pieces(text: str) -> list[str]:
    return [text[each.start : each.end] for each in passages_of(text)]


def speakers(text: str) -> list[str]:
    return [each.speaker for each in passages_of(text)]


def check(text: str) -> None:
    passages = passages_of(text)
    position = 0
    for passage in passages:
        piece = text[passage.start : passage.end]
        assert piece.strip() == piece != ""
        assert len(piece) <= LONGEST
        assert not text[position : passage.start].strip(), "no character is outside the passages"
        position = passage.end
    assert not text[position:].strip()


@given(TEXTS)
def test_passages_hold_everything_but_blanks_in_order(text: str) -> None:
    check(text)


@needs_shared
def test_passages_of_real_documents_hold_everything() -> None:
    for text in corpus().values():
        check(text)
        assert len(passages_of(text)) > 10


@pytest.mark.parametrize("text", ["", "\n \n\t", "\x1c\x85\u2028"])
def test_a_blank_text_has_none(text: str) -> None:
    assert passages_of(text) == ()


def test_hard_wrapped_lines_belong_together() -> None:
    assert pieces("One line\nand its second.\n\nAnother\nparagraph.\n") == [
        "One line\nand its second.",
        "Another\nparagraph.",
    ]


def test_only_line_feeds_end_lines() -> None:
    assert pieces("a\u2028b\x85c\rd\x0be") == ["a\u2028b\x85c\rd\x0be"]


def test_an_indented_line_after_a_sentence_begins_a_paragraph() -> None:
    assert pieces("A paragraph that ends here.\n  Another begins\nand goes on  \n  in italics.") == [
        "A paragraph that ends here.",
        "Another begins\nand goes on  \n  in italics.",
    ]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    line = "They said so. " * 20
    assert len(pieces(f"{line}\n{line}\nShort one.")) == 3


def test_overlong_ones_are_cut_at_sentence_ends() -> None:
    for piece in pieces("This is a sentence of a book. " * 1000)[:-1]:
        assert LONGEST // 2 < len(piece) <= LONGEST
        assert piece.endswith("book.")


def test_without_sentences_they_are_cut_at_blanks_and_without_blanks_anyway() -> None:
    assert all(piece.startswith("word") and piece.endswith("word") for piece in pieces("word " * 3000))
    assert [len(piece) for piece in pieces("x" * 9000)] == [4000, 4000, 1000]


def test_codes_and_roles_are_speakers() -> None:
    text = "INT: How is it?\nBV01: Well,\nit goes.\nSpeaker 1: Yes.\n[Interviewer] And now?\n"
    assert speakers(text) == ["INT", "BV01", "Speaker 1", "Interviewer"]
    assert pieces(text)[1] == "BV01: Well,\nit goes."


def test_names_are_speakers_where_they_return() -> None:
    assert speakers("Anna: One.\n\nBen Okri: Two.\n\nAnna: Three.\n\nBen Okri: Four.") == ["Anna", "Ben Okri"] * 2


def test_a_turn_goes_on_over_paragraphs_in_a_transcript() -> None:
    text = "Anna: One.\n\nStill she.\n\nBen: Two.\n\nAnna: Three.\n\nBen: Four."
    assert speakers(text) == ["Anna", "Anna", "Ben", "Anna", "Ben"]


def test_times_and_marks_around_a_label_do_not_hide_it() -> None:
    assert speakers("[00:01:02] P01: One.\n00:03 P02: Two.\n**P01:** Three.") == ["P01", "P02", "P01"]


def test_directions_and_headings_are_no_speakers() -> None:
    assert set(speakers("[laughs] One.\n\n[Pause] Two.\n\n[Laughter]\n\nNote: three.\n\nAims: four.")) == {""}


def test_places_of_publishers_are_no_speakers() -> None:
    references = "A sentence of prose here.\n\n" * 20 + "Smith, J. (2001). A title.\nLondon: Sage.\n\n" * 3
    assert set(speakers(references)) == {""}
