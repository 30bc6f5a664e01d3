"""What is behind the numbers of a page: each number leads to a place of its own in the page's data, and nothing leads nowhere.

Excerpts, documents, cases, themes and reviewers stand in the data once, in order; a list names them by their places. The same
list is there once, however many numbers lead to it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from themes.pages.blocks import Behind, Run
from themes.pages.findings import Findings, line
from themes.pages.markup import Html, element, text
from themes.pages.page_tables import Shown
from themes.pages.plain import plain
from themes.tables import Label, Table

LISTED = ("documents", "cases", "themes", "reviewers")
"""What is counted, besides excerpts, and has a name."""


class Ledger:
    """The data of a page, which grows as its numbers are written."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        holdings = findings.holdings
        themes = [*(each.theme.id for each in findings.themes), *(each.id for each in findings.gone)]
        self._names: dict[str, dict[str, str]] = {
            "documents": {key: line(holdings.documents[key].title) for key in sorted(holdings.documents)},
            "cases": {key: line(holdings.cases[key].name) for key in sorted(holdings.cases)},
            "themes": {key: line(holdings.themes[key].name) for key in themes},
            "reviewers": {key: line(holdings.reviewers[key].name) for key in sorted(holdings.reviewers)},
        }
        for each in findings.quotations.values():
            self._names["documents"].setdefault(each.excerpt.document, each.excerpt.document)
            self._names["reviewers"].setdefault(each.excerpt.reviewer, each.excerpt.reviewer)
        self._places = {what: {key: place for place, key in enumerate(names)} for what, names in self._names.items()}
        self._places["excerpts"] = {key: place for place, key in enumerate(findings.quotations)}
        self._sets: dict[tuple[int, ...], int] = {}
        self._lists: list[list[Any]] = []
        self._tables: list[dict[str, Any]] = []

    def number(self, run: Run) -> Html:
        """A number as a link to what it counts; one that counts nothing is text."""
        if run.behind is None or not run.behind.counted:
            return text(run.text)
        return element("a", run.text, class_="n", href=f"#n/{self._kept(run.behind)}")

    def _kept(self, behind: Behind) -> int:
        counted: Any = None
        if behind.counts in LISTED:
            counted = self._known(behind.counts, behind.counted)
        elif behind.counts != "excerpts":
            counted = len(behind.counted)
        self._lists.append([plain(behind.heading), behind.counts, counted, self._set(behind.excerpts)])
        return len(self._lists) - 1

    def _set(self, excerpts: Iterable[str]) -> int:
        places = tuple(sorted(set(self._known("excerpts", excerpts))))
        return self._sets.setdefault(places, len(self._sets))

    def _known(self, what: str, keys: Iterable[str]) -> list[int]:
        places = self._places[what]
        return [places[key] for key in keys if key in places]

    def table(self, shown: Shown) -> int:
        """Keeps what a table's cells are made of; the number by which `cell` names it.

        The cells themselves are not kept: which excerpts are in one follows from its theme and from the things of its column.
        """
        table = shown.table
        by_theme = bool(table.keys)
        labels = table.columns if by_theme else table.rows
        return self._keep(
            table,
            of=shown.of,
            themes=self._known("themes", (table.keys[row] for row in table.rows)) if by_theme else None,
            members=[self._known(shown.of, shown.members.get(label, ())) for label in labels],
        )

    def meetings(self, table: Table) -> int:
        """Keeps a table of themes that meet: the pairs of excerpts of each pair of themes, once."""
        rows = {label: place for place, label in enumerate(table.rows)}
        places = self._places["excerpts"]
        cells = []
        for (row, column), each in table.cells.items():
            if rows[row] < rows[column]:
                pairs = sorted([places[one] for one in (pair.split("+") * 2)[:2]] for pair in each.counted)
                cells.append([rows[row], rows[column], [place for pair in pairs for place in pair]])
        return self._keep(table, cells=sorted(cells))

    def _keep(self, table: Table, **more: Any) -> int:
        rows, columns = ([plain(said(label)) for label in labels] for labels in (table.rows, table.columns))
        about = {"title": plain(table.title), "counts": table.counts, "rows": rows, "columns": columns}
        self._tables.append(about | more)
        return len(self._tables) - 1

    def data(self) -> dict[str, Any]:
        """All of it, as the page's script reads it."""
        return {
            **{what: [[plain(key), plain(name)] for key, name in names.items()] for what, names in self._names.items()},
            "excerpts": [self._excerpt(key) for key in self._findings.quotations],
            "sets": [list(places) for places in self._sets],
            "lists": self._lists,
            "tables": self._tables,
        }

    def _excerpt(self, key: str) -> Sequence[Any]:
        quotation = self._findings.quotations[key]
        excerpt = quotation.excerpt
        return [
            plain(key),
            self._places["documents"][excerpt.document],
            excerpt.start,
            excerpt.end,
            self._known("themes", quotation.under),
            self._known("themes", quotation.against),
            self._places["reviewers"][excerpt.reviewer],
            self._known("cases", quotation.cases),
            int(excerpt.starred) + 2 * (not quotation.verbatim),
            plain(excerpt.text),
            plain(quotation.citation),
            plain(excerpt.note.strip()),
        ]


def cell(count: int, share: str, table: int, row: int | str, column: int | str) -> Html:
    """The number in a cell, with its share where there is one, as a link to what it counts; `*` stands for a total."""
    if not count:
        return element("span", "0", class_="z")
    return element("a", f"{count}{f' ({share} %)' if share else ''}", class_="n", href=f"#cell/{table}/{row}/{column}")


def said(label: Label) -> str:
    """A row's or a column's name on one line."""
    return line(" / ".join(label))
