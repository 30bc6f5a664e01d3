"""OpenDocument texts: their body in the order of reading, as it stands when all changes are accepted.

Comments, deleted and hidden text are left out; text boxes follow their paragraph; foot- and endnotes stand behind the text.
Numbers of lists are counted and stand before their items.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from store.importers.draft import Draft
from store.importers.numbering import MOST_LEVELS, Counter, roman
from store.importers.odt_styles import OPEN, Styles
from store.importers.package import Package, attribute, parse_xml, refuse_locked
from store.importers.pieces import Piece, Refused

_TEXT, _TABLE, _OFFICE = f"{OPEN}text:1.0 ", f"{OPEN}table:1.0 ", f"{OPEN}office:1.0 "
_PASSED_OVER = frozenset(
    {
        f"{_OFFICE}annotation",
        f"{_TEXT}tracked-changes",
        f"{_TEXT}note-citation",
        f"{_TEXT}ruby-text",
        f"{_TEXT}hidden-text",
        f"{_TABLE}covered-table-cell",
    }
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
    refuse_locked(package)
    styles = Styles()
    if "styles.xml" in package.names:
        parse_xml(package.read("styles.xml"), styles.start, lambda _: None, lambda _: None)
    reader = _Body(styles)
    parse_xml(package.read("content.xml"), reader.start, reader.end, reader.text)
    return [reader.draft.piece()]


@dataclass(slots=True)
class _List:
    """A list that is open: its style, what counts its items, how deep it is, and the number that the next paragraph has."""

    style: str
    counter: Counter
    depth: int
    number: str = ""


class _Body:
    """Follows the contents of a text."""

    def __init__(self, styles: Styles) -> None:
        self.draft = Draft()
        self._styles = styles
        self._over = 0
        self._in_body = False
        self._paragraphs = 0
        self._looks: list[tuple[bool, bool]] = []
        """Of each paragraph and span that is open: whether it is bold, and whether it is hidden."""
        self._after_blank = True
        self._notes = {"footnote": 0, "endnote": 0}
        self._lists: list[_List] = []
        self._counters: dict[str, Counter] = {}
        """Of the lists so far, by their styles and ids: the last of each."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._over or name in _PASSED_OVER:
            self._over += 1
            return
        if not self._in_body:
            self._in_body = name == f"{_OFFICE}body"
            self._styles.start(name, attributes)
            return
        draft = self.draft
        match name.removeprefix(OPEN):
            case "text:1.0 p" | "text:1.0 h":
                self._paragraphs += 1
                self._after_blank = True
                style = attribute(attributes, "style-name")
                # A heading names a part, and nobody who speaks.
                is_bold = not name.endswith(" h") and self._styles.is_bold(style)
                self._looks.append((is_bold, self._styles.is_hidden(style)))
            case "text:1.0 span":
                style = attribute(attributes, "style-name")
                bold, hidden = self._looks[-1] if self._looks else (False, False)
                self._looks.append((self._styles.is_bold(style, bold), self._styles.is_hidden(style, hidden)))
            case "text:1.0 list":
                self._open_list(attributes)
            case "text:1.0 list-item" if self._lists:
                self._open_item(attribute(attributes, "start-value"))
            case "text:1.0 s":
                count = attribute(attributes, "c")
                self._say(" " * min(int(count) if count.isdecimal() else 1, MOST_BLANKS))
            case "text:1.0 tab":
                self._say("\t")
            case "text:1.0 line-break":
                self._say("\n")
            case "text:1.0 note":
                self._open_note("endnote" if attribute(attributes, "note-class") == "endnote" else "footnote")
            case "drawing:1.0 text-box":
                draft.open_box()
            case "table:1.0 table":
                draft.open_table()
            case "table:1.0 table-row":
                draft.open_row()
            case "table:1.0 table-cell":
                draft.open_cell()

    def _open_note(self, kind: str) -> None:
        self._notes[kind] += 1
        number = self._notes[kind]
        mark = roman(number) if kind == "endnote" and number < 4000 else str(number)
        self.draft.text(f"[{mark}]")
        self.draft.open_note(mark)

    def _open_list(self, attributes: Mapping[str, str]) -> None:
        above = self._lists[-1] if self._lists else None
        style = attribute(attributes, "style-name") or (above.style if above is not None else "")
        if above is not None:
            self._lists.append(_List(style, above.counter, above.depth + 1))
            return
        goes_on = style if attribute(attributes, "continue-numbering") == "true" else ""
        goes_on = attribute(attributes, "continue-list") or goes_on
        counter = (self._counters.get(goes_on) if goes_on else None) or Counter()
        self._lists.append(_List(style, counter, 0))
        self._counters[style] = self._counters[attribute(attributes, "id")] = counter

    def _open_item(self, start: str) -> None:
        """The first paragraph of the item has its number."""
        here = self._lists[-1]
        if start.isdecimal():
            here.counter.restart(min(here.depth, MOST_LEVELS - 1), int(start[:6]))
        here.number = here.counter.next(self._styles.levels(here.style), here.depth)

    def end(self, name: str) -> None:
        if self._over:
            self._over -= 1
            return
        draft = self.draft
        match name.removeprefix(OPEN) if self._in_body else "":
            case "text:1.0 p" | "text:1.0 h":
                self._paragraphs -= 1
                self._looks.pop()
                if self._lists and draft.is_written:
                    draft.number(self._lists[-1].number)
                    self._lists[-1].number = ""
                draft.paragraph()
            case "text:1.0 span":
                self._looks.pop()
            case "text:1.0 list" if self._lists:
                self._lists.pop()
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
        bold, hidden = self._looks[-1] if self._looks else (False, False)
        if words and self._paragraphs and not hidden:
            self._after_blank = words[-1] == " "
            self.draft.text(words, bold)
