"""Web pages: what a reader of the page reads, block by block.

Scripts, styles and what is hidden are left out; images say their alternative text. White space is read as a browser reads it.
Links are not followed, and nothing is fetched.
"""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from store.encodings import decode
from store.errors import CatenaError
from store.importers.draft import Draft
from store.importers.pieces import Piece, Refused

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary ul legend caption option""".split()  # noqa: SIM905
)
_PASSED_OVER = frozenset(
    "script style head template noscript svg canvas audio video iframe object embed noframes datalist rp rt".split()  # noqa: SIM905
)
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "th"})
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
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


def draw(source: str, draft: Draft) -> None:
    """Draws what a page's source says."""
    root = LexborHTMLParser(source).root
    if root is not None:
        _Walk(draft).over(root)


class _Walk:
    """Goes through the tree of a page without climbing into it, however deep it is."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._after_blank = True
        self._bold = 0
        self._kept = 0
        self._notes: list[LexborNode] = []

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
        role = f"{known.get('epub:type') or ''} {known.get('role') or ''}"
        if "pagebreak" in role:
            label = known.get("title") or known.get("aria-label") or node.text() or ""
            if label.strip():
                draft.page(" ".join(label.split())[:20])
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
        if re.search(r"\b(?:doc-)?(?:foot|end|rear)note\b", role) and tag in _BLOCKS:
            draft.open_note("")
        if tag in _BOLD:
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
            role = f"{known.get('epub:type') or ''} {known.get('role') or ''}"
            if re.search(r"\b(?:doc-)?(?:foot|end|rear)note\b", role):
                draft.close_note()
        if tag in _BOLD:
            self._bold -= 1
        if tag in ("pre", "textarea"):
            self._kept -= 1

    def _end_paragraph(self) -> None:
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
