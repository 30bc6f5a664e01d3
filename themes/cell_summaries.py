"""Summaries of the framework matrix: what a person writes of one case under one theme (Ritchie and Spencer; Gale et al. 2013).

A summary is a memo of the type `summary` that names one case and one theme. Each reviewer may write one, so a cell can have
several; nothing is made of them but what they say. A theme that was merged leaves its summaries to the theme that it stands for.
"""

from collections.abc import Mapping, Sequence

from store.holdings import Holdings
from store.memos import Memo

SUMMARY = "summary"

Place = tuple[str, str]
"""The ids of a case and of a theme."""


def cell_summaries(holdings: Holdings) -> Mapping[Place, Sequence[Memo]]:
    """The summaries of each cell that has any, by reviewer, the newest first."""
    found: dict[Place, list[Memo]] = {}
    for memo in holdings.memos.values():
        if memo.type == SUMMARY and len(memo.cases) == 1 and len(memo.themes) == 1:
            found.setdefault((memo.cases[0], holdings.standing_for(memo.themes[0])), []).append(memo)
    for memos in found.values():
        memos.sort(key=lambda each: each.id)
        memos.sort(key=lambda each: each.created.timestamp() if each.created else 0.0, reverse=True)
        memos.sort(key=lambda each: each.reviewer)
    return found


def words_of(memo: Memo) -> str:
    """The words of a summary without its headings and without the links to its excerpts, on one line."""
    kept: list[str] = []
    for line in memo.body.split("\n"):
        if line.startswith("#"):
            if kept and line.lstrip("# ").casefold() == EXCERPTS.casefold():
                break
            continue
        kept.append(line)
    return " ".join(" ".join(kept).split())


EXCERPTS = "Excerpts"
"""The heading below which a summary lists what it rests on."""
