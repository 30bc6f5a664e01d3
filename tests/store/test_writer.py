"""Every act is on disk when it is said to be, can be taken back after any number of restarts, and loses nobody's work."""

import errno
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from store.acts import Act, SetFile, SetValue, add_theme, change_memo, tag, together, untag, write_memo
from store.errors import Busy, ChangedMeanwhile, FileFault, NoIdentity, ProjectFault, SaveFault, UsageFault
from store.excerpts import excerpt_entry
from store.holdings import Touched, holdings_after, read_holdings
from store.project import Project, open_project
from store.reviewers import REVIEWER_HERE, reviewer_here
from store.toml import LONGEST_TEXT
from store.writer import Writer
from tests.store.studies import ANA, BEN, TEXT, Desk, git, messages, reopened, snapshot, uncommitted
from tests.store.test_files import fail_at


def excerpts_file(desk: Desk, reviewer: str = "ana-ferreira") -> Path:
    return desk.project.root / f"excerpts/{reviewer}/jw019.toml"


def test_what_is_performed_is_on_disk_and_what_is_known_here_is_what_a_restart_finds(desk: Desk) -> None:
    desk.tag(39, 60, "Trust", "Power", note="“watched”, not led\r\nsecond line")
    act, memo = write_memo(desk.holdings, "ana-ferreira", "Quiet", "Body\n\n\n", themes=[desk.theme("Trust").id])
    desk.take_in(desk.writer.perform(act))
    desk.take_in(desk.writer.perform(change_memo(memo, replace(memo, body="Body\r\nmore"))))
    known = desk.holdings
    found = desk.read_again()
    assert found.excerpts == known.excerpts
    assert found.memos.keys() == known.memos.keys()
    assert found.memos[memo.id].body == "Body\r\nmore"
    assert found.faults == ()


def test_commits_tell_the_diary_and_hold_what_the_disk_holds(desk: Desk, project: Project) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    desk.writer.close()
    assert messages(project.root)[0] == f"tag {excerpt.id} as Trust (jw019)"
    assert git(project.root, "log", "-1", "--format=%an <%ae>") == "Ana Ferreira <ana@example.org>"
    assert uncommitted(project.root) == ""
    desk.writer = Writer.open(project)


def test_undo_and_redo_go_on_across_restarts(project: Project) -> None:
    states = [snapshot(project.root)]
    with Writer.open(project) as writer:
        desk = Desk(writer)
        excerpt = desk.tag(39, 60, "Trust")
        states.append(snapshot(project.root))
        desk.take_in(writer.perform(untag(desk.holdings, excerpt)))
        states.append(snapshot(project.root))
        desk.tag(61, 80, "Power", note="x\n")
        states.append(snapshot(project.root))
    for step in (2, 1, 0):
        with Writer.open(reopened(project)) as writer:
            writer.undo()
            assert snapshot(project.root) == states[step]
    for step in (1, 2, 3):
        with Writer.open(reopened(project)) as writer:
            assert writer.redoable() != ""
            writer.redo()
            assert snapshot(project.root) == states[step]
    with Writer.open(project) as writer, pytest.raises(UsageFault, match="nothing to redo"):
        writer.redo()
    assert uncommitted(project.root) == ""


