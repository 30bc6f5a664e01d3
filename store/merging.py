"""Merging by value: what an act changed goes in, what somebody else changed beside it stays.

Tables are merged key by key, everything else as a whole. An absent value and an empty one are the same, as they are on disk.
Nothing here guesses: where the same value was changed on both sides, that is a conflict.
"""

from collections.abc import Mapping
from typing import Any


class Conflict(Exception):
    """The same value was changed on both sides. A part of merging, not an error that a reviewer meets."""


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same on disk."""
    if _is_empty(one) or _is_empty(other):
        return _is_empty(one) and _is_empty(other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return all(same(one.get(key), other.get(key)) for key in one.keys() | other.keys())
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    # The number that is not itself is TOML's nan.
    return bool(one == other) or (one != one and other != other)


def merged(found: Any, before: Any, after: Any) -> Any:
    """What `found` becomes by the change from `before` to `after`; raises Conflict where it is not what the change was made for.

    Keys that neither `before` nor `after` names are kept; a table that is taken away takes them along.
    """
    if not (isinstance(found, Mapping) and isinstance(before, Mapping)):
        if not same(found, before):
            raise Conflict
        return after
    if not isinstance(after, Mapping):
        if not all(same(found.get(key), value) for key, value in before.items()):
            raise Conflict
        return after
    result = dict(found)
    for key in (*before, *(key for key in after if key not in before)):
        if same(before.get(key), after.get(key)) or same(found.get(key), after.get(key)):
            continue
        value = merged(found.get(key), before.get(key), after.get(key))
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return result


def _is_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_empty(inner) for inner in value.values())
    return value is None or (isinstance(value, (str, list, tuple)) and not value)
