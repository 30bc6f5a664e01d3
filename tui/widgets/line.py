"""One line of pieces that nobody can focus: the bar of places, a summary, the state, the keys."""

from rich.style import Style

from tui.widgets.cells import cells_of, fitted
from tui.widgets.row_list import Piece, RowList


class Line(RowList, can_focus=False, inherit_bindings=False):
    """A line that says what it was told last."""

    DEFAULT_CSS = """
    Line { height: 1; }
    """

    def say(self, *pieces: Piece) -> None:
        """Shows these pieces and, at the right edge, those after a piece whose look is `right`; the left ones give way."""
        if pieces != self._said:
            self._said = pieces
            self._count, self._paint = 1, self._painted
            self.refresh_rows()

    _said: tuple[Piece, ...] = ()

    def _painted(self, _row: int, width: int) -> list[Piece]:
        edge = next((number for number, (_, look) in enumerate(self._said) if look == "right"), len(self._said))
        right = list(self._said[edge + 1 :])
        gap = 1 if right else 0
        room = width - sum(cells_of(text) for text, _ in right) - gap
        shown: list[Piece] = []
        for text, look in self._said[:edge]:
            shown.append((fitted(text, room), look))
            room -= cells_of(text)
            if room <= 0:
                break
        return [*shown, (" " * (gap + max(0, room)), ""), *right] if right else shown

    def _ground(self, row: int) -> Style:
        return self.rich_style
