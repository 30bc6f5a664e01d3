"""What is new between two states of a project: colleagues' tags, themes, memos, verdicts, each with the id that leads to it.

Pure: from the contents of the files that differ to a list. It tells what became of things, not every step on the way. Whose a
file is, its folder says; who changed the codebook, the caller knows from git.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from store.errors import FileFault
from store.memos import split_memo
from store.merging import same
from store.searches import LOG
from store.toml import parse_toml
from store.values import text_of, texts_of

Contents = Mapping[str, tuple[bytes | None, bytes | None]]
"""The files that differ, by path: what they held before, and what they hold now."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new, changed or gone: a kind (excerpt, recode, theme, memo, verdict, round, document, case, reviewer,
    search, conflict, settings, file), the id that leads to it, whose it is, the document it is in, and what happened."""

    kind: str
    id: str
    what: str
    reviewer: str = ""
    document: str = ""
    path: str = ""


def news_of(contents: Contents, themes: Mapping[str, str], who: Callable[[str], str]) -> list[News]:
    """What is new in files that differ. `themes` are the names of themes by id, `who` tells who changed a file of everybody's."""
    found: list[News] = []
    for path in sorted(contents):
        before, after = (_values(path, data) for data in contents[path])
        if before is None or after is None:
            found.append(News("file", path, "changed, and cannot be read", who(path), path=path))
            continue
        parts = path.removesuffix(".toml").split("/")
        teller = _TELLERS.get(parts[0])
        if teller is not None:
            found += teller(path, parts, before, after, _Names(themes, who))
    return found


@dataclass(frozen=True)
class _Names:
    themes: Mapping[str, str]
    who: Callable[[str], str]

    def of(self, ids: Any) -> str:
        return ", ".join(self.themes.get(each, each) for each in texts_of(ids)) or "no theme"


def _values(path: str, data: bytes | None) -> dict[str, Any] | None:
    """What a file says; a memo's body stands under `+++`, a file that is no TOML says nothing."""
    if data is None:
        return {}
    try:
        if path.startswith("memos/"):
            _, head, body = split_memo(path, data.decode("utf-8"))
            return head | {"+++": body}
        return parse_toml(path, data) if path.endswith(".toml") else {}
    except (FileFault, UnicodeDecodeError):
        return None


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _entries(before: Mapping[str, Any], after: Mapping[str, Any], table: str) -> Iterator[tuple[str, Any, Any]]:
    """The entries of a table that differ: their id, what they were, what they are; an absent one is empty."""
    was, now = (_table(side.get(table)) for side in (before, after))
    for key in sorted({*was, *now}):
        one, other = was.get(key) or {}, now.get(key) or {}
        if isinstance(one, Mapping) and isinstance(other, Mapping) and not same(one, other):
            yield key, one, other


