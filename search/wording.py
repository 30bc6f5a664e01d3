"""A query tree as a person would type it: what is worded here is read back as the same tree.

Suggestions, facets and saved searches are handed on as text, so that a person can see and change them.
"""

import re
from typing import assert_never

from search.query import And, Field, Fuzzy, Near, Not, Or, Phrase, Prefix, Query, QueryFault, Regex, Term, Wildcard
from search.query import parse_query as parse

_BARE = re.compile(r"[^\W_][\w-]*")


def worded(query: Query) -> str:
    """The query language for a tree."""
    match query:
        case Term(text) | Wildcard(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text):
            return f"{text}~"
        case Regex(pattern):
            return f"/{pattern}/"
        case Phrase(parts):
            return f'"{" ".join(map(worded, parts))}"'
        case Near(parts, distance):
            return f'"{" ".join(map(worded, parts))}"~{distance}'
        case Field(name, value):
            return f"{name}:{value}" if _BARE.fullmatch(value) else f'{name}:"{value}"'
        case And(parts):
            return " ".join(_inside(part) for part in parts)
        case Or(parts):
            return " OR ".join(_inside(part) if isinstance(part, Or) else worded(part) for part in parts)
        case Not(part):
            return f"-{_inside(part)}"
    assert_never(query)


def _inside(query: Query) -> str:
    """The query as a part of another one."""
    return f"({worded(query)})" if isinstance(query, And | Or) else worded(query)


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
