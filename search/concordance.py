"""A concordance: hits in the order of the words beside them, so that the same turn of phrase stands together.

The words are those of the index, so line ends, hyphens and split ligatures have no part in the order; they end where the passage
does. To the left they are compared backwards, from the hit on.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import numpy as np

from search.engine import Searcher
from search.hits import Hit
from search.stopping import go_on

Side = Literal["left", "right"]
WORDS = 8
"""Neighbours that are compared at most."""


def by_neighbours(searcher: Searcher, hits: Iterable[Hit], side: Side) -> list[Hit]:
    """The hits in the order of their neighbours on one side, then of document and place; those without any come first."""
    waiting: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        waiting[hit.document].append(hit)
    ordered: list[tuple[tuple[str, ...], str, int, int, Hit]] = []
    for columns, alive, streams in searcher.segments():
        for number, document in enumerate(columns.documents):
            if not alive[number] or document.id not in waiting:
                continue
            go_on()
            stream = streams.of(number)
            for hit in waiting.pop(document.id):
                places = (hit.start, hit.end, *hit.passage)
                first, last, low, high = np.searchsorted(stream.starts, places).tolist()
                if side == "left":
                    words = stream.words[max(low, first - WORDS) : first][::-1]
                else:
                    words = stream.words[last : min(high, last + WORDS)]
                ordered.append((words, hit.document, hit.start, hit.end, hit))
    return [each[-1] for each in sorted(ordered, key=lambda each: each[:-1])]
