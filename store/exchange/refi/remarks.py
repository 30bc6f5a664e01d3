"""What is to be told of an import: everything that was not taken, or not as it was written.

The standard asks of a reader that people are told in detail what is lost. A remark names the thing, where it has a name, and says
in one sentence what became of it; many of one sentence are told as one with their number.
"""

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("lost", "kept", "changed")
"""lost: it is nowhere in the project; kept: it is kept and goes out again with an export; changed: it is there, but otherwise."""


@dataclass(frozen=True, slots=True)
class Remark:
    """`what` is the kind of thing (document, excerpt, theme, …), `name` which one."""

    kind: str
    what: str
    name: str
    message: str


class Remarks:
    """Remarks as they come."""

    def __init__(self) -> None:
        self._all: dict[Remark, None] = {}

    def add(self, kind: str, what: str, name: str, message: str) -> None:
        self._all[Remark(kind, what, " ".join(name.split())[:80], message)] = None

    def all(self) -> tuple[Remark, ...]:
        """All of them, the worst first, each once."""
        return tuple(sorted(self._all, key=lambda each: KINDS.index(each.kind)))


@dataclass(frozen=True, slots=True)
class Told:
    """Remarks of one sentence about things of one kind, with the names of some."""

    kind: str
    what: str
    message: str
    count: int
    names: tuple[str, ...]


def told(remarks: Iterable[Remark], most_named: int = 3) -> list[Told]:
    """The remarks, those that say the same as one."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for each in remarks:
        grouped.setdefault((each.kind, each.what, each.message), []).append(each.name)
    return [
        Told(kind, what, message, len(names), tuple(dict.fromkeys(name for name in names if name))[:most_named])
        for (kind, what, message), names in grouped.items()
    ]
