"""Who speaks in an excerpt: what the reviewer entered, else what the text shows, by the study's templates or a label."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from store.errors import FileFault
from store.excerpts import Excerpt
from tui.attributed import speakers
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.passages import Passage


class Speakers:
    """The texts are read when they are first asked about, and one is held at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._document = ""
        self._passages: Sequence[Passage] = ()
        self.text = ""
        self.fault = ""
        """Why nothing can be said about the text: "missing", "to check", or "" where it can be read."""

    def open(self, document: str) -> None:
        """Reads a text; without one that its record describes, offsets into it would lie, and nothing is compared."""
        if document == self._document:
            return
        self._document, self.text, self._passages, self.fault = document, "", (), "missing"
        known = self._session.holdings.documents.get(document)
        if known is None:
            return
        try:
            self.text = self._session.project.read_text(known)
        except FileFault as fault:
            self._session.tell_faults((fault,), what_follows="")
            self.fault = "to check" if (self._session.project.root / known.path).exists() else "missing"
        else:
            from search.passages import passages_of

            self.fault = ""
            self._passages = passages_of(self.text, known.rules)

    def fields(self, excerpt: Excerpt) -> Mapping[str, str]:
        """Who speaks, by field (name, role, id …); empty where nobody is named."""
        if excerpt.attribution:
            return excerpt.attribution
        self.open(excerpt.document)
        if self.fault or excerpt.id in self._session.holdings.unplaced:
            return {}
        return speakers(self.text, self._passages, excerpt, self._session.project.settings.attributions)

    def name(self, excerpt: Excerpt) -> str:
        """The fields as one text."""
        return ", ".join(self.fields(excerpt).values())

    def reading(self, excerpt: Excerpt) -> tuple[Mapping[str, str], bool]:
        """The fields, and whether the text still holds the excerpt's words in their place."""
        fields = self.fields(excerpt)
        self.open(excerpt.document)
        stands = not self.fault and all(self.text[each.start : each.end] == each.exact for each in excerpt.segments)
        return fields, stands
