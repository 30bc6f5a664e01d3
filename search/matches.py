"""Matches in one segment, as sorted arrays of token numbers, and the operations on them.

A match is the tokens `first` to `last` and the verbatim `end` of the last. Matches are in order of `first`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.columns import Columns
from search.tokens import ATTACHED

NEIGHBOURS = 6
"""Characters that are no letters or digits which may stand between two tokens of a phrase."""

_LENGTH = 20
"""Bits for the length of a match in tokens, where matches are put in order."""

_OFTEN = 512
"""Words that are more than one in so many tokens are common."""

Array = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Matches:
    """Matches by their first and last tokens, and the code point behind each."""

    first: Array
    last: Array
    end: Array

    def __len__(self) -> int:
        return len(self.first)

    def where(self, mask: npt.NDArray[np.bool_] | Array) -> "Matches":
        """Those that the mask or the indices pick."""
        return Matches(self.first[mask], self.last[mask], self.end[mask])


def no_matches() -> Matches:
    """None at all."""
    empty = np.zeros(0, np.int64)
    return Matches(empty, empty, empty)


def united(parts: Sequence[Matches]) -> Matches:
    """All of them, in order of their first tokens, the longer before the shorter."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return no_matches()
    return _ordered(
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.last for part in parts]),
        np.concatenate([part.end for part in parts]),
    )


def _ordered(first: Array, last: Array, end: Array) -> Matches:
    """In order of first tokens, the longer before the shorter."""
    # Several sorted runs behind each other are merged, which a stable sort of one key does quickest.
    order = np.argsort((first << _LENGTH) - np.minimum(last - first, (1 << _LENGTH) - 1), kind="stable")
    return Matches(first[order], last[order], end[order])


def outermost(matches: Matches) -> Matches:
    """Those that do not lie inside another one; of those with the same tokens, one."""
    if len(matches) < 2 or (_grows(matches.first) and _grows(matches.last)):
        return matches
    matches = _ordered(matches.first, matches.last, matches.end)
    reach = np.maximum.accumulate(matches.last)
    outside = np.ones(len(matches), np.bool_)
    outside[1:] = matches.last[1:] > reach[:-1]
    heads = np.flatnonzero(outside)
    head = np.maximum.accumulate(np.where(outside, np.arange(len(matches)), 0))
    same = (matches.first == matches.first[head]) & (matches.last == matches.last[head])
    # The same tokens can end twice, with what an apostrophe attaches and without: the longer one counts.
    end = np.maximum.reduceat(np.where(same, matches.end, 0), heads)
    return Matches(matches.first[heads], matches.last[heads], end)


def _grows(numbers: Array) -> bool:
    return bool((numbers[1:] > numbers[:-1]).all())


def occurrences(columns: Columns, terms: Sequence[tuple[int, int]], attached: bool = False) -> Matches:
    """The matches of all terms in ranges `[low, high)` of term numbers; with `attached`, what an apostrophe attaches belongs
    to them."""
    pieces = [columns.occurrences[int(columns.bounds[low]) : int(columns.bounds[high])] for low, high in terms]
    if not pieces:
        return no_matches()
    several = len(pieces) > 1 or terms[0][1] - terms[0][0] > 1
    found = (np.sort(np.concatenate(pieces)) if several else pieces[0]).astype(np.int64)
    joined = found >= columns.tokens if len(columns.joined_first) else None
    if joined is not None and joined.any():
        over = np.where(joined, found - columns.tokens, 0)
        first = np.where(joined, columns.joined_first[over], found)
        last = np.where(joined, columns.joined_last[over], found)
        if several:
            order = np.argsort(first, kind="stable")
            first, last = first[order], last[order]
    else:
        first = last = found
    if not attached:
        return Matches(first, last, columns.ends(last))
    last = last.copy()
    while True:
        more = (columns.tails[last] & ATTACHED) > 0
        if not more.any():
            break
        last[more] += 1
    return Matches(first, last, columns.ends(last) + (columns.tails[last] & ~np.uint8(ATTACHED)))


