"""Bars and curves in a terminal, as text that also reads in a file: no colour, nothing that moves.

A curve is drawn by plotille and bars by rich; both are imported when something is drawn. Beside every picture stand its numbers.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.commands.output import width_of as cells_of
from tui.commands.table_blocks import ending_of
from tui.displayable import displayable

if TYPE_CHECKING:
    from themes.saturation import Saturation

NARROWEST = 20
BESIDE = 28
"""Columns that a curve's numbers and names take beside it."""
HEIGHT = 10
LONGEST_NAME = 32


def bars(rows: Sequence[tuple[str, int]], width: int) -> Iterator[str]:
    """A bar for each row (its name, its number), as long as its part of the largest number."""
    from rich.bar import Bar
    from rich.console import Console

    names = [ending_of(displayable(" ".join(name.split())), LONGEST_NAME) for name, _ in rows]
    lead = max(map(cells_of, names), default=0)
    figures = max((len(str(number)) for _, number in rows), default=1)
    room = max(8, width - lead - figures - 4)
    largest = max((number for _, number in rows), default=0)
    console = Console(width=room, color_system=None, legacy_windows=False)
    for name, (_, number) in zip(names, rows, strict=True):
        bar = console.render(Bar(largest, 0, number, width=room)) if number else ()
        drawn = "".join(piece.text for piece in bar).strip()
        yield f"{name}{' ' * (lead - cells_of(name))}  {number:>{figures}}  {drawn}".rstrip()


def saturation_curve(found: "Saturation", width: int) -> Iterator[str]:
    """All themes until each document as a curve, and below it where the base ends and where the rule stops."""
    import plotille

    figure = plotille.Figure()
    figure.width, figure.height = max(NARROWEST, width - BESIDE), HEIGHT
    figure.color_mode = "byte"
    figure.with_colors = False
    last = found.units[-1]
    figure.set_x_limits(min_=0, max_=last.place)
    figure.set_y_limits(min_=0, max_=max(1, last.until_now))
    figure.x_label, figure.y_label = "documents", "themes"
    figure.register_label_formatter(int, _whole)
    figure.register_label_formatter(float, _whole)
    figure.plot([0, *(unit.place for unit in found.units)], [0, *(unit.until_now for unit in found.units)])
    yield from (line.rstrip() for line in figure.show().split("\n"))
    stop = f"; the rule stops at {found.stop}" if found.stop is not None else ""
    yield f"{last.until_now} themes in {last.place} documents; the base are the first {found.base}{stop}"


def _whole(value: float, chars: int, delta: float, left: bool = False) -> str:
    text = f"{value:.0f}" if delta >= 1 or value == int(value) else f"{value:.1f}"
    return text.ljust(chars) if left else text.rjust(chars)
