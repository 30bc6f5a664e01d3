"""PDF: the text of each page, line by line as it stands there, with the page's own label.

Paragraphs are told by the space between lines and by indents, as a pdf knows none. Hyphens at line ends and running heads stay:
the search view sees through them. What was filled into a form or typed onto a page stands behind its text; raised numbers of
notes are in brackets. A page without text is said, and a file without any is a scan.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from store.importers.draft import Composed, clean
from store.importers.labels import Line, spoken_in_lines
from store.importers.pdf_looks import Box, Looks
from store.importers.pieces import LARGEST_TEXT, Piece, Refused

_LINE = re.compile(r"[^\r\n]+")
_CLOSED = re.compile(r"[.!?…:;][\"'”’»)\]\d]*$")
HYPHEN = "\ufffe"
"""What the library gives for a hyphen at a line end; it puts what was on the next line right behind it."""
_HYPHEN = re.compile(f"{HYPHEN}(?=.)")
MOST_PAGES = 20_000
MOST_FIELDS = 2_000
"""Fields and notes of a page that are looked at, to tell whether anything was filled in."""
PAGES_ASKED = 8
"""Pages after which it is told whether bold words begin lines here; where one in as many pages has none, nobody speaks so."""
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
    with suppress(pdfium.PdfiumError):
        document.init_forms()
    count = len(document)
    if count > MOST_PAGES:
        raise Refused(f"it has {count} pages: split it")
    pages: list[tuple[str, list[Line]]] = []
    size = bold = 0
    for number in range(count):
        try:
            page = _opened(document, number)
            lines = _page_lines(page, number < PAGES_ASKED or bold > number // PAGES_ASKED)
            page.close()
        except pdfium.PdfiumError:
            lines = []
        size += sum(len(line.text) for line in lines)
        bold += sum(1 for line in lines if 0 < line.bold < len(line.text))
        if size > LARGEST_TEXT:
            raise Refused("it holds more text than a document can have: split it")
        pages.append((_label(document, number), lines))
    made, silent = _composed(pages)
    if not count or made.size < SCANNED * count:
        raise Refused("it is a scanned pdf without text: let a program for text recognition (OCR) add the text first")
    remarks = (f"no text on page {_listed(silent)}: are they scanned?",) if silent else ()
    return [made.piece(remarks=remarks)]


def _composed(pages: list[tuple[str, list[Line]]]) -> tuple[Composed, list[str]]:
    """The text of all pages, and the labels of those without any."""
    said = iter(spoken_in_lines([line for _, lines in pages for line in lines]))
    made = Composed()
    silent: list[str] = []
    last = ""
    for label, lines in pages:
        text = "\n".join(next(said) for _ in lines)
        if not text.strip():
            silent.append(label)
            continue
        made.begin_page(label)
        made.add(text, "\n\n" if _CLOSED.search(last) else "\n")
        last = text
    return made, silent


def _label(document: pdfium.PdfDocument, number: int) -> str:
    """What is printed on a page as its number, where the file says so, else its number."""
    label = clean(document.get_page_label(number)).strip()
    return label[:20] if label else str(number + 1)


def _opened(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """A page; what is filled in or typed onto it is part of it then."""
    page = document[number]
    if _is_filled(page) and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[number]
    if page.get_rotation():
        # Lines are found as they were written, however the page is turned to be looked at.
        page.set_rotation(0)
    return page


def _is_filled(page: pdfium.PdfPage) -> bool:
    for number in range(min(MOST_FIELDS, raw.FPDFPage_GetAnnotCount(page))):
        field = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(field) if field else raw.FPDF_ANNOT_UNKNOWN
        raw.FPDFPage_CloseAnnot(field)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            return True
    return False


def _page_lines(page: pdfium.PdfPage, with_bold: bool) -> list[Line]:
    """The lines of a page, one without words between paragraphs; those that begin with bold words say so, if it is asked for."""
    text = page.get_textpage()
    written = text.get_text_range()
    looks = Looks(text, written)
    lines, boxes = _joined(_lines(written), looks)
    marks = looks.marks(written)
    places = [box for box in boxes if box is not None] if None not in boxes else []
    bold = [looks.bold(start, words) if with_bold else 0 for start, words in lines]
    text.close()
    made: list[Line] = []
    gaps = [above.bottom - below.top for above, below in pairwise(places) if above.bottom > below.top] if places else []
    usual = median(gaps) if gaps else 0.0
    left = median([each.left for each in places]) if places else 0.0
    for number, (start, words) in enumerate(lines):
        if made and places and _parted(places[number - 1], places[number], usual, left, lines[number - 1][1]):
            made.append(Line(""))
        if marks:
            words = _marked(words, start, marks)
        if "\r" in words:
            words = " ".join(part.strip() for part in words.split("\r") if part)
        if HYPHEN in words:
            words = _HYPHEN.sub("-\n", words).replace(HYPHEN, "-")
        made.append(Line(clean(words), bold[number]))
    return made


def _lines(written: str) -> list[tuple[int, str]]:
    """The lines that have words, each with where it starts."""
    found = []
    for line in _LINE.finditer(written):
        words = line[0].strip()
        if words:
            found.append((line.start() + len(line[0]) - len(line[0].lstrip()), words))
    return found


def _joined(lines: list[tuple[int, str]], looks: Looks) -> tuple[list[tuple[int, str]], list[Box | None]]:
    """The same lines, each with where it begins; what goes on at the same height right behind another one is one with it.

    After a raised sign a line goes on as if it were another one.
    """
    made: list[tuple[int, str]] = []
    boxes: list[Box | None] = []
    for start, words in lines:
        box = looks.box(start)
        if made and box is not None and boxes[-1] is not None and _goes_on(looks, made[-1], boxes[-1], box):
            first, before = made[-1]
            made[-1] = (first, before + "\r" * (start - first - len(before)) + words)
        else:
            made.append((start, words))
            boxes.append(box)
    return made, boxes


def _goes_on(looks: Looks, before: tuple[int, str], head: Box, here: Box) -> bool:
    height = max(1.0, head.top - head.bottom)
    if abs(head.bottom - here.bottom) > 0.45 * height or before[1].endswith(("-", HYPHEN)):
        return False
    tail = looks.box(before[0] + len(before[1]) - 1)
    if tail is None or abs(tail.bottom - head.bottom) > 0.8 * height:
        # It does not run from left to right.
        return False
    return -0.2 * height < here.left - tail.right < 0.6 * height


def _marked(words: str, start: int, marks: list[tuple[int, int]]) -> str:
    """The words of a line with the marks of notes in brackets."""
    for first, last in reversed(marks):
        if start <= first and last <= start + len(words):
            words = f"{words[: first - start]}[{words[first - start : last - start]}]{words[last - start :]}"
    return words


def _parted(above: Box, below: Box, usual: float, left: float, before: str) -> bool:
    """Whether a line begins a paragraph."""
    height = max(1.0, above.top - above.bottom)
    gap = above.bottom - below.top
    if gap > max(usual, 0.0) + 0.45 * height:
        return True
    indented = left + 0.6 * height < below.left < left + 5 * height
    return indented and abs(above.left - left) < 0.3 * height and _CLOSED.search(before) is not None


def _listed(labels: list[str]) -> str:
    return ", ".join(labels[:8]) + (f" and {len(labels) - 8} more" if len(labels) > 8 else "")
