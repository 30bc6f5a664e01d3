"""The excerpts of the document that is read, each with its themes, its reviewer and its first words: the third pane."""

from collections.abc import Iterable, Sequence

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
    for theme in snapshot.against_of(excerpt):
        pieces += [("! ", "warn"), (f"against {theme.name}  ", "")]
    return pieces or [("? no theme  ", "dim")]


def whose(snapshot: Snapshot, reviewer: str) -> list[Piece]:
    """A reviewer's sign and slug."""
    sign = snapshot.reviewer_signs.get(reviewer)
    return [(f"{sign.letter}:", sign.colour) if sign else ("", ""), (f"{reviewer} ", "dim")]


def reading_of(snapshot: Snapshot, excerpt: Excerpt) -> str:
    """In words what the reviewer who works here would change of a colleague's excerpt; "" where that is nothing."""
    recode = snapshot.holdings.recodes.get((snapshot.reviewer, excerpt.id))
    if recode is None:
        return ""

    def named(themes: Iterable[str], lead: str) -> list[str]:
        standing = dict.fromkeys(snapshot.holdings.standing_for(each) for each in themes)
        known = snapshot.holdings.themes
        return [f"{lead}{known[each].name}" for each in standing if each in known]

    said = [*named(recode.add, "as "), *named(recode.remove, "not as "), *named(recode.against, "against ")]
    note = f"✎ {' '.join(recode.note.split())}" if recode.note else ""
    return f"[you: {', '.join((*said, *([note] if note else ())))}]"


def here_pieces(snapshot: Snapshot, excerpt: Excerpt) -> list[Piece]:
    """An excerpt at the cursor, without its words."""
    pieces = theme_pieces(snapshot, excerpt)
    pieces += [*whose(snapshot, excerpt.reviewer), (" ", "")] if excerpt.reviewer != snapshot.reviewer else []
    pieces += [("* ", "match")] if excerpt.starred else []
    pieces += [(f"✎ {' '.join(excerpt.note.split())}  ", "dim")] if excerpt.note else []
    pieces += [(f"— {', '.join(excerpt.attribution.values())}  ", "dim")] if excerpt.attribution else []
    reading = reading_of(snapshot, excerpt)
    return [*pieces, (f"{reading}  ", "match")] if reading else pieces


def excerpt_pieces(snapshot: Snapshot, excerpt: Excerpt, *, with_document: bool) -> Pieces:
    """An excerpt in one line."""
    colleague = excerpt.reviewer != snapshot.reviewer
    document = f"{left(excerpt.document, 12)} " if with_document else ""
    words = " ".join(excerpt.text[:300].split())
    themes = [] if with_document else theme_pieces(snapshot, excerpt)
    who = whose(snapshot, excerpt.reviewer) if colleague else []
    signs: list[Piece] = [("* ", "match")] if excerpt.starred else []
    signs += [("✎ ", "match")] if excerpt.note else []
    reading = reading_of(snapshot, excerpt) if colleague else ""
    signs += [(f"{reading} ", "match")] if reading else []
    return [(f" {document}", "strong"), *themes, *who, *signs, (words, "dim" if not with_document else "")]


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
