"""The engine against a plain scan, on random texts and queries."""

from bisect import bisect_left, bisect_right
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import columns as columns_module
from search import matches as matches_module
from search.query import And, Fuzzy, Leaf, Near, Not, Or, Phrase, Prefix, Query, Regex, Term, Wildcard
from search.tokens import ATTACHED, tokens_of
from search.view import view_of
from tests.search.scanning import Scan
from tests.search.studies import searcher_of

WORDS = ("a", "a", "b", "b", "ab", "abc", "ba", "influence", "uence", "caf\u00e9", "s")
GAPS = (
    *(" ",) * 12,
    ", ",
    "-",
    "-\n",
    "\n",
    "\n\n",
    "’",
    "'",
    "’’ ",
    " . . . ",
    " ---- ",
    "fi ",
    "\n\nA: ",
    ". ",
    "\n\n3\n\n",
)
PAIRS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), min_size=4, max_size=30)
MADE = PAIRS.map(lambda pairs: "".join(word + gap for word, gap in pairs))
TEXTS = st.sampled_from((True, True, True, False)).flatmap(lambda made: MADE if made else st.text(max_size=60))
TERMS = st.sampled_from(("a", "a", "b", "b", "ab", "abc", "uence", "cafe", "s"))
LEAVES: st.SearchStrategy[Leaf] = st.one_of(
    TERMS.map(Term),
    TERMS.map(Term),
    TERMS.map(Prefix),
    st.sampled_from(("a?", "?b*", "*b", "a*c", "*a*")).map(Wildcard),
    TERMS.map(Fuzzy),
    st.sampled_from(("a.?", "(ab|ba)c?", ".*e")).map(Regex),
)
SIMPLE: st.SearchStrategy[Query] = st.one_of(
    LEAVES,
    st.lists(LEAVES, min_size=2, max_size=3).map(lambda parts: Phrase(tuple(parts))),
    st.builds(
        lambda words, distance: Near(tuple(Term(word) for word in words), distance),
        st.lists(TERMS, min_size=2, max_size=3, unique=True),
        st.integers(0, 3),
    ),
)


def several(parts: st.SearchStrategy[Query], most: int) -> st.SearchStrategy[tuple[Query, ...]]:
    return st.lists(parts, min_size=2, max_size=most).map(tuple)


def kind_of(simple: st.SearchStrategy[Query], inner: st.SearchStrategy[Query], kind: str) -> st.SearchStrategy[Query]:
    match kind:
        case "and":
            return several(inner, 3).map(And)
        case "or":
            return several(inner, 3).map(Or)
        case "not":
            return simple.map(Not)
    return simple


