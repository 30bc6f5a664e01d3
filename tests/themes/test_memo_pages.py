"""Memos read together: chosen, ordered, in threads, and a month as one page."""

from datetime import UTC, datetime

import pytest

from store.errors import UsageFault
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.memos import Memo
from themes.memo_pages import Wanted, fits, in_order, month_page, threads


def memo(memo_id: str, day: int, body: str = "", reply_to: str = "", month: int = 11, **fields: object) -> Memo:
    when = datetime(2026, month, day, tzinfo=UTC)
    made = {"created": when, "body": body, "reply_to": reply_to, **fields}
    return Memo(memo_id, f"Title {memo_id}", "ana", f"memos/ana/{memo_id}.md", **made)  # type: ignore[arg-type]


MEMOS = [
    memo("m1", 3, "# Head\n\n```\n# code\n```\n\n> q\n\n#no heading\n"),
    memo("m2", 4, "an answer", "m1"),
    memo("m3", 5, "an answer to it", "m2"),
    memo("m4", 2, "[[e1]]", type="decision"),
    memo("m5", 9, "round", "m6"),
    memo("m6", 9, "and round", "m5"),
    memo("m7", 1, "other month", "m1", month=10),
    memo("m8", 6, "its memo is gone", "m0"),
]
HELD = Holdings(
    memos={each.id: each for each in MEMOS},
    excerpts={"e1": Excerpt("e1", "ana", "jw019", "0", (Segment(0, 1, "a"),))},
)


def test_answers_stand_below_what_they_answer_and_nobody_is_lost() -> None:
    found = [(depth, each.id) for depth, each in threads(MEMOS)]
    assert sorted(key for _, key in found) == sorted(HELD.memos)
    assert found[:4] == [(0, "m1"), (1, "m7"), (1, "m2"), (2, "m3")]
    assert (0, "m8") in found


def test_what_changed_last_is_first_and_what_git_does_not_know_before_it() -> None:
    ranks = {"memos/ana/m1.md": 2, "memos/ana/m2.md": 0, "memos/ana/m3.md": 2}
    assert [each.id for each in in_order(MEMOS[:4], ranks)] == ["m4", "m2", "m1", "m3"]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(type="decision"), ["m4"]),
        (Wanted(document="jw019"), ["m4"]),
        (Wanted(since="2026-11-05", until="2026-11-06"), ["m3", "m8"]),
        (Wanted(reviewer="ben"), []),
        (Wanted(theme="t-1"), []),
    ],
)
def test_which_memos_are_wanted(wanted: Wanted, ids: list[str]) -> None:
    assert [each.id for each in MEMOS if fits(each, wanted, HELD)] == ids


def test_a_month_is_one_document_with_headings_below_its_own() -> None:
    page, memos = month_page(HELD, "2026-11")
    assert {each.id for each in memos} == set(HELD.memos) - {"m7"}
    assert page.startswith("# Memos of November 2026\n")
    assert "\n## Title m1\n" in page
    assert "\n### Head\n\n```\n# code\n```\n" in page
    assert "\n### Title m2\n" in page
    assert "answers Title m1" in page
    assert "\n#no heading" in page


@pytest.mark.parametrize("month", ["2026-13", "2026", "november", "2026-11-01", ""])
def test_what_is_no_month(month: str) -> None:
    with pytest.raises(UsageFault, match="no month"):
        month_page(HELD, month)
