"""Lines of the search's list: a hit in the words around it, a document with its counts, a query that would find something.

Positions are code points of the verbatim text; white space is drawn as single blanks.
"""

from typing import TYPE_CHECKING

from search.hits import Hit
from store.documents import Document
from store.memos import Memo
from tui.snapshot import Snapshot
from tui.widgets.cells import beginning, cells_of, left, right
from tui.widgets.row_list import Piece, Pieces

if TYPE_CHECKING:
    from search.annotations import AnnotationHit
    from search.suggestions import Suggestion

NAME = 12
"""Cells for the name of the document."""
KIND = 9
"""Cells for what a hit is in, where that is no document."""
NOTED = 24
"""Cells for that and for what it is about."""
AROUND = 400
"""Code points looked at on each side of a hit."""


def hit_pieces(hit: Hit, text: str | None, width: int, *, marked: bool) -> Pieces:
    """A hit in its context, with the match at the same column in each line; without the text, where it stands."""
    name = left(f"{'*' if marked else ' '}{hit.document}", NAME)
    pieces: list[Piece] = [(name, "warn" if marked else "dim"), (" ", "")]
    if text is None:
        return [*pieces, (f"{hit.start}", "dim")]
    return [*pieces, *_in_context(text, (hit.start, hit.end), hit.passage, max(10, width - NAME - 1))]


def noted_pieces(hit: "AnnotationHit", width: int) -> Pieces:
    """A hit in an excerpt, a note or a memo, in its context, with what it is in and which document or memo that is about."""
    annotation, text = hit.annotation, hit.annotation.text
    about = annotation.about.title if isinstance(annotation.about, Memo) else annotation.about.document
    kind, place = left(f" {annotation.where}", KIND), left(about, NOTED - KIND)
    pieces: list[Piece] = [(kind, "strong"), (place, "dim"), (" ", "")]
    return [*pieces, *_in_context(text, (hit.start, hit.end), hit.passage, max(10, width - NOTED - 1))]


def _in_context(text: str, match: tuple[int, int], passage: tuple[int, int], room: int) -> Pieces:
    """A match with the words of its passage around it, at the same column wherever it fits."""
    start, end = match
    found = beginning(_flat(text[start:end]), room)
    # A match that would not fit behind its column takes some of the words before it.
    column = min(room * 2 // 5, room - cells_of(found))
    before = _flat(text[max(passage[0], start - AROUND) : start])
    after = _flat(text[end : min(passage[1], end + AROUND)])
    return [
        (right(before, column), ""),
        (found, "match"),
        (beginning(after, room - column - cells_of(found)), ""),
    ]


def passage_pieces(hit: Hit, text: str | None, width: int, *, marked: bool) -> Pieces:
    """The beginning of the passage of a hit, with who is speaking; without the text, where it stands."""
    name = left(f"{'*' if marked else ' '}{hit.document}", NAME)
    pieces: list[Piece] = [(name, "warn" if marked else "dim"), (" ", "")]
    if text is None:
        return [*pieces, (f"{hit.start}", "dim")]
    room = max(10, width - NAME - 1)
    return [*pieces, (beginning(_flat(text[hit.passage[0] : hit.passage[1]]), room), "")]


def suggestion_pieces(suggestion: "Suggestion", width: int) -> Pieces:
    """A query that would find something, how much, and why it differs."""
    count = f"{suggestion.total} hit{'' if suggestion.total == 1 else 's'}"
    name = beginning(f" {suggestion.query}", max(10, width // 2))
    return [
        (name, "match"),
        (" " * max(1, width // 2 - cells_of(name)), ""),
        (f"{count:<10}", ""),
        (suggestion.why, "dim"),
    ]


def _flat(text: str) -> str:
    """The text with each run of white space as one blank, at its edges too."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def document_pieces(document: Document, snapshot: Snapshot, width: int) -> Pieces:
    """A document with its kind and how many excerpts it has."""
    excerpts = len(snapshot.holdings.excerpts_of(document.id))
    name = left(f" {document.id}", max(NAME, min(NAME * 2, cells_of(document.id) + 1)))
    kind = f"{document.kind:<12}"
    count = f"{excerpts:>4} excerpt{' ' if excerpts == 1 else 's'} " if excerpts else " " * 14
    if width < 50:
        return [(f"{name} ", "strong"), (f"{excerpts or '':>{max(1, width - len(name) - 2)}}", "good")]
    room = max(0, width - len(name) - len(kind) - len(count) - 2)
    title = "" if document.title == document.id else " ".join(document.title.split())
    return [
        (f"{name} ", "strong"),
        (f"{kind} ", "dim"),
        (left(title, room), ""),
        (count, "good" if excerpts else "dim"),
    ]
