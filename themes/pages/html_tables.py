"""Tables of counts as HTML: each count a link to what it counts, shaded by its size, with what the figures rest on below.

A table of very many cells is not drawn at once: its rows can be chosen one by one, and the page's script shows those of its cells
that count anything.
"""

from themes.pages.html_blocks import anchor, scrolled
from themes.pages.ledger import Ledger, cell, said
from themes.pages.markup import Html, element, joined
from themes.pages.page_tables import Shown
from themes.table_texts import basis_of
from themes.tables import Label, Table
from themes.tables import percent as share_of
from themes.tree import Node

LARGEST = 3_000
"""Cells of a table that is drawn whole."""
SHADES = 4


def html_table(shown: Shown, ledger: Ledger, nodes: dict[str, Node]) -> Html:
    """The table below a heading of level 3."""
    table, percent = shown.table, shown.percent
    number = ledger.table(shown)
    heading = title_of(table)
    basis = f"Counted: {_things(table)}; {'; '.join(basis_of(table, percent)[1:])}."
    if len(table.rows) * (len(table.columns) + 1) > LARGEST:
        return joined(element("h3", heading), element("p", basis, class_="basis"), _chosen(table, number))
    parts = _head(table), _body(table, number, nodes, percent)
    return joined(element("h3", heading), scrolled(basis, *parts, label=heading))


def title_of(table: Table) -> str:
    """What the table is called on a page: what it counts by what."""
    if not table.keys and table.counts == "cases":
        return f"Cases by {table.title}"
    return f"{table.title[:1].upper()}{table.title[1:]}, in {_things(table)}"


def _things(table: Table) -> str:
    return "excerpts" if table.counts == "references" else table.counts


def _head(table: Table) -> Html:
    columns = [element("th", said(column), scope="col") for column in table.columns]
    total = [element("th", "total", scope="col")] if len(columns) > 1 else []
    return element("thead", element("tr", element("th", " / ".join(table.heads), scope="col"), *columns, *total))


def _body(table: Table, number: int, nodes: dict[str, Node], percent: str) -> Html:
    largest = max((each.count for each in table.cells.values()), default=0)
    rows = []
    for place, row in enumerate(table.rows):
        cells = []
        for across, column in enumerate(table.columns):
            count = table.cell(row, column).count
            share = table.percent(row, column, percent) if percent else ""
            cells.append(element("td", cell(count, share, number, place, across), class_=_shade(count, largest)))
        total = table.row_totals[row].count
        share = _share(total, {"row": total}.get(percent, table.total.count), percent)
        if len(table.columns) > 1:
            cells.append(element("td", cell(total, share, number, place, "*")))
        rows.append(element("tr", _row_head(table, row, nodes), *cells))
    sums = []
    for across, column in enumerate(table.columns):
        count = table.column_totals[column].count
        share = _share(count, {"column": count}.get(percent, table.total.count), percent)
        sums.append(element("td", cell(count, share, number, "*", across)))
    if len(table.columns) > 1:
        sums.append(element("td", cell(table.total.count, "", number, "*", "*")))
    return element("tbody", *rows, element("tr", element("th", "total", scope="row"), *sums, class_="total"))


def _share(count: int, whole: int, percent: str) -> str:
    return share_of(count, whole) if percent else ""


def _row_head(table: Table, row: Label, nodes: dict[str, Node]) -> Html:
    node = nodes.get(table.keys.get(row, ""))
    if node is None:
        return element("th", said(row), scope="row")
    name = " ".join(node.theme.name.split())
    return element(
        "th", element("a", name, href=f"#{anchor(node.theme.id)}"), scope="row", class_=f"d{min(node.depth, 8)}"
    )


def _shade(count: int, largest: int) -> str | None:
    """One of four shades, by the share of the largest count; the number says the same without colour."""
    return f"q{-(-count * SHADES // largest)}" if count else None


def _chosen(table: Table, number: int) -> Html:
    told = f"{len(table.rows):,} rows and {len(table.columns):,} columns are too many to be read at once."
    without = element("noscript", element("p", "Without scripts, `catena table` prints all of it.", class_="aside"))
    return element("div", element("p", told, class_="aside"), without, class_="chosen", data_table=number)
