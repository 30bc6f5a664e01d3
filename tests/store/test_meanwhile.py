"""What somebody writes between the look at a file and its replacement is never overwritten, and the act is then none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from store.acts import Act, SetFile, SetValue, change_memo, together, untag, write_memo
from store.errors import ChangedMeanwhile
from store.files import remove_durably
from store.journal import Journal
from store.theme_acts import rename_theme
from tests.store.studies import Desk, snapshot


def after_the_journal(patch: pytest.MonkeyPatch, desk: Desk, edit: Callable[[], object]) -> None:
    """Lets `edit` happen when the next act is written down and none of its files yet."""
    record = desk.writer._journal.record

    def record_and_edit(*arguments: object) -> None:
        record(*arguments)  # type: ignore[arg-type]
        edit()

    patch.setattr(desk.writer._journal, "record", record_and_edit)


def refused(desk: Desk, act: Act) -> None:
    """Performs the act, which must be refused and leave no trace in the journal."""
    last = desk.writer.undoable()
    with pytest.raises(ChangedMeanwhile):
        desk.writer.perform(act)
    assert desk.writer.undoable() == last
    kept = Journal.read(desk.project)
    assert kept.acts[kept.undoable[-1]].message == last


def test_a_memo_that_an_editor_saves_while_the_journal_is_written_keeps_what_the_editor_wrote(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, memo = write_memo(desk.holdings, "ana-ferreira", "Quiet", "Body\n")
    desk.take_in(desk.writer.perform(act))
    path = desk.project.root / memo.path
    with monkeypatch.context() as patch:
        after_the_journal(patch, desk, lambda: path.write_bytes(b"an editor's\n"))
        refused(desk, change_memo(memo, replace(memo, body="ours\n")))
    assert path.read_bytes() == b"an editor's\n"


def test_a_file_that_is_to_be_removed_keeps_what_somebody_wrote_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    act, memo = write_memo(desk.holdings, "ana-ferreira", "Quiet", "Body\n")
    desk.take_in(desk.writer.perform(act))
    path = desk.project.root / memo.path
    removal = Act("memo", "take away", (SetFile(memo.path, path.read_bytes(), None),))
    with monkeypatch.context() as patch:
        after_the_journal(patch, desk, lambda: path.write_bytes(b"an editor's\n"))
        refused(desk, removal)
    assert path.read_bytes() == b"an editor's\n"


@pytest.mark.parametrize("note", ["theirs", ""])
def test_a_note_pulled_while_the_journal_is_written_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, note: str
) -> None:
    excerpt = desk.tag(39, 60, "Trust", note="first")
    path = desk.project.root / "excerpts/ana-ferreira/jw019.toml"
    pulled = path.read_text().replace('note = "first"\n', f'note = "{note}"\n' if note else "")
    change = SetValue("excerpts/ana-ferreira/jw019.toml", ("excerpt", excerpt.id, "note"), "first", "ours")
    with monkeypatch.context() as patch:
        after_the_journal(patch, desk, lambda: path.write_text(pulled))
        refused(desk, Act("note", "note", (change,)))
    assert path.read_text() == pulled


def test_an_excerpt_that_is_gone_by_then_gets_no_half_of_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = desk.tag(39, 60, "Trust", note="first"), desk.tag(61, 80, "Trust")
    path = desk.project.root / "excerpts/ana-ferreira/jw019.toml"
    whole = path.read_text()
    desk.take_in(desk.writer.perform(untag(desk.holdings, first)))
    pulled = path.read_text()
    desk.take_in(desk.writer.undo())
    assert path.read_text() == whole
    assert second.id in pulled
    change = SetValue("excerpts/ana-ferreira/jw019.toml", ("excerpt", first.id, "note"), "first", "ours")
    with monkeypatch.context() as patch:
        after_the_journal(patch, desk, lambda: path.write_text(pulled))
        refused(desk, Act("note", "note", (change,)))
    assert path.read_text() == pulled


def test_what_was_pulled_beside_the_change_stays_with_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = desk.tag(39, 60, "Trust", note="first"), desk.tag(61, 80, "Trust", note="second")
    path = desk.project.root / "excerpts/ana-ferreira/jw019.toml"
    pulled = path.read_text().replace('note = "second"', 'note = "pulled"')
    change = SetValue("excerpts/ana-ferreira/jw019.toml", ("excerpt", first.id, "note"), "first", "ours")
    with monkeypatch.context() as patch:
        after_the_journal(patch, desk, lambda: path.write_text(pulled))
        desk.writer.perform(Act("note", "note", (change,)))
    assert desk.read_again().excerpts[first.id].note == "ours"
    assert desk.holdings.excerpts[second.id].note == "pulled"


def test_an_act_that_is_refused_in_its_middle_is_put_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    act, memo = write_memo(desk.holdings, "ana-ferreira", "Quiet", "Body\n")
    desk.take_in(desk.writer.perform(act))
    renaming, _ = rename_theme(desk.holdings, desk.theme("Trust"), "Faith")
    before = snapshot(desk.project.root)
    path = desk.project.root / memo.path
    both = together(renaming, change_memo(memo, replace(memo, body="ours\n")))
    with monkeypatch.context() as patch:
        after_the_journal(patch, desk, lambda: path.write_bytes(b"an editor's\n"))
        refused(desk, both)
    assert snapshot(desk.project.root) == before | {memo.path: b"an editor's\n"}
    desk.read_again()
    desk.tag(39, 60, "Trust")


def test_a_removal_that_names_other_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"theirs")
    with pytest.raises(ChangedMeanwhile):
        remove_durably(tmp_path, "a", instead_of=b"ours")
    assert (tmp_path / "a").read_bytes() == b"theirs"
    remove_durably(tmp_path, "a", instead_of=b"theirs")
    assert not (tmp_path / "a").exists()
