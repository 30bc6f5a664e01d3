"""The block quotations of a Markdown text: which lines belong to each, and where the words of a line begin.

A line belongs to one where a `>` leads it, also inside the points of lists, however deep, and right behind the mark of a point.
A line that lost its `>` still belongs to a paragraph that is quoted, as CommonMark has it: it is quoted where a line with `>`
follows; behind the last of these it may be the writer's own as well, so it is told apart. Code holds no quotations.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

TAB = 4
"""Columns of a tab, as far as a list's indents go."""

DEEPEST = 3
"""Blanks before a `>` or the mark of a list; a line with more of them is code or goes on."""

LEAD = re.compile(r"[ \t]*(?:>[ \t]?)+")
"""What leads a line of a block quotation."""

_POINT = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|\Z)")
_INTERRUPTS = re.compile(r"[ \t]*(?:#{1,6}(?:\s|\Z)|`{3}|~{3}|[—–―|<]|--|\[\^|(?:[-*_][ \t]*){3,}\Z)")
"""What is no paragraph's next line: a heading, a fence, a citation, a table, a footnote, a rule."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block quotation: where its words begin, and these."""

    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)


@dataclass(slots=True)
class Block:
    """A block quotation in the whole lines `[start, end)` of a text; `loose` lines behind it, to `behind`, may be quoted too."""

    start: int
    end: int
    lines: list[Line] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    behind: int = -1


def inside(ranges: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place is in one of some ranges, which are in order."""
    at = bisect_right(ranges, (place, 1 << 60)) - 1
    return at >= 0 and ranges[at][0] <= place < ranges[at][1]


def blocks_in(text: str, code: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """The block quotations of a text, in order; `code` are the ranges that hold none."""
    columns: list[int] = []
    block: Block | None = None
    place = 0
    for whole in text.split("\n") if ">" in text else ():
        end = min(place + len(whole) + 1, len(text))
        line = whole.rstrip()
        at = 0
        if not line or inside(code, place + len(line) - len(line.lstrip())):
            if block:
                yield block
            block, place = None, end
            continue
        while point := _point(line, at, columns):
            at = point
        lead = LEAD.match(line, at)
        if lead and _indent(line, at) - _column(columns) <= DEEPEST:
            if block is None or at:
                if block:
                    yield block
                block = Block(place, end)
            block.lines += block.loose
            block.loose = []
            block.lines.append(Line(place + lead.end(), line[lead.end() :]))
            block.end = end
        elif block and not at and (block.loose or block.lines[-1].words) and not _INTERRUPTS.match(line):
            begins = len(line) - len(line.lstrip())
            block.loose.append(Line(place + begins, line[begins:]))
            block.behind = end
        elif block:
            yield block
            block = None
        place = end
    if block:
        yield block


def _point(line: str, at: int, columns: list[int]) -> int:
    """Where the words of a point begin, if its mark stands at `at`, else 0; what of the lists around it still goes on stays."""
    indent = _indent(line, at)
    if not at:
        while columns and indent < columns[-1]:
            columns.pop()
    found = _POINT.match(line, at)
    if found is None or indent - _column(columns) > DEEPEST:
        return 0
    columns.append(_width(line[: found.end()]))
    return found.end()


def _column(columns: Sequence[int]) -> int:
    return columns[-1] if columns else 0


def _indent(line: str, at: int) -> int:
    """The column of the first sign from `at` on."""
    rest = line[at:]
    return _width(line[: at + len(rest) - len(rest.lstrip())])


def _width(text: str) -> int:
    return len(text.expandtabs(TAB))
