"""Reading memos: where one comes to after writing, where a link leads, back from a version to the memo, writing at the place."""

from pathlib import Path

from tests.tui.app.driving import Driven, drive
from tests.tui.app.studies import MEMO
from tests.tui.app.test_memos_place import editing, memo
from tui.places.memos import MemosPlace


async def current(app: Driven) -> str:
    """The title of the current memo."""
    assert isinstance(app.place, MemosPlace)
    return app.place.current.title if app.place.current else ""


async def read_mine(app: Driven) -> None:
    """Reads the memo of MEMO."""
    await app.press("4", "backslash")
    await app.type("being")
    await app.press("enter", "enter")
    await app.see("First thought.")


def test_a_memo_that_was_written_elsewhere_is_the_current_one_of_the_list(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4", "end")
        before = await current(app)
        await app.press("3", "m", "enter")
        await app.until(lambda: editing(app))
        await app.type("Something new.")
        await app.press("escape")
        await app.until(lambda: not editing(app))
        await app.press("4")
        assert await current(app) == "On Power" != before

    drive(small, steps)


def test_a_filter_finds_what_enter_reads_however_fast_it_is_typed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        for words, title in (("first thought", "On being watched"), ("doubt", "A doubt")):
            await app.press("4", "backslash", *["space" if each == " " else each for each in words], "enter", "enter")
            await app.see(title)
            assert await current(app) == title
            await app.press("escape", "escape")

    drive(small, steps)


def test_writing_goes_on_where_the_cursor_is_and_control_home_and_end_lead_to_the_ends(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await read_mine(app)
        await app.press("down", "down", "e")
        await app.until(lambda: editing(app))
        await app.type("X")
        await app.press("ctrl+home")
        await app.type("Y")
        await app.press("ctrl+end")
        await app.type("Z")
        await app.press("escape")
        await app.until(lambda: not editing(app))
        assert memo(app, "On being watched").body == "Y" + MEMO.replace("- one", "X- one") + "Z"

    drive(small, steps)


def test_a_link_at_the_cursor_says_what_it_leads_to(small: Path) -> None:
    async def steps(app: Driven) -> None:
        power = app.theme("Power")
        await read_mine(app)
        await app.press("e")
        await app.until(lambda: editing(app))
        await app.paste(f" [[{power}]] and [[t-nothing]]")
        await app.press("escape")
        await app.until(lambda: not editing(app))
        await app.press("right_square_bracket")
        await app.see("to the theme Power: Enter")
        await app.press("right_square_bracket")
        await app.see("this link leads nowhere")
        await app.press("g")
        await app.see("about: Power")

    drive(small, steps)


def test_a_version_is_looked_at_and_left_for_the_memo_that_was_read(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await read_mine(app)
        await app.press("e")
        await app.until(lambda: editing(app))
        await app.type("More.")
        await app.press("escape")
        await app.until(lambda: not editing(app))
        await app.see("saved, committed")
        await app.press("v")
        await app.see("Versions of On being watched")
        await app.press("enter")
        await app.see("what it changed, word by word", "bring it back", "the memo reads so now")
        assert "as it is now" not in app.seen
        await app.press("enter")
        await app.see("[-gone-] {+new+}", "More.+}", "Esc leads back to the memo")
        await app.press("escape")
        await app.see("First thought.", "about: Power")
        await app.press("escape")
        await app.until(lambda: app.app.screen.focused is not None and app.app.screen.focused.id == "list")

    drive(small, steps)


def test_the_types_of_the_project_are_named_where_a_type_is_changed(small: Path) -> None:
    (small / "templates" / "memos").mkdir(parents=True)
    (small / "templates" / "memos" / "site.md").write_text('+++\nschema = 1\ntype = "site report"\n+++\n\n')

    async def steps(app: Driven) -> None:
        await read_mine(app)
        await app.press("e")
        await app.until(lambda: editing(app))
        await app.press("f2")
        await app.see("Title and type", "decision", "site report")
        await app.press("enter")
        await app.press("ctrl+a", "ctrl+k")
        await app.type("site report")
        await app.press("enter", "escape")
        await app.until(lambda: not editing(app))
        assert memo(app, "On being watched").type == "site report"

    drive(small, steps)
