"""Memos: Markdown that a reviewer wrote, under a TOML head between two lines of `+++`.

The body is kept byte for byte as it was typed: nothing wraps it, trims it or ends it with a line that was not there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from store.errors import FileFault
from store.names import slug
from store.toml import check_schema, parse_toml, render_toml
from store.values import text_of, texts_of, time_of

MARK = "+++\n"
TYPES = (
    *("analytic", "theme", "method", "reflexive", "comparison", "case report", "field note", "decision", "own words"),
    "summary",
)

_HEAD = re.compile(r"\ufeff?\+\+\+\r?\n((?:.*\n)*?)\+\+\+(?:\r?\n(?:\r?\n)?|\Z)")
"""The head between its two lines and the empty line after it. A file from another editor may hold a BOM and CRLF."""


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo by one reviewer (slug); `path` is relative to the project; themes, excerpts, documents are ids."""

    id: str
    title: str
    reviewer: str
    path: str
    type: str = "analytic"
    created: datetime | None = None
    themes: tuple[str, ...] = ()
    excerpts: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    body: str = ""
    reply_to: str = ""
    """The memo that this one answers: its id."""
    cases: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    """What else it was written from: cases by id, saved searches by REVIEWER/NAME, reviews by ROUND/REVIEWER."""
    other: dict[str, Any] = field(default_factory=dict)
    """Keys of the head that this version does not know, carried through."""
    written_head: str = ""
    """The head as it stands in the file, kept as it is while only the body changes."""

    @property
    def guid(self) -> str:
        """What it is called in other programs, where it came from one."""
        return text_of(self.other.get("guid"))


_LISTS = ("themes", "excerpts", "documents", "cases", "searches", "reviews")
_KNOWN = ("schema", "id", "title", "type", "created", "reply_to", *_LISTS)


def split_memo(path: str, text: str) -> tuple[str, dict[str, Any], str]:
    """The head as it is written, what it says, and the body of a memo; raises FileFault where the head cannot be read."""
    head, record, body = split_head(path, text)
    check_schema(path, record)
    if not text_of(record.get("id")):
        raise FileFault(path, "the head has no `id`", 2)
    return head, record, body


def split_head(path: str, text: str) -> tuple[str, dict[str, Any], str]:
    """The head of any Markdown file that has one, what it says, and what follows; raises FileFault where it cannot be read."""
    found = _HEAD.match(text)
    if found is None:
        opened = text.removeprefix("\ufeff").startswith(("+++\n", "+++\r\n"))
        missing = (
            "the head is not closed by a line `+++`" if opened else "a memo begins with a line `+++` and its TOML head"
        )
        raise FileFault(path, missing, 1)
    record = parse_toml(path, found[1].encode("utf-8"), first_line=2)
    return found[0], record, text[found.end() :]


def memo_from(path: str, reviewer: str, text: str) -> Memo:
    """The memo in `text`, the contents of the file at `path`; raises FileFault where the head cannot be read."""
    written_head, record, body = split_memo(path, text)
    return Memo(
        id=record["id"],
        title=text_of(record.get("title")) or record["id"],
        reviewer=reviewer,
        path=path,
        type=text_of(record.get("type")) or "analytic",
        created=time_of(record.get("created")),
        **{name: texts_of(record.get(name)) for name in _LISTS},
        body=body,
        reply_to=text_of(record.get("reply_to")),
        other={key: value for key, value in record.items() if key not in _KNOWN},
        written_head=written_head,
    )


def memo_text(memo: Memo) -> str:
    """The whole file of a memo: head, one empty line, body as it is. A head that says the same stays as it was written."""
    if memo.written_head:
        written = memo_from(memo.path, memo.reviewer, memo.written_head)
        if replace(written, body=memo.body) == memo:
            return joined_memo(memo.written_head, memo.body)
    head: dict[str, Any] = {
        "schema": 1,
        "id": memo.id,
        "title": memo.title,
        "type": memo.type,
        "created": memo.created,
        "reply_to": memo.reply_to,
        **{name: list(getattr(memo, name)) for name in _LISTS},
    }
    kept = {key: value for key, value in head.items() if value not in ("", [], None)}
    return f"{head_text(kept | memo.other)}{memo.body}"


def head_text(record: Mapping[str, Any]) -> str:
    """A memo's head with its marks and the empty line behind it."""
    rendered = render_toml(record).decode("utf-8")
    if f"\n{MARK}" in rendered:
        # A text in the head must not close it.
        rendered = render_toml(record, one_line=True).decode("utf-8")
    return f"{MARK}{rendered}{MARK}\n"


def joined_memo(head: str, body: str) -> str:
    """A head as it was written and a body that begins where it ends, an empty line or none between them."""
    ended = head if head.endswith("\n") else head + "\n"
    apart = ended.replace("\r", "").endswith("\n\n") or not body.startswith(("\n", "\r\n"))
    return (ended if body else head) + ("" if apart else "\n") + body


def memo_path(reviewer: str, memo_id: str, title: str, created: datetime) -> str:
    """Where a new memo's file lies; its name stays when the title changes."""
    name = "-".join(part for part in (f"{created:%Y-%m-%d}", memo_id, slug(title)) if part)
    return f"memos/{reviewer}/{name}.md"
