"""The findings as a document for word processors: headings, quotations and tables in the styles that such programs know.

The library is an extra. Text goes in as text, so nothing of it is obeyed. The file holds no time and no name of a machine, and
its parts are in one order, so the same findings give the same bytes.
"""

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from store.errors import ProjectFault
from themes.pages.blocks import Block, Grid, Heading, Listed, Paragraph, Quoted, Runs, Written
from themes.pages.findings import Findings, Telling, silence
from themes.pages.plain import plain
from themes.pages.report import report

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

FIRST = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file has: the first that a zip archive knows."""


class NoWordLibrary(ProjectFault):
    """The library that writes documents is not installed."""

    title = "python-docx is not installed"


def written(findings: Findings, show: Telling = silence) -> bytes:
    """The findings as the bytes of a file; raises NoWordLibrary where the extra is missing."""
    show("writing the document")
    try:
        from docx import Document as new_document
    except ImportError:
        raise NoWordLibrary(
            'documents are written by python-docx, which is not here: install catena with its extra, "catena[word]", '
            "or take `catena export md`"
        ) from None
    document = new_document()
    _name(document, findings)
    for block in report(findings):
        _put(document, block)
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


def texts(data: bytes) -> list[tuple[str, str]]:
    """What a reader meets in the bytes, with where it stands."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                tree = ElementTree.fromstring(archive.read(name))
                lines = ("".join(paragraph.itertext()) for paragraph in tree.iter(f"{WORD}p"))
                said = "\n".join(lines) if name == "word/document.xml" else "\n".join(tree.itertext())
                found.append((f"{name} of the document", said))
    return found


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _name(document: "Document", findings: Findings) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = plain(findings.title), "", plain(findings.origin.sentence)
    about.last_modified_by = ""


def _put(document: "Document", block: Block) -> None:
    match block:
        case Heading(level=1):
            document.add_heading(plain(block.text), 0)
        case Heading():
            document.add_heading(plain(block.text), min(block.level - 1, 9))
        case Paragraph():
            _paragraph(document, block)
        case Quoted():
            _quotation(document, block)
        case Listed():
            for item in block.items:
                _runs(document.add_paragraph(style="List Bullet"), item)
        case Grid():
            _grid(document, block)
        case Written():
            for piece in plain(block.text).strip("\n").split("\n\n"):
                if piece.strip():
                    document.add_paragraph(piece.strip("\n"))


def _paragraph(document: "Document", block: Paragraph) -> None:
    made = document.add_paragraph()
    _runs(made, block.runs)
    if block.kind == "question":
        made.add_run(" [to be written]").italic = True
    if block.kind == "aside":
        for run in made.runs:
            run.italic = True


def _runs(paragraph: "WordParagraph", runs: Runs) -> None:
    for run in runs:
        made = paragraph.add_run(plain(run.text))
        made.bold = run.strong or None


def _quotation(document: "Document", block: Quoted) -> None:
    quotation = block.quotation
    document.add_paragraph(plain(quotation.excerpt.text), style="Quote")
    changed = "" if quotation.verbatim else "; these words do not stand in the text as it is now"
    document.add_paragraph(plain(f"{quotation.citation} [{quotation.place}{changed}]"))
    if quotation.excerpt.note.strip():
        document.add_paragraph(plain(quotation.excerpt.note.strip()))


def _grid(document: "Document", grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.head), style="Light Grid")
    for cell, text in zip(table.rows[0].cells, grid.head, strict=True):
        cell.text = plain(text)
    for place, row in enumerate(grid.rows):
        cells = table.add_row().cells
        indent = "– " * (grid.depths[place] if grid.depths else 0)
        for column, (cell, runs) in enumerate(zip(cells, row, strict=True)):
            text = plain("".join(run.text for run in runs))
            cell.text = f"{indent}{text}" if column == 0 else text
    document.add_paragraph(plain(f"{grid.caption}.")).runs[0].italic = True


def _same_bytes(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in sorted(archive.namelist()):
            about: Any = zipfile.ZipInfo(name, FIRST)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            again.writestr(about, archive.read(name))
    return out.getvalue()
