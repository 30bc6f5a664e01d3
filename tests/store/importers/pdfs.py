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
