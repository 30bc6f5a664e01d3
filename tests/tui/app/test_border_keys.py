"""Borders, segments and who speaks, by keys: what is on disk afterwards, and what is shown meanwhile."""

from pathlib import Path

import pytest

from store.acts import tag
from store.holdings import read_holdings
from store.project import open_project
from store.writer import Writer
from tests.tui.app.driving import LARGE, SMALL, Driven, drive
from tests.tui.app.studies import ALPHA, WATCHED
from tests.tui.app.test_excerpt_keys import committed, git, on_bens_excerpt, on_the_own_excerpt, own
from tui.reader.painting import MARGIN

PLACES = pytest.mark.parametrize("place", ["reader", "themes"])


@pytest.mark.parametrize(("place", "size"), [("reader", SMALL), ("themes", LARGE)])
def test_the_borders_move_by_word_and_sentence_and_are_kept(small: Path, place: str, size: tuple[int, int]) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, place)
        before = own(app)
        await app.press("Z")
        await app.see("[Reader]", "right end", "10 words")
        await app.press("left", "left")
        await app.see("9 words", "The river decides, and we feel watched and not")
        await app.press("right_parenthesis", "s")
        await app.see("13 words")
        await app.press("o")
        await app.see("left end")
        await app.press("left_parenthesis")
        await app.see("17 words", "A01: Nobody asks us.")
        await app.press("minus")
        await app.see("16 words")
        await app.press("w")
        await app.see("17 words")
        assert own(app) == before
        await app.press("enter")
        await app.see("move borders of an excerpt")
        after = own(app)
        assert after.text == f"A01: Nobody asks us. {WATCHED} Then we wait."
        assert (after.id, after.themes, after.created) == (before.id, before.themes, before.created)
        assert after.segments[0].start == ALPHA.index("A01: Nobody")
        await committed(app)
        assert f"move borders of {after.id} (alpha)" in git(small, "log", "-1", "--format=%s")
        await app.press("u")
        await app.see("undo: move borders")
        assert own(app) == before

    drive(small, steps, size=size)


def test_esc_leaves_the_borders_as_they_were(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        before = own(app)
        await app.press("Z")
        await app.see("right end")
        await app.press("right", "right", "escape")
        await app.miss("right end")
        assert own(app) == before
        assert app.reader.reader.selection is None
        row = app.reader.reader.rows.row_at(before.start)
        shown = app.reader.reader.render_line(row)
        assert shown.text[MARGIN:].startswith("A01: Nobody asks us.")

    drive(small, steps)


def test_the_borders_of_a_colleagues_excerpt_stay(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_bens_excerpt(app, "reader")
        for key in ("Z", "W"):
            await app.press(key)
            await app.hear("the excerpt is ben's")

    drive(small, steps)


def test_selected_words_become_one_more_segment(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "I never painted")
        await app.press("plus")
        await app.hear("select the words in the Reader first")
        await app.press("s", "plus")
        await app.see("Add the selected words to", WATCHED)
        await app.press("enter")
        await app.see("add a segment to an excerpt")
        changed = own(app)
        assert [segment.exact for segment in changed.segments] == [WATCHED, "I never painted over it."]
        assert changed.themes == (app.theme("Watched, not led"),)
        await on_the_own_excerpt(app, "reader")
        await app.press("Z")
        await app.see("segment 1 of 2, right end")
        await app.press("o", "o")
        await app.see("segment 2 of 2, right end")
        await app.press("left", "left", "enter")
        await app.see("move borders of an excerpt")
        assert own(app).segments[1].exact == "I never painted over"
        await app.press("u", "u")
        await app.until(lambda: len(own(app).segments) == 1)

    drive(small, steps)


def test_words_that_touch_the_excerpt_make_it_longer(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "led. Then")
        await app.press("w", "w", "w", "w", "plus")
        await app.see("Add the selected words to")
        await app.press("enter")
        await app.see("move borders of an excerpt")
        (segment,) = own(app).segments
        assert segment.exact == f"{WATCHED} Then we wait"

    drive(small, steps)


@pytest.mark.parametrize(("place", "size"), [("reader", SMALL), ("themes", LARGE)])
def test_who_speaks_is_entered_by_hand_and_given_back_to_the_text(
    small: Path, place: str, size: tuple[int, int]
) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, place)
        await app.press("W")
        await app.see("Who speaks", "The text shows speaker: A01")
        await app.press("ctrl+s")
        await app.miss("The text shows")
        assert own(app).attribution == {}
        await app.press("W")
        await app.see("Who speaks")
        await app.press("enter")
        await app.type("Marta")
        await app.press("enter")
        await app.type("ferry owner")
        await app.press("ctrl+s")
        await app.see("attribute an excerpt")
        assert own(app).attribution == {"speaker": "A01", "name": "Marta", "role": "ferry owner"}
        await committed(app)
        assert "Marta" not in git(small, "log", "-1", "--format=%B")
        await app.press("W")
        await app.see("Who speaks", "Marta")
        await app.press("enter", "ctrl+k", "ctrl+u", "enter", "ctrl+u", "ctrl+s")
        await app.until(lambda: own(app).attribution == {})
        await app.press("u")
        await app.until(lambda: own(app).attribution.get("name") == "Marta")

    drive(small, steps, size=size)


def attribute(root: Path) -> None:
    """Two excerpts of one speaker with two roles."""
    from store.excerpt_acts import attribute_excerpt

    project = open_project(root)
    with Writer.open(project, "ana") as writer:
        holdings = read_holdings(project)
        record = holdings.documents["beta"]
        text = project.read_text(record)
        start = text.index("The bell")
        themes = [each for each in holdings.themes.values() if each.name == "Waiting"]
        act, made = tag(holdings, "ana", record, text, [(start, start + 8)], themes)
        writer.perform(act)
        (mine,) = (each for each in holdings.excerpts.values() if each.reviewer == "ana")
        writer.perform(attribute_excerpt(made, {"id": "B02", "role": "bell ringer"})[0])
        writer.perform(attribute_excerpt(mine, {"id": "B 02", "role": "nurse"})[0])


def test_what_does_not_fit_together_is_listed_and_leads_to_the_excerpt(small: Path) -> None:
    attribute(small)

    async def steps(app: Driven) -> None:
        await app.press("3")
        await app.see("[Themes]")
        await app.press("X")
        await app.see("1 that does not fit together", "has more than one role: nurse, bell ringer")
        await app.press("down", "enter")
        await app.see("[Reader]")
        await app.until(lambda: app.here.startswith("The bell"))

    drive(small, steps, size=LARGE)


def test_where_all_fits_together_it_is_said(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", WATCHED)
        await app.press("X")
        await app.hear("who speaks fits together")

    drive(small, steps)
