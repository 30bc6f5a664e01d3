"""Beside the page that is written on: excerpts are quoted, links completed, quotations checked and mended."""

from pathlib import Path

from store.drafts import Drafts
from store.memos import Memo
from store.project import open_project
from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import BELL, WATCHED
from tui.screens.check_list import CheckList
from tui.screens.excerpt_chooser import ExcerptChooser
from tui.screens.findings import FindingScreen
from tui.screens.memo_editor import MemoEditor
from tui.widgets.check_margin import CheckMargin
from tui.widgets.link_list import LinkList

ALTERED = WATCHED.replace("feel watched", "feel wanted")


def editing(app: Driven) -> bool:
    return isinstance(app.app.screen, MemoEditor)


async def begin(app: Driven) -> None:
    """Begins an empty memo about nothing."""
    await app.press("4")
    await app.see("[Memos]")
    await app.press("m")
    await app.see("which type?")
    await app.type("analytic")
    await app.press("enter")
    await app.until(lambda: editing(app))


async def leave(app: Driven) -> Memo:
    """Saves and leaves; the memo that was written, as it is on disk."""
    before = set(app.holdings.memos)
    await app.press("escape")
    await app.until(lambda: not editing(app))
    (made,) = set(app.on_disk.memos) - before
    return app.on_disk.memos[made]


def margin(app: Driven) -> str:
    found = app.app.screen.query_one(CheckMargin)
    return "".join(found.render_line(y).text[0] for y in range(found.size.height)).rstrip()


def test_an_excerpt_is_quoted_word_for_word_with_its_citation_and_link(small: Path) -> None:
    async def steps(app: Driven) -> None:
        (excerpt,) = (each for each in app.on_disk.excerpts.values() if each.reviewer == "ana")
        await begin(app)
        await app.type("She says")
        await app.press("ctrl+o")
        await app.until(lambda: isinstance(app.app.screen, ExcerptChooser))
        await app.type("watched led")
        await app.press("enter")
        await app.until(lambda: editing(app))
        await app.see("— A01 (alpha)")
        await app.type("And so on.")
        await app.see("1 quotation: all right")
        assert margin(app) == "  ="
        memo = await leave(app)
        assert memo.body == f"She says\n\n> {WATCHED}\n>\n> — A01 (alpha) [[{excerpt.id}]]\n\nAnd so on."

    drive(small, steps)


