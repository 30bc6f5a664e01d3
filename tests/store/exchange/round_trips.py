"""A project's files without a repository around them: written from values, taken in, taken out."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from store.acts import Change, SetFile, SetValue
from store.cases import Case, case_path, case_record
from store.codebook import Theme, theme_path, theme_record
from store.documents import Document, document_path, document_record, hash_of
from store.excerpts import Excerpt, excerpt_entry, excerpts_path
from store.exchange.refi.gathering import Placed
from store.exchange.refi.handing_over import Export, export_project, hand_over
from store.exchange.refi.intake.desk import Wishes
from store.exchange.refi.intake.importing import plan_import
from store.exchange.refi.intake.plan import Plan
from store.holdings import Holdings, read_holdings
from store.memos import Memo, memo_text
from store.project import Project, open_project
from store.reviewers import Reviewer, reviewer_record
from store.shelf import Shelf, combined
from store.toml import render_toml
from themes.tree import build_tree, parents_of

BEGAN = datetime(2026, 11, 2, 9, 12, tzinfo=UTC)


def begin(root: Path, settings: str = "") -> Project:
    """An empty project in `root`, which tells its id."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "catena.toml").write_text(
        f'schema = 1\nid = "{root.name}"\ntitle = "A study"\n{settings}', encoding="utf-8"
    )
    return open_project(root)


def put(project: Project, path: str, record: dict[str, object]) -> None:
    place = project.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(render_toml(record))


def put_all(
    project: Project,
    documents: Iterable[tuple[Document, str]] = (),
    themes: Iterable[Theme] = (),
    excerpts: Iterable[Excerpt] = (),
    memos: Iterable[Memo] = (),
    cases: Iterable[Case] = (),
    reviewers: Iterable[Reviewer] = (),
) -> None:
    """Writes the files of these things."""
    for document, text in documents:
        put(project, document_path(document.id), document_record(document))
        (project.root / document.path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / document.path).write_bytes(text.encode())
    for theme in themes:
        put(project, theme_path(theme.id), theme_record(theme))
    for case in cases:
        put(project, case_path(case.id), case_record(case))
    for reviewer in reviewers:
        put(project, f"reviewers/{reviewer.id}.toml", reviewer_record(reviewer))
    files: dict[str, dict[str, object]] = {}
    for excerpt in excerpts:
        file = files.setdefault(
            excerpts_path(excerpt.reviewer, excerpt.document), {"schema": 1, "document": excerpt.document}
        )
        entries = file.setdefault("excerpt", {})
        assert isinstance(entries, dict)
        entries[excerpt.id] = excerpt_entry(excerpt)
    for path, record in files.items():
        put(project, path, record)
    for memo in memos:
        (project.root / memo.path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / memo.path).write_bytes(memo_text(memo).encode())


def document(document_id: str, text: str, title: str = "", **about: object) -> tuple[Document, str]:
    known = {
        "kind": "interview",
        "added": BEGAN,
        "path": f"corpus/interviews/{document_id}.txt",
        "sha256": hash_of(text),
    }
    return Document(document_id, title or document_id, characters=len(text), **(known | about)), text  # type: ignore[arg-type]


def holdings_of(project: Project) -> Holdings:
    holdings = read_holdings(project, remember=False)
    assert holdings.faults == ()
    return holdings


def carry_out(project: Project, changes: Iterable[Change]) -> None:
    """Makes changes as the writer would, without a journal."""
    shelf = Shelf(project)
    values: dict[str, list[SetValue]] = {}
    for change in combined(list(changes)):
        if isinstance(change, SetFile):
            shelf.put(change)
        else:
            values.setdefault(change.path, []).append(change)
    for found in values.values():
        shelf.put_together(found)


def taken_in(project: Project, file: Path, **wishes: object) -> Plan:
    """Takes a file in; what that came to."""
    project = open_project(project.root)
    plan = plan_import(project, holdings_of(project), file, Wishes(**wishes))  # type: ignore[arg-type]
    carry_out(project, plan.changes)
    return plan


def taken_out(project: Project, file: Path, program: str = "standard") -> Export:
    """Takes the project out into a file, as it is on disk now."""
    project = open_project(project.root)
    holdings = holdings_of(project)
    tree, (parents, _) = build_tree(holdings.themes), parents_of(holdings.themes)
    placed = [Placed(node.theme, parents[node.theme.id]) for node in tree.walk()]
    export = export_project(project, holdings, placed, "1", program)
    hand_over(export, file, replacing=True)
    return export
