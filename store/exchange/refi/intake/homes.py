"""Excerpts of ours that a selection of a file is a part of: one of several parts, or the whole document.

Programs keep each part as a selection of its own, and have no tag for a whole document, so an export gives them those; what comes
back so is the excerpt that it came from, as long as it is the same person's and says no more. Only themes that they have added
make an excerpt of their own.
"""

from collections.abc import Callable, Iterable

from store.excerpts import Excerpt
from store.exchange.refi.gathered_texts import joined
from store.exchange.refi.intake.pieces import Piece
from store.exchange.refi.model import Coding

Place = tuple[str, int, int]


class Homes:
    """The excerpts of one text that can be told in pieces, by person and range."""

    def __init__(self, excerpts: Iterable[Excerpt], sha256: str) -> None:
        self._alone: set[Place] = set()
        self._at: dict[Place, list[Excerpt]] = {}
        for excerpt in excerpts:
            if excerpt.sha256 != sha256:
                continue
            ranges = joined(excerpt.ranges)
            if len(ranges) > 1 or excerpt.other.get("whole") is True:
                for start, end in ranges:
                    self._at.setdefault((excerpt.reviewer, start, end), []).append(excerpt)
            else:
                self._alone.add((excerpt.reviewer, *ranges[0]))

    def of(self, piece: Piece) -> list[Excerpt]:
        """The excerpts that a piece can be a part of; none where one is exactly of its range, or it is told as what it is."""
        place = (piece.coder, piece.start, piece.end)
        if piece.whole or piece.later or place in self._alone:
            return []
        return [each for each in self._at.get(place, ()) if piece.note in ("", each.note)]


def left_of(
    piece: Piece, home: Excerpt, theme_of: Callable[[Coding], str], standing: Callable[[str], str]
) -> list[Coding]:
    """The codings of a piece with themes that the excerpt does not have."""
    here = {standing(theme) for theme in home.themes}
    return [each for each in piece.codings if theme_of(each) not in here]
