"""What an import comes to: told before anything is written, and one act once it is wanted.

A thing is known again by its GUID. What became of it at the last import is remembered as a digest, so that three states can be
told apart without the old file: the file has changed it, we have changed it, or both. Only the first is taken in by itself; where
both did, ours stands and it is said, unless the file is to be followed. Nothing is removed that nobody asked to be removed.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from store.acts import IMPORT, Act, Change
from store.errors import UsageFault
from store.exchange.refi.offsets import Resolved
from store.exchange.refi.remarks import Remark

STATUSES = ("added", "updated", "differs", "gone", "removed", "unchanged")
"""differs: changed here and there, left as it is here; gone: it came with an earlier import, and the file has it no more."""
KINDS = ("reviewer", "theme", "attribute", "case", "document", "excerpt", "tag", "memo", "set", "link", "piece")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing of the file and what it is in the project; `detail` says what of it differs."""

    kind: str
    status: str
    id: str
    guid: str = ""
    name: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]
    counted: Resolved
    changes: tuple[Change, ...] = field(default=(), repr=False)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The texts that documents (ids) have there, where they have others here: taken in before, they are the same."""

    def counts(self) -> dict[str, dict[str, int]]:
        """How many things of each kind have each status, in the order of KINDS and STATUSES; without what there is none of."""
        found = Counter((item.kind, item.status) for item in self.items)
        return {
            kind: each
            for kind in KINDS
            if (each := {status: found[kind, status] for status in STATUSES if found[kind, status]})
        }

    def act(self, why: str = "") -> Act:
        """All of it as one act; raises UsageFault where there is nothing to do. No name enters its message."""
        if not self.changes:
            raise UsageFault("the file says nothing that is not here already")
        said = [
            f"{sum(number for status, number in each.items() if status in _DONE)} {_named(kind, each)}"
            for kind, each in self.counts().items()
            if any(status in _DONE for status in each)
        ]
        return Act(IMPORT, f"import a project: {', '.join(said) or 'what came with it'}", self.changes, why)


_EMPTY: tuple[Any, ...] = ("", None, [], {}, ())
_DONE = ("added", "updated", "removed")


def _named(kind: str, counts: Mapping[str, int]) -> str:
    number = sum(counts.get(status, 0) for status in _DONE)
    return kind if number == 1 else f"{kind}s"


def digest_of(values: Mapping[str, Any]) -> str:
    """What of a thing an import says, as a short text that differs where it does."""
    plain = {key: value for key, value in values.items() if value not in _EMPTY}
    return sha256(json.dumps(plain, sort_keys=True, default=_plain, ensure_ascii=False).encode()).hexdigest()[:12]


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def compared(
    known: Mapping[str, Any], wanted: Mapping[str, Any], came: str, following: bool
) -> tuple[str, dict[str, Any]]:
    """The status of a thing that is `known` here as this, comes as `wanted`, and `came` with that digest the last time.

    Beside it what becomes of it here. What has never come before is added to where it says more: an empty value is filled.
    """
    ours, theirs = digest_of(known), digest_of(wanted)
    if theirs in (ours, came):
        return "unchanged", dict(known)
    if following or came == ours:
        return "updated", {**known, **wanted}
    if came:
        return "differs", dict(known)
    filled = {key: value if value not in _EMPTY else wanted.get(key, value) for key, value in known.items()}
    return "updated" if digest_of(filled) == theirs else "differs", filled


def differing(known: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    """The names of what differs, as a person reads them."""
    keys: Sequence[str] = [key for key in wanted if digest_of({key: known.get(key)}) != digest_of({key: wanted[key]})]
    return ", ".join(keys)
