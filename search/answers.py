"""Answers: the matches of all segments put together as hits and counts.

Counts come from arrays and never from the hits, so they are exact however few hits are asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from search.columns import Columns
from search.hits import Found, Hit
from search.matches import Array, Matches
from search.ranking import Scores, scores, sizes_of


@dataclass(frozen=True)
class Part:
    """The matches in one segment: the passage of each, the passages that are searched, and those of every word for ranking."""

    columns: Columns
    living: npt.NDArray[np.bool_]
    matches: Matches
    passages: Array
    words: list[Array]


def found_in(parts: Sequence[Part], rank: bool, limit: int | None) -> Found:
    """The hits that are asked for, and the counts of all."""
    return Found(
        _ranked(parts, limit) if rank else _placed(parts, limit),
        total=sum(len(part.matches) for part in parts),
        documents=sum(_different(part.columns.passage_documents[part.passages]) for part in parts),
        passages=sum(_different(part.passages) for part in parts),
    )


def _different(numbers: npt.NDArray[Any]) -> int:
    """How many different numbers there are among numbers in order."""
    return int(np.count_nonzero(numbers[1:] != numbers[:-1])) + 1 if len(numbers) else 0


def _placed(parts: Sequence[Part], limit: int | None) -> tuple[Hit, ...]:
    """Matches by document and place."""
    stretches: list[tuple[str, Part, int, int]] = []
    for part in parts:
        if not len(part.matches):
            continue
        documents = part.columns.passage_documents[part.passages]
        heads = np.flatnonzero(np.append([True], documents[1:] != documents[:-1])).tolist()
        for start, end in zip(heads, [*heads[1:], len(documents)], strict=True):
            stretches.append((part.columns.documents[documents[start]].id, part, start, end))
    hits: list[Hit] = []
    for _, part, start, end in sorted(stretches, key=lambda each: each[0]):
        if limit is not None:
            end = min(end, start + limit - len(hits))
        if start < end:
            hits += _hits(part, np.arange(start, end))
    return tuple(hits)


def _ranked(parts: Sequence[Part], limit: int | None) -> tuple[Hit, ...]:
    """Matches by the score of their passage, then by document and place."""
    sizes = [sizes_of(part.columns) for part in parts]
    living = [part.living for part in parts]
    passages = sum(int(mask.sum()) for mask in living)
    tokens = sum(int(size[mask].sum()) for size, mask in zip(sizes, living, strict=True))
    counts = [
        [np.bincount(word, minlength=len(size)) * mask for word in part.words]
        for part, size, mask in zip(parts, sizes, living, strict=True)
    ]
    words = len(parts[0].words) if parts else 0
    found_in = [sum(int(np.count_nonzero(each[word])) for each in counts) for word in range(words)]
    hits: list[Hit] = []
    for part, size, count in zip(parts, sizes, counts, strict=True):
        score = scores(count, found_in, size, passages, tokens / passages if passages else 1.0)[part.passages]
        order = np.arange(len(score))
        if limit is not None and limit < len(score):
            # Those that are as good as the last one compete with it by their place.
            last = len(score) - limit
            order = np.flatnonzero(score >= np.partition(score, last)[last]) if limit else order[:0]
        hits += _hits(part, order, score)
    hits.sort(key=lambda hit: (-hit.score, hit.document, hit.start))
    return tuple(hits[:limit])


def _hits(part: Part, chosen: Array, scored: Scores | None = None) -> list[Hit]:
    """The chosen matches of a segment as hits."""
    columns = part.columns
    passages = part.passages[chosen]
    places = zip(columns.passage_starts[passages].tolist(), columns.passage_ends[passages].tolist(), strict=True)
    return [
        Hit(columns.documents[document].id, start, end, place, columns.speakers[speaker], score)
        for document, start, end, place, speaker, score in zip(
            columns.passage_documents[passages].tolist(),
            columns.starts[part.matches.first[chosen]].tolist(),
            part.matches.end[chosen].tolist(),
            places,
            columns.passage_speakers[passages].tolist(),
            [0.0] * len(passages) if scored is None else scored[chosen].tolist(),
            strict=True,
        )
    ]
