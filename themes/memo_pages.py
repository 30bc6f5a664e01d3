"""Memos read together: which of them, in which order, with replies under what they answer, and a month of them as one page.

A page is Markdown that quotes every memo's body as it is, except that its headings go below the page's own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from store.errors import UsageFault
from store.holdings import Holdings
from store.links import by_date, code_in, goals_of, resolve
from store.memos import Memo

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_HEADING = re.compile(r"^( {0,3})(#{1,6})(?=[ \t])", re.MULTILINE)
_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which memos: empty values ask for nothing. `since` and `until` are days as 2026-11-23, both inclusive."""

    type: str = ""
    theme: str = ""
    document: str = ""
    reviewer: str = ""
    since: str = ""
    until: str = ""


def fits(memo: Memo, wanted: Wanted, holdings: Holdings) -> bool:
    """Whether a memo is one of those; it is about a theme or document also by a link in its text or by an excerpt."""
    day = f"{memo.created:%Y-%m-%d}" if memo.created else ""
    if (
        (wanted.type and memo.type != wanted.type)
        or (wanted.reviewer and memo.reviewer != wanted.reviewer)
        or (wanted.since and day < wanted.since)
        or (wanted.until and (not day or day > wanted.until))
    ):
        return False
    if not wanted.theme and not wanted.document:
        return True
    goals = {(goal.kind, goal.id) for goal, _ in goals_of(holdings, memo)}
    excerpts = [holdings.excerpts[key] for kind, key in goals if kind == "excerpt"]
    themes = {key for kind, key in goals if kind == "theme"}
    documents = {key for kind, key in goals if kind == "document"} | {each.document for each in excerpts}
    return (not wanted.theme or wanted.theme in themes) and (not wanted.document or wanted.document in documents)


def in_order(memos: Iterable[Memo], changed: Mapping[str, int]) -> list[Memo]:
    """Memos by what changed last: `changed` ranks their paths, 0 for the latest; those without a rank are newer than all."""
    return sorted(memos, key=lambda memo: (changed.get(memo.path, -1), memo.path))


def threads(memos: Iterable[Memo]) -> list[tuple[int, Memo]]:
    """Memos with how deep they stand: each answer below what it answers, answers by date; loops and orphans stand at the top."""
    listed = list(memos)
    known = {memo.id for memo in listed}
    answers: dict[str, list[Memo]] = {}
    for memo in by_date(listed):
        if memo.reply_to in known and memo.reply_to != memo.id:
            answers.setdefault(memo.reply_to, []).append(memo)
    below = {memo.id for each in answers.values() for memo in each}
    found: list[tuple[int, Memo]] = []
    seen: set[str] = set()

    def add(memo: Memo, depth: int) -> None:
        if memo.id not in seen:
            seen.add(memo.id)
            found.append((depth, memo))
            for answer in answers.get(memo.id, ()):
                add(answer, depth + 1)

    for memo in (*(each for each in listed if each.id not in below), *listed):
        add(memo, 0)
    return found


def month_page(holdings: Holdings, month: str) -> tuple[str, tuple[Memo, ...]]:
    """The memos that were begun in a month (2026-11) as one Markdown document; raises UsageFault for what is no month."""
    asked = _MONTH.fullmatch(month)
    if asked is None:
        raise UsageFault(f"{month!r} is no month: write it as 2026-11")
    memos = [memo for memo in holdings.memos.values() if memo.created and f"{memo.created:%Y-%m}" == month]
    lines = [f"# Memos of {_NAMES[int(asked[2]) - 1]} {asked[1]}", ""]
    in_threads = threads(by_date(memos))
    for depth, memo in in_threads:
        level = min(2 + depth, 5)
        lines += [f"{'#' * level} {_line(memo.title)}", "", f"*{', '.join(_about(holdings, memo))}*", ""]
        lines += [_deeper(memo.body, level).strip("\n"), ""]
    return "\n".join(lines), tuple(memo for _, memo in in_threads)


def _about(holdings: Holdings, memo: Memo) -> list[str]:
    who = holdings.reviewers.get(memo.reviewer)
    said = [memo.type, who.name if who else memo.reviewer, f"{memo.created:%Y-%m-%d}" if memo.created else "", memo.id]
    if answered := holdings.memos.get(memo.reply_to):
        said.append(f"answers {answered.title}")
    for key in (*memo.themes, *memo.documents):
        if goal := resolve(holdings, key):
            said.append(goal.name)
    return [_line(each) for each in said if each]


def _line(text: str) -> str:
    return " ".join(text.split())


def _deeper(body: str, level: int) -> str:
    """A body with its headings below the heading of a level; those in code stay."""
    code = code_in(body)

    def lowered(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        return found[1] + "#" * min(len(found[2]) + level, 6)

    return _HEADING.sub(lowered, body)
