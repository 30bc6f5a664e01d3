"""The engine: which places a query finds, in what order, and how they are counted."""

from pathlib import Path

import pytest

from search.engine import Searcher
from search.index import update_index
from search.query import QueryFault
from tests.search.studies import ranges, searcher_of, study_of

TEXTS = {
    "b2": "Nobody is in charge here.\n\nThe ward manager’s ward: wards, warden, toward.\n\nNobody asked; in charge of nothing.",
    "a1": "INT: Who was in charge?\nP01: In charge? Well, no-\nbody. Nobody at all, nobody, and\nnobody."
    "\nINT: The dark  side, then.",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return searcher_of(tmp_path_factory.mktemp("study"), TEXTS)


def texts(searcher: Searcher, query: str, typing: bool = False) -> list[str]:
    return [TEXTS[document][start:end] for document, start, end in ranges(searcher, query, typing)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("nobody", ["no-\nbody", "Nobody", "nobody", "nobody", "Nobody", "Nobody"]),
        ('"in charge"', ["in charge", "In charge", "in charge", "in charge"]),
        ('"dark side"', ["dark  side"]),
        ("ward", ["ward", "ward"]),
        ("ward*", ["ward", "ward", "wards", "warden"]),
        ("manager*", ["manager’s"]),
        ("w?rd", ["ward", "ward"]),
        ("*ward", ["ward", "ward", "toward"]),
        ("wards~", ["ward", "ward", "wards"]),
        ("/war.*n/", ["warden"]),
        (
            "nobody charge",
            ["charge", "no-\nbody", "Nobody", "nobody", "nobody", "Nobody", "charge", "Nobody", "charge"],
        ),
        ("in charge", ["in charge", "In charge", "in charge", "in charge"]),
        ("nobody -charge", []),
        ("nobody NOT asked", ["no-\nbody", "Nobody", "nobody", "nobody", "Nobody"]),
        ("dark OR asked", ["dark", "asked"]),
        ("(dark OR asked) side", ["dark", "side"]),
        ('"nobody charge"~2', ["charge? Well, no-\nbody", "Nobody is in charge", "Nobody asked; in charge"]),
        ('"charge nobody"~1', ["charge? Well, no-\nbody"]),
        ('"nobody and nobody"', ["nobody, and\nnobody"]),
        ("speaker:P01 charge", ["charge"]),
        ("document:b2 charge", ["charge", "charge"]),
        ("kind:interview asked", ["asked"]),
        ("kind:report asked", []),
        ("zzz", []),
    ],
)
def test_what_is_found(searcher: Searcher, query: str, expected: list[str]) -> None:
    assert texts(searcher, query) == expected


def test_hits_come_by_document_and_place_with_their_passage(searcher: Searcher) -> None:
    found = searcher.find("charge")
    assert [hit.document for hit in found.hits] == ["a1", "a1", "b2", "b2"]
    first = found.hits[1]
    assert TEXTS["a1"][slice(*first.passage)].startswith("P01: In charge?")
    assert first.speaker == "P01"
    assert (found.total, found.documents, found.passages) == (4, 2, 4)


def test_a_limit_bounds_the_hits_and_not_the_counts(searcher: Searcher) -> None:
    found = searcher.find("charge", limit=3)
    assert [hit.document for hit in found.hits] == ["a1", "a1", "b2"]
    assert (found.total, found.documents) == (4, 2)
    assert searcher.find("charge", limit=0).hits == ()


def test_one_document_can_be_searched(searcher: Searcher) -> None:
    found = searcher.find("charge", document="b2")
    assert {hit.document for hit in found.hits} == {"b2"}
    assert (found.total, found.documents) == (2, 1)
    assert searcher.find("charge", document="none").total == 0


def test_the_best_passages_come_first_by_rank(searcher: Searcher) -> None:
    hits = searcher.find("nobody", rank=True).hits
    assert len(hits) == 6
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].passage == hits[1].passage
    assert searcher.find("nobody", rank=True, limit=2).hits == hits[:2]


def test_a_word_that_is_being_typed_is_a_prefix(searcher: Searcher) -> None:
    assert texts(searcher, "toward war", typing=True) == ["ward", "ward", "wards", "warden", "toward"]
    assert texts(searcher, '"in char', typing=True) == ["in charge", "In charge", "in charge", "in charge"]


def test_what_only_chooses_finds_whole_passages(searcher: Searcher) -> None:
    assert texts(searcher, "speaker:INT") == ["INT: Who was in charge", "INT: The dark  side, then"]
    assert texts(searcher, "NOT charge document:b2") == ["The ward manager’s ward: wards, warden, toward"]


def test_a_match_inside_another_does_not_count_again(searcher: Searcher) -> None:
    assert texts(searcher, '"dark side" OR side OR dark*') == ["dark  side"]


def test_occurrences_of_a_phrase_may_share_words(tmp_path: Path) -> None:
    assert ranges(searcher_of(tmp_path, {"a": "no no no"}), '"no no"') == [("a", 0, 5), ("a", 3, 8)]


def test_faults_of_a_query_reach_the_caller(searcher: Searcher) -> None:
    with pytest.raises(QueryFault):
        searcher.find("(dark")


def test_phrases_go_over_six_characters_and_not_over_seven(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path, {"a": "one ---- two\n\n\n   \n\nthree ----- four"})
    assert ranges(searcher, '"one two three"') == [("a", 0, 25)]
    assert ranges(searcher, '"three four"') == []


def test_words_are_not_found_across_documents(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path, {"a": "alpha", "b": "beta"})
    assert ranges(searcher, '"alpha beta"') == []
    assert ranges(searcher, '"alpha beta"~9') == []


@pytest.mark.parametrize("invisible", [0, 300, 70_000])
def test_a_word_ends_where_it_does_however_much_that_is_invisible_stands_in_it(tmp_path: Path, invisible: int) -> None:
    word = "lea" + "\u00ad" * invisible + "ders"
    searcher = searcher_of(tmp_path, {"a": f"We like {word}, and leaders like us."})
    assert ranges(searcher, "leaders") == [("a", 8, 8 + len(word)), ("a", 14 + len(word), 21 + len(word))]


def test_hits_are_by_document_however_documents_lie_in_segments(tmp_path: Path) -> None:
    texts = {name: f"one {name} two one" for name in "abcdef"}
    project, documents = study_of(tmp_path, texts)
    for some in ("bd", "bdac", "bdacfe"):
        update_index(project, {name: documents[name] for name in some})
    searcher = Searcher.open(project, documents)
    assert len(searcher.segments()) == 3
    expected = [(name, start, start + 3) for name in texts for start in (0, 10)]
    for limit in range(14):
        assert [(hit.document, hit.start, hit.end) for hit in searcher.find("one", limit=limit).hits] == expected[
            :limit
        ]
    assert ranges(searcher, "one") == expected
