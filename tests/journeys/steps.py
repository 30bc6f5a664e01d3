"""The steps of a reviewer's first hour, by keys, and what must be there afterwards."""

from tests.journeys.studies import Study
from tests.journeys.tmux import Tmux

THEME = "Signs believed late"
FIRST = "The first sentence of my thought."
MORE = " And a second one that nobody sav"


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


def be_in_the_middle_of_a_memo(tmux: Tmux) -> None:
    """A memo of which one sentence was kept as a draft and the next is being typed."""
    tmux.press("m", "Enter")
    tmux.wait_for("Save and leave")
    tmux.type(FIRST)
    tmux.wait_for("draft kept")
    tmux.type(MORE)


def the_draft_is_on_disk(study: Study) -> None:
    """The one draft holds the sentence that was kept, and nothing after it that was not typed."""
    (draft,) = study.drafts
    assert FIRST in draft
    assert MORE.startswith(draft.partition(FIRST)[2])


def find_all_again_and_finish(tmux: Tmux) -> None:
    """At the next start: the theme in the tree, the draft in the editor; it is saved and the app left."""
    tmux.wait_for("committed")
    tmux.press("3", "G")
    tmux.wait_for(THEME)
    tmux.press("1", "m")
    tmux.wait_for("draft found again")
    tmux.wait_for(FIRST)
    tmux.press("C-s")
    tmux.wait_until_gone("draft found again")
    tmux.wait_for("saved")
    tmux.press("Escape")
    tmux.wait_for("[Search]")
    tmux.press("4")
    tmux.wait_for("[Memos]")
    tmux.press("C-q")
    tmux.wait_until_left()


def all_of_it_is_held(study: Study, excerpts_before: int, memos_before: int) -> None:
    """Two tags of exact quotations, one memo, and a repository that is whole and clean and quotes nobody in its log."""
    assert study.drafts == []
    tagged = study.records("excerpts", "--theme", THEME)
    assert len(tagged) == 2
    assert len(study.records("excerpts")) == excerpts_before + 2
    for record in tagged:
        (shown,) = study.records("show", record["document"], "--from", str(record["start"]), "--to", str(record["end"]))
        assert shown["text"] == record["text"]
        assert study.words.casefold() in " ".join(record["text"].casefold().split())
    memos = [memo["memo"] for memo in study.records("memo", "list")]
    (written,) = [memo for memo in memos if FIRST in study.catena("memo", "show", memo)]
    assert len(memos) == memos_before + 1
    study.git("fsck", "--strict")
    assert study.git("status", "--porcelain") == ""
    log = study.git("log", "--format=%B")
    for each in (*(record["excerpt"] for record in tagged), written, THEME):
        assert each in log
    assert study.words not in log
