"""Links: found wherever a text has them, led where they say, and found again from the other end."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from store.cases import Case
from store.codebook import Theme
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.links import Goal, backlinks, code_in, completions, links_of, links_of_head, resolve, written_goal
from store.memos import Memo
from store.searches import Question, SavedSearch

WHEN = datetime(2026, 11, 23, tzinfo=UTC)


def memo(memo_id: str, body: str = "", day: int = 1, **fields: tuple[str, ...]) -> Memo:
    made = Memo(memo_id, f"Memo {memo_id}", "ana", f"memos/ana/{memo_id}.md", created=WHEN.replace(day=day), body=body)
    return replace(made, **fields)  # type: ignore[arg-type]


HELD = Holdings(
    documents={"jw019": Document("jw019", "Interview JW019", "interview", "corpus/jw019.txt", "0", 9)},
    cases={"jw019": Case("jw019", "JW019"), "north": Case("north", "Northgate")},
    themes={
        "t-111111": Theme("t-111111", "Nobody in charge"),
        "t-222222": Theme("t-222222", "Being watched"),
        "t-333333": Theme("t-333333", "Nobody at all", status="retired"),
    },
    excerpts={"e0123456789": Excerpt("e0123456789", "ana", "jw019", "0", (Segment(0, 3, "abc"),))},
    memos={
        "m111111": memo("m111111", "See [[t-111111]] twice: [[t-111111|that]] and [[m222222]], [[nowhere]].", 3),
        "m222222": memo("m222222", "`[[t-111111]]` is code; [[m222222]] is this.", 2, themes=("t-222222",)),
        "m333333": memo("m333333", "[[e0123456789]]", 1, themes=("t-111111",)),
    },
    searches={"ana/quiet": SavedSearch("quiet", "ana", "Quiet leaders", Question("quiet"))},
)


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("none", []),
        ("[[a]] and [[b|some words]]", [("a", ""), ("b", "some words")]),
        ("[[ana/quiet]] [[case:jw019| the case ]]", [("ana/quiet", ""), ("case:jw019", "the case")]),
        ("`[[a]]` and ``[[b]]`` and [[c]]", [("c", "")]),
        ("```\n[[a]]\n```\n[[b]]", [("b", "")]),
        ("~~~~\n[[a]]\n~~~\n[[b]]\n~~~~\n[[c]]", [("c", "")]),
        ("```\n[[a]] never closed", []),
        ("[[a\nb]] [[]] [[ ]] [[[c]]] [d](e) [[f", [("", ""), ("c", "")]),
    ],
)
def test_the_links_of_a_text(text: str, goals: list[tuple[str, str]]) -> None:
    found = links_of(text)
    assert [(link.goal, link.words) for link in found if link.goal or link.words or text.startswith("[[a\n")] == goals
    for link in found:
        assert text[link.start : link.end].startswith("[[")
        assert text[link.start : link.end].endswith("]]")


@pytest.mark.parametrize(
    ("goal", "meant"),
    [
        ("t-111111", Goal("theme", "t-111111", "Nobody in charge")),
        ("e0123456789", Goal("excerpt", "e0123456789", "an excerpt of jw019")),
        ("jw019", Goal("document", "jw019", "Interview JW019")),
        ("case:jw019", Goal("case", "jw019", "JW019")),
        ("north", Goal("case", "north", "Northgate")),
        ("m111111", Goal("memo", "m111111", "Memo m111111")),
        ("ana/quiet", Goal("search", "ana/quiet", "Quiet leaders")),
        ("t-333333", Goal("theme", "t-333333", "Nobody at all")),
        ("memo:t-111111", None),
        ("nowhere", None),
        ("", None),
    ],
)
def test_what_a_goal_means(goal: str, meant: Goal | None) -> None:
    assert resolve(HELD, goal) == meant
    if meant:
        assert resolve(HELD, written_goal(HELD, meant)) == meant


def test_backlinks_are_by_date_and_know_their_places() -> None:
    back = backlinks(HELD)
    theme = back["theme", "t-111111"]
    assert [each.memo.id for each in theme] == ["m333333", "m111111"]
    assert [[link.words for link in each.links] for each in theme] == [[], ["", "that"]]
    assert [each.memo.id for each in back["memo", "m222222"]] == ["m111111"]
    assert [each.memo.id for each in back["excerpt", "e0123456789"]] == ["m333333"]
    assert ("case", "jw019") not in back


def test_completion_begins_with_ids_then_names_and_leaves_out_themes_out_of_use() -> None:
    assert [goal.id for goal in completions(HELD, "nobody")] == ["t-111111"]
    assert [goal.id for goal in completions(HELD, "watch")] == ["t-222222"]
    assert [(goal.kind, goal.id) for goal in completions(HELD, "jw0")] == [
        ("document", "jw019"),
        ("case", "jw019"),
        ("excerpt", "e0123456789"),
    ]
    assert [goal.id for goal in completions(HELD, "m")][:3] == ["m111111", "m222222", "m333333"]
    assert len(completions(HELD, "", limit=2)) == 2


def test_what_a_head_names_is_there_or_not() -> None:
    named = memo(
        "m999999",
        themes=("t-111111", "t-000000"),
        excerpts=("e0123456789",),
        documents=("gone",),
        cases=("north",),
        searches=("ana/nothing",),
        reviews=("power/ana",),
    )
    found = list(links_of_head(HELD, replace(named, reply_to="m000000")))
    assert found == [
        ("theme", "t-111111", True),
        ("theme", "t-000000", False),
        ("excerpt", "e0123456789", True),
        ("document", "gone", False),
        ("case", "north", True),
        ("search", "ana/nothing", False),
        ("memo", "m000000", False),
        ("review", "power/ana", False),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", ["`b`"]),
        ("- x\n\n      ```\n      [[a]]\n      ```\n\n[[b]]", ["      ```\n      [[a]]\n      ```"]),
        ("> ```\n> [[a]]\n> ```\n> [[b]]", ["> ```\n> [[a]]\n> ```"]),
        ("> ```\n> [[a]]\n\n[[b]]", ["> ```\n> [[a]]\n"]),
        ("```\n[[a]]", ["```\n[[a]]"]),
        ("~~~\r\n[[a]]\r\n~~~\r\n[[b]]", ["~~~\r\n[[a]]\r\n~~~\r"]),
    ],
)
def test_code_is_found_in_lists_and_quotations_and_ends_with_them(text: str, code: list[str]) -> None:
    assert [text[start:end] for start, end in code_in(text)] == code
