"""The words of a result: how often each stands near the hits, and whether that is more than elsewhere.

"Near" is the passages of the hits, or so many words on each side of a hit within its passage: then the words are its
collocates. The hits' own words are no part of either side. How surprising the difference is says the log-likelihood ratio
(Dunning 1993, "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics 19:1, section 4):
above 3.84 it is beyond chance at the level of 5 %, above 10.83 at 0.1 %, for one word that was asked for beforehand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from search.columns import Columns
from search.engine import Searcher
from search.hits import Hit
from search.matches import Array

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Word:
    """A word: how often it stands near the hits and elsewhere, in how many passages near them, how often chance would have
    it near them, and the log-likelihood ratio."""

    word: str
    near: int
    elsewhere: int
    passages: int
    expected: float
    likelihood: float


@dataclass(frozen=True)
class Vocabulary:
    """How many words stand near the hits and elsewhere, and those that are near more often than chance has it, the most
    surprising first."""

    near: int
    elsewhere: int
    words: tuple[Word, ...]


def vocabulary_of(searcher: Searcher, hits: Iterable[Hit], window: int = 0) -> Vocabulary:
    """The words near the hits: in their passages, or with a `window` of so many words on each side."""
    waiting: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        waiting[hit.document].append(hit)
    near: dict[str, int] = defaultdict(int)
    elsewhere: dict[str, int] = defaultdict(int)
    passages: dict[str, int] = defaultdict(int)
    for columns, alive, _ in searcher.segments():
        close, own = _marked(columns, alive, waiting, window)
        searched = alive[columns.passage_documents] & ~searcher.left_out(columns)
        far = np.repeat(searched, columns.sizes) & ~close & ~own
        counts, others = _by_term(columns, close), _by_term(columns, far)
        for number in np.flatnonzero(counts).tolist():
            word = columns.term(number).decode("utf-8", "surrogatepass")
            near[word] += int(counts[number])
            passages[word] += _passages_with(columns, number, close)
        for number in np.flatnonzero(others).tolist():
            elsewhere[columns.term(number).decode("utf-8", "surrogatepass")] += int(others[number])
    total, rest = sum(near.values()), sum(elsewhere.values())
    words = []
    for word, count in near.items():
        expected = (count + elsewhere[word]) * total / (total + rest)
        if count > expected:
            likelihood = log_likelihood(count, total, elsewhere[word], rest)
            words.append(Word(word, count, elsewhere[word], passages[word], expected, likelihood))
    words.sort(key=lambda each: (-each.likelihood, -each.near, each.word))
    return Vocabulary(total, rest, tuple(words))


def log_likelihood(one: int, of_one: int, other: int, of_other: int) -> float:
    """Dunning's -2 log λ for two binomials: `one` of `of_one` words here, `other` of `of_other` words there; 0 where
    there are no words on one side."""
    if not of_one or not of_other:
        return 0.0
    whole = (one + other) / (of_one + of_other)
    here, there = one / of_one, other / of_other
    apart = _log_binomial(here, one, of_one) + _log_binomial(there, other, of_other)
    together = _log_binomial(whole, one, of_one) + _log_binomial(whole, other, of_other)
    return max(0.0, 2 * (apart - together))


def _log_binomial(share: float, count: int, of: int) -> float:
    """The logarithm of share**count * (1 - share)**(of - count), where nothing to the power of nothing is one."""
    return (count * log(share) if count else 0.0) + ((of - count) * log(1 - share) if of > count else 0.0)


def _marked(columns: Columns, alive: Mask, waiting: dict[str, list[Hit]], window: int) -> tuple[Mask, Mask]:
    """Which tokens are near hits, and which are the hits' own."""
    close, own = np.zeros(columns.tokens, np.bool_), np.zeros(columns.tokens, np.bool_)
    for number, document in enumerate(columns.documents):
        if not alive[number] or not document.tokens or document.id not in waiting:
            continue
        base = int(columns.passage_tokens[document.passage])
        starts = columns.starts(np.arange(base, base + document.tokens))
        for hit in waiting[document.id]:
            places = (hit.start, hit.end, *hit.passage)
            first, last, low, high = (base + np.searchsorted(starts, places)).tolist()
            own[first:last] = True
            if window:
                low, high = max(low, first - window), min(max(high, last), last + window)
            close[low:high] = True
    return close & ~own, own


def _by_term(columns: Columns, mask: Mask) -> Array:
    """How many of the marked tokens each term is. Joined tokens are not counted: their parts are."""
    whole = np.append(mask, np.zeros(len(columns.joined_first), np.bool_))
    sums = np.zeros(len(columns.occurrences) + 1, np.uint32)
    np.cumsum(whole[columns.occurrences], out=sums[1:])
    counts: Array = (sums[columns.bounds[1:]] - sums[columns.bounds[:-1]]).astype(np.int64)
    return counts


def _passages_with(columns: Columns, number: int, mask: Mask) -> int:
    stands = columns.occurrences[int(columns.bounds[number]) : int(columns.bounds[number + 1])]
    tokens: Array = stands[stands < columns.tokens].astype(np.int64)
    return len(np.unique(columns.passages_of(tokens[mask[tokens]])))
