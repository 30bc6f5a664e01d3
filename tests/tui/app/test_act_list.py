"""The list of acts by keys: any act that still can be undone is, in any order, and what cannot says why."""

import subprocess
from pathlib import Path

from tests.tui.app.driving import Driven, drive
from tests.tui.app.studies import WATCHED
from tests.tui.app.test_excerpt_keys import committed, on_the_own_excerpt, own
from tui.screens.memo_editor import MemoEditor


async def three_acts(app: Driven) -> None:
    """A star, a note and a move of the same excerpt."""
    await on_the_own_excerpt(app, "reader")
    await app.press("asterisk")
    await app.see("star an excerpt")
    await app.press("i")
    await app.see("Note")
    await app.type("why")
    await app.press("enter")
    await app.see("note an excerpt")
    await app.press("c")
    await app.see("Move from")
    await app.type("waiting")
    await app.press("enter")
    await app.see("recode from Watched, not led to Waiting")


def test_an_earlier_act_is_undone_and_done_again(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await three_acts(app)
        await app.press("H")
        await app.see("Acts, newest first")
        rows = app.rows("#choices")
        assert [row.split()[1:4] for row in rows[:3]] == [
            ["ana", "done", "recode"],
            ["ana", "done", "note"],
            ["ana", "done", "star"],
        ]
        await app.press("down", "down", "enter")
        await app.see("undo: star an excerpt")
        assert "u undoes it" not in app.state
        assert not own(app).starred
        assert own(app).note == "why"
        assert own(app).themes == (app.theme("Waiting"),)
        await app.press("H")
        await app.see("Acts, newest first")
        await app.until(lambda: "undone" in app.rows("#choices")[2])
        await app.type("star")
        await app.until(lambda: len(app.rows("#choices")) == 1)
        await app.see("Undone; Enter does it again.")
        await app.press("enter")
        await app.see("redo: star an excerpt")
        assert own(app).starred
        await committed(app)

    drive(small, steps)


def test_what_cannot_be_undone_says_why_and_whose_it_is(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("3")
        await app.see("[Themes]")
        await app.press("A")
        await app.type("Bell")
        await app.press("enter")
        await app.see("add theme Bell")
        await app.read("beta", "The bell")
        await app.press("t")
        await app.see("Tag the sentence")
        await app.type("bell")
        await app.press("enter")
        await app.see("as Bell")
        await app.press("H")
        await app.see("Acts, newest first")
        await app.until(lambda: "stays" in app.rows("#choices")[1])
        await app.press("down")
        await app.see("It cannot be undone:", "is in use by now")
        await app.press("enter")
        await app.hear("is in use by now")
        assert app.theme("Bell") in app.on_disk.themes
        await app.press("H")
        await app.see("Acts, newest first")
        await app.type("ben")
        await app.see("it is ben's")

    drive(small, steps)


def test_an_act_undone_before_something_new_says_that_it_stays_so(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        await app.press("asterisk")
        await app.see("star an excerpt")
        await app.press("u")
        await app.see("undo: star")
        await app.press("i")
        await app.see("Note")
        await app.type("new")
        await app.press("enter")
        await app.see("note an excerpt")
        await app.press("H", "down")
        await app.see("Undone, and it stays so: something new was done since")
        await app.press("escape")
        await app.miss("Acts, newest first")
        assert own(app).note == "new"

    drive(small, steps)


def test_two_themes_merged_and_given_back_from_the_list(small: Path) -> None:
    async def steps(app: Driven) -> None:
        before = app.on_disk
        await app.press("3")
        await app.see("[Themes]")
        await app.press("down", "ampersand")
        await app.see("Merge Watched, not led")
        await app.type("waiting")
        await app.press("enter")
        await app.see("merge theme Watched, not led into Waiting")
        await app.read("alpha", WATCHED)
        await app.press("asterisk")
        await app.see("star an excerpt")
        await app.press("H", "down", "enter")
        await app.see("undo: merge theme")
        assert app.on_disk.themes == before.themes
        assert app.tagged("Watched, not led") == [WATCHED]
        assert own(app).starred
        await committed(app)
        log = subprocess.run(
            ["git", "-C", str(small), "log", "--format=%s", "-3"], check=True, capture_output=True, text=True
        )
        assert "undo: merge theme Watched, not led into Waiting" in log.stdout

    drive(small, steps)


def test_a_memo_is_written_about_an_act(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await three_acts(app)
        before = own(app)
        await app.press("H")
        await app.see("Acts, newest first", "^O Memo")
        await app.press("down", "ctrl+o")
        await app.until(lambda: isinstance(app.app.screen, MemoEditor))
        await app.see("Why: note", "note e")
        await app.type("It had to be said.")
        await app.press("escape")
        await app.until(lambda: not isinstance(app.app.screen, MemoEditor))
        (memo,) = (each for each in app.on_disk.memos.values() if each.type == "decision")
        assert memo.title.startswith("Why: note ")
        assert memo.excerpts == (before.id,)
        assert "It had to be said." in memo.body
        assert own(app) == before

    drive(small, steps)


def test_a_memo_about_an_act_that_is_left_at_once_is_not_made(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await three_acts(app)
        before = app.on_disk.memos
        await app.press("H")
        await app.see("Acts, newest first")
        await app.press("ctrl+o")
        await app.until(lambda: isinstance(app.app.screen, MemoEditor))
        await app.press("escape")
        await app.until(lambda: not isinstance(app.app.screen, MemoEditor))
        assert app.on_disk.memos == before

    drive(small, steps)
