"""How the open document is read for a search: marking a part of it as a region, its rules, and what a change of them changes.

The text stays where it is on the screen when its rules change: only its passages and the look of its regions are others.
"""

from textual import work

from store.documents import Document
from tui.places.place import Place
from tui.reader.spans import Range
from tui.snapshot import Snapshot
from tui.study import OpenText
from tui.widgets.document_view import DocumentView
from tui.widgets.row_list import Piece


class RuleActs(Place):
    """A place in which a document is open in `view`."""

    view: DocumentView

    def follow_rules(self, snapshot: Snapshot) -> None:
        """Shows the open document as its record is in a snapshot, where that is another one."""
        before = self.view.opened
        document = snapshot.holdings.documents.get(before.document.id) if before is not None else None
        if before is not None and document is not None and document != before.document:
            self._read_again(before, document, snapshot)

    @work(exclusive=True, group="reread", exit_on_error=False)
    async def _read_again(self, before: OpenText, document: Document, snapshot: Snapshot) -> None:
        opened = await self.study.text_of(document)
        if self.view.opened is before:
            if opened.text == before.text:
                self.view.reread(opened)
            else:
                self.view.open(opened, snapshot, start=self.view.reader.position)

    def region_pieces(self, snapshot: Snapshot, document: str, position: int) -> list[Piece]:
        """The regions at a position, and whether they are searched."""
        known = snapshot.holdings.documents.get(document)
        return [
            (f"┊ {region.kind}, {'searched' if region.searched else 'left out of search'}  ", "dim")
            for region in (known.rules.regions if known is not None else ())
            if region.start <= position < region.end
        ]

    def act_region(self) -> None:
        reader = self.view.reader
        self._want_rules("text_rules.mark", reader.selection or reader.span_at(reader.position, "passage"))

    def act_done(self) -> None:
        if self.view.opened is not None:
            self.post_message(self.FlowWanted("double_coding.done", document=self.view.opened.document.id))

    def act_earlier(self) -> None:
        assert self.view.opened is not None
        self.post_message(self.FlowWanted("waiting.read_earlier", document=self.view.opened.document.id))

    def act_rules(self) -> None:
        position = self.view.reader.position
        self._want_rules("text_rules.show", (position, position))

    def _want_rules(self, flow: str, span: Range) -> None:
        assert self.view.opened is not None
        self.post_message(self.FlowWanted(flow, document=self.view.opened.document.id, span=span))
