"""Spreadsheets as CSV, cell by cell, for whoever reads sheets as tables and not as texts."""

import csv
import io
from collections.abc import Mapping

from store.importers.pieces import Piece
from store.importers.tables import spreadsheet


def extract(data: bytes, _: Mapping[str, str]) -> list[Piece]:
    """The first sheet that holds anything."""
    rows, remarks = spreadsheet(data)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return [Piece(out.getvalue(), remarks=tuple(remarks))]
