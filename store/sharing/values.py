"""Three-way merging of TOML values: what either side changed goes in; what both changed differently is a clash.

Pure and without clocks. A clash names the table and the fields, with both sides' values; until a person decides, ours stands, and
what one side removed while the other changed it stands as it was changed. Nothing is dropped: keys that nobody knows are values
like any other.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from store.merging import same
from store.reviews import joined
from store.sharing.rules import Rules, Unit

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clash:
    """The `fields` of the table under `keys` as each side has them; a field that is absent there is left out."""

    keys: tuple[str, ...]
    fields: tuple[str, ...]
    ours: Values
    theirs: Values


def merge_values(
    base: Values, ours: Values, theirs: Values, rules: Rules, keys: tuple[str, ...] = ()
) -> tuple[dict[str, Any], tuple[Clash, ...]]:
    """The table that both sides' changes to `base` make, keys in the order of ours, and the clashes."""
    merged: dict[str, Any] = {}
    clashes: list[Clash] = []
    done: set[str] = set()
    for field in dict.fromkeys((*ours, *theirs)):
        if field in done:
            continue
        entries = rules.of_entries(field)
        if entries is not None:
            before, mine, yours = (_table(side.get(field)) for side in (base, ours, theirs))
            if before is not None and mine is not None and yours is not None:
                inner, inside = _merge_entries(before, mine, yours, entries, (*keys, field))
                clashes += inside
                if inner:
                    merged[field] = inner
                continue
        unit = rules.unit_of(field)
        done.update(unit.fields)
        parts = [_part(side, unit.fields) for side in (base, ours, theirs)]
        chosen, found = _merge_unit(unit, parts[0], parts[1], parts[2], rules, keys)
        merged |= chosen
        clashes += found
    return _in_order(merged, (*ours, *theirs)), tuple(clashes)


def _merge_entries(
    base: Values, ours: Values, theirs: Values, rules: Rules, keys: tuple[str, ...]
) -> tuple[dict[str, Any], list[Clash]]:
    merged: dict[str, Any] = {}
    clashes: list[Clash] = []
    for key in dict.fromkeys((*ours, *theirs)):
        chosen, found = _merge_field(key, base.get(key), ours.get(key), theirs.get(key), rules, keys)
        merged |= chosen
        clashes += found
    return merged, clashes


def _merge_unit(
    unit: Unit, base: Values, ours: Values, theirs: Values, rules: Rules, keys: tuple[str, ...]
) -> tuple[Values, Iterable[Clash]]:
    if same(ours, theirs) or same(base, theirs):
        return ours, ()
    if same(base, ours):
        return theirs, ()
    if len(unit.fields) == 1:
        (field,) = unit.fields
        if field in rules.sets:
            had, has, got = (_texts(side.get(field)) for side in (base, ours, theirs))
            if had is not None and has is not None and got is not None:
                return _given(field, _merge_sets(had, has, got)), ()
        return _merge_field(field, base.get(field), ours.get(field), theirs.get(field), _PLAIN, keys)
    before, mine, yours = (_part(side, unit.lead) for side in (base, ours, theirs))
    if same(mine, yours):
        follow: dict[str, Any] = dict(mine)
        for field in unit.follow:
            follow |= _given(field, _settled(base.get(field), ours.get(field), theirs.get(field)))
        return follow, ()
    if same(before, yours):
        return ours, ()
    if same(before, mine):
        return theirs, ()
    return ours, (Clash(keys, unit.fields, ours, theirs),)


def _merge_field(
    field: str, base: Any, ours: Any, theirs: Any, rules: Rules, keys: tuple[str, ...]
) -> tuple[Values, Iterable[Clash]]:
    """One value: taken from the side that changed it, merged where both are tables, else a clash."""
    if same(ours, theirs) or same(base, theirs):
        return _given(field, ours), ()
    if same(base, ours):
        return _given(field, theirs), ()
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        inner, clashes = merge_values(_table(base) or {}, ours, theirs, rules, (*keys, field))
        return _given(field, inner), clashes
    times = [value for value in (ours, theirs) if isinstance(value, (datetime, date))]
    if len(times) == len([value for value in (ours, theirs) if value is not None]):
        # When something was made is no decision of anybody's.
        return _given(field, min(times, key=_moment)), ()
    return _given(field, ours if ours is not None else theirs), (
        Clash(keys, (field,), _given(field, ours), _given(field, theirs)),
    )


_PLAIN = Rules()


def _settled(base: Any, ours: Any, theirs: Any) -> Any:
    """A value that follows from others, and of which either will do: the same one on all machines."""
    if same(ours, theirs) or same(base, theirs):
        return ours
    if same(base, ours):
        return theirs
    if _is_ranges(ours) and _is_ranges(theirs):
        return [list(each) for each in joined((each[0], each[1]) for each in (*ours, *theirs))]
    return min((value for value in (ours, theirs) if value is not None), key=canonical)


def _merge_sets(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """What neither side removed, and what either added, in an order that does not depend on whose side is whose."""
    if sorted(base) == sorted(ours):
        return theirs
    if sorted(base) == sorted(theirs):
        return ours
    kept = [item for item in base if item in ours and item in theirs]
    return kept + sorted({item for item in (*ours, *theirs) if item not in base})


def canonical(value: Any) -> str:
    """A text that is the same for values that are the same."""
    return json.dumps(_without_empty(value), sort_keys=True, ensure_ascii=False, default=_as_text)


def _without_empty(value: Any) -> Any:
    if isinstance(value, Mapping):
        inner = {key: _without_empty(each) for key, each in value.items()}
        return {key: each for key, each in inner.items() if not same(each, None)}
    return [_without_empty(each) for each in value] if isinstance(value, (list, tuple)) else value


def _as_text(value: object) -> str:
    return f"{type(value).__name__} {value}"


def _moment(value: datetime | date) -> tuple[datetime, str]:
    plain = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return plain if plain.tzinfo else plain.replace(tzinfo=UTC), str(value)


def _table(value: Any) -> Values | None:
    """A table, an absent one as empty; None for anything else."""
    return value if isinstance(value, Mapping) else {} if value is None else None


def _texts(value: Any) -> list[str] | None:
    if value is None:
        return []
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def _is_ranges(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, list) and len(each) == 2 and all(type(number) is int for number in each) for each in value
    )


def _part(table: Values, fields: Iterable[str]) -> Values:
    return {field: table[field] for field in fields if field in table}


def _given(field: str, value: Any) -> dict[str, Any]:
    return {} if value is None else {field: value}


def _in_order(table: dict[str, Any], order: Iterable[str]) -> dict[str, Any]:
    return {field: table[field] for field in dict.fromkeys(order) if field in table}
