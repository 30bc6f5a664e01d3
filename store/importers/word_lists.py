"""The numbers of a Word document's lists, which its text does not hold: counted as Word counts them.

Lists that are made after one pattern go on counting where the other stopped, unless one of them says where it begins.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from store.importers import numbering
from store.importers.numbering import MOST_LEVELS, Counter, Level
from store.importers.package import attribute, parse_xml
from store.importers.word_styles import OFF, Styles

_KINDS = {
    "lowerLetter": numbering.LETTERS,
    "upperLetter": numbering.CAPITALS,
    "lowerRoman": numbering.ROMAN,
    "upperRoman": numbering.ROMAN_CAPITALS,
    "decimalZero": numbering.TWO_DIGITS,
}


@dataclass(slots=True)
class _Pattern:
    """What lists are made after. `style` names the one whose pattern is meant, where this one has none of its own."""

    levels: list[Level] = field(default_factory=lambda: [Level()] * MOST_LEVELS)
    style: str = ""
    counter: Counter = field(default_factory=Counter)


@dataclass(slots=True)
class _List:
    """A list: its pattern, levels of its own, and where it begins until it has begun."""

    pattern: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Lists:
    """Counts the items of all lists of a document in the order in which they are named."""

    def __init__(self, data: bytes, styles: Styles) -> None:
        self._styles = styles
        self._patterns: dict[str, _Pattern] = {}
        self._lists: dict[str, _List] = {}
        self._pattern: _Pattern | None = None
        self._list: _List | None = None
        self._depth = -1
        if data:
            parse_xml(data, self._start, self._end, lambda _: None)

    def next(self, key: str, depth: int) -> str:
        """What stands before the next item of a list at this level; "" before one with a bullet, and of no list."""
        found = self._lists.get(key)
        pattern = self._patterns.get(found.pattern) if found is not None else None
        if found is None or pattern is None:
            return ""
        if pattern.style and (meant := self._lists.get(self._styles.look(pattern.style).list or "")) is not None:
            pattern = self._patterns.get(meant.pattern, pattern)
        levels = [found.levels.get(at, level) for at, level in enumerate(pattern.levels)]
        depth = min(depth, MOST_LEVELS - 1)
        if depth in found.starts:
            pattern.counter.restart(depth, found.starts.pop(depth))
        return pattern.counter.next(levels, depth)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attribute(attributes, "val")
        match name.rpartition(" ")[2]:
            case "abstractNum":
                self._pattern = self._patterns[attribute(attributes, "abstractNumId")] = _Pattern()
            case "numStyleLink" if self._pattern is not None:
                self._pattern.style = value
            case "num":
                self._list = self._lists[attribute(attributes, "numId")] = _List()
            case "abstractNumId" if self._list is not None:
                self._list.pattern = value
            case "startOverride" if self._list is not None and self._depth >= 0 and value.isdecimal():
                self._list.starts[self._depth] = int(value[:6])
            case "lvlOverride" | "lvl":
                at = attribute(attributes, "ilvl")
                self._depth = int(at) if at.isdecimal() and int(at) < MOST_LEVELS else -1
            case "start" if value.isdecimal():
                self._say(start=int(value[:6]))
            case "numFmt":
                self._say(kind="" if value == "bullet" else _KINDS.get(value, numbering.DECIMAL))
            case "lvlText":
                self._say(pattern=value)
            case "isLgl":
                self._say(is_decimal=value not in OFF)

    def _say(self, **said: object) -> None:
        if self._depth < 0:
            return
        if self._list is not None:
            known = self._list.levels.get(self._depth, Level())
            self._list.levels[self._depth] = replace(known, **said)  # type: ignore[arg-type]
        elif self._pattern is not None:
            self._pattern.levels[self._depth] = replace(self._pattern.levels[self._depth], **said)  # type: ignore[arg-type]

    def _end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "abstractNum":
                self._pattern, self._depth = None, -1
            case "num":
                self._list, self._depth = None, -1
            case "lvl":
                # A bullet says nothing, whatever sign it is.
                self._drop_bullet()

    def _drop_bullet(self) -> None:
        levels = self._list.levels if self._list is not None else None
        if self._depth < 0:
            return
        if levels is not None and self._depth in levels:
            levels[self._depth] = _without_bullet(levels[self._depth])
        elif self._pattern is not None:
            self._pattern.levels[self._depth] = _without_bullet(self._pattern.levels[self._depth])


def _without_bullet(level: Level) -> Level:
    return replace(level, pattern="", kind=numbering.DECIMAL) if not level.kind else level
