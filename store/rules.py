"""Text rules: what a document's record says about how its text is read for a search.

Three things: layers of the search view that are switched off, regions (tables, references …) that are left out of search, and
verdicts on page furniture. None of them touches the text. A region holds for the version of the text that its offsets count
in; those of other versions are kept apart. What a hand edit left unreadable is named and changes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from store.names import derived_id, is_id

LAYERS = ("page furniture", "ligature gaps", "line-end hyphens", "white space", "marks", "diacritics", "case")
"""The layers of the search view, in their order."""

REGIONS = ("table", "references", "notes", "front matter", "form", "other")
"""The kinds of region that are offered; a record may name others."""

CONFIRMED, REFUSED = "confirmed", "refused"
"""The verdicts on furniture: it is none of the text, or it is text."""


@dataclass(frozen=True, slots=True)
class Region:
    """A half-open range of the text whose hash is `sha256`; it is left out of search unless it is `searched`."""

    id: str
    kind: str
    start: int
    end: int
    sha256: str
    searched: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict on all lines that read `line`, single blanks between the words; `#` in it stands for any number."""

    id: str
    line: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one version of a text. `stale` are the regions of other versions, `faults` what could not be read."""

    off: frozenset[str] = frozenset()
    regions: tuple[Region, ...] = ()
    furniture: tuple[Verdict, ...] = ()
    stale: tuple[Region, ...] = ()
    faults: tuple[str, ...] = field(default=(), compare=False)

    @property
    def hidden(self) -> tuple[tuple[int, int], ...]:
        """What is left out of search, as half-open ranges in order that neither overlap nor touch."""
        return united(tuple(each for each in self.regions if not each.searched))

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        """All regions, searched or not, as ranges of the same kind."""
        return united(self.regions)


PLAIN = Rules()


@lru_cache(maxsize=512)
def united(regions: tuple[Region, ...]) -> tuple[tuple[int, int], ...]:
    """The ranges of regions, in order, without any that overlap or touch."""
    ranges: list[tuple[int, int]] = []
    for start, end in sorted((each.start, each.end) for each in regions):
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return tuple(ranges)


def layer_key(layer: str) -> str:
    """A layer's name as the key that it has in a record."""
    return layer.replace(" ", "-")


def verdict_id(line: str) -> str:
    """The id of the verdict on a line: the same whoever gives it, so that two verdicts on one line are one entry."""
    return derived_id("f", line)


def rules_from(record: Mapping[str, Any], version: str, characters: int) -> Rules:
    """The rules in a document's record, whose text has the hash `version` and so many code points."""
    if not any(key in record for key in ("layers", "region", "furniture")):
        return PLAIN
    faults: list[str] = []
    regions = [_region(*each, characters, version, faults) for each in _entries(record, "region", faults)]
    verdicts = [_verdict(*each, faults) for each in _entries(record, "furniture", faults)]
    known = sorted((each for each in regions if each is not None), key=lambda each: (each.start, each.end, each.id))
    return Rules(
        off=frozenset(_switched_off(record.get("layers", {}), faults)),
        regions=tuple(each for each in known if each.sha256 == version),
        furniture=tuple(sorted((each for each in verdicts if each is not None), key=lambda each: each.id)),
        stale=tuple(each for each in known if each.sha256 != version),
        faults=tuple(faults),
    )


def _switched_off(layers: Any, faults: list[str]) -> Iterator[str]:
    if not isinstance(layers, Mapping):
        faults.append("`layers` is no table, and no layer was switched off")
        return
    names = {layer_key(layer): layer for layer in LAYERS}
    for key, on in layers.items():
        layer = names.get(layer_key(key))
        if layer is None:
            faults.append(f"`layers.{key}` is no layer; the layers are {', '.join(names)}")
        elif not isinstance(on, bool):
            faults.append(f"`layers.{key}` is {on!r}; it can be true or false")
        elif not on:
            yield layer


def _entries(record: Mapping[str, Any], table: str, faults: list[str]) -> list[tuple[str, Mapping[str, Any]]]:
    found = record.get(table, {})
    if not isinstance(found, Mapping):
        faults.append(f"`{table}` is no table of tables")
        return []
    faults += [f"`{table}.{key}` is no table" for key, entry in found.items() if not isinstance(entry, Mapping)]
    entries = [(key, entry) for key, entry in found.items() if isinstance(entry, Mapping)]
    faults += [f"`{table}`: {key!r} is no id: use a-z, 0-9 and hyphens" for key, _ in entries if not is_id(key)]
    return [(key, entry) for key, entry in entries if is_id(key)]


def _region(key: str, entry: Mapping[str, Any], characters: int, version: str, faults: list[str]) -> Region | None:
    place = f"`region.{key}`"
    kind, start, end, of = (entry.get(name) for name in ("kind", "start", "end", "sha256"))
    searched = entry.get("searched", False)
    if not isinstance(kind, str) or not kind:
        faults.append(f"{place} has no `kind`, as {', '.join(REGIONS)}")
    elif not isinstance(of, str) or not of:
        faults.append(f"{place} has no `sha256`: it is that of the text that its offsets count in")
    elif type(start) is not int or type(end) is not int or not 0 <= start < end:
        faults.append(f"{place}: `start` {start!r} and `end` {end!r} are no range")
    elif of == version and end > characters:
        faults.append(f"{place}: `end` is {end}, but the text has {characters} characters")
    elif not isinstance(searched, bool):
        faults.append(f"{place}: `searched` is {searched!r}; it can be true or false")
    else:
        return Region(key, kind, start, end, of, searched)
    return None


def _verdict(key: str, entry: Mapping[str, Any], faults: list[str]) -> Verdict | None:
    line, verdict = entry.get("line"), entry.get("verdict")
    if not isinstance(line, str) or not line.strip():
        faults.append(f"`furniture.{key}` has no `line`")
    elif verdict not in (CONFIRMED, REFUSED):
        faults.append(f"`furniture.{key}`: `verdict` is {verdict!r}; it can be {CONFIRMED} or {REFUSED}")
    else:
        return Verdict(key, " ".join(line.split()), verdict)
    return None


def region_entry(region: Region) -> dict[str, Any]:
    """A region as it stands in the record (docs/files.md)."""
    entry = {"kind": region.kind, "start": region.start, "end": region.end, "sha256": region.sha256}
    return entry | {"searched": True} if region.searched else entry


def verdict_entry(verdict: Verdict) -> dict[str, Any]:
    """A verdict on furniture as it stands in the record."""
    return {"line": verdict.line, "verdict": verdict.verdict}


def rules_record(rules: Rules) -> dict[str, Any]:
    """The tables of a record that rules come to; none where there is nothing to say."""
    tables = {
        "layers": {layer_key(layer): False for layer in LAYERS if layer in rules.off},
        "region": {each.id: region_entry(each) for each in (*rules.regions, *rules.stale)},
        "furniture": {each.id: verdict_entry(each) for each in rules.furniture},
    }
    return {name: table for name, table in tables.items() if table}
