"""git merges no TOML line by line and takes no secret in, whoever began the repository and whatever its files say."""

import os
from pathlib import Path

import pytest

import store.writer
from store.beginning import begin_project, first_commit
from store.errors import GitFault, SaveFault
from store.git import Git
from store.project import TOML_FOLDERS, TRACKED, Project, open_project
from store.protection import GITATTRIBUTES, hide, merged_by_line, protect
from store.writer import Writer
from tests.store.studies import ANA, git
from tests.store.test_files import fail_at


@pytest.mark.parametrize("known", [True, False])
def test_git_does_not_merge_toml_in_a_repository_that_was_there_before(tmp_path: Path, known: bool) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    if known:
        (tmp_path / ".gitattributes").write_text("*.toml merge=union\n")
        (tmp_path / ".git/info").mkdir(exist_ok=True)
        (tmp_path / ".git/info/attributes").write_bytes(b"*.txt merge=union")
    first_commit(begin_project(tmp_path, "Beside"), "begin", ANA)
    assert merged_by_line(Git(tmp_path)) == []
    if known:
        assert (tmp_path / ".gitattributes").read_text() == "*.toml merge=union\n"
        assert (tmp_path / ".git/info/attributes").read_text().startswith("*.txt merge=union\n")
        assert git(tmp_path, "check-attr", "merge", "notes.txt").endswith(": union")


def test_two_changes_of_one_theme_do_not_merge_in_a_repository_that_was_there_before(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text("*.txt text\n")
    project = begin_project(tmp_path, "Beside")
    theme = tmp_path / "themes/t-1.toml"
    theme.parent.mkdir()
    theme.write_text('schema = 1\nid = "t-1"\n\n\n\nname = "one"\n\n\n\norder = "n"\n')
    first_commit(project, "begin", ANA)
    git(tmp_path, "switch", "-q", "-c", "theirs")
    theme.write_text(theme.read_text().replace('"one"', '"two"'))
    git(tmp_path, "commit", "-q", "-a", "-m", "theirs")
    git(tmp_path, "switch", "-q", "main")
    ours = theme.read_text().replace('"n"', '"q"')
    theme.write_text(ours)
    git(tmp_path, "commit", "-q", "-a", "-m", "ours")
    assert "CONFLICT" in git(tmp_path, "merge", "theirs", may_fail=True)
    assert theme.read_text() == ours


def test_a_clone_of_a_repository_with_other_attributes_is_told_at_the_first_opening(
    project: Project, tmp_path: Path
) -> None:
    (project.root / ".gitattributes").write_text("*.txt text\n")
    git(project.root, "commit", "-q", "-a", "-m", "attributes of our own")
    git(tmp_path, "clone", "-q", str(project.root), "clone")
    subject = Git(tmp_path / "clone")
    assert merged_by_line(subject) == list(TOML_FOLDERS)
    Writer.open(open_project(subject.root), identity=ANA).close()
    assert merged_by_line(subject) == []
    assert (subject.root / ".gitattributes").read_text() == "*.txt text\n"


def test_a_linked_work_tree_is_told_where_git_looks(project: Project, tmp_path: Path) -> None:
    (project.root / ".git/info/attributes").unlink()
    git(project.root, "rm", "-q", ".gitattributes")
    git(project.root, "commit", "-q", "-m", "none")
    git(project.root, "worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    subject = Git(tmp_path / "other")
    assert merged_by_line(subject) == list(TOML_FOLDERS)
    protect(subject)
    assert merged_by_line(subject) == []


def test_lines_are_added_once_and_those_of_others_stay(project: Project) -> None:
    path = project.root / ".git/info/attributes"
    path.write_text("*.pdf -diff\nthemes/** -merge\n")
    protect(Git(project.root))
    lines = path.read_text().split("\n")
    assert lines[:2] == ["*.pdf -diff", "themes/** -merge"]
    never_merged = [line for line in lines[1:-1] if line.endswith(" -merge")]
    assert sorted(never_merged) == sorted(f"{folder}/** -merge" for folder in TOML_FOLDERS)
    verbatim = [line.split(" ")[0].removesuffix("/**") for line in lines[1:-1] if line not in never_merged]
    assert sorted(verbatim) == sorted(TRACKED)
    written = path.stat().st_ino
    protect(Git(project.root))
    assert path.stat().st_ino == written


def test_what_travels_and_what_stays_name_the_same_folders(project: Project) -> None:
    here = (project.root / ".git/info/attributes").read_text()
    assert [line for line in here.split("\n") if line.endswith(" -merge")] == [
        line for line in GITATTRIBUTES.split("\n") if line.endswith(" -merge")
    ]


def test_a_disk_that_refuses_gits_own_folder_is_a_fault_and_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fail_at(patch, "rename", 28)
        with pytest.raises(GitFault, match="No space left"):
            begin_project(tmp_path / "study", "x")
    assert begin_project(tmp_path / "study", "x").settings.title == "x"


def test_a_link_in_gits_own_folder_is_not_followed_and_the_project_opens_all_the_same(
    project: Project, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("theirs\n")
    (project.root / ".git/info/attributes").unlink()
    (project.root / ".git/info/attributes").symlink_to(elsewhere)
    with Writer.open(project) as writer:
        assert any("symbolic link" in sentence for sentence in writer.recovered)
    assert elsewhere.read_text() == "theirs\n"


@pytest.mark.parametrize("ignored", ["", "mine\n", "!private/\n"])
def test_the_key_of_pseudonyms_never_enters_git(tmp_path: Path, ignored: str) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitignore").write_text(ignored)
    project = begin_project(tmp_path, "Beside")
    first_commit(project, "begin", ANA)
    (tmp_path / "private/deep").mkdir(parents=True)
    (tmp_path / "private/deep/key.toml").write_text('ana = "Ana Ferreira"\n')
    Writer.open(project, identity=ANA).close()
    git(tmp_path, "add", "--all")
    assert "private" not in git(tmp_path, "ls-files")
    assert "private" not in git(tmp_path, "log", "--all", "--name-only")


def test_a_folder_of_secrets_that_may_not_be_written_keeps_no_project_shut(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(root: Path, folder: str) -> None:
        if folder == "private":
            raise SaveFault("private/.gitignore was not saved")
        hide(root, folder)

    monkeypatch.setattr(store.writer, "hide", refusing)
    (project.root / "private").mkdir()
    with Writer.open(project) as writer:
        assert "private/.gitignore was not saved" in writer.recovered
    (project.root / "private/key").write_text("x")
    git(project.root, "add", "--all")
    assert "private" not in git(project.root, "ls-files")


def test_no_ignore_file_is_written_through_a_link(project: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", project.root / "private")
    Writer.open(project).close()
    assert list((tmp_path / "elsewhere").iterdir()) == []
