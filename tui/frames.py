"""What the terminal shows already is not sent again.

Textual repaints whole regions, often more than once, when a dialog opens or a place changes; over a line each of these costs
kilobytes. Here each piece of a row is compared with what was last written to its cells, and only what differs is written. Whoever
may have written over the screen otherwise (a resize, another program) makes it forgotten.

Rests on `App._display` and the two updates of Textual's compositor, which are not public: a test holds them to what is used here.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Piece = tuple[int, int, Strip]
"""Row, column of the first cell, cells."""


class Shown:
    """The pieces that each row of the terminal was last written with, by the column where they begin."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, Strip]] = {}

    def forget(self) -> None:
        """Nobody knows what is on the terminal now."""
        self._rows.clear()

    def differs(self, piece: Piece) -> bool:
        """Whether the piece is not on the terminal yet; from now on it is."""
        y, x, strip = piece
        row = self._rows.setdefault(y, {})
        known = row.get(x)
        if known is not None and (known is strip or known == strip):
            return False
        end = x + strip.cell_length
        for start, other in list(row.items()):
            if start < end and start + other.cell_length > x:
                del row[start]
        row[x] = strip
        return True


class FrameUpdate(CompositorUpdate):
    """An update of the compositor without what the terminal shows already."""

    def __init__(self, shown: Shown, update: CompositorUpdate) -> None:
        self._shown = shown
        self._update = update
        self._text: str | None = None

    def render_segments(self, console: Console) -> str:
        """What is to be written; asked for when it is written and not before, for from then on it counts as shown."""
        if self._text is None:
            self._text = self._rendered(console)
        return self._text

    def _rendered(self, console: Console) -> str:
        written: list[str] = []
        row, column = -1, -1
        for piece in pieces_of(self._update):
            y, x, strip = piece
            if strip.cell_length and self._shown.differs(piece):
                if (y, x) != (row, column):
                    written.append(Control.move_to(x, y).segment.text)
                written.append(strip.render(console))
                row, column = y, x + strip.cell_length
        return "".join(written)


def pieces_of(update: CompositorUpdate) -> Iterator[Piece]:
    """The pieces that an update writes, in its order."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
    elif isinstance(update, ChopsUpdate):
        for y, first, last in update.spans:
            for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if chop is not None and x <= last and end > first:
                    whole = first <= x < last and end <= last
                    yield y, x, chop if whole else chop.crop(0, min(end, last) - x)