def _excerpts(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    reviewer, document = (*parts, "", "")[1:3]
    for key, was, now in _entries(before, after, "excerpt"):
        yield News("excerpt", key, _of_excerpt(was, now, names), reviewer, document, path)
    for key, was, now in _entries(before, after, "recode"):
        pieces = ["no longer reads it otherwise"] if not now else []
        for field, verb in (("add", "would add"), ("remove", "would take off"), ("against", "counter-evidence to")):
            if now.get(field) and not same(was.get(field), now.get(field)):
                pieces.append(f"{verb} {names.of(now[field])}")
        if not same(was.get("note"), now.get("note")) and now.get("note"):
            pieces.append(f"says: {_short(now['note'])}")
        yield News("recode", key, "; ".join(pieces) or "changed", reviewer, document, path)


def _of_excerpt(was: Mapping[str, Any], now: Mapping[str, Any], names: _Names) -> str:
    if not now:
        return f"no longer tagged as {names.of(was.get('themes'))}"
    if not was:
        return f"tagged as {names.of(now.get('themes'))}"
    pieces = []
    for field, come, gone in (
        ("themes", "also tagged as", "no longer tagged as"),
        ("against", "counter-evidence to", "no longer counter-evidence to"),
        ("context", "context of", "no longer context of"),
    ):
        old, new = texts_of(was.get(field)), texts_of(now.get(field))
        added, taken = [each for each in new if each not in old], [each for each in old if each not in new]
        pieces += [f"{come} {names.of(added)}"] if added else []
        pieces += [f"{gone} {names.of(taken)}"] if taken else []
    others = (("note", "note"), ("segments", "borders"), ("starred", "star"), ("attribution", "attribution"))
    pieces += [f"{what} changed" for field, what in others if not same(was.get(field), now.get(field))]
    return "; ".join(pieces) or "changed"


def _themes(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    key, name = parts[-1], text_of(after.get("name")) or text_of(before.get("name"))
    where = f"under {names.of(after.get('parent'))}" if after.get("parent") else "at the top"
    pieces = []
    if not before:
        pieces.append(f"{name}: added {where}")
    elif not after:
        pieces.append(f"{name}: taken back")
    else:
        if before.get("name") != after.get("name"):
            pieces.append(f"{text_of(before.get('name'))}: now called {name}")
        else:
            pieces.append(f"{name}:")
        if not same(before.get("parent"), after.get("parent")):
            pieces.append(f"moved {where}")
        if not same(before.get("status"), after.get("status")) or not same(before.get("into"), after.get("into")):
            into = f" into {names.of(after.get('into'))}" if after.get("into") else ""
            pieces.append(f"{text_of(after.get('status')) or 'candidate'}{into}")
        told = ("schema", "id", "name", "parent", "order", "status", "was", "into", "aliases")
        fields = [
            field
            for field in {**before, **after}
            if field not in told and not same(before.get(field), after.get(field))
        ]
        pieces += [f"{', '.join(fields)} changed"] if fields else []
        if len(pieces) == 1 and pieces[0].endswith(":"):
            pieces.append("stands elsewhere among its neighbours")
    what = f"{pieces[0]} {'; '.join(pieces[1:])}".strip() if pieces[0].endswith(":") else "; ".join(pieces)
    yield News("theme", key, what, names.who(path), path=path)


def _memos(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    known = after or before
    title = text_of(known.get("title")) or parts[-1]
    what = "written" if not before else "taken away" if not after else "changed"
    yield News("memo", text_of(known.get("id")) or parts[-1], f"{title}: {what}", (*parts, "")[1], path=path)


def _reviews(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    rounds, reviewer = (*parts, "", "")[1:3]
    title = text_of(after.get("title")) or rounds
    if not before and after:
        yield News("round", rounds, f"{title}: begun", reviewer, path=path)
    if not before.get("closed") and after.get("closed"):
        yield News("round", rounds, f"{title}: closed", reviewer, path=path)
    for key, was, now in _entries(before, after, "verdict"):
        known = now or was
        theme = names.of([text_of(known.get("theme"))])
        verdict = f"{now.get('verdict')}{_because(now)}" if now else "verdict taken back"
        yield News("verdict", text_of(known.get("excerpt")) or key, f"under {theme}: {verdict}", reviewer, path=path)
    for key, was, now in _entries(before, after, "pair"):
        verdict = f"{now.get('verdict')}{_because(now)}" if now else "verdict taken back"
        yield News("verdict", key, f"{names.of((now or was).get('themes'))}: {verdict}", reviewer, path=path)


def _because(entry: Mapping[str, Any]) -> str:
    return f", {_short(text_of(entry.get('reason')))}" if entry.get("reason") else ""


def _searches(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    reviewer, name = (*parts, "", "")[1:3]
    if name == LOG:
        for key, _, now in _entries(before, after, LOG):
            if now:
                found = f"searched {text_of(now.get('query'))}: {now.get('hits', 0)} found"
                yield News(
                    "search", key, found + (f", {_short(now['why'])}" if now.get("why") else ""), reviewer, path=path
                )
        return
    what = "saved" if not before else "taken away" if not after else "changed"
    yield News("search", name, f"{text_of((after or before).get('name'))}: {what}", reviewer, path=path)


def _done(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    for document, _, now in _entries(before, after, "done"):
        yield News("done", document, "done" if now else "goes on with it", parts[-1], document, path)


_KINDS = {
    "documents": "document",
    "cases": "case",
    "reviewers": "reviewer",
    "samples": "sample",
    "quotas": "quota",
    "typologies": "typology",
}


def _unanchored(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    for key, was, now in _entries(before, after, "words"):
        yield News("unanchored", key, _of_excerpt(was, now, names), parts[-1], path=path)


def _assigned(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    for case, _, now in _entries(before, after, "case"):
        yield News("typology", parts[-1], f"{case}: {'sorted' if now else 'taken out'}", parts[1], path=path)


def _records(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    kind = _KINDS.get(parts[0], "settings")
    known = after or before
    title = text_of(known.get("title")) or text_of(known.get("name")) or parts[-1]
    fields = [field for field in {**before, **after} if not same(before.get(field), after.get(field))]
    what = "added" if not before else "taken back" if not after else f"{', '.join(fields)} changed"
    yield News(kind, parts[-1], f"{title}: {what}", names.who(path), path=path)


def _conflicts(
    path: str, parts: list[str], before: Mapping[str, Any], after: Mapping[str, Any], names: _Names
) -> Iterator[News]:
    if path.endswith(".toml"):
        place = text_of((after or before).get("path"))
        what = "two versions, to be decided" if not before else "decided" if not after else "another version"
        yield News("conflict", parts[-1], f"{place}: {what}", names.who(path), path=path)


_TELLERS: Mapping[str, Callable[..., Iterator[News]]] = {
    "excerpts": _excerpts,
    "themes": _themes,
    "memos": _memos,
    "reviews": _reviews,
    "searches": _searches,
    "documents": _records,
    "cases": _records,
    "reviewers": _records,
    "samples": _records,
    "unanchored": _unanchored,
    "quotas": _records,
    "typologies": _records,
    "assigned": _assigned,
    "done": _done,
    "catena": _records,
    "conflicts": _conflicts,
}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
