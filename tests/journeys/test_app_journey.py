"""A reviewer's first hour through the app's keys at 80x24, with the power taken away in the middle of it."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from tests.journeys.studies import Study, each_study
from tests.journeys.terminal import CATENA
from tests.journeys.tmux import Tmux, needs_tmux

THEME = "Signs believed late"
FIRST = "The first sentence of my thought."
MORE = " And a second one that nobody sav"


def app_on(study: Study) -> Tmux:
    return Tmux([CATENA, "-C", str(study.root)], study.home, study.surroundings)


@needs_tmux
@each_study
def test_a_killed_app_finds_tags_theme_and_draft_again(begin: Callable[[Path], Study], tmp_path: Path) -> None:
    study = begin(tmp_path)
    excerpts_before, memos_before = len(study.records("excerpts")), len(study.records("memo", "list"))
    with app_on(study) as tmux:
        search_and_tag(tmux, study)
        tmux.press("m")
        tmux.wait_for("Save and leave")
        tmux.type(FIRST)
        tmux.wait_for("draft kept")
        tmux.type(MORE)
        os.kill(tmux.process, signal.SIGKILL)
    (draft,) = study.drafts
    kept, _, beyond = draft.partition(FIRST)
    assert draft != kept
    assert MORE.startswith(beyond)
    with app_on(study) as tmux:
        tmux.wait_for("committed")
        tmux.press("3", "G")
        tmux.wait_for(THEME)
        tmux.press("1", "m")
        tmux.wait_for("draft found again")
        tmux.wait_for(FIRST)
        tmux.press("C-s")
        tmux.wait_for("saved")
        tmux.press("Escape")
        tmux.wait_for("[Memos]")
        tmux.press("C-q")
        tmux.wait_until_left()
    assert study.drafts == []
    tagged = study.records("excerpts", "--theme", THEME)
    assert len(tagged) == 2
    assert len(study.records("excerpts")) == excerpts_before + 2
    for record in tagged:
        shown = study.records("show", record["document"], "--from", str(record["start"]), "--to", str(record["end"]))
        assert shown[0]["text"] == record["text"]
        assert study.words.casefold() in " ".join(record["text"].casefold().split())
    memos = [memo["memo"] for memo in study.records("memo", "list")]
    (written,) = [memo for memo in memos if FIRST in study.catena("memo", "show", memo)]
    assert len(memos) == memos_before + 1
    git_holds_it(study, [record["excerpt"] for record in tagged], written)


def search_and_tag(tmux: Tmux, study: Study) -> None:
    """From the first screen to two tags: the first with a theme of one's own, the second in two keys."""
    tmux.wait_for("committed")
    tmux.press("/")
    tmux.type(f'"{study.words}"')
    tmux.wait_for(" hits in ")
    tmux.press("Enter")
    tmux.press("t")
    tmux.wait_for("Tag the sentence")
    tmux.type(THEME)
    tmux.wait_for("no theme fits")
    tmux.press("F2")
    tmux.wait_for(f" as {THEME}")
    tmux.press("Down")
    tmux.wait_until_gone(f" as {THEME}")
    tmux.press("t", "Enter")
    tmux.wait_for(f" as {THEME}")


def git_holds_it(study: Study, excerpts: list[str], memo: str) -> None:
    """The repository is whole and clean, and its log tells the story without quoting anybody."""
    study.git("fsck", "--strict")
    assert study.git("status", "--porcelain") == ""
    log = study.git("log", "--format=%B")
    for each in (*excerpts, memo, THEME):
        assert each in log
    assert study.words not in log.replace(THEME, "")
