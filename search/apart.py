"""What of a segment is not read like the rest of it: regions that are left out, and documents whose words are folded otherwise.

Both follow from the documents' text rules. No match has a word of a hidden region in it. In a document whose case or diacritics
are told apart, a query means its words as they were typed, and there alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search.columns import Columns
from search.matches import Array, Matches, plain
from search.query import Leaf, Regex
from search.view import FOLDING, folded
from store.documents import Document
from store.rules import PLAIN

Mask = npt.NDArray[np.bool_]
NOTHING = frozenset[str]()


@dataclass(frozen=True)
class Apart:
    """`hidden` are the tokens at which hidden stretches begin and end, in turn; `folding` those of the documents of each way of
    folding, where there is more than one; `passages` are those that are left out."""

    hidden: Array
    passages: Mask
    folding: Mapping[frozenset[str], Array]

    def everything(self) -> "Apart":
        """The same with nothing hidden."""
        return replace(self, hidden=self.hidden[:0], passages=np.zeros_like(self.passages))

    @cached_property
    def hides(self) -> bool:
        return len(self.hidden) > 0

    def seen(self, matches: Matches) -> Matches:
        """The matches that have no hidden word in them."""
        if not self.hides:
            return matches
        first = self._passed(matches.first)
        kept = first % 2 == 0
        if matches.last is not matches.first:
            longer = np.flatnonzero(kept & (matches.last > matches.first))
            kept[longer] = np.searchsorted(self.hidden, matches.last[longer], side="right") == first[longer]
        return matches.where(kept)

    def _passed(self, tokens: Array) -> Array:
        """How many borders of hidden stretches lie before or at each of some tokens, which are in order."""
        if len(tokens) < len(self.hidden):
            return np.searchsorted(self.hidden, tokens, side="right")
        # Looking up each border among the tokens is less work than each token among the borders.
        counts = np.bincount(np.searchsorted(tokens, self.hidden), minlength=len(tokens) + 1)
        return np.cumsum(counts[:-1])

    def of_whole(self, matches: Matches) -> Matches:
        """Whole passages without the words at their ends that reach into a hidden region."""
        if not self.hides:
            return matches
        first, last = matches.first.copy(), matches.last.copy()
        first += np.searchsorted(self.hidden, first, side="right") % 2
        last -= np.searchsorted(self.hidden, last, side="right") % 2
        there = last >= first
        return self.seen(plain(matches.columns, first[there], last[there]))


def apart_in(columns: Columns, documents: Mapping[str, Document]) -> Apart | None:
    """What is apart in a segment; None where nothing is, as nearly always."""
    if all(documents[each.id].rules is PLAIN for each in columns.documents if each.id in documents):
        return None
    hidden: list[int] = []
    passages = np.zeros(columns.passages, np.bool_)
    folding: dict[frozenset[str], list[int]] = {}
    for document in columns.documents:
        known = documents.get(document.id)
        rules = known.rules if known is not None else PLAIN
        token = int(columns.passage_tokens[document.passage]) if document.tokens else 0
        if document.tokens:
            folding.setdefault(rules.off & FOLDING, []).extend((token, token + document.tokens))
        if rules.hidden:
            tokens = np.arange(token, token + document.tokens)
            starts, ends = columns.starts(tokens), columns.ends(tokens)
            inside = slice(document.passage, document.passage + document.passages)
            for start, end in rules.hidden:
                low, high = np.searchsorted(ends, start, side="right"), np.searchsorted(starts, end, side="left")
                if low < high:
                    hidden += (token + int(low), token + int(high))
                passages[inside] |= (columns.passage_starts[inside] >= start) & (columns.passage_ends[inside] <= end)
    if not hidden and not passages.any() and set(folding) <= {NOTHING}:
        return None
    ways = {off: np.array(bounds, np.int64) for off, bounds in folding.items()} if set(folding) - {NOTHING} else {}
    return Apart(_merged(hidden), passages, ways)


def _merged(bounds: Sequence[int]) -> Array:
    """The stretches without those that begin where, or before, the one before ends: a word can lie over two borders."""
    merged: list[int] = []
    for low, high in zip(bounds[::2], bounds[1::2], strict=True):
        if merged and low <= merged[-1]:
            merged[-1] = max(merged[-1], high)
        else:
            merged += (low, high)
    return np.array(merged, np.int64)


def refolded(leaf: Leaf, off: frozenset[str]) -> Leaf:
    """The leaf as documents without these layers have it."""
    if isinstance(leaf, Regex) or not leaf.typed or not off:
        return leaf
    return replace(leaf, text=folded(leaf.typed, off))


def in_regions(columns: Columns, documents: Mapping[str, Document], fits: Callable[[str], bool]) -> Mask:
    """The passages that lie in a region of a kind that fits, be it searched or left out."""
    mask = np.zeros(columns.passages, np.bool_)
    for document in columns.documents:
        known = documents.get(document.id)
        inside = slice(document.passage, document.passage + document.passages)
        for each in known.rules.regions if known is not None else ():
            if fits(each.kind):
                starts, ends = columns.passage_starts[inside], columns.passage_ends[inside]
                mask[inside] |= (starts >= each.start) & (ends <= each.end)
    return mask
