"""A text derived from a source text, and where each of its characters came from.

Every character of a mapped text stands for one half-open range of code points of the source. These ranges never cross: both
their starts and their ends grow with the position. Edits of equal length are mapped character by character; all others map
each of their characters to the whole of what they replace. The source itself is never touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.edits import Edit

Offsets = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Mapped:
    """A derived text; character `i` stands for `[starts[i], ends[i])` of a source of `length` code points."""

    text: str
    starts: Offsets
    ends: Offsets
    length: int

    @classmethod
    def whole(cls, text: str) -> "Mapped":
        """The text as derived from itself."""
        positions = np.arange(len(text) + 1, dtype=np.int32)
        return cls(text, positions[:-1], positions[1:], len(text))

    def edited(self, edits: Sequence[Edit]) -> "Mapped":
        """The text after edits that are in order and do not overlap."""
        if not edits:
            return self
        pieces: list[str] = []
        starts: list[Offsets] = []
        ends: list[Offsets] = []
        position = 0
        for edit in edits:
            kept = slice(position, edit.start)
            pieces += (self.text[kept], edit.text)
            starts.append(self.starts[kept])
            ends.append(self.ends[kept])
            if len(edit.text) == edit.end - edit.start:
                starts.append(self.starts[edit.start : edit.end])
                ends.append(self.ends[edit.start : edit.end])
            elif edit.text:
                first, last = self.to_source(edit.start, edit.end)
                starts.append(np.full(len(edit.text), first, np.int32))
                ends.append(np.full(len(edit.text), last, np.int32))
            position = edit.end
        pieces.append(self.text[position:])
        starts.append(self.starts[position:])
        ends.append(self.ends[position:])
        return Mapped("".join(pieces), np.concatenate(starts), np.concatenate(ends), self.length)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source range of `[start, end)`: from the first character's first code point to the last one's last."""
        if start < end:
            return int(self.starts[start]), int(self.ends[end - 1])
        place = int(self.starts[start]) if start < len(self.text) else self.length
        return place, place

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """The range of all characters that stand for something of the source's `[start, end)`; empty where none does."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return first, max(first, last)
