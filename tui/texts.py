"""The verbatim texts that are in memory, for whoever shows words of them.

A list of hits needs nothing else of a document, and to read a text takes a thirtieth of the time that its passages take. Texts
are known by the hash of their content, so one that was changed is another one. Any thread may read and ask.
"""

import threading
from collections import OrderedDict

from store.documents import Document
from store.project import Project

CHARACTERS_KEPT = 20_000_000
"""Code points of texts that are kept, unless one alone has more; what was asked for last stays."""


class Texts:
    """Texts that were read, as far as there is room for them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._characters = 0
        self._lock = threading.Lock()

    def known(self, document: Document) -> str | None:
        """The text of a document where it is in memory."""
        with self._lock:
            text = self._kept.get(document.sha256)
            if text is not None:
                self._kept.move_to_end(document.sha256)
            return text

    def read(self, project: Project, document: Document) -> str:
        """The text of a document, from its file where it is not in memory; raises FileFault."""
        text = self.known(document)
        if text is None:
            text = project.read_text(document)
            self._keep(document.sha256, text)
        return text

    def _keep(self, sha256: str, text: str) -> None:
        with self._lock:
            if sha256 not in self._kept:
                self._kept[sha256] = text
                self._characters += len(text)
            while len(self._kept) > 1 and self._characters > CHARACTERS_KEPT:
                _, oldest = self._kept.popitem(last=False)
                self._characters -= len(oldest)
