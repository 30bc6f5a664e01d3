"""The selection while it grows: a part that stays, and an end that moves.

The part that stays is what the selection began with (a word, a sentence, a passage); the moving end is
where the cursor is. A selection always holds whole words. What is taken off is what was put on last: a
sentence of what grew by sentences.
"""

from dataclasses import dataclass, replace

from tui.reader.borders import sentence_end, sentence_start
from tui.reader.spans import Range, Span, Spans


def hull(one: Range, other: Range) -> Range:
    return min(one[0], other[0]), max(one[1], other[1])


@dataclass(frozen=True, slots=True)
class Selection:
    """A selected range. `forward` says that its end moves, otherwise its start does; `by` is what it grew by last."""

    span: Range
    stays: Range
    forward: bool = True
    by: Span = "word"

    @property
    def moving(self) -> int:
        """The position of the cursor: the last character, or the first."""
        return self.span[1] - 1 if self.forward else self.span[0]

    def moved(self, spans: Spans, position: int) -> "Selection":
        """The selection from what stays to the word at a position."""
        word = spans.word(position)
        return Selection(hull(self.stays, word), self.stays, forward=word[1] > self.stays[0])

    def swapped(self, spans: Spans) -> "Selection":
        """The other end moves from now on."""
        start, end = self.span
        if self.forward:
            return replace(self, stays=(max(start, spans.word(end - 1)[0]), end), forward=False)
        return replace(self, stays=(start, min(end, spans.word(start)[1])), forward=True)

    def by_sentence(self, spans: Spans, step: int) -> "Selection":
        """The moving end goes to the next border of a sentence, or back to the one before; beyond what stays it turns round."""
        start, end = self.span
        if self.forward:
            border = sentence_end(spans, end, step)
            if border is not None and border < self.stays[1]:
                border = sentence_start(spans, self.stays[0], -1)
                return self if border is None else Selection((border, self.stays[1]), self.stays, False, "sentence")
            return self if border is None else replace(self, span=(start, border), by="sentence")
        border = sentence_start(spans, start, step)
        if border is not None and border > self.stays[0]:
            border = sentence_end(spans, self.stays[1], 1)
            return self if border is None else Selection((self.stays[0], border), self.stays, True, "sentence")
        return self if border is None else replace(self, span=(border, end), by="sentence")

    def grown(self, spans: Spans, span: Span) -> "Selection":
        """First the whole sentence (or passage, or word) at the moving end, then one more with each call."""
        whole = spans.at(self.moving, span)
        if hull(self.span, whole) != self.span:
            return replace(self, span=hull(self.span, whole), stays=hull(self.stays, whole), by=span)
        more = spans.after(self.span[1] - 1, span) if self.forward else spans.before(self.span[0], span)
        return replace(self, span=hull(self.span, more), by=span) if more else replace(self, by=span)

    def shrunk(self, spans: Spans) -> "Selection":
        """Less by what it grew by last at the moving end, or where no more than one of these is left, by a word."""
        less = self._less(spans, self.by)
        return less if less.span != self.span else self._less(spans, "word")

    def _less(self, spans: Spans, span: Span) -> "Selection":
        start, end = self.span
        last = spans.at(self.moving, span)
        if self.forward:
            before = spans.before(last[0], span)
            kept = (start, before[1]) if before and before[1] > start else self.span
        else:
            after = spans.after(last[1] - 1, span)
            kept = (after[0], end) if after and after[0] < end else self.span
        return replace(self, span=kept, stays=(max(self.stays[0], kept[0]), min(self.stays[1], kept[1])))


def begun(spans: Spans, position: int, span: Span = "word") -> Selection:
    """A selection of the word (or sentence, or passage) at a position."""
    whole = spans.nearest_word(position) if span == "word" else spans.at(position, span)
    return Selection(whole, whole, by=span)
