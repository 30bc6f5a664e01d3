"""What comes in that is here already: a document by its text, then by where it came from; a person by what they are called.

Everything is looked up, nothing is searched for, so that a sheet of thousands of rows costs each row the same. Of several that
would do it is always the one that was here first.
"""

from collections.abc import Iterable

from store.cases import Case
from store.documents import Document, hash_of
from store.texts import Incoming


class KnownDocuments:
    """The documents that are here, while others are added."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._count = 0
        self._by_text: dict[str, Document] = {}
        self._by_row: dict[tuple[str, str], Document] = {}
        self._by_source: dict[str, Document] = {}
        self._earlier: dict[str, tuple[int, Document]] = {}
        """By the hashes and the names of earlier texts, with the number of the document."""
        for document in documents:
            self.add(document)

    def add(self, document: Document) -> None:
        self._count += 1
        self._by_text.setdefault(document.sha256, document)
        self._by_row.setdefault((document.sha256, document.source), document)
        self._by_source.setdefault(document.source, document)
        for version in document.earlier:
            self._earlier.setdefault(version.sha256, (self._count, document))
            self._earlier.setdefault(version.source, (self._count, document))

    def known_as(self, incoming: Incoming) -> tuple[Document | None, bool]:
        """The document that a text is, and whether its text is the one we have.

        By text first, then by the file's name; last by texts and names that a document had earlier.
        """
        digest = hash_of(incoming.text)
        # Two people may well have given the same answer: a row is known by its name alone.
        same = self._by_row.get((digest, incoming.source)) if incoming.row else self._by_text.get(digest)
        if same is not None:
            return same, True
        if incoming.source in self._by_source:
            return self._by_source[incoming.source], False
        before = [self._earlier[key] for key in (digest, incoming.name) if key in self._earlier]
        return (min(before, key=lambda each: each[0])[1], False) if before else (None, False)


class KnownCases:
    """The cases that are here, while others are added."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._called: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for case in cases:
            self.add(case)

    def add(self, case: Case) -> None:
        for name in (case.id, case.name, *case.aliases):
            self._called.setdefault(name, case.id)
        for name in (case.id, case.name.casefold()):
            self._folded.setdefault(name, case.id)

    def called(self, name: str) -> str | None:
        """The id of the case that a name means.

        p1 and P1 are one person; names that merely come to one id, cut or plain, are not.
        """
        return self._called.get(name) or self._folded.get(name.casefold())
