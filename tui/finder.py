"""Searching and indexing for the app, each in a thread of its own.

A searcher is not safe between threads, so all searches run one after the other in one thread. One that nobody waits for any more,
as a newer one took its place, is not begun, and stops where it was begun: no answer stands in line behind an older one. The index
is brought up to date beside them; until then the last one answers.
"""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, ParamSpec, TypeVar

from store.documents import Document
from store.holdings import Holdings
from store.project import Project
from tui.scope import USUAL, Scope

if TYPE_CHECKING:
    from search.annotations import AnnotationHit, Annotations
    from search.engine import Searcher
    from search.hits import Found
    from search.index import IndexState
    from search.quotation import Quotation
    from tui.memo_checks import MemoChecks

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Order = Literal["document", "rank", "left", "right"]
"""By document and place, the best passages first, or by the words to the left or right of the hits."""

MOST_HITS = 1000
"""Hits that a list shows; the count is always that of all."""
MOST_SORTED = 50_000
"""Hits that are put into the order of their neighbours; of more, those that come first in the documents."""


class Finder:
    """The search of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._searches = ThreadPoolExecutor(1, "catena-search")
        self._indexing = ThreadPoolExecutor(1, "catena-index")
        self._searcher: Searcher | None = None
        self._renewed: Holdings | None = None
        self.holdings: Holdings | None = None
        """What answers for themes, reviewers and cases: whoever has newer holdings puts them here."""
        self._documents: Mapping[str, Document] = {}
        self._noted: tuple[tuple[str, ...], Holdings, Annotations] | None = None
        self._cancelled = threading.Event()
        self._quoting_stopped = threading.Event()
        self.quoted = ""
        """The quotation that was looked for last."""
        self._building = False

    async def update(self, documents: Mapping[str, Document], progress: Callable[[int, int], None]) -> "IndexState":
        """Brings the index up to date with the documents; `progress` is told, from another thread, how many of how many.

        Raises CatenaError where the index cannot be written.
        """
        cancelled = self._cancelled = threading.Event()
        loop = asyncio.get_running_loop()
        state = await loop.run_in_executor(self._indexing, self._update, documents, progress, cancelled)
        await loop.run_in_executor(self._searches, self._renew, documents)
        # The first letter of a query need not wait until the index is open.
        self._searches.submit(self._opened)
        return state

    def _update(
        self, documents: Mapping[str, Document], progress: Callable[[int, int], None], cancelled: threading.Event
    ) -> "IndexState":
        from search.index import update_index

        self._building = True
        try:
            return update_index(self._project, documents, progress=progress, cancelled=cancelled.is_set)
        finally:
            self._building = False

    def _renew(self, documents: Mapping[str, Document]) -> None:
        """In the thread that searches, so that no search puts an older searcher back."""
        self._documents = documents
        self._searcher = None

    async def find(
        self,
        query: str,
        *,
        document: str = "",
        typing: bool = False,
        order: Order = "document",
        scope: Scope = USUAL,
        seen: "Callable[[Found], object]" = lambda _: None,
    ) -> "Found":
        """What the query finds, in an order; raises QueryFault where it cannot be read.

        With a `document` all hits in it, else the first MOST_HITS; `scope` says which passages are meant. `seen` gets the answer
        before it is handed over, in the thread that searches.
        """
        limit = None if document else MOST_HITS
        wishes = {"untagged": scope.untagged, "everything": scope.everything}

        def work(searcher: "Searcher") -> "Found":
            found = ordered(searcher)
            seen(found)
            return found

        def ordered(searcher: "Searcher") -> "Found":
            if order in ("document", "rank"):
                ranked = order == "rank"
                return searcher.find(query, limit=limit, document=document, typing=typing, rank=ranked, **wishes)
            from search.concordance import by_neighbours

            found = searcher.find(query, limit=MOST_SORTED, document=document, typing=typing, **wishes)
            hits = by_neighbours(searcher, found.hits, "left" if order == "left" else "right")
            return replace(found, hits=tuple(hits[:limit]))

        return await self.ask(work)

    async def quote(self, text: str) -> "tuple[Quotation, ...]":
        """The places of a quotation; the one that was looked for before is not looked for any further."""
        from search.quotation import find_quotation

        self.stop_quoting()
        self.quoted = text
        stopped = self._quoting_stopped = threading.Event()
        return await self.ask(lambda searcher: find_quotation(searcher, text, stopped.is_set))

    def stop_quoting(self) -> None:
        """Stops looking for a quotation."""
        self._quoting_stopped.set()

    async def ask(self, work: "Callable[[Searcher], Answer]") -> Answer:
        """What `work` makes of the searcher, which it may use there and nowhere else; raises what it raises."""
        return await self._in_thread(lambda: work(self._opened()))

    async def _in_thread(self, work: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer:
        """Does something in the thread that searches, for as long as somebody waits for it."""
        from search.stopping import stopped_once

        left = threading.Event()

        def wanted() -> Answer:
            with stopped_once(left.is_set):
                return work(*given, **named)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._searches, wanted)
        finally:
            left.set()

    async def find_noted(
        self, query: str, places: Sequence[str], *, typing: bool = False
    ) -> "tuple[AnnotationHit, ...]":
        """What the query finds in excerpts, notes and memos, as `places` has them; raises QueryFault."""
        return await self._in_thread(self._find_noted, query, tuple(places), typing)

    def _find_noted(self, query: str, places: tuple[str, ...], typing: bool) -> "tuple[AnnotationHit, ...]":
        from search.annotations import Annotations, Speakers
        from search.query import parse_query

        parsed, holdings = parse_query(query, typing), self.holdings or Holdings()
        if self._noted is None or self._noted[0] != places or self._noted[1] is not holdings:
            # What cannot be read was said when the project was opened.
            speakers = Speakers(self._project, holdings.documents, lambda _fault: None)
            self._noted = places, holdings, Annotations(holdings, places, speakers.of)
        return tuple(self._noted[2].find(parsed, typing=typing))

    def _opened(self) -> "Searcher":
        from search.engine import Searcher

        holdings = self.holdings
        if self._searcher is None:
            self._searcher, self._renewed = Searcher.open(self._project, self._documents, holdings=holdings), holdings
        elif holdings is not None and holdings is not self._renewed:
            self._searcher.renew(holdings)
            self._renewed = holdings
        return self._searcher

    @cached_property
    def checks(self) -> "MemoChecks":
        """What checks the quotations of memos by this search."""
        from tui.memo_checks import MemoChecks

        return MemoChecks(self, self._project)

    @property
    def missing(self) -> int:
        """How many documents the last search could not look into, as they are not in the index yet."""
        return len(self._searcher.missing) if self._searcher is not None else 0

    @property
    def building(self) -> bool:
        """Whether the index is being built."""
        return self._building

    def stop_building(self) -> None:
        """Stops the build under way; what it has done so far is kept."""
        self._cancelled.set()

    def close(self) -> None:
        """Stops building; a build that was cut short is gone on with at the next start."""
        self._cancelled.set()
        self.stop_quoting()
        for thread in (self._searches, self._indexing):
            thread.shutdown(wait=False, cancel_futures=True)