def test_undo_says_what_it_would_take_back(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    assert desk.writer.undoable() == f"tag {excerpt.id} as Trust (jw019)"
    desk.writer.undo()
    assert desk.writer.redoable() == f"undo: tag {excerpt.id} as Trust (jw019)"


def test_a_new_act_ends_what_could_be_redone(desk: Desk) -> None:
    desk.tag(39, 60, "Trust")
    desk.writer.undo()
    desk.read_again()
    desk.tag(61, 80, "Power")
    with pytest.raises(UsageFault):
        desk.writer.redo()


def test_an_act_that_failed_does_not_end_what_could_be_redone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.tag(39, 60, "Trust")
    desk.writer.undo()
    desk.read_again()
    with monkeypatch.context() as patch:
        fail_at(patch, "rename", errno.ENOSPC)
        with pytest.raises(SaveFault):
            desk.tag(61, 80, "Power")
    desk.writer.redo()
    assert len(desk.read_again().excerpts) == 1


@pytest.mark.parametrize("edit", ["note = 'added by hand'\n", "note = 'one'\ncolour = 'red'\n"])
def test_undo_leaves_alone_what_somebody_changed_since(desk: Desk, edit: str) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    file = excerpts_file(desk)
    changed = file.read_text().replace("themes = [", f"{edit}themes = [")
    file.write_text(changed)
    with pytest.raises(ChangedMeanwhile):
        desk.writer.undo()
    assert file.read_text() == changed
    assert desk.writer.undoable().startswith(f"tag {excerpt.id}")


def test_undo_of_one_field_keeps_what_was_done_to_another(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    desk.tag(39, 60, "Power")
    file = excerpts_file(desk)
    file.write_text(file.read_text().replace("themes = [", "note = 'by hand'\nthemes = ["))
    desk.writer.undo()
    after = desk.read_again().excerpts[excerpt.id]
    assert after.note == "by hand"
    assert after.themes == (desk.theme("Trust").id,)


class Seat:
    """Another reviewer at the same machine: the first one gets up, and sits down again afterwards."""

    def __init__(self, desk: Desk, slug: str) -> None:
        self.desk, self.slug = desk, slug

    def __enter__(self) -> Desk:
        self.desk.writer.close()
        self.writer = Writer.open(self.desk.project, self.slug)
        return Desk(self.writer)

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self.desk.writer = Writer.open(self.desk.project, "ana-ferreira")
        self.desk.read_again()


def test_undoing_a_theme_in_use_is_refused(desk: Desk) -> None:
    act, theme = add_theme(desk.holdings, "Blame")
    desk.take_in(desk.writer.perform(act))
    with Seat(desk, "ben") as ben:
        ben.tag(0, 11, "Blame")
    with pytest.raises(ChangedMeanwhile, match=r"in use by now \(excerpts/ben/jw019.toml\)"):
        desk.writer.undo()
    assert theme.id in desk.read_again().themes


def test_undoing_a_theme_that_another_stands_under_is_refused(desk: Desk) -> None:
    act, theme = add_theme(desk.holdings, "Blame")
    desk.take_in(desk.writer.perform(act))
    with Seat(desk, "ben") as ben:
        ben.take_in(ben.writer.perform(add_theme(ben.holdings, "Self", ben.theme("Blame"))[0]))
    with pytest.raises(ChangedMeanwhile, match=r"in use by now \(themes/"):
        desk.writer.undo()
    assert theme.id in desk.read_again().themes


def test_somebody_elses_act_is_not_undone(desk: Desk) -> None:
    mine = desk.tag(39, 60, "Power")
    with Seat(desk, "ben") as ben:
        theirs = ben.tag(0, 11, "Trust")
    desk.writer.undo()
    found = desk.read_again().excerpts
    assert mine.id not in found
    assert found[theirs.id].reviewer == "ben"


def test_what_changed_elsewhere_in_the_file_is_kept(desk: Desk) -> None:
    first = desk.tag(39, 60, "Trust")
    file = excerpts_file(desk)
    by_hand = "\n# mine\n[excerpt.e0000000000]\nsha256 = 'x'\n[[excerpt.e0000000000.segments]]\nstart = 1\nend = 2\nexact = 'n'\n"
    file.write_text(file.read_text() + by_hand)
    second = desk.tag(61, 80, "Power")
    found = desk.read_again().excerpts
    assert found.keys() == {first.id, second.id, "e0000000000"}
    assert "# mine" in file.read_text()


def test_a_note_and_a_key_of_the_same_excerpt_changed_outside_are_kept(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    file = excerpts_file(desk)
    file.write_text(file.read_text().replace("themes = [", "note = 'by hand'\ncolour = 'red'\nthemes = ["))
    desk.tag(39, 60, "Power")
    after = desk.read_again().excerpts[excerpt.id]
    assert after.note == "by hand"
    assert len(after.themes) == 2
    assert "colour" in file.read_text()


def test_the_same_field_changed_outside_is_a_conflict_and_nothing_changes(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    file = excerpts_file(desk)
    file.write_text(file.read_text().replace(desk.theme("Trust").id, desk.theme("Power").id))
    before = snapshot(desk.project.root)
    journal = (desk.project.private / "journal.jsonl").read_bytes()
    for act in (
        untag(desk.holdings, excerpt),
        tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(39, 60)], [desk.theme("Power")])[0],
    ):
        with pytest.raises(ChangedMeanwhile, match="changed by someone else"):
            desk.writer.perform(act)
    assert snapshot(desk.project.root) == before
    assert (desk.project.private / "journal.jsonl").read_bytes() == journal


def test_an_excerpt_with_a_note_that_was_written_meanwhile_is_not_removed(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    file = excerpts_file(desk)
    file.write_text(file.read_text().replace("themes = [", "note = 'by hand'\nthemes = ["))
    with pytest.raises(ChangedMeanwhile):
        desk.writer.perform(untag(desk.holdings, excerpt))


def test_a_memo_changed_outside_is_not_overwritten(desk: Desk) -> None:
    act, memo = write_memo(desk.holdings, "ana-ferreira", "Quiet", "mine")
    desk.take_in(desk.writer.perform(act))
    (desk.project.root / memo.path).write_text("theirs")
    with pytest.raises(ChangedMeanwhile):
        desk.writer.perform(change_memo(memo, replace(memo, body="mine again")))
    assert (desk.project.root / memo.path).read_text() == "theirs"


def test_a_memo_that_stands_already_as_an_editor_left_it_becomes_an_act(desk: Desk) -> None:
    act, memo = write_memo(desk.holdings, "ana-ferreira", "Quiet", "mine")
    desk.take_in(desk.writer.perform(act))
    change = change_memo(memo, replace(memo, body="mine, edited"))
    made = change.changes[0]
    assert isinstance(made, SetFile)
    assert made.after is not None
    (desk.project.root / memo.path).write_bytes(made.after)
    desk.writer.perform(change)
    desk.writer.undo()
    assert desk.read_again().memos[memo.id].body == "mine"


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("at", range(1, 8))
def test_a_disk_that_refuses_once_anywhere_leaves_every_file_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, call: str, number: int, at: int
) -> None:
    desk.tag(39, 60, "Trust")
    before = snapshot(desk.project.root)
    left = desk.writer.state.uncommitted
    trust = desk.theme("Trust")
    tagging, _ = tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(61, 80)], [trust])
    note, _ = write_memo(desk.holdings, "ana-ferreira", "Two files", "at once")
    with monkeypatch.context() as patch:
        calls = fail_at(patch, call, number, at)
        try:
            done = desk.writer.perform(together(tagging, note))
        except SaveFault as fault:
            refused = fault.message
        else:
            refused = ""
            desk.take_in(done)
    if refused:
        assert "\n" not in refused
        assert snapshot(desk.project.root) == before
        assert desk.writer.state.uncommitted == left
    else:
        assert calls[0] < at
    desk.tag(0, 11, "Power")
    found = desk.read_again()
    assert len(found.excerpts) == (2 if refused else 3)
    while desk.writer.undoable().startswith(("tag", "write")):
        desk.writer.undo()
    assert desk.read_again().excerpts == {}


