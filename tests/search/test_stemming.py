"""Stemming: all forms of a word that occur, and no other word."""

from pathlib import Path

import pytest

from search.engine import Searcher
from search.query import parse_query
from search.stemming import LANGUAGES, stemmed
from search.wording import worded
from tests.search.studies import searcher_of

TEXT = "A leader leads. Leaders were leading, and leadership led nowhere; leaf, lead. Die Häuser und das Haus."


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    return searcher_of(tmp_path, {"a": TEXT})


def found(searcher: Searcher, query: str, language: str = "en") -> list[str]:
    widened = stemmed(parse_query(query), searcher, language)
    return [TEXT[hit.start : hit.end] for hit in searcher.find(widened).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("leads", ["leads", "leading", "lead"]),
        ("leader", ["leader", "Leaders"]),
        ('"leaders lead"', ["leader leads"]),
        ("lead*", ["leader", "leads", "Leaders", "leading", "leadership", "lead"]),
        ("leads -nowhere", []),
        ("zebra OR leads", ["leads", "leading", "lead"]),
        ('"leading leader"~2', ["leader leads", "leads. Leaders", "Leaders were leading"]),
    ],
)
def test_forms_of_a_word(searcher: Searcher, query: str, expected: list[str]) -> None:
    assert found(searcher, query) == expected


def test_other_languages(searcher: Searcher) -> None:
    assert found(searcher, "haus", "de") == ["Häuser", "Haus"]
    for language in LANGUAGES:
        assert "lead" in found(searcher, "lead", language)


def test_what_is_searched_can_be_seen(searcher: Searcher) -> None:
    widened = stemmed(parse_query("leads -zebra"), searcher)
    assert worded(widened) == "/lead|leading|leads/ -zebra"
    assert parse_query(worded(widened)) == widened
