"""Page furniture as its reviewer sees it: what is proposed, and what was confirmed or refused.

A verdict is on a line as it reads, or on its shape, in which `#` stands for any number: one verdict on `Annual report #` is about
the heads of all pages. What is proposed is left out until it is refused. A confirmed line is left out wherever it stands, but
one without a letter only where it is proposed, and never inside a table: digits alone are page numbers only by their series.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.furniture import furniture_of
from store.errors import UsageFault
from store.rules import CONFIRMED, PLAIN, REFUSED, Rules, united

NAME = "page furniture"
PROPOSED = "proposed"

GLUED = "…"
"""What stands for the words before a page number that sticks to the end of a line."""

_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 400

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FurnitureLine:
    """A line or shape with its state (proposed, confirmed, refused), and the half-open ranges at which it stands."""

    line: str
    state: str
    places: tuple[Range, ...]


def shape_of(line: str) -> str:
    """A line with single blanks, and with `#` for every number."""
    return _NUMBER.sub("#", " ".join(line.split()))


@lru_cache(maxsize=2)
def furniture_in(text: str, rules: Rules = PLAIN) -> tuple[Range, ...]:
    """What is left out as furniture by these rules, as ranges without line ends, in order."""
    if NAME in rules.off:
        return ()
    if not rules.furniture and not any(each.kind == "table" for each in rules.regions):
        return furniture_of(text)
    verdicts = _Verdicts(rules)
    return tuple(sorted(place for place, line in _lines(text, rules) if verdicts.on(line)[1] != REFUSED))


def furniture_lines(text: str, rules: Rules = PLAIN) -> list[FurnitureLine]:
    """All that is proposed, confirmed or refused, in order of the first place; verdicts on what stands nowhere come last."""
    verdicts = _Verdicts(rules)
    places: dict[tuple[str, str], list[Range]] = {}
    for place, line in sorted(_lines(text, rules)):
        places.setdefault(verdicts.on(line), []).append(place)
    found = [FurnitureLine(line, state, tuple(there)) for (line, state), there in places.items()]
    known = {each.line for each in found}
    return found + [FurnitureLine(line, state, ()) for line, state in verdicts.all.items() if line not in known]


class _Verdicts:
    """The verdicts by their lines. Where two differ, the line is text: nothing is hidden that somebody refused."""

    def __init__(self, rules: Rules) -> None:
        self.all: dict[str, str] = {}
        for each in rules.furniture:
            if self.all.get(each.line) != REFUSED:
                self.all[each.line] = each.verdict

    def on(self, line: str) -> tuple[str, str]:
        """The line or shape that decides on a line, and the state: the line itself before its shape."""
        shape = shape_of(line)
        key = line if line in self.all else shape
        return key, self.all.get(key, PROPOSED)


def _lines(text: str, rules: Rules) -> Iterator[tuple[Range, str]]:
    """The places of all lines that are proposed or confirmed, each with its words."""
    proposed = furniture_of(text)
    tables = united(tuple(each for each in rules.regions if each.kind == "table"))
    for start, end in proposed:
        glued = start > 0 and text[start - 1] != "\n"
        words = (GLUED if glued else "") + " ".join(text[start:end].split())
        inside = bisect_left(tables, end, key=lambda table: table[0]) > bisect_right(
            tables, start, key=lambda table: table[1]
        )
        if _LETTER.search(words) or not inside:
            yield (start, end), words
    confirmed = {each.line for each in rules.furniture if each.verdict == CONFIRMED and _LETTER.search(each.line)}
    if confirmed:
        known = {start for start, _ in proposed}
        for found in _LINE.finditer(text):
            line = found[0].rstrip()
            if line and len(line) <= _LONGEST and found.start() not in known:
                words = " ".join(line.split())
                if words in confirmed or shape_of(words) in confirmed:
                    yield (found.start(), found.start() + len(line)), words


def line_to_judge(text: str, rules: Rules, wanted: str, verdict: str) -> str:
    """The line that a verdict ("" takes one back) can be given on; `wanted` is the line, its shape, or the verdict's id.

    Raises UsageFault where no line reads so, and where the verdict would change nothing.
    """
    wanted = next((each.line for each in rules.furniture if each.id == wanted), " ".join(wanted.split()))
    if not verdict or wanted in {each.line for each in rules.furniture}:
        return wanted
    found = {line for _, line in _lines(text, rules)}
    if wanted in found or wanted in map(shape_of, found):
        return wanted
    if verdict == REFUSED:
        raise UsageFault(f"{wanted!r} is not among the lines that are left out as furniture, and is searched as it is")
    if not _LETTER.search(wanted):
        raise UsageFault(
            f"{wanted!r} has no letter, and such lines are furniture only where they are proposed: mark the place as a region"
        )
    words = (" ".join(found[0].split()) for found in _LINE.finditer(text) if len(found[0]) <= _LONGEST)
    if not any(wanted in (each, shape_of(each)) for each in words):
        raise UsageFault(f"no line reads {wanted!r}; `#` stands for a number")
    return wanted
