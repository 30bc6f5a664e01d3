"""The columns of a sheet, for whoever asks a person which of them is what: a piece for each, and none of its rows.

A piece is called by the head, its title says what the column would be, and its text is what the first rows say there.
"""

from collections.abc import Mapping

from store.importers.draft import clean
from store.importers.pieces import Piece
from store.importers.sheets import roles
from store.importers.tables import table_in

SAMPLES = 3
LONGEST = 200


def extract(data: bytes, options: Mapping[str, str]) -> list[Piece]:
    """A piece for each column that has a head."""
    table = table_in(data, options)
    found = roles(table, options)
    pieces = []
    for number, head in enumerate(table.heads):
        said = [" ".join(clean(row[number]).split()) for row in table.rows if number < len(row) and row[number].strip()]
        if head:
            sample = "\n".join(cell[:LONGEST] for cell in said[:SAMPLES])
            pieces.append(Piece(sample, name=head, title=found[head], remarks=table.remarks))
    return pieces
