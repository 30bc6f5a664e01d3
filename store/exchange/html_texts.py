"""HTML as a text, with the way from places in what it says to places in the text.

Programs count in what the pieces of text between the tags say, put together; a reader's text has paragraphs and single blanks
instead. Every piece is kept, and for each of its characters it is known where it came to stand. A tag is looked for a short way
ahead, what is none is text, and a page with too much of that is refused, so that no page makes it slow.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

_PIECE = r"""[^<>"']{0,300}"""
_TAG = re.compile(
    rf"""<(?:!--.{{0,4000}}?-->|[!?][^<>]{{0,2000}}>|(/?)([A-Za-z][A-Za-z0-9]{{0,20}})(?=[\s/>])"""
    rf"""{_PIECE}(?:(?:"[^"]{{0,1500}}"|'[^']{{0,1500}}'){_PIECE}){{0,20}}>)""",
    re.DOTALL,
)
_MOST_LOOSE = 2_000
"""Signs `<` that begin no tag, of which a page that a program wrote has none."""
_PARAGRAPHS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "div", "dl", "fieldset", "figure", "footer", "form"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "ul",
        ),
    )
)
_LINES = frozenset(("br", "caption", "dd", "dt", "figcaption", "li", "tr"))
_CELLS = frozenset(("td", "th"))
_UNSHOWN = frozenset(("script", "style", "template", "title"))
_BLANKS = re.compile("[ \t\n\f\r]+")


@dataclass(frozen=True)
class HtmlText:
    """`said` is what the pieces say, put together; `text` is how it is read; each character of `said` stands in it from
    `before` to `after`, which are the same where it was dropped."""

    said: str
    text: str
    before: Sequence[int]
    after: Sequence[int]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of `text` for one of code points of `said`; what lies outside is cut off."""
        start, end = max(0, min(start, len(self.said))), max(0, min(end, len(self.said)))
        if start >= end:
            place = self.before[start] if start < len(self.said) else len(self.text.rstrip("\n"))
            return place, place
        return self.before[start], max(self.before[start], self.after[end - 1])

    def place_of_byte(self, offsets: Sequence[int]) -> list[int]:
        """Code points of `said` for offsets of bytes of its UTF-8."""
        if self.said.isascii():
            return list(offsets)
        ends: list[int] = []
        counted = 0
        for each in self.said:
            counted += len(each.encode("utf-8"))
            ends.append(counted)
        return [bisect_left(ends, each) + (each > 0) if each > 0 else each for each in offsets]


def html_text(html: str) -> HtmlText:
    """The text of a page or a piece of one; raises ValueError where it is no HTML that a program wrote."""
    reader = _Reader()
    last = loose = 0
    here = html.find("<")
    while here >= 0:
        tag = _TAG.match(html, here)
        if tag is None:
            loose += 1
            if loose > _MOST_LOOSE:
                raise ValueError("it has thousands of signs `<` that begin no tag")
            here = html.find("<", here + 1)
            continue
        reader.say(html[last : tag.start()])
        if tag[2]:
            reader.meet(tag[2].lower(), bool(tag[1]))
        last = tag.end()
        here = html.find("<", last)
    reader.say(html[last:])
    text = "".join(reader.out)
    return HtmlText("".join(reader.said), f"{text}\n" if text else "", reader.before, reader.after)


class _Reader:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.out: list[str] = []
        self.before: list[int] = []
        self.after: list[int] = []
        self._length = 0
        self._lines = 0
        self._blank = False
        self._verbatim = 0
        self._unshown = ""

    def meet(self, tag: str, closing: bool) -> None:
        """What a tag does to what follows."""
        if tag in _UNSHOWN:
            self._unshown = "" if closing else tag
        elif tag in _PARAGRAPHS:
            self._lines = max(self._lines, 2)
            if tag == "pre":
                self._verbatim = 0 if closing else 1
        elif tag == "br":
            self._lines += 1
        elif tag in _LINES:
            self._lines = max(self._lines, 1)
        elif tag in _CELLS:
            self._blank = True

    def say(self, piece: str) -> None:
        """A piece of text between two tags."""
        piece = unescape(piece.replace("\r\n", "\n").replace("\r", "\n"))
        if not piece:
            return
        self.said.append(piece)
        last = 0
        for blanks in _BLANKS.finditer(piece) if not self._verbatim else ():
            self._show(piece[last : blanks.start()])
            self._drop(blanks.end() - blanks.start())
            self._blank = True
            last = blanks.end()
        self._show(piece[last:])

    def _drop(self, count: int) -> None:
        self.before += [self._length] * count
        self.after += [self._length] * count

    def _show(self, words: str) -> None:
        if not words:
            return
        if self._unshown:
            self._drop(len(words))
            return
        if self._length and (self._lines or self._blank):
            self._put("\n" * self._lines or " ")
        self._lines, self._blank = 0, False
        self.before += range(self._length, self._length + len(words))
        self.after += range(self._length + 1, self._length + len(words) + 1)
        self._put(words)

    def _put(self, words: str) -> None:
        self.out.append(words)
        self._length += len(words)
