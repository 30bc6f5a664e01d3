"""Words, sentences and passages, and the selection that grows by them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.reader.selection import Selection, begun
from tui.reader.spans import Range, Span, Spans

PIECES = [
    "word ",
    "Dr. ",
    "e.g. ",
    "No. ",
    "I ",
    "J. ",
    ". . . ",
    "…",
    "? ",
    "! ",
    ".\n",
    "\n",
    "\n\n",
    " ",
    ".",
    "”",
    '"',
    "it’s",
    "-\n",
    "漢字。",
    "e\u0301",
    "\x1b[",
    "3.5 ",
    "2. ",
    "(p. 3) ",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=2), min_size=1, max_size=40).map("".join).filter(bool)


def sentences(text: str, passages: list[Range] | None = None) -> list[str]:
    spans = Spans(text, passages or [])
    found: list[str] = []
    here: Range | None = spans.at(0, "sentence")
    while here:
        found.append(text[here[0] : here[1]])
        here = spans.after(here[1] - 1, "sentence")
    return found


@pytest.mark.parametrize(
    "expected",
    [
        ["I saw Dr. Smith.", "He said, e.g. to Mr. J. R. Jones, no.", "Then he left."],
        ["“It is hard.”", "She laughed.", '"Why?" he asked.', "'No.'", "So."],
        ["We were . . . you know . . . I mean, led. . . .", "And then it stopped."],
        [". . . and so it went on.", "The next line\nwraps here.", "Done"],
        ["It rose by 3.5 per cent (p. 12).", "See Fig. 2 for that.", "No.", "That is wrong."],
        ["The U.S. Army came.", "J.R.R. Tolkien wrote.", "He and I.", "Then we.", "To the U.K.", "The end."],
        ["What?!", "Really…", "Yes… but no. [laughs] Right."],
        ["1. First point.", "Then another."],
    ],
)
def test_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_sentences_without_blanks_between_them() -> None:
    assert sentences("这是第一句。这是第二句！是") == ["这是第一句。", "这是第二句！", "是"]


def test_an_empty_line_ends_a_sentence() -> None:
    assert sentences("A heading\n \nand a text") == ["A heading", "and a text"]


def test_no_sentence_crosses_the_border_of_a_passage() -> None:
    text = "Interviewer: and then\nJW019: we left."
    assert sentences(text, [(0, 21), (22, 37)]) == ["Interviewer: and then", "JW019: we left."]


def test_words() -> None:
    text = "It’s interac-\ntion — a co-operative’s “word”, e\u0301té 漢字"
    spans = Spans(text)
    found = []
    here: Range | None = spans.word(0)
    while here:
        found.append(text[here[0] : here[1]])
        here = spans.after(here[1] - 1, "word")
    expected = [
        "It’s",
        "interac-\ntion",
        "a",
        "co-operative’s",
        "word",
        "e\u0301té",
        "漢",
        "字",
    ]
    assert found == expected


def test_marks_by_themselves_are_no_word_to_go_to_or_to_begin_with() -> None:
    spans = Spans("**I:** well. 14.40 came")
    assert spans.nearest_word(0) == (2, 3)
    assert spans.after(2, "word") == (7, 11)
    assert spans.nearest_word(11) == (13, 15)
    assert Spans("end .").nearest_word(4) == (0, 3)
    assert Spans("...").nearest_word(1) == (0, 3)


@given(TEXTS, st.data())
def test_each_solid_position_lies_in_one_word_and_one_sentence(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)) | {0, len(text)})
    spans = Spans(text, list(pairwise(cuts)))
    names: tuple[Span, ...] = ("word", "sentence")
    for name in names:
        for position, character in enumerate(text):
            start, end = spans.at(position, name)
            low, high = spans.at(position, "passage")
            assert low <= start < end <= high
            if not character.isspace():
                assert start <= position < end
                assert not text[start].isspace()
                assert not text[end - 1].isspace()
                assert spans.at(start, name) == (start, end) == spans.at(end - 1, name)


@given(TEXTS)
def test_going_on_and_back_meets_the_same_words_and_sentences(text: str) -> None:
    spans = Spans(text)
    names: tuple[Span, ...] = ("word", "sentence")
    for name in names:
        onward: list[Range] = []
        here: Range | None = spans.nearest_word(0) if name == "word" else spans.at(0, name)
        while here:
            onward.append(here)
            here = spans.after(here[1] - 1, name)
        assert all(one[1] <= two[0] for one, two in pairwise(onward))
        back: list[Range] = []
        here = onward[-1]
        while here:
            back.append(here)
            here = spans.before(here[0], name)
        assert back[::-1] == onward


def test_a_sentence_far_into_a_long_passage_is_found_from_near_it() -> None:
    text = "We went on . . . and on, Dr. May said. " * 2000
    assert Spans(text).sentence(39 * 1500 + 20) == (39 * 1500, 39 * 1500 + 38)


TEXT = "One two. Three four. Five six."


def test_a_selection_grows_by_sentences_and_shrinks_back() -> None:
    spans = Spans(TEXT)
    first = begun(spans, 10, "sentence")
    assert first.span == (9, 20)
    second = first.grown(spans, "sentence")
    assert second.span == (9, 30)
    assert second.shrunk(spans).span == (9, 20)
    assert first.shrunk(spans).span == (9, 19)
    assert second.moved(spans, 26).shrunk(spans).span == (9, 25)


def test_an_end_that_goes_by_sentences_stands_where_they_end_and_turns_round_at_what_stays() -> None:
    spans = Spans("One two. Three four. Five six. Seven.")
    word = begun(spans, 15)
    assert word.span == (15, 19)
    ahead = word.by_sentence(spans, 1)
    assert ahead.span == (15, 20)
    assert ahead.by_sentence(spans, 1).span == (15, 30)
    assert ahead.by_sentence(spans, 1).by_sentence(spans, -1) == ahead
    behind = ahead.by_sentence(spans, -1)
    assert (behind.span, behind.forward) == ((9, 19), False)
    assert behind.by_sentence(spans, -1).span == (0, 19)
    assert behind.by_sentence(spans, 1).span == (15, 20)


def test_a_word_grows_to_its_sentence_first() -> None:
    spans = Spans(TEXT)
    selection = begun(spans, 10)
    assert selection.span == (9, 14)
    assert selection.grown(spans, "sentence").span == (9, 20)


def test_a_swapped_selection_grows_at_its_start() -> None:
    spans = Spans(TEXT)
    swapped = begun(spans, 10, "sentence").swapped(spans)
    assert swapped.moving == 9
    assert swapped.grown(spans, "sentence").span == (0, 20)
    assert swapped.moved(spans, 4).span == (4, 20)
    assert swapped.moved(spans, 15).span == (15, 20)


@given(TEXTS, st.lists(st.tuples(st.sampled_from("mgso()"), st.integers(0, 200)), max_size=8))
def test_a_selection_stays_within_the_text_and_is_never_empty(text: str, acts: list[tuple[str, int]]) -> None:
    spans = Spans(text)
    selection: Selection = begun(spans, 0)
    names: tuple[Span, ...] = ("word", "sentence", "passage")
    for act, number in acts:
        name = names[number % 3]
        if act == "m":
            selection = selection.moved(spans, number % len(text))
        elif act == "g":
            selection = selection.grown(spans, name)
        elif act == "s":
            selection = selection.shrunk(spans)
        elif act in "()":
            selection = selection.by_sentence(spans, 1 if act == ")" else -1)
        else:
            selection = selection.swapped(spans)
        start, end = selection.span
        assert 0 <= start < end <= len(text)
        assert start <= selection.stays[0] < selection.stays[1] <= end
