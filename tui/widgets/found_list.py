"""What Search lists: the documents, the hits of a query, or queries that would find something; which hits pass the filter, which
are marked, which row is current. Hits in excerpts, notes and memos stand behind those in documents; they cannot be marked.

A hit is shown in its words only when its document's text is in memory; `unread` says which documents are missing, and whoever
has read them calls `refresh_rows`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.reactive import Reactive

from search.hits import Found, Hit
from store.documents import Document
from store.excerpts import Excerpt
from store.memos import Memo
from tui.snapshot import Snapshot
from tui.widgets.hit_line import document_pieces, hit_pieces, noted_pieces, passage_pieces, suggestion_pieces
from tui.widgets.row_list import Pieces, RowList

if TYPE_CHECKING:
    from search.annotations import AnnotationHit
    from search.suggestions import Suggestion

NO_DOCUMENTS = " no documents yet: ^T adds files or a folder, ^O a project of another program"


class FoundList(RowList):
    """Documents or hits. `text_of` gives the text of a document that is in memory."""

    # Where it stands does not depend on how much it holds.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, text_of: Callable[[str], str | None], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text_of = text_of
        self._snapshot: Snapshot | None = None
        self._words: Sequence[str] = ()
        self.found: Found | None = None
        """What was found; None while the documents are listed."""
        self.hits: Sequence[Hit] = ()
        self.noted: Sequence[AnnotationHit] = ()
        """Hits in excerpts, notes and memos, in the rows behind those of `hits`."""
        self._all_noted: Sequence[AnnotationHit] = ()
        self.documents: Sequence[Document] = ()
        self.suggestions: Sequence[Suggestion] = ()
        """Queries that would find something, where nothing was found."""
        self.like = ""
        """The place that the passages listed are like; "" where they are no such passages."""
        self.marked: set[Hit] = set()
        self.by_passage = False
        """Whether whole passages are tagged, and not the sentences of the hits."""

    def show_documents(self, snapshot: Snapshot | None, words: str) -> None:
        """Lists the documents whose line has the words."""
        self._snapshot, self.found, self.hits, self._words = snapshot, None, (), words.casefold().split()
        self.noted = self._all_noted = ()
        self.suggestions, self.like = (), ""
        self.marked.clear()
        known = snapshot.holdings.documents.values() if snapshot is not None else ()
        self.documents = [
            each
            for each in sorted(known, key=lambda each: each.id)
            if all(word in f"{each.id} {each.title} {each.kind}".casefold() for word in self._words)
        ]
        self.show(len(self.documents), self._document_row, empty=NO_DOCUMENTS)

    def show_found(
        self, found: Found, words: str, like: str = "", noted: "Sequence[AnnotationHit]" = (), index: int = 0
    ) -> None:
        """Lists the hits whose passage has the words; another query's marks are taken off. `like` names the place that they are
        like, `index` is the row that is current."""
        self.marked.clear()
        self.suggestions, self.like = (), like
        self.found, self._all_noted = found, noted
        self.narrow(words, index)

    def narrow(self, words: str, index: int = 0) -> None:
        """Lists those of the hits whose passage has the words."""
        assert self.found is not None
        self._words = words.casefold().split()
        self.hits, self.noted = self.found.hits, self._all_noted
        if self._words:
            self.hits = [hit for hit in self.hits if self._fits(hit)]
            self.noted = [hit for hit in self.noted if self._fits_noted(hit)]
        empty = "no line has these words" if self._words else "nothing found"
        self.show(len(self.hits) + len(self.noted), self._hit_row, index=index, empty=empty)

    def show_suggestions(self, suggestions: "Sequence[Suggestion]") -> None:
        """Lists queries that would find something in the place of hits, of which there are none."""
        self.suggestions = suggestions
        self.show(
            len(suggestions), lambda row, width: suggestion_pieces(suggestions[row], width), empty="nothing found"
        )

    def renew(self, snapshot: Snapshot) -> None:
        """Shows the counts of another snapshot."""
        self._snapshot = snapshot
        if self.found is None:
            self.refresh_rows()

    @property
    def filtered(self) -> bool:
        return bool(self._words)

    def unread(self) -> list[str]:
        """Documents whose text is needed and not in memory: for the rows in view, or all that the filter looks into."""
        hits = self.found.hits if self.filtered and self.found is not None else self._in_view()
        return [document for document in dict.fromkeys(hit.document for hit in hits) if self._text_of(document) is None]

    def _in_view(self) -> Sequence[Hit]:
        here, around = max(0, self.index), self.size.height + 1
        return self.hits[max(0, here - around) : here + around]

    def _fits(self, hit: Hit) -> bool:
        """Whether a hit's passage has the words; one whose text is not read yet may have them."""
        text = self._text_of(hit.document)
        if text is None:
            return True
        line = f"{hit.document} {hit.speaker} {text[slice(*hit.passage)]}".casefold()
        return all(word in line for word in self._words)

    def _fits_noted(self, hit: "AnnotationHit") -> bool:
        annotation = hit.annotation
        about = annotation.about.title if isinstance(annotation.about, Memo) else annotation.about.document
        line = f"{annotation.where} {about} {annotation.text[slice(*hit.passage)]}".casefold()
        return all(word in line for word in self._words)

    # The current row

    @property
    def current_hit(self) -> Hit | None:
        return self.hits[self.index] if self.found is not None and 0 <= self.index < len(self.hits) else None

    @property
    def current_noted(self) -> "AnnotationHit | None":
        """The hit of the current row where it is in an excerpt, a note or a memo."""
        row = self.index - len(self.hits)
        return self.noted[row] if self.found is not None and 0 <= row < len(self.noted) else None

    @property
    def current_suggestion(self) -> "Suggestion | None":
        return self.suggestions[self.index] if 0 <= self.index < len(self.suggestions) else None

    @property
    def current_document(self) -> str:
        """The id of the document that the current row is about, or ""."""
        hit, noted = self.current_hit, self.current_noted
        if hit is not None:
            return hit.document
        if noted is not None:
            return noted.annotation.about.document if isinstance(noted.annotation.about, Excerpt) else ""
        here = self.found is None and 0 <= self.index < len(self.documents)
        return self.documents[self.index].id if here else ""

    def chosen(self) -> list[Hit]:
        """The marked hits, or else the current one."""
        return [hit for hit in self.hits if hit in self.marked] or [hit for hit in (self.current_hit,) if hit]

    def mark(self) -> None:
        """Marks the current hit, or takes the mark off, and goes on to the next."""
        hit = self.current_hit
        if hit is not None:
            self.marked.symmetric_difference_update({hit})
            self.repaint_row(self.index)
            self.move_row(1)

    def mark_all(self) -> None:
        """Marks all hits that are listed, or where they are marked takes the marks off."""
        listed = set(self.hits)
        if listed <= self.marked:
            self.marked -= listed
        else:
            self.marked |= listed
        self.refresh_rows()

    def clear_marks(self) -> None:
        self.marked.clear()
        self.refresh_rows()

    def move_document(self, step: int) -> None:
        """To the first hit of the next document, or of the one before if negative."""
        if self.found is None:
            self.move_row(step)
            return
        groups = [hit.document for hit in self.hits]
        groups += [f"{hit.annotation.where} {hit.annotation.about.id}" for hit in self.noted]
        firsts = [row for row, group in enumerate(groups) if not row or groups[row - 1] != group]
        there = [row for row in firsts if row > self.index] if step > 0 else [row for row in firsts if row < self.index]
        if there:
            self.go_to(there[0] if step > 0 else there[-1])

    def summary(self) -> tuple[str, str]:
        """What is listed, in a few words, and their look."""
        found = self.found
        if found is None:
            count = len(self.documents)
            return f"{count} document{'' if count == 1 else 's'}", "dim"
        if not found.total and not self._all_noted:
            return "nothing found", "warn"
        marked = f", {len(self.marked)} marked" if self.marked else ""
        marked += ", by passage" if self.by_passage else ""
        if self.like:
            return f"{found.total} passages like {self.like}{marked}", ""
        listed, total = len(self.hits) + len(self.noted), found.total + len(self._all_noted)
        shown = f", {listed} shown" if listed < total else ""
        documents = f"{found.documents} document{'' if found.documents == 1 else 's'}"
        counted = [f"{found.total} hit{'' if found.total == 1 else 's'} in {documents}"] if found.total else []
        if self._all_noted:
            kinds = ", ".join(f"{each}s" for each in dict.fromkeys(hit.annotation.where for hit in self._all_noted))
            count = len(self._all_noted)
            what = "" if counted else " hit" if count == 1 else " hits"
            counted.append(f"{count}{what} in {kinds}")
        return f"{', '.join(counted)}{shown}{marked}", ""

    # Painting

    def _document_row(self, row: int, width: int) -> Pieces:
        assert self._snapshot is not None
        return document_pieces(self.documents[row], self._snapshot, width)

    def _hit_row(self, row: int, width: int) -> Pieces:
        if row >= len(self.hits):
            return noted_pieces(self.noted[row - len(self.hits)], width)
        hit = self.hits[row]
        pieces = passage_pieces if self.like else hit_pieces
        return pieces(hit, self._text_of(hit.document), width, marked=hit in self.marked)
