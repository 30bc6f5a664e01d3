"""Going through the hits of a search in the Reader: to the next one, on into the next document, round at the end.

The hits that are marked are those of one question. Where it asks for untagged passages alone, they are asked for anew whenever an
excerpt comes or goes, so that the next hit is always one that nobody has tagged yet.
"""

from collections.abc import Sequence
from contextlib import suppress

from textual import work
from textual.worker import Worker

from store.documents import Document
from store.errors import CatenaError
from tui.places.excerpt_acts import ExcerptActs
from tui.query_hits import QueryHits, first_in, hits_for
from tui.scope import USUAL, Scope
from tui.study import Study
from tui.widgets.document_view import DocumentView


class HitActs(ExcerptActs):
    """The part of the Reader that knows of hits."""

    view: DocumentView

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._documents: Sequence[Document] = ()
        self._hits = QueryHits()

    @property
    def document(self) -> Document | None:
        return self.view.opened.document if self.view.opened is not None else None

    def open_document(
        self, wanted: str, start: int = 0, end: int | None = None, query: str = "", scope: Scope = USUAL
    ) -> Worker[None]:
        """Shows a document with a place in view, and marks the hits of a query in it."""
        raise NotImplementedError

    def index_changed(self) -> None:
        """What is left out of search may have hits now, and the other way round."""
        if self._hits.query:
            self._hits_changed()

    @work(exclusive=True, group="hits", exit_on_error=False)
    async def _hits_changed(self) -> None:
        """What was untagged may be tagged by now, and what is indexed may be read by other rules."""
        if self.document is not None:
            await self._mark_hits(self.document.id, self._hits.query, self._hits.scope)

    async def _mark_hits(self, document: str, query: str, scope: Scope) -> None:
        hits = QueryHits()
        if query and self.finder is not None:
            # The list of hits said already what is wrong with a query that cannot be read.
            with suppress(CatenaError):
                hits = await hits_for(self.finder, query, document, scope)
        self._hits = hits
        self._say_hits()
        # With hits there are keys that can act now.
        self.post_message(self.TitleChanged())

    def _say_hits(self) -> None:
        position, document = self.view.reader.position, self.document
        self.view.mark_hits(self._hits.here, position)
        number = self._hits.number_at(document.id if document is not None else "", position)
        where = f" {self._hits.scope.words}" if self._hits.scope.words else ""
        self.view.note(f"{number or '-'} of {self._hits.total}{where}" if self._hits.query else "")

    def act_next_hit(self) -> None:
        self._to_hit(1)

    def act_previous_hit(self) -> None:
        self._to_hit(-1)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _to_hit(self, step: int) -> None:
        """To the next hit or the one before, in the next document where this one has no more, and round at the end."""
        document = self.document
        if document is None or self.finder is None:
            return
        spot = self._hits.near(document.id, self.view.reader.position, step)
        if spot is None:
            names = [each.id for each in self._documents][:: 1 if step > 0 else -1]
            place = names.index(document.id) if document.id in names else -1
            if len(self._hits.everywhere) == self._hits.total:
                self.post_message(self.TitleChanged(f"from the {'beginning' if step > 0 else 'end'} again"))
                place = -1
            spot = await first_in(self.finder, self._hits, (*names[place + 1 :], *names[: place + 1]), step)
        if spot is not None and spot[0] == document.id:
            self.view.reader.go_to(spot[1], spot[2])
            self._say_hits()
        elif spot is not None:
            self.open_document(*spot, self._hits.query, self._hits.scope)

    def act_next_document(self) -> None:
        self._to_document(1)

    def act_previous_document(self) -> None:
        self._to_document(-1)

    def _to_document(self, step: int) -> None:
        names = [document.id for document in self._documents]
        here = names.index(self.document.id) if self.document is not None and self.document.id in names else -1
        if 0 <= here + step < len(names):
            self.open_document(names[here + step], query=self._hits.query, scope=self._hits.scope)
        else:
            self.post_message(self.TitleChanged(f"this is the {'last' if step > 0 else 'first'} document"))
