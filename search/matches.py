"""Matches in one segment, as sorted arrays of token numbers, and the operations on them.

A match is the tokens `first` to `last` and the `tail`, which is how many apostrophes behind the last token belong to it.
Matches are in order of `first`. Their passages and their ends in the text are looked up only where they are asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from search.columns import Bytes, Columns
from search.tokens import ATTACHED

NEIGHBOURS = 6
"""Characters that are no letters or digits which may stand between two tokens of a phrase."""

_LENGTH = 20
"""Bits for the length of a match in tokens, where matches are put in order."""

_OFTEN = 512
"""Words that are more than one in so many tokens are common."""

_FEW = 16
"""A list that is so many times shorter than another is looked up in it instead of going through both."""

Array = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Matches:
    """Matches by their first and last tokens; `growing` where it is known that each begins and ends behind the one before."""

    columns: Columns
    first: Array
    last: Array
    tail: Bytes
    growing: bool = False

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def passages(self) -> Array:
        """The passage in which each begins."""
        return self.columns.passages_of(self.first)

    @property
    def ends(self) -> Array:
        """The code point behind each."""
        return self.columns.ends(self.last) + self.tail

    def where(self, mask: npt.NDArray[np.bool_] | Array) -> "Matches":
        """Those that the mask or the growing indices pick."""
        return Matches(self.columns, self.first[mask], self.last[mask], self.tail[mask], self.growing)

    def among(self, passages: Array) -> "Matches":
        """Those in these passages, which are in order."""
        if self._are_few(passages):
            return self.where(numbers_of(*self._bounds(passages)))
        chosen = np.zeros(self.columns.passages, np.bool_)
        chosen[passages] = True
        return self.where(chosen[self.passages])

    def counts_in(self, passages: Array) -> Array:
        """How many there are in each of these passages."""
        if self._are_few(passages):
            low, high = self._bounds(passages)
            return high - low
        return np.bincount(self.passages, minlength=self.columns.passages)[passages]

    def _are_few(self, passages: Array) -> bool:
        return len(passages) * _FEW < len(self)

    def _bounds(self, passages: Array) -> tuple[Array, Array]:
        """The matches in each of these passages, from one number up to before another."""
        bounds = self.columns.bounds_of_passages
        return np.searchsorted(self.first, bounds[passages]), np.searchsorted(self.first, bounds[passages + 1])


def numbers_of(low: Array, high: Array) -> Array:
    """The numbers of all ranges `[low, high)`, one after the other."""
    counts = high - low
    behind = np.cumsum(counts)
    return np.repeat(low - behind + counts, counts) + np.arange(behind[-1] if len(behind) else 0)


def distinct(numbers: Array) -> Array:
    """The different numbers among numbers in order."""
    return numbers[heads(numbers)]


def heads(numbers: npt.NDArray[Any]) -> Array:
    """Where among numbers in order another number begins."""
    return (
        np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1]))) if len(numbers) else np.zeros(0, np.int64)
    )


def no_matches(columns: Columns) -> Matches:
    """None at all."""
    empty = np.zeros(0, np.int64)
    return plain(columns, empty, empty)


def plain(columns: Columns, first: Array, last: Array) -> Matches:
    """Matches without apostrophes from growing tokens to growing tokens."""
    return Matches(columns, first, last, np.zeros(len(first), np.uint8), growing=True)


def united(parts: Sequence[Matches]) -> Matches:
    """All of them, at least one part, in order of their first tokens, the longer before the shorter."""
    parts = [part for part in parts if len(part)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    return _ordered(
        parts[0].columns,
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.last for part in parts]),
        np.concatenate([part.tail for part in parts]),
    )


def _ordered(columns: Columns, first: Array, last: Array, tail: Bytes) -> Matches:
    """In order of first tokens, the longer before the shorter."""
    # Several sorted runs behind each other are merged, which a stable sort of one key does quickest.
    order = np.argsort((first << _LENGTH) - np.minimum(last - first, (1 << _LENGTH) - 1), kind="stable")
    return Matches(columns, first[order], last[order], tail[order])


def outermost(matches: Matches) -> Matches:
    """Those that do not lie inside another one; of those with the same tokens, one."""
    if _all_grow(matches):
        return matches
    matches = _ordered(matches.columns, matches.first, matches.last, matches.tail)
    reach = np.maximum.accumulate(matches.last)
    outside = np.ones(len(matches), np.bool_)
    outside[1:] = matches.last[1:] > reach[:-1]
    heads = np.flatnonzero(outside)
    head = np.maximum.accumulate(np.where(outside, np.arange(len(matches)), 0))
    same = (matches.first == matches.first[head]) & (matches.last == matches.last[head])
    # The same tokens can end twice, with what an apostrophe attaches and without: the longer one counts.
    tail = np.maximum.reduceat(np.where(same, matches.tail, 0), heads)
    return Matches(matches.columns, matches.first[heads], matches.last[heads], tail, growing=True)


def _all_grow(matches: Matches) -> bool:
    return matches.growing or (_grows(matches.first) and _grows(matches.last))


def _grows(numbers: Array) -> bool:
    return bool((numbers[1:] > numbers[:-1]).all())


def occurrences(columns: Columns, terms: Sequence[tuple[int, int]]) -> Matches:
    """The matches of all terms in ranges `[low, high)` of term numbers."""
    pieces = [columns.occurrences[columns.bounds[low] : columns.bounds[high]] for low, high in terms]
    if not pieces:
        return no_matches(columns)
    one = len(pieces) == 1 and terms[0][1] - terms[0][0] == 1
    found = (pieces[0] if one else np.sort(np.concatenate(pieces))).astype(np.int64)
    if found.max(initial=-1) < columns.tokens:
        return plain(columns, found, found)
    joined = found >= columns.tokens
    over = found[joined] - columns.tokens
    first, last = found, found.copy()
    first[joined], last[joined] = columns.joined_first[over], columns.joined_last[over]
    order = np.argsort(first, kind="stable")
    return Matches(columns, first[order], last[order], np.zeros(len(found), np.uint8))


def with_apostrophes(matches: Matches) -> Matches:
    """The same with what an apostrophe attaches to their last tokens, and the apostrophes themselves."""
    tails = matches.columns.tails
    behind = tails(matches.last)
    if not behind.any():
        return matches
    last = matches.last.copy()
    more = np.flatnonzero(behind & ATTACHED)
    while len(more):
        last[more] += 1
        behind[more] = tails(last[more])
        more = more[(behind[more] & ATTACHED) > 0]
    return Matches(matches.columns, matches.first, last, behind & ~np.uint8(ATTACHED))


def followed(left: Matches, right: Matches) -> tuple[Array, Array]:
    """The pairs (index into `left`, index into `right`) of which the right one stands directly behind the left one."""
    columns = left.columns
    if not ((left.growing or _grows(left.last)) and (right.growing or _grows(right.first))):
        low = np.searchsorted(right.first, left.last + 1, side="left")
        counts = np.searchsorted(right.first, left.last + 1, side="right") - low
        lefts = np.repeat(np.arange(len(left)), counts)
        rights = np.repeat(low - (np.cumsum(counts) - counts), counts) + np.arange(len(lefts))
    elif min(len(left), len(right)) > columns.tokens // _OFTEN:
        # For common words, a table of all tokens costs less than looking one list up in the other.
        begins = np.zeros(columns.tokens + 1, np.bool_)
        begins[right.first] = True
        lefts = np.flatnonzero(begins[left.last + 1])
        rights = np.searchsorted(right.first, left.last[lefts] + 1)
    elif len(left) <= len(right):
        lefts, rights = _equal(left.last + 1, right.first)
    else:
        rights, lefts = _equal(right.first, left.last + 1)
    close = columns.gaps(right.first[rights]) <= NEIGHBOURS
    return lefts[close], rights[close]


def _equal(few: Array, many: Array) -> tuple[Array, Array]:
    """The pairs of indices at which two growing arrays are equal."""
    place = np.searchsorted(many, few)
    place[place == len(many)] = 0
    found = many[place] == few if len(many) else np.zeros(len(few), np.bool_)
    return np.flatnonzero(found), place[found]


def phrase(parts: Sequence[Matches]) -> Matches:
    """Where all the parts stand one behind the other."""
    whole = parts[0]
    for part in parts[1:]:
        lefts, rights = followed(whole, part)
        whole = _continued(whole, part, lefts, rights)
    return whole


def _continued(left: Matches, right: Matches, lefts: Array, rights: Array) -> Matches:
    """Pairs of matches as one match each."""
    growing = left.growing and right.growing
    return Matches(left.columns, left.first[lefts], right.last[rights], right.tail[rights], growing)


def near(parts: Sequence[Matches], distance: int) -> Matches:
    """The shortest stretches that hold a match of every part, in any order, with at most `distance` other tokens."""
    columns = parts[0].columns
    rarest = min(parts, key=len)
    parts = [part if part is rarest else _around(part, rarest.first, distance + 4 * len(parts)) for part in parts]
    if any(not len(part) for part in parts):
        return no_matches(columns)
    starts = np.unique(np.concatenate([part.first for part in parts]))
    last = np.zeros(len(starts), np.int64)
    tail = np.zeros(len(starts), np.uint8)
    lengths = np.zeros(len(starts), np.int64)
    complete = np.ones(len(starts), np.bool_)
    taken: list[Matches] = []
    for part in parts:
        # The same word asked for twice must stand there twice.
        again = sum(1 for other in taken if other is part or np.array_equal(other.first, part.first))
        taken.append(part)
        index = np.searchsorted(part.first, starts, side="left") + again
        complete &= index < len(part)
        index = np.minimum(index, len(part) - 1)
        behind, apostrophes = part.last[index], part.tail[index]
        tail = np.where(behind > last, apostrophes, np.where(behind == last, np.maximum(apostrophes, tail), tail))
        last = np.maximum(behind, last)
        lengths += behind - part.first[index] + 1
    others = last - starts + 1 - lengths
    found = Matches(columns, starts, last, tail).where(complete & (others <= distance))
    documents = columns.passage_documents
    found = found.where(documents[found.passages] == documents[columns.passages_of(found.last)])
    # Of stretches that end together, the one that begins last is the shortest.
    keep = np.ones(len(found), np.bool_)
    keep[:-1] = found.last[:-1] < found.last[1:]
    return found.where(keep)


def _around(part: Matches, places: Array, reach: int) -> Matches:
    """The matches that begin at most `reach` tokens from one of the places, which are in order."""
    low = np.searchsorted(part.first, places - reach)
    high = np.searchsorted(part.first, places + reach, side="right")
    low[1:] = np.maximum(low[1:], high[:-1])
    return part.where(numbers_of(low, high))


def side_by_side(parts: Sequence[Matches]) -> Matches:
    """All matches of the parts; where those of consecutive parts stand directly behind each other, they are one."""
    done: list[Matches] = []
    running = parts[0]
    for part in parts[1:]:
        lefts, rights = followed(running, part)
        alone = np.ones(len(running), np.bool_)
        alone[lefts] = False
        done.append(running.where(alone))
        fresh = np.ones(len(part), np.bool_)
        fresh[rights] = False
        running = united([_continued(running, part, lefts, rights), part.where(fresh)])
    return united([*done, running])
