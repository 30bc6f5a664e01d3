r"""Rich Text Format: its text in the code pages that it names, foot- and endnotes behind it, text boxes behind their paragraph.

An own reader, as those that there are lose notes and keep what was deleted. Unknown groups that begin with `\*` are passed over,
as the format asks.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from store.importers.draft import Draft
from store.importers.numbering import roman
from store.importers.pieces import Piece, Refused

_TOKEN = re.compile(
    rb"\\(?:([a-z]{1,32})(-?\d{1,10})?[ ]?|'([0-9a-fA-F]{2})|([^a-z]))|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.IGNORECASE
)
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
_SYMBOLS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t"}
_PASSED_OVER = frozenset(
    """colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc aftnsep
    aftnsepc listtable listoverridetable rsidtbl themedata xmlnstbl fldinst annotation atnauthor atnid bkmkstart bkmkend
    nonshppict filetbl revtbl generator latentstyles datastore pgptbl mmathPr private tc xe txe sp shprslt""".split()  # noqa: SIM905
)
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_KNOWN = frozenset(("shppict", "shpinst", "shptxt", "footnote"))
"""Groups that are read though they begin with `\\*`."""
_NUMBER = re.compile(r"(?=.*\w)(?!\w\Z).+", re.DOTALL)
"""What stands before an item of a list, where it is no bullet; programs write one of those as a single letter of some font."""
DEEPEST = 5_000
"""Groups inside each other at most."""


@dataclass(slots=True)
class _State:
    """What a group inherits and its end takes back."""

    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    over: bool = False
    fonts: bool = False
    font: int = -1
    skip: int = 1
    opened: str = ""
    """What the group is: a note, a box, or the number of an item of a list."""


def extract(data: bytes, _: Mapping[str, str]) -> list[Piece]:
    """The one text of an rtf file."""
    return [_Reader().read(data)]


class _Reader:
    def __init__(self) -> None:
        self._draft = Draft()
        self._state = _State()
        self._stack: list[_State] = []
        self._bytes = bytearray()
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._skip = 0
        self._half = 0
        self._starred = False
        self._notes = {"foot": 0, "end": 0}
        self._noting = 0
        """How many notes and boxes are open: what stands in them is none of the table around them."""
        self._number: list[str] | None = None
        """What stands before an item, while it is read; `_item` is what stands before the next words."""
        self._item = ""
        self._following = b""
        self._in_table = False
        self._is_row = False
        self._is_cell = False

    def read(self, data: bytes) -> Piece:
        place = 0
        while place < len(data):
            found = _TOKEN.match(data, place)
            if found is None:
                place += 1
                continue
            place = found.end()
            self._following = data[place : place + 16]
            word, number, code, symbol, brace, plain = found.groups()
            if brace:
                self._brace(brace == b"{")
                if not self._stack and brace == b"}":
                    break
            elif word:
                if word == b"bin" and number:
                    place += max(0, int(number))
                self._word(word.decode("ascii"), int(number) if number else None)
            elif code:
                self._byte(int(code, 16))
            elif symbol:
                self._symbol(symbol)
            elif plain:
                self._plain(plain)
        self._flush()
        self._end_table()
        return self._draft.piece(encoding=self._page)

    def _brace(self, opens: bool) -> None:
        self._flush()
        self._skip = 0
        self._starred = False
        if opens:
            if len(self._stack) >= DEEPEST:
                raise Refused("its groups are nested too deep for a document that a person made")
            self._stack.append(replace(self._state))
            self._state.opened = ""
        elif self._stack:
            self._end_group(self._state.opened)
            self._state = self._stack.pop()

    def _end_group(self, opened: str) -> None:
        if opened == "list":
            number = "".join(self._number or ()).strip()
            self._number = None
            self._item = number if _NUMBER.fullmatch(number) else ""
        elif opened:
            if opened == "note":
                self._draft.close_note()
            else:
                self._draft.close_box()
            self._noting -= 1

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        starred, self._starred = self._starred, False
        if word == "u" and number is not None:
            self._unit(number % 65536)
            return
        if word in _SIGNS:
            self._text(_SIGNS[word])
            return
        self._flush()
        on = number != 0
        if word in _PASSED_OVER or (starred and word not in _KNOWN):
            state.over = True
        elif word == "fonttbl":
            state.fonts = True
        elif word in ("par", "sect", "page"):
            self._paragraph()
        elif word in ("pard", "intbl"):
            self._is_row = self._is_row if self._noting else word == "intbl"
        elif word in ("cell", "nestcell") and not state.over and not self._noting:
            self._begin_cell()
            self._draft.close_cell()
            self._is_cell = False
        elif word == "row" and not state.over and self._in_table:
            self._draft.open_row()
        elif word in ("footnote", "shptxt") and not state.over and not state.deleted:
            self._open(word)
        elif word in ("listtext", "pntext") and not state.over and self._number is None:
            self._number, state.opened = [], "list"
        else:
            self._look(word, number, on)

    def _open(self, word: str) -> None:
        """A note or a box begins."""
        if word == "shptxt":
            self._draft.open_box()
            self._state.opened = "box"
        else:
            kind = "end" if self._following.lstrip().startswith(b"\\ftnalt") else "foot"
            self._notes[kind] += 1
            number = self._notes[kind]
            mark = roman(number) if kind == "end" and number < 4000 else str(number)
            self._draft.text(f"[{mark}]")
            self._draft.open_note(mark)
            self._state.opened = "note"
        self._noting += 1

    def _look(self, word: str, number: int | None, on: bool) -> None:
        state = self._state
        match word:
            case "b":
                state.bold = on
            case "v":
                state.hidden = on
            case "deleted":
                state.deleted = on
            case "plain":
                state.bold = state.hidden = state.deleted = False
            case "uc" if number is not None:
                state.skip = max(0, min(number, 8))
            case "f" if number is not None:
                state.font = number
            case "fcharset" if state.fonts:
                self._fonts[state.font] = _CHARSETS.get(number or 0, self._page)
            case "ansicpg" if number is not None:
                self._page = _page(number, self._page)
            case "mac":
                self._page = "mac-roman"
            case "pc" | "pca":
                self._page = "cp437" if word == "pc" else "cp850"

    def _paragraph(self) -> None:
        if self._state.over:
            return
        if not self._is_row and not self._noting:
            self._end_table()
        self._item = ""
        self._draft.paragraph()

    def _begin_cell(self) -> None:
        if not self._in_table:
            self._draft.open_table()
            self._draft.open_row()
            self._in_table = True
        if not self._is_cell:
            self._draft.open_cell()
            self._is_cell = True

    def _end_table(self) -> None:
        if self._in_table:
            self._draft.close_cell()
            self._draft.close_table()
            self._in_table = self._is_cell = False

    def _unit(self, unit: int) -> None:
        """A UTF-16 unit; what stands for it in old readers is passed over."""
        self._flush()
        if 0xD800 <= unit < 0xDC00:
            self._half = unit
        elif 0xDC00 <= unit < 0xE000:
            if self._half:
                self._say(chr(0x10000 + ((self._half - 0xD800) << 10) + unit - 0xDC00))
            self._half = 0
        else:
            self._say(chr(unit))
        self._skip = self._state.skip

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(value)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol in (b"\n", b"\r"):
            self._flush()
            self._paragraph()
        else:
            self._text(_SYMBOLS.get(symbol, ""))

    def _plain(self, plain: bytes) -> None:
        skipped = min(self._skip, len(plain))
        self._skip -= skipped
        self._bytes += plain[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            page = self._fonts.get(self._state.font, self._page)
            words = bytes(self._bytes).decode(page, "replace")
            self._bytes.clear()
            self._say(words)

    def _text(self, words: str) -> None:
        self._flush()
        if self._skip:
            self._skip -= 1
        else:
            self._say(words)

    def _say(self, words: str) -> None:
        state = self._state
        if state.over or state.fonts or state.hidden or state.deleted or not self._stack:
            return
        if self._number is not None:
            self._number.append(words)
            return
        if self._is_row and not self._noting:
            self._begin_cell()
        elif self._in_table and not self._noting:
            self._end_table()
        if self._item:
            self._draft.number(self._item)
            self._item = ""
        self._draft.text(words, state.bold)


def _page(number: int, before: str) -> str:
    """The code page of this number, as far as there is one."""
    name = {65001: "utf-8", 10000: "mac-roman"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return before
    return name