INNER = st.sampled_from(("word",) * 6 + ("and", "or", "not")).flatmap(lambda kind: kind_of(SIMPLE, SIMPLE, kind))
QUERIES = st.sampled_from(("word", "and", "and", "and", "or", "not")).flatmap(lambda kind: kind_of(SIMPLE, INNER, kind))


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(st.sampled_from(("x", "y", "z")), TEXTS, min_size=1),
    st.lists(QUERIES, min_size=1, max_size=4),
    st.sampled_from((0, 1, 16)),
    st.sampled_from((1, 512)),
)
def test_the_engine_finds_what_a_scan_finds(texts: dict[str, str], queries: list[Query], few: int, often: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        # Short texts would never go the ways that are for words of which one is far rarer, or that are common.
        patch.setattr(matches_module, "_FEW", few)
        patch.setattr(matches_module, "_OFTEN", often)
        searcher = searcher_of(Path(folder), texts)
        for query in queries:
            found = searcher.find(query)
            expected = [(name, *place) for name in sorted(texts) for place in Scan(texts[name]).find(query)]
            assert [(hit.document, hit.start, hit.end) for hit in found.hits] == expected, query
            assert found.total == len(expected)
            assert found.documents == len({name for name, _, _ in expected})
            for hit in found.hits:
                assert hit.passage[0] <= hit.start < hit.passage[1]
            ranked = searcher.find(query, rank=True).hits
            assert {hit._replace(score=0.0) for hit in ranked} == set(found.hits)
            for limit in range(len(ranked)):
                assert searcher.find(query, rank=True, limit=limit).hits == ranked[:limit]
                assert searcher.find(query, limit=limit).hits == found.hits[:limit]


@settings(deadline=None)
@given(TEXTS, st.sampled_from((1, 3, 64)), st.sampled_from((1, 2, 1 << 15)))
def test_terms_and_passages_are_looked_up_where_they_are(text: str, between: int, at_once: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns_module, "_BETWEEN_SIGNPOSTS", between)
        patch.setattr(columns_module, "_AT_ONCE", at_once)
        patch.setattr(columns_module, "_FEW", 0)
        ((columns, _, _),) = searcher_of(Path(folder), {"x": text}).segments()
        terms = [columns.term(number) for number in range(len(columns.terms) - 1)]
        assert terms == sorted(terms)
        assert b"".join(term + b"\n" for term in terms) == columns.words()
        for term in (b"", b"b", b"\xff", *terms, *(term + b"\0" for term in terms), *(term[:-1] for term in terms)):
            assert columns.place(term) == bisect_left(terms, term)
        bounds = columns.passage_tokens.tolist()
        tokens = np.arange(columns.tokens)
        assert columns.passages_of(tokens).tolist() == [bisect_right(bounds, token) - 1 for token in range(len(tokens))]


@settings(deadline=None)
@given(TEXTS)
def test_tokens_stand_in_order_in_the_text(text: str) -> None:
    view = view_of(text)
    tokens = tokens_of(view)
    position = 0
    for term, start, end in zip(tokens.terms, tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
        assert position <= start < end <= len(text)
        position = start
        low, high = view.mapped.from_source(start, end)
        assert term in view.mapped.text[low:high]


def test_an_apostrophe_of_one_match_does_not_lengthen_another(tmp_path: Path) -> None:
    text = "a a b a’"
    query = And((Term("a"), Prefix("a"), Near((Term("a"), Term("b")), 0)))
    hits = searcher_of(tmp_path, {"x": text}).find(query).hits
    assert [(hit.start, hit.end) for hit in hits] == Scan(text).find(query) == [(0, 7)]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 15), st.booleans())))
def test_gaps_and_tails_fit_into_one_byte(both: list[tuple[int, int, bool]]) -> None:
    gaps = np.array([gap for gap, _, _ in both], np.uint8)
    tails = np.array([tail | (ATTACHED if attached else 0) for _, tail, attached in both], np.uint8)
    arrays: dict[str, npt.NDArray[Any]] = {
        each.name: np.zeros(0, np.uint32) for each in fields(columns_module.Columns)[4:]
    }
    arrays["between"] = columns_module.packed(gaps, tails)
    columns = columns_module.Columns((), (), b"", 0, **arrays)
    everything = np.arange(len(both))
    assert columns.tails(everything).tolist() == tails.tolist()
    assert columns.gaps(everything).tolist() == [min(gap, columns_module.WIDE) for gap, _, _ in both]


@pytest.mark.parametrize("offset", [200, 60_000, 70_000, 2**32 - 5])
def test_places_far_into_a_passage_are_kept_exactly(tmp_path: Path, offset: int) -> None:
    arrays: dict[str, npt.NDArray[Any]] = {
        each.name: np.zeros(1, np.uint32) for each in fields(columns_module.Columns)[4:]
    }
    arrays |= {"passage_starts": np.array([7], np.uint32), "offsets": np.array([offset], np.uint32)}
    columns_module.write_columns(tmp_path / "x", [], [], b"", arrays)
    columns = columns_module.read_columns(tmp_path / "x")
    assert columns.starts(np.zeros(1, np.int64)).tolist() == [(7 + offset) % 2**32]
