"""How much of each document has excerpts, as a table of counts: passages with an excerpt and passages without.

A passage is known by its document and its range, so that those without an excerpt can be opened too. One excerpt that shares a
character with a passage is enough; nothing is said of how much of the passage it takes.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from store.holdings import Holdings
from store.reviews import joined
from themes.cooccurrence import Range
from themes.tables import Cell, Label, Table

WITH: Label = ("with excerpts",)
WITHOUT: Label = ("without",)


def passage_key(document: str, passage: Range) -> str:
    """The name of a passage: its document's id and its half-open range of code points."""
    return f"{document}:{passage[0]}-{passage[1]}"


def passage_named(key: str) -> tuple[str, int, int]:
    """The document, the start and the end of the passage with this name."""
    document, _, span = key.rpartition(":")
    start, _, end = span.partition("-")
    return document, int(start), int(end)


def coverage_table(holdings: Holdings, passages_of: Callable[[str], Sequence[Range]], kind: str = "") -> Table:
    """The table of all documents, or of those of a kind."""
    documents = sorted(each.id for each in holdings.documents.values() if not kind or each.kind == kind)
    cells: dict[tuple[Label, Label], Cell] = {}
    for document in documents:
        excerpts = [each for each in holdings.excerpts_of(document) if each.themes]
        tagged = joined(range_ for excerpt in excerpts for range_ in excerpt.ranges)
        passages = passages_of(document)
        met = [each for each in passages if _meets(tagged, each)]
        bare = set(passages) - set(met)
        row = (document,)
        if met:
            keys = frozenset(passage_key(document, each) for each in met)
            cells[row, WITH] = Cell(keys, frozenset(each.id for each in excerpts))
        if bare:
            cells[row, WITHOUT] = Cell(frozenset(passage_key(document, each) for each in bare))
    return Table(
        title="passages with excerpts, by document",
        heads=("document",),
        across="",
        counts="passages",
        rows=tuple((document,) for document in documents),
        columns=(WITH, WITHOUT),
        cells=cells,
        basis=("a passage has an excerpt where one with a theme shares a character with it",),
    )


def _meets(ranges: Sequence[Range], passage: Range) -> bool:
    place = bisect_right(ranges, passage[0], key=lambda each: each[1])
    return place < len(ranges) and ranges[place][0] < passage[1]
