"""More like this: the passages that share the telling words of a piece of text.

The piece is reduced to the words that tell it apart, those with the largest tf times idf (Salton and Buckley 1988, Information
Processing & Management 24), and passages are scored on these words by BM25 as in `search.ranking` (Robertson and Zaragoza 2009,
The Probabilistic Relevance Framework). Only words count and not their order; passages that overlap the piece are left out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.columns import Columns
from search.engine import Searcher
from search.hits import Hit
from search.lexicon import terms_of
from search.matches import Array, occurrences
from search.query import Term
from search.ranking import Scores, scores
from store.errors import UsageFault

WORDS = 25
"""Telling words at most."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Likeness:
    """The telling words, the most telling first, and passages as hits, the most similar first."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]


def similar_to(searcher: Searcher, document: str, start: int, end: int, limit: int = 20) -> Likeness:
    """The passages most like `[start, end)` of a document; raises UsageFault where no word stands there."""
    parts = [(columns, alive) for columns, alive, _ in searcher.segments()]
    counted = Counter(_words_in(searcher, document, start, end))
    if not counted:
        raise UsageFault(f"no word of {document} stands between {start} and {end}")
    others = [_others(columns, alive, document, start, end) & ~searcher.left_out(columns) for columns, alive in parts]
    sizes = [columns.sizes for columns, _ in parts]
    passages = sum(int(mask.sum()) for mask in others)
    tokens = sum(int(size[mask].sum()) for size, mask in zip(sizes, others, strict=True))
    found_in = {
        word: sum(
            int(np.count_nonzero(_counts(columns, word)[mask]))
            for (columns, _), mask in zip(parts, others, strict=True)
        )
        for word in counted
    }
    weights = {
        word: times * float(np.log(passages / found_in[word]))
        for word, times in counted.items()
        if 0 < found_in[word] < passages
    }
    telling = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
    average = tokens / passages if passages else 1.0
    scored = [
        scores(
            [_counts(columns, word) for word in telling], [found_in[word] for word in telling], size, passages, average
        )
        * mask
        for (columns, _), size, mask in zip(parts, sizes, others, strict=True)
    ]
    return Likeness(tuple(telling), tuple(_best([columns for columns, _ in parts], scored, limit)))


def _words_in(searcher: Searcher, document: str, start: int, end: int) -> Sequence[str]:
    for columns, alive, streams in searcher.segments():
        for number, each in enumerate(columns.documents):
            if each.id == document and alive[number]:
                stream = streams.of(number)
                low, high = np.searchsorted(stream.ends, start, "right"), np.searchsorted(stream.starts, end, "left")
                return stream.words[int(low) : int(high)]
    return ()


def _others(columns: Columns, alive: Mask, document: str, start: int, end: int) -> Mask:
    """The passages that are searched and do not overlap the piece."""
    here = np.array([each.id == document for each in columns.documents], np.bool_)[columns.passage_documents]
    overlapping = here & (columns.passage_starts < end) & (columns.passage_ends > start)
    return alive[columns.passage_documents] & ~overlapping


def _counts(columns: Columns, word: str) -> Array:
    """How often a word stands in each passage."""
    return np.bincount(occurrences(columns, terms_of(columns, Term(word))).passages, minlength=columns.passages)


def _best(parts: Sequence[Columns], scored: Sequence[Scores], limit: int) -> list[Hit]:
    found: list[Hit] = []
    for columns, score in zip(parts, scored, strict=True):
        for passage in np.argsort(-score, kind="stable")[:limit].tolist():
            if score[passage] > 0:
                place = (int(columns.passage_starts[passage]), int(columns.passage_ends[passage]))
                document = columns.documents[int(columns.passage_documents[passage])].id
                speaker = columns.speakers[int(columns.passage_speakers[passage])]
                found.append(Hit(document, *place, place, speaker, float(score[passage])))
    return sorted(found, key=lambda hit: (-hit.score, hit.document, hit.start))[:limit]
