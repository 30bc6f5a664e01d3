"""Web pages: what a reader of the page reads, block by block.

Scripts, styles, what is hidden and what is marked as deleted are left out; images say their alternative text. White space is read
as a browser reads it. Links are not followed, and nothing is fetched.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from store.encodings import decode
from store.errors import CatenaError
from store.importers import numbering
from store.importers.css import bold_classes, is_bold
from store.importers.draft import Draft
from store.importers.numbering import written
from store.importers.pieces import Piece, Refused

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary ul legend caption option""".split()  # noqa: SIM905
)
_PASSED_OVER = frozenset(
    "script style head template noscript svg canvas audio video iframe object embed noframes datalist rp rt del".split()  # noqa: SIM905
)
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "th"})
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_NOTE = re.compile(r"\b(?:doc-)?(?:foot|end|rear)note\b")
_NOTE_ID = re.compile(r"(?:sd(?:foot|end)note|fn|_?ftn|_?edn)(\d+)")
_NOTE_STYLE = re.compile(r"mso-element\s*:\s*(?:foot|end)note(?![\w-])", re.IGNORECASE)
_MARK = re.compile(r"(\d{1,4}|[ivxlc]{1,6}|[*†‡§a-z])")
_REFERENCE = re.compile(r"note", re.IGNORECASE)
_BACK = frozenset("↩\ufe0e\ufe0f↑^")
_ORDERS = {"a": numbering.LETTERS, "A": numbering.CAPITALS, "i": numbering.ROMAN, "I": numbering.ROMAN_CAPITALS}
_STYLES = {
    "lower-alpha": numbering.LETTERS,
    "lower-latin": numbering.LETTERS,
    "upper-alpha": numbering.CAPITALS,
    "upper-latin": numbering.CAPITALS,
    "lower-roman": numbering.ROMAN,
    "upper-roman": numbering.ROMAN_CAPITALS,
    "decimal": numbering.DECIMAL,
    "decimal-leading-zero": numbering.TWO_DIGITS,
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def extract(data: bytes, options: Mapping[str, str]) -> list[Piece]:
    """The one text of a web page."""
    text, encoding = decoded(data, options.get("encoding", ""))
    draft = Draft()
    draw(text, draft)
    return [draft.piece(encoding=encoding)]


def decoded(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The page's source and its encoding: the one that is named, that it says itself, or that is found."""
    said = _CHARSET.search(data[:4096]) or _XML.search(data[:200])
    named = encoding or (said[1].decode("ascii") if said and not data.startswith((b"\xff\xfe", b"\xfe\xff")) else "")
    for name in (named, "") if not encoding else (named,):
        try:
            return decode("it", data, name)
        except CatenaError as error:
            reason = str(error)
    raise Refused(reason.removeprefix("it: "))


def draw(source: str, draft: Draft, bold: Collection[str] = ()) -> None:
    """Draws what a page's source says; `bold` are classes that are bold, besides those of its own style sheet."""
    page = LexborHTMLParser(source)
    if page.root is not None:
        own = (each for sheet in page.css("style") for each in bold_classes(sheet.text()))
        _Walk(draft, frozenset((*bold, *own))).over(page.root)


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item, and how numbers are written; "" where they are not."""

    next: int
    kind: str


class _Walk:
    """Goes through the tree of a page without climbing into it, however deep it is."""

    def __init__(self, draft: Draft, bold: Collection[str]) -> None:
        self._draft = draft
        self._bold_classes = frozenset(bold)
        self._after_blank = True
        self._bold = 0
        self._kept = 0
        self._lists: list[_List] = []
        self._number = ""
        """What stands before the next words, as an item of a list."""

    def over(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        depth = 0
        while node is not None:
            goes_in = self._enter(node)
            child = node.child if goes_in else None
            if child is not None:
                node, depth = child, depth + 1
                continue
            if goes_in:
                self._leave(node)
            while depth and node.next is None:
                parent = node.parent
                if parent is None:
                    return
                node, depth = parent, depth - 1
                self._leave(node)
            node = node.next if depth else None
        self._draft.paragraph()

    def _enter(self, node: LexborNode) -> bool:
        """What begins with a node; whether what is in it is read."""
        tag = node.tag
        draft = self._draft
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if not tag or tag.startswith(("-", "_", "!")):
            return tag == "-document"
        known = node.attributes
        if tag in _PASSED_OVER or "hidden" in known or _HIDDEN.search(known.get("style") or ""):
            return False
        if tag == "div" and known.get("title") in ("header", "footer"):
            return False
        role = _role(known)
        if "pagebreak" in role:
            label = known.get("title") or known.get("aria-label") or node.text() or ""
            if label.strip():
                draft.page(" ".join(label.split())[:20])
            return False
        if tag == "a" and self._is_mark(node, known, role):
            return False
        if tag == "br":
            self._say("\n")
        elif tag == "img":
            self._text(known.get("alt") or "")
        elif tag == "table":
            draft.open_table()
        elif tag == "tr":
            draft.open_row()
        elif tag in ("td", "th"):
            draft.open_cell()
        elif tag in _BLOCKS:
            self._end_paragraph()
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_list(tag, known))
        is_note, label = _note(tag, known, role)
        if is_note:
            draft.open_note(label)
        if tag == "li" and self._lists:
            self._number_item("" if is_note else known.get("value") or "", is_note)
        if self._is_bold(tag, known):
            self._bold += 1
        if tag in ("pre", "textarea"):
            self._kept += 1
        if tag in ("table", "tr", "td", "th"):
            self._after_blank = True
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag
        draft = self._draft
        if tag in ("td", "th"):
            draft.close_cell()
        elif tag == "table":
            draft.close_table()
        elif tag in _BLOCKS:
            self._end_paragraph()
            known = node.attributes
            if _note(tag, known, _role(known))[0]:
                draft.close_note()
            if tag == "li":
                self._number = ""
            if tag in ("ol", "ul", "menu", "dir") and self._lists:
                self._lists.pop()
        if self._is_bold(tag, node.attributes):
            self._bold -= 1
        if tag in ("pre", "textarea"):
            self._kept -= 1

    def _is_bold(self, tag: str | None, known: Mapping[str, str | None]) -> bool:
        if tag in _BOLD:
            return True
        style, named = known.get("style"), known.get("class")
        return bool(style and is_bold(style)) or bool(
            named and self._bold_classes and not self._bold_classes.isdisjoint(named.split())
        )

    def _is_mark(self, node: LexborNode, known: Mapping[str, str | None], role: str) -> bool:
        """Whether a link is the mark of a note, or leads back from one; a mark is said in brackets, as everywhere."""
        if "#" not in (known.get("href") or ""):
            return False
        words = (node.text() or "").strip()
        if words and _BACK.issuperset(words):
            return True
        parent = node.parent
        raised = node.css_first("sup") is not None or (parent is not None and parent.tag == "sup")
        if not _MARK.fullmatch(words) or not (raised or _REFERENCE.search(f"{known.get('class') or ''} {role}")):
            return False
        leads = not self._draft.is_written
        self._say(f"[{words}] " if leads else f"[{words}]")
        return True

    def _number_item(self, value: str, is_note: bool) -> None:
        here = self._lists[-1]
        if value.isdecimal():
            here.next = int(value[:6])
        self._number = f"{written(here.next, here.kind)}." if here.kind and not is_note else ""
        here.next += 1

    def _end_paragraph(self) -> None:
        if self._number and self._draft.is_written:
            self._draft.number(self._number)
            self._number = ""
        self._draft.paragraph()
        self._after_blank = True

    def _text(self, words: str) -> None:
        if not self._kept:
            words = _BLANKS.sub(" ", words)
            if self._after_blank:
                words = words.removeprefix(" ")
        self._say(words)

    def _say(self, words: str) -> None:
        if words:
            self._after_blank = words[-1] in " \n"
            self._draft.text(words, self._bold > 0)


def _role(known: Mapping[str, str | None]) -> str:
    return f"{known.get('epub:type') or ''} {known.get('role') or ''}"


def _note(tag: str | None, known: Mapping[str, str | None], role: str) -> tuple[bool, str]:
    """Whether an element is a foot- or endnote, and its mark where it does not say it itself."""
    if tag not in _BLOCKS:
        return False, ""
    named = _NOTE_ID.fullmatch(known.get("id") or "")
    if tag == "li":
        return named is not None or _NOTE.search(role) is not None, named[1] if named is not None else ""
    style = known.get("style") or ""
    return bool(_NOTE.search(role) or (tag == "div" and (named or _NOTE_STYLE.search(style)))), ""


def _list(tag: str, known: Mapping[str, str | None]) -> _List:
    start = known.get("start") or ""
    kind = _ORDERS.get(known.get("type") or "", numbering.DECIMAL) if tag == "ol" else ""
    styled = _LIST_STYLE.search(known.get("style") or "")
    if styled is not None and tag == "ol":
        kind = _STYLES.get(styled[1].lower(), "")
    return _List(int(start[:6]) if start.isdecimal() else 1, kind)