def test_while_half_an_act_cannot_be_taken_back_nothing_else_is_written(
    desk: Desk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(project.root)
    tagging, _ = tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(61, 80)], [desk.theme("Trust")])
    note, _ = write_memo(desk.holdings, "ana-ferreira", "Two files", "at once")
    act = together(tagging, note)
    real = os.rename
    calls = [0]

    def full_after_one(*arguments: Any, **folders: Any) -> None:
        calls[0] += 1
        if calls[0] > 1:
            raise OSError(errno.ENOSPC, "full")
        real(*arguments, **folders)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", full_after_one)
        patch.setattr(os, "unlink", full)
        for _ in range(2):
            with pytest.raises(SaveFault):
                desk.writer.perform(act)
    assert desk.writer.state.uncommitted == 0
    assert excerpts_file(desk).exists()
    # Killed here, the next start takes it back; so does the next act.
    desk.writer._lock.free()
    with Writer.open(project) as writer:
        assert len(writer.recovered) == 1
        assert snapshot(project.root) == before
        assert Desk(writer).tag(61, 80, "Trust").themes
    desk.writer = Writer.open(project)
    assert len(desk.read_again().excerpts) == 1


def test_an_act_that_is_stopped_between_two_files_is_taken_back_and_not_committed(
    desk: Desk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, told = snapshot(project.root), messages(project.root)
    tagging, _ = tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(61, 80)], [desk.theme("Trust")])
    note, _ = write_memo(desk.holdings, "ana-ferreira", "Two files", "at once")
    put = desk.writer._shelf.put

    def stopped(change: Any) -> Touched:
        if isinstance(change, SetFile) and change.after is not None:
            raise KeyboardInterrupt
        return put(change)

    with monkeypatch.context() as patch:
        patch.setattr(desk.writer._shelf, "put", stopped)
        with pytest.raises(KeyboardInterrupt):
            desk.writer.perform(together(tagging, note))
    assert snapshot(project.root) == before
    desk.writer.close()
    assert messages(project.root) == told
    desk.writer = Writer.open(project)
    assert desk.writer.recovered == ()


