"""Word documents: their body in the order of reading, as it stands when all changes are accepted.

Deleted and hidden text, comments, and headers and footers are left out; text boxes follow their paragraph; foot- and
endnotes stand behind the text.
"""

from collections.abc import Mapping

from store.importers.draft import Draft
from store.importers.package import Package, attribute, parse_xml
from store.importers.pieces import Piece, Refused

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_MATHS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math t",
    "http://purl.oclc.org/ooxml/officeDocument/math t",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_BODY = "officeDocument"
_OFF = ("0", "false", "off", "none")
_PASSED_OVER = frozenset({"moveFrom", "rt", "comment", "altChunk", "del"})
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def extract(data: bytes, _: Mapping[str, str]) -> list[Piece]:
    """The one text of a docx file."""
    package = Package(data)
    body = _main_part(package)
    if any(name.casefold().endswith("vbaproject.bin") for name in package.names):
        raise Refused("it holds macros: save it as .docx, which has none")
    folder = body.rpartition("/")[0]
    notes = {kind: f"{folder}/{kind}s.xml".lstrip("/") for kind in ("footnote", "endnote")}
    draft = Draft()
    reader = _Body(draft)
    parse_xml(package.read(body), reader.start, reader.end, reader.text)
    for kind, path in notes.items():
        wanted = reader.notes[kind]
        if wanted and path in package.names:
            noted = _Body(draft, kind, wanted)
            parse_xml(package.read(path), noted.start, noted.end, noted.text)
    return [draft.piece()]


def _main_part(package: Package) -> str:
    if "_rels/.rels" not in package.names:
        raise Refused("it is no Word document, whatever its name says")
    found: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name.endswith(" Relationship") and attribute(attributes, "Type").endswith(f"/{_BODY}"):
            found.append(attribute(attributes, "Target").lstrip("/"))

    parse_xml(package.read("_rels/.rels"), start, lambda _: None, lambda _: None)
    if not found or found[0] not in package.names:
        raise Refused("it is no Word document, whatever its name says")
    return found[0]


class _Body:
    """Follows the body of a document, or the notes of one `kind` that are `wanted` (mark by id)."""

    def __init__(self, draft: Draft, kind: str = "", wanted: Mapping[str, str] | None = None) -> None:
        self._draft = draft
        self._kind = kind
        self._wanted = wanted or {}
        self.notes: dict[str, dict[str, str]] = {"footnote": {}, "endnote": {}}
        self._over = 0
        self._is_text = self._in_run = self._in_look = self._bold = self._hidden = False
        self._noting = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._over:
            self._over += 1
            return
        if not name.startswith(_WORD):
            self._over = 1 if name == _FALLBACK else 0
            self._is_text = name in _MATHS
            return
        local = name.rpartition(" ")[2]
        draft = self._draft
        match local:
            case "t":
                self._is_text = True
            case "r":
                self._in_run, self._bold, self._hidden = True, False, False
            case "rPr":
                self._in_look = True
            case "b" if self._in_run and self._in_look:
                self._bold = attribute(attributes, "val") not in _OFF
            case "rStyle" if self._in_run and attribute(attributes, "val") == "Strong":
                self._bold = True
            case "vanish" if self._in_run and self._in_look:
                self._hidden = attribute(attributes, "val") not in _OFF
            case "tab" | "ptab" if self._in_run and not self._in_look:
                self._say("\t")
            case "br" | "cr" if self._in_run:
                self._say("\n")
            case "noBreakHyphen":
                self._say("\N{NON-BREAKING HYPHEN}")
            case "softHyphen":
                self._say("\N{SOFT HYPHEN}")
            case "sym":
                self._say(_symbol(attribute(attributes, "char")))
            case "footnoteReference" | "endnoteReference":
                self._refer(local.removesuffix("Reference"), attribute(attributes, "id"))
            case "txbxContent":
                draft.open_box()
            case "tbl":
                draft.open_table()
            case "tr":
                draft.open_row()
            case "tc":
                draft.open_cell()
            case "footnote" | "endnote" if local == self._kind:
                label = self._wanted.get(attribute(attributes, "id"))
                if label is None:
                    self._over = 1
                else:
                    self._noting = True
                    draft.open_note(label)
            case _ if local in _PASSED_OVER:
                self._over = 1

    def end(self, name: str) -> None:
        if self._over:
            self._over -= 1
            return
        self._is_text = False
        if not name.startswith(_WORD):
            return
        draft = self._draft
        match name.rpartition(" ")[2]:
            case "p":
                draft.paragraph()
            case "r":
                self._in_run = False
            case "rPr":
                self._in_look = False
            case "txbxContent":
                draft.close_box()
            case "tbl":
                draft.close_table()
            case "tc":
                draft.close_cell()
            case "footnote" | "endnote" if self._noting:
                self._noting = False
                draft.close_note()

    def text(self, words: str) -> None:
        if self._is_text and not self._over:
            self._say(words)

    def _say(self, words: str) -> None:
        if not self._hidden:
            self._draft.text(words, self._bold)

    def _refer(self, kind: str, key: str) -> None:
        known = self.notes[kind]
        if not self._kind and key not in known:
            known[key] = str(len(known) + 1) if kind == "footnote" else _roman(len(known) + 1)
            self._draft.text(f"[{known[key]}]")


def _roman(number: int) -> str:
    if number > 39:
        return f"e{number}"
    made = ""
    for value, sign in _ROMAN:
        made += sign * (number // value)
        number %= value
    return made


def _symbol(code: str) -> str:
    """A sign of a font of signs; those that have no place in Unicode are shown as missing."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 <= number < 0xD800 else "\N{REPLACEMENT CHARACTER}"
