"""What is about to be tagged: words, sentences and passages around a place."""

from dataclasses import replace

import pytest

from search.passages import Passage, passages_of
from store.documents import Document
from store.places import Places
from tests.tui.app.studies import ALPHA
from tui.places.place import citation, quotation
from tui.study import OpenText
from tui.targets import EXTENTS, Extent, Target


def opened(text: str) -> OpenText:
    return OpenText(
        Document("a", "A", "interview", "corpus/interviews/a.txt", "0" * 64, len(text)), text, passages_of(text)
    )


def target(text: str, words: str, extent: Extent = "sentence") -> Target:
    start = text.index(words)
    return Target(opened(text), (start, start + len(words)), extent)


@pytest.mark.parametrize(
    ("words", "extent", "expected"),
    [
        ("river decides", "words", "river decides"),
        ("river decides", "sentence", "The river decides, and we feel watched and not led."),
        (
            "river decides",
            "passage",
            "A01: Nobody asks us. The river decides, and we feel watched and not led. Then we wait.",
        ),
        ("asks us. The river", "sentence", "A01: Nobody asks us. The river decides, and we feel watched and not led."),
        ("Then we wait.", "sentence", "Then we wait."),
    ],
)
def test_the_extent_says_how_much_is_meant(words: str, extent: Extent, expected: str) -> None:
    assert target(ALPHA, words, extent).text == expected


def test_a_hit_across_two_passages_takes_the_sentences_or_the_passages_at_both_ends() -> None:
    across = "Then we wait.\n\nINTERVIEWER: And"
    assert target(ALPHA, across).text == "Then we wait.\n\nINTERVIEWER: And the river?"
    assert target(ALPHA, across, "passage").text == (
        "A01: Nobody asks us. The river decides, and we feel watched and not led. Then we wait.\n\nINTERVIEWER: And the river?"
    )


def test_words_outside_all_passages_stand_for_themselves() -> None:
    text = "One.\n\n   \n\nTwo."
    place = Target(opened(text), (6, 8), "passage")
    assert place.span == (6, 8)


@pytest.mark.parametrize("extent", EXTENTS)
def test_the_span_holds_the_words_and_stays_in_the_text(extent: Extent) -> None:
    view = opened(ALPHA)
    for start in range(0, len(ALPHA) - 1, 7):
        words = (start, min(len(ALPHA), start + 9))
        low, high = Target(view, words, extent).span
        assert 0 <= low <= words[0]
        assert words[1] <= high <= len(ALPHA)


def test_wider_goes_round_the_extents() -> None:
    place = target(ALPHA, "decides", "words")
    assert [place.extent, place.wider().extent, place.wider().wider().extent] == ["words", "sentence", "passage"]
    assert place.wider().wider().wider() == place


def test_a_hard_wrapped_sentence_is_whole() -> None:
    text = "We waited all night for the\nriver to come over the wall. It\ndid not.\n"
    assert target(text, "river").text == "We waited all night for the\nriver to come over the wall."


def test_a_sentence_is_found_in_the_middle_of_a_paragraph_as_long_as_a_book() -> None:
    text = "We wait here. " * 20_000
    place = Target(opened(text), (140_000, 140_004))
    assert place.text == "We wait here."


def test_a_citation_is_in_the_projects_form() -> None:
    text = "JW019: Nobody asks us."
    document = Document("int-7", "Interview 7", "interview", "corpus/int-7.txt", "0", len(text))
    opened = OpenText(document, text, (Passage(0, len(text), "JW019"),))
    assert citation(opened, 7, 13) == "JW019 (int-7)"
    formed = replace(opened, citation="— {speaker}, {title} ({site})")
    assert citation(formed, 7, 13) == "JW019, Interview 7"
    assert quotation(formed, 7, 13) == "Nobody\n— JW019, Interview 7\n"
    paged = replace(opened, document=replace(document, places=Places(pages=((0, "11"), (9, "12")))))
    assert citation(paged, 12, 20) == "JW019 (int-7, p. 12)"
    assert citation(replace(paged, passages=()), 7, 13) == "Interview 7, pp. 11–12"
