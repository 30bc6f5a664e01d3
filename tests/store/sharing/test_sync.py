"""Two reviewers share through a bare repository: all that they do is with both, and what contradicts is shown once."""

import functools
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.acts import change_memo, write_memo
from store.holdings import read_holdings
from store.project import open_project
from store.sharing.conflicts import file_or_none, read_conflicts, texts_of_version
from store.sharing.deciding import both, decide, side_of
from store.sharing.exchange import Exchange
from store.sharing.procedure import Cancelled, set_remote, synchronise
from store.theme_words import describe_theme
from store.writer import Writer
from tests.store.sharing.clones import clone, desk_in, desk_of, sync, tagged, tree
from tests.store.studies import Desk, begin_study, git


def test_the_first_one_fills_an_empty_remote(bare: Path, ana: Path) -> None:
    assert git(bare, "rev-parse", "main") == git(ana, "rev-parse", "HEAD")
    assert git(ana, "status", "--short", "--branch") == "## main...origin/main"
    synced = sync(ana)
    assert (synced.received, synced.sent, synced.changed) == (0, 0, ())


def test_what_both_did_is_with_both(ana: Path, ben: Path) -> None:
    made = {tagged(ana, 0), tagged(ben, 10), tagged(ana, 20)}
    assert sync(ana).sent == 2
    synced = sync(ben)
    assert (synced.received, synced.conflicts) == (2, ())
    assert "excerpts/ana-ferreira/jw019.toml" in synced.changed
    assert sync(ana).received == 2
    assert tree(ana) == tree(ben)
    assert set(read_holdings(open_project(ana)).excerpts) == made
    assert git(ana, "log", "-1", "--format=%s") == "sync: take in 2 commits of others"
    assert "error" not in git(ana, "fsck", "--full", "--strict")


def test_two_versions_of_a_definition_are_one_conflict_and_the_choice_is_with_both(ana: Path, ben: Path) -> None:
    for root, text in ((ana, "Ana's words."), (ben, "Ben's words.")):
        desk = desk_in(root)
        with desk.writer:
            desk.writer.perform(describe_theme(desk.theme("Trust"), {"definition": text}, why="so it is")[0])
    assert sync(ana).conflicts == ()
    (key,) = sync(ben).conflicts
    for root in (ana, ben):
        assert sync(root).conflicts == ()
        ((conflict,), faults) = read_conflicts(open_project(root))
        assert (faults, conflict.id, conflict.fields) == ((), key, ("definition",))
        assert {(each.about.reviewer, (each.values or {})["definition"]) for each in conflict.versions} == {
            ("ana-ferreira", "Ana's words."),
            ("ben-okafor", "Ben's words."),
        }
        assert all(each.about.why.startswith("define theme Trust") for each in conflict.versions)
        assert all(each.about.commit and each.about.when for each in conflict.versions)
    choose(ana, "Ben's words.")
    sync(ana)
    sync(ben)
    for root in (ana, ben):
        assert read_conflicts(open_project(root)) == ((), ())
        assert desk_of(root).theme("Trust").definition == "Ben's words."
    assert tree(ana) == tree(ben)


def choose(root: Path, words: str) -> None:
    project = open_project(root)
    with Writer.open(project) as writer:
        ((conflict,), _) = read_conflicts(project)
        (version,) = [each for each in conflict.versions if (each.values or {}).get("definition") == words]
        side = side_of(version, texts_of_version(project, conflict, version))
        writer.perform(decide(conflict, side, lambda path: file_or_none(project, path)))


def test_two_choices_of_one_conflict_are_a_conflict_again(ana: Path, ben: Path) -> None:
    for root, text in ((ana, "One."), (ben, "Two.")):
        desk = desk_in(root)
        with desk.writer:
            desk.writer.perform(describe_theme(desk.theme("Trust"), {"definition": text})[0])
    sync(ana)
    (key,) = sync(ben).conflicts
    sync(ana)
    choose(ana, "One.")
    choose(ben, "Two.")
    sync(ana)
    assert sync(ben).conflicts in ((), (key,))
    # Two stood already, so only Ana changed it; had both, it would be disputed again.
    assert tree(ben) == git(ana.parent / "shared.git", "rev-parse", "main^{tree}")
    sync(ana)
    assert desk_of(ana).theme("Trust").definition == desk_of(ben).theme("Trust").definition == "One."


def test_the_same_reviewer_on_two_machines_is_one_reviewer(ana: Path, bare: Path) -> None:
    other = clone(bare, "ana2")
    made = {tagged(ana, 0, "here"), tagged(other, 10, "there")}
    for root, body in ((ana, "One body.\n"), (other, "Other body.\n")):
        desk = desk_in(root)
        with desk.writer:
            assert desk.writer.reviewer.id == "ana-ferreira"
            act, _ = write_memo(desk.holdings, "ana-ferreira", "Mine", body)
            desk.writer.perform(act)
    for root in (ana, other, ana):
        assert sync(root).conflicts == ()
    held = read_holdings(open_project(ana))
    assert held.excerpts.keys() == made
    assert {each.reviewer for each in held.excerpts.values()} == {"ana-ferreira"}
    memo = next(iter(held.memos.values()))
    for root in (ana, other):
        desk = desk_in(root)
        with desk.writer:
            here = desk.holdings.memos[memo.id]
            desk.writer.perform(change_memo(here, replace(here, body=f"Written in {root.name}.\n")))
    sync(other)
    assert len(sync(ana).conflicts) == 1
    project = open_project(ana)
    ((conflict,), _) = read_conflicts(project)
    with Writer.open(project) as writer:
        sides = [side_of(each, texts_of_version(project, conflict, each)) for each in conflict.versions]
        writer.perform(decide(conflict, both(conflict, sides), lambda path: file_or_none(project, path)))
    body = read_holdings(project).memos[memo.id].body
    assert sorted(body.split("\n\n")) == sorted(["Written in ana.", "Written in ana2.\n"]) or sorted(
        line for line in body.split("\n") if line
    ) == ["Written in ana.", "Written in ana2."]
    sync(ana)
    sync(other)
    assert tree(ana) == tree(other)
    assert read_conflicts(open_project(other)) == ((), ())


