"""What is made of a result: its facets, its order by neighbours, its vocabulary, passages like one of it, what would be found."""

from collections import Counter
from dataclasses import replace
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.concordance import Side, by_neighbours
from search.engine import Searcher
from search.facets import facet_keys, facets_in, tagged_documents
from search.index import update_index
from search.query import parse_query
from search.similar import similar_to
from search.suggestions import corrections, distance, suggestions_for
from search.vocabulary import log_likelihood, vocabulary_of
from search.wording import field_worded, narrowed, worded
from store.cases import Case
from store.codebook import Theme
from store.errors import UsageFault
from store.excerpts import Excerpt, segments_of
from store.holdings import Holdings
from tests.search.studies import document_of, searcher_of, study_of

TALK = (
    "INT: Who decides here?\n\nP01: Nobody asks us. The river decides, and the river is slow.\n\n"
    "INT: And the old river?\n\nP01: The old river was slow too. We liked the old river.\n"
)
NOTES = "The committee met by the river. Nobody came.\n\nThe committee agreed to meet again, slowly.\n"
TEXTS = {"talk": TALK, "notes": NOTES}


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    return searcher_of(tmp_path / "study", TEXTS)


def holdings_of(root: Path) -> Holdings:
    """The two documents with cases and themes, and excerpts under them."""
    project, documents = study_of(root, TEXTS)
    documents["talk"] = replace(documents["talk"], cases=("p01", "p02"))
    documents["notes"] = replace(documents["notes"], kind="field note", cases=("p02",), groups=("Wave 1", "Nights"))
    cases = {
        "p01": Case("p01", "P01", attributes={"site": "North gate", "union": True, "roles": ["nurse", "lead"]}),
        "p02": Case("p02", "P02", attributes={"site": "north GATE", "years": 3}),
    }
    themes = {
        "t-power0": Theme("t-power0", "Power"),
        "t-river0": Theme("t-river0", "River", parent="t-power0"),
        "t-old000": Theme("t-old000", "Old", status="merged", into=("t-river0",)),
        "t-slow00": Theme("t-slow00", "Slow"),
        "t-slow01": Theme("t-slow01", "slow", parent="t-power0"),
        "t-quote0": Theme("t-quote0", 'So "led"'),
    }
    excerpts = {}
    for number, (text, tagged) in enumerate(
        [
            ("Nobody asks us", "t-old000"),
            ("was slow too", "t-slow01"),
            ("liked the old", "t-slow00"),
            ("Who", "t-quote0"),
        ]
    ):
        at = TALK.index(text)
        name = f"e{number}"
        segments = segments_of(TALK, [(at, at + len(text))])
        excerpts[name] = Excerpt(name, "ana", "talk", documents["talk"].sha256, segments, (tagged,))
    update_index(project, documents)
    return Holdings(documents=documents, cases=cases, themes=themes, excerpts=excerpts)


@pytest.mark.parametrize("query", ["river", "the OR nobody", "river OR kind:interview", "slow*"])
@pytest.mark.parametrize(
    "key", ["kind", "document", "speaker", "theme", "case.site", "case.union", "case.roles", "case.years"]
)
def test_a_facets_count_is_what_the_narrowed_query_finds(tmp_path: Path, query: str, key: str) -> None:
    holdings = holdings_of(tmp_path / "study")
    project, _ = study_of(tmp_path / "study", {})
    searcher = Searcher.open(project, holdings.documents, holdings=holdings)
    found = searcher.find(query)
    spread = searcher.spread(query, apart=tagged_documents(holdings))
    facets = facets_in(spread, holdings, key)
    assert facets
    in_talk = [hit for hit in found.hits if hit.document == "talk"]
    for tallies, hits in (
        (spread.by_document.values(), found.hits),
        (spread.by_speaker.values(), found.hits),
        (spread.by_passage.values(), in_talk),
    ):
        assert sum(tally.hits for tally in tallies) == len(hits)
        assert sum(tally.passages for tally in tallies) == len({(hit.document, hit.passage) for hit in hits})
    for facet in facets:
        if facet.value:
            answer = searcher.find(narrowed(query, facet.query))
            assert (facet.hits, facet.passages, facet.documents) == (answer.total, answer.passages, answer.documents)
        else:
            assert facet.query == ""
    if key in ("kind", "document", "speaker"):
        assert sum(facet.hits for facet in facets) == found.total


