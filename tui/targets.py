"""What is about to be tagged: a place in a document, seen as bare words, as sentences or as passages.

Offsets are half-open ranges of code points of the verbatim text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from search.passages import Passage
from tui.reader.spans import Range, Spans
from tui.study import OpenText

Extent = Literal["words", "sentence", "passage"]
GAP = " [...] "
"""What stands between several segments."""
EXTENTS: tuple[Extent, ...] = ("words", "sentence", "passage")


@dataclass(frozen=True, slots=True)
class Target:
    """`words` is what was found or selected; `extent` says how much around it is meant. Bare words can be several `segments`."""

    opened: OpenText
    words: Range
    extent: Extent = "sentence"
    segments: tuple[Range, ...] = ()

    @property
    def span(self) -> Range:
        """The range that is meant."""
        if self.extent == "words":
            return self.words
        passages = _passages_touching(self.opened.passages, self.words)
        whole = (min(passages[0][0], self.words[0]), max(passages[-1][1], self.words[1])) if passages else self.words
        if self.extent == "passage":
            return whole
        spans = Spans(self.opened.text, passages)
        first = spans.sentence(self.words[0])
        last = spans.sentence(max(self.words[0], self.words[1] - 1))
        return min(first[0], self.words[0]), max(last[1], self.words[1])

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The range that is meant, or the several ones."""
        return self.segments if self.segments and self.extent == "words" else (self.span,)

    @property
    def place(self) -> tuple[str, tuple[Range, ...]]:
        """The document (id) and the ranges of it that are meant; several hits can lie in one place."""
        return self.opened.document.id, self.ranges

    @property
    def text(self) -> str:
        return GAP.join(self.opened.text[start:end] for start, end in self.ranges)

    @property
    def said(self) -> str:
        """The words that are meant, on one line, without the label of who says them."""
        words = " ".join(self.text.split())
        start = self.ranges[0][0]
        speakers = (each.speaker for each in self.opened.passages if each.start <= start < each.end)
        name = re.escape(" ".join(next(speakers, "").split()))
        label = re.match(rf"(?:\[{name}\]:?|{name}(?: \([^()]{{1,30}}\))? ?:) (?=\S)", words) if name else None
        return words[label.end() :] if label else words

    def wider(self) -> "Target":
        """The same place with the next extent, and bare words after passages."""
        return replace(self, extent=EXTENTS[(EXTENTS.index(self.extent) + 1) % len(EXTENTS)])


def _passages_touching(passages: "Sequence[Passage]", span: Range) -> list[Range]:
    return [(each.start, each.end) for each in passages if each.start < span[1] and each.end > span[0]]
