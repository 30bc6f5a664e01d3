"""Postings: in which passages the terms of a segment stand, and how they are written into Whoosh's file of postings.

The bytes are those that Whoosh's own writer makes when it is given one posting after the other, which a test holds (blocks of
128, passages as differences, equal weights once). Here they are prepared for all terms in one go, which makes the index a
fifth quicker to build.
"""

import zlib
from pickle import dumps
from struct import Struct
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC
from whoosh.util.numeric import length_to_byte

from search.blocks import Postings

_BLOCK = 128
"""Postings of a block, as Whoosh has it."""

_PACKED = 3
"""How hard a block is packed, as Whoosh has it."""

_WORTH_PACKING = 80
"""Bytes from which on a block is packed: shorter ones only grow."""

_PROTOCOL = 2
_LENGTH = Struct("!i")


class _Summary:
    """What Whoosh wants to know of a term's postings; it asks for it as for one block."""

    def __init__(
        self, count: int, weight: float, most: float, sizes: tuple[int, int], passages: tuple[int, int]
    ) -> None:
        self._weights = (weight,)
        self._count, self._most, self._sizes, self._passages = count, most, sizes, passages

    def __len__(self) -> int:
        return self._count

    def min_id(self) -> int:
        return self._passages[0]

    def max_id(self) -> int:
        return self._passages[1]

    def min_length(self) -> int:
        return self._sizes[0]

    def max_length(self) -> int:
        return self._sizes[1]

    def max_weight(self) -> float:
        return self._most


def write_postings(writer: Any, postings: Postings) -> None:
    """Gives the terms of a field to Whoosh's writer, in the middle of whose field we are."""
    if not len(postings.passages):
        return
    bounds, passages, weights = postings.bounds, postings.passages, postings.weights
    many = -(-np.diff(bounds) // _BLOCK)
    ends = np.cumsum(many)
    within = np.arange(int(ends[-1])) - np.repeat(ends - many, many)
    lows = np.repeat(bounds[:-1], many) + _BLOCK * within
    highs = np.minimum(lows + _BLOCK, np.repeat(bounds[1:], many))
    steps = np.diff(passages.astype(np.int64), prepend=0)
    steps[lows] = passages[lows]
    most, least = np.maximum.reduceat(weights, lows).tolist(), np.minimum.reduceat(weights, lows).tolist()
    longest, shortest = np.maximum.reduceat(postings.sizes, lows), np.minimum.reduceat(postings.sizes, lows)
    lasts = passages[highs - 1].tolist()
    sums = np.add.reduceat(weights, bounds[:-1], dtype=np.float64).tolist()
    of_longest, of_shortest = _bytes_of(longest), _bytes_of(shortest)
    first_block = 0
    for term, total, low, high, behind in zip(
        postings.terms, sums, bounds[:-1].tolist(), bounds[1:].tolist(), ends.tolist(), strict=True
    ):
        writer.start_term(term)
        terms_postings = writer._postwriter
        blocks = [WHOOSH3_HEADER_MAGIC]
        for block in range(first_block, behind):
            start, end = int(lows[block]), int(highs[block])
            heaviest = most[block]
            alike = None if heaviest == 1.0 else heaviest
            weight = alike if heaviest == least[block] else tuple(weights[start:end].tolist())
            data = dumps((tuple(steps[start:end].tolist()), weight, None), _PROTOCOL)
            packed = _PACKED if len(data) >= _WORTH_PACKING else 0
            if packed:
                data = zlib.compress(data, packed)
            about = dumps(
                (end - start, lasts[block], heaviest, packed, of_shortest[block], of_longest[block]), _PROTOCOL
            )
            length = len(about) + len(data)
            # The last block's length is negative.
            blocks += (_LENGTH.pack(-length if block == behind - 1 else length), about, data)
        terms_postings._postfile.write(b"".join(blocks))
        terms_postings._blockcount = behind - first_block
        term_sizes = int(shortest[first_block:behind].min()), int(longest[first_block:behind].max())
        ids = int(passages[low]), lasts[behind - 1]
        terms_postings._terminfo.add_block(_Summary(high - low, total, max(most[first_block:behind]), term_sizes, ids))
        writer.finish_term()
        first_block = behind


def _bytes_of(sizes: npt.NDArray[np.int64]) -> list[int]:
    """The sizes as Whoosh keeps them, in one byte each."""
    different, which = np.unique(sizes, return_inverse=True)
    of: list[int] = np.array([length_to_byte(size) for size in different.tolist()])[which].tolist()
    return of
