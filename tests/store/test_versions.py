"""Versions: exactly what git has of a memo, through renames, reverts, merges and two authors."""

import os
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from store.git import Git
from store.versions import gone_memo, memo_versions, versions_of
from store.word_changes import GONE, NEW, SAME, marked, paragraphs_of, with_paragraph, word_changes

ONE = "memos/ana/2026-11-23-m111111-one.md"
MOVED = "memos/ana/2026-11-23-m111111-moved.md"


def memo(body: str, memo_id: str = "m111111") -> str:
    return f'+++\nschema = 1\nid = "{memo_id}"\ntitle = "One"\n+++\n\n{body}\n'


class Repository:
    """A real repository, written with plain git."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, author: str = "Ana") -> str:
        people = {"GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_COMMITTER_NAME": author}
        environment = os.environ | people | {"GIT_COMMITTER_EMAIL": "a@b.c", "GIT_CONFIG_GLOBAL": "/dev/null"}
        done = subprocess.run(["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def write(self, path: str, text: str, message: str, author: str = "Ana") -> str:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, author=author)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_renames_reverts_and_two_authors_are_all_there(repository: Repository) -> None:
    first = repository.write(ONE, memo("One.\n\nTwo.\n\nThree."), "begin\n\nbecause")
    second = repository.write(ONE, memo("One.\n\nTwo and a half.\n\nThree."), "change", author="Ben")
    repository.write("other.txt", "x", "else")
    (repository.root / ONE).rename(repository.root / MOVED)
    third = repository.write(MOVED, memo("One.\n\nTwo and a half.\n\nThree."), "rename", author="Ben")
    repository.git("revert", "--no-edit", "-n", second)
    fourth = repository.write(MOVED, memo("One.\n\nTwo.\n\nThree."), "take the half back")
    found = memo_versions(Git(repository.root), MOVED, "m111111")
    assert [(each.commit, each.who, each.message) for each in found] == [
        (fourth, "Ana", "take the half back"),
        (third, "Ben", "rename"),
        (second, "Ben", "change"),
        (first, "Ana", "begin"),
    ]
    assert [each.path for each in found] == [MOVED, MOVED, ONE, ONE]
    assert found[3].why == "because"
    for each in found:
        assert (
            each.content
            == subprocess.run(
                ["git", "show", f"{each.commit}:{each.path}"], cwd=repository.root, capture_output=True, check=True
            ).stdout
        )


def test_a_memo_that_was_begun_when_another_went_is_not_taken_for_it(repository: Repository) -> None:
    repository.write(ONE, memo("The same template.\n\nWith much text."), "one")
    (repository.root / ONE).unlink()
    other = ONE.replace("m111111", "m222222")
    begun = repository.write(other, memo("The same template.\n\nWith much text.", "m222222"), "another")
    assert [each.commit for each in memo_versions(Git(repository.root), other, "m222222")] == [begun]
    gone = gone_memo(Git(repository.root), "m111111")
    assert gone == ONE
    assert [each.content is None for each in memo_versions(Git(repository.root), gone, "m111111")] == [True, False]


def test_a_merge_is_a_version_where_it_left_what_neither_side_had(repository: Repository) -> None:
    repository.write(ONE, memo("a\n\nb\n\nc\n\nd\n\ne"), "begin")
    repository.git("checkout", "-q", "-b", "ben")
    repository.write(ONE, memo("A\n\nb\n\nc\n\nd\n\ne"), "ben's", author="Ben")
    repository.git("checkout", "-q", "main")
    repository.write(ONE, memo("a\n\nb\n\nc\n\nd\n\nE"), "ana's")
    repository.git("merge", "-q", "--no-ff", "-m", "join", "ben")
    found = memo_versions(Git(repository.root), ONE, "m111111")
    assert {each.message for each in found} == {"join", "ben's", "ana's", "begin"}
    assert found[0].text == memo("A\n\nb\n\nc\n\nd\n\nE")
    repository.git("checkout", "-q", "-b", "side")
    repository.write("elsewhere.txt", "x", "elsewhere")
    repository.git("checkout", "-q", "main")
    repository.write(ONE, memo("last"), "last")
    repository.git("merge", "-q", "--no-ff", "-m", "nothing of it", "side")
    assert [each.message for each in memo_versions(Git(repository.root), ONE, "m111111")][:2] == ["last", "join"]


def test_what_git_does_not_know_has_no_versions(repository: Repository, tmp_path: Path) -> None:
    assert versions_of(Git(repository.root), ONE) == []
    assert versions_of(Git(tmp_path / "nowhere"), ONE) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("a b c", "a x c"),
        ("one\ntwo\n", "one\n\ntwo"),
        ("x", ""),
        ("Nobody asks.", "Nobody asks us.\r\nx\x85y"),
    ],
)
def test_word_changes_hold_both_texts(before: str, after: str) -> None:
    changes = word_changes(before, after)
    assert "".join(text for what, text in changes if what != NEW) == before
    assert "".join(text for what, text in changes if what != GONE) == after
    assert all(one[0] != other[0] for one, other in pairwise(changes))


def test_words_and_not_lines_are_shown() -> None:
    changes = word_changes("We feel watched and not led.\n", "We feel seen and not led.\n")
    assert changes == [(SAME, "We feel "), (GONE, "watched"), (NEW, "seen"), (SAME, " and not led.\n")]
    assert marked(changes) == "We feel [-watched-]{+seen+} and not led.\n"


@pytest.mark.parametrize(
    ("now", "number", "made"),
    [
        ("a\n\nB\n\nc", 2, "a\n\nb\n\nc"),
        ("a\n\nc", 2, "a\n\nb\n\nc"),
        ("b\n\nc", 1, "a\n\nb\n\nc"),
        ("a\n\nb\n", 3, "a\n\nb\n\nc\n"),
        ("a\n\nb\n\nc\n", 2, "a\n\nb\n\nc\n"),
        ("x\n\ny\n\nz\n\nw", 2, "b\n\nx\n\ny\n\nz\n\nw"),
        ("", 2, "b"),
    ],
)
def test_one_paragraph_comes_back_to_its_place(now: str, number: int, made: str) -> None:
    assert paragraphs_of("a\n\nb\n \n\nc\n") == ["a", "b", "c"]
    assert with_paragraph(now, "a\n\nb\n\nc\n", number) == made
