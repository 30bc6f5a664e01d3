"""A table of counts as rows of text, as CSV and as Markdown: what is printed, copied and saved, and shown on screen.

The head, the rows and the line of totals are the same in every form, and what the figures rest on goes with them. A cell that a
spreadsheet would take for a formula is neutral in CSV; a bar in Markdown does not end a cell.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from store.case_sheets import neutral
from themes.tables import Label, Table
from themes.tables import percent as share_of

BETWEEN = " / "
"""What stands between the layers of a column's name."""


def rows_of(made: Table, percent: str = "", digits: int = 0) -> list[Sequence[str]]:
    """The head, the rows and the line of totals; with `percent`, the share of the row, the column or the total in brackets."""
    head = [*made.heads, *(BETWEEN.join(column) for column in made.columns), "total"]
    rows: list[Sequence[str]] = [head]
    for row in made.rows:
        counts = [_count(made, row, column, percent, digits) for column in made.columns]
        rows.append([*row, *counts, _share(made.row_totals[row].count, made, percent, digits)])
    totals = [_total(made, column, percent, digits) for column in made.columns]
    blank = [""] * (len(made.heads) - 1)
    rows.append(["total", *blank, *totals, str(made.total.count)])
    return rows


def basis_of(made: Table, percent: str = "") -> list[str]:
    """What the figures rest on, in sentences."""
    said = [f"counted: {made.counts}", *made.basis]
    if percent:
        said.append(f"percent of the {percent if percent != 'total' else 'whole'}, halves rounded up")
    return said


def csv_of(made: Table, percent: str = "", digits: int = 0) -> str:
    """The table as CSV, without what it rests on: a sheet holds figures."""
    return csv_from(rows_of(made, percent, digits))


def csv_from(rows: Iterable[Sequence[str]]) -> str:
    """Rows of text, the head first, as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue()


def markdown_of(made: Table, percent: str = "", digits: int = 0) -> str:
    """The table as Markdown, and below it what it rests on."""
    return markdown_from(rows_of(made, percent, digits), len(made.heads), basis_of(made, percent))


def markdown_from(rows: Sequence[Sequence[str]], heads: int, basis: Sequence[str]) -> str:
    """Rows of text, the head first, as Markdown; the first `heads` columns are words, the others figures."""
    lines = [
        f"| {' | '.join(map(_escaped, rows[0]))} |",
        "|" + " --- |" * heads + " ---: |" * (len(rows[0]) - heads),
        *(f"| {' | '.join(map(_escaped, row))} |" for row in rows[1:]),
        "",
        f"*{'; '.join(basis)}.*",
    ]
    return "\n".join(lines)


def _count(made: Table, row: Label, column: Label, percent: str, digits: int) -> str:
    count = made.cell(row, column).count
    if not percent:
        return str(count)
    share = made.percent(row, column, percent, digits)
    return f"{count} ({share} %)" if share else str(count)


def _share(count: int, made: Table, percent: str, digits: int) -> str:
    whole = {"row": count, "column": made.total.count, "total": made.total.count}.get(percent, 0)
    return f"{count} ({share_of(count, whole, digits)} %)" if percent and whole else str(count)


def _total(made: Table, column: Label, percent: str, digits: int) -> str:
    count = made.column_totals[column].count
    whole = {"row": made.total.count, "column": count, "total": made.total.count}.get(percent, 0)
    return f"{count} ({share_of(count, whole, digits)} %)" if percent and whole else str(count)


def _escaped(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|")