def test_excerpts_to_quote_are_found_by_theme_and_document(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        await app.press("ctrl+o")
        await app.see("Quote an excerpt", "Nobody asks us.", "The river decides")
        await app.type("power alpha")
        await app.miss("The river decides")
        await app.see("Nobody asks us.")
        await app.press("escape")
        await app.until(lambda: editing(app))

    drive(small, steps)


def test_links_are_completed_while_they_are_typed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        power = app.theme("Power")
        (excerpt,) = (each for each in app.on_disk.excerpts.values() if each.reviewer == "ana")
        await begin(app)
        links = app.app.screen.query_one(LinkList)
        await app.type("On [[pow")
        await app.until(lambda: links.is_open and "theme" in app.rows("#links")[0])
        await app.press("enter")
        assert not links.is_open
        await app.type(", [[pow")
        await app.until(lambda: links.is_open and "theme" in app.rows("#links")[0])
        await app.press("tab")
        assert not links.is_open
        await app.type(" and [[")
        await app.until(lambda: links.is_open)
        await app.type("not led.")
        await app.until(lambda: any("watched and not led" in row for row in app.rows("#links")))
        await app.press("tab")
        await app.type(" but [[no")
        await app.until(lambda: links.is_open)
        await app.press("escape")
        assert not links.is_open
        await app.press("enter")
        await app.type("end")
        memo = await leave(app)
        assert memo.body == f"On [[{power}|Power]], [[{power}]] and [[{excerpt.id}]] but [[no\nend"

    drive(small, steps)


def test_what_is_quoted_is_checked_while_writing_and_an_altered_one_is_mended(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        await app.paste(
            f"> {ALTERED}\n>\n> — A01 (alpha)\n\n> {BELL}\n>\n> — A01 (alpha)\n\n> No words of anybody at all.\n"
        )
        await app.see("3 quotations", "1 altered", "1 misattributed", "1 absent")
        assert margin(app) == "≠   @   ?"
        await app.press("ctrl+g")
        await app.until(lambda: isinstance(app.app.screen, FindingScreen))
        await app.see("This quotation is altered", "[-wanted-]", "{+watched+}", "put the verbatim words back")
        await app.press("enter")
        await app.until(lambda: editing(app))
        await app.until(lambda: margin(app) == "=   @   ?")
        memo = await leave(app)
        assert memo.body.startswith(f"> {WATCHED}\n>\n> — A01 (alpha)\n\n> {BELL}")

    drive(small, steps, size=LARGE)


def test_signs_stay_with_their_words_while_lines_come_above_them(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        await app.paste(f"> {WATCHED}\n>\n> — A01 (alpha)\n\n")
        await app.see("1 quotation: all right")
        await app.press("pageup", "home")
        await app.type("Before.\n\n")
        assert margin(app) == "  ="

    drive(small, steps)


def test_a_memo_that_is_read_shows_what_is_wrong_and_is_mended_by_one_key(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        await app.paste(f"# Wrong\n\n> {ALTERED}\n>\n> — A01 (alpha)\n\nend")
        memo = await leave(app)
        await app.press("enter")
        await app.see("1 quotation: 1 altered", "≠")
        await app.press("c")
        await app.see("This quotation is altered", "[-wanted-]")
        await app.press("enter")
        await app.see("1 quotation: all right")
        mended = memo.body.replace(ALTERED, WATCHED)
        assert app.on_disk.memos[memo.id].body == mended
        await app.press("u")
        await app.see("1 quotation: 1 altered")
        assert app.on_disk.memos[memo.id].body == memo.body
        await app.press("c", "down", "enter")
        await app.see("[Reader]")
        assert app.here.startswith("The river decides")

    drive(small, steps)


def test_all_memos_are_checked_and_a_finding_leads_to_its_place(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        await app.paste(f"# Wrong\n\nFirst.\n\n> {ALTERED}\n>\n> — A01 (alpha)\n\n[[t-nobody]]")
        memo = await leave(app)
        await app.press("escape", "C")
        await app.until(lambda: isinstance(app.app.screen, CheckList))
        await app.see("3 memos and 2 excerpts checked: 2 findings", "altered", "broken", "Wrong: ")
        await app.type("altered")
        await app.press("enter")
        await app.see("[Memos]", "# Wrong")
        await app.until(lambda: app.place.things_here() == (("memo", memo.id),))

    drive(small, steps)


def test_what_a_head_names_and_excerpts_are_checked_as_well(small: Path) -> None:
    (path,) = (each for each in small.glob("memos/ana/*.md") if "watched" in each.name)
    path.write_text(path.read_text().replace("+++\n\n", 'reply_to = "m000000"\ncases = ["nobody"]\n+++\n\n'))
    (own,) = small.glob("excerpts/ana/*.toml")
    own.write_text(own.read_text().replace("watched and not led", "watched and led"))

    async def steps(app: Driven) -> None:
        await app.press("4", "C")
        await app.see("2 memos and 2 excerpts checked: 3 findings", "case nobody", "memo m000000", "! to check")
        await app.type("m000000")
        await app.see("its head names the memo m000000")
        await app.press("enter")
        await app.see("First thought.")
        await app.press("c")
        await app.hear("the head names what is not here: the case nobody, the memo m000000")
        await app.press("C")
        await app.see("3 findings")
        await app.type("to check")
        await app.see("other words stand where it was tagged")
        await app.press("enter")
        await app.see("[Reader]")

    drive(small, steps)


def test_a_memo_is_byte_for_byte_what_was_typed(small: Path) -> None:
    typed = "# Ünïcode 川\n\n\ttab — “marks” ’ \n\n\n  two blanks at the end  \n- [x] *list*\n\n> quoted\n\nno line end"

    async def steps(app: Driven) -> None:
        await begin(app)
        await app.paste(typed)
        memo = await leave(app)
        data = (small / memo.path).read_bytes()
        assert data.endswith(b"\n+++\n\n" + typed.encode())
        assert Drafts(open_project(small)).all() == {}

    drive(small, steps)


def test_a_tab_that_is_typed_is_a_tab(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        await app.type("- a")
        await app.press("enter", "tab")
        await app.type("- b")
        memo = await leave(app)
        assert memo.body == "- a\n\t- b"

    drive(small, steps)


def test_a_draft_is_kept_while_keys_follow_each_other_without_a_pause(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await begin(app)
        drafts = Drafts(open_project(small))
        typed = 0
        while not drafts.all():
            assert typed < 300, "no draft was kept while keys came"
            await app.pilot.press("a")
            await app.pilot.pause(0.02)
            typed += 1

    drive(small, steps)
