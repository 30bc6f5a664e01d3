"""Memos: written from where one is, kept while they are typed, on disk when the screen says so."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from store.drafts import Drafts
from store.memos import Memo
from store.project import open_project
from tests.tui.app.driving import Driven, drive
from tests.tui.app.studies import MEMO, WATCHED
from tui.app import CatenaApp
from tui.fit import unfit
from tui.memo_drafts import NEW, About, DraftKeeper, MemoDraft, load_draft
from tui.screens.memo_editor import MemoEditor


def memo(app: Driven, title: str) -> Memo:
    """The memo on disk with a title."""
    (found,) = (each for each in app.on_disk.memos.values() if each.title == title)
    return found


def editing(app: Driven) -> bool:
    return isinstance(app.app.screen, MemoEditor)


async def begin(app: Driven) -> None:
    """Begins an empty memo on the theme Power."""
    await app.press("3", "m")
    await app.see("A new memo: which type?")
    await app.type("analytic")
    await app.press("enter")
    await app.until(lambda: editing(app))


async def write(app: Driven, words: str) -> None:
    """Writes a memo and leaves it."""
    await app.press("m", "enter")
    await app.until(lambda: editing(app))
    await app.type(words)
    await app.press("escape")
    await app.until(lambda: not editing(app))


def test_memos_are_listed_the_newest_first_and_read_as_they_were_typed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4")
        await app.see("[Memos]")
        await app.until(lambda: len(app.rows("#list")) == 2)
        rows = app.rows("#list")
        assert any("ana" in row and "On being watched" in row for row in rows)
        assert any("ben" in row and "A doubt" in row for row in rows)
        mine = next(number for number, row in enumerate(rows) if "On being watched" in row)
        await app.press(*["down"] * mine, "enter")
        await app.see("about: Power", "- one", "last line without an end")
        await app.press("escape")
        await app.until(lambda: app.app.screen.focused is not None and app.app.screen.focused.id == "list")

    drive(small, steps)


def test_from_a_hit_a_memo_quotes_its_sentence_and_is_about_its_document(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await write(app, "The bell matters.")
        await app.see("the memo is saved; 4 lists all memos", "[Search]")
        written = memo(app, "On beta")
        assert written.documents == ("beta",)
        assert (written.themes, written.excerpts) == ((), ())
        assert written.body == "> B02: The bell, then the river.\n>\n> — B02 (beta) [[beta]]\n\nThe bell matters."

    drive(small, steps)


def test_from_an_excerpt_a_memo_quotes_it_and_is_about_it_and_its_theme(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", WATCHED)
        await write(app, "Who says that?")
        written = memo(app, "On Watched, not led")
        (excerpt,) = (each for each in app.on_disk.excerpts.values() if each.reviewer == "ana")
        assert written.excerpts == (excerpt.id,)
        assert written.themes == excerpt.themes
        assert written.body == f"> {WATCHED}\n>\n> — A01 (alpha) [[{excerpt.id}]]\n\nWho says that?"

    drive(small, steps)


def test_from_a_text_without_an_excerpt_a_memo_is_about_the_document(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "slept in our")
        await write(app, "Coats.")
        assert memo(app, "On alpha").documents == ("alpha",)

    drive(small, steps)


def test_from_a_theme_a_memo_is_about_the_theme(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("3")
        await app.see("[Themes]")
        await write(app, "Power is everywhere.")
        written = memo(app, "On Power")
        assert written.themes == (app.theme("Power"),)
        assert written.type == "theme"

    drive(small, steps)


def test_from_the_memos_a_memo_is_about_nothing_and_is_named_by_its_first_line(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4")
        await app.see("[Memos]")
        await write(app, "# A plain thought\nand more")
        written = memo(app, "A plain thought")
        assert (written.themes, written.excerpts, written.documents) == ((), (), ())

    drive(small, steps)


def test_ctrl_s_makes_it_durable_and_says_so_while_one_goes_on_writing(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        await app.type("One.")
        await app.press("ctrl+s")
        await app.until(lambda: app.lines[0].rstrip().endswith("saved"))
        assert memo(app, "On Power").body == "One."
        await app.type(" Two.")
        await app.until(lambda: not app.lines[0].rstrip().endswith(" saved"))
        await app.press("ctrl+s")
        await app.until(lambda: app.lines[0].rstrip().endswith("saved"))
        assert memo(app, "On Power").body == "One. Two."
        assert editing(app)

    drive(small, steps)


def test_a_body_is_kept_byte_for_byte(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4")
        await app.until(lambda: len(app.rows("#list")) == 2)
        await app.press("backslash")
        await app.type("being")
        await app.press("enter")
        before = (small / memo(app, "On being watched").path).read_bytes()
        await app.press("e")
        await app.until(lambda: editing(app))
        await app.press("ctrl+s", "escape")
        await app.until(lambda: not editing(app))
        assert (small / memo(app, "On being watched").path).read_bytes() == before
        await app.press("e")
        await app.until(lambda: editing(app))
        await app.type("!")
        await app.press("escape")
        await app.until(lambda: not editing(app))
        assert memo(app, "On being watched").body == f"{MEMO}!"

    drive(small, steps)


def test_a_draft_is_kept_while_typing_and_found_again(small: Path) -> None:
    async def typing(app: Driven) -> None:
        await begin(app)
        await app.type("Half a thou")
        await app.see("draft kept")
        # The first key that is not saved begins the pause after which a draft is kept, so later ones may be in the next one.
        await app.until(lambda: any("Half a thou" in each for each in Drafts(open_project(small)).all().values()))

    async def again(app: Driven) -> None:
        await app.press("3", "m")
        await app.until(lambda: editing(app))
        await app.see("draft found again: not saved yet", "Half a thou")
        await app.type("ght")
        await app.press("escape")
        await app.until(lambda: not editing(app))
        assert memo(app, "On Power").body == "Half a thought"
        assert Drafts(open_project(small)).all() == {}

    drive(small, typing)
    drive(small, again)


def test_an_empty_memo_is_not_made(small: Path) -> None:
    async def steps(app: Driven) -> None:
        before = app.on_disk.memos
        await begin(app)
        await app.press("escape")
        await app.until(lambda: not editing(app))
        await app.press("m", "enter")
        await app.see("## What holds it together")
        await app.press("escape")
        await app.until(lambda: not editing(app))
        assert app.on_disk.memos == before
        assert Drafts(open_project(small)).all() == {}

    drive(small, steps)


def test_title_and_type_can_be_changed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        await app.type("x")
        await app.press("f2")
        await app.see("Title and type")
        await app.press("end")
        await app.type(" and place")
        await app.press("enter", "ctrl+u")
        await app.type("decision")
        await app.press("enter")
        await app.until(lambda: editing(app))
        await app.press("escape")
        await app.until(lambda: not editing(app))
        assert memo(app, "On Power and place").type == "decision"

    drive(small, steps)


def test_a_colleagues_memo_is_not_written_in(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4", "backslash")
        await app.type("doubt")
        await app.press("enter", "e")
        await app.hear("the memo is ben's: r answers it with a memo of your own")

    drive(small, steps)


def test_a_body_that_cannot_be_edited_here_goes_to_the_own_editor(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = (small / "memos" / "ana").glob("*.md")
    path.write_bytes(path.read_bytes().replace(b"First thought.\n", b"First thought.\r\n"))
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setattr(CatenaApp, "suspend", nullcontext)

    async def steps(app: Driven) -> None:
        await app.press("4", "backslash")
        await app.type("being")
        await app.press("enter", "e")
        await app.until(lambda: "the editor ended with 1" in app.seen or app.told)
        assert not editing(app)
        assert b"First thought.\r\n" in path.read_bytes()

    drive(small, steps)


@pytest.mark.parametrize("body", ["a\r\nb", "\x1b[31m", "\x00", "\u202e", "\x85"])
def test_bodies_that_the_built_in_editor_would_harm(body: str) -> None:
    assert unfit(body)


@pytest.mark.parametrize("body", ["", "plain\n\ttabs stay\n", "川 “marks” — dashes\n", "[bold]x[/]"])
def test_bodies_that_it_keeps(body: str) -> None:
    assert unfit(body) == ""


def test_a_draft_has_a_title_a_type_a_body_and_what_it_is_about(tmp_path: Path) -> None:
    (tmp_path / "catena.toml").write_text('schema = 1\nid = "x"\ntitle = "T"\n', encoding="utf-8")
    drafts = Drafts(open_project(tmp_path))
    first = MemoDraft("", "", "", About(("t-1",), ("e1",), ("jw019",), reply_to="m1"), "b")
    DraftKeeper(drafts, NEW, first).keep("On Power", "theme", "line\n\nline")
    assert load_draft(drafts, NEW) == replace(first, title="On Power", kind="theme", body="line\n\nline")
    drafts.save("other", "no JSON")
    assert load_draft(drafts, "other") == MemoDraft("", "analytic", "no JSON")
    assert load_draft(drafts, "none") is None


def test_an_answer_is_a_memo_of_its_own_below_what_it_answers(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4", "backslash")
        await app.type("doubt")
        await app.press("enter", "r")
        await app.until(lambda: editing(app))
        await app.type("It is.")
        await app.press("escape")
        await app.until(lambda: not editing(app))
        answered, answer = memo(app, "A doubt"), memo(app, "Re: A doubt")
        assert (answer.reply_to, answer.reviewer, answer.body) == (answered.id, "ana", "It is.")
        await app.press("escape", "escape")
        await app.until(lambda: len(app.rows("#list")) == 3)
        rows = app.rows("#list")
        above = next(number for number, row in enumerate(rows) if row.endswith("  A doubt"))
        assert "└ Re: A doubt" in rows[above + 1]

    drive(small, steps)


def test_the_list_is_narrowed_by_type_theme_reviewer_and_month(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4", "f")
        await app.see("type: analytic", "theme: Power", "reviewer: ben", "month: ")
        await app.type("reviewer: ben")
        await app.press("enter")
        await app.see("only by ben")
        await app.until(lambda: len(app.rows("#list")) == 1)
        await app.press("escape")
        await app.until(lambda: len(app.rows("#list")) == 2)
        await app.press("f")
        await app.type("theme")
        await app.press("enter")
        await app.see("only about Power")
        assert "On being watched" in app.rows("#list")[0]

    drive(small, steps)


def test_the_memos_of_a_month_are_read_as_one_document(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4", "M", "enter")
        await app.see("# Memos of", "## A doubt", "## On being watched", "last line without an end")
        await app.press("escape")
        await app.miss("# Memos of")
        await app.until(lambda: len(app.rows("#list")) == 2)

    drive(small, steps)


def test_links_lead_on_and_back_and_broken_ones_are_named(small: Path) -> None:
    async def steps(app: Driven) -> None:
        power = app.theme("Power")
        (excerpt,) = (each for each in app.on_disk.excerpts.values() if each.reviewer == "ana")
        await app.press("4", "m", "enter")
        await app.until(lambda: editing(app))
        await app.paste(f"# Ways\n[[{power}]] and [[{excerpt.id}|words]] and [[t-nobody]]")
        await app.press("escape")
        await app.see("[Memos]", "# Ways")
        await app.press("enter", "g", "right_square_bracket")
        await app.press("enter")
        await app.see("[Themes]", "memos: <")
        await app.press("less_than_sign")
        await app.see("from  memo", "Ways", "On being watched")
        await app.type("ways")
        await app.press("enter")
        await app.see("[Memos]", "# Ways")
        await app.press("right_square_bracket", "enter")
        await app.see("[Reader]", "1 memo: <")
        assert app.here.startswith(WATCHED)
        await app.press("less_than_sign", "enter")
        await app.see("[Memos]")
        await app.press("less_than_sign")
        await app.see("broken", "[[t-nobody]]", "there is nothing of this id")
        await app.press("escape", "right_square_bracket", "right_square_bracket", "enter")
        await app.hear("this link leads nowhere")

    drive(small, steps)


def test_f1_in_the_memo_editor_shows_what_works_there_and_carries_it_out(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("m")
        await app.see("A new memo: which type?")
        await app.press("enter")
        await app.see("Save and leave")
        await app.press("f1")
        await app.see("What works here", "^S", "Save: the text is on disk", "Choose an excerpt and quote it here")
        await app.type("change the title")
        await app.press("enter")
        await app.see("Title and type")

    drive(small, steps)
