"""Which tables stand on a page: cases by their attributes, and the themes by all that their excerpts come from.

An attribute is there where it divides: two values or more, and not so many that a row is a list of people. Themes by an attribute
are counted twice, as excerpts and as cases with their share of the column, for the two say different things.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from themes.case_tables import NOT_STATED, attribute_table, values_of
from themes.cooccurrence import cooccurrence_table
from themes.pages.findings import Findings
from themes.tables import Label, Table
from themes.theme_tables import kinds_of_documents, theme_table

FEWEST, MOST = 2, 10
"""Values of an attribute that has a table of its own."""


@dataclass(frozen=True)
class Shown:
    """A table, what its shares are of ("" where it has none), and what its columns (or, of cases, its rows) are made of.

    `of` names the things (documents, cases, reviewers), `members` their ids: an excerpt is in a column where one of its things
    is.
    """

    table: Table
    of: str
    members: Mapping[Label, Sequence[str]]
    percent: str = ""


def attributes_of(findings: Findings) -> list[str]:
    """The keys of the attributes that have tables: declared ones first, then by name."""
    declared, cases = findings.declared, findings.holdings.cases.values()
    keys = {key for case in cases for key in case.attributes}
    ordered = [key for key in declared if key in keys] + sorted(keys - set(declared))
    return [
        key
        for key in ordered
        if FEWEST
        <= len({label for case in cases for label in values_of(case, key, declared) if key in case.attributes})
        <= MOST
    ]


def tables_of(findings: Findings) -> Iterator[Shown]:
    """The tables, in the order of the page."""
    holdings, declared = findings.holdings, findings.declared
    keys = attributes_of(findings)
    for key in keys:
        cases = attribute_table(holdings.cases.values(), declared, [key])
        yield Shown(cases, "cases", _cases_with(findings, key), "total")
    for key in keys:
        yield Shown(_themes_by(findings, key), "cases", _cases_with(findings, key))
        yield Shown(_themes_by(findings, key, "cases"), "cases", _cases_with(findings, key), "column")
    kinds = kinds_of_documents(holdings)
    of_kind: dict[Label, list[str]] = {}
    for document in sorted({*kinds, *(each.document for each in holdings.excerpts.values())}):
        of_kind.setdefault((kinds.get(document) or NOT_STATED,), []).append(document)
    if len(of_kind) > 1:
        yield Shown(_themes_by(findings, "kind"), "documents", of_kind)
    by_reviewer = _themes_by(findings, "reviewer")
    if len(by_reviewer.columns) > 1:
        yield Shown(by_reviewer, "reviewers", _alone(by_reviewer))
    by_document = _themes_by(findings, "document")
    yield Shown(by_document, "documents", _alone(by_document))
    by_case = _themes_by(findings, "case")
    yield Shown(by_case, "cases", _alone(by_case))


def _themes_by(findings: Findings, by: str, counts: str = "references") -> Table:
    themes = tuple(each.theme.id for each in findings.themes)
    return theme_table(findings.holdings, findings.declared, [by], counts, findings.cases_of, themes)


def _cases_with(findings: Findings, key: str) -> dict[Label, list[str]]:
    """The cases with each value of an attribute."""
    found: dict[Label, list[str]] = {}
    for case in sorted(findings.holdings.cases):
        for label in values_of(findings.holdings.cases[case], key, findings.declared):
            found.setdefault((label,), []).append(case)
    return found


def _alone(table: Table) -> dict[Label, list[str]]:
    """Columns that are things themselves."""
    return {column: list(column) for column in table.columns}


def meetings_of(findings: Findings) -> Table:
    """Which themes meet on the same words."""
    return cooccurrence_table(findings.holdings, themes=tuple(each.theme.id for each in findings.themes))
