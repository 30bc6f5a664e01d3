"""Another text for a document is one act: whole or not at all wherever it is killed, and taken back as a whole."""

import os
import shutil
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import store.version_acts
from search.carried_holdings import Carrier
from search.carrying import counts
from search.updating import Plan, adopting, carry_out, plan_update
from store.errors import UsageFault
from store.holdings import Holdings, read_holdings
from store.project import TRACKED, Project, open_project
from store.pseudonyms import NameKey
from store.texts import Incoming
from store.version_acts import confirm_moved, keep_missing, place_excerpt
from store.writer import Writer
from tests.store.studies import TEXT, Desk, git, uncommitted

NEW = "Second visit\n\n" + TEXT.replace("feel watched", "felt watched").replace(
    "\n\nInterviewer: And", "\nInterviewer: And"
)
ASKS = "Nobody ever asked us why we feel watched and not led."
KNEW = "Before, you knew whose door to knock on"


@pytest.fixture
def tagged(desk: Desk) -> Desk:
    """Ana has two excerpts and Ben has one."""
    for words in (ASKS, KNEW):
        start = TEXT.index(words)
        desk.tag(start, start + len(words), "Trust")
    desk.writer.close()
    with Writer.open(desk.project, "ben") as writer:
        bens = Desk(writer)
        bens.tag(0, 12, "Power")
    return desk


def plan(project: Project, text: str = NEW, key: NameKey | None = None) -> Plan:
    held = read_holdings(project)
    incoming = Incoming("jw019.txt", text, "utf-8", None)
    return plan_update(project, held, "ana-ferreira", held.documents["jw019"], incoming, key or NameKey({}))


def files_of(root: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name in TRACKED:
        place = root / name
        each = place.rglob("*") if place.is_dir() else [place]
        found |= {str(path.relative_to(root)): path.read_bytes() for path in each if path.is_file()}
    return found


def stands(project: Project, held: Holdings) -> bool:
    """Whether every excerpt's words are where it says, in the text that its hash names."""
    text = project.read_text(held.documents["jw019"])
    return all(
        text[segment.start : segment.end] == segment.exact
        for excerpt in held.placed.values()
        for segment in excerpt.segments
    )


def killed_at(number: int, after: bool, work: Callable[[], None]) -> bool:
    """Does the work in a process that is killed at its n-th renaming of a file, before it or behind it; whether it was."""
    child = os.fork()
    if not child:
        left, rename = [number], os.rename

        def counted(*given: Any, **named: Any) -> None:
            left[0] -= 1
            if not (left[0] or after):
                os.kill(os.getpid(), signal.SIGKILL)
            rename(*given, **named)
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

        os.rename = counted
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_at_any_file_it_leaves_the_old_text_or_the_new_one(
    tagged: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.version_acts, "now", lambda: datetime(2026, 11, 25, 21, tzinfo=UTC))
    before = files_of(tagged.project.root)
    whole = tmp_path / "whole"
    shutil.copytree(tagged.project.root, whole)
    with Writer.open(open_project(whole)) as writer:
        carry_out(writer, plan(writer.project))
    after = files_of(whole)
    assert after != before
    found = []
    for behind in (False, True):
        number, killed = 0, True
        while killed:
            number += 1
            root = tmp_path / f"{number}{behind}"
            shutil.copytree(tagged.project.root, root)
            project = open_project(root)

            def work(project: Project = project) -> None:
                carry_out(Writer.open(project), plan(project))

            killed = killed_at(number, behind, work)
            with Writer.open(project) as writer:
                told = writer.recovered
            assert files_of(root) in (before, after)
            found.append((files_of(root) == after, bool(told)))
            held = read_holdings(project)
            assert (held.faults, uncommitted(root)) == ((), "")
            assert stands(project, held)
            assert len(held.excerpts) == 3
    assert (False, True) in found
    assert (True, False) in found
    assert len(found) >= 8


def test_taking_it_back_takes_all_of_it_back_and_doing_it_again_all_of_it(tagged: Desk) -> None:
    before = files_of(tagged.project.root)
    with Writer.open(tagged.project) as writer:
        made = plan(writer.project)
        assert counts(made.found) == {"carried": 2, "moved": 1, "to check": 0, "missing": 0}
        carry_out(writer, made)
        after = files_of(tagged.project.root)
        writer.undo()
        assert files_of(tagged.project.root) == before
        writer.redo()
        assert files_of(tagged.project.root) == after
    assert "update jw019" in git(tagged.project.root, "log", "--format=%s")
    assert stands(tagged.project, read_holdings(tagged.project))


def test_a_colleagues_file_is_theirs_until_they_carry_what_is_in_it(tagged: Desk) -> None:
    project = tagged.project
    path = project.root / "excerpts/ben/jw019.toml"
    bens = path.read_bytes()
    with Writer.open(project) as writer:
        carry_out(writer, plan(project))
    assert path.read_bytes() == bens
    carrier = Carrier(project)
    held = carrier.carried(read_holdings(project))
    assert held.unplaced == {}
    assert stands(project, held)
    assert adopting(held, list(carrier.found.values()), "ana-ferreira") == []
    (own,) = (each.id for each in held.excerpts.values() if each.reviewer == "ben")
    with Writer.open(project, "ben") as writer:
        (act,) = adopting(held, list(carrier.found.values()), "ben")
        writer.perform(act)
        assert writer.undoable() == f"tag {own} as Power (jw019)"
    there = read_holdings(project)
    assert (there.unplaced, there.excerpts) == ({}, held.excerpts)


def test_taking_a_text_back_that_others_have_followed_leads_them_back_by_the_history(tagged: Desk) -> None:
    project = tagged.project
    first = read_holdings(project)
    with Writer.open(project) as writer:
        carry_out(writer, plan(project))
    with Writer.open(project, "ben") as writer:
        carrier = Carrier(project)
        held = carrier.carried(read_holdings(project))
        for act in adopting(held, list(carrier.found.values()), "ben"):
            writer.perform(act)
    with Writer.open(project) as writer:
        writer.undo()
    back = read_holdings(project)
    assert [each.reviewer for each in back.unplaced.values()] == ["ben"]
    again = Carrier(project).carried(back)
    assert again.unplaced == {}
    assert {key: each.ranges for key, each in again.excerpts.items()} == {
        key: each.ranges for key, each in first.excerpts.items()
    }


def test_a_text_that_held_names_leaves_the_shared_files_and_its_hash_stays(tagged: Desk) -> None:
    project = tagged.project
    key = NameKey({"Trust": "P1"})
    with Writer.open(project) as writer:
        made = plan(project, key.without_names(TEXT), key)
        carry_out(writer, made)
    document = read_holdings(project).documents["jw019"]
    (earlier,) = document.earlier
    assert earlier.path == ""
    assert not (project.root / "corpus/earlier").exists()
    (kept,) = (project.root / "private/earlier").iterdir()
    assert kept.read_text(encoding="utf-8") == TEXT
    assert "private" not in git(project.root, "ls-files")


def test_what_only_a_person_can_say_is_refused_where_it_makes_no_sense(tagged: Desk) -> None:
    project = tagged.project
    held = read_holdings(project)
    document, text = held.documents["jw019"], project.read_text(held.documents["jw019"])
    excerpt = next(iter(held.excerpts.values()))
    for refused in (
        lambda: confirm_moved(excerpt),
        lambda: keep_missing(excerpt, document),
        lambda: place_excerpt(excerpt, document, text, [(0, len(text) + 1)]),
        lambda: plan(project, text),
    ):
        with pytest.raises(UsageFault):
            refused()
