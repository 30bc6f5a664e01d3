"""Rounds of theme review: a folder for each round, in it a file for each reviewer, which only that reviewer writes.

The file says what the round is about (its level, its scope, its dates, what is still open) and what the reviewer found: a verdict
on an excerpt under a theme, a verdict on two themes side by side, and the passages that were looked at. A verdict changes no
theme and no excerpt; what the verdicts ask for is done in a step of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from store.errors import FileFault
from store.values import text_of, texts_of, time_of

LEVELS = (1, 2)
"""Level 1 reads each theme against its excerpts, level 2 the themes against the whole data set (Braun and Clarke 2006, p. 91)."""
VERDICTS = ("fits", "weak", "move", "split off", "counter-evidence", "discard")
PAIR_VERDICTS = ("keep apart", "merge", "move some")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One reviewer's judgement of an excerpt under a theme (ids). `to` are themes to move it to, `name` that of a new one."""

    excerpt: str
    theme: str
    verdict: str
    reason: str = ""
    to: tuple[str, ...] = ()
    name: str = ""
    judged: datetime | None = None

    @property
    def key(self) -> str:
        return verdict_key(self.excerpt, self.theme)


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """One reviewer's judgement of two themes (ids, in order) side by side. `into` is the one that a merge leaves in use."""

    themes: tuple[str, str]
    verdict: str
    reason: str = ""
    judged: datetime | None = None
    into: str = ""

    @property
    def key(self) -> str:
        return pair_key(*self.themes)


@dataclass(frozen=True, slots=True)
class Seen:
    """The ranges of a document that were looked at, in order and apart, in the version `sha256` of its text."""

    sha256: str
    ranges: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's part in a round. No themes or documents (ids): all. `order` is document, case, or an attribute's key.

    `open_points` are sentences that are still open, `settled` those that were.
    """

    round: str
    reviewer: str
    title: str = ""
    level: int = 1
    started: datetime | None = None
    closed: datetime | None = None
    themes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    order: str = ""
    open_points: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict, hash=False)
    pairs: Mapping[str, PairVerdict] = field(default_factory=dict, hash=False)
    seen: Mapping[str, Seen] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        return f"{self.round}/{self.reviewer}"

    @property
    def path(self) -> str:
        return f"reviews/{self.key}.toml"


def verdict_key(excerpt: str, theme: str) -> str:
    """What a verdict is called in its file."""
    return f"{excerpt}-{theme}"


def pair_key(one: str, other: str) -> str:
    """What a verdict on two themes is called in its file, whichever is named first."""
    return "-".join(sorted((one, other)))


def review_from(path: str, values: Mapping[str, Any]) -> Review:
    """The review that the file at `path` describes; raises FileFault for another kind of path, level or verdict."""
    parts = path.removesuffix(".toml").split("/")
    if len(parts) != 3:
        raise FileFault(path, "reviews lie in reviews/ROUND/REVIEWER.toml")
    level = values.get("level", 1)
    if level not in LEVELS or isinstance(level, bool):
        raise FileFault(path, f"`level` is {level!r}; it can be 1 or 2")
    return Review(
        round=parts[1],
        reviewer=parts[2],
        title=text_of(values.get("title")) or parts[1],
        level=level,
        started=time_of(values.get("started")),
        closed=time_of(values.get("closed")),
        themes=texts_of(values.get("themes")),
        documents=texts_of(values.get("documents")),
        order=text_of(values.get("order")),
        open_points=texts_of(values.get("open")),
        settled=texts_of(values.get("settled")),
        verdicts={made.key: made for made in (_verdict(path, *each) for each in _entries(path, values, "verdict"))},
        pairs={made.key: made for made in (_pair(path, *each) for each in _entries(path, values, "pair"))},
        seen={document: _seen(entry) for document, entry in _entries(path, values, "seen")},
    )


def _entries(path: str, values: Mapping[str, Any], table: str) -> list[tuple[str, Mapping[str, Any]]]:
    found = values.get(table, {})
    if not isinstance(found, Mapping) or not all(isinstance(entry, Mapping) for entry in found.values()):
        raise FileFault(path, f"`{table}` is no table of tables")
    return list(found.items())


def _verdict(path: str, key: str, entry: Mapping[str, Any]) -> Verdict:
    excerpt, theme, verdict = (text_of(entry.get(name)) for name in ("excerpt", "theme", "verdict"))
    if key != verdict_key(excerpt, theme):
        raise FileFault(path, f"verdict {key} is on the excerpt {excerpt!r} under the theme {theme!r}")
    if verdict not in VERDICTS:
        raise FileFault(path, f"verdict {key} is {verdict!r}; it can be {', '.join(VERDICTS)}")
    return Verdict(
        excerpt,
        theme,
        verdict,
        text_of(entry.get("reason")),
        texts_of(entry.get("to")),
        text_of(entry.get("name")),
        time_of(entry.get("judged")),
    )


def _pair(path: str, key: str, entry: Mapping[str, Any]) -> PairVerdict:
    themes, verdict = texts_of(entry.get("themes")), text_of(entry.get("verdict"))
    if len(themes) != 2 or themes[0] == themes[1] or key != pair_key(*themes):
        raise FileFault(path, f"pair {key} is on the themes {', '.join(themes) or 'that it does not name'}")
    if verdict not in PAIR_VERDICTS:
        raise FileFault(path, f"pair {key} is {verdict!r}; it can be {', '.join(PAIR_VERDICTS)}")
    one, other = sorted(themes)
    into = text_of(entry.get("into"))
    if into and into not in themes:
        raise FileFault(path, f"pair {key} is to be merged into {into!r}, which is neither of the two")
    return PairVerdict((one, other), verdict, text_of(entry.get("reason")), time_of(entry.get("judged")), into)


def _seen(entry: Mapping[str, Any]) -> Seen:
    listed = entry.get("ranges")
    ranges = [
        (each[0], each[1])
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, list) and len(each) == 2 and all(type(number) is int for number in each)
    ]
    return Seen(text_of(entry.get("sha256")), joined(each for each in ranges if 0 <= each[0] < each[1]))


def joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Half-open ranges in order; those that overlap or touch as one."""
    made: list[Range] = []
    for start, end in sorted(ranges):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(made)


def head_of(review: Review) -> dict[str, Any]:
    """What the file says of the round, keys in the order of docs/files.md, empty values left out."""
    head: dict[str, Any] = {
        "schema": 1,
        "title": review.title,
        "level": review.level,
        "started": review.started,
        "closed": review.closed,
        "themes": list(review.themes),
        "documents": list(review.documents),
        "order": review.order,
        "open": list(review.open_points),
        "settled": list(review.settled),
    }
    return {key: value for key, value in head.items() if value not in ("", [], None)}


def verdict_entry(verdict: Verdict) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "excerpt": verdict.excerpt,
        "theme": verdict.theme,
        "verdict": verdict.verdict,
        "to": list(verdict.to),
        "name": verdict.name,
        "reason": verdict.reason,
        "judged": verdict.judged,
    }
    return {key: value for key, value in entry.items() if value not in ("", [], None)}


def pair_entry(pair: PairVerdict) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "themes": list(pair.themes),
        "verdict": pair.verdict,
        "into": pair.into,
        "reason": pair.reason,
        "judged": pair.judged,
    }
    return {key: value for key, value in entry.items() if value not in ("", None)}


def seen_entry(seen: Seen) -> dict[str, Any]:
    return {"sha256": seen.sha256, "ranges": [list(each) for each in seen.ranges]}
