"""The findings as one text from top to bottom: what a draft in Markdown and a document are made of."""

from collections.abc import Iterator, Sequence

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
    yield from (Paragraph(words(note), "aside") for note in notes(findings))
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


def notes(findings: Findings) -> list[str]:
    """What a reader must know before the numbers, in sentences: what is not in them, and what is not as it was."""
    told = []
    altered, apart = findings.altered, findings.apart
    if altered:
        verb = "excerpts do" if len(altered) != 1 else "excerpt does"
        told.append(
            f"{len(altered)} {verb} not stand in the text as it is now: {_some(altered)}; `catena check` tells more."
        )
    if apart:
        verb = (
            "excerpts are of earlier texts of their documents, and are"
            if len(apart) != 1
            else ("excerpt is of an earlier text of its document, and is")
        )
        told.append(f"{len(apart)} {verb} neither counted nor printed here: {_some(apart)}.")
    reader = findings.holdings.reviewers.get(findings.choice.reader)
    if reader is not None:
        told.append(f"Excerpts of colleagues count as {line(reader.name)} reads them.")
    if findings.hidden:
        told.append("Tags that a blind sample hides from whoever made this are not counted or printed here.")
    if findings.names_replaced:
        told.append("Names of people are replaced by pseudonyms.")
    return told


def _some(excerpts: Sequence[str]) -> str:
    return ", ".join(excerpts[:8]) + (" …" if len(excerpts) > 8 else "")
