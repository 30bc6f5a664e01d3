"""The borders of an excerpt while they are moved: one end at a time, by words or by sentences, never across another one.

A right end stands behind a word or behind the marks that follow it, a left one before a word or before the marks that open it, so
a full stop or a quotation mark can be in or out. Positions are code points of the verbatim text.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tui.reader.spans import Range, Spans


@dataclass(frozen=True, slots=True)
class Borders:
    """The ranges of an excerpt, in order; `moving` counts their ends: 0 the first start, 1 the first end, 2 the second start …"""

    ranges: tuple[Range, ...]
    moving: int = 1

    @property
    def span(self) -> Range:
        """The range whose end moves."""
        return self.ranges[self.moving // 2]

    @property
    def position(self) -> int:
        """Where the end that moves stands."""
        return self.span[self.moving % 2]

    @property
    def cursor(self) -> int:
        """The character beside the end that moves, inside."""
        return self.position - self.moving % 2

    def swapped(self) -> "Borders":
        """The next end moves from now on, after the last one the first."""
        return replace(self, moving=(self.moving + 1) % (2 * len(self.ranges)))

    def by_word(self, spans: Spans, step: int) -> "Borders":
        """The end moves to the next border of a word, or back to the one before."""
        find = _word_end if self.moving % 2 else _word_start
        return self._moved(find(spans, self.position, step))

    def by_sentence(self, spans: Spans, step: int) -> "Borders":
        """The end moves to the next border of a sentence, or back to the one before."""
        find = sentence_end if self.moving % 2 else sentence_start
        return self._moved(find(spans, self.position, step))

    def _moved(self, position: int | None) -> "Borders":
        ends = [end for span in self.ranges for end in span]
        low = ends[self.moving - 1] + self.moving % 2 if self.moving else 0
        high = ends[self.moving + 1] - (1 - self.moving % 2) if self.moving + 1 < len(ends) else None
        if position is None or position < low or (high is not None and position > high):
            return self
        ends[self.moving] = position
        return replace(self, ranges=tuple(zip(ends[::2], ends[1::2], strict=True)))


def _word_end(spans: Spans, position: int, step: int) -> int | None:
    def fits(word: Range) -> bool:
        return word[1] > position if step > 0 else word[1] < position

    return _border(spans, position, step, fits, 1)


def _word_start(spans: Spans, position: int, step: int) -> int | None:
    def fits(word: Range) -> bool:
        return word[0] > position if step > 0 else word[0] < position

    return _border(spans, position, step, fits, 0)


def _border(spans: Spans, position: int, step: int, fits: Callable[[Range], bool], end: int) -> int | None:
    """The start (0) or end (1) of the nearest word or run of marks that fits; marks count where a word stands beside them."""
    text = spans.text
    place = position if step > 0 else position - 1
    while 0 <= place < len(text):
        if not text[place].isspace():
            word = spans.word(place)
            beside = word[0] - 1 if end else word[1]
            marks = not any(sign.isalnum() for sign in text[word[0] : word[1]])
            alone = marks and not (0 <= beside < len(text) and not text[beside].isspace())
            if word[0] <= place < word[1] and fits(word) and not alone:
                return word[end]
            place = max(place, word[1] - 1) if step > 0 else min(place, word[0])
        place += step
    return None


def sentence_end(spans: Spans, position: int, step: int) -> int | None:
    """Where the next sentence ends behind a position, or the one before it if `step` is negative."""
    here = spans.sentence(max(0, position - 1))
    if step > 0:
        after = here if here[1] > position else spans.after(max(0, position - 1), "sentence")
        return after[1] if after is not None else None
    before = here if here[1] < position else spans.before(here[0], "sentence")
    return before[1] if before is not None else None


def sentence_start(spans: Spans, position: int, step: int) -> int | None:
    """Where the next sentence begins behind a position, or before it if `step` is negative."""
    if step > 0:
        after = spans.after(position, "sentence")
        return after[0] if after is not None else None
    here = spans.sentence(position)
    before = here if here[0] < position else spans.before(position, "sentence")
    return before[0] if before is not None else None
