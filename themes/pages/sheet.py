"""The quotations as a spreadsheet: a row for each excerpt under each theme, with its citation and the place where it stands.

A cell that a spreadsheet would take for a formula has an apostrophe before it.
"""

import csv
import io

from store.case_sheets import neutral
from themes.pages.findings import Findings, Quotation, ThemeFindings, line
from themes.pages.plain import plain

HEAD = (
    *("theme", "theme_id", "speaks", "quotation", "citation", "document", "start", "end", "excerpt"),
    *("cases", "reviewer", "starred", "note", "verbatim"),
)


def csv_sheet(findings: Findings) -> bytes:
    """The sheet, themes in the order of the tree; the quotations are those that are printed, and all that speak against."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for theme in findings.themes:
        for speaks, excerpts in (("for", theme.printed), ("against", theme.contrary)):
            for each in excerpts:
                writer.writerow([neutral(plain(cell)) for cell in _row(theme, speaks, findings.quotations[each])])
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    return out.getvalue().encode("utf-8-sig")


def _row(theme: ThemeFindings, speaks: str, quotation: Quotation) -> list[str]:
    excerpt = quotation.excerpt
    return [
        line(theme.node.path_text),
        theme.theme.id,
        speaks,
        excerpt.text,
        quotation.citation,
        excerpt.document,
        str(excerpt.start),
        str(excerpt.end),
        excerpt.id,
        "; ".join(quotation.cases),
        excerpt.reviewer,
        "yes" if excerpt.starred else "",
        excerpt.note,
        "yes" if quotation.verbatim else "no",
    ]
