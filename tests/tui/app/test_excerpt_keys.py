"""What is done with an excerpt by keys, in the Reader and in Themes: each is on disk, in the history, and undone by `u`."""

import subprocess
from pathlib import Path

import pytest

from store.excerpts import Excerpt
from tests.tui.app.driving import LARGE, SMALL, Driven, drive
from tests.tui.app.studies import NOBODY, WATCHED

PLACES = pytest.mark.parametrize("place", ["reader", "themes"])


async def on_the_own_excerpt(app: Driven, place: str) -> None:
    """Goes to Ana's excerpt, by either way."""
    if place == "reader":
        await app.read("alpha", WATCHED)
        return
    await app.press("3")
    await app.see("[Themes]")
    await app.press("down", "enter")
    await app.until(lambda: app.app.screen.focused is not None and app.app.screen.focused.id == "excerpts")


async def on_bens_excerpt(app: Driven, place: str) -> None:
    if place == "reader":
        await app.read("alpha", NOBODY)
        return
    await app.press("3")
    await app.see("[Themes]")
    await app.press("enter")
    await app.until(lambda: app.app.screen.focused is not None and app.app.screen.focused.id == "excerpts")


def own(app: Driven) -> Excerpt:
    """Ana's excerpt as it is on disk."""
    (found,) = (each for each in app.on_disk.excerpts.values() if each.reviewer == "ana")
    return found


async def committed(app: Driven) -> None:
    """Waits until git has all that was done."""
    study = app.app.study
    await app.until(lambda: not (study.state.uncommitted or study.state.committing))


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, text=True).stdout


def test_a_digit_without_a_recent_theme_moves_an_excerpt_to_no_new_theme(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        before = own(app).themes
        await app.press("c")
        await app.see("Move from Watched, not led to")
        await app.press("7", "enter")
        await app.see("no recent theme stands behind 7")
        await app.press("escape")
        assert own(app).themes == before
        assert "7" not in {theme.name for theme in app.on_disk.themes.values()}

    drive(small, steps)


@pytest.mark.parametrize(("place", "size"), [("reader", SMALL), ("themes", LARGE)])
def test_an_excerpt_moves_to_another_theme_and_keeps_its_note(small: Path, place: str, size: tuple[int, int]) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, place)
        await app.press("i")
        await app.see("Note")
        await app.type("Who watches?")
        await app.press("enter")
        await app.see("note an excerpt")
        await committed(app)
        before = own(app)
        await app.press("c")
        await app.see("Move from Watched, not led to")
        await app.type("wait")
        await app.press("tab")
        await app.type("it is about time")
        await app.press("enter")
        await app.see("recode from Watched, not led to Waiting")
        after = own(app)
        assert after.themes == (app.theme("Waiting"),)
        assert (after.id, after.note, after.created, after.segments) == (
            before.id,
            "Who watches?",
            before.created,
            before.segments,
        )
        await committed(app)
        changed = git(small, "show", "--format=%B", "--unified=0", "HEAD")
        assert f"recode {after.id} from Watched, not led to Waiting (alpha)" in changed
        assert "it is about time" in changed
        lines = [line for line in changed.split("\n") if line.startswith(("+", "-")) and line[:3] not in ("+++", "---")]
        assert lines == [f'-    "{app.theme("Watched, not led")}",', f'+    "{app.theme("Waiting")}",']
        await app.press("u")
        await app.see("undo: recode")
        assert own(app) == before

    drive(small, steps, size=size)


@PLACES
def test_a_colleagues_excerpt_is_read_otherwise_in_the_own_file(small: Path, place: str) -> None:
    theirs = (small / "excerpts" / "ben" / "alpha.toml").read_bytes()

    async def steps(app: Driven) -> None:
        await on_bens_excerpt(app, place)
        await app.press("c")
        await app.see("Move from Power to")
        await app.type("river")
        await app.press("enter")
        await app.see("as River as actor, not as Power", "u undoes it")
        (recode,) = app.on_disk.recodes.values()
        assert (recode.reviewer, recode.of) == ("ana", "ben")
        assert recode.add == (app.theme("River as actor"),)
        assert recode.remove == (app.theme("Power"),)
        if place == "themes":
            # It counts where it is read, and is no longer listed here.
            await app.see("0 excerpts")
            await app.press("escape", "G")
            await app.see("1 excerpt")
            await app.press("enter")
            await app.see("[you: as River as actor, not as Power]")
        await app.press("i")
        await app.see("What you say to ben's excerpt")
        await app.type("I hear no power here")
        await app.press("enter")
        await app.see("with a note")
        (recode,) = app.on_disk.recodes.values()
        assert recode.note == "I hear no power here"
        await app.see("[you: as River as actor, not as Power, ✎ I hear no power")
        await app.press("asterisk")
        await app.hear("the excerpt is ben's")
        await app.press("u", "u")
        await app.until(lambda: not app.on_disk.recodes)

    drive(small, steps)
    assert (small / "excerpts" / "ben" / "alpha.toml").read_bytes() == theirs


