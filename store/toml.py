"""TOML in and out, with limits: what comes from other people's machines is read as hostile.

`tomllib` reads and `tomli_w` writes. What is rendered parses back to the same values; keys stand one a line in the order
given; long texts stand in triple quotes so that git shows their changes line by line, except where a carriage return
would be lost.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

from store.errors import FileFault

LARGEST_FILE = 8 * 1024 * 1024
"""Bytes of a TOML file that are read at most."""
DEEPEST = 8
LONGEST_TEXT = 64_000
LARGEST_NUMBER = 2**63
SCHEMA = 1

_LINE = re.compile(r"\(at line (\d+)")
_PART = rb"""(?:[A-Za-z0-9_-]++|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"|'[^'\n]*+')"""
_NEXT = rb"\.[ \t]*+%s[ \t]*+" % _PART
_DOTTED = re.compile(rb"%s(?:%s){15}" % (_NEXT, _NEXT))
"""A key of more than sixteen parts: tomllib needs time that grows with the square of their number."""
_QUOTED = re.compile(
    rb'''"""[^"\\]*(?:(?:\\(?s:.)|""?(?!"))[^"\\]*)*"{3,5}|'''
    rb"""'''[^']*(?:''?(?!')[^']*)*'{3,5}|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'|#[^\n]*"""
)
"""A text or a comment: what looks like a long key in there is none."""


def parse_toml(path: str, data: bytes, first_line: int = 1) -> dict[str, Any]:
    """The values in `data`, the bytes of the file at `path`, of which `first_line` is the number of the first line.

    Raises FileFault, with the line where it is known, for anything that is no sane TOML.
    """
    if len(data) > LARGEST_FILE:
        raise FileFault(path, f"it is larger than the {LARGEST_FILE // 1024 // 1024} MB that a TOML file may have")
    if _DOTTED.search(data) and _DOTTED.search(_QUOTED.sub(b'""', data)):
        raise FileFault(path, "a key has more than sixteen parts")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileFault(path, "it is not UTF-8 text", first_line + data.count(b"\n", 0, error.start)) from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        reason = str(error).partition(" (at ")[0]
        raise FileFault(path, f"not valid TOML: {reason}", int(place[1]) + first_line - 1 if place else None) from None
    except RecursionError:
        raise FileFault(path, "it is nested too deeply") from None
    except ValueError as error:
        raise FileFault(path, f"not valid TOML: {error}") from None
    check_limits(path, values)
    return values


def check_limits(path: str, value: object, depth: int = 1) -> None:
    """Raises FileFault where a value of the file at `path` is beyond what is read back: in the length of a text, or in depth."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise FileFault(path, f"a text in it is longer than {LONGEST_TEXT} characters")
    elif isinstance(value, int):
        if not -LARGEST_NUMBER <= value < LARGEST_NUMBER:
            raise FileFault(path, "a number in it has more than 64 bits")
    elif isinstance(value, (dict, list)):
        if depth > DEEPEST:
            raise FileFault(path, f"it is nested more than {DEEPEST} levels deep")
        for inner in value.values() if isinstance(value, dict) else value:
            check_limits(path, inner, depth + 1)


def check_schema(path: str, values: Mapping[str, Any]) -> None:
    """Raises FileFault where the file was made by a newer format than this version writes."""
    schema = values.get("schema", SCHEMA)
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise FileFault(path, f"`schema` is {schema!r}, which is no format number")
    if schema > SCHEMA:
        raise FileFault(
            path, f"it was made by a newer catena (format {schema}; this one knows {SCHEMA}): update catena to open it"
        )


def render_toml(values: Mapping[str, Any], one_line: bool = False) -> bytes:
    """`values` as TOML, with `one_line` every text on its own line.

    Raises ValueError (UnicodeEncodeError) where a text holds a lone surrogate.
    """
    return tomli_w.dumps(values, multiline_strings=not (one_line or _has_carriage_return(values))).encode("utf-8")


def _has_carriage_return(value: object) -> bool:
    if isinstance(value, str):
        return "\r" in value
    if isinstance(value, Mapping):
        return any(_has_carriage_return(inner) for inner in value.values())
    if isinstance(value, (list, tuple)):
        return any(_has_carriage_return(inner) for inner in value)
    return False
