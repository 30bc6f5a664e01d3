"""The search engine: queries in, hits out, by the same positions by which hits are marked.

A searcher reads the index as of one commit and looks for a newer one before each search. A document is searched only where
the index holds exactly the version of its text that the project has, so that no hit is ever at a wrong place; the others
are `missing`. A searcher belongs to one thread.
"""

from collections.abc import Callable, Collection, Mapping

import numpy as np
import numpy.typing as npt

from search.answers import Part, found_in
from search.apart import Apart, apart_in
from search.columns import Columns, Damaged
from search.evaluating import Evaluator
from search.fields import Fields
from search.hits import Found
from search.index import Opened, folder_of, open_index, quiet_since, stamp_of, wanted_versions
from search.matches import Matches, outermost
from search.naming import check_names
from search.query import Query, names_regions, parse_query
from search.stopping import go_on
from search.streams import Streams
from search.tallies import Spread, spread_of
from search.verbatim import Verbatim
from search.view import FOLDING
from store.documents import Document
from store.holdings import Holdings, read_holdings
from store.project import Project
from store.rules import Rules


class Searcher:
    """Searches the indexed documents of a project."""

    def __init__(
        self,
        project: Project,
        documents: Mapping[str, Document],
        holdings: Holdings | Callable[[], Holdings] | None = None,
    ) -> None:
        self._project = project
        self._documents = documents
        ask = holdings if callable(holdings) else lambda: holdings or read_holdings(project)
        self._fields = Fields(lambda: documents.values(), ask)
        self._wanted = wanted_versions(documents)
        self._opened = Opened(-1, ())
        self._stamp: tuple[int, int, int] | None = None
        self._folder = str(folder_of(project))
        self._quiet: tuple[int, int] | None = None
        # Which documents of each segment are searched, and which passages.
        self._alive: list[npt.NDArray[np.bool_]] = []
        self._living: list[npt.NDArray[np.bool_]] = []
        self._apart: list[Apart | None] = []
        self._streams: dict[str, Streams] = {}
        # A screen asks for the first hits of a query, and then for how all of them are spread.
        self._last: tuple[tuple[str, bool, str, bool, bool], list[Part]] | None = None
        self.missing: tuple[str, ...] = ()
        self.refresh()

    @classmethod
    def open(
        cls,
        project: Project,
        documents: Mapping[str, Document],
        *,
        holdings: Holdings | Callable[[], Holdings] | None = None,
    ) -> "Searcher":
        """A searcher for the documents; where the index is absent or damaged all of them are `missing`.

        `holdings`, or what gives them when a query asks, answer for themes, reviewers and cases; without them they are read.
        """
        return cls(project, documents, holdings)

    def refresh(self) -> None:
        """Opens the index anew where there is a newer commit."""
        quiet = quiet_since(self._folder)
        if quiet is not None and quiet == self._quiet:
            return
        stamp = stamp_of(self._project)
        self._quiet = quiet
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._opened = open_index(self._project)
        except Damaged:
            # Whoever mends it may do so at any moment.
            self._opened, self._stamp, self._quiet = Opened(-1, ()), None, None
        self._last = None
        current: set[str] = set()
        self._alive, self._living, self._apart = [], [], []
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
            self._living.append(self._alive[-1][segment.columns.passage_documents])
            self._apart.append(apart_in(segment.columns, self._documents))
        self.missing = tuple(sorted(self._wanted.keys() - current))

    def renew(self, holdings: Holdings) -> None:
        """Answers for themes, reviewers and cases from other holdings of the same documents from now on."""
        self._fields = Fields(self._documents.values, lambda: holdings)
        self._last = None

    def segments(self) -> list[tuple[Columns, npt.NDArray[np.bool_], Streams]]:
        """The segments, each with which of its documents are searched and with their words."""
        self.refresh()
        return [
            (segment.columns, alive, self._streams.setdefault(segment.name, Streams(segment.columns)))
            for segment, alive in zip(self._opened.segments, self._alive, strict=True)
        ]

    def left_out(self, columns: Columns) -> npt.NDArray[np.bool_]:
        """The passages of a segment that lie in regions which are left out."""
        known = zip(self._opened.segments, self._apart, strict=True)
        apart = next((apart for segment, apart in known if segment.columns is columns), None)
        return np.zeros(columns.passages, np.bool_) if apart is None else apart.passages

    def documents(self) -> Collection[Document]:
        """The documents of the project."""
        return self._documents.values()

    def matches_as(
        self, columns: Columns, documents: Mapping[str, Document], query: Query, *, untagged: bool = False
    ) -> Matches:
        """The matches of a query in columns that hold some of the documents as they would be read by other rules."""
        apart = apart_in(columns, documents)
        everywhere = np.ones(columns.passages, np.bool_)
        apart = _all_of(apart) if names_regions(query) else apart
        return self._part(columns, everywhere, query, "", untagged, apart).matches

    def text(self, document: str) -> str:
        """The verbatim text of a document; raises FileFault."""
        return self._project.read_text(self._documents[document])

    def foldings(self) -> set[frozenset[str]]:
        """Which layers that fold words are switched off, as sets, one for each way in which documents are read."""
        return {each.rules.off & FOLDING for each in self._documents.values()}

    def rules(self, document: str) -> Rules:
        """By which rules a document is read."""
        return self._documents[document].rules

    def find(
        self,
        query: str | Query,
        *,
        limit: int | None = None,
        rank: bool = False,
        document: str = "",
        typing: bool = False,
        untagged: bool = False,
        everything: bool = False,
    ) -> Found:
        """The matches of a query: by document and place, or with `rank` the best passages first; raises QueryFault.

        `limit` bounds the hits and never the counts; `document` searches one document by its id; with `typing` the last
        word is still being typed; `untagged` leaves out passages with excerpts; `everything` searches regions that are left out
        otherwise, as a query with `region:` does.
        """
        return found_in(self._parts(query, document, typing, untagged, everything), rank, limit)

    def spread(
        self,
        query: str | Query,
        *,
        apart: Collection[str] = (),
        document: str = "",
        typing: bool = False,
        untagged: bool = False,
        everything: bool = False,
    ) -> Spread:
        """How the matches of a query are spread, without any hit; passage by passage in the documents `apart`."""
        return spread_of(self._parts(query, document, typing, untagged, everything), apart)

    def _parts(
        self, query: str | Query, document: str, typing: bool, untagged: bool, everything: bool = False
    ) -> list[Part]:
        parsed = parse_query(query, typing) if isinstance(query, str) else query
        self.refresh()
        everything = everything or names_regions(parsed)
        # Not the tree itself: two queries are equal there that mean different words where letters are told apart.
        asked = query if isinstance(query, str) else repr(query), typing, document, untagged, everything
        if self._last is None or self._last[0] != asked:
            self._check_names(parsed, typing)
            parts = [
                self._part(segment.columns, living, parsed, document, untagged, _all_of(apart) if everything else apart)
                for segment, living, apart in zip(self._opened.segments, self._living, self._apart, strict=True)
            ]
            self._last = asked, parts
        return self._last[1]

    def _check_names(self, query: Query, typing: bool) -> None:
        """Raises Unknown where the query names what is not there; an index that is not whole does not know all speakers."""

        def speakers() -> set[str] | None:
            named = {name for segment in self._opened.segments for name in segment.columns.speakers}
            return None if self.missing else named

        check_names(query, self._documents.values(), self._fields.holdings, speakers, typing)

    def _part(
        self,
        columns: Columns,
        living: npt.NDArray[np.bool_],
        query: Query,
        document: str,
        untagged: bool,
        apart: Apart | None,
    ) -> Part:
        go_on()
        verbatim = Verbatim(columns, self._documents, self.text)
        evaluator = Evaluator(columns, lambda field: self._fields.choose(columns, field), verbatim, apart)
        living = living if apart is None else living & ~apart.passages
        matches = outermost(evaluator.matches(query))
        meant = living
        if document:
            named = np.array([each.id == document for each in columns.documents], np.bool_)
            meant = meant & named[columns.passage_documents]
        if untagged:
            meant = meant & self._fields.untagged(columns)
        if np.count_nonzero(meant) < len(meant):
            matches = matches.where(meant[matches.passages])
        return Part(columns, living, matches, evaluator.scored)


def _all_of(apart: Apart | None) -> Apart | None:
    return None if apart is None else apart.everything()
