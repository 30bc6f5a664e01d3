"""A table of counts as text for a terminal, as CSV, as Markdown, or as JSON Lines with the ids behind each number.

What the figures rest on goes out with them in every format: below the text and the Markdown, before the CSV on standard error.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from themes.table_texts import basis_of, csv_of, markdown_of, rows_of
from tui.commands.output import narrate, say, say_json, say_verbatim, table

if TYPE_CHECKING:
    from themes.tables import Table

FORMATS = ("text", "csv", "md", "json")


HEAT = ("", "▁", "▃", "▅", "▇")
"""What stands behind a number, by fourths of the largest one, so that heat reads without colour too."""

Place = tuple[Any, Any]


def say_table(
    made: "Table",
    form: str = "text",
    percent: str = "",
    digits: int = 0,
    *,
    width: int = 0,
    heat: bool = False,
    bars: bool = False,
    summaries: Mapping[Place, Sequence[Mapping[str, str]]] | None = None,
) -> None:
    """Prints the table; with `percent`, the share of the row, the column or the total stands beside each count.

    As text it is at most `width` columns wide, in blocks where it needs more; 0: in one piece.
    """
    if form == "json":
        _say_cells(made, percent, digits, summaries)
    elif form == "csv":
        for sentence in basis_of(made, percent):
            narrate(sentence)
        say_verbatim(csv_of(made, percent, digits))
    elif form == "md":
        for line in markdown_of(made, percent, digits).split("\n"):
            say(line)
    else:
        if bars:
            _say_bars(made, width)
        else:
            _say_text(made, percent, digits, width, heat)
        say("")
        for sentence in basis_of(made, percent):
            say(sentence)


def _say_text(made: "Table", percent: str, digits: int, width: int, heat: bool) -> None:
    rows = rows_of(made, percent, digits)
    heads = len(made.heads)
    if heat:
        rows = _heated(made, rows, heads)
    if not width:
        table(rows, right=frozenset(range(heads, len(rows[0]))))
        return
    from tui.commands.table_blocks import blocks

    for line in blocks(rows, heads, width):
        say(line)


def _heated(made: "Table", rows: Sequence[Sequence[str]], heads: int) -> list[Sequence[str]]:
    """Each number with a sign behind it, and a blank behind those that are totals or nothing."""
    largest = max((cell.count for cell in made.cells.values()), default=0)
    heated: list[Sequence[str]] = [rows[0]]
    for label, row in zip(made.rows, rows[1:], strict=False):
        counts = [made.cell(label, column).count for column in made.columns]
        signs = [HEAT[-(-4 * count // largest)] or " " if largest else " " for count in counts]
        cells = [f"{cell}{sign}" for cell, sign in zip(row[heads:], [*signs, " "], strict=True)]
        heated.append([*row[:heads], *cells])
    heated.append([*rows[-1][:heads], *(f"{cell} " for cell in rows[-1][heads:])])
    return heated


def _say_bars(made: "Table", width: int) -> None:
    from themes.table_texts import BETWEEN
    from tui.commands.drawing import bars

    for line in bars([(BETWEEN.join(row), made.row_totals[row].count) for row in made.rows], width or WIDTH):
        say(line)


WIDTH = 80
"""Columns of what is drawn where no terminal says how many there are."""


def _say_cells(
    made: "Table", percent: str, digits: int, summaries: Mapping[Place, Sequence[Mapping[str, str]]] | None
) -> None:
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
                "theme": made.keys.get(row, "") or made.keys.get(column, ""),
                "percent": made.percent(row, column, percent, digits) if percent else "",
            }
            if summaries is not None:
                record["summaries"] = list(summaries.get((row, column), ()))
            say_json(record)
