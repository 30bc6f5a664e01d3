"""PDF: the text of each page, line by line as it stands there, with the page's own label.

Paragraphs are told by the space between lines and by indents, as a pdf knows none. Hyphens at line ends and running heads stay:
the search view sees through them. A page without text is said, and a file without any is a scan.
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from store.importers.draft import Composed, clean
from store.importers.pieces import Piece, Refused

_LINE = re.compile(r"[^\r\n]+")
_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]\d]*$")
HYPHEN = "\ufffe"
"""What the library gives for a hyphen at a line end; it puts what was on the next line right behind it."""
_HYPHEN = re.compile(f"{HYPHEN}(?=.)")
MOST_PAGES = 20_000
SCANNED = 4
"""Characters of a page on average, below which a file is a scan."""


def extract(data: bytes, _: Mapping[str, str]) -> list[Piece]:
    """The one text of a pdf file."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise Refused(
            "it is locked with a password: save it without one"
            if locked
            else "it is broken: it cannot be read as a pdf; open it and save or print it to a new pdf"
        ) from None
    count = len(document)
    if count > MOST_PAGES:
        raise Refused(f"it has {count} pages: split it")
    made = Composed()
    silent: list[str] = []
    last = ""
    for number in range(count):
        label = _label(document, number)
        try:
            page = document[number]
            text = _page_text(page)
            page.close()
        except pdfium.PdfiumError:
            text = ""
        if not text.strip():
            silent.append(label)
            continue
        made.begin_page(label)
        made.add(text, "\n\n" if _CLOSED.search(last) else "\n")
        last = text
    if not count or made.size < SCANNED * count:
        raise Refused("it is a scanned pdf without text: let a program for text recognition (OCR) add the text first")
    remarks = (f"no text on page {_listed(silent)}: are they scanned?",) if silent else ()
    return [made.piece(remarks=remarks)]


def _label(document: pdfium.PdfDocument, number: int) -> str:
    """What is printed on a page as its number, where the file says so, else its number."""
    label = clean(document.get_page_label(number)).strip()
    return label[:20] if label else str(number + 1)


def _page_text(page: pdfium.PdfPage) -> str:
    """The lines of a page, an empty line between paragraphs."""
    text = page.get_textpage()
    written = text.get_text_range()
    lines = [(found.start(), found[0].rstrip()) for found in _LINE.finditer(written) if found[0].strip()]
    places = _places(text, [start for start, _ in lines], written)
    text.close()
    made: list[str] = []
    gaps = [above.bottom - below.top for above, below in pairwise(places) if above.bottom > below.top] if places else []
    usual = median(gaps) if gaps else 0.0
    left = median([each.left for each in places]) if places else 0.0
    for number, (_, line) in enumerate(lines):
        if made and places and _parted(places[number - 1], places[number], usual, left, lines[number - 1][1]):
            made.append("")
        made.append(clean(_HYPHEN.sub("-\n", line).replace(HYPHEN, "-")))
    return "\n".join(made)


class _Place:
    """Where the first character of a line stands, in points from the lower left corner."""

    __slots__ = ("bottom", "left", "top")

    def __init__(self, left: float, bottom: float, top: float) -> None:
        self.left, self.bottom, self.top = left, bottom, top


def _places(text: pdfium.PdfTextPage, starts: list[int], written: str) -> list[_Place]:
    """The place of each line's first character; none where the file's characters are not those of its text."""
    if text.count_chars() != len(written):
        return []
    places = []
    for start in starts:
        if not raw.FPDFText_GetLooseCharBox(text, start, rect := raw.FS_RECTF()):
            return []
        places.append(_Place(rect.left, rect.bottom, rect.top))
    return places


def _parted(above: _Place, below: _Place, usual: float, left: float, before: str) -> bool:
    """Whether a line begins a paragraph."""
    height = max(1.0, above.top - above.bottom)
    gap = above.bottom - below.top
    if gap > max(usual, 0.0) + 0.45 * height:
        return True
    indented = left + 0.6 * height < below.left < left + 5 * height
    return indented and abs(above.left - left) < 0.3 * height and _CLOSED.search(before) is not None


def _listed(labels: list[str]) -> str:
    return ", ".join(labels[:8]) + (f" and {len(labels) - 8} more" if len(labels) > 8 else "")
