"""The index: brought up to date, rebuilt when damaged, built by one at a time."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from search import commits, engine, index
from search.engine import Searcher
from search.index import check_index, folder_of, generation_of, update_index
from store.errors import Busy, SaveFault
from store.project import Project
from tests.search.studies import document_of, ranges, study_of

ONE = "The first text says something about leaders."
TWO = "The second text.\n\nIt has two passages about followers."


def test_documents_are_added_changed_and_removed(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO})
    state = update_index(project, documents)
    assert (state.documents, state.passages, state.missing, state.changed, state.faults) == (2, 3, 0, 2, ())
    assert state.bytes > 0
    searcher = Searcher.open(project, documents)
    assert ranges(searcher, "text") == [("a", 10, 14), ("b", 11, 15)]
    documents["a"] = document_of(project, "a", "Now another text.")
    del documents["b"]
    documents["c"] = document_of(project, "c", "A third text.")
    assert update_index(project, documents).documents == 2
    assert ranges(Searcher.open(project, documents), "text") == [("a", 12, 16), ("c", 8, 12)]
    assert check_index(project, documents) == []


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {"a": ONE})
    update_index(project, documents)
    before = generation_of(project)
    assert update_index(project, documents).changed == 0
    assert generation_of(project) == before


@pytest.mark.parametrize(("full", "segments"), [(1_000_000, 1), (1, 9)])
def test_small_segments_are_brought_together_and_large_ones_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: int, segments: int
) -> None:
    monkeypatch.setattr(index, "FULL", full)
    project, documents = study_of(tmp_path, {name: f"one {name}" for name in "abcdefghi"})
    for number in range(1, 10):
        update_index(project, dict(list(documents.items())[:number]))
    searcher = Searcher.open(project, documents)
    assert len(searcher.segments()) == segments
    assert searcher.find("one").total == 9


def test_an_open_searcher_sees_the_next_commit(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO})
    update_index(project, {"a": documents["a"]})
    searcher = Searcher.open(project, documents)
    missing = searcher.missing
    assert searcher.find("followers").total == 0
    update_index(project, documents)
    assert searcher.find("followers").total == 1
    assert (missing, searcher.missing) == (("b",), ())


def test_commits_are_looked_for_only_where_the_folder_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO})
    update_index(project, {"a": documents["a"]})
    searcher = Searcher.open(project, documents)
    os.utime(folder_of(project), (1, 1))
    assert searcher.find("followers").total == 0
    looks: list[Project] = []

    def look(project: Project) -> tuple[int, int, int]:
        looks.append(project)
        return index.stamp_of(project)

    monkeypatch.setattr(engine, "stamp_of", look)
    assert searcher.find("text").total == 1
    assert looks == []
    update_index(project, documents)
    assert searcher.find("followers").total == 1
    # So soon after a change the next one could have the same time.
    assert searcher.find("text").total == 2
    assert len(looks) == 2


def test_an_open_searcher_sees_an_index_that_was_built_anew(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO})
    update_index(project, {"a": documents["a"]})
    searcher = Searcher.open(project, documents)
    assert searcher.find("followers").total == 0
    shutil.rmtree(folder_of(project))
    assert searcher.find("text").total == 0
    update_index(project, documents)
    assert searcher.find("text").total == 2
    update_index(project, documents, rebuild=True)
    assert searcher.find("followers").total == 1


def test_a_full_disk_is_told_and_the_next_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO})
    update_index(project, {"a": documents["a"]})

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(commits, "write_columns", refuse)
        with pytest.raises(SaveFault, match="No space left"):
            update_index(project, documents)
    assert Searcher.open(project, documents).find("text").total == 1
    assert update_index(project, documents).documents == 2
    assert check_index(project, documents) == []


def test_a_changed_document_is_not_searched_until_it_is_indexed(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {"a": ONE})
    update_index(project, documents)
    documents["a"] = document_of(project, "a", "x " + ONE)
    searcher = Searcher.open(project, documents)
    assert searcher.missing == ("a",)
    assert searcher.find("leaders").total == 0


def test_without_an_index_all_documents_are_missing(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {"a": ONE})
    searcher = Searcher.open(project, documents)
    assert searcher.missing == ("a",)
    assert searcher.find("leaders").hits == ()
    assert check_index(project, documents) == ["there is no index yet"]


def test_a_text_that_is_not_what_its_record_says_is_a_fault(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO})
    (tmp_path / "corpus" / "a.txt").write_text("tampered with")
    state = update_index(project, documents)
    assert [fault.path for fault in state.faults] == ["corpus/a.txt"]
    assert (state.documents, state.missing) == (1, 0)
    assert Searcher.open(project, documents).find("text").total == 1


def test_progress_is_told_and_a_cancelled_build_keeps_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "BATCH", 1)
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO, "c": "The third text."})
    told: list[tuple[int, int]] = []
    state = update_index(
        project, documents, progress=lambda done, to_do: told.append((done, to_do)), cancelled=lambda: len(told) > 2
    )
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert (state.documents, state.missing) == (2, 1)
    searcher = Searcher.open(project, documents)
    assert searcher.missing == ("c",)
    assert searcher.find("text").total == 2
    assert update_index(project, documents).missing == 0


def test_many_small_segments_become_one(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, {})
    for number in range(20):
        documents[f"d{number:02}"] = document_of(project, f"d{number:02}", f"Text number {number} about leaders.")
        update_index(project, documents)
    assert len(list(folder_of(project).glob("*.columns"))) < 10
    assert [hit.document for hit in Searcher.open(project, documents).find("leaders").hits] == sorted(documents)
    assert check_index(project, documents) == []


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.stat().st_size)


@pytest.mark.parametrize("damage", ["cut", "emptied", "removed", "overwritten"])
def test_a_damaged_index_is_noticed_and_rebuilt(tmp_path: Path, damage: str) -> None:
    for number in range(len(files(_indexed(tmp_path / "count")))):
        root = tmp_path / f"{damage}{number}"
        folder = _indexed(root)
        path = files(folder)[number]
        data = path.read_bytes()
        match damage:
            case "cut":
                path.write_bytes(data[: len(data) // 2])
            case "emptied":
                path.write_bytes(b"")
            case "removed":
                path.unlink()
            case "overwritten":
                path.write_bytes(os.urandom(len(data)))
        project, documents = study_of(root, {"a": ONE, "b": TWO})
        assert check_index(project, documents), f"{path.name} is {damage}"
        update_index(project, documents, rebuild=True)
        assert check_index(project, documents) == []
        assert Searcher.open(project, documents).find("text").total == 2


def test_a_folder_that_a_killed_build_left_behind_does_not_stop_a_rebuild(tmp_path: Path) -> None:
    left = _indexed(tmp_path) / "catena.tmp"
    left.mkdir()
    (left / "catena_half").write_bytes(b"half")
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO})
    assert update_index(project, documents, rebuild=True).documents == 2
    assert not left.exists()
    assert check_index(project, documents) == []


@pytest.mark.parametrize("ending", [".toc", ".columns"])
def test_damage_that_a_search_would_meet_is_mended_by_any_update(tmp_path: Path, ending: str) -> None:
    folder = _indexed(tmp_path)
    path = next(path for path in files(folder) if path.name.endswith(ending))
    path.write_bytes(path.read_bytes()[:40])
    project, documents = study_of(tmp_path, {"a": ONE, "b": TWO})
    assert Searcher.open(project, documents).missing == ("a", "b")
    update_index(project, documents)
    assert Searcher.open(project, documents).find("text").total == 2


def _indexed(root: Path) -> Path:
    project, documents = study_of(root, {"a": ONE, "b": TWO})
    update_index(project, documents)
    return folder_of(project)


def test_an_index_that_came_with_a_folder_is_not_read_but_built_anew(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    shutil.copytree(_indexed(tmp_path / "theirs" / "study").parents[1], tmp_path / "ours")
    toc = next(path for path in files(folder_of(study_of(tmp_path / "ours", {})[0])) if path.suffix == ".toc")
    toc.write_bytes(toc.read_bytes().replace(b"whoosh", b"hostile"))
    project, documents = study_of(tmp_path / "ours", {"a": ONE, "b": TWO})
    assert Searcher.open(project, documents).missing == ("a", "b")
    assert check_index(project, documents) == ["the index is damaged: the index was made in another folder"]
    update_index(project, documents)
    assert Searcher.open(project, documents).find("text").total == 2
    (tmp_path / "ours").rename(tmp_path / "moved")
    project, documents = study_of(tmp_path / "moved", {"a": ONE, "b": TWO})
    assert Searcher.open(project, documents).missing == ()


def test_a_second_builder_waits_and_then_says_that_it_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PATIENCE", 0.1)
    project, documents = study_of(tmp_path, {"a": ONE})
    update_index(project, documents)
    documents["b"] = document_of(project, "b", TWO)
    with index._turn(project):
        with pytest.raises(Busy):
            update_index(project, documents)
        assert Searcher.open(project, documents).find("leaders").total == 1
    assert update_index(project, documents).documents == 2
