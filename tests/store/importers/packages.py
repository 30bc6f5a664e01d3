"""Small files of zipped formats, written part by part."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
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
