"""Real names: found wherever they stand as names, replaced, and kept out of every commit while what was typed is safe."""

import subprocess
from pathlib import Path

import pytest

from store.acts import write_memo
from store.errors import FileFault
from store.git import Git
from store.holdings import Holdings
from store.project import Project, open_project
from store.pseudonyms import KEY, NO_NAMES, NameKey, held_back, read_names
from store.writer import Writer

NAMES = NameKey({"Joan Wetherby": "JW019", "Joan": "JW019", "Will": "BV02", "Zoë": "BV03", "O'Neil": "BV04"})


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Joan said so.", "JW019 said so."),
        ("Joan\n  Wetherby's hat, JOAN WETHERBY", "JW019's hat, JW019"),
        ("joan wetherby", "JW019"),
        ("He will ask Will, and WILL asked.", "He will ask BV02, and BV02 asked."),
        ("Joanna and Joans are others.", "Joanna and Joans are others."),
        ("Zoe\u0308 and Zo\u00eb", "BV03 and BV03"),
        ("O'Neil left", "BV04 left"),
        ("Dear Joan-Wetherby,", "Dear JW019,"),
        ("_Joan_", "_JW019_"),
        ("", ""),
    ],
)
def test_names_are_whole_words_and_give_way_to_pseudonyms(text: str, plain: str) -> None:
    assert NAMES.without_names(text) == plain
    assert (NAMES.places(text) == []) == (text == plain)
    for place in NAMES.places(text):
        assert text[place.start : place.end] == place.words


def test_a_place_has_its_line() -> None:
    (place,) = NAMES.places("one\ntwo\nand Joan")
    assert (place.line, place.words, place.pseudonym) == (3, "Joan", "JW019")


def test_a_file_name_can_hold_a_name() -> None:
    assert NAMES.in_path("memos/ana/2026-11-23-m111111-on-joan-wetherby.md")
    assert not NAMES.in_path("memos/joan/2026-11-23-m111111-on-her.md")
    assert not NO_NAMES.in_path("joan")


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    (tmp_path / "catena.toml").write_text('schema = 1\nid = "p"\ntitle = "P"\n')
    Git(tmp_path).begin()
    return open_project(tmp_path)


def write_key(study: Project, text: str) -> None:
    (study.root / "private").mkdir(exist_ok=True)
    (study.root / KEY).write_text(text)


PERSON = 'schema = 1\n\n[person.jw]\npseudonym = "JW019"\nnames = ["Joan Wetherby"]\n'


def open_writer(study: Project) -> Writer:
    return Writer.open(study, "ana", identity=("Ana", "ana@example.org"))


def everything_in_git(study: Project) -> str:
    return subprocess.run(
        ["git", "log", "-p", "--all"], cwd=study.root, capture_output=True, check=True, text=True
    ).stdout


def test_what_holds_a_name_is_saved_and_not_committed_until_it_is_replaced(study: Project) -> None:
    write_key(study, PERSON)
    with open_writer(study) as writer:
        act, memo = write_memo(Holdings(), "ana", "On her", "I met Joan Wetherby.\n")
        writer.perform(act)
        other, _ = write_memo(Holdings(), "ana", "Another", "Nobody.\n")
        writer.perform(other)
    assert writer.state.uncommitted == 1
    assert "line 9" in writer.state.obstacle
    assert "Wetherby" not in writer.state.obstacle
    assert "Joan Wetherby" in (study.root / memo.path).read_text()
    said = everything_in_git(study)
    assert "Nobody." in said
    assert "Wetherby" not in said
    with open_writer(study) as writer:
        assert writer.state.uncommitted == 1
        text = (study.root / memo.path).read_text()
        (study.root / memo.path).write_text(text.replace("Joan Wetherby", "JW019"))
    assert writer.state.uncommitted == 0
    said = everything_in_git(study)
    assert "I met JW019." in said
    assert "Wetherby" not in said


def test_a_name_in_a_message_becomes_the_pseudonym_and_an_allowed_file_is_committed(study: Project) -> None:
    with open_writer(study) as writer:
        act, memo = write_memo(Holdings(), "ana", "On Joan Wetherby", "Words.\n")
        write_key(study, f'allowed = ["{memo.path}"]\n{PERSON}')
        writer.perform(act)
    assert writer.state.uncommitted == 0
    subjects = Git(study.root).text("log", "--format=%s")
    assert "write memo On JW019" in subjects
    assert "Wetherby" not in subjects


def test_what_was_changed_outside_is_held_back_too(study: Project) -> None:
    open_writer(study).close()
    write_key(study, PERSON)
    (study.root / "themes").mkdir()
    (study.root / "themes" / "t-111111.toml").write_text('schema = 1\nid = "t-111111"\nname = "Joan Wetherby"\n')
    with open_writer(study) as writer:
        assert "themes/t-111111.toml holds a name" in writer.held_back
    assert "Wetherby" not in everything_in_git(study)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema = 1\n[person.a\n", "names.toml"),
        ("schema = 9\n", "names.toml"),
        ('schema = 1\n[person.a]\nnames = ["A"]\n', "pseudonym"),
        ('schema = 1\n[person.a]\npseudonym = \'a "quoted" one\'\nnames = ["A"]\n', "pseudonym"),
    ],
)
def test_a_key_that_cannot_be_read_holds_everything_back(study: Project, text: str, said: str) -> None:
    write_key(study, text)
    with pytest.raises(FileFault, match=said):
        read_names(study)
    assert set(held_back(study, ["catena.toml"])) == {"catena.toml"}


def test_without_a_key_nothing_is_held_back(study: Project) -> None:
    assert read_names(study) == NO_NAMES
    assert held_back(study, ["catena.toml"]) == {}
