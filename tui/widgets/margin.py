"""The excerpts of the document that is read, each with its themes, its reviewer and its first words: the third pane."""

from collections.abc import Sequence

from store.excerpts import Excerpt
from tui.snapshot import Snapshot
from tui.widgets.cells import left
from tui.widgets.row_list import Piece, Pieces, RowList


def theme_pieces(snapshot: Snapshot, excerpt: Excerpt) -> list[Piece]:
    """The signs and names of an excerpt's themes."""
    pieces: list[Piece] = []
    for theme in snapshot.themes_of(excerpt):
        sign = snapshot.sign(theme.id)
        pieces += [(f"{sign.letter} ", sign.colour), (f"{theme.name}  ", "")]
    return pieces or [("? no theme  ", "dim")]


def excerpt_pieces(snapshot: Snapshot, excerpt: Excerpt, *, with_document: bool) -> Pieces:
    """An excerpt in one line."""
    colleague = excerpt.reviewer != snapshot.reviewer
    document = f"{left(excerpt.document, 12)} " if with_document else ""
    words = " ".join(excerpt.text[:300].split())
    themes = [] if with_document else theme_pieces(snapshot, excerpt)
    who: list[Piece] = [(f"{excerpt.reviewer} ", "dim")] if colleague else []
    note: list[Piece] = [("✎ ", "match")] if excerpt.note else []
    return [(f" {document}", "strong"), *themes, *who, *note, (words, "dim" if not with_document else "")]


class Margin(RowList):
    """A list of excerpts, by place."""

    def __init__(self) -> None:
        super().__init__(empty=" nothing is tagged here yet")
        self.excerpts: Sequence[Excerpt] = ()
        self._shown: tuple[Snapshot, str] | None = None

    def show_excerpts(self, snapshot: Snapshot, document: str, position: int) -> None:
        """Shows a document's excerpts; the one at a position, or the next after it, is current."""
        if self._shown is None or self._shown[0] is not snapshot or self._shown[1] != document:
            self._shown = (snapshot, document)
            self.excerpts = snapshot.holdings.excerpts_of(document)
            count = len(self.excerpts)
            self.show(count, lambda row, _width: excerpt_pieces(snapshot, self.excerpts[row], with_document=False))
        at = next((row for row, each in enumerate(self.excerpts) if each.end > position), len(self.excerpts) - 1)
        self.go_to(at)

    @property
    def current(self) -> Excerpt | None:
        return self.excerpts[self.index] if 0 <= self.index < len(self.excerpts) else None
