"""On a full disk saves are refused one by one, what was saved stays, and work goes on once there is room."""

from pathlib import Path

from store.errors import SaveFault
from store.holdings import read_holdings
from store.project import open_project
from store.writer import Writer
from tests.store.studies import Desk, begin_study, git, uncommitted


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(small_disk: Path) -> None:
    project = begin_study(small_disk / "study")
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 600_000)
    saved: list[str] = []
    refusals: list[str] = []
    with Writer.open(project) as writer:
        desk = Desk(writer)
        while len(refusals) < 5 and len(saved) < 5_000:
            start = len(saved) % 200
            try:
                saved.append(desk.tag(start, start + 40, "Trust", note="x" * 400 + f"{len(saved)}").id)
            except SaveFault as fault:
                refusals.append(fault.message)
            if len(saved) % 60 == 59:
                writer._committer.commit_pending()
        assert len(refusals) == 5
        assert all("free some space" in refusal for refusal in refusals)
        assert set(read_holdings(project).excerpts) == set(saved)
        writer._committer.commit_pending()
        state = writer.state
        assert (state.uncommitted > 0) == (state.obstacle != "")
        ballast.unlink()
        saved.append(desk.tag(0, 50, "Power").id)
        writer.undo()
        writer.redo()
        writer._committer.commit_pending()
        assert writer.state.obstacle == ""
        assert writer.state.uncommitted == 0
    assert uncommitted(project.root) == ""
    assert "error" not in git(project.root, "fsck", "--full")
    with Writer.open(open_project(project.root)) as writer:
        assert writer.recovered == ()
        assert set(Desk(writer).holdings.excerpts) == set(saved)
