"""The cases whose words an excerpt is, where its document is of several and the text or a reviewer says who speaks.

A text that cannot be read says nothing. What was asked is remembered for as long as the holdings are the same, as who speaks is
asked of every excerpt, and texts are long.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from store.documents import Document
from store.errors import FileFault
from store.excerpts import Excerpt
from store.holdings import Holdings
from store.project import Project
from themes.attribution import cases_speaking
from themes.theme_tables import cases_by_document
from tui.attributed import speakers

if TYPE_CHECKING:
    from search.passages import Passage

Read = Callable[[Document], str]
"""The text of a document; raises FileFault."""
Range = tuple[int, int]


class CasesSpeaking:
    """Answers, from any thread, whose words an excerpt is, and where the passages of a document are."""

    def __init__(self, project: Project, holdings: Holdings, read: Read) -> None:
        self._holdings = holdings
        self._templates = project.settings.attributions
        self._read = read
        self._by_document = cases_by_document(holdings)
        self._asked: dict[str, tuple[str, ...]] = {}
        self._open = ""
        self._text = ""
        self._passages: Sequence[Passage] = ()
        self._lock = threading.Lock()

    def cases_of(self, excerpt: Excerpt) -> tuple[str, ...]:
        """The ids of the cases that an excerpt counts for."""
        cases = self._by_document(excerpt)
        if len(cases) < 2:
            return cases
        with self._lock:
            known = self._asked.get(excerpt.id)
            if known is None:
                known = self._asked[excerpt.id] = self._speaking(excerpt, cases)
            return known

    def _speaking(self, excerpt: Excerpt, cases: tuple[str, ...]) -> tuple[str, ...]:
        among = [self._holdings.cases[case] for case in cases]
        return cases_speaking(among, excerpt.attribution or self._told(excerpt))

    def _told(self, excerpt: Excerpt) -> Mapping[str, str]:
        from search.passages import passages_of

        document = self._holdings.documents[excerpt.document]
        if self._open != document.id:
            self._open, self._text = document.id, ""
            try:
                self._text = self._read(document)
            except FileFault:
                return {}
            self._passages = passages_of(self._text, document.rules)
        return speakers(self._text, self._passages, excerpt, self._templates) if self._text else {}

    def passages_of(self, document: str) -> Sequence[Range]:
        """The ranges of a document's passages; none where its text cannot be read."""
        from search.passages import passages_of

        known = self._holdings.documents[document]
        try:
            text = self._read(known)
        except FileFault:
            return ()
        return [(each.start, each.end) for each in passages_of(text, known.rules)]
