"""What is typed into a memo and not saved yet: its title, type and text, and what a new memo is about.

A draft of a new memo keeps its own links, so that it is never taken for a memo about something else, wherever it is gone on with.
"""

import json
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from store.drafts import Drafts

NEW = "new"
"""The key of the draft of a memo that does not exist yet."""


@dataclass(frozen=True, slots=True)
class MemoDraft:
    """`themes`, `excerpts` and `documents` are ids, and only those of a new memo."""

    title: str
    kind: str
    body: str
    themes: tuple[str, ...] = ()
    excerpts: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    base: str = ""
    """sha256 of the memo's text that was changed; "" for a new memo."""


def load_draft(drafts: Drafts, key: str) -> MemoDraft | None:
    """The draft under a key; what cannot be read as one is a text without a title."""
    kept = drafts.load(key)
    if kept is None:
        return None
    try:
        values = json.loads(kept)
        texts = [values[name] for name in ("title", "kind", "body")]
        links = {
            name: tuple(str(each) for each in values.get(name, ())) for name in ("themes", "excerpts", "documents")
        }
        base = str(values.get("base", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return MemoDraft("", "analytic", kept)
    title, kind, body = (text if isinstance(text, str) else "" for text in texts)
    return MemoDraft(title, kind, body, links["themes"], links["excerpts"], links["documents"], base)


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
