"""How the programs count: from a file's positions to half-open ranges of code points of a text with LF line ends and without BOM.

The standard speaks of code points and leaves byte order marks, line ends and the end of a range open, so each program has its own
way: UTF-16 units, a CRLF as one or two, a mark that is counted, an end that is the last character. One program counts in one
way, so it is found for the project as a whole, by how well the selections then fit what they are called and the borders of words.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

MOST_WEIGHED = 3_000
"""Selections that are looked at to find out how a program counts."""
_QUOTE, _ALIGNED, _OUTSIDE, _USUAL = 12.0, 1.0, -6.0, 0.02
_LONGEST_NAME = 400


@dataclass(frozen=True, slots=True)
class Convention:
    """A way of counting."""

    utf16: bool = False
    crlf: int = 2
    mark: bool = False
    inclusive: bool = False
    hidden: bool = False
    """Whether line ends of a text that stands in the XML, where all are LF, count as two."""

    def __str__(self) -> str:
        unit = "UTF-16 units" if self.utf16 else "code points"
        ends = "CRLF as two" if self.crlf == 2 else "CRLF as one"
        mark = "a byte order mark counted" if self.mark else "no byte order mark"
        return f"{unit}, {ends}, {mark}, {'the end included' if self.inclusive else 'the end excluded'}"


STANDARD = Convention()
CONVENTIONS = tuple(
    Convention(*each) for each in product((False, True), (2, 1), (False, True), (False, True), (False, True))
)
_USUALLY = (
    ("nvivo", Convention(utf16=True)),
    ("qualcoder", Convention(crlf=1)),
    ("atlas", Convention(crlf=1)),
    ("maxqda", Convention(crlf=1)),
)
"""How programs are known to count, by a word of the project's `origin`."""


OURS = "catena"
"""How the `origin` of catena's own exports begins."""
IN_UTF16 = ", positions in UTF-16 units"
"""How it ends where positions are counted so."""


def usual_for(origin: str) -> Convention:
    """The way in which the program that wrote a project is known to count."""
    return next((way for word, way in _USUALLY if word in origin.casefold()), STANDARD)


def counted_by_us(origin: str) -> Convention | None:
    """How an export of catena counts, which says so itself; None for one of another program."""
    if not origin.casefold().startswith(OURS):
        return None
    return Convention(utf16=True) if origin.endswith(IN_UTF16) else STANDARD


class Counted:
    """A text as it came (`raw`) and as it is kept (`text`), and where the ways of counting differ in it.

    `inline` is for a text that stood in the XML, which turns every line end into LF, whatever it was.
    """

    def __init__(self, raw: str, inline: bool = False) -> None:
        self.marked = raw.startswith("\ufeff")
        whole = raw[1:] if self.marked else raw
        self.text = whole.replace("\r\n", "\n").replace("\r", "\n")
        self._wide = (
            [place for place, each in enumerate(self.text) if each > "\uffff"] if not self.text.isascii() else []
        )
        self._double = _doubled(whole)
        self._hidden = [place for place, each in enumerate(self.text) if each == "\n"] if inline else []
        self._ways: dict[tuple[bool, int, bool], list[int]] = {}

    @property
    def differs(self) -> bool:
        """Whether it matters here how one counts."""
        return self.marked or bool(self._wide or self._double or self._hidden)

    @property
    def inline(self) -> bool:
        return bool(self._hidden)

    def range(self, start: int, end: int, way: Convention) -> tuple[int, int]:
        """A selection's positions, as written, as a half-open range of the text; it may lie outside of it or be reversed."""
        if way.inclusive:
            end += 1
        if way.mark and self.marked:
            start, end = start - 1, end - 1
        counted = self._counted(way)
        return _place(counted, start), _place(counted, end)

    def _counted(self, way: Convention) -> list[int]:
        """The positions, as the way counts, of the characters that count as two in it."""
        key = (way.utf16, way.crlf, way.hidden)
        if key not in self._ways:
            double = sorted(
                [
                    *(self._wide if way.utf16 else ()),
                    *(self._hidden if way.hidden else self._double if way.crlf == 2 else ()),
                ]
            )
            self._ways[key] = [place + number for number, place in enumerate(double)]
        return self._ways[key]


