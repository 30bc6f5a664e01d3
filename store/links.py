"""Links: `[[id]]` and `[[id|words]]` in a memo's text, what they lead to, and what leads back.

A link goes by id alone, so it survives whatever its goal is called later. A goal is a theme, an excerpt, a document, a case, a
memo or a saved search (REVIEWER/NAME). Where one id names two things, the kind in front decides: `[[case:jw019]]`. Code in a
text holds no links.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from store.holdings import Holdings
from store.memos import Memo

KINDS = ("excerpt", "theme", "document", "case", "memo", "search")
"""In this order an id without a kind is looked for."""

_LINK = re.compile(r"\[\[(?!\[)([^\[\]\n|]{1,200})(?:\|([^\[\]\n]{0,400}))?\]\]")
_FENCE = re.compile(r"^(?:[ \t]*>)*[ \t]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})(?=[^`\n]*$)", re.MULTILINE)
_UNQUOTED = re.compile(r"^(?![ \t]*>)", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^\n]+?(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Link:
    """A link at `[start, end)` of a memo's text: the goal as it is written, and the words that are shown for it, if any."""

    start: int
    end: int
    goal: str
    words: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What a link leads to: the kind (KINDS), its id, and what it is called."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """A memo that names a thing: in its text, at these places, or in its head alone."""

    memo: Memo
    links: tuple[Link, ...]


def code_in(text: str) -> list[tuple[int, int]]:
    """The ranges of a Markdown text that are code: fenced blocks to their end, and what stands between backticks."""
    ranges: list[tuple[int, int]] = []
    place = 0
    while opened := _FENCE.search(text, place):
        mark = opened[1]
        closing = re.compile(rf"^(?:[ \t]*>)*[ \t]*{re.escape(mark[0])}{{{len(mark)},}}[ \t\r]*$", re.MULTILINE)
        line_end = text.find("\n", opened.end())
        unquoted = _UNQUOTED.search(text, opened.end()) if ">" in opened[0] else None
        end = unquoted.start() if unquoted else len(text)
        closed = closing.search(text, line_end + 1, end) if line_end >= 0 else None
        place = closed.end() if closed else end
        ranges.append((opened.start(), place))
    for found in _CODE.finditer(text):
        if not any(start <= found.start() < end for start, end in ranges):
            ranges.append(found.span())
    return sorted(ranges)


@lru_cache(maxsize=4096)
def links_of(text: str) -> tuple[Link, ...]:
    """The links of a memo's text, in order."""
    if "[[" not in text:
        return ()
    code = code_in(text)
    return tuple(
        Link(*found.span(), found[1].strip(), (found[2] or "").strip())
        for found in _LINK.finditer(text)
        if not any(start <= found.start() < end for start, end in code)
    )


def resolve(holdings: Holdings, goal: str) -> Goal | None:
    """What a link's goal means; None where there is no such thing."""
    kind, colon, rest = goal.partition(":")
    if colon and kind.strip() in KINDS:
        return _goal(holdings, kind.strip(), rest.strip())
    return next((found for kind in KINDS if (found := _goal(holdings, kind, goal))), None)


def _goal(holdings: Holdings, kind: str, key: str) -> Goal | None:
    match kind:
        case "excerpt" if key in holdings.excerpts:
            return Goal(kind, key, f"an excerpt of {holdings.excerpts[key].document}")
        case "theme" if key in holdings.themes:
            return Goal(kind, key, holdings.themes[key].name)
        case "document" if key in holdings.documents:
            return Goal(kind, key, holdings.documents[key].title)
        case "case" if key in holdings.cases:
            return Goal(kind, key, holdings.cases[key].name)
        case "memo" if key in holdings.memos:
            return Goal(kind, key, holdings.memos[key].title)
        case "search" if key in holdings.searches:
            return Goal(kind, key, holdings.searches[key].name)
    return None


def goals_of(holdings: Holdings, memo: Memo) -> Iterator[tuple[Goal, Link | None]]:
    """All that a memo names and that is there: in its text with the link, in its head without."""
    for link in links_of(memo.body):
        if found := resolve(holdings, link.goal):
            yield found, link
    for kind, key in _in_head(memo):
        if found := _goal(holdings, kind, key):
            yield found, None


def _in_head(memo: Memo) -> Iterator[tuple[str, str]]:
    """What a memo's head names, as kinds and ids."""
    listed: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("theme", memo.themes),
        ("excerpt", memo.excerpts),
        ("document", memo.documents),
        ("case", memo.cases),
        ("search", memo.searches),
        ("memo", (memo.reply_to,) if memo.reply_to else ()),
    )
    for kind, keys in listed:
        yield from ((kind, key) for key in keys)


def links_of_head(holdings: Holdings, memo: Memo) -> Iterator[tuple[str, str, bool]]:
    """All that a memo's head names, reviews too: the kind, the id, and whether it is there."""
    yield from ((kind, key, _goal(holdings, kind, key) is not None) for kind, key in _in_head(memo))
    yield from (("review", key, key in holdings.reviews) for key in memo.reviews)


def backlinks(holdings: Holdings) -> Mapping[tuple[str, str], tuple[Backlink, ...]]:
    """For each thing (kind, id) the memos that name it, by date; a memo is no backlink of itself."""
    found: dict[tuple[str, str], dict[str, list[Link]]] = {}
    for memo in holdings.memos.values():
        for goal, link in goals_of(holdings, memo):
            if (goal.kind, goal.id) != ("memo", memo.id):
                places = found.setdefault((goal.kind, goal.id), {}).setdefault(memo.id, [])
                places += [link] if link else []
    return {
        key: tuple(Backlink(memo, tuple(memos[memo.id])) for memo in by_date(holdings.memos[each] for each in memos))
        for key, memos in found.items()
    }


def by_date(memos: Iterable[Memo]) -> list[Memo]:
    """Memos by the date in their head, then by path."""
    return sorted(memos, key=lambda memo: (memo.created.isoformat() if memo.created else "", memo.path))


def completions(holdings: Holdings, typed: str, limit: int = 50) -> list[Goal]:
    """What a link that is being typed can lead to: ids that begin so, then names that begin so, then names that hold it."""
    wanted = typed.casefold().strip()
    ranked = []
    for kind, key in _things(holdings):
        goal = _goal(holdings, kind, key)
        assert goal is not None
        name = goal.name.casefold()
        rank = (
            0
            if key.startswith(wanted)
            else 1
            if name.startswith(wanted)
            else 2
            if f" {wanted}" in name
            else 3
            if wanted in name
            else 4
        )
        if rank < 4:
            ranked.append((rank, KINDS.index(kind), name, key, goal))
    ranked.sort(key=lambda each: each[:4])
    return [goal for *_, goal in ranked[:limit]]


def _things(holdings: Holdings) -> Iterator[tuple[str, str]]:
    yield from (("excerpt", key) for key in holdings.excerpts)
    yield from (("theme", key) for key, theme in holdings.themes.items() if theme.active)
    yield from (("document", key) for key in holdings.documents)
    yield from (("case", key) for key in holdings.cases)
    yield from (("memo", key) for key in holdings.memos)
    yield from (("search", key) for key in holdings.searches)


def written_goal(holdings: Holdings, goal: Goal) -> str:
    """A goal as it stands in a link: its id, with its kind in front where the id alone means something else."""
    return goal.id if resolve(holdings, goal.id) == goal else f"{goal.kind}:{goal.id}"
