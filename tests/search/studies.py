"""Small studies for the tests: texts on disk and their records, without git."""

from collections.abc import Mapping
from pathlib import Path

from search.engine import Searcher
from search.index import update_index
from store.documents import Document, hash_of
from store.project import Project, Settings

Study = tuple[Project, dict[str, Document]]


def document_of(project: Project, document: str, text: str, kind: str = "interview") -> Document:
    """A document with its text written."""
    path = project.root / "corpus" / f"{document}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return Document(document, document, kind, f"corpus/{document}.txt", hash_of(text), len(text))


def study_of(root: Path, texts: Mapping[str, str]) -> Study:
    """A project with these texts as its documents."""
    root.mkdir(exist_ok=True)
    (root / ".catena").mkdir(exist_ok=True)
    project = Project(root, Settings("test", "Test"))
    return project, {name: document_of(project, name, text) for name, text in texts.items()}


def searcher_of(root: Path, texts: Mapping[str, str]) -> Searcher:
    """A searcher over these texts."""
    project, documents = study_of(root, texts)
    update_index(project, documents)
    return Searcher.open(project, documents)


def ranges(searcher: Searcher, query: str, typing: bool = False) -> list[tuple[str, int, int]]:
    """The hits of a query as plain ranges."""
    return [(hit.document, hit.start, hit.end) for hit in searcher.find(query, typing=typing).hits]
