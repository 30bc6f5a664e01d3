"""A reviewer's first hour through the app's keys at 80x24, with the power or the line taken away in the middle of a memo."""

import os
import signal
import time
from pathlib import Path

from store.errors import Busy
from store.lock import Lock
from tests.journeys.sshd import Sshd, needs_sshd
from tests.journeys.steps import (
    all_of_it_is_held,
    be_in_the_middle_of_a_memo,
    find_all_again_and_finish,
    search_and_tag,
    the_draft_is_on_disk,
)
from tests.journeys.studies import Study, real_study, sample_study
from tests.journeys.terminal import CATENA
from tests.journeys.tmux import Tmux, needs_tmux


@needs_tmux
def test_a_killed_app_finds_tags_theme_and_draft_again(tmp_path: Path) -> None:
    study = real_study(tmp_path)
    before = len(study.records("excerpts")), len(study.records("memo", "list"))
    app = [CATENA, "-C", str(study.root)]
    with Tmux(app, study.home, study.surroundings) as tmux:
        search_and_tag(tmux, study)
        be_in_the_middle_of_a_memo(tmux)
        os.kill(tmux.process, signal.SIGKILL)
    the_draft_is_on_disk(study)
    with Tmux(app, study.home, study.surroundings) as tmux:
        find_all_again_and_finish(tmux)
    all_of_it_is_held(study, *before)


@needs_tmux
@needs_sshd
def test_a_cut_connection_leaves_the_draft_and_a_free_lock(tmp_path: Path) -> None:
    study = sample_study(tmp_path)
    before = len(study.records("excerpts")), len(study.records("memo", "list"))
    with Sshd(tmp_path / "sshd") as sshd:
        client = sshd.client([CATENA, "-C", str(study.root)], study.surroundings)
        with Tmux(client, study.home, study.surroundings) as tmux:
            search_and_tag(tmux, study)
            be_in_the_middle_of_a_memo(tmux)
            os.kill(tmux.process, signal.SIGKILL)
        the_lock_gets_free(study)
        the_draft_is_on_disk(study)
        with Tmux(client, study.home, study.surroundings) as tmux:
            find_all_again_and_finish(tmux)
    all_of_it_is_held(study, *before)


def the_lock_gets_free(study: Study, seconds: float = 30) -> None:
    """The app on the other side ends by itself once its line is cut."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            Lock.take(study.root / ".catena", "the test").free()
        except Busy:
            assert time.monotonic() < deadline, "the app whose line was cut still holds the lock"
            time.sleep(0.05)
        else:
            return