def test_a_crash_between_two_files_is_found_and_taken_back(
    desk: Desk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(project.root)
    tagging, _ = tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(61, 80)], [desk.theme("Trust")])
    note, _ = write_memo(desk.holdings, "ana-ferreira", "Two files", "at once")

    class Killed(BaseException):
        pass

    real = os.rename
    calls = [0]

    def killed_at_the_second(*arguments: Any, **folders: Any) -> None:
        calls[0] += 1
        if calls[0] == 2:
            raise Killed
        real(*arguments, **folders)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", killed_at_the_second)
        with pytest.raises(Killed):
            desk.writer.perform(together(tagging, note))
    desk.writer._lock.free()
    with Writer.open(project) as writer:
        assert writer.recovered == (
            f"the last act was half done and was taken back: {together(tagging, note).message}",
        )
        assert writer.undoable().startswith("add jw019")
    assert snapshot(project.root) == before
    assert uncommitted(project.root) == ""
    desk.writer = Writer.open(project)


def test_half_an_act_beside_an_edit_by_hand_does_not_keep_the_project_shut(
    desk: Desk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    tagging, _ = tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(39, 60)], [desk.theme("Power")])
    note, _ = write_memo(desk.holdings, "ana-ferreira", "Two files", "at once")

    class Killed(BaseException):
        pass

    put = desk.writer._shelf.put
    done: list[Touched] = []

    def killed_after_one(change: SetValue | SetFile) -> Touched:
        if done:
            raise Killed
        done.append(put(change))
        return done[-1]

    monkeypatch.setattr(desk.writer._shelf, "put", killed_after_one)
    with pytest.raises(Killed):
        desk.writer.perform(together(tagging, note))
    desk.writer._lock.free()
    file = excerpts_file(desk)
    edited = file.read_text().replace(desk.theme("Trust").id, "t-000000")
    file.write_text(edited)
    desk.writer = Writer.open(project)
    assert desk.writer.recovered[-1] == "excerpts/ana-ferreira/jw019.toml was changed since and was left as it is"
    assert file.read_text() == edited
    assert desk.read_again().excerpts[excerpt.id].themes == ("t-000000", desk.theme("Power").id)


