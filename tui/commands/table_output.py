"""A table of counts as text for a terminal, as CSV, as Markdown, or as JSON Lines with the ids behind each number.

What the figures rest on goes out with them in every format: below the text and the Markdown, before the CSV on standard error.
"""

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.case_sheets import neutral
from tui.commands.output import narrate, say, say_json, say_verbatim, table

if TYPE_CHECKING:
    from themes.tables import Label, Table

FORMATS = ("text", "csv", "md", "json")
BETWEEN = " / "


def say_table(made: "Table", form: str = "text", percent: str = "", digits: int = 0) -> None:
    """Prints the table; with `percent`, the share of the row, the column or the total stands beside each count."""
    if form == "json":
        _say_cells(made, percent, digits)
        return
    rows = cells_of(made, percent, digits)
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([neutral(cell) for cell in row] for row in rows)
        for sentence in basis_of(made, percent):
            narrate(sentence)
        say_verbatim(out.getvalue())
    elif form == "md":
        say(f"| {' | '.join(map(_escaped, rows[0]))} |")
        say("|" + " --- |" * len(made.heads) + " ---: |" * (len(rows[0]) - len(made.heads)))
        for row in rows[1:]:
            say(f"| {' | '.join(map(_escaped, row))} |")
        say("")
        say(f"*{'; '.join(basis_of(made, percent))}.*")
    else:
        table(rows, right=frozenset(range(len(made.heads), len(rows[0]))))
        say("")
        for sentence in basis_of(made, percent):
            say(sentence)


def cells_of(made: "Table", percent: str = "", digits: int = 0) -> list[Sequence[str]]:
    """The head, the rows and the line of totals; equal layers of a row are said once."""
    head = [*made.heads, *(BETWEEN.join(column) for column in made.columns), "total"]
    rows: list[Sequence[str]] = [head]
    for row in made.rows:
        counts = [_count(made, row, column, percent, digits) for column in made.columns]
        rows.append([*row, *counts, _share(made.row_totals[row].count, made, row, percent, digits)])
    totals = [_total(made, column, percent, digits) for column in made.columns]
    blank = [""] * (len(made.heads) - 1)
    rows.append(["total", *blank, *totals, str(made.total.count)])
    return rows


def basis_of(made: "Table", percent: str = "") -> list[str]:
    """What the figures rest on, in sentences."""
    said = [f"counted: {made.counts}", *made.basis]
    if percent:
        said.append(f"percent of the {percent if percent != 'total' else 'whole'}, halves rounded up")
    return said


def _count(made: "Table", row: "Label", column: "Label", percent: str, digits: int) -> str:
    count = made.cell(row, column).count
    if not percent:
        return str(count)
    share = made.percent(row, column, percent, digits)
    return f"{count} ({share} %)" if share else str(count)


def _share(count: int, made: "Table", row: "Label", percent: str, digits: int) -> str:
    from themes.tables import percent as share_of

    whole = {"row": count, "column": made.total.count, "total": made.total.count}.get(percent, 0)
    return f"{count} ({share_of(count, whole, digits)} %)" if percent and whole else str(count)


def _total(made: "Table", column: "Label", percent: str, digits: int) -> str:
    from themes.tables import percent as share_of

    count = made.column_totals[column].count
    whole = {"row": made.total.count, "column": count, "total": made.total.count}.get(percent, 0)
    return f"{count} ({share_of(count, whole, digits)} %)" if percent and whole else str(count)


def _say_cells(made: "Table", percent: str, digits: int) -> None:
    basis = basis_of(made, percent)
    for row in made.rows:
        for column in made.columns:
            cell = made.cell(row, column)
            record = {
                "row": list(row),
                "column": list(column),
                "count": cell.count,
                "counts": made.counts,
                "ids": sorted(cell.counted),
                "excerpts": sorted(cell.excerpts),
                "row_total": made.row_totals[row].count,
                "column_total": made.column_totals[column].count,
                "total": made.total.count,
                "basis": basis,
                "theme": made.keys.get(row, ""),
                "percent": made.percent(row, column, percent, digits) if percent else "",
            }
            say_json(record)


def _escaped(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|")
