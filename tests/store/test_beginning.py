"""A project begins beside whatever is there, once, and the sample study becomes one like any other."""

from pathlib import Path

import pytest

import store.beginning
from store.beginning import begin_project, copy_sample, first_commit
from store.errors import GitFault, ProjectFault, SaveFault, UsageFault
from store.git import Git, version
from store.holdings import read_holdings
from store.project import open_project
from store.writer import Writer
from tests.store.studies import ANA, git, messages, snapshot, uncommitted
from tests.store.test_files import fail_at


def test_a_project_begins_with_its_files_in_a_repository(tmp_path: Path) -> None:
    project = begin_project(tmp_path / "deep/study", "  Leading on\ntwo sites ")
    assert project.settings.title == "Leading on two sites"
    assert open_project(project.root) == project
    assert set(snapshot(project.root)) == {"catena.toml", ".gitattributes", ".gitignore"}
    first_commit(project, "begin", ANA)
    assert messages(project.root) == ["begin"]
    assert uncommitted(project.root) == ""
    assert git(project.root, "config", "--local", "user.email") == ANA[1]
    assert "!filter" in (project.root / ".git/info/attributes").read_text()
    with pytest.raises(ProjectFault, match="holds a project already"):
        begin_project(project.root, "Again")


def test_what_is_in_the_folder_already_stays_and_stays_out_of_git(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "trunk")
    (tmp_path / "thesis.txt").write_text("mine")
    (tmp_path / ".gitignore").write_text("mine\n")
    project = begin_project(tmp_path, "Beside")
    first_commit(project, "begin", ANA)
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert "?? thesis.txt" in uncommitted(tmp_path)
    assert git(tmp_path, "rev-parse", "--abbrev-ref", "HEAD") == "trunk"
    Writer.open(project).close()
    git(tmp_path, "add", "--all")
    assert ".catena" not in git(tmp_path, "ls-files")


@pytest.mark.parametrize("title", ["", " \n ", "a\x1b[2Jb"])
def test_a_title_is_needed(tmp_path: Path, title: str) -> None:
    with pytest.raises(UsageFault):
        begin_project(tmp_path / "study", title)
    assert not (tmp_path / "study").exists()


def test_a_place_that_cannot_be_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProjectFault, match="cannot be made"):
        begin_project(tmp_path / "file", "x")
    with pytest.raises(ProjectFault, match="cannot be made"):
        begin_project(tmp_path / "file/below", "x")


def test_without_a_git_that_is_new_enough_nothing_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for found, reason in ((None, "not installed"), ((2, 30, 1), "2.30.1 is too old")):
        monkeypatch.setattr(store.beginning, "version", lambda found=found: found)
        with pytest.raises(GitFault, match=reason):
            begin_project(tmp_path / "study", "x")
    assert not (tmp_path / "study").exists()


def test_the_version_of_git_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = version()
    assert found is not None
    assert found >= (2, 38)
    monkeypatch.setenv("PATH", "/nowhere")
    assert version() is None


def test_a_beginning_that_was_cut_short_can_begin_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        fail_at(patch, "rename", 28, 3)
        with pytest.raises(SaveFault):
            begin_project(tmp_path / "study", "x")
    assert begin_project(tmp_path / "study", "x").settings.title == "x"


def test_a_sample_is_copied_without_what_is_this_machines_own(root: Path, tmp_path: Path) -> None:
    (root / "private").mkdir()
    (root / "private/key.toml").write_text("secret = 1\n")
    (root / "README.md").write_text("not part of a study")
    project = copy_sample(root, tmp_path / "copy")
    assert set(snapshot(project.root)) == set(snapshot(root)) - {"private/key.toml", "README.md"}
    first_commit(project, "begin", ANA)
    assert messages(project.root) == ["begin"]
    assert read_holdings(project).faults == ()
    with pytest.raises(ProjectFault, match="not empty"):
        copy_sample(root, tmp_path / "copy")
    assert Git(project.root).identity() == ANA
