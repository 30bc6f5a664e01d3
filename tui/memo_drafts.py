"""What is typed into a memo and not saved yet: its title, type and text, and what a new memo is about.

A draft of a new memo keeps its own links, so that it is never taken for a memo about something else, wherever it is gone on with.
"""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from typing import Any

from store.drafts import Drafts
from store.memos import Memo

NEW = "new"
"""The key of the draft of a memo that does not exist yet."""


@dataclass(frozen=True, slots=True)
class About:
    """What a memo is about, as ids: what its head links to, and the memo that it answers."""

    themes: tuple[str, ...] = ()
    excerpts: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    reply_to: str = ""


def about_memo(memo: Memo) -> About:
    """What a memo that exists is about."""
    return About(memo.themes, memo.excerpts, memo.documents, memo.cases, memo.searches, memo.reviews, memo.reply_to)


@dataclass(frozen=True, slots=True)
class MemoDraft:
    """A text with what it is about; only a new memo's draft says that."""

    title: str
    kind: str
    body: str
    about: About = field(default_factory=About)
    base: str = ""
    """sha256 of the memo's text that was changed; "" for a new memo."""


def load_draft(drafts: Drafts, key: str) -> MemoDraft | None:
    """The draft under a key; what cannot be read as one is a text without a title."""
    kept = drafts.load(key)
    if kept is None:
        return None
    try:
        values = json.loads(kept)
        title, kind, body = (_text(values[name]) for name in ("title", "kind", "body"))
        about = _about(values.get("about", values))
        base = str(values.get("base", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return MemoDraft("", "analytic", kept)
    return MemoDraft(title, kind, body, about, base)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _about(values: dict[str, Any]) -> About:
    lists = {
        each.name: tuple(str(key) for key in values.get(each.name, ()))
        for each in fields(About)
        if each.name != "reply_to"
    }
    return About(**lists, reply_to=_text(values.get("reply_to", "")))


def version_of(body: str) -> str:
    """The name of this version of a memo's text."""
    return sha256(body.encode("utf-8")).hexdigest()


class DraftKeeper:
    """Keeps the draft of one memo while it is written."""

    def __init__(self, drafts: Drafts, key: str, first: MemoDraft) -> None:
        self._drafts = drafts
        self._key = key
        self._first = first

    def keep(self, title: str, kind: str, body: str) -> None:
        """Puts the text on disk; raises SaveFault."""
        self._drafts.save(self._key, json.dumps(asdict(replace(self._first, title=title, kind=kind, body=body))))

    def forget(self) -> None:
        """There is nothing that is not saved."""
        self._drafts.discard(self._key)

    def saved_as(self, memo: str, body: str) -> None:
        """The text is saved as this memo: what is typed from now on is a draft of it."""
        self.forget()
        self._key = memo
        self._first = replace(self._first, base=version_of(body))
