"""Excerpts whose text has changed, looked at by keys; what each key says is held against the files."""

from pathlib import Path

import pytest

from store.excerpts import Excerpt
from store.project import open_project
from store.reviewers import remember_reviewer
from tests.tui.app.changed import FED, NEW, READS, SLEPT, THEY_READ, change_alpha
from tests.tui.app.clones import Clones, cloned, git, sync
from tests.tui.app.driving import Driven, drive
from tests.tui.app.studies import ALPHA, NOBODY, WATCHED


@pytest.fixture
def changed(small: Path) -> Path:
    change_alpha(small)
    return small


def excerpt_of(app: Driven, theme: str) -> Excerpt:
    """The one excerpt of Ana's with a theme, as it stands on disk."""
    (found,) = (
        each for each in app.on_disk.excerpts.values() if each.reviewer == "ana" and app.theme(theme) in each.themes
    )
    return found


async def open_it(app: Driven) -> None:
    await app.hear("3 excerpts wait to be looked at, as the text has changed: ;")
    await app.press("semicolon")
    await app.see("1 moved, 1 to check, 1 missing", "As it was tagged in alpha", "[-led-]{+fed+}")


def test_each_is_said_by_one_key_and_taken_back_by_one(changed: Path) -> None:
    async def steps(app: Driven) -> None:
        await open_it(app)
        assert excerpt_of(app, "Watched, not led").moved is not None
        await app.press("a")
        await app.see("1 to check, 1 missing ")
        assert excerpt_of(app, "Watched, not led").moved is None
        assert app.tagged("Watched, not led") == [FED]

        await app.see("a possible:")
        await app.press("a")
        await app.see(" 1 missing ")
        found = excerpt_of(app, "River as actor")
        assert NEW[found.start : found.end] == found.text == THEY_READ.removesuffix(".")
        assert app.on_disk.is_placed(found)

        await app.press("x")
        await app.see("kept as missing")
        lost = excerpt_of(app, "Waiting")
        assert (lost.text, lost.missing_in) == (SLEPT, app.on_disk.documents["alpha"].sha256)
        await app.miss("in changed texts")

        for _ in range(3):
            await app.press("u")
            await app.hear("undo: ")
        await app.see("1 moved, 1 to check, 1 missing")
        assert excerpt_of(app, "Watched, not led").moved is not None
        assert excerpt_of(app, "River as actor").text == READS
        assert excerpt_of(app, "Waiting").missing_in == ""

    drive(changed, steps)


def test_words_that_are_selected_in_the_reader_are_where_it_stands(changed: Path) -> None:
    async def steps(app: Driven) -> None:
        await open_it(app)
        await app.press("end", "w")
        await app.hear("select its words (v, w, s or p), then > puts the excerpt there")
        start = NEW.index("I counted the steps.")
        app.reader.reader.go_to(start)
        await app.press("greater_than_sign")
        await app.hear("select the words in the Reader first")
        await app.press("s", "greater_than_sign")
        await app.hear("place an excerpt in the new text (alpha); u undoes it")
        found = excerpt_of(app, "Waiting")
        assert (found.text, found.start) == ("I counted the steps.", start)
        assert app.on_disk.is_placed(found)
        await app.press("u")
        await app.hear("undo: ")
        assert excerpt_of(app, "Waiting").text == SLEPT

    drive(changed, steps)


def test_what_has_no_place_is_counted_nowhere_and_leads_to_what_became_of_it(changed: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("3")
        await app.see("River as actor")
        await app.press("end")
        await app.see("0 excerpts, 1 to look for", "? ")
        await app.press("enter", "enter")
        await app.see("Excerpts whose text has changed", "a possible:")
        marks = app.app.main.snapshot
        assert marks is not None
        assert {NEW[mark.start : mark.end] for mark in marks.marks_of("alpha", NEW)} == {FED, NOBODY}

    drive(changed, steps)


def test_the_earlier_text_can_be_read(changed: Path) -> None:
    async def steps(app: Driven) -> None:
        await open_it(app)
        await app.press("o")
        await app.see("alpha, earlier text", "watched and not led")
        await app.press("escape")
        await app.see("Excerpts whose text has changed")
        await app.read("alpha", FED)
        await app.press("e")
        await app.see("Which text, by when it was replaced?", f"{len(ALPHA)} characters")
        await app.press("enter")
        await app.see("alpha, earlier text", "Who decides when you leave?")
        await app.press("semicolon", "o", "t")
        await app.see("alpha, earlier text")
        assert app.on_disk.excerpts.keys() == app.holdings.excerpts.keys()

    drive(changed, steps)


def test_a_colleagues_excerpts_follow_and_are_written_down_when_they_open_the_project(
    small: Path, tmp_path: Path
) -> None:
    clones: Clones = cloned(small, tmp_path)
    change_alpha(clones.ana)
    sync(clones.ana, "ana")
    sync(clones.ben, "ben")
    remember_reviewer(open_project(clones.ben), "ben")

    async def bens(app: Driven) -> None:
        await app.until(lambda: app.tagged("Power") == [NOBODY])
        await app.until(lambda: not app.on_disk.unplaced.keys() & {"ben"})
        (own,) = (each for each in app.on_disk.excerpts.values() if each.reviewer == "ben")
        assert app.on_disk.is_placed(own)
        assert own.start == NEW.index(NOBODY)
        assert app.holdings.excerpts[own.id] == own
        await app.press("semicolon")
        await app.see("Excerpts whose text has changed", "ana")
        await app.press("a")
        await app.hear("it is ana's")
        await app.press("u")
        await app.hear("there is nothing to undo")

    drive(clones.ben, bens)
    assert "carry excerpts to the new text of alpha: 1 carried" in git(clones.ben, "log", "-1", "--format=%s")


def test_where_nothing_waits_the_list_says_so(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("semicolon")
        await app.see("every excerpt stands in the text that its document has now")
        await app.press("a")
        await app.hear("nothing waits")
        await app.read("alpha", WATCHED)
        await app.press("e")
        await app.hear("the document has no other text than this one")

    drive(small, steps)
