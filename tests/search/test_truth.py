"""The truth beside the repository: every query finds exactly the ranges that people found."""

import json
from collections import Counter
from typing import Any

import pytest

from search.engine import Searcher
from tests.search.shared import SHARED, corpus, needs_shared
from tests.search.studies import searcher_of

EXACT = ("word", "phrase", "prefix", "any")


def _queries() -> list[dict[str, Any]]:
    path = SHARED / "truth" / "queries.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def typed(query: dict[str, Any]) -> str:
    """The query as a person types it: a phrase in quotation marks, all else as it is."""
    return f'"{query["query"]}"' if query["kind"] == "phrase" else query["query"]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return searcher_of(tmp_path_factory.mktemp("truth"), corpus())


@needs_shared
def test_every_query_finds_exactly_what_is_there(searcher: Searcher) -> None:
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for query in _queries():
        kind = query["kind"]
        hits = {(hit.document, hit.start, hit.end) for hit in searcher.find(typed(query)).hits}
        wanted = {(each["file"], each["start"], each["end"]) for each in query["expected"]}
        if kind in EXACT:
            assert hits == wanted, query["id"]
        right[kind] += len(hits & wanted)
        found[kind] += len(hits)
        expected[kind] += len(wanted)
    for kind in EXACT:
        print(f"{kind}: precision {right[kind]}/{found[kind]}, recall {right[kind]}/{expected[kind]}")
        assert right[kind] == found[kind] == expected[kind] > 0


@needs_shared
def test_parts_of_an_alternative_are_found_on_their_own(searcher: Searcher) -> None:
    for query in _queries():
        if query["kind"] == "any":
            parts = " OR ".join(f'"{part}"' for part in query["any"])
            hits = [(hit.document, hit.start, hit.end) for hit in searcher.find(parts).hits]
            assert hits == [(each["file"], each["start"], each["end"]) for each in query["expected"]]


@needs_shared
def test_words_that_must_be_in_one_paragraph_are(searcher: Searcher) -> None:
    for query in _queries():
        if query["kind"] == "all_in_paragraph":
            found = searcher.find(query["query"])
            for each in query["expected"]:
                assert any(
                    hit.document == each["file"] and hit.passage[0] < each["end"] and hit.passage[1] > each["start"]
                    for hit in found.hits
                ), query["id"]
