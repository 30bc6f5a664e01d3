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
        position = 0
        for start, end, text, _ in edits:
            pieces += (self.text[position:start], text)
            position = end
        pieces.append(self.text[position:])
        return Mapped("".join(pieces), *self._moved(edits), self.length)

    def _moved(self, edits: Sequence[Edit]) -> tuple[Offsets, Offsets]:
        """The starts and ends after the edits: all that is put somewhere stands for the whole of what it replaces."""
        moving = [(start, end, len(text)) for start, end, text, _ in edits if end - start != len(text)]
        if not moving:
            return self.starts, self.ends
        first, last, size = np.array(moving, np.int64).T
        saved = np.cumsum(last - first - size)
        behind = last - saved
        length = len(self.text) - int(saved[-1])
        shifts = np.repeat(np.append(0, saved), np.diff(behind, prepend=0, append=length))
        before = np.minimum(np.arange(length) + shifts, len(self.text))
        all_starts, all_ends = (
            np.append(self.starts, np.int32(self.length)),
            np.append(self.ends, np.int32(self.length)),
        )
        starts, ends = all_starts[before], all_ends[before]
        put = np.repeat(behind - np.cumsum(size), size) + np.arange(int(size.sum()))
        starts[put] = np.repeat(all_starts[first], size)
        ends[put] = np.repeat(np.where(first < last, all_ends[last - 1], all_starts[first]), size)
        return starts, ends

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
