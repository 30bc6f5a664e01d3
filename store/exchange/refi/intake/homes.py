"""Excerpts of ours that a selection of a file is a part of: one of several parts, or the whole document.

Programs keep each part as a selection of its own, and have no tag for a whole document, so an export gives them those; what comes
back so is the excerpt that it came from, as long as it is the same person's and says no more. Only themes that they have added
make an excerpt of their own.
"""

from collections.abc import Callable, Iterable

from store.excerpts import Excerpt
from store.exchange.refi.gathered_texts import joined
from store.exchange.refi.intake.pieces import Piece
from store.exchange.refi.intake.way_back import as_ours
from store.exchange.refi.model import Coding

Place = tuple[str, int, int]


class Homes:
    """The excerpts of one text that can be told in pieces, by person and range."""

    def __init__(self, excerpts: Iterable[Excerpt], sha256: str, standing: Callable[[str], str]) -> None:
        self._standing = standing
        self._alone: dict[Place, set[str]] = {}
        self._at: dict[Place, list[Excerpt]] = {}
        for excerpt in excerpts:
            if excerpt.sha256 != sha256:
                continue
            ranges = joined(excerpt.ranges)
            if len(ranges) > 1 or excerpt.other.get("whole") is True:
                for start, end in ranges:
                    self._at.setdefault((excerpt.reviewer, start, end), []).append(excerpt)
            else:
                self._alone.setdefault((excerpt.reviewer, *ranges[0]), set()).update(self._themes(excerpt))

    def of(self, piece: Piece) -> list[Excerpt]:
        """The excerpts that a piece can be a part of; none where it is told as what it is."""
        if piece.whole or piece.later:
            return []
        here = self._at.get((piece.coder, piece.start, piece.end), ())
        return [each for each in here if as_ours(piece.note, each.note) in ("", each.note)]

    def left_of(self, piece: Piece, home: Excerpt, theme_of: Callable[[Coding], str]) -> list[Coding]:
        """The codings of a piece with themes that `home` does not have, or that an excerpt of exactly its range has."""
        alone = self._alone.get((piece.coder, piece.start, piece.end), set())
        here = self._themes(home) - alone
        return [each for each in piece.codings if theme_of(each) not in here]

    def _themes(self, excerpt: Excerpt) -> set[str]:
        return {self._standing(theme) for theme in excerpt.themes}
