"""An act is what was wanted and nothing else, and its message tells no quotation."""

from dataclasses import replace

import pytest

from store.acts import SetFile, SetValue, add_case, add_theme, change_memo, tag, together, untag, write_memo
from store.cases import Case
from store.codebook import Theme
from store.documents import Document, hash_of
from store.errors import UsageFault
from store.excerpts import Excerpt, segments_of
from store.holdings import Holdings
from store.memos import memo_from
from tests.store.studies import TEXT

TRUST, POWER, OLD = (
    Theme("t-1", "Trust"),
    Theme("t-2", "Power", order="n"),
    Theme("t-3", "Old", status="merged", into=("t-1",)),
)
DOCUMENT = Document("jw019", "JW019", "interview", "corpus/interviews/jw019.txt", hash_of(TEXT), len(TEXT))
MINE = Excerpt("e1", "ana", "jw019", hash_of(TEXT), segments_of(TEXT, [(5, 20)]), ("t-1",), "a note")
HOLDINGS = Holdings(
    documents={"jw019": DOCUMENT}, themes={theme.id: theme for theme in (TRUST, POWER, OLD)}, excerpts={"e1": MINE}
)


def only(act_changes: tuple[object, ...]) -> SetValue:
    (change,) = act_changes
    assert isinstance(change, SetValue)
    return change


def test_a_new_excerpt_is_anchored_in_the_text() -> None:
    act, excerpt = tag(HOLDINGS, "ana", DOCUMENT, TEXT, [(39, 60), (70, 80)], [TRUST, POWER, TRUST], "why")
    change = only(act.changes)
    assert change.path == "excerpts/ana/jw019.toml"
    assert (change.keys, change.before) == (("excerpt", excerpt.id), None)
    assert change.head == {"schema": 1, "document": "jw019"}
    assert excerpt.themes == ("t-1", "t-2")
    assert [segment.exact for segment in excerpt.segments] == [TEXT[39:60], TEXT[70:80]]
    assert act.message == f"tag {excerpt.id} as Trust, Power (jw019)"


def test_the_same_place_tagged_again_is_the_same_excerpt() -> None:
    act, excerpt = tag(HOLDINGS, "ana", DOCUMENT, TEXT, [(5, 20)], [TRUST, POWER])
    assert excerpt == replace(MINE, themes=("t-1", "t-2"))
    assert only(act.changes).keys == ("excerpt", "e1")
    with pytest.raises(UsageFault, match="already tagged"):
        tag(HOLDINGS, "ana", DOCUMENT, TEXT, [(5, 20)], [TRUST])


@pytest.mark.parametrize(
    ("reviewer", "document", "ranges"),
    [
        ("ben", DOCUMENT, [(5, 20)]),
        ("ana", replace(DOCUMENT, sha256="another version"), [(5, 20)]),
        ("ana", DOCUMENT, [(5, 21)]),
        ("ana", DOCUMENT, [(5, 12), (12, 20)]),
    ],
    ids=["another reviewer", "another version", "another range", "other segments"],
)
def test_anything_else_is_another_excerpt(reviewer: str, document: Document, ranges: list[tuple[int, int]]) -> None:
    act, excerpt = tag(HOLDINGS, reviewer, document, TEXT, ranges, [POWER])
    assert excerpt.id != "e1"
    assert excerpt.reviewer == reviewer
    assert only(act.changes).path == f"excerpts/{reviewer}/jw019.toml"


def test_a_theme_that_takes_no_more_excerpts_is_refused() -> None:
    with pytest.raises(UsageFault, match="Old is merged"):
        tag(HOLDINGS, "ana", DOCUMENT, TEXT, [(0, 5)], [OLD])
    with pytest.raises(UsageFault):
        add_theme(HOLDINGS, "Below", OLD)


def test_the_last_theme_off_an_excerpt_with_a_note_leaves_the_note() -> None:
    after = only(untag(HOLDINGS, MINE, TRUST).changes).after
    assert (after["themes"], after["note"]) == ([], "a note")
    assert only(untag(HOLDINGS, replace(MINE, note=""), TRUST).changes).after is None
    assert only(untag(HOLDINGS, MINE).changes).after is None
    with pytest.raises(UsageFault, match="not tagged as Power"):
        untag(HOLDINGS, MINE, POWER)


def test_a_theme_stands_last_among_its_siblings() -> None:
    act, theme = add_theme(HOLDINGS, "  Being\n watched ", definition="Use when …")
    assert (theme.name, theme.status, theme.parent) == ("Being watched", "candidate", "")
    assert theme.order > POWER.order
    assert only(act.changes).path == f"themes/{theme.id}.toml"
    below, child = add_theme(HOLDINGS, "trust", TRUST)
    assert child.parent == "t-1"
    assert below.message == f"add theme trust under Trust ({child.id})"


@pytest.mark.parametrize("name", ["", " \n", "TRUST", "a\x1b[2J", "a\u202eb"])
def test_names_of_themes_that_cannot_be(name: str) -> None:
    with pytest.raises(UsageFault):
        add_theme(HOLDINGS, name)


def test_a_memo_is_a_file_that_reads_back() -> None:
    act, memo = write_memo(HOLDINGS, "ana", "The dark side", "Body\r\n", "decision", ["t-1"], ["e1"], ["jw019"])
    (change,) = act.changes
    assert isinstance(change, SetFile)
    assert change.after is not None
    read = memo_from(memo.path, "ana", change.after.decode())
    assert replace(read, written_head="") == memo
    with pytest.raises(UsageFault, match="nothing in the memo has changed"):
        change_memo(read, read)
    with pytest.raises(UsageFault):
        write_memo(HOLDINGS, "ana", "a\x1bb", "")
    assert write_memo(HOLDINGS, "ana", "", "")[1].title == "Untitled"


def test_acts_together_are_one() -> None:
    theming, theme = add_theme(HOLDINGS, "New")
    tagging, _ = tag(HOLDINGS, "ana", DOCUMENT, TEXT, [(0, 5)], [theme])
    both = together(theming, tagging)
    assert both.changes == theming.changes + tagging.changes
    assert both.kind == "tag"
    assert both.message == f"{tagging.message}; {theming.message}"
    assert together(tagging) == tagging


def test_no_attribute_of_a_person_enters_a_message() -> None:
    act = add_case(Case("c1", "Jane Doe", attributes={"site": "Northgate"}))
    assert "Jane" not in act.message
    assert "Northgate" not in act.message
