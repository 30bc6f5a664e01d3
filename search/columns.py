"""The columns of a segment: what the evaluation of queries reads, in one memory-mapped file beside the segment's Whoosh files.

A segment holds whole documents. Its tokens are numbered through all of them; a document's passages follow each other. For
every term the file lists its occurrences, in order of place; an occurrence is the number of a token, or, from `tokens` on,
that of a joined token, which stands over several. The file is written whole before the commit that names its segment, and
never changed. It holds numbers, UTF-8 and JSON, and nothing that could be executed.
"""

import json
import mmap
import os
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from search.tokens import ATTACHED

FORMAT = 4
"""Raised whenever the file's contents change their meaning: older files are built anew."""

MAGIC = b"catena columns\n"
_ALIGNMENT = 64

WIDE = 7
"""The widest gap before a token that is stored: what is wider, and the first of a document, counts as so much."""

_BETWEEN_SIGNPOSTS = 32
"""Terms from one to the next that is kept at hand."""

_FEW = 256
"""Fewer tokens than these are looked up among the passages directly."""

_AT_ONCE = 1 << 15
"""Tokens whose passages are looked up at once."""

Numbers = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]


class Damaged(Exception):
    """An index file is not what was written; the index is to be built anew."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document in a segment: which version of its text and by which rules it was read, and where its passages begin."""

    id: str
    sha256: str
    rules: str
    passage: int
    passages: int
    tokens: int


