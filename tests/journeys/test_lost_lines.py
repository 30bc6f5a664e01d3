"""The terminal goes away, or the machine asks the app to end, while a memo is being typed: what was on screen is there again."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.studies import Study, sample_study
from tests.journeys.terminal import CATENA, Terminal

WORDS = "What I was just about to say"


@pytest.mark.parametrize(
    "cut",
    [
        pytest.param(lambda terminal: terminal.hang_up(), id="terminal closed"),
        pytest.param(lambda terminal: terminal.signal(signal.SIGHUP), id="SIGHUP"),
        pytest.param(lambda terminal: terminal.signal(signal.SIGTERM), id="SIGTERM"),
    ],
)
def test_a_memo_that_is_being_typed_survives(cut: Callable[[Terminal], None], tmp_path: Path) -> None:
    study = sample_study(tmp_path)
    with Terminal([CATENA, "-C", str(study.root)], study.home, study.surroundings) as terminal:
        terminal.wait_for("saved, committed")
        terminal.settle(0.5)
        terminal.key("m", 0.5)
        terminal.key("\r", 0.5)
        before = len(terminal.written)
        for letter in WORDS:
            terminal.send(letter)
        terminal.wait_for(WORDS, after=before)
        cut(terminal)
        terminal.wait()
    assert study.drafts == [WORDS]
    everything_is_free_again(study)


def everything_is_free_again(study: Study) -> None:
    """The next writer is let in, and git has what was done."""
    study.catena("theme", "add", "After the cut")
    study.git("fsck", "--strict")
    assert study.git("status", "--porcelain") == ""
