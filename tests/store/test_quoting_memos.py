"""A quotation in a memo gets the new words of its excerpt where it is surely its quotation, and nothing else changes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from store.excerpts import Excerpt, Segment
from store.quoting_memos import with_new_words


def excerpt(*words: str) -> Excerpt:
    return Excerpt("e3f9ac21d07", "ana", "jw019", "", tuple(Segment(i, i + 1, each) for i, each in enumerate(words)))


OLD, NEW = excerpt("Nobody asks us\nwhat we think."), excerpt("Nobody asks us\nwhat we drink.")
LINK = "[[e3f9ac21d07]]"


def test_a_block_keeps_its_signs_and_its_lines() -> None:
    body = f"Before.\n\n> Nobody asks us\n> what we think.\n>\n> — JW019 {LINK}\n\nBehind.\n"
    assert with_new_words(body, OLD, NEW) == body.replace("think", "drink")
    wrapped = f"> Nobody asks us what\n> we think.\n> — JW019 {LINK}"
    assert with_new_words(wrapped, OLD, NEW) == f"> Nobody asks us\n> what we drink.\n> — JW019 {LINK}"


def test_a_quotation_in_a_sentence_stays_on_its_line() -> None:
    body = "As one says, “Nobody asks us what we think.” [[e3f9ac21d07|there]], and more."
    assert with_new_words(body, OLD, NEW) == body.replace("think", "drink")


def test_words_without_the_link_twice_there_or_in_another_paragraph_stay() -> None:
    for body in (
        "> Nobody asks us what we think.\n",
        f"> Nobody asks us what we think.\n\n{LINK}",
        f"Nobody asks us what we think. Nobody asks us what we think. {LINK}",
        f"Nobody asks us what they think. {LINK}",
    ):
        assert with_new_words(body, OLD, NEW) == body


def test_of_several_segments_each_gets_its_own_words() -> None:
    old, new = excerpt("We met.", "It rained."), excerpt("We met.", "It snowed.")
    assert with_new_words(f"“We met. […] It rained.” {LINK}", old, new) == f"“We met. […] It snowed.” {LINK}"
    assert with_new_words(f"It rained. {LINK}", old, replace(new, segments=new.segments[:1])) == f"It rained. {LINK}"


@given(st.text(alphabet="ab \n>[]", max_size=60), st.text(alphabet="ab \n", min_size=1, max_size=8))
def test_whatever_a_memo_says_it_stays_without_the_link(body: str, words: str) -> None:
    assert with_new_words(body, excerpt(words), excerpt("c")) == body
