"""Queries: what a search can ask for, as a small tree of frozen values.

A leaf asks for tokens of the lexicon, folded as the search view folds; `typed` is what it asks of documents that are folded
otherwise, "" where that is the same. A word with a hyphen or an apostrophe in it is a phrase of its parts. Everything that a
person typed is in the tree or is a `QueryFault` that names its place: nothing is dropped.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from store.errors import UsageFault

FIELDS = ("document", "kind", "group", "region", "speaker", "theme", "reviewer", "memo")
"""What can stand before a colon, beside `case.KEY`."""


class QueryFault(UsageFault):
    """A query cannot be read; `position` is the 0-based place in it where reading stopped."""

    title = "The query cannot be read"

    def __init__(self, message: str, query: str, position: int) -> None:
        place = "at its end" if position >= len(query.rstrip()) else f"at character {position + 1}"
        super().__init__(f"the query cannot be read {place}: {message}")
        self.reason = message
        self.query = query
        self.position = position


class Unknown(UsageFault):
    """A query names what is not there; `position` is the 0-based place of the field, -1 where it was not typed."""

    title = "The query names what is not there"

    def __init__(self, message: str, position: int) -> None:
        place = f" (character {position + 1} of the query)" if position >= 0 else ""
        super().__init__(f"{message}{place}")
        self.position = position


@dataclass(frozen=True, slots=True)
class Term:
    """A whole token."""

    text: str
    typed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Tokens that begin so, with what an apostrophe attaches to them."""

    text: str
    typed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Whole tokens of this form: `?` is one character, `*` any number of them."""

    text: str
    typed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Whole tokens at most one edit (insertion, deletion, replacement, swap of neighbours) away."""

    text: str
    typed: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Regex:
    """Whole tokens that the regular expression matches."""

    pattern: str


Leaf: TypeAlias = Term | Prefix | Wildcard | Fuzzy | Regex


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens one after the other, with at most six characters that are no letters or digits between two of them; `written` is
    how they were typed, "" where some of them are no plain words."""

    parts: tuple[Leaf, ...]
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Tokens in any order with at most `distance` others among them."""

    parts: tuple[Leaf, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """Passages of which something holds: their document, its kind, the region, the speaker … `name` may be `case.KEY`; `at` is
    its place in what was typed, -1 where it was not."""

    name: str
    value: str
    at: int = field(default=-1, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """Passages that fit all parts."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Passages that fit any part."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Passages that do not fit the part."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class Exact:
    """What fits the part as it was typed: in this case, with these accents, marks and dashes."""

    part: "Query"


Query: TypeAlias = Leaf | Phrase | Near | Field | And | Or | Not | Exact


def names_regions(query: Query) -> bool:
    """Whether a query speaks of regions, and so wants those searched that are left out otherwise."""
    match query:
        case Field(name, _):
            return name == "region"
        case Not(part) | Exact(part):
            return names_regions(part)
        case And(parts) | Or(parts):
            return any(map(names_regions, parts))
    return False


@lru_cache(maxsize=256)
def parse_query(text: str, typing: bool = False) -> Query:
    """The query that a person typed; raises QueryFault.

    With `typing`, the query is still being typed: its last word is a prefix, and what is begun but not closed counts as closed.
    """
    from search.parsing import Parser

    return Parser(text, typing).parse()
