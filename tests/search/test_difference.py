"""The words that a quotation and its place have in common, and those that only one of them has."""

from hypothesis import given
from hypothesis import strategies as st

from search.difference import Run, difference_of

WORDS = st.lists(st.sampled_from(["nobody", "Nobody,", "asks", "us", "fl", "ood", "flood", "—", "led."])).map(" ".join)


def shown(quoted: str, found: str) -> str:
    return " ".join(run.shown for run in difference_of(quoted, found))


def test_what_differs_stands_in_signs_that_need_no_colour() -> None:
    quoted = "We feel deeply watched and not led by anyone"
    found = "we feel watched, and never\nled by anyone at all"
    assert shown(quoted, found) == "we feel [-deeply-] watched, and [-not-] {+never+} led by anyone {+at all+}"


def test_case_marks_and_split_words_are_no_difference() -> None:
    assert difference_of("“Influence” is it!", "infl uence is it") == [Run("same", "infl uence"), Run("same", "is it")]


def test_nothing_against_something() -> None:
    assert difference_of("", "") == []
    assert difference_of("a b", "") == [Run("quoted", "a b")]
    assert difference_of("", "a b") == [Run("found", "a b")]


@given(WORDS, WORDS)
def test_all_words_of_the_place_and_all_that_only_the_quotation_has_are_there(quoted: str, found: str) -> None:
    runs = difference_of(quoted, found)
    assert " ".join(run.words for run in runs if run.kind != "quoted").split() == found.split()
    ours = quoted.split()
    for run in runs:
        if run.kind == "quoted":
            assert all(word in ours for word in run.words.split())
    if quoted == found:
        assert all(run.kind == "same" for run in runs)