def test_leftover_temporaries_and_saves_without_a_commit_are_mended_at_the_next_start(project: Project) -> None:
    writer = Writer.open(project)
    desk = Desk(writer)
    desk.tag(39, 60, "Trust")
    for folder in ("", "themes/", "excerpts/ana-ferreira/", ".catena/"):
        (project.root / f"{folder}.catena-tmp-0123").write_bytes(b"half")
    writer._lock.free()
    assert uncommitted(project.root) != ""
    with Writer.open(project) as again:
        assert again.state.uncommitted == 0
    assert uncommitted(project.root) == ""
    assert not list(project.root.rglob(".catena-tmp-*"))


def test_a_journal_that_was_thrown_away_loses_no_save(project: Project) -> None:
    (project.root / ".git/MERGE_HEAD").write_text("0" * 40)
    with Writer.open(project) as writer:
        desk = Desk(writer)
        desk.tag(39, 60, "Trust")
        assert writer.state.uncommitted == 1
    (project.root / ".git/MERGE_HEAD").unlink()
    (project.private / "journal.jsonl").unlink()
    with Writer.open(project) as writer:
        assert len(Desk(writer).holdings.excerpts) == 1
    assert uncommitted(project.root) == ""
    assert messages(project.root)[0] == "take in 1 file changed outside"


def test_a_document_whose_act_was_lost_goes_into_git_with_its_text(project: Project) -> None:
    from store.importing import add_document
    from store.texts import Incoming

    (project.root / ".git/MERGE_HEAD").write_text("0" * 40)
    with Writer.open(project) as writer:
        incoming = Incoming("b.txt", "Text\n", "utf-8-sig", b"\xef\xbb\xbfText\r\n")
        writer.perform(add_document(Desk(writer).holdings, incoming, "interview")[0])
    (project.root / ".git/MERGE_HEAD").unlink()
    (project.private / "journal.jsonl").unlink()
    (project.root / "corpus/interviews/stray.txt").write_text("nobody's")
    Writer.open(project).close()
    assert uncommitted(project.root) == "?? corpus/interviews/stray.txt"


def test_edits_by_hand_are_taken_in_and_files_at_fault_are_not(project: Project) -> None:
    theme = next((project.root / "themes").iterdir())
    theme.write_text(theme.read_text().replace("Trust", "Confidence").replace("Power", "Force"))
    (project.root / "themes/t-broken.toml").write_text("name = \n")
    (project.root / "corpus/interviews/jw019.txt").write_text("another text")
    Writer.open(project).close()
    assert set(uncommitted(project.root).split("\n")) == {
        " M corpus/interviews/jw019.txt",
        "?? themes/t-broken.toml",
    }


def test_what_no_file_could_keep_is_refused_with_a_sentence(desk: Desk) -> None:
    before = snapshot(desk.project.root)
    for note in ("x" * (LONGEST_TEXT + 1), "half \ud800"):
        with pytest.raises(UsageFault, match="nothing was saved") as fault:
            desk.tag(39, 60, "Trust", note=note)
        assert "\n" not in fault.value.message
    with pytest.raises(UsageFault, match="nothing was saved"):
        write_memo(desk.holdings, "ana-ferreira", "Title", "half \udcff")
    assert snapshot(desk.project.root) == before
    assert desk.writer.undoable().startswith("add jw019")


def test_half_characters_in_a_reason_cost_nothing(desk: Desk, project: Project) -> None:
    act, _ = tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(0, 11)], [desk.theme("Trust")])
    desk.writer.perform(replace(act, why="because \udcff"))
    desk.writer.close()
    assert uncommitted(project.root) == ""
    desk.writer = Writer.open(project)


@pytest.mark.parametrize(
    "path", ["../out.toml", "/etc/x.toml", ".git/hooks/pre-commit", ".catena/reviewer", "unknown/x.toml"]
)
def test_nothing_but_files_of_a_project_is_written(desk: Desk, path: str) -> None:
    for change in (SetFile(path, None, b"x"), SetValue(path, (), None, {"a": 1})):
        with pytest.raises(FileFault):
            desk.writer.perform(Act("x", "x", (change,)))


