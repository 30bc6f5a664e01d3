"""An exact search finds what was typed and nothing that only folds to it, through all damage that the view mends."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine import Searcher
from search.query import QueryFault, parse_query
from search.suggestions import suggestions_for
from search.wording import worded
from tests.search.studies import ranges, rules_with, searcher_of

TEXT = "Trust and TRUST, naïve or naive. “Don’t you,” she said - don't! Well–known and well-known, US or us."


def found(searcher: Searcher, query: str) -> list[str]:
    return [searcher.text(hit.document)[hit.start : hit.end] for hit in searcher.find(query).hits]


def exact(query: str) -> str:
    return f"=({query})"


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    return searcher_of(tmp_path, {"a": TEXT})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Trust", ["Trust"]),
        ("TRUST", ["TRUST"]),
        ("trust", []),
        ("naïve", ["naïve"]),
        ("nai\u0308ve", ["naïve"]),
        ("naive", ["naive"]),
        ("Tru*", ["Trust"]),
        ("TR*", ["TRUST"]),
        ("n?ive", ["naive"]),
        ("na?ve", ["naïve", "naive"]),
        ("Trusd~", ["Trust"]),
        ("don't", ["don't"]),
        ("Don’t", ["Don’t"]),
        ("Don't", []),
        ('"well-known"', ["well-known"]),
        ("Well–known", ["Well–known"]),
        ('"well known"', []),
        ("/[A-Z]{2,}/", ["TRUST", "US"]),
        ("/na[iï]ve/", ["naïve", "naive"]),
        ("US OR naïve", ["naïve", "US"]),
        ("Trust -US", []),
        ("trust OR us", ["us"]),
        ('"Trust TRUST"~1', ["Trust and TRUST"]),
        ('"trust TRUST"~1', []),
    ],
)
def test_words_and_marks_are_those_that_were_typed(searcher: Searcher, query: str, expected: list[str]) -> None:
    assert found(searcher, exact(query)) == expected
    assert set(expected) <= set(found(searcher, query)) or query.startswith("/[A-Z]")
    assert parse_query(worded(parse_query(exact(query)))) == parse_query(exact(query))
    assert found(searcher, worded(parse_query(exact(query)))) == expected


def test_a_part_of_a_query_can_be_exact(searcher: Searcher) -> None:
    assert found(searcher, "=Trust naive") == ["Trust", "naïve", "naive"]
    assert found(searcher, "=US -=nobody") == ["US"]
    assert found(searcher, '="well-known" OR =(us OR Us)') == ["well-known", "us"]
    assert found(searcher, "=TRUST, naive") == ["TRUST, naïve", "naive"]


def test_where_nothing_reads_so_the_other_forms_are_offered(searcher: Searcher) -> None:
    (offered,) = suggestions_for(searcher, "=trust")
    assert (offered.query, offered.total) == ("trust", 2)


@pytest.mark.parametrize("query", ["=", "= ", "a =", "=)", "=(", '="'])
def test_a_sign_without_a_word_is_named(query: str) -> None:
    with pytest.raises(QueryFault):
        parse_query(query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("What infl uence it had, and influence is power.", "influence"),
        ("What infl uence it had, and influence is power.", '"What influence it"'),
        ("A long-\nterm effect; long-term plans.", '"long-term effect"'),
        ("Every organi-\nsation is an organisation.", "organisation"),
        ("The dark\n   side  of\tit", '"dark side of it"'),
        ("in\u00adfluence, and\u200b more", "influence"),
        ("cafe\u0301 and café", "café"),
    ],
)
def test_damage_hides_no_word(tmp_path: Path, text: str, query: str) -> None:
    searcher = searcher_of(tmp_path, {"a": text})
    assert ranges(searcher, query)
    assert ranges(searcher, exact(query)) == ranges(searcher, query)


def test_regions_documents_and_the_kept_answer_go_on_to_hold(tmp_path: Path) -> None:
    text = "Power here. Power there. power elsewhere."
    searcher = searcher_of(tmp_path, {"a": text, "b": "power"}, {"a": rules_with(text, (12, 24))})
    assert searcher.find("=Power").total == 1
    assert searcher.find("=power").total == 2
    assert searcher.find("Power").total == 3
    assert searcher.find("=Power", everything=True).total == 2
    assert searcher.find("=Power", document="b").total == 0
    assert searcher.find("=/P.*/").total == 1


WORDS = st.sampled_from(["Trust", "trust", "TRUST", "naïve", "naive", "fi eld", "field", "so-\nso", "it’s", "it's"])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", ", ", " – "])), min_size=1, max_size=12))
def test_an_exact_hit_reads_as_it_was_typed_and_each_such_word_is_hit(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, str]]
) -> None:
    text = "".join(word + behind for word, behind in pieces)
    searcher = searcher_of(tmp_path_factory.mktemp("study"), {"a": text})
    for query in ("Trust", "trust", "naïve", "naive"):
        assert found(searcher, f"={query}") == [query] * sum(word == query for word, _ in pieces)
