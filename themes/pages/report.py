"""The findings as one text from top to bottom: what a draft in Markdown and a document are made of."""

from collections.abc import Iterator

from themes.pages.appendix import appendix
from themes.pages.blocks import Block, Grid, Heading, Paragraph, Written, words
from themes.pages.findings import Findings, line
from themes.pages.sheets import Sheets, opening, tree_note

DEEPEST = 4
"""The level of heading of a theme that stands as deep as can be shown."""


def report(findings: Findings) -> Iterator[Block]:
    """The blocks: the tree, each theme with its quotations, the chosen memos, the appendix."""
    sheets = Sheets(findings)
    yield Heading(1, findings.title)
    yield Paragraph(words(findings.origin.sentence), "aside")
    yield Paragraph(opening(findings))
    if findings.altered:
        yield Paragraph(words(warning(findings)), "aside")
    if findings.themes:
        yield Heading(2, "The themes")
        yield tree_grid(findings, sheets)
    note = tree_note(findings)
    if note:
        yield Paragraph(note, "aside")
    for theme in findings.themes:
        yield from sheets.section(theme, min(2 + theme.node.depth, DEEPEST))
    yield from memo_blocks(findings, sheets, 2)
    yield from appendix(findings)


def tree_grid(findings: Findings, sheets: Sheets) -> Grid:
    """All themes with their numbers."""
    rows = tuple(sheets.row(theme) for theme in findings.themes)
    caption = (
        "Themes and their evidence: an excerpt with several themes counts under each; a case is counted where it speaks"
    )
    return Grid(caption, sheets.tree_head(), rows, tuple(theme.node.depth for theme in findings.themes))


def memo_blocks(findings: Findings, sheets: Sheets, level: int) -> Iterator[Block]:
    """The chosen memos, where there are any."""
    if findings.memos:
        yield Heading(level, "Memos")
    for memo in findings.memos:
        day = f", {memo.created:%Y-%m-%d}" if memo.created is not None else ""
        yield Heading(level + 1, line(memo.title))
        yield Paragraph(words(f"{memo.type}, {sheets.reviewer(memo.reviewer)}{day}, {memo.id}"), "aside")
        yield Written(memo.body, level + 1)


def warning(findings: Findings) -> str:
    """That some words do not stand in their texts any more."""
    altered = findings.altered
    listed = ", ".join(altered[:8]) + (" …" if len(altered) > 8 else "")
    verb = "excerpts do" if len(altered) != 1 else "excerpt does"
    return f"{len(altered)} {verb} not stand in the text as it is now: {listed}. `catena check` tells more."
