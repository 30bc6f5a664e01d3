"""A table of counts as text for a terminal, as CSV, as Markdown, or as JSON Lines with the ids behind each number.

What the figures rest on goes out with them in every format: below the text and the Markdown, before the CSV on standard error.
"""

from typing import TYPE_CHECKING

from themes.table_texts import basis_of, csv_of, markdown_of, rows_of
from tui.commands.output import narrate, say, say_json, say_verbatim, table

if TYPE_CHECKING:
    from themes.tables import Table

FORMATS = ("text", "csv", "md", "json")


def say_table(made: "Table", form: str = "text", percent: str = "", digits: int = 0) -> None:
    """Prints the table; with `percent`, the share of the row, the column or the total stands beside each count."""
    if form == "json":
        _say_cells(made, percent, digits)
    elif form == "csv":
        for sentence in basis_of(made, percent):
            narrate(sentence)
        say_verbatim(csv_of(made, percent, digits))
    elif form == "md":
        for line in markdown_of(made, percent, digits).split("\n"):
            say(line)
    else:
        rows = rows_of(made, percent, digits)
        table(rows, right=frozenset(range(len(made.heads), len(rows[0]))))
        say("")
        for sentence in basis_of(made, percent):
            say(sentence)


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
