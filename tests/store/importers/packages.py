"""Small files of zipped formats, written part by part."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATED = "application/vnd.openxmlformats-package.relationships+xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_BODY = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive with these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, **parts: str | bytes) -> bytes:
    """A Word document with this XML in its body; `parts` are more members, `footnotes` and the like by their own name."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/word/document.xml" ContentType="{_MAIN}"/>'
            f'<Default Extension="rels" ContentType="{_RELATED}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r" Type="{_BODY}" Target="word/document.xml"/>'
            "</Relationships>",
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        }
        | {f"word/{name}.xml" if "." not in name else name: data for name, data in parts.items()}
    )


def p(*runs: str) -> str:
    """A paragraph of runs; one in asterisks is bold, one that begins with `<` is XML."""
    made = []
    for run in runs:
        if run.startswith("<"):
            made.append(run)
        elif run.startswith("*") and run.endswith("*"):
            made.append(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(run[1:-1])}</w:t></w:r>')
        else:
            made.append(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>')
    return f"<w:p>{''.join(made)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of plain cells."""
    made = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str, styles: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """An OpenDocument text with this XML in its body and its automatic styles."""
    spaces = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    fo = f'xmlns:fo="{_OPEN}:xsl-fo-compatible:1.0"'
    content = (
        f"<office:document-content {spaces} {fo}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content} | dict(more or {}))


def epub(chapters: Mapping[str, str], more: Mapping[str, str] | None = None) -> bytes:
    """A book with these pages, by their paths in its folder."""
    items = "".join(
        f'<item id="i{n}" href="{path}" media-type="application/xhtml+xml"/>' for n, path in enumerate(chapters)
    )
    refs = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{refs}</spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    pages = {f"OPS/{path}": f"<html xmlns:epub='x'><body>{body}</body></html>" for path, body in chapters.items()}
    return zipped({"META-INF/container.xml": container, "OPS/book.opf": package} | pages | dict(more or {}))


def xlsx(*sheets: Sequence[Sequence[str | float]]) -> bytes:
    """A spreadsheet with these sheets of rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def cell(value: str | float) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{of}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    body = {
        f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{main}"><sheetData>'
        + "".join(f"<row>{''.join(map(cell, row))}</row>" for row in sheet)
        + "</sheetData></worksheet>"
        for n, sheet in enumerate(sheets, 1)
    }
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r" Type="{_BODY}" Target="xl/workbook.xml"/>'
            "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{of}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}">{related}</Relationships>',
        }
        | body
    )
