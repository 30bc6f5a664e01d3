"""Quotations: found where they are from, told as what they are, and never put at a wrong place."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine import Searcher
from search.quotation import ABSENT, ALTERED, EXACT, NORMALISED, Difference, Quotation, find_quotation
from tests.search.shared import SHARED, corpus, needs_shared
from tests.search.studies import searcher_of

TALK = (
    "Q: Did anyone ask?\n\nA: Nobody asks us, you know. We feel ‘watched’ and not led, and that is the dif-\nference; "
    "we lear ned to live with it, I’d say.\n\nWARD NUMBERS\n1 2 3\n4 5 6\n\nA: So the managers who came after them "
    "were asked to count the hours, and the table got in the way."
)
TABLE = (
    "She said that the river was rising faster than anyone had\n\nTable 2. Heights\n1 20\n2 30\n3 40\n\nseen it rise in all the "
    "years that they had lived there."
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return searcher_of(tmp_path_factory.mktemp("study"), {"talk": TALK, "table": TABLE, "copy": "x Did anyone ask? y"})


def one(searcher: Searcher, text: str) -> Quotation:
    (found,) = find_quotation(searcher, text)
    return found


def test_an_exact_quotation(searcher: Searcher) -> None:
    found = one(searcher, " Nobody asks us, you know. ")
    assert (found.status, found.document, found.text) == (EXACT, "talk", "Nobody asks us, you know.")
    assert TALK[found.start : found.end] == found.text
    assert found.segments == ((found.start, found.end),)


def test_all_places_of_a_quotation(searcher: Searcher) -> None:
    assert [each.document for each in find_quotation(searcher, "Did anyone ask?")] == ["copy", "talk"]


def test_a_quotation_in_other_marks_and_lines(searcher: Searcher) -> None:
    found = one(
        searcher, "we feel 'watched' and not led, and that is the difference; we lear ned to live with it, I'd say."
    )
    assert found.status == NORMALISED
    assert TALK[found.start : found.end].startswith("We feel")
    assert TALK[found.start : found.end].endswith("I’d say.")
    assert {"case", "marks", "line-end hyphens"} <= set(found.layers)


def test_the_marks_around_it_count_where_it_has_them_too(searcher: Searcher) -> None:
    assert one(searcher, "'watched'").text == "‘watched’"
    assert one(searcher, "watched").text == "watched"
    assert one(searcher, "\"watched'").text == "watched’"


def test_a_quotation_that_a_table_interrupts_has_two_segments(searcher: Searcher) -> None:
    quotation = "the river was rising faster than anyone had seen it rise in all the years that they had lived there."
    found = one(searcher, quotation)
    assert found.status == NORMALISED
    assert "interruption" in found.layers
    pieces = [TABLE[start:end] for start, end in found.segments]
    assert " ".join(pieces).replace("\n", " ") == quotation


def test_numbers_glued_to_words_do_not_hide_a_quotation(tmp_path: Path) -> None:
    text = "It came from the top16 and harmed patients.1Investigations were made of the 14 cases by them."
    searcher = searcher_of(tmp_path, {"a": text})
    found = one(searcher, "from the top and harmed patients. Investigations were made")
    assert (found.status, found.text) == (NORMALISED, "from the top16 and harmed patients.1Investigations were made")
    assert found.layers[-1] == "glued numbers"
    assert one(searcher, "Investigations were made of the 14").text == "Investigations were made of the 14"
    assert one(searcher, "Investigations were made of the 15 cases").status == ALTERED


def test_an_altered_quotation_tells_what_is_different(searcher: Searcher) -> None:
    found = one(searcher, "Nobody ever asks us. We feel watched [by them] and not guided, and that is the difference")
    assert (found.status, found.document) == (ALTERED, "talk")
    assert found.text.startswith("Nobody asks")
    assert Difference("ever", "") in found.difference
    assert Difference("", "you know") in found.difference
    assert Difference("by them", "") in found.difference
    assert Difference("guided", "led") in found.difference
    assert 0.6 < found.likeness < 1


def test_an_altered_quotation_ends_where_it_ends_though_it_has_its_last_words_twice(tmp_path: Path) -> None:
    text = (
        "Open the gate. "
        + "Are you? " * 40
        + "You are asked why; then you are told what was wrong, and\n\nyou are heard."
    )
    found = one(searcher_of(tmp_path, {"a": text}), "You are asked why; now you are told what was wrong, and you are")
    assert (found.status, found.text) == (ALTERED, text[text.index("You are") : -len(" heard.")])
    assert found.difference == (Difference("now", "then"),)


def test_an_altered_quotation_of_common_words_is_found_where_they_stand_in_its_order(tmp_path: Path) -> None:
    said = "and then the team was there and we said no to it and the lead of it was not there then"
    shuffled = "there was it no, lead the team. Not then, to we; of it and said the. "
    text = shuffled * 9 + "\n\n" + "Nobody rests here at night. " * 30 + f"\n\nWell, {said}, I think."
    found = one(searcher_of(tmp_path, {"a": text}), said.replace("said no", "never"))
    assert (found.status, found.text) == (ALTERED, said)


def test_an_elision_is_a_difference(searcher: Searcher) -> None:
    found = one(searcher, "Nobody asks us . . . and that is the difference; we lear ned to live with it")
    assert found.status == ALTERED
    assert [each.quoted for each in found.difference] == [""]


@pytest.mark.parametrize(
    "text", ["zebra", "asks nobody", "The managers asked nobody to sing in the rain", "…", "obody asks us"]
)
def test_what_is_not_there_is_absent(searcher: Searcher, text: str) -> None:
    assert one(searcher, text).status == ABSENT


WORDS = st.sampled_from(("the", "river", "rose", "and", "nobody", "asked", "again", "why"))


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=8, max_size=60), st.data())
def test_any_stretch_of_words_is_found_again(words: list[str], data: st.DataObject) -> None:
    from tempfile import TemporaryDirectory

    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 1, len(words)))
    gaps = data.draw(st.lists(st.sampled_from((" ", "\n", ", ", "’ ")), min_size=len(words), max_size=len(words)))
    with TemporaryDirectory() as folder:
        text = "".join(word + gap for word, gap in zip(words, gaps, strict=True))
        low = sum(len(word) + len(gap) for word, gap in zip(words[:start], gaps[:start], strict=True))
        searcher = searcher_of(Path(folder), {"a": text})
        found = find_quotation(searcher, " ".join(words[start:end]))
    assert low in [each.start for each in found]
    assert all(each.status in (EXACT, NORMALISED) for each in found)


@needs_shared
def test_every_quotation_of_the_truth_is_found_at_its_place_and_nowhere_else(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path, corpus())
    lines = (SHARED / "truth" / "quotes.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = []
    for line in lines:
        quote = json.loads(line)
        wanted = (quote["file"], tuple(map(tuple, quote["segments"])))
        for text in (quote["clean"], quote["text"]):
            if len(quote["segments"]) == 1 or text == quote["clean"]:
                found = [(each.document, each.segments) for each in find_quotation(searcher, text)]
                if found != [wanted]:
                    wrong.append(quote["id"])
    print(f"{len(lines) - len(set(wrong))} of {len(lines)} quotations at their place")
    assert len(lines) > 100
    assert wrong == []
