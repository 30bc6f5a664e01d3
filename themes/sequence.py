"""What comes after what: the themes along one document, in equal parts of its text.

An excerpt counts in every part that it shares a character with, and once in a total. The parts are of code points and not of
passages, so that they are as wide in every document, and so can be laid beside each other.
"""

from collections.abc import Sequence

from store.documents import Document
from store.holdings import Holdings
from themes.tables import Gathering, Label, Table
from themes.theme_tables import theme_labels

PARTS = 10


def sequence_table(holdings: Holdings, document: Document, parts: int = PARTS, themes: Sequence[str] = ()) -> Table:
    """The themes (all in use that the document has, or those of these ids) by `parts` of the document."""
    labels = theme_labels(holdings, themes)
    length = max(1, document.characters)
    parts = max(1, min(parts, length))
    edges = [length * number // parts for number in range(parts + 1)]
    columns = [part_named(number, edges) for number in range(parts)]
    gathering = Gathering(of_excerpts=True)
    found: set[Label] = set()
    counted = 0
    for excerpt in holdings.excerpts_of(document.id):
        rows = {labels[now] for now in map(holdings.standing_for, excerpt.themes) if now in labels}
        counted += bool(rows)
        met = [
            number
            for number in range(parts)
            if any(start < edges[number + 1] and edges[number] < end for start, end in excerpt.ranges)
        ]
        for row in rows:
            found.add(row)
            for number in met:
                gathering.add(row, columns[number], (), excerpt.id)
    return Table(
        title=f"themes along {document.id}",
        heads=("theme",),
        across="part",
        counts="references",
        rows=tuple(label for label in labels.values() if label in found or themes),
        columns=tuple(columns),
        cells=gathering.cells(),
        basis=(
            f"{counted} excerpt{'s' * (counted != 1)} of {document.id}, which has {document.characters} characters",
            f"{parts} equal parts of the text; an excerpt counts in each that it touches, and once in a total",
        ),
        keys={label: theme for theme, label in labels.items()},
    )


def part_named(number: int, edges: Sequence[int]) -> Label:
    """The name of a part by its place: from which character to before which."""
    return (f"{edges[number]}-{edges[number + 1]}",)
