"""One line of pieces that nobody can focus: the bar of places, a summary, the state, the keys."""

from rich.style import Style

from tui.widgets.row_list import Piece, RowList


class Line(RowList, can_focus=False, inherit_bindings=False):
    """A line that says what it was told last."""

    DEFAULT_CSS = """
    Line { height: 1; }
    """

    def say(self, *pieces: Piece) -> None:
        """Shows these pieces and, at the right edge, those after a piece whose look is `right`."""
        if pieces != self._said:
            self._said = pieces
            self._count, self._paint = 1, self._painted
            self.refresh_rows()

    _said: tuple[Piece, ...] = ()

    def _painted(self, _row: int, width: int) -> list[Piece]:
        places = [number for number, (_, look) in enumerate(self._said) if look == "right"]
        if not places:
            return list(self._said)
        left, right = list(self._said[: places[0]]), list(self._said[places[0] + 1 :])
        room = width - sum(len(text) for text, _ in (*left, *right))
        return [*left, (" " * max(1, room), ""), *right]

    def _ground(self, row: int) -> Style:
        return self.rich_style
