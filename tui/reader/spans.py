"""Words, sentences and passages around a position of a verbatim text, as half-open ranges of code points.

Every position of a passage that is not blank lies in exactly one word and one sentence; a blank one
counts as part of what follows it, and after the last of a passage, as part of what goes before. No word
or sentence crosses the border of a passage.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from tui.reader import sentences

Span = Literal["word", "sentence", "passage"]
Range = tuple[int, int]

_WITHOUT_BLANKS = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

_JOINERS = frozenset("'\u2019-\u2010\u2011\u00ad\u200c\u200d")


@lru_cache(4096)
def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


@lru_cache(4096)
def _stands_alone(character: str) -> bool:
    """A character of a script that writes no blanks between words."""
    code = ord(character)
    return any(first <= code <= last for first, last in _WITHOUT_BLANKS)


class Spans:
    """A text with its passages (sorted, not overlapping); without any, the whole text is one."""

    def __init__(self, text: str, passages: Sequence[Range] = ()) -> None:
        self.text = text
        self._passages = [span for span in passages if span[0] < span[1]] or [(0, len(text))]
        self._starts = [start for start, _ in self._passages]
        self._latest: Range = (0, 0)
        """The last sentence found: one without an end in sight is not looked for again at each key."""

    def at(self, position: int, span: Span) -> Range:
        """The word, sentence or passage at a position."""
        if span == "passage":
            return self._passages[self._passage_number(position)]
        return self.word(position) if span == "word" else self.sentence(position)

    def after(self, position: int, span: Span) -> Range | None:
        """The next one that begins after the one at the position, if any."""
        end = max(self.at(position, span)[1], position)
        while end < len(self.text):
            if not self.text[end].isspace():
                following = self.at(end, span)
                if following[1] > end and following[0] >= end and self._counts(following, span):
                    return following
                end = max(end + 1, following[1])
            else:
                end += 1
        return None

    def before(self, position: int, span: Span) -> Range | None:
        """The last one that ends before the one at the position begins, if any."""
        start = min(self.at(position, span)[0], position)
        while start > 0:
            start -= 1
            if not self.text[start].isspace():
                preceding = self.at(start, span)
                if preceding[0] <= start < preceding[1] and self._counts(preceding, span):
                    return preceding
        return None

    def _counts(self, found: Range, span: Span) -> bool:
        """Whether one goes there: marks by themselves, as a full stop or the stars of Markdown, are no word."""
        return span != "word" or any(_is_letter(sign) for sign in self.text[found[0] : found[1]])

    def nearest_word(self, position: int) -> Range:
        """The word at a position, or where only marks stand, the next in its passage or else the one before."""
        here = self.word(position)
        if self._counts(here, "word"):
            return here
        low, high = self.at(position, "passage")
        after, before = self.after(position, "word"), self.before(position, "word")
        if after is not None and after[1] <= high:
            return after
        return before if before is not None and before[0] >= low else here

    def word(self, position: int) -> Range:
        low, high = self.at(position, "passage")
        position = self._solid(position, low, high)
        text = self.text
        if position >= high or text[position].isspace():
            return position, min(position + 1, high)
        if not _is_letter(text[position]) and not self._joins(position, low, high):
            return self._run_of_signs(position, low, high)
        if _stands_alone(text[position]):
            return position, self._marks_after(position + 1, high)
        start, end = position, position + 1
        while start > low and self._in_word(start - 1, low, high):
            start -= 1
        while end < high and self._in_word(end, low, high):
            end += 1
        return start, end

    def sentence(self, position: int) -> Range:
        low, high = self.at(position, "passage")
        if self._latest[0] <= position < self._latest[1]:
            return self._latest
        position = self._solid(position, low, high)
        start = self._start_of_sentence(position, low, high)
        end = next((end for end in sentences.ends(self.text, (low, high), start) if end > position), high)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        self._latest = (start, end) if end > start else (position, min(position + 1, high))
        return self._latest

    def _start_of_sentence(self, position: int, low: int, high: int) -> int:
        reach = 1000
        while True:
            begin = max(low, position - reach)
            last = -1
            for end in sentences.ends(self.text, (low, high), begin):
                if end > position:
                    break
                last = end
            # What ends just after the window's edge may be half a pause or half an abbreviation.
            if last > begin + 40 or begin == low:
                break
            reach *= 4
        start = last if last >= 0 else low
        while start < position and self.text[start].isspace():
            start += 1
        return start

    def _passage_number(self, position: int) -> int:
        number = max(0, bisect_right(self._starts, position) - 1)
        if position >= self._passages[number][1] and number + 1 < len(self._passages):
            return number + 1
        return number

    def _solid(self, position: int, low: int, high: int) -> int:
        """The position, or the next that is not blank, or else the last one before it."""
        position = min(max(position, low), max(low, high - 1))
        for place in range(position, high):
            if not self.text[place].isspace():
                return place
        for place in range(position, low, -1):
            if not self.text[place - 1].isspace():
                return place - 1
        return position

    def _in_word(self, place: int, low: int, high: int) -> bool:
        character = self.text[place]
        if _is_letter(character):
            return not _stands_alone(character)
        return self._joins(place, low, high)

    def _joins(self, place: int, low: int, high: int) -> bool:
        """A sign inside a word: an apostrophe or hyphen between letters, or a line's wrap after a hyphen."""
        text = self.text
        if place <= low or place + 1 >= high:
            return False
        before, here, after = text[place - 1], text[place], text[place + 1]
        if here == "\n":
            return before in "-\u00ad" and after.islower() and place - 2 >= low and text[place - 2].isalpha()
        if here not in _JOINERS or not _is_letter(before) or _stands_alone(before):
            return False
        if after == "\n":
            return self._joins(place + 1, low, high)
        return _is_letter(after) and not _stands_alone(after)

    def _run_of_signs(self, position: int, low: int, high: int) -> Range:
        start, end = position, position + 1
        while start > low and self._is_sign(start - 1, low, high):
            start -= 1
        while end < high and self._is_sign(end, low, high):
            end += 1
        return start, end

    def _is_sign(self, place: int, low: int, high: int) -> bool:
        character = self.text[place]
        return not character.isspace() and not _is_letter(character) and not self._joins(place, low, high)

    def _marks_after(self, place: int, high: int) -> int:
        while place < high and unicodedata.category(self.text[place])[0] == "M":
            place += 1
        return place
