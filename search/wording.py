"""A query tree as a person would type it: what is worded here is read back as the same tree.

Suggestions, facets and saved searches are handed on as text, so that a person can see and change them.
"""

import re
from typing import assert_never

from search.query import (
    And,
    Exact,
    Field,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryFault,
    Regex,
    Term,
    Wildcard,
)
from search.query import parse_query as parse

_BARE = re.compile(r"[^\W_][\w-]*")


def worded(query: Query) -> str:
    """The query language for a tree."""
    return _worded(query, exact=False)


def _worded(query: Query, exact: bool) -> str:
    """The same; what is wanted `exact` as it was typed."""

    def said(part: Query) -> str:
        return _worded(part, exact)

    def inside(part: Query) -> str:
        return f"({said(part)})" if isinstance(part, And | Or) else said(part)

    match query:
        case Term(text, typed) | Wildcard(text, typed):
            return typed if exact and typed else text
        case Prefix(text, typed):
            return f"{typed if exact and typed else text}*"
        case Fuzzy(text, typed):
            return f"{typed if exact and typed else text}~"
        case Regex(pattern):
            return f"/{pattern}/"
        case Phrase(parts, written):
            return f'"{written if exact and written else " ".join(map(said, parts))}"'
        case Near(parts, distance):
            return f'"{" ".join(map(said, parts))}"~{distance}'
        case Field(name, value):
            return f"{name}:{value}" if _BARE.fullmatch(value) else f'{name}:"{value}"'
        case And(parts):
            return " ".join(inside(part) for part in parts)
        case Or(parts):
            return " OR ".join(inside(part) if isinstance(part, Or) else said(part) for part in parts)
        case Not(part):
            return f"-{inside(part)}"
        case Exact(part):
            words = _worded(part, exact=True)
            return f"=({words})" if isinstance(part, And | Or) else f"={words}"
    assert_never(query)


def field_worded(name: str, value: str) -> str:
    """`name:value` in the query language, or "" where it cannot be said in it."""
    text = worded(Field(name, value))
    try:
        said = parse(text) == Field(name, value)
    except QueryFault:
        return ""
    return text if said else ""


def narrowed(query: str, *fields: str) -> str:
    """A typed query and fields that must hold too; alternatives go into brackets."""
    query = query.strip()
    if query and fields and isinstance(parse(query), Or):
        query = f"({query})"
    return " ".join(part for part in (query, *fields) if part)