def test_a_journal_that_came_with_a_copied_folder_can_write_only_into_the_project(project: Project) -> None:
    hook = ".git/hooks/pre-commit"
    lines = (
        '{"act": "a1", "kind": "x", "message": "x", "reviewer": "ana-ferreira", "undoes": "", "when": "", "changes": ['
        '{"path": "catena.toml", "before": null, "after": "00"}, '
        f'{{"path": "{hook}", "before": {{"$bytes": "ZXZpbA=="}}, "after": null}}]}}\n'
    )
    with (project.private / "journal.jsonl").open("a") as file:
        file.write(lines)
    with Writer.open(project) as writer:
        assert writer.undoable().startswith("add jw019")
    assert not (project.root / hook).exists()
    assert (project.root / "catena.toml").exists()


def test_who_writes_is_asked_once_and_stays(project: Project) -> None:
    assert reviewer_here(project) == "ana-ferreira"
    git(project.root, "config", "user.name", "Somebody Else")
    git(project.root, "config", "user.email", "else@example.org")
    with Writer.open(project) as writer:
        assert writer.reviewer.id == "ana-ferreira"


def test_a_second_clone_knows_its_reviewer_by_the_address(project: Project, tmp_path: Path) -> None:
    git(project.root, "clone", "-q", str(project.root), str(tmp_path / "clone"))
    git(tmp_path / "clone", "config", "user.name", "A. Ferreira")
    git(tmp_path / "clone", "config", "user.email", "Ana@Example.org")
    with Writer.open(open_project(tmp_path / "clone")) as writer:
        assert writer.reviewer.id == "ana-ferreira"
        assert Desk(writer).tag(0, 11, "Trust").reviewer == "ana-ferreira"


def test_without_an_identity_nothing_is_written_until_one_is_given(project: Project) -> None:
    for key in ("user.name", "user.email"):
        git(project.root, "config", "--unset", key)
    with pytest.raises(NoIdentity):
        Writer.open(project)
    (project.root / REVIEWER_HERE).unlink()
    with Writer.open(project, identity=BEN) as writer:
        assert writer.reviewer.id == "ben-okafor"
    assert git(project.root, "config", "--local", "user.email") == "ben@example.org"


def test_a_reviewers_file_at_fault_is_kept_and_its_reviewer_can_write(project: Project) -> None:
    (project.root / "reviewers/ana-ferreira.toml").write_text("name = \n")
    with Writer.open(project) as writer:
        Desk(writer).tag(0, 11, "Trust")
    assert (project.root / "reviewers/ana-ferreira.toml").read_text() == "name = \n"
    assert git(project.root, "log", "-1", "--format=%ae") == ANA[1]


def test_a_slug_that_cannot_be_one_is_refused(project: Project) -> None:
    with pytest.raises(UsageFault, match="a-z, 0-9"):
        Writer.open(project, "../ben")
    Writer.open(project).close()


