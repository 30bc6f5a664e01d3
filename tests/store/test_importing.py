"""Which files of folders are taken, what they are called here, and what is known already."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.acts import SetFile
from store.documents import document_from
from store.errors import ChangedMeanwhile, UsageFault
from store.holdings import Holdings, read_holdings
from store.importing import add_document, files_to_import
from store.names import is_id
from store.project import is_ours
from store.recognising import KnownDocuments
from store.texts import Incoming
from store.writer import Writer
from tests.store.studies import TEXT, Desk, git

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=30)


def test_a_folder_gives_its_texts_in_order_and_says_what_it_passes_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.MD", "a/notes.xyz", "old.doc", ".hidden.txt", "~$b.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "round").symlink_to(tmp_path)
    found = list(files_to_import([tmp_path, tmp_path / "a/notes.xyz", tmp_path / "gone"]))
    assert [each.name for each in found if each.fault is None] == ["b.txt", "a/z.MD", "notes.xyz"]
    assert [each.fault.reason.split(",")[0] for each in found if each.fault] == [
        "it is a symbolic link",
        "it is an old Word document: save it as .docx",
        "files that end with .xyz are left out; name it outright to try",
        "there is no such file",
    ]


def test_a_folder_that_cannot_be_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    real = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (found,) = files_to_import([tmp_path])
    assert found.fault is not None
    assert "cannot be read" in found.fault.reason


def test_the_projects_own_texts_are_not_taken_again(desk: Desk) -> None:
    root = desk.project.root
    assert all(each.fault for each in files_to_import([root], own=[root]))


@given(NAMES, st.sampled_from(["", "a.txt", "../", "x/"]))
def test_any_file_name_gives_a_document_with_a_place_inside_the_project(name: str, folder: str) -> None:
    incoming = Incoming(folder + name + ".t xt", "text", "cp1252", b"bytes")
    act, document = add_document(Holdings(), incoming, "field note")
    assert is_id(document.id)
    assert all(is_ours(change.path) for change in act.changes)
    assert document.path == f"corpus/field-notes/{document.id}.txt"
    assert document.original == f"originals/{document.id}"


def test_a_document_is_whole_on_disk_and_undone_as_a_whole(desk: Desk) -> None:
    incoming = Incoming("Two.TXT", "text\n", "utf-8-sig", b"\xef\xbb\xbftext\r\n")
    act, document = add_document(desk.holdings, incoming, "report", ["c1"], "A title")
    desk.take_in(desk.writer.perform(act))
    read = read_holdings(desk.project)
    assert read.documents[document.id] == document
    assert desk.project.read_text(document) == "text\n"
    assert desk.project.read(document.original) == incoming.original
    assert "text" not in act.message.removeprefix("add two, report")
    desk.writer.undo()
    assert not any((desk.project.root / change.path).exists() for change in act.changes)


def test_two_files_of_one_name_become_two_documents() -> None:
    holdings = Holdings()
    ids = []
    for name in ("north/one.txt", "south/one.txt", "south/one.txt"):
        _, document = add_document(holdings, Incoming(name, name, "utf-8", None), "interview")
        holdings = Holdings(documents={**holdings.documents, document.id: document})
        ids.append(document.id)
    assert ids == ["one", "south-one", "south-one-2"]


def test_what_is_known_is_known_by_its_text_first_and_then_by_its_name(desk: Desk) -> None:
    document = desk.document
    known = KnownDocuments(desk.holdings.documents.values())
    assert known.known_as(Incoming("other.txt", TEXT, "utf-8", None)) == (document, True)
    assert known.known_as(Incoming("jw019.txt", "changed", "utf-8", None)) == (document, False)
    assert known.known_as(Incoming("other.txt", "changed", "utf-8", None)) == (None, False)


@pytest.mark.parametrize(
    ("kind", "wanted"), [("novel", ""), ("report", "jw019"), ("report", "../x"), ("report", "CON"), ("report", "con")]
)
def test_kinds_and_ids_that_cannot_be_are_refused(desk: Desk, kind: str, wanted: str) -> None:
    with pytest.raises(UsageFault):
        add_document(desk.holdings, Incoming("a.txt", "a", "utf-8", None), kind, wanted_id=wanted)


def test_a_text_that_lies_there_without_a_record_is_not_overwritten(desk: Desk) -> None:
    (desk.project.root / "corpus/interviews/new.txt").write_text("somebody's")
    act, _ = add_document(desk.holdings, Incoming("new.txt", "mine", "utf-8", None), "interview")
    with pytest.raises(ChangedMeanwhile):
        desk.writer.perform(act)
    assert (desk.project.root / "corpus/interviews/new.txt").read_text() == "somebody's"


def test_texts_are_committed_byte_for_byte(desk: Desk) -> None:
    incoming = Incoming("crlf.txt", "one\ntwo\n", "utf-8", b"one\r\ntwo\r\n")
    act, _ = add_document(desk.holdings, incoming, "interview")
    desk.writer.perform(act)
    desk.writer.close()
    root = desk.project.root
    git(root, "clone", "-q", str(root), str(root.parent / "clone"))
    for change in act.changes:
        if isinstance(change, SetFile):
            assert (root.parent / "clone" / change.path).read_bytes() == change.after
    assert document_from("x", {"id": "a", "path": "b", "sha256": "c", "characters": 1}).title == "a"
    desk.writer = Writer.open(desk.project)
