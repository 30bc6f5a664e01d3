"""What a row looks like, before any colour: runs of text with the reasons for their look.

The texts of a row's runs joined are the row's shown text. Where several marks lie on a run, the one that
began last gives the colour and the run counts as an overlap. A hit lies over marks, the selection over
hits, the cursor over all.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.displayable import displayable_line
from tui.reader.marks import Mark
from tui.reader.wrap import cell_width

MARGIN = 3
"""The cells left of the text: two letters, or one and a plus, then a blank."""

NO_HIT, HIT, CURRENT_HIT = range(3)


class Look(NamedTuple):
    """Why a run looks as it does; two equal looks are drawn alike."""

    colour: str = ""
    own: bool = True
    overlap: bool = False
    hit: int = NO_HIT
    selected: bool = False
    cursor: bool = False
    aside: bool = False


class Run(NamedTuple):
    text: str
    look: Look


class Letter(NamedTuple):
    """One cell of the margin. `begins` is true on the row on which the excerpt starts."""

    text: str
    colour: str
    own: bool
    begins: bool


PLAIN = Look()

REGION = "┊"
"""In the last cell of the margin: the row has something of a region."""


class Layers(NamedTuple):
    """What lies on one row, each as ranges of code points; `aside` is what is left out of search."""

    marks: Sequence[Mark] = ()
    hits: Sequence[tuple[int, int]] = ()
    current: tuple[int, int] | None = None
    selection: tuple[int, int] | None = None
    cursor: int | None = None
    aside: Sequence[tuple[int, int]] = ()


def runs_of(text: str, start: int, end: int, layers: Layers) -> list[Run]:
    """The runs of the row that shows `text[start:end]`. A cursor at `end` lies on a blank after the text."""
    cuts = {start, end}
    ranges: list[tuple[int, int]] = [(mark.start, mark.end) for mark in layers.marks]
    ranges += layers.hits
    ranges += layers.aside
    ranges += [span for span in (layers.current, layers.selection) if span is not None]
    cursor = layers.cursor
    if cursor is not None and start <= cursor < end:
        ranges.append((cursor, _end_of_character(text, cursor, end)))
    for first, last in ranges:
        if start < first < end:
            cuts.add(first)
        if start < last < end:
            cuts.add(last)
    borders = sorted(cuts)
    runs: list[Run] = []
    for first, last in pairwise(borders):
        look = _look_at(first, layers)
        if runs and runs[-1].look == look:
            runs[-1] = Run(runs[-1].text + text[first:last], look)
        else:
            runs.append(Run(text[first:last], look))
    return runs


def after_text(end: int, layers: Layers) -> Look:
    """The look of the cell after a row's text: the cursor may lie on it, or a selection go on over it."""
    if layers.cursor is not None and layers.cursor >= end:
        selected = layers.selection is not None and _within(layers.cursor, layers.selection)
        return Look(cursor=True, selected=selected)
    return PLAIN


def letters_of(marks: Sequence[Mark], start: int) -> list[Letter]:
    """The margin of a row: each letter once, those that begin on it first; two letters, or one and a plus."""
    letters: dict[str, Letter] = {}
    for mark in sorted(marks, key=lambda mark: mark.start < start):
        sign = _one_cell(mark.letter)
        if sign not in letters or (mark.own and not letters[sign].own):
            begins = mark.start >= start or (sign in letters and letters[sign].begins)
            letters[sign] = Letter(sign, mark.colour, mark.own, begins)
    shown = list(letters.values())
    if len(shown) >= MARGIN:
        return [*shown[: MARGIN - 2], Letter("+", "", True, any(x.begins for x in shown[MARGIN - 2 :]))]
    return shown


def _look_at(place: int, layers: Layers) -> Look:
    top: Mark | None = None
    count = 0
    for mark in layers.marks:
        if mark.start <= place < mark.end:
            if top is None or mark.excerpt != top.excerpt or mark.colour != top.colour:
                count += 1
            top = mark
    hit = NO_HIT
    if layers.current is not None and _within(place, layers.current):
        hit = CURRENT_HIT
    elif any(_within(place, span) for span in layers.hits):
        hit = HIT
    return Look(
        colour=top.colour if top else "",
        own=top.own if top else True,
        overlap=count > 1,
        hit=hit,
        selected=layers.selection is not None and _within(place, layers.selection),
        cursor=place == layers.cursor,
        aside=any(_within(place, span) for span in layers.aside),
    )


def _one_cell(letter: str) -> str:
    sign = displayable_line(letter[:1])
    return sign if cell_width(sign) == 1 else "*"


def _within(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]


def _end_of_character(text: str, position: int, end: int) -> int:
    """The end of the character at a position with the marks that combine with it."""
    after = position + 1
    while after < end and not text[after].isascii() and cell_width(text[after]) == 0:
        after += 1
    return after
