"""What leaves a project is written where it was asked for, and never with a real name in it."""

from pathlib import Path

import pytest

from store.errors import ChangedMeanwhile, FileFault, ProjectFault, UsageFault
from store.exchange.outgoing import place_to_write, refuse_real_names, write_out
from store.project import Project, open_project
from store.pseudonyms import KEY


@pytest.fixture
def study(tmp_path: Path) -> Project:
    (tmp_path / "study" / "memos").mkdir(parents=True)
    (tmp_path / "study" / "catena.toml").write_text('schema = 1\nid = "p"\ntitle = "P"\n')
    return open_project(tmp_path / "study")


def test_a_new_file_is_written_and_an_old_one_only_where_it_may_be(study: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    write_out(place_to_write(study, out), b"one")
    with pytest.raises(UsageFault, match="is there already"):
        place_to_write(study, out)
    write_out(place_to_write(study, out, replacing=True), b"two", replacing=True)
    assert out.read_bytes() == b"two"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "study"]


def test_what_comes_to_stand_there_meanwhile_is_left(study: Project, tmp_path: Path) -> None:
    place = place_to_write(study, tmp_path / "out.csv")
    place.write_bytes(b"somebody else's")
    with pytest.raises(ChangedMeanwhile):
        write_out(place, b"mine")
    assert place.read_bytes() == b"somebody else's"


@pytest.mark.parametrize(
    "name", ["catena.toml", "memos/out.csv", "memos", "private/out.csv", ".git/out", "nowhere/out"]
)
def test_nothing_is_written_among_the_project_s_own_files(study: Project, name: str) -> None:
    with pytest.raises(UsageFault):
        place_to_write(study, study.root / name, replacing=True)


def test_nothing_is_written_through_a_link(study: Project, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(study.root / "catena.toml")
    with pytest.raises(UsageFault, match="symbolic link"):
        place_to_write(study, tmp_path / "link", replacing=True)
    (tmp_path / "folder").symlink_to(study.root / "memos")
    with pytest.raises(UsageFault, match="own files"):
        place_to_write(study, tmp_path / "folder" / "out.csv")


def test_a_real_name_stops_it_in_words_that_hold_no_name(study: Project) -> None:
    pieces = [
        ("memos/a.md", "one\nJoan\n  Wetherby said"),
        ("the theme of Joan Wetherby", "Joan Wetherby"),
        ("x", "none"),
    ]
    refuse_real_names(study, pieces)
    (study.root / "private").mkdir()
    (study.root / KEY).write_text('schema = 1\n[person.jw]\npseudonym = "JW019"\nnames = ["Joan Wetherby"]\n')
    with pytest.raises(
        ProjectFault, match=r"memos/a\.md holds a real name of the key at line 2 \(and 1 more\)"
    ) as raised:
        refuse_real_names(study, pieces)
    assert "Wetherby" not in raised.value.message
    refuse_real_names(study, pieces[2:])


def test_without_a_key_that_can_be_read_nothing_leaves(study: Project) -> None:
    (study.root / "private").mkdir()
    (study.root / KEY).write_text("[person\n")
    with pytest.raises(FileFault):
        refuse_real_names(study, [("x", "none")])
