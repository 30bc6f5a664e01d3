"""The framework matrix written out: of each case under each theme the summaries that people wrote and the excerpts behind them.

A cell is here where anything stands in it, excerpts or a summary: a summary without excerpts stays, as these may have moved.
Nothing is summarised by a program.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from store.excerpts import Excerpt
from store.holdings import Holdings
from store.memos import Memo
from themes.behind import in_place
from themes.cell_summaries import cell_summaries, words_of
from themes.table_texts import csv_from
from themes.tables import Label, Table


@dataclass(frozen=True, slots=True)
class Chart:
    """A cell: the id of its case and of its theme, the theme's path, the summaries, the excerpts by document and place."""

    case: str
    theme: str
    path: str
    summaries: Sequence[Memo]
    excerpts: Sequence[Excerpt]


def matrix_with_summaries(holdings: Holdings, by_case: Table) -> Table:
    """The matrix, a row for each case that has an excerpt or a summary; `by_case` are themes (rows) by cases (columns)."""
    themes = set(by_case.keys.values())
    summarised = {(case,) for case, theme in cell_summaries(holdings) if case in holdings.cases and theme in themes}
    columns = tuple(sorted({*by_case.columns, *summarised}))
    return replace(by_case, columns=columns).transposed()


def charted(holdings: Holdings, matrix: Table) -> Iterator[Chart]:
    """The cells of a matrix of cases (rows) by themes (columns), in its order, without those in which nothing stands."""
    summaries = cell_summaries(holdings)
    for row in matrix.rows:
        for column in matrix.columns:
            theme = matrix.keys.get(column, "")
            written = summaries.get((row[0], theme), ())
            excerpts = matrix.cell(row, column).excerpts
            if written or excerpts:
                yield Chart(row[0], theme, column[0], written, in_place(holdings, excerpts))


def summaries_of(holdings: Holdings, matrix: Table) -> dict[tuple[Label, Label], list[dict[str, str]]]:
    """The summaries of each cell as records: the memo, whose it is, what it says."""
    return {
        ((each.case,), (each.path,)): [
            {"memo": memo.id, "reviewer": memo.reviewer, "text": words_of(memo)} for memo in each.summaries
        ]
        for each in charted(holdings, matrix)
        if each.summaries
    }


def chart_csv(charts: Sequence[Chart]) -> str:
    """The cells as a sheet, a row for each: case, theme, number of excerpts, summaries, the excerpts with their ids."""
    rows: list[Sequence[str]] = [("case", "theme", "excerpts", "summary", "quotations")]
    for each in charts:
        said = "\n".join(f"{memo.reviewer}: {words_of(memo)}" for memo in each.summaries)
        quoted = "\n".join(f"{excerpt.id}: {_one_line(excerpt.text)}" for excerpt in each.excerpts)
        rows.append((each.case, each.path, str(len(each.excerpts)), said, quoted))
    return csv_from(rows)


def chart_lines(charts: Sequence[Chart], markdown: bool = False) -> Iterator[str]:
    """The cells as lines of text, or of Markdown, case by case."""
    case = ""
    for each in charts:
        if each.case != case:
            if case:
                yield ""
            case = each.case
            yield f"## {case}" if markdown else case
        if markdown:
            yield ""
        yield f"### {each.path}" if markdown else f"  {each.path}"
        if markdown:
            yield ""
        for memo in each.summaries:
            yield f"{'' if markdown else '    '}{memo.reviewer}: {words_of(memo)} ({memo.id})"
            if markdown:
                yield ""
        for excerpt in each.excerpts:
            yield f"{'> ' if markdown else '      '}{_one_line(excerpt.text)} — {excerpt.document} [{excerpt.id}]"
            if markdown:
                yield ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