def test_a_folder_that_cannot_be_written_is_a_fault(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at(monkeypatch, "open", errno.EACCES)
    with pytest.raises(ProjectFault, match="cannot be written"):
        Writer.open(project)


def test_touched_is_enough_to_follow_undo_and_redo(desk: Desk) -> None:
    desk.tag(39, 60, "Trust")
    desk.tag(39, 60, "Power")
    for step in (desk.writer.undo, desk.writer.undo, desk.writer.redo, desk.writer.redo):
        known = holdings_after(desk.holdings, step().touched)
        assert known.excerpts == desk.read_again().excerpts
        assert known.excerpts_of("jw019") == desk.holdings.excerpts_of("jw019")


def test_a_folder_copied_to_another_account_asks_who_writes_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(project.root, "config", "user.name", BEN[0])
    git(project.root, "config", "user.email", BEN[1])
    with monkeypatch.context() as patch:
        patch.setenv("LOGNAME", "ben-on-this-server")
        for _ in range(2):
            with Writer.open(project) as writer:
                assert writer.reviewer.id == "ben-okafor"
    with Writer.open(project) as writer:
        assert writer.reviewer.id == "ana-ferreira"
    for damaged in ("ana-ferreira\n", "../ana x\n", "\0", "ana-ferreira \n"):
        (project.root / REVIEWER_HERE).write_text(damaged)
        assert reviewer_here(project) == ""


def test_nobody_writes_in_anothers_files(desk: Desk) -> None:
    with Seat(desk, "ben") as ben:
        theirs = ben.tag(0, 11, "Trust")
        act, memo = write_memo(ben.holdings, "ben", "Theirs", "body")
        ben.writer.perform(act)
    before = snapshot(desk.project.root)
    for attempt in (
        untag(desk.holdings, theirs),
        change_memo(memo, replace(memo, body="mine")),
        tag(desk.holdings, "ben", desk.document, TEXT, [(0, 5)], [desk.theme("Trust")])[0],
    ):
        with pytest.raises(UsageFault, match="is ben's, and each reviewer writes in their own files alone"):
            desk.writer.perform(attempt)
    assert snapshot(desk.project.root) == before


def test_a_clock_that_jumps_back_changes_no_order(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    for year in (2030, 2001, 2030, 1999):
        with monkeypatch.context() as patch:
            for place in ("store.acts", "store.writer"):
                patch.setattr(f"{place}.now", lambda year=year: datetime(year, 1, 1, tzinfo=UTC))
            with Writer.open(project) as writer:
                made.append(Desk(writer).tag(len(made) * 10, len(made) * 10 + 5, "Trust").id)
    assert [message.split()[1] for message in messages(project.root)[:4]] == made[::-1]
    with Writer.open(project) as writer:
        for excerpt in made[::-1]:
            assert writer.undo().message == f"undo: tag {excerpt} as Trust (jw019)"


def test_a_document_can_be_read_ahead(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.tag(39, 60, "Trust")
    desk.writer.close()
    desk.writer = Writer.open(desk.project)
    desk.writer.prepare("jw019")
    desk.writer.prepare("never-heard-of")
    with monkeypatch.context() as patch:
        patch.setattr("store.entries.EntryFile.read", None)
        desk.tag(61, 80, "Power")
    assert len(desk.read_again().excerpts) == 2
    excerpts_file(desk).write_text("note = \n")
    desk.writer.prepare("jw019")
    with pytest.raises(FileFault, match="line 1"):
        desk.tag(0, 5, "Trust")
    assert excerpts_file(desk).read_text() == "note = \n"


def test_after_closing_nothing_is_written_and_closing_again_does_nothing(desk: Desk, project: Project) -> None:
    desk.writer.close()
    before = snapshot(project.root)
    with Writer.open(project, "ben") as ben:
        desk.writer.close()
        for step in (lambda: desk.tag(0, 5, "Trust"), desk.writer.undo):
            with pytest.raises(SaveFault, match="the project was closed here"):
                step()
        with pytest.raises(Busy):
            Writer.open(project)
        assert ben.reviewer.id == "ben"
    assert {path for path in snapshot(project.root) if path not in before} == {"reviewers/ben.toml"}


def test_two_changes_of_one_excerpt_in_one_step_are_one_or_refused(desk: Desk) -> None:
    excerpt = desk.tag(39, 60, "Trust")
    noted = replace(excerpt, note="a note")
    noting = SetValue(
        excerpts_file(desk).relative_to(desk.project.root).as_posix(),
        ("excerpt", excerpt.id),
        excerpt_entry(excerpt),
        excerpt_entry(noted),
    )
    power, _ = tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(39, 60)], [desk.theme("Power")])
    desk.take_in(desk.writer.perform(together(Act("note", "note", (noting,)), power, power)))
    after = desk.read_again().excerpts[excerpt.id]
    assert (after.note, len(after.themes)) == ("a note", 2)
    desk.writer.undo()
    assert desk.read_again().excerpts[excerpt.id] == excerpt
    before = snapshot(desk.project.root)
    with pytest.raises(ChangedMeanwhile, match="in two ways"):
        desk.writer.perform(together(power, untag(desk.holdings, excerpt)))
    assert snapshot(desk.project.root) == before


def test_changes_of_one_value_that_follow_each_other_are_one(desk: Desk) -> None:
    path = f"themes/{desk.theme('Trust').id}.toml"
    steps = [SetValue(path, ("name",), old, new) for old, new in (("Trust", "Faith"), ("Faith", "Hope"))]
    one, two = (f"+++\nid = 'm1'\n+++\n\n{body}".encode() for body in ("one", "two"))
    memo = [SetFile("memos/ana-ferreira/x.md", old, new) for old, new in ((None, one), (one, two))]
    desk.take_in(desk.writer.perform(Act("x", "x", (*steps, *memo))))
    assert desk.read_again().themes[path[7:-5]].name == "Hope"
    desk.writer.undo()
    assert desk.read_again().themes[path[7:-5]].name == "Trust"
    assert not (desk.project.root / "memos/ana-ferreira/x.md").exists()


def test_a_journal_that_cannot_be_read_is_named_and_not_begun_anew(project: Project) -> None:
    journal = project.private / "journal.jsonl"
    journal.rename(project.private / "away")
    journal.mkdir()
    with pytest.raises(ProjectFault, match=r"journal.jsonl: it is not a regular file"):
        Writer.open(project)
    journal.rmdir()
    Writer.open(project).close()


def test_a_project_on_a_full_disk_or_without_git_can_still_be_read(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        with pytest.raises(ProjectFault, match="git is not installed"):
            Writer.open(project)
    (project.root / REVIEWER_HERE).unlink()
    with monkeypatch.context() as patch:
        fail_at(patch, "write", errno.ENOSPC)
        with pytest.raises(ProjectFault, match=r"nothing can be saved in this project: .*free some space"):
            Writer.open(project)
    assert read_holdings(project).faults == ()
    Writer.open(project).close()


def test_nothing_is_added_to_a_file_that_would_not_be_shown(desk: Desk) -> None:
    desk.tag(0, 5, "Trust")
    file = excerpts_file(desk)
    file.write_text(file.read_text().replace('"jw019"', '"jw018"'))
    with pytest.raises(FileFault, match="its `document` is 'jw018' and not 'jw019'"):
        desk.tag(10, 15, "Trust")
    file.write_text(file.read_text().replace('document = "jw018"\n', ""))
    desk.tag(10, 15, "Trust")
    assert len(desk.read_again().excerpts) == 2


@pytest.mark.parametrize("text", ["schema = 2\n", "document = \n", "\xff"])
def test_a_file_at_fault_is_not_written_to(desk: Desk, text: str) -> None:
    file = excerpts_file(desk)
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(FileFault):
        desk.tag(0, 5, "Trust")
    assert file.read_bytes() == text.encode("latin-1")
    assert desk.writer.state.uncommitted == 0


def test_many_changes_that_together_are_too_much_for_a_file_are_refused(
    desk: Desk, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.tag(39, 60, "Trust")
    before = snapshot(project.root)
    acts = [
        tag(desk.holdings, "ana-ferreira", desk.document, TEXT, [(start, start + 9)], [desk.theme("Trust")])[0]
        for start in range(100)
    ]
    with monkeypatch.context() as patch:
        patch.setattr("store.shelf.LARGEST_FILE", 20_000)
        with pytest.raises(UsageFault, match="nothing was saved"):
            desk.writer.perform(together(*acts))
    assert snapshot(project.root) == before
    assert desk.writer.undoable() == f"tag {first.id} as Trust (jw019)"
    desk.take_in(desk.writer.perform(together(*acts)))
    assert len(desk.read_again().excerpts) == 101