def test_an_excerpt_moves_to_a_theme_that_is_new(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        await app.press("c")
        await app.see("Move from Watched, not led to")
        await app.type("Water decides")
        await app.see("no theme fits: Enter makes it")
        await app.press("enter")
        await app.see("to Water decides")
        assert app.tagged("Water decides") == [WATCHED]
        await app.press("u")
        await app.see("undo: recode")
        assert app.tagged("Watched, not led") == [WATCHED]
        assert "Water decides" not in [theme.name for theme in app.on_disk.themes.values()]

    drive(small, steps)


def test_a_recent_theme_is_taken_by_its_digit(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("beta", "The bell")
        await app.press("t")
        await app.type("river as")
        await app.press("enter")
        await app.see("as River as actor")
        await on_the_own_excerpt(app, "reader")
        await app.press("c")
        await app.see("Move from Watched, not led to")
        await app.press("1")
        await app.see("to River as actor")
        assert WATCHED in app.tagged("River as actor")

    drive(small, steps)


@PLACES
def test_a_star_comes_and_goes_with_one_key(small: Path, place: str) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, place)
        await app.press("asterisk")
        await app.see("star an excerpt")
        assert own(app).starred
        await app.press("asterisk")
        await app.see("unstar an excerpt")
        assert not own(app).starred
        await app.press("u")
        await app.until(lambda: own(app).starred)

    drive(small, steps)


def test_a_reason_that_was_written_before_goes_with_the_next_act_alone(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        await app.press("quotation_mark")
        await app.see("Why you do what you do next")
        await app.type("for the chapter on the river")
        await app.press("enter")
        await app.see("the reason goes with the next act")
        await app.press("asterisk")
        await app.see("star an excerpt")
        await committed(app)
        assert "for the chapter on the river" in git(small, "log", "-1", "--format=%B")
        await app.press("asterisk")
        await app.see("unstar an excerpt")
        await committed(app)
        assert "for the chapter" not in git(small, "log", "-1", "--format=%B")

    drive(small, steps)


def test_counter_evidence_is_listed_apart_and_no_longer_counts(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "themes")
        await app.press("exclamation_mark")
        await app.see("Counter-evidence to Watched, not led")
        await app.type("the river leads them")
        await app.press("enter")
        await app.see("mark as against Watched, not led")
        assert own(app).themes == ()
        assert own(app).against == (app.theme("Watched, not led"),)
        await app.see("0 excerpts, 1 against")
        await committed(app)
        assert "the river leads them" in git(small, "log", "-1", "--format=%B")
        assert app.rows("#excerpts")[0].startswith("!")
        await app.press("exclamation_mark")
        await app.see("mark as not against Watched, not led")
        assert own(app).against == ()

    drive(small, steps, size=LARGE)


def test_in_the_reader_the_theme_that_is_contradicted_is_chosen(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        await app.press("exclamation_mark")
        await app.see("Speaks against")
        await app.type("wait")
        await app.press("enter")
        await app.see("mark as against Waiting")
        assert own(app).against == (app.theme("Waiting"),)
        assert own(app).themes == (app.theme("Watched, not led"),)
        await app.see("against Waiting")
        await app.press("exclamation_mark")
        await app.see("no longer against Waiting")
        await app.press("enter")
        await app.see("mark as not against Waiting")
        assert own(app).against == ()

    drive(small, steps)


def test_what_a_colleague_tagged_can_be_read_as_counter_evidence(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_bens_excerpt(app, "themes")
        await app.press("exclamation_mark")
        await app.see("Counter-evidence to Power")
        await app.press("enter")
        await app.see("as against Power")
        (recode,) = app.on_disk.recodes.values()
        assert recode.against == (app.theme("Power"),)

    drive(small, steps)


@PLACES
def test_an_excerpt_becomes_the_example_of_its_theme(small: Path, place: str) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, place)
        await app.press("E")
        await app.see("define theme Watched, not led: example")
        assert app.on_disk.themes[app.theme("Watched, not led")].example == own(app).id

    drive(small, steps)


def test_of_two_excerpts_at_the_cursor_one_is_chosen(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        await app.press("p", "t")
        await app.see("Tag the selected words")
        await app.type("river as")
        await app.press("enter")
        await app.see("as River as actor")
        await on_the_own_excerpt(app, "reader")
        await app.press("asterisk")
        await app.see("Which excerpt is for the report?")
        await app.press("down", "enter")
        await app.see("star an excerpt")
        (starred,) = (each for each in app.on_disk.excerpts.values() if each.starred)
        assert starred.text.startswith("A01: Nobody asks us.")

    drive(small, steps)


def test_keys_mean_what_was_just_tagged_until_the_cursor_moves(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", NOBODY)
        await app.press("p", "t")
        await app.see("Tag the selected words")
        await app.type("waiting")
        await app.press("enter")
        await app.see("as Waiting")
        assert len(app.reader.excerpts_here) == 1
        await app.read("alpha", NOBODY)
        await app.press("asterisk")
        await app.see("star an excerpt")
        await app.press("t")
        await app.type("river as")
        await app.press("enter")
        await app.see("as River as actor")
        await app.press("i")
        await app.see("^O new line  Tab why")
        await app.type("mine")
        await app.press("enter")
        await app.see("note an excerpt")
        (noted,) = (each for each in app.on_disk.excerpts.values() if each.note == "mine")
        assert (noted.reviewer, noted.themes) == ("ana", (app.theme("River as actor"),))
        await app.press("l", "h", "i")
        await app.see("A note on which excerpt?")

    drive(small, steps)


def test_the_reason_of_a_note_is_a_tab_away(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        await app.press("i")
        await app.see("Enter take  ^O new line  Tab why  Esc leave")
        await app.type("watched by whom")
        await app.press("tab")
        await app.type("asked on Monday")
        await app.press("enter")
        await app.see("note an excerpt")
        assert own(app).note == "watched by whom"
        await committed(app)
        assert "asked on Monday" in git(small, "log", "-1", "--format=%B")

    drive(small, steps)


def test_a_note_of_several_lines_keeps_its_lines(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "reader")
        await app.press("i")
        await app.type("Who watches?")
        await app.press("ctrl+o")
        await app.type("And whom?")
        await app.press("enter")
        await app.see("note an excerpt")
        assert own(app).note == "Who watches?\nAnd whom?"
        await app.press("l", "h")
        await app.see("✎ Who watches? And whom?")
        await app.press("i")
        await app.see("Who watches?", "And whom?")
        await app.type(" Since when?")
        await app.press("enter")
        await app.until(lambda: own(app).note == "Who watches?\nAnd whom? Since when?")
        await app.press("i")
        await app.see("Since when?")
        await app.press("enter")
        await app.press("u")
        await app.until(lambda: own(app).note == "Who watches?\nAnd whom?")

    drive(small, steps)


@PLACES
def test_that_a_colleagues_excerpt_speaks_against_a_theme_is_taken_back_by_the_same_key(
    small: Path, place: str
) -> None:
    theirs = (small / "excerpts" / "ben" / "alpha.toml").read_bytes()

    async def steps(app: Driven) -> None:
        await on_bens_excerpt(app, place)
        await app.press("exclamation_mark")
        if place == "reader":
            await app.see("Speaks against")
            await app.type("power")
        else:
            await app.see("Counter-evidence to Power")
        await app.press("enter")
        await app.until(lambda: app.on_disk.recodes)
        (recode,) = app.on_disk.recodes.values()
        assert recode.against == (app.theme("Power"),)
        await app.press("exclamation_mark")
        if place == "reader":
            await app.see("no longer against Power")
            await app.press("enter")
        await app.until(lambda: not app.on_disk.recodes)
        assert (small / "excerpts" / "ben" / "alpha.toml").read_bytes() == theirs

    drive(small, steps)


def test_an_excerpt_whose_theme_was_removed_outside_while_one_chooses_stays_as_it_was(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await on_the_own_excerpt(app, "themes")
        before = own(app)
        await app.press("c")
        await app.see("Move from Watched, not led to")
        river = app.theme("River as actor")
        (small / "themes" / f"{river}.toml").unlink()
        await app.app.study.load()
        await app.type("river")
        await app.press("enter")
        await app.hear(f"the theme {river} is not here any more")
        assert own(app) == before

    drive(small, steps)


@pytest.mark.parametrize("key", ["c", "i", "asterisk", "exclamation_mark", "E"])
def test_without_an_excerpt_the_keys_say_so(small: Path, key: str) -> None:
    async def steps(app: Driven) -> None:
        await app.read("gamma", "The committee")
        await app.press(key)
        await app.hear("there is no excerpt here")
        await app.press("3")
        await app.see("[Themes]")
        await app.press(key)
        await app.hear("go to an excerpt: Enter")

    drive(small, steps)
