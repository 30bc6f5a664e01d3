"""A table as a workbook for spreadsheets: counts as numbers that can be added up and sorted, and what they rest on below.

The library is an extra. Every word goes in as text, so none is ever a formula; the file holds no time, so the same table gives
the same bytes.
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction

from store.errors import ProjectFault
from themes.table_texts import BETWEEN, basis_of
from themes.tables import Label, Table

FIRST = datetime(1980, 1, 1, tzinfo=UTC)
"""The time that the file says it was made."""
WIDEST = 60
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""


class NoWorkbookLibrary(ProjectFault):
    """The library that writes workbooks is not installed."""

    title = "XlsxWriter is not installed"


def workbook_of(made: Table, percent: str = "") -> bytes:
    """The bytes of a workbook with the counts on one sheet and, with `percent`, the exact shares on another.

    Raises NoWorkbookLibrary where the extra is missing.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise NoWorkbookLibrary(
            'workbooks are written by XlsxWriter, which is not here: install catena with its extra, "catena[xlsx]", '
            "or take --format csv"
        ) from None
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": _name(made.title), "created": FIRST.replace(tzinfo=None)})
        strong, share = book.add_format({"bold": True}), book.add_format({"num_format": "0.0%"})
        for name, is_share in (("counts", False), *((("shares", True),) if percent else ())):
            sheet = book.add_worksheet(name)
            rows = _rows(made, percent if is_share else "")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value[:LONGEST_CELL], strong if number == 0 else None)
                    elif value is not None:
                        sheet.write_number(number, column, float(value), share if is_share else None)
            for number, sentence in enumerate(basis_of(made, percent), len(rows) + 1):
                sheet.write_string(number, 0, sentence[:LONGEST_CELL])
            sheet.freeze_panes(1, len(made.heads))
            for column in range(len(rows[0])):
                longest = max((len(cell) for row in rows if isinstance(cell := row[column], str)), default=0)
                sheet.set_column(column, column, min(WIDEST, max(8, longest + 1)))
    return out.getvalue()


def _rows(made: Table, percent: str) -> list[Sequence[str | int | Fraction | None]]:
    """The head, the rows and the totals; with `percent`, each number as its exact share, None of nothing."""
    rows: list[Sequence[str | int | Fraction | None]] = [
        [*made.heads, *(BETWEEN.join(column) for column in made.columns), "total"]
    ]
    for row in made.rows:
        numbers = [_number(made, percent, row, column) for column in (*made.columns, None)]
        rows.append([*row, *numbers])
    blank = [""] * (len(made.heads) - 1)
    rows.append(["total", *blank, *(_number(made, percent, None, column) for column in (*made.columns, None))])
    return rows


def _number(made: Table, percent: str, row: Label | None, column: Label | None) -> int | Fraction | None:
    counts = {
        "row": made.row_totals[row].count if row is not None else made.total.count,
        "column": made.column_totals[column].count if column is not None else made.total.count,
        "total": made.total.count,
    }
    if row is not None and column is not None:
        count = made.cell(row, column).count
    else:
        count = counts["row" if column is None else "column"]
    if not percent:
        return count
    return Fraction(count, counts[percent]) if counts[percent] else None


def _name(text: str) -> str:
    return re.sub(r"[\x00-\x1f]", " ", text)[:255]