def followed(columns: Columns, left: Matches, right: Matches) -> tuple[Array, Array]:
    """The pairs (index into `left`, index into `right`) of which the right one stands directly behind the left one."""
    if not (_grows(left.last) and _grows(right.first)):
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
    close = columns.gaps[right.first[rights]] <= NEIGHBOURS
    return lefts[close], rights[close]


def _equal(few: Array, many: Array) -> tuple[Array, Array]:
    """The pairs of indices at which two growing arrays are equal."""
    place = np.searchsorted(many, few)
    place[place == len(many)] = 0
    found = many[place] == few if len(many) else np.zeros(len(few), np.bool_)
    return np.flatnonzero(found), place[found]


def phrase(columns: Columns, parts: Sequence[Matches]) -> Matches:
    """Where all the parts stand one behind the other."""
    whole = parts[0]
    for part in parts[1:]:
        lefts, rights = followed(columns, whole, part)
        whole = Matches(whole.first[lefts], part.last[rights], part.end[rights])
    return whole


def near(columns: Columns, parts: Sequence[Matches], distance: int) -> Matches:
    """The shortest stretches that hold a match of every part, in any order, with at most `distance` other tokens."""
    if any(not len(part) for part in parts):
        return no_matches()
    rarest = min(parts, key=len)
    parts = [_around(part, rarest.first, distance + 4 * len(parts)) for part in parts]
    if any(not len(part) for part in parts):
        return no_matches()
    starts = np.unique(np.concatenate([part.first for part in parts]))
    last = np.zeros(len(starts), np.int64)
    end = np.zeros(len(starts), np.int64)
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
        farther = part.last[index] > last
        end = np.where(farther, part.end[index], end)
        last = np.where(farther, part.last[index], last)
        lengths += part.last[index] - part.first[index] + 1
    others = last - starts + 1 - lengths
    documents = document_of(columns, starts) == document_of(columns, np.minimum(last, columns.tokens - 1))
    found = Matches(starts, last, end).where(complete & documents & (others <= distance))
    # Of stretches that end together, the one that begins last is the shortest.
    keep = np.ones(len(found), np.bool_)
    keep[:-1] = found.last[:-1] < found.last[1:]
    return found.where(keep)


def _around(part: Matches, places: Array, reach: int) -> Matches:
    """The matches that begin at most `reach` tokens from one of the places."""
    if len(part) <= len(places):
        return part
    changes = np.bincount(np.searchsorted(part.first, places - reach), minlength=len(part) + 1) - np.bincount(
        np.searchsorted(part.first, places + reach, side="right"), minlength=len(part) + 1
    )
    return part.where(np.cumsum(changes[:-1]) > 0)


def side_by_side(columns: Columns, parts: Sequence[Matches]) -> Matches:
    """All matches of the parts; where those of consecutive parts stand directly behind each other, they are one."""
    done: list[Matches] = []
    running = parts[0]
    for part in parts[1:]:
        lefts, rights = followed(columns, running, part)
        longer = Matches(running.first[lefts], part.last[rights], part.end[rights])
        alone = np.ones(len(running), np.bool_)
        alone[lefts] = False
        done.append(running.where(alone))
        fresh = np.ones(len(part), np.bool_)
        fresh[rights] = False
        running = united([longer, part.where(fresh)])
    return united([*done, running])


def passage_of(columns: Columns, tokens: Array) -> Array:
    """The passages in which tokens stand."""
    if len(tokens) > columns.passages and (tokens[1:] >= tokens[:-1]).all():
        # Looking up each passage among the tokens is less work than each token among the passages.
        bounds = np.searchsorted(tokens, columns.first_tokens)
        return np.repeat(np.arange(-1, columns.passages), np.diff(bounds, prepend=0, append=len(tokens)))
    return np.searchsorted(columns.first_tokens, tokens, side="right") - 1


def document_of(columns: Columns, tokens: Array) -> Array:
    """The documents (by their number in the segment) in which tokens stand."""
    return columns.passage_documents[passage_of(columns, tokens)].astype(np.int64)
