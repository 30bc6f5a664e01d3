"""Answers: the matches of all segments put together as hits and counts.

Counts come from arrays and never from the hits, so they are exact however few hits are asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from search.columns import Columns
from search.hits import Found, Hit
from search.matches import Array, Matches, heads, numbers_of
from search.ranking import Scores, scores

_FEW = 32
"""Fewer numbers than these are counted one by one."""


@dataclass(frozen=True)
class Part:
    """The matches in one segment, the passages of it that are searched, and the matches of every word for ranking."""

    columns: Columns
    living: npt.NDArray[np.bool_]
    matches: Matches
    words: list[Matches]

    @cached_property
    def heads(self) -> Array:
        """With which match each passage begins."""
        return heads(self.matches.passages)

    @property
    def passages(self) -> Array:
        """The passages with matches, in order."""
        return self.matches.passages[self.heads]

    @cached_property
    def counts(self) -> Array:
        """How many matches each of these has."""
        return np.diff(self.heads, append=len(self.matches))


def found_in(parts: Sequence[Part], rank: bool, limit: int | None) -> Found:
    """The hits that are asked for, and the counts of all."""
    return Found(
        _ranked(parts, limit) if rank else _placed(parts, limit),
        total=sum(len(part.matches) for part in parts),
        documents=sum(_different(part.columns.passage_documents[part.matches.passages]) for part in parts),
        passages=sum(_different(part.matches.passages) for part in parts),
    )


def _different(numbers: npt.NDArray[Any]) -> int:
    """How many different numbers there are among numbers in order."""
    if len(numbers) < _FEW:
        return len(set(numbers.tolist()))
    return int(np.count_nonzero(numbers[1:] != numbers[:-1])) + 1


def _placed(parts: Sequence[Part], limit: int | None) -> tuple[Hit, ...]:
    """Matches by document and place."""
    if limit == 0:
        return ()
    chosen = [(part, _by_document(part, limit)) for part in parts if len(part.matches)]
    if len(chosen) > 1:
        chosen.sort(key=lambda each: _first_document(*each))
    hits: list[Hit] = []
    for part, matches in chosen:
        # What begins with a later document than the last hit that is wanted has no part in it.
        if limit is not None and len(hits) >= limit and _first_document(part, matches) > hits[limit - 1].document:
            break
        hits += _hits(part, matches)
        # Each document is in one segment, and its hits are in order already.
        hits.sort(key=attrgetter("document"))
    return tuple(hits[:limit])


def _first_document(part: Part, matches: Array | slice) -> str:
    """The document of the first of these matches."""
    passage = int(part.matches.passages[matches][0])
    return part.columns.documents[int(part.columns.passage_documents[passage])].id


def _by_document(part: Part, limit: int | None) -> Array | slice:
    """The first matches of a segment by document and place."""
    columns = part.columns
    if columns.in_order:
        return slice(limit)
    return np.argsort(columns.order[columns.passage_documents[part.matches.passages]], kind="stable")[:limit]


def _ranked(parts: Sequence[Part], limit: int | None) -> tuple[Hit, ...]:
    """Matches by the score of their passage, then by document and place."""
    passages = sum(int(np.count_nonzero(part.living)) for part in parts)
    tokens = sum(int(part.columns.sizes[part.living].sum()) for part in parts)
    average = tokens / passages if passages else 1.0
    words = len(parts[0].words) if parts else 0
    found_in = [sum(_found_in(part, part.words[word]) for part in parts) for word in range(words)]
    hits: list[Hit] = []
    for part in parts:
        counts = [word.counts_in(part.passages) for word in part.words]
        score = scores(counts, found_in, part.columns.sizes[part.passages], passages, average)
        best = np.arange(len(score)) if limit is None else _best(part, score, limit)
        hits += _hits(
            part,
            numbers_of(part.heads[best], part.heads[best] + part.counts[best]),
            np.repeat(score[best], part.counts[best]),
        )
    hits.sort(key=lambda hit: (-hit.score, hit.document, hit.start))
    return tuple(hits[:limit])


def _found_in(part: Part, word: Matches) -> int:
    """In how many of the passages that are searched a word stands."""
    if part.living.all():
        return _different(word.passages)
    passages = word.passages[heads(word.passages)]
    return int(np.count_nonzero(part.living[passages]))


def _best(part: Part, score: Scores, limit: int) -> Array:
    """Which of the passages with matches, each of which has one at least, can have the best hits."""
    if limit >= len(score):
        return np.arange(len(score))
    if not limit:
        return np.zeros(0, np.int64)
    last = len(score) - limit
    # Those that are as good as the last one compete with it by their place.
    good = np.flatnonzero(score >= np.partition(score, last)[last])
    passages = part.passages[good]
    order = np.lexsort((passages, part.columns.order[part.columns.passage_documents[passages]], -score[good]))
    return np.sort(good[order[:limit]])


def _hits(part: Part, chosen: Array | slice, scored: Scores | None = None) -> list[Hit]:
    """The chosen matches of a segment as hits, with their scores."""
    columns = part.columns
    passages = part.matches.passages[chosen]
    places = zip(columns.passage_starts[passages].tolist(), columns.passage_ends[passages].tolist(), strict=True)
    return [
        Hit(columns.documents[document].id, start, end, place, columns.speakers[speaker], score)
        for document, start, end, place, speaker, score in zip(
            columns.passage_documents[passages].tolist(),
            columns.starts(part.matches.first[chosen], passages).tolist(),
            (columns.ends(part.matches.last[chosen]) + part.matches.tail[chosen]).tolist(),
            places,
            columns.passage_speakers[passages].tolist(),
            [0.0] * len(passages) if scored is None else scored.tolist(),
            strict=True,
        )
    ]
