"""Word documents: their body in the order of reading, as it stands when all changes are accepted.

Deleted and hidden text, comments, and headers and footers are left out; text boxes and diagrams follow their paragraph; foot- and
endnotes stand behind the text. Numbers of lists are counted and stand before their items.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from store.importers.draft import Draft
from store.importers.numbering import roman
from store.importers.package import Package, attribute, parse_xml
from store.importers.pieces import Piece, Refused
from store.importers.word_parts import Parts
from store.importers.word_styles import OFF, PLAIN, Look

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
_DIAGRAM = (
    "http://schemas.openxmlformats.org/drawingml/2006/diagram relIds",
    "http://purl.oclc.org/ooxml/drawingml/diagram relIds",
)
_PASSED_OVER = frozenset({"moveFrom", "rt", "comment", "del", "rPrChange", "pPrChange"})
"""What is no text any more, and what looks and paragraphs were before somebody changed them."""
_SIGNS = {
    0xF04A: "☺", 0xF04C: "☹", 0xF06F: "☐", 0xF0A8: "☐", 0xF0FB: "✗", 0xF0FC: "✓", 0xF0FD: "☒", 0xF0FE: "☑", 0xF0E0: "→",
    0xF0DF: "←",
}  # fmt: skip
"""What answers are given by in forms, and Word makes of smiles and arrows, in the font Wingdings."""
_ALIEN = "a part of it is kept in another format and was not read: open it in Word, save it as .docx, and add that"


def extract(data: bytes, _: Mapping[str, str]) -> list[Piece]:
    """The one text of a docx file."""
    package = Package(data)
    body = _main_part(package)
    if any(name.casefold().endswith("vbaproject.bin") for name in package.names):
        raise Refused("it holds macros: save it as .docx, which has none")
    folder = body.rpartition("/")[0]
    notes = {kind: posixpath.join(folder, f"{kind}s.xml") for kind in ("footnote", "endnote")}
    draft = Draft()
    around = Parts(package, body)
    reader = _Body(draft, around)
    parse_xml(package.read(body), reader.start, reader.end, reader.text)
    for kind, path in notes.items():
        wanted = reader.notes[kind]
        if wanted and path in package.names:
            noted = _Body(draft, around, kind, wanted)
            parse_xml(package.read(path), noted.start, noted.end, noted.text)
    if reader.is_partly_alien and draft.empty:
        raise Refused(_ALIEN)
    return [draft.piece(remarks=(_ALIEN,) if reader.is_partly_alien else ())]


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


@dataclass(slots=True)
class _Paragraph:
    """What is said of the paragraph that is being read."""

    look: Look = PLAIN
    list: str | None = None
    depth: int | None = None
    is_drop_cap: bool = False
    is_deleted: bool = False


class _Body:
    """Follows the body of a document, or the notes of one `kind` that are `wanted` (mark by id)."""

    def __init__(self, draft: Draft, around: Parts, kind: str = "", wanted: Mapping[str, str] | None = None) -> None:
        self._draft = draft
        self._around = around
        self._kind = kind
        self._wanted = wanted or {}
        self.notes: dict[str, dict[str, str]] = {"footnote": {}, "endnote": {}}
        self.is_partly_alien = False
        self._over = 0
        self._is_text = self._in_run = self._in_look = self._bold = self._hidden = False
        self._noting = False
        self._paragraphs: list[_Paragraph] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._over:
            self._over += 1
            return
        if not name.startswith(_WORD):
            self._over = 1 if name == _FALLBACK else 0
            self._is_text = name in _MATHS
            if name in _DIAGRAM:
                self._draw(attribute(attributes, "dm"))
            return
        local = name.rpartition(" ")[2]
        draft = self._draft
        match local:
            case "t":
                self._is_text = True
            case "r":
                look = self._paragraphs[-1].look if self._paragraphs else PLAIN
                self._in_run, self._bold, self._hidden = True, bool(look.bold), bool(look.hidden)
            case "rPr":
                self._in_look = True
            case "b" if self._in_run and self._in_look:
                self._bold = attribute(attributes, "val") not in OFF
            case "rStyle" if self._in_run:
                self._style(attribute(attributes, "val"))
            case "vanish" if self._in_run and self._in_look:
                self._hidden = attribute(attributes, "val") not in OFF
            case "p":
                self._paragraphs.append(_Paragraph())
            case "pStyle" | "numId" | "ilvl" | "framePr" if self._paragraphs:
                self._say_paragraph(local, attributes)
            case "altChunk":
                self.is_partly_alien = True
                self._over = 1
            case "tab" | "ptab" if self._in_run and not self._in_look:
                self._say("\t")
            case "br" | "cr" if self._in_run:
                self._say("\n")
            case "noBreakHyphen":
                self._say("\N{NON-BREAKING HYPHEN}")
            case "softHyphen":
                self._say("\N{SOFT HYPHEN}")
            case "sym":
                self._say(_symbol(attribute(attributes, "font"), attribute(attributes, "char")))
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
                if local == "del" and self._in_look and not self._in_run and self._paragraphs:
                    self._paragraphs[-1].is_deleted = True
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
                self._end_paragraph()
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

    def _style(self, style: str) -> None:
        """A style of characters, over what the paragraph's says."""
        look = self._around.styles.look(style)
        self._bold = look.bold if look.bold is not None else self._bold or style == "Strong"
        self._hidden = look.hidden if look.hidden is not None else self._hidden

    def _say_paragraph(self, what: str, attributes: Mapping[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        value = attribute(attributes, "val")
        match what:
            case "pStyle":
                paragraph.look = self._around.styles.look(value)
            case "numId":
                paragraph.list = value
            case "ilvl":
                paragraph.depth = int(value) if value.isdecimal() else 0
            case "framePr":
                paragraph.is_drop_cap = attribute(attributes, "dropCap") in ("drop", "margin")

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop() if self._paragraphs else _Paragraph()
        if paragraph.is_drop_cap or paragraph.is_deleted:
            # The letter begins the first word of what follows, or its end was deleted, so that it goes on there.
            return
        key = paragraph.list if paragraph.list is not None else paragraph.look.list
        if key is not None:
            depth = paragraph.depth if paragraph.depth is not None else paragraph.look.depth or 0
            self._draft.number(self._around.lists.next(key, depth))
        self._draft.paragraph()

    def _draw(self, relation: str) -> None:
        words = self._around.diagram(relation)
        if words and not self._hidden:
            self._draft.open_box()
            for each in words:
                self._draft.text(each)
                self._draft.paragraph()
            self._draft.close_box()

    def _refer(self, kind: str, key: str) -> None:
        known = self.notes[kind]
        if not self._kind and key not in known:
            number = len(known) + 1
            known[key] = str(number) if kind == "footnote" else roman(number) if number < 4000 else f"e{number}"
            self._draft.text(f"[{known[key]}]")


def _symbol(font: str, code: str) -> str:
    """A sign of a font of signs; those that have no place in Unicode are shown as missing."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if number in _SIGNS and font == "Wingdings":
        return _SIGNS[number]
    return chr(number) if 0x20 <= number < 0xD800 else "\N{REPLACEMENT CHARACTER}"
