"""OpenDocument texts: their body in the order of reading, as it stands when all changes are accepted.

Comments and deleted text are left out; text boxes follow their paragraph; foot- and endnotes stand behind the text.
"""

import re
from collections.abc import Mapping

from store.importers.draft import Draft
from store.importers.package import Package, attribute, parse_xml
from store.importers.pieces import Piece, Refused

_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE = f"{_OPEN}text:1.0 ", f"{_OPEN}table:1.0 ", f"{_OPEN}office:1.0 "
_PASSED_OVER = frozenset(
    {f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_TABLE}covered-table-cell"}
)
_BLANKS = re.compile(r"[ \t\r\n]+")
MOST_BLANKS = 1_000


def extract(data: bytes, _: Mapping[str, str]) -> list[Piece]:
    """The one text of an odt file."""
    package = Package(data)
    if "content.xml" not in package.names:
        raise Refused("it is no OpenDocument text, whatever its name says")
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in package.names):
        raise Refused("it holds macros: save it without them")
    _refuse_locked(package)
    reader = _Body()
    parse_xml(package.read("content.xml"), reader.start, reader.end, reader.text)
    return [reader.draft.piece()]


def _refuse_locked(package: Package) -> None:
    if "META-INF/manifest.xml" not in package.names:
        return

    def start(name: str, _: Mapping[str, str]) -> None:
        if name.endswith(" encryption-data"):
            raise Refused("it is locked with a password: save it without one")

    parse_xml(package.read("META-INF/manifest.xml"), start, lambda _: None, lambda _: None)


class _Body:
    """Follows the contents of a text."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._over = 0
        self._in_body = False
        self._paragraphs = 0
        self._style = ""
        self._bold_styles = {"Strong_20_Emphasis"}
        self._bold: list[bool] = []
        self._after_blank = True
        self._notes = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._over or name in _PASSED_OVER:
            self._over += 1
            return
        if not self._in_body:
            self._look(name, attributes)
            return
        draft = self.draft
        match name.removeprefix(_OPEN):
            case "text:1.0 p" | "text:1.0 h":
                self._paragraphs += 1
                self._after_blank = True
                self._bold.append(attribute(attributes, "style-name") in self._bold_styles)
            case "text:1.0 span":
                self._bold.append(attribute(attributes, "style-name") in self._bold_styles)
            case "text:1.0 s":
                count = attribute(attributes, "c")
                self._say(" " * min(int(count) if count.isdigit() else 1, MOST_BLANKS))
            case "text:1.0 tab":
                self._say("\t")
            case "text:1.0 line-break":
                self._say("\n")
            case "text:1.0 note":
                self._notes += 1
                draft.text(f"[{self._notes}]")
                draft.open_note(str(self._notes))
            case "drawing:1.0 text-box":
                draft.open_box()
            case "table:1.0 table":
                draft.open_table()
            case "table:1.0 table-row":
                draft.open_row()
            case "table:1.0 table-cell":
                draft.open_cell()

    def _look(self, name: str, attributes: Mapping[str, str]) -> None:
        """Which styles are bold; they stand before the body."""
        match name.removeprefix(_OPEN):
            case "style:1.0 style":
                self._style = attribute(attributes, "name")
            case "style:1.0 text-properties" if attribute(attributes, "font-weight") in ("bold", "700", "800", "900"):
                self._bold_styles.add(self._style)
            case "office:1.0 body":
                self._in_body = True

    def end(self, name: str) -> None:
        if self._over:
            self._over -= 1
            return
        draft = self.draft
        match name.removeprefix(_OPEN) if self._in_body else "":
            case "text:1.0 p" | "text:1.0 h":
                self._paragraphs -= 1
                self._bold.pop()
                draft.paragraph()
            case "text:1.0 span":
                self._bold.pop()
            case "text:1.0 note":
                draft.close_note()
            case "drawing:1.0 text-box":
                draft.close_box()
            case "table:1.0 table":
                draft.close_table()
            case "table:1.0 table-cell":
                draft.close_cell()

    def text(self, words: str) -> None:
        if self._paragraphs and not self._over:
            # Runs of white space are one blank, over the borders of elements too (OpenDocument 1.3, 6.1.2).
            words = _BLANKS.sub(" ", words)
            self._say(words[1:] if self._after_blank and words.startswith(" ") else words)

    def _say(self, words: str) -> None:
        if words and self._paragraphs:
            self._after_blank = words[-1] == " "
            self.draft.text(words, bool(self._bold) and self._bold[-1])
