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

    @property
    def are_tokens(self) -> bool:
        """Whether it is known that each is one token and no apostrophe: `plain` was given the same tokens twice."""
        return self.first is self.last

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
        some = Matches(self.columns, self.first[mask], self.last[mask], self.tail[mask], self.growing)
        if "passages" in self.__dict__:
            # What is known already is not looked up again.
            some.__dict__["passages"] = self.passages[mask]
        return some

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
        return self.first.searchsorted(bounds[passages]), self.first.searchsorted(bounds[passages + 1])


def numbers_of(low: Array, high: Array) -> Array:
    """The numbers of all ranges `[low, high)`, one after the other."""
    counts = high - low
    behind = counts.cumsum()
    numbers: Array = (low - behind + counts).repeat(counts)
    numbers += np.arange(len(numbers))
    return numbers


def distinct(numbers: Array) -> Array:
    """The different numbers among numbers in order."""
    return numbers[heads(numbers)]


def heads(numbers: npt.NDArray[Any]) -> Array:
    """Where among numbers in order another number begins."""
    begin = np.ones(len(numbers), np.bool_)
    begin[1:] = numbers[1:] != numbers[:-1]
    places: Array = begin.nonzero()[0]
    return places


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
    if not len(columns.joined_first) or found.max(initial=-1) < columns.tokens:
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
        low = right.first.searchsorted(left.last + 1, side="left")
        counts = right.first.searchsorted(left.last + 1, side="right") - low
        lefts = np.repeat(np.arange(len(left)), counts)
        rights = np.repeat(low - (np.cumsum(counts) - counts), counts) + np.arange(len(lefts))
    elif min(len(left), len(right)) > columns.tokens // _OFTEN:
        # For common words, a table of all tokens costs less than looking one list up in the other.
        begins = np.zeros(columns.tokens + 1, np.bool_)
        begins[right.first] = True
        lefts = np.flatnonzero(begins[left.last + 1])
        rights = right.first.searchsorted(left.last[lefts] + 1)
    elif len(left) <= len(right):
        lefts, rights = _equal(left.last + 1, right.first)
    else:
        rights, lefts = _equal(right.first, left.last + 1)
    close = columns.gaps(right.first[rights]) <= NEIGHBOURS
    return lefts[close], rights[close]


def _equal(few: Array, many: Array) -> tuple[Array, Array]:
    """The pairs of indices at which two growing arrays are equal."""
    if not len(many):
        return many, many
    place = many.searchsorted(few)
    found = np.flatnonzero(many.take(place, mode="clip") == few)
    return found, place[found]


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
    if any(not len(part) for part in parts):
        return no_matches(columns)
    pairs = _pairs(parts[0], parts[1], distance) if len(parts) == 2 else None
    if pairs is not None:
        return _inside_documents(pairs)
    # The same word asked for twice must stand there twice.
    repeats = [sum(_same(part, other) for other in parts[:number]) for number, part in enumerate(parts)]
    parts = _close(parts, distance + 4 * len(parts))
    if not len(parts[0]):
        return no_matches(columns)
    starts = np.concatenate([part.first for part in parts])
    starts.sort()
    starts = distinct(starts)
    last, tail = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.uint8)
    complete = np.ones(len(starts), np.bool_)
    others = 1 - starts
    for number, part in enumerate(parts):
        index = part.first.searchsorted(starts) + repeats[number]
        complete &= index < len(part)
        end = part.last.take(index, mode="clip")
        others -= end - part.first.take(index, mode="clip") + 1
        if np.count_nonzero(part.tail):
            apostrophes = part.tail.take(index, mode="clip")
            tail = np.where(end > last, apostrophes, np.where(end == last, np.maximum(apostrophes, tail), tail))
        elif number:
            tail[end > last] = 0
        last = np.maximum(end, last)
    found: Array = (complete & (others + last <= distance)).nonzero()[0]
    # Of stretches that end together, the one that begins last is the shortest.
    last = last[found]
    keep = np.ones(len(found), np.bool_)
    keep[:-1] = last[1:] > last[:-1]
    found = found[keep]
    return _inside_documents(Matches(columns, starts[found], last[keep], tail[found], growing=True))


def _inside_documents(stretches: Matches) -> Matches:
    """Those that begin and end in the same document."""
    columns = stretches.columns
    if (columns.bounds_of_passages[stretches.passages + 1] > stretches.last).all():
        return stretches
    documents = columns.passage_documents
    return stretches.where(documents[stretches.passages] == documents[columns.passages_of(stretches.last)])


def _pairs(one: Matches, other: Matches, distance: int) -> Matches | None:
    """What `near` finds of two kinds of tokens: one of each with none of either in between. None where they are not just that."""
    if not (one.are_tokens and other.are_tokens):
        return None
    few, many = (one.first, other.first) if len(one) <= len(other) else (other.first, one.first)
    place = many.searchsorted(few)
    behind = many.take(place, mode="clip") - few
    before = few - many.take(place - 1, mode="clip")
    if not behind.all():
        # A token that is of both kinds.
        return None
    firsts, lasts = [], []
    at = _within(behind, distance + 1)
    if len(at):
        first, last = few[at], few[at] + behind[at]
        following = few.take(at + 1, mode="clip")
        alone = (following <= first) | (following > last)
        firsts.append(first[alone])
        lasts.append(last[alone])
    at = _within(before, distance + 1)
    if len(at):
        first, last = few[at] - before[at], few[at]
        leading = few.take(at - 1, mode="clip")
        alone = (leading >= last) | (leading < first)
        firsts.append(first[alone])
        lasts.append(last[alone])
    if len(firsts) < 2:
        return plain(one.columns, firsts[0], lasts[0]) if firsts else no_matches(one.columns)
    first = np.concatenate(firsts)
    order = first.argsort()
    return plain(one.columns, first[order], np.concatenate(lasts)[order])


def _within(steps: Array, reach: int) -> Array:
    """Where the steps are from 1 to `reach`: those that are less are very large as numbers without a sign."""
    places: Array = ((steps - 1).view(np.uint64) < reach).nonzero()[0]
    return places


def _same(one: Matches, other: Matches) -> bool:
    return len(one) == len(other) and bool((one.first == other.first).all())


def _close(parts: Sequence[Matches], reach: int) -> Sequence[Matches]:
    """The matches of the rarest part that have some of all others near them, and those of the others that are near such ones:
    at most `reach` tokens away."""
    rarest = min(parts, key=len)
    # A word that is asked for twice stays the same one.
    alike = [part is rarest or _same(part, rarest) for part in parts]
    complete = np.ones(len(rarest), np.bool_)
    before, behind = rarest.first - reach, rarest.first + reach
    begin: dict[int, Array] = {}
    for number, part in enumerate(parts):
        if not alike[number]:
            begin[number] = low = part.first.searchsorted(before)
            complete &= (low < len(part)) & (part.first.take(low, mode="clip") <= behind)
    kept: Array = complete.nonzero()[0]
    behind = behind[kept]
    close = []
    for number, part in enumerate(parts):
        if alike[number]:
            close.append(part.where(kept))
        else:
            low, high = begin[number][kept], part.first.searchsorted(behind, side="right")
            # A match that two of the rarest reach is one.
            low[1:] = np.maximum(low[1:], high[:-1])
            close.append(part.where(numbers_of(low, high)))
    return close


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