def test_facets_show_what_a_person_calls_things(tmp_path: Path) -> None:
    holdings = holdings_of(tmp_path / "study")
    project, _ = study_of(tmp_path / "study", {})
    searcher = Searcher.open(project, holdings.documents, holdings=holdings)
    hits = searcher.spread("the OR who", apart=tagged_documents(holdings))
    themes = facets_in(hits, holdings, "theme")
    assert {(facet.value, facet.query) for facet in themes} == {
        ("Power", "theme:Power"),
        ("River", "theme:River"),
        ("slow", "theme:t-slow01"),
        ("Slow", "theme:t-slow00"),
        ('So "led"', "theme:t-quote0"),
        ("", ""),
    }
    assert [facet.query for facet in facets_in(hits, holdings, "case.site")] == ['case.site:"North gate"']
    assert [facet.query for facet in facets_in(hits, holdings, "kind")] == ["kind:interview", 'kind:"field note"']
    assert facet_keys(holdings) == (
        *("kind", "document", "speaker", "theme", "group"),
        *("case.roles", "case.site", "case.union", "case.years"),
    )
    groups = facets_in(hits, holdings, "group")
    assert {(facet.value, facet.query, facet.documents) for facet in groups} == {
        ("Nights", "group:Nights", 1),
        ("Wave 1", 'group:"Wave 1"', 1),
        ("", "", 1),
    }
    with pytest.raises(UsageFault, match="cannot be counted by 'colour'"):
        facets_in(hits, holdings, "colour")


def lines(searcher: Searcher, query: str, side: Side) -> list[str]:
    hits = by_neighbours(searcher, searcher.find(query).hits, side)
    return [TEXTS[hit.document][max(0, hit.start - 9) : hit.end + 9].replace("\n", " ") for hit in hits]


def test_hits_stand_in_the_order_of_the_words_beside_them(searcher: Searcher) -> None:
    assert [line[:8].split()[-1].lower() for line in lines(searcher, "river", "left")] == [
        *("old", "old", "old", "the", "the", "the"),
    ]
    following = [line[14:].replace(",", " ").split() for line in lines(searcher, "river", "right")]
    said = [words[0] for words in following if words and words[0] in ("decides", "is", "was")]
    assert said == ["decides", "is", "was"]


def test_neighbours_are_compared_word_by_word_and_end_with_the_passage(tmp_path: Path) -> None:
    texts = {"a": "zeta x b\n\nx c\n\nbeta alpha x a\n\nalpha x aa b\n"}
    searcher = searcher_of(tmp_path / "study", texts)
    hits = searcher.find("x").hits
    text = texts["a"]

    def shown(side: Side) -> list[str]:
        ordered = by_neighbours(searcher, hits, side)
        return [" ".join(text[hit.passage[0] : hit.passage[1]].split()) for hit in ordered]

    assert shown("left") == ["x c", "alpha x aa b", "beta alpha x a", "zeta x b"]
    assert shown("right") == ["beta alpha x a", "alpha x aa b", "zeta x b", "x c"]


def test_line_ends_and_hyphens_have_no_part_in_the_order(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path / "study", {"a": "x infl\nuence\n\nx infl uence now\n\nthe influence\n\nx init\n"})
    ordered = by_neighbours(searcher, searcher.find("x").hits, "right")
    assert [hit.start for hit in ordered] == sorted(hit.start for hit in ordered)


def test_hits_of_several_documents_are_all_ordered(searcher: Searcher) -> None:
    hits = searcher.find("the OR nobody").hits
    assert Counter(by_neighbours(searcher, hits, "left")) == Counter(hits)
    assert Counter(by_neighbours(searcher, hits, "right")) == Counter(hits)


def test_the_log_likelihood_is_dunnings() -> None:
    # The four cells of the table, as Dunning's equation comes out: 2 * sum(O * ln(O / E)).
    cells = [(110, 2442), (111, 29114)]
    total = sum(map(sum, cells))
    expected = sum(
        2 * seen * log(seen * total / (sum(row) * sum(each[column] for each in cells)))
        for row in cells
        for column, seen in enumerate(row)
    )
    # Of the words after "the" and elsewhere, "swiss" in Dunning's table 1 has 270.72.
    assert log_likelihood(110, 110 + 2442, 111, 111 + 29114) == pytest.approx(expected)
    assert expected == pytest.approx(270.72, abs=0.01)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_the_log_likelihood_is_never_negative_and_zero_where_the_shares_are_equal(
    a: int, b: int, c: int, d: int
) -> None:
    if a + b + c + d:
        assert log_likelihood(a, a + b, c, c + d) >= 0
        assert log_likelihood(a, a + b, a, a + b) == pytest.approx(0, abs=1e-9)


def test_the_vocabulary_counts_what_stands_with_the_hits(searcher: Searcher) -> None:
    vocabulary = vocabulary_of(searcher, searcher.find("committee").hits)
    by_word = {word.word: word for word in vocabulary.words}
    assert "committee" not in by_word
    assert (by_word["met"].near, by_word["met"].elsewhere, by_word["met"].passages) == (1, 0, 1)
    assert vocabulary.near == len(NOTES.split()) - 2
    assert vocabulary.elsewhere == len(TALK.replace(":", " ").split())
    assert "old" not in by_word
    assert all(word.near > word.expected for word in vocabulary.words)
    assert [word.likelihood for word in vocabulary.words] == sorted(
        (word.likelihood for word in vocabulary.words), reverse=True
    )