def _doubled(whole: str) -> list[int]:
    """The places in the text with LF of the line ends that were CRLF."""
    places: list[int] = []
    here = whole.find("\r\n")
    while here >= 0:
        places.append(here - len(places))
        here = whole.find("\r\n", here + 2)
    return places


def _place(counted: Sequence[int], position: int) -> int:
    return position - bisect_left(counted, position)


@dataclass(frozen=True, slots=True)
class Placed:
    """A selection as the file has it: its positions, and the name that may be its words."""

    counted: Counted
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """How the project counts, and how well that fits: `fitting` of `weighed` selections begin and end where words do, or are
    called by their words; `next_best` is how many would with the way that fits second best and reads otherwise."""

    way: Convention
    weighed: int = 0
    fitting: int = 0
    next_best: int = 0
    usual: bool = True
    matters: bool = False


def resolve(selections: Iterable[Placed], origin: str) -> Resolved:
    """How the program behind `origin` counted in these selections, the usual way where nothing tells."""
    ours = counted_by_us(origin)
    usual = ours or usual_for(origin)
    found = list(selections)
    telling = [each for each in found if each.counted.differs] or found
    step = max(1, -(-len(telling) // MOST_WEIGHED))
    weighed = telling[::step]
    if not weighed:
        return Resolved(usual)
    scores: dict[Convention, tuple[float, int, tuple[tuple[int, int], ...]]] = {}
    ways = [way for way in CONVENTIONS if not way.hidden or any(each.counted.inline for each in weighed)]
    if ours is not None:
        ways = [ours]
    for way in ways:
        ranges = tuple(each.counted.range(each.start, each.end, way) for each in weighed)
        each_score = [_score(each, *place) for each, place in zip(weighed, ranges, strict=True)]
        bonus = _USUAL * len(weighed) * (2 if way == usual else _plainness(way))
        fitting = sum(score >= 2 * _ALIGNED for score in each_score)
        scores[way] = (sum(each_score) + bonus, fitting, ranges)
    best = max(ways, key=lambda way: (scores[way][0], way == usual))
    others = [scores[way] for way in ways if scores[way][2] != scores[best][2]]
    return Resolved(
        best,
        len(weighed),
        scores[best][1],
        max(others)[1] if others else 0,
        best == usual,
        any(each.counted.differs for each in weighed),
    )


def _plainness(way: Convention) -> int:
    return 0 if way.inclusive or way.mark or way.hidden else 1


def _score(placed: Placed, start: int, end: int) -> float:
    text = placed.counted.text
    if not 0 <= start <= end <= len(text):
        return _OUTSIDE
    if start == end:
        return 0.0
    score = _ALIGNED * (_begins_well(text, start) + _ends_well(text, end))
    if placed.name and is_quote(placed.name, text[start : min(end, start + 2 * _LONGEST_NAME)]):
        score += _QUOTE
    return score


def is_quote(name: str, words: str) -> bool:
    """Whether a selection's name is its words: blanks for runs of white space, and perhaps cut short."""
    shown, said = " ".join(name.split()), " ".join(words.split())
    cut = shown.removesuffix("…").removesuffix("...").rstrip()
    if cut != shown:
        return len(cut) > 3 and said.startswith(cut)
    return said == shown or (len(shown) >= 60 and said.startswith(shown))


def _begins_well(text: str, start: int) -> bool:
    return not text[start].isspace() and not (start and text[start - 1].isalnum() and text[start].isalnum())


def _ends_well(text: str, end: int) -> bool:
    last = text[end - 1]
    return not last.isspace() and not (end < len(text) and last.isalnum() and text[end].isalnum())
