"""Patterns: which words they mean, and that none of them stops a search."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import patterns
from search.patterns import TooSlow, beginning, misspellings, numbers, places, wildcard
from store.errors import UsageFault
from tests.search.scanning import edits
from tests.search.studies import searcher_of

SIGNS = st.sampled_from("abé領𝒜0")
LEXICONS = st.lists(st.text(SIGNS, min_size=1, max_size=6), unique=True).map(sorted)


def chosen(pattern: bytes, words: list[str]) -> list[str]:
    lexicon = "".join(f"{word}\n" for word in words).encode()
    return [lexicon[place:].split(b"\n")[0].decode() for place in places(pattern, lexicon)]


@given(LEXICONS, st.text(st.sampled_from("ab?**é領"), min_size=1, max_size=7))
def test_wildcards(words: list[str], form: str) -> None:
    plain = "".join({"*": ".*", "?": "."}.get(sign, sign) for sign in form)
    assert chosen(wildcard(form), words) == [word for word in words if re.fullmatch(plain, word)]


@given(LEXICONS, st.text(SIGNS, min_size=1, max_size=6))
def test_misspellings(words: list[str], word: str) -> None:
    lexicon = "".join(f"{each}\n" for each in words).encode()
    before = "".join(f"{each}\n" for each in words if each < word[0]).encode()
    same = "".join(f"{each}\n" for each in words if each[0] == word[0]).encode()
    found = misspellings(word, lexicon, len(before), len(before) + len(same))
    near = [lexicon[place:].split(b"\n")[0].decode() for place in found]
    assert near == [each for each in words if edits(word, each) <= 1]


@pytest.mark.parametrize("pattern", ["a+", "(a|b)+", "(?:ab)*é", r"(a)\1", "[^a]+", r"\w{2}", "a|b", "", r"[\n]*"])
def test_regular_expressions(pattern: str) -> None:
    words = ["a", "aa", "ab", "abab", "b", "bé", "é", "領"]
    lexicon = "".join(f"{word}\n" for word in words).encode()
    assert [words[number] for number in numbers(pattern, lexicon)] == [w for w in words if re.fullmatch(pattern, w)]


@given(LEXICONS, st.text(st.sampled_from("abé領|*?+.()[]{}\\2"), max_size=6))
def test_what_an_expression_begins_with_leaves_no_word_out(words: list[str], pattern: str) -> None:
    start = beginning(pattern)
    try:
        fits = re.compile(pattern).fullmatch
    except (re.error, FutureWarning):
        return
    assert [word for word in words if fits(word)] == [word for word in words if word.startswith(start) and fits(word)]


@pytest.mark.parametrize(
    ("pattern", "start"),
    [
        ("colou?r", "colo"),
        ("ab+", "a"),
        ("ab{0}", "a"),
        ("ab|ca", ""),
        ("a", "a"),
        ("(ab)", ""),
        ("a.b", "a"),
        ("^ab", ""),
    ],
)
def test_what_an_expression_begins_with(pattern: str, start: str) -> None:
    assert beginning(pattern) == start


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|a)*b", "(a|aa)+$b", r"(a*)*\1b", "((a*)*)*b", "a?" * 40 + "b", "(a|aa)" * 40 + "b"],
)
def test_a_hostile_expression_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.3)
    searcher = searcher_of(tmp_path, {"a": "a" * 60 + " and other words"})
    with pytest.raises(TooSlow, match="takes too long"):
        searcher.find(f"/{pattern}/")
    assert issubclass(TooSlow, UsageFault)
    assert searcher.find("words").total == 1


def test_a_wildcard_of_many_stars_does_not_take_long(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path, {"a": "a" * 190 + " and other words"})
    assert searcher.find("a*" * 60 + "b").total == 0
    assert searcher.find("*a?" * 40 + "*").total == 1
