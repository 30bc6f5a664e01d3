"""Keys that come in one burst, as they do over a slow line, do what they do one by one."""

from pathlib import Path

from tests.journeys.studies import sample_study
from tests.journeys.terminal import CATENA, Terminal


def test_a_burst_of_keys_searches_tags_and_writes_a_memo(tmp_path: Path) -> None:
    study = sample_study(tmp_path)
    excerpts, memos = len(study.records("excerpts")), len(study.records("memo", "list"))
    with Terminal([CATENA, "-C", str(study.root)], study.home, study.surroundings) as terminal:
        terminal.wait_for("saved, committed")
        terminal.send("/river")
        terminal.wait_for("hits in")
        terminal.send("\rt\rjtbelieve\rjT2")
        terminal.wait_for("[Reader]")
        terminal.settle(0.5)
        terminal.send("4m\rWhat I think, typed at once")
        terminal.wait_for("draft kept")
        terminal.send("\x11")
        assert terminal.wait() == 0
    assert len(study.records("excerpts")) == excerpts + 3
    assert study.drafts == ["What I think, typed at once"]
    assert len(study.records("memo", "list")) == memos
