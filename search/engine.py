"""The search engine: queries in, hits out, by the same positions by which hits are marked.

A searcher reads the index as of one commit and looks for a newer one before each search. A document is searched only where
the index holds exactly the version of its text that the project has, so that no hit is ever at a wrong place; the others
are `missing`. A searcher belongs to one thread.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.columns import Columns, Damaged
from search.evaluating import Evaluator
from search.fields import Fields
from search.hits import Found, Hit
from search.index import Opened, Segment, generation_of, open_index, wanted_versions
from search.matches import Array, Matches, outermost, passage_of
from search.query import Query, parse_query
from search.ranking import Scores, scores, sizes_of
from search.streams import Streams
from store.documents import Document
from store.holdings import Holdings, read_holdings
from store.project import Project


@dataclass(frozen=True)
class _Part:
    """The matches in one segment, with the passage of each."""

    segment: Segment
    matches: Matches
    passages: Array
    words: list[Array]


class Searcher:
    """Searches the indexed documents of a project."""

    def __init__(self, project: Project, documents: Mapping[str, Document], holdings: Holdings | None = None) -> None:
        self._project = project
        self._documents = documents
        self._fields = Fields(lambda: documents.values(), lambda: holdings or read_holdings(project))
        self._wanted = wanted_versions(documents)
        self._opened = Opened(-2, ())
        self._alive: list[npt.NDArray[np.bool_]] = []
        self._streams: dict[str, Streams] = {}
        self.missing: tuple[str, ...] = ()
        self.refresh()

    @classmethod
    def open(
        cls, project: Project, documents: Mapping[str, Document], *, holdings: Holdings | None = None
    ) -> "Searcher":
        """A searcher for the documents; where the index is absent or damaged all of them are `missing`.

        `holdings` answer for themes, reviewers and cases; where they are not given and a query asks, they are read.
        """
        return cls(project, documents, holdings)

    def refresh(self) -> None:
        """Opens the index anew where there is a newer commit."""
        if generation_of(self._project) == self._opened.generation:
            return
        try:
            self._opened = open_index(self._project)
        except Damaged:
            self._opened = Opened(-1, ())
        current: set[str] = set()
        self._alive = []
        self._streams = {}
        for segment in self._opened.segments:
            alive = [
                alive and self._wanted.get(document.id) == (document.sha256, document.rules)
                for document, alive in zip(segment.columns.documents, segment.alive, strict=True)
            ]
            current.update(
                document.id for document, lives in zip(segment.columns.documents, alive, strict=True) if lives
            )
            self._alive.append(np.array(alive, np.bool_))
        self.missing = tuple(sorted(self._wanted.keys() - current))

    def segments(self) -> list[tuple[Columns, npt.NDArray[np.bool_], Streams]]:
        """The segments, each with which of its documents are searched and with their words."""
        self.refresh()
        return [
            (segment.columns, alive, self._streams.setdefault(segment.name, Streams(segment.columns)))
            for segment, alive in zip(self._opened.segments, self._alive, strict=True)
        ]

    def text(self, document: str) -> str:
        """The verbatim text of a document; raises FileFault."""
        return self._project.read_text(self._documents[document])

    def find(
        self,
        query: str | Query,
        *,
        limit: int | None = None,
        rank: bool = False,
        document: str = "",
        typing: bool = False,
        untagged: bool = False,
    ) -> Found:
        """The matches of a query: by document and place, or with `rank` the best passages first; raises QueryFault.

        `limit` bounds the hits and never the counts; `document` searches one document by its id; with `typing` the last
        word is still being typed; `untagged` leaves out passages with excerpts.
        """
        parsed = parse_query(query, typing) if isinstance(query, str) else query
        self.refresh()
        parts = [
            self._part(segment, alive, parsed, document, untagged)
            for segment, alive in zip(self._opened.segments, self._alive, strict=True)
        ]
        found = [part for part in parts if len(part.matches)]
        return Found(
            self._ranked(parts, limit) if rank else self._placed(found, limit),
            total=sum(len(part.matches) for part in found),
            documents=sum(len(np.unique(part.segment.columns.passage_documents[part.passages])) for part in found),
            passages=sum(len(np.unique(part.passages)) for part in found),
        )

    def _part(
        self, segment: Segment, alive: npt.NDArray[np.bool_], query: Query, document: str, untagged: bool
    ) -> _Part:
        columns = segment.columns
        evaluator = Evaluator(columns, lambda field: self._fields.choose(columns, field))
        matches = outermost(evaluator.matches(query))
        if document:
            alive = alive & np.array([each.id == document for each in columns.documents], np.bool_)
        meant = alive[columns.passage_documents]
        if untagged:
            meant &= self._fields.untagged(columns)
        passages = passage_of(columns, matches.first)
        kept = meant[passages]
        return _Part(segment, matches.where(kept), passages[kept], evaluator.scored)

    def _placed(self, parts: list[_Part], limit: int | None) -> tuple[Hit, ...]:
        """Matches by document and place."""
        stretches: list[tuple[str, _Part, int, int]] = []
        for part in parts:
            documents = part.segment.columns.passage_documents[part.passages]
            heads = np.flatnonzero(np.append([True], documents[1:] != documents[:-1])).tolist()
            for start, end in zip(heads, [*heads[1:], len(documents)], strict=True):
                stretches.append((part.segment.columns.documents[documents[start]].id, part, start, end))
        hits: list[Hit] = []
        for _, part, start, end in sorted(stretches, key=lambda each: each[0]):
            if limit is not None:
                end = min(end, start + limit - len(hits))
            if start < end:
                hits += _hits(part, np.arange(start, end))
        return tuple(hits)

    def _ranked(self, parts: list[_Part], limit: int | None) -> tuple[Hit, ...]:
        """Matches by the score of their passage, then by document and place."""
        sizes = [sizes_of(part.segment.columns) for part in parts]
        living = [alive[part.segment.columns.passage_documents] for part, alive in zip(parts, self._alive, strict=True)]
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
            order = np.argsort(-score, kind="stable")
            if limit is not None and limit < len(order):
                # Those that are as good as the last one compete with it by their place.
                order = order[score[order] >= score[order[limit - 1]]] if limit else order[:0]
            hits += _hits(part, order, score)
        hits.sort(key=lambda hit: (-hit.score, hit.document, hit.start))
        return tuple(hits[:limit])


def _hits(part: _Part, chosen: Array, scored: Scores | None = None) -> list[Hit]:
    """The chosen matches of a segment as hits."""
    columns = part.segment.columns
    passages = part.passages[chosen]
    ids = [document.id for document in columns.documents]
    places = zip(columns.passage_starts[passages].tolist(), columns.passage_ends[passages].tolist(), strict=True)
    return [
        Hit(ids[document], start, end, place, columns.speakers[speaker], score)
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