def test_a_window_takes_the_words_beside_the_hits_alone(searcher: Searcher) -> None:
    vocabulary = vocabulary_of(searcher, searcher.find("asks").hits, window=1)
    assert {word.word for word in vocabulary.words} == {"nobody", "us"}
    assert vocabulary.near == 2
    beside = vocabulary_of(searcher, searcher.find("p01").hits, window=2)
    assert beside.near == 4


def test_the_vocabulary_of_nothing_is_empty(searcher: Searcher) -> None:
    assert vocabulary_of(searcher, ()).words == ()


def test_passages_most_like_one_share_its_telling_words(searcher: Searcher) -> None:
    start = TALK.index("P01: Nobody")
    likeness = similar_to(searcher, "talk", start, TALK.index("INT: And"))
    assert likeness.hits[0].document == "talk"
    assert TALK[likeness.hits[0].start :].startswith("P01: The old river was slow")
    assert all(not (hit.document == "talk" and hit.start == start) for hit in likeness.hits)
    assert "asks" not in likeness.words
    assert "slow" in likeness.words
    assert [hit.score for hit in likeness.hits] == sorted((hit.score for hit in likeness.hits), reverse=True)
    assert len(similar_to(searcher, "talk", start, start + 30, limit=1).hits) == 1


def test_a_place_without_words_is_like_nothing(searcher: Searcher) -> None:
    for document, start, end in (("talk", 3, 4), ("talk", 10_000, 10_001), ("none", 0, 5)):
        with pytest.raises(UsageFault, match="no word"):
            similar_to(searcher, document, start, end)


def test_documents_that_changed_since_are_like_nothing(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path / "study", TEXTS)
    update_index(project, documents)
    documents["notes"] = document_of(project, "notes", NOTES + "\nmore\n")
    searcher = Searcher.open(project, documents)
    assert {hit.document for hit in similar_to(searcher, "talk", 0, 60).hits} == {"talk"}
    assert corrections(searcher, "comittee") == []


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        *[("", "", 0), ("a", "", 1), ("led", "lead", 1), ("form", "from", 1), ("river", "rivre", 1)],
        *[("watch", "patch", 1), ("kitten", "sitting", 3), ("abc", "cab", 2)],
    ],
)
def test_edits(one: str, other: str, edits: int) -> None:
    assert distance(one, other, 9) == distance(other, one, 9) == edits
    assert distance(one, other, edits) == edits
    if edits:
        assert distance(one, other, edits - 1) == edits


@pytest.mark.parametrize(
    ("query", "suggested"),
    [
        ("comittee", "committee"),
        ("rivre slow", "river slow"),
        ("commit", "commit*"),
        ("com mittee river", "committee river"),
        ("oldriver", '"old river"'),
        ('"nobody us"', '"nobody us"~10'),
        ('"us nobody decides river"~1', "us nobody decides river"),
        ("committee kind:report", "committee"),
        ("committee -agreed -met", "committee -agreed"),
        ("committee decides", "committee OR decides"),
        ("committee zzzzzz", "committee"),
        ('"old rivver"', '"old river"'),
        ("comittee decidess", "committee OR decides"),
    ],
)
def test_where_nothing_is_found_something_near_is_offered(searcher: Searcher, query: str, suggested: str) -> None:
    assert searcher.find(query).total == 0
    offered = suggestions_for(searcher, query)
    assert suggested in [each.query for each in offered]
    for each in offered:
        answer = searcher.find(each.query)
        assert (each.total, each.documents) == (answer.total, answer.documents)
        assert each.total > 0


def test_nothing_near_nothing(searcher: Searcher) -> None:
    assert suggestions_for(searcher, "qqqqqqqq") == []
    assert [each.query for each in suggestions_for(searcher, "comitte", typing=True)] == ["committee"]
    assert 'kind:"int*"' in [each.query for each in suggestions_for(searcher, "kind:int", typing=True)]


QUERIES = [
    *(
        "river",
        "riv*",
        "r?ver",
        "rivr~",
        "/ri.er/",
        '"old river"',
        '"old river"~5',
        "a b",
        "a OR b",
        "a -b",
        "(a OR b) c",
    ),
    *(
        "-(a b)",
        "a OR (b c)",
        "kind:interview",
        'kind:"focus group"',
        "case.site:North",
        "a -kind:report",
        "case.x:'q'",
    ),
    *("((a OR b) OR c) d", '"watch* led"', '"a b" "c d"', "-a", "theme:t-9q2c7k", "jw019", "don't"),
]


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_worded_is_read_back_as_the_same(query: str) -> None:
    parsed = parse_query(query)
    assert parse_query(worded(parsed)) == parsed


def test_a_field_that_cannot_be_said_is_not_said() -> None:
    assert field_worded("speaker", "JW 019") == 'speaker:"JW 019"'
    assert field_worded("speaker", 'a "b"') == ""
    assert field_worded("case.years of work", "3") == ""
    assert narrowed("a OR b", "kind:interview") == "(a OR b) kind:interview"
    assert narrowed("a b", "kind:interview", "-speaker:INT") == "a b kind:interview -speaker:INT"
    assert narrowed("", "kind:interview") == "kind:interview"
