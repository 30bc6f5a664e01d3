"""The hits of one query as they are gone through in the Reader: those of the open document, and the way on to the others.

Values alone: whoever shows a document asks `hits_for` once for it. Places are (document's id, start, end) in code points of the
verbatim text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.hits import Hit
from tui.finder import Finder
from tui.reader.spans import Range
from tui.scope import USUAL, Scope

Spot = tuple[str, int, int]


@dataclass(frozen=True)
class QueryHits:
    """`here` are the hits in the open document, apart from each other; `everywhere` as many of all as a list shows.

    `scope` is where was searched: where it is untagged alone, in passages that had no excerpt when this was asked.
    """

    query: str = ""
    here: Sequence[Range] = ()
    everywhere: Sequence[Hit] = ()
    total: int = 0
    scope: Scope = USUAL

    def number_at(self, document: str, position: int) -> int:
        """Which of all hits begins at a position, from 1; 0 where none does or it is not among those listed."""
        starts = ((hit.document, hit.start) for hit in self.everywhere)
        return next((number for number, start in enumerate(starts, 1) if start == (document, position)), 0)

    def near(self, document: str, position: int, step: int) -> Spot | None:
        """The next hit from a position, or the one before if negative; None where the listed ones hold none on that side."""
        spots: list[Spot] = [(hit.document, hit.start, hit.end) for hit in self.everywhere]
        if len(self.everywhere) < self.total:
            # More than are listed: only the open document's are all known.
            spots = [(document, start, end) for start, end in self.here]
        here = (document, position)
        beyond = [spot for spot in spots if (spot[:2] > here if step > 0 else spot[:2] < here)]
        return beyond[0 if step > 0 else -1] if beyond else None


async def hits_for(finder: Finder, query: str, document: str, scope: Scope = USUAL) -> QueryHits:
    """The hits of a query, seen from a document; raises QueryFault where the query cannot be read."""
    here = await finder.find(query, document=document, typing=True, scope=scope)
    everywhere = await finder.find(query, typing=True, scope=scope)
    ranges = _apart(sorted({(hit.start, hit.end) for hit in here.hits}))
    return QueryHits(query, ranges, everywhere.hits, everywhere.total, scope)


async def first_in(finder: Finder, hits: QueryHits, documents: Sequence[str], step: int) -> Spot | None:
    """The first hit in the first of these documents that has any, or its last where one goes back."""
    for document in documents:
        found = await finder.find(hits.query, document=document, typing=True, scope=hits.scope)
        if found.hits:
            hit = found.hits[0 if step > 0 else -1]
            return document, hit.start, hit.end
    return None


def _apart(hits: Sequence[Range]) -> list[Range]:
    """The hits without those that overlap an earlier one: the reader draws hits that do not overlap."""
    kept: list[Range] = []
    for hit in hits:
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept
