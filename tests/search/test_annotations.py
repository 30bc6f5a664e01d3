"""Excerpts, notes and memos are searched by the same queries as the documents, each match a range of its own text."""

from dataclasses import replace

import pytest

from search.annotations import Annotations, annotations_of
from search.query import parse_query
from store.cases import Case
from store.codebook import Theme
from store.documents import Document, hash_of
from store.errors import UsageFault
from store.excerpts import Excerpt, segments_of
from store.holdings import Holdings
from store.memos import Memo

TEXT = "INT: Who decides?\n\nP01: Nobody asks us about the infl uence of it. We feel watched and not led.\n"
DOCUMENT = Document("jw019", "Interview 19", "interview", "x", hash_of(TEXT), len(TEXT), cases=("c1",))
OTHER = replace(DOCUMENT, id="fn01", title="Field note", kind="field note", cases=())


def excerpt(name: str, words: str, themes: tuple[str, ...], note: str = "", reviewer: str = "ana") -> Excerpt:
    at = TEXT.index(words)
    segments = segments_of(TEXT, [(at, at + len(words))])
    return Excerpt(name, reviewer, "jw019", DOCUMENT.sha256, segments, themes, note)


ASKS = excerpt("e1", "Nobody asks us about the infl uence", ("t-2",), "Nobody again: the naïve reading")
LED = excerpt("e2", "watched and not led", ("t-3",), reviewer="ben")
MEMO = Memo("m1", "On asking", "ana", "memos/ana/m1.md", excerpts=("e1",), body="Nobody asks.\n\nBut who is led?\n")
NOTE = Memo("m2", "Method", "ben", "memos/ben/m2.md", documents=("fn01",), body="I asked nobody.\n")
HOLDINGS = Holdings(
    documents={"jw019": DOCUMENT, "fn01": OTHER},
    cases={"c1": Case("c1", "C1", attributes={"site": "North"})},
    themes={
        "t-1": Theme("t-1", "Power"),
        "t-2": Theme("t-2", "Silence", parent="t-1"),
        "t-3": Theme("t-3", "Old", status="merged", into=("t-2",)),
    },
    excerpts={"e1": ASKS, "e2": LED},
    memos={"m1": MEMO, "m2": NOTE},
)
ALL = ("documents", "excerpts", "memos")


def found(query: str, places: tuple[str, ...] = ALL, document: str = "") -> list[tuple[str, str, str]]:
    """What a query finds: where, whose id, and the words of the match."""
    annotations = Annotations(HOLDINGS, places, lambda each: "P01" if each.id == "e1" else "")
    return [
        (hit.annotation.where, hit.annotation.about.id, hit.annotation.text[hit.start : hit.end])
        for hit in annotations.find(parse_query(query), document=document)
    ]


def test_matches_are_ranges_of_the_text_that_they_are_in() -> None:
    assert found("nobody") == [
        ("excerpt", "e1", "Nobody"),
        ("note", "e1", "Nobody"),
        ("memo", "m1", "Nobody"),
        ("memo", "m2", "nobody"),
    ]


def test_only_what_is_asked_for_is_searched() -> None:
    assert [each[0] for each in found("nobody", ("excerpts",))] == ["excerpt", "note"]
    assert [each[0] for each in found("nobody", ("memos",))] == ["memo", "memo"]
    assert found("nobody", ("documents",)) == []
    assert len(annotations_of(HOLDINGS, ALL)) == 5


def test_texts_are_seen_through_the_same_view_and_queries_are_the_same_language() -> None:
    assert found("influence") == [("excerpt", "e1", "infl uence")]
    assert found("naive") == [("note", "e1", "naïve")]
    assert found('"watched led"~2') == [("excerpt", "e2", "watched and not led")]
    assert found("nobody -asks") == [("note", "e1", "Nobody"), ("memo", "m2", "nobody")]
    assert found("ask*", ("memos",)) == [("memo", "m1", "asks"), ("memo", "m2", "asked")]


def test_all_words_must_be_in_one_passage_of_the_text() -> None:
    assert found("nobody led", ("memos",)) == []


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("document:jw019", "e1 e1 e2 m1 m1"),
        ("document:fn01", "m2"),
        ('kind:"field note"', "m2"),
        ("speaker:P01", "e1 e1"),
        ("theme:Power", "e1 e1 e2 m1 m1"),
        ("theme:t-3", "e2"),
        ("theme:Old", "e2"),
        ("reviewer:ben", "e2 m2"),
        ("memo:method", "m2"),
        ("memo:m1", "e1 e1 m1 m1"),
        ("case.site:north", "e1 e1 e2 m1 m1"),
        ("NOT reviewer:ana", "e2 m2"),
    ],
)
def test_fields_hold_for_the_place_of_an_excerpt_and_for_what_a_memo_links_to(query: str, ids: str) -> None:
    assert [each[1] for each in found(query)] == ids.split()


def test_a_theme_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageFault, match="there is no theme 'None'"):
        found("theme:None")


def test_one_document_alone() -> None:
    assert [each[1] for each in found("nobody", document="fn01")] == ["m2"]


def test_where_there_is_nothing_nothing_is_found() -> None:
    assert Annotations(Holdings(), ALL, lambda _: "").find(parse_query("nobody")) == []
    empty = Holdings(memos={"m1": replace(MEMO, body="")})
    assert Annotations(empty, ALL, lambda _: "").find(parse_query("nobody")) == []