@dataclass(frozen=True)
class Columns:
    """One segment, for reading.

    `lexicon` has the terms (UTF-8, sorted, separated by LF), of which term `t` begins at `terms[t]`; its occurrences are
    `occurrences[bounds[t]:bounds[t + 1]]`. Token `i` begins `offsets[i]` code points (modulo 2**32) behind where its passage
    begins and has `lengths[i]` of them; `between[i]` is the gap before it and its tail, packed by `packed`. Passage `p` is
    `[passage_starts[p], passage_ends[p])` and begins with the token `passage_tokens[p]`. `joined_first` and `joined_last`
    are the tokens that a joined one stands over.
    """

    documents: tuple[Indexed, ...]
    speakers: tuple[str, ...]
    lexicon: bytes | mmap.mmap
    lexicon_at: int
    terms: Numbers
    bounds: Numbers
    occurrences: Numbers
    offsets: npt.NDArray[np.unsignedinteger[Any]]
    lengths: npt.NDArray[np.unsignedinteger[Any]]
    between: Bytes
    joined_first: Numbers
    joined_last: Numbers
    passage_tokens: Numbers
    passage_starts: Numbers
    passage_ends: Numbers
    passage_speakers: Numbers
    passage_documents: Numbers

    @cached_property
    def bounds_of_passages(self) -> npt.NDArray[np.int64]:
        """The tokens with which passages begin, and the number of all tokens."""
        return np.append(self.passage_tokens, self.tokens).astype(np.int64)

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """The tokens of each passage."""
        return np.diff(self.bounds_of_passages)

    @cached_property
    def order(self) -> npt.NDArray[np.int64]:
        """The place of each document among the segment's documents by id."""
        order = np.zeros(len(self.documents), np.int64)
        order[sorted(range(len(self.documents)), key=lambda number: self.documents[number].id)] = np.arange(len(order))
        return order

    @cached_property
    def in_order(self) -> bool:
        """Whether the documents follow each other by their ids."""
        return bool((np.diff(self.order) > 0).all())

    def passages_of(self, tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The passages in which tokens stand."""
        if len(tokens) < _FEW:
            return self.bounds_of_passages[:-1].searchsorted(tokens, side="right") - 1
        found = np.empty(len(tokens), np.int64)
        shift, table = self._passages_by_block
        # So few at a time stay in the processor's cache.
        for low in range(0, len(tokens), _AT_ONCE):
            some = tokens[low : low + _AT_ONCE]
            passages = table[some >> shift]
            behind = np.flatnonzero(self.bounds_of_passages[passages + 1] <= some)
            while len(behind):
                passages[behind] += 1
                behind = behind[self.bounds_of_passages[passages[behind] + 1] <= some[behind]]
            found[low : low + _AT_ONCE] = passages
        return found

    @cached_property
    def _passages_by_block(self) -> tuple[int, npt.NDArray[np.int32]]:
        """The passage of the first token of each block of tokens, where a block is `1 << shift` of them: about half a passage."""
        shift = max(0, (self.tokens // max(1, 2 * self.passages)).bit_length() - 1)
        first_blocks = (self.bounds_of_passages[:-1] + (1 << shift) - 1) >> shift
        begun = np.bincount(first_blocks, minlength=(self.tokens >> shift) + 1)
        return shift, (np.cumsum(begun) - 1).astype(np.int32)

    def starts(
        self, tokens: npt.NDArray[np.int64], passages: npt.NDArray[np.int64] | None = None
    ) -> npt.NDArray[np.int64]:
        """The code points with which these tokens begin; their passages are looked up where they are not given."""
        passages = self.passages_of(tokens) if passages is None else passages
        return (self.passage_starts[passages] + self.offsets[tokens]).astype(np.int64)

    def ends(self, tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The code points behind these tokens."""
        return self.starts(tokens) + self.lengths[tokens]

    def gaps(self, tokens: npt.NDArray[np.int64]) -> Bytes:
        """The characters of the view before these tokens, or WIDE where there are so many or more."""
        return self.between[tokens] & np.uint8(WIDE)

    def tails(self, tokens: npt.NDArray[np.int64]) -> Bytes:
        """The tails of these tokens, as `Tokens` has them."""
        both = self.between[tokens]
        tails: Bytes = both >> np.uint8(3) & np.uint8(15) | both & np.uint8(ATTACHED)
        return tails

    @property
    def passages(self) -> int:
        return len(self.passage_starts)

    @property
    def tokens(self) -> int:
        return len(self.lengths)

    def term(self, number: int) -> bytes:
        """A term's UTF-8."""
        low = self.lexicon_at + int(self.terms[number])
        return self.lexicon[low : self.lexicon_at + int(self.terms[number + 1]) - 1]

    def place(self, term: bytes) -> int:
        """The number of the first term that is not before `term`."""
        post = bisect_left(self._signposts, term)
        if not post:
            return 0
        first, behind = (post - 1) * _BETWEEN_SIGNPOSTS, min(post * _BETWEEN_SIGNPOSTS, len(self.terms) - 1)
        low, high = self.lexicon_at + int(self.terms[first]), self.lexicon_at + int(self.terms[behind])
        return first + bisect_left(self.lexicon[low : high - 1].split(b"\n"), term)

    @cached_property
    def _signposts(self) -> list[bytes]:
        """Every so manieth term."""
        return [self.term(number) for number in range(0, len(self.terms) - 1, _BETWEEN_SIGNPOSTS)]

    def words(self) -> bytes:
        """The whole lexicon, one term a line."""
        return self.lexicon[self.lexicon_at : self.lexicon_at + int(self.terms[-1])]


_ARRAYS: Mapping[str, type[np.generic]] = {
    "terms": np.uint32,
    "bounds": np.uint32,
    "occurrences": np.uint32,
    "between": np.uint8,
    "joined_first": np.uint32,
    "joined_last": np.uint32,
    "passage_tokens": np.uint32,
    "passage_starts": np.uint32,
    "passage_ends": np.uint32,
    "passage_speakers": np.uint32,
    "passage_documents": np.uint32,
}


_WIDTHS: tuple[type[np.unsignedinteger[Any]], ...] = (np.uint8, np.uint16, np.uint32)
_OF_ANY_WIDTH = ("offsets", "lengths")
"""Columns that are stored in the narrowest of these that holds them all."""


def packed(gaps: Bytes, tails: Bytes) -> Bytes:
    """The gap before each token and its tail, each as `Tokens` has them, in one byte."""
    both: Bytes = np.minimum(gaps, np.uint8(WIDE)) | (tails & np.uint8(15)) << np.uint8(3) | tails & np.uint8(ATTACHED)
    return both


def write_columns(
    path: Path,
    documents: Sequence[Indexed],
    speakers: Sequence[str],
    lexicon: bytes,
    arrays: Mapping[str, npt.NDArray[Any]],
) -> None:
    """Writes the file at `path` and syncs it."""
    parts: list[tuple[str, bytes]] = [("lexicon", lexicon)]
    widths = {name: _narrowest(arrays[name]) for name in _OF_ANY_WIDTH}
    parts += [(name, arrays[name].astype(kind).tobytes()) for name, kind in {**_ARRAYS, **widths}.items()]
    extents: dict[str, tuple[int, int, int]] = {}
    offset = 0
    for name, data in parts:
        extents[name] = (offset, len(data), crc32(data))
        offset += -(-len(data) // _ALIGNMENT) * _ALIGNMENT
    head = json.dumps(
        {
            "format": FORMAT,
            "size": offset,
            "extents": extents,
            "widths": {name: np.dtype(kind).itemsize for name, kind in widths.items()},
            "documents": [list(asdict(each).values()) for each in documents],
            "speakers": list(speakers),
        },
        ensure_ascii=False,
    ).encode("utf-8")
    head += b" " * (-(len(MAGIC) + 16 + 8 + len(head)) % _ALIGNMENT)
    with open(path, "wb") as file:
        file.write(MAGIC + f"{len(head):16d}{crc32(head):08x}".encode() + head)
        for _, data in parts:
            file.write(data)
            file.write(b"\0" * (-len(data) % _ALIGNMENT))
        file.flush()
        os.fsync(file.fileno())


def _narrowest(numbers: npt.NDArray[Any]) -> type[np.unsignedinteger[Any]]:
    return next(each for each in _WIDTHS if not len(numbers) or numbers.max() <= np.iinfo(each).max)


def _of_bytes(size: int) -> type[np.unsignedinteger[Any]]:
    return next(each for each in _WIDTHS if np.dtype(each).itemsize == size)


def read_columns(path: Path, thorough: bool = False) -> Columns:
    """The columns in the file at `path`; `thorough` compares every checksum.

    Raises Damaged where it is not a whole file of this format, FileNotFoundError where a later commit has removed it.
    """
    with open(path, "rb") as file:
        try:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:
            raise Damaged(f"{path.name} is empty") from None
    try:
        start = len(MAGIC) + 24
        if mapped[: len(MAGIC)] != MAGIC:
            raise Damaged(f"{path.name} is not a file of columns")
        length, check = int(mapped[len(MAGIC) : len(MAGIC) + 16]), int(mapped[len(MAGIC) + 16 : start], 16)
        raw = mapped[start : start + length]
        if crc32(raw) != check:
            raise Damaged(f"{path.name} has another head than was written")
        head = json.loads(raw)
        body = start + length
        if head["format"] != FORMAT or len(mapped) != body + head["size"]:
            raise Damaged(f"{path.name} is cut short or of another format")
        found: dict[str, npt.NDArray[Any]] = {}
        widths = {name: _of_bytes(head["widths"][name]) for name in _OF_ANY_WIDTH}
        for name, kind in {**_ARRAYS, **widths}.items():
            offset, size, _ = head["extents"][name]
            found[name] = np.frombuffer(mapped, kind, size // np.dtype(kind).itemsize, body + offset)
        if thorough:
            for name, (offset, size, expected) in head["extents"].items():
                if crc32(mapped[body + offset : body + offset + size]) != expected:
                    raise Damaged(f"{path.name}: `{name}` is not what was written")
        return Columns(
            tuple(Indexed(*each) for each in head["documents"]),
            tuple(head["speakers"]),
            mapped,
            body + head["extents"]["lexicon"][0],
            **found,
        )
    except (ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
        raise Damaged(f"{path.name} cannot be read ({error})") from error
