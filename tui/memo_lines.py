"""The lines of the list of memos: which memos, what changed last first, each answer below what it answers.

A thread stands where its latest change puts it, so an answer of today brings up what it answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from store.holdings import Holdings
from store.links import by_date, goals_of
from store.memos import Memo
from themes.memo_pages import Wanted, threads


@dataclass(frozen=True, slots=True)
class MemoLine:
    """A memo and how deep it stands below the memo that its thread begins with."""

    memo: Memo
    depth: int = 0


def memo_lines(memos: Iterable[Memo], ranks: Mapping[str, int] | None) -> list[MemoLine]:
    """The lines in order. `ranks` tell of paths how long ago they changed, 0 for the latest; None: by the dates of the memos."""
    newest = list(reversed(by_date(memos)))
    place = {memo.id: number for number, memo in enumerate(newest)}
    if ranks is not None:
        place = {memo.id: ranks.get(memo.path, -1) for memo in newest}
    groups: list[list[MemoLine]] = []
    for depth, memo in threads(newest):
        if not depth:
            groups.append([])
        groups[-1].append(MemoLine(memo, depth))
    groups.sort(key=lambda lines: min(place[line.memo.id] for line in lines))
    return [line for lines in groups for line in lines]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One way to narrow the list: what to ask for, how it is called, and how many memos there are of it."""

    wanted: Wanted
    name: str
    count: int


def narrowings(holdings: Holdings) -> list[Narrowing]:
    """By type, theme, reviewer and month, the frequent ones of each first."""
    counts: dict[tuple[str, str], int] = {}
    for memo in holdings.memos.values():
        keys = {("type", memo.type), ("reviewer", memo.reviewer)}
        keys |= {("theme", goal.id) for goal, _ in goals_of(holdings, memo) if goal.kind == "theme"}
        keys |= {("month", f"{memo.created:%Y-%m}")} if memo.created else set()
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
    order = ("type", "theme", "reviewer", "month")
    ranked = sorted(counts.items(), key=lambda each: (order.index(each[0][0]), -each[1], each[0][1]))
    return [
        Narrowing(_wanted(kind, key), f"{kind}: {_name(holdings, kind, key)}", count) for (kind, key), count in ranked
    ]


def months(holdings: Holdings) -> list[tuple[str, int]]:
    """The months (2026-11) in which memos were begun, the last first, with how many."""
    counts: dict[str, int] = {}
    for memo in holdings.memos.values():
        if memo.created:
            month = f"{memo.created:%Y-%m}"
            counts[month] = counts.get(month, 0) + 1
    return sorted(counts.items(), reverse=True)


def both(one: Wanted, other: Wanted) -> Wanted:
    """Narrowed by both; where both ask for the same, `other` counts."""
    asked = {each.name: getattr(other, each.name) for each in fields(Wanted) if getattr(other, each.name)}
    return replace(one, **asked)


def said(holdings: Holdings, wanted: Wanted) -> str:
    """What is asked for, in words; "" where that is nothing."""
    theme = holdings.themes.get(wanted.theme)
    words: Sequence[str] = (
        wanted.type,
        f"about {theme.name}" if theme else "",
        f"by {wanted.reviewer}" if wanted.reviewer else "",
        f"of {wanted.since[:7]}" if wanted.since else "",
    )
    return ", ".join(each for each in words if each)


def _wanted(kind: str, key: str) -> Wanted:
    match kind:
        case "type":
            return Wanted(type=key)
        case "theme":
            return Wanted(theme=key)
        case "reviewer":
            return Wanted(reviewer=key)
    return Wanted(since=f"{key}-01", until=f"{key}-31")


def _name(holdings: Holdings, kind: str, key: str) -> str:
    return holdings.themes[key].name if kind == "theme" else key
