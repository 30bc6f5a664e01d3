"""Small studies for the tests: texts on disk and their records, without git."""

from collections.abc import Collection, Mapping
from pathlib import Path

from search.engine import Searcher
from search.index import update_index
from store.documents import Document, hash_of
from store.project import Project, Settings
from store.rules import PLAIN, Region, Rules

Study = tuple[Project, dict[str, Document]]


def document_of(project: Project, document: str, text: str, kind: str = "interview", rules: Rules = PLAIN) -> Document:
    """A document with its text written."""
    path = project.root / "corpus" / f"{document}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return Document(document, document, kind, f"corpus/{document}.txt", hash_of(text), len(text), rules=rules)


def study_of(root: Path, texts: Mapping[str, str], rules: Mapping[str, Rules] | None = None) -> Study:
    """A project with these texts as its documents, read by the rules of each."""
    root.mkdir(exist_ok=True)
    (root / ".catena").mkdir(exist_ok=True)
    project = Project(root, Settings("test", "Test"))
    known = rules or {}
    return project, {
        name: document_of(project, name, text, rules=known.get(name, PLAIN)) for name, text in texts.items()
    }


def searcher_of(root: Path, texts: Mapping[str, str], rules: Mapping[str, Rules] | None = None) -> Searcher:
    """A searcher over these texts."""
    project, documents = study_of(root, texts, rules)
    update_index(project, documents)
    return Searcher.open(project, documents)


def rules_with(
    text: str, *regions: tuple[int, int], kind: str = "references", searched: bool = False, off: Collection[str] = ()
) -> Rules:
    """Rules with these ranges as regions and these layers switched off."""
    version = hash_of(text)
    made = (Region(f"r{number}", kind, *each, version, searched) for number, each in enumerate(sorted(regions)))
    return Rules(frozenset(off), tuple(made))


def ranges(searcher: Searcher, query: str, typing: bool = False) -> list[tuple[str, int, int]]:
    """The hits of a query as plain ranges."""
    return [(hit.document, hit.start, hit.end) for hit in searcher.find(query, typing=typing).hits]
