"""Small pdf files, written object by object."""

from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]], labels: str = "", catalogue: str = "") -> bytes:
    """A pdf with these pages of (left, bottom, words) in points; `labels` is a number tree of page labels."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    extra = (f"/PageLabels << /Nums [{labels}] >>" if labels else "") + catalogue
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        words = "\n".join(f"1 0 0 1 {left} {bottom} Tm ({_escaped(text)}) Tj" for left, bottom, text in lines)
        stream = f"BT /F1 11 Tf\n{words}\nET" if lines else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    return assembled(objects)


def drawn(stream: str, fields: str = "") -> bytes:
    """A pdf of one page with these drawing operators; /F1 is plain and /F2 bold; `fields` are what is filled in on it."""
    fonts = "/Font << /F1 3 0 R /F2 4 0 R >>"
    box = "<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >> /Length {} >>"
    filled = f"BT /F1 11 Tf 2 5 Td ({fields}) Tj ET"
    widget = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (x) /Rect [72 300 272 320] /AP << /N 8 0 R >> >>"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    return assembled(
        [
            f"<< /Type /Catalog /Pages 2 0 R {'/AcroForm << /Fields [7 0 R] >>' if fields else ''} >>",
            "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            font.format("Helvetica"),
            font.format("Helvetica-Bold"),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
            f"/Resources << {fonts} >> {'/Annots [7 0 R]' if fields else ''} >>",
            f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream",
            widget,
            f"{box.format(len(filled))}\nstream\n{filled}\nendstream",
        ]
    )


def assembled(objects: Sequence[str]) -> bytes:
    """The file that these objects make, numbered from 1; the first is the catalogue."""
    made = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(made)
    size = len(objects) + 1
    made += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return made + f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def lines(*texts: str, top: float = 780, left: float = 72, leading: float = 14) -> list[tuple[float, float, str]]:
    """Lines below each other; an empty one is a gap."""
    return [(left, top - number * leading, text) for number, text in enumerate(texts) if text]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
