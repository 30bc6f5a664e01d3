"""How the characters of a pdf's page look and where they stand, asked for one by one, and few of them.

Characters are named by their place in the page's text. Where the library counts others than the text has, none is known.
"""

import ctypes
import re
from bisect import bisect_left

import pypdfium2 as pdfium
import pypdfium2.raw as raw

BOLD = 600
"""The weight from which a font is bold, where it has one."""
MOST_BOLD = 5
"""Words at the head of a line that are asked whether they are bold."""
_WORD = re.compile(r"\S+")
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NUMBERS = re.compile(r"\d{1,3}(?:[,–-]\d{1,3}){0,5}(?!\w)")
_BEFORE_MARK = re.compile(r"[^\W\d_]{3}|.[^\s\d][.,;:)\]”’?!]", re.DOTALL)


class Box:
    """Where a character stands, in points from the lower left corner."""

    __slots__ = ("bottom", "left", "right", "top")

    def __init__(self, left: float, bottom: float, right: float, top: float) -> None:
        self.left, self.bottom, self.right, self.top = left, bottom, right, top


class Looks:
    """The characters of a page with this text."""

    def __init__(self, page: pdfium.PdfTextPage, written: str) -> None:
        self._page = page
        # Characters beyond the first 65,536 are two to the library.
        self._astral = [found.start() for found in _ASTRAL.finditer(written)]
        self.is_known = page.count_chars() == len(written) + len(self._astral)
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def _at(self, place: int) -> int:
        return place + bisect_left(self._astral, place)

    def box(self, place: int) -> Box | None:
        """Where a character stands."""
        rect = raw.FS_RECTF()
        if not self.is_known or not raw.FPDFText_GetLooseCharBox(self._page, self._at(place), rect):
            return None
        return Box(rect.left, rect.bottom, rect.right, rect.top)

    def size(self, place: int) -> float:
        """The size of a character's font; 0 where it is not known."""
        return float(raw.FPDFText_GetFontSize(self._page, self._at(place))) if self.is_known else 0.0

    def is_bold(self, place: int) -> bool:
        """Whether a character is bold, by its font's name, or by its weight where it has none."""
        if not self.is_known:
            return False
        at = self._at(place)
        size = raw.FPDFText_GetFontInfo(self._page, at, self._name, 128, self._flags)
        if size > 1:
            return _BOLD_NAME.search(self._name.raw, 0, min(size, 128)) is not None
        return bool(raw.FPDFText_GetFontWeight(self._page, at) >= BOLD)

    def bold(self, start: int, words: str) -> int:
        """How many characters at the head of the line that starts here are bold, word by word; of a few words alone."""
        last = 0
        for number, word in enumerate(_WORD.finditer(words)):
            if number == MOST_BOLD or not self.is_bold(start + word.start()):
                break
            last = word.end()
        return last

    def marks(self, written: str) -> list[tuple[int, int]]:
        """Where numbers of notes stand, raised and smaller behind a word: half-open ranges of the text."""
        found = []
        for each in _NUMBERS.finditer(written) if self.is_known else ():
            start = each.start()
            if start < 3 or not _BEFORE_MARK.match(written, start - 3, start):
                continue
            before, raised = self.box(start - 1), self.box(start)
            is_smaller = self.size(start) < 0.85 * self.size(start - 1)
            if before is None or raised is None or not is_smaller:
                continue
            if raised.bottom > before.bottom + 0.15 * (before.top - before.bottom):
                found.append(each.span())
        return found