def test_a_remote_that_moves_while_we_push_is_taken_in_and_tried_again(
    ana: Path, ben: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {tagged(ana, 0), tagged(ben, 10)}
    push = Exchange.push
    moves = iter([True, False])

    def push_after_ben(self: Exchange, commit: str) -> bool:
        if next(moves, False):
            monkeypatch.setattr(Exchange, "push", push)
            sync(ben)
            monkeypatch.setattr(Exchange, "push", push_after_ben)
        return push(self, commit)

    monkeypatch.setattr(Exchange, "push", push_after_ben)
    synced = sync(ana)
    assert synced.received == 2
    monkeypatch.undo()
    sync(ben)
    assert tree(ana) == tree(ben)
    assert set(read_holdings(open_project(ben)).excerpts) == made


def _runs_out(steps: Iterator[int]) -> bool:
    return next(steps, None) is None


def test_cancelling_at_any_step_loses_nothing(ana: Path, ben: Path) -> None:
    excerpt = tagged(ben, 10)
    sync(ben)
    mine = tagged(ana, 0)
    steps = 0
    with Writer.open(open_project(ana)) as writer:
        while True:
            try:
                synchronise(writer, cancelled=functools.partial(_runs_out, iter(range(steps))))
            except Cancelled:
                steps += 1
                assert mine in read_holdings(open_project(ana)).excerpts
                assert git(ana, "status", "--porcelain") == ""
            else:
                break
    assert steps > 2
    assert set(read_holdings(open_project(ana)).excerpts) == {excerpt, mine}


def test_plain_merges_by_hand_are_taken_in(ana: Path, ben: Path) -> None:
    made = {tagged(ana, 0), tagged(ben, 10)}
    sync(ben)
    git(ana, "fetch", "--quiet")
    git(ana, "merge", "--quiet", "--no-edit", "origin/main")
    assert sync(ana).sent == 2
    sync(ben)
    assert tree(ana) == tree(ben)
    assert set(read_holdings(open_project(ben)).excerpts) == made


def test_acts_go_on_while_the_other_side_is_slow(ana: Path, ben: Path) -> None:
    tagged(ben, 10)
    sync(ben)
    desk = Desk(Writer.open(open_project(ana), background=True))
    made: list[str] = []

    def tag_meanwhile(step: str) -> None:
        if step.startswith(("fetching", "sending")):
            made.append(desk.tag(20 + len(made), 30, "Trust").id)

    synced = synchronise(desk.writer, tag_meanwhile)
    assert synced.received == 2
    assert len(made) >= 2
    desk.writer.close()
    assert git(ana, "status", "--porcelain") == ""
    sync(ana)
    sync(ben)
    assert set(made) < set(read_holdings(open_project(ben)).excerpts)
    assert tree(ana) == tree(ben)


def test_undo_works_after_a_sync(ana: Path, ben: Path) -> None:
    tagged(ben, 10)
    sync(ben)
    desk = desk_in(ana)
    with desk.writer:
        excerpt = desk.tag(0, 5, "Trust")
        synchronise(desk.writer)
        desk.writer.undo()
        assert excerpt.id not in desk.read_again().excerpts
        assert len(desk.holdings.excerpts) == 1


def test_histories_that_crossed_by_plain_git_are_merged_from_all_that_they_share(ana: Path, ben: Path) -> None:
    made = {tagged(ana, 0), tagged(ben, 10)}
    for root, theme, field in ((ana, "Trust", "include"), (ben, "Power", "exclude")):
        desk = desk_in(root)
        with desk.writer:
            desk.writer.perform(describe_theme(desk.theme(theme), {field: "x"})[0])
    tips = {root: git(root, "rev-parse", "HEAD") for root in (ana, ben)}
    for root, other in ((ana, ben), (ben, ana)):
        git(root, "fetch", "--quiet", str(other), "main")
    git(ana, "merge", "--quiet", "--no-edit", tips[ben])
    git(ben, "merge", "--quiet", "--no-edit", tips[ana])
    made |= {tagged(ana, 20), tagged(ben, 30)}
    sync(ana)
    git(ben, "fetch", "--quiet")
    assert len(git(ben, "merge-base", "--all", "HEAD", "origin/main").split()) == 2
    assert sync(ben).conflicts == ()
    sync(ana)
    assert tree(ana) == tree(ben)
    assert set(read_holdings(open_project(ana)).excerpts) == made
    desk = desk_of(ana)
    assert (desk.theme("Trust").include, desk.theme("Power").exclude) == ("x", "x")


def test_a_repository_with_a_readme_alone_takes_the_project_in(tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "init", "-q", "--bare", "--initial-branch=main", str(bare)], check=True)
    work = tmp_path / "work"
    subprocess.run(["git", "clone", "-q", str(bare), str(work)], check=True, capture_output=True)
    (work / "README.md").write_text("A study.\n")
    git(work, "add", "README.md")
    git(work, "commit", "-q", "-m", "readme")
    git(work, "push", "-q", "origin", "HEAD:main")
    root = begin_study(tmp_path / "study").root
    with Writer.open(open_project(root)) as writer:
        set_remote(writer, str(bare))
        assert synchronise(writer).received == 1
    assert (root / "README.md").read_text() == "A study.\n"
