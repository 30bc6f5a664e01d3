"""A project opens where it is one, reads only what lies inside it, and follows no link."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from store.documents import Document
from store.errors import FileFault, NoSuchFile, ProjectFault
from store.holdings import read_holdings
from store.project import Project, find_project, is_ours, open_project, read_inside
from store.writer import Writer
from tests.store.studies import TEXT, Desk
from tests.store.test_files import fail_at


def test_the_nearest_project_upward_is_found(project: Project, tmp_path: Path) -> None:
    assert find_project(project.root / "corpus/interviews") == project.root
    with pytest.raises(ProjectFault, match="there is no project"):
        find_project(tmp_path)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("schema = 2\n", "newer catena"),
        ("schema = 1\ntitle = \n", "line 2"),
        ("approach = 'guessing'\n", "`approach` is 'guessing'"),
        ("title = '\x1b'\n", "not valid TOML"),
    ],
)
def test_settings_at_fault_are_named(project: Project, settings: str, reason: str) -> None:
    (project.root / "catena.toml").write_text(settings)
    with pytest.raises(FileFault, match=reason):
        open_project(project.root)


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProjectFault, match="catena init"):
        open_project(tmp_path)


def test_a_title_is_not_needed(project: Project) -> None:
    (project.root / "catena.toml").write_text("")
    assert open_project(project.root).settings.title == "study"


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "corpus/../../secret", "", "a\0b"])
def test_paths_that_lead_outside_are_refused(project: Project, path: str) -> None:
    (project.root.parent / "secret").write_text("secret")
    with pytest.raises(FileFault, match="outside the project"):
        project.read(path)
    with pytest.raises(FileFault):
        project.read_text(replace(document_of(project), path=path))


def document_of(project: Project) -> Document:
    return read_holdings(project).documents["jw019"]


def test_links_and_other_things_than_files_are_refused(project: Project) -> None:
    root = project.root
    (root / "link").symlink_to(root / "catena.toml")
    (root / "folder").symlink_to(root / "corpus")
    (root / "loop").symlink_to("loop")
    os.mkfifo(root / "pipe")
    for path in ("link", "folder/interviews/jw019.txt", "loop"):
        with pytest.raises(FileFault, match="symbolic link"):
            project.read(path)
    for path in ("pipe", "corpus"):
        with pytest.raises(FileFault, match="not a regular file"):
            project.read(path)
    for path in ("nothing", "corpus/nothing/x"):
        with pytest.raises(NoSuchFile):
            project.read(path)
    with pytest.raises(FileFault, match="cannot be opened"):
        project.read("catena.toml/x")
    with pytest.raises(FileFault, match="at most 0 are read"):
        project.read("catena.toml", 10)
    with pytest.raises(FileFault, match="cannot be opened"):
        project.read("x" * 300)


def test_no_descriptor_is_left_open_by_a_refusal(project: Project) -> None:
    os.mkfifo(project.root / "pipe")
    before = len(os.listdir("/proc/self/fd"))
    for path in ("pipe", "corpus", "nothing", "catena.toml"):
        for _ in range(3):
            try:
                project.read(path)
            except FileFault:
                continue
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_disk_that_cannot_be_read_is_a_fault(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at(monkeypatch, "fstat", errno.EIO)
    with pytest.raises(FileFault, match="cannot be read"):
        project.read("catena.toml")


def test_a_text_that_is_not_the_recorded_one_is_not_given_out(project: Project) -> None:
    document = document_of(project)
    assert project.read_text(document) == TEXT
    for text in (TEXT + " ", TEXT.replace("\n", "\r\n"), ""):
        (project.root / document.path).write_bytes(text.encode())
        with pytest.raises(FileFault, match="not the one that its record describes"):
            project.read_text(document)
    (project.root / document.path).write_bytes(b"\xff")
    with pytest.raises(FileFault, match="no longer UTF-8"):
        project.read_text(document)


@pytest.mark.parametrize("link", [".catena", ".catena/cache", ".catena/drafts", ".catena/journal.jsonl"])
def test_nothing_of_this_machines_own_may_be_a_link(root: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{'0' * 64}.json").write_text("theirs")
    (outside / "lock").write_text("theirs")
    place = root / link
    if place.is_dir():
        place.rename(tmp_path / "away")
    else:
        place.unlink(missing_ok=True)
    place.symlink_to(outside)
    with pytest.raises(ProjectFault, match="symbolic link"):
        open_project(root)
    assert {path.read_text() for path in outside.iterdir()} == {"theirs"}


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        ("catena.toml", True),
        ("themes/t-1.toml", True),
        ("themes/../x", False),
        (".git/config", False),
        (".catena/lock", False),
        ("private/key.toml", False),
        ("/themes/x", False),
        ("", False),
        ("themes/\0", False),
    ],
)
def test_which_paths_can_be_files_of_a_project(path: str, ours: bool) -> None:
    assert is_ours(path) is ours


def test_a_project_whose_folder_is_gone_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="folder cannot be opened"):
        read_inside(tmp_path / "gone", "x")


def test_a_name_that_is_reached_through_a_link_to_the_project_is_the_project(project: Project, tmp_path: Path) -> None:
    (tmp_path / "shortcut").symlink_to(project.root)
    opened = open_project(tmp_path / "shortcut")
    assert opened.root == project.root
    with Writer.open(opened) as writer:
        Desk(writer).tag(0, 5, "Trust")
