"""A quotation is typed or pasted, its places are listed with what differs, and one of them is read with its words selected."""

import threading
from pathlib import Path

import pytest

from search import quotation
from search.quotation import Quotation
from store.acts import write_memo
from store.holdings import read_holdings
from store.importing import add_document
from store.project import open_project
from store.texts import Incoming
from store.writer import Writer
from tests.tui.app.driving import LARGE, Driven, drive
from tui.places.reader import ReaderPlace
from tui.screens.quotation import QuotationScreen

BEFORE = "She said that the river was rising faster than anyone had"
BEHIND = "seen it rise in all the years that they had lived there."
TABLE = f"{BEFORE}\n\nTable 2. Heights\n1 20\n2 30\n3 40\n\n{BEHIND}"


@pytest.fixture
def tabled(small: Path) -> Path:
    """The small study with a text in which a table interrupts a sentence."""
    with Writer.open(open_project(small), "ana") as writer:
        holdings = read_holdings(writer.project)
        writer.perform(add_document(holdings, Incoming("delta.txt", TABLE, "utf-8", None), "report")[0])
        body = f"On the river.\n\n> {BEFORE} {BEHIND}\n> — delta\n\nIs it so?\n"
        writer.perform(write_memo(read_holdings(writer.project), "ana", "Zeal", body, documents=["delta"])[0])
    return small


def screen(app: Driven) -> QuotationScreen:
    assert isinstance(app.app.screen, QuotationScreen)
    return app.app.screen


async def ask(app: Driven, text: str) -> None:
    await app.press("Q")
    await app.see("Where a quotation comes from")
    await app.paste(text)
    await app.until(lambda: screen(app).text == text)


def test_an_exact_quotation_is_found_and_read_with_its_words_selected(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app, "we feel watched and not led.")
        await app.see("exact: 1 place", "alpha")
        await app.press("enter", "enter")
        await app.until(lambda: isinstance(app.place, ReaderPlace) and app.selected)
        assert app.selected == "we feel watched and not led."
        await app.press("t")
        await app.type("actor")
        await app.press("enter")
        await app.see("u undoes it")
        assert app.tagged("River as actor") == ["we feel watched and not led."]

    drive(small, steps)


def test_a_pasted_quotation_of_several_lines_is_found_and_says_through_which_layers(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app, "She reads\nthe RIVER. I read\nthe river too")
        await app.see("normalised: 1 place", "white space, case")
        assert screen(app).places[0].document == "alpha"

    drive(small, steps)


def test_an_altered_quotation_shows_the_words_that_differ_in_signs(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app, "And when it fell the water left its mark on the wall. I never painted over it.")
        await app.see("altered: 1 place  [-only quoted-] {+only there+}", "% alike")
        await app.see("the [-water-] {+river+} left its [-mark-] {+line+} on")

    drive(small, steps)


def test_all_places_are_listed_and_one_is_chosen(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app, "the river rose again.")
        await app.see("exact: 2 places")
        await app.press("tab", "down", "enter")
        await app.until(lambda: isinstance(app.place, ReaderPlace) and app.selected)
        assert app.reader.reader.span_text(0, app.reader.reader.position).endswith("On the third day ")
        await app.press("escape")
        assert not app.selected
        await app.press("Q")
        await app.see("exact: 2 places", "the river rose again.")

    drive(small, steps)


def test_what_is_absent_is_said_and_nothing_can_be_read(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("Q")
        await app.see("its words are enough")
        await app.type("the committee of gulls convened in secrecy")
        await app.see("absent: no document holds it")
        await app.press("enter", "enter")
        await app.see("no place is found yet")
        await app.press("escape")
        await app.see("[Search]")

    drive(small, steps)


def test_a_quotation_with_a_table_in_it_is_tagged_as_two_segments(tabled: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.until(lambda: "delta" in app.seen)
        await app.see("indexed")
        await ask(app, f"{BEFORE} {BEHIND}")
        await app.see("normalised: 1 place", "interruption", "characters of")
        assert len(screen(app).places[0].segments) == 2
        await app.press("enter", "enter")
        await app.until(lambda: isinstance(app.place, ReaderPlace) and app.selected)
        await app.see("2 pieces, as they are marked")
        await app.press("t")
        await app.type("actor")
        await app.press("enter")
        await app.see("u undoes it")
        (excerpt,) = (each for each in app.on_disk.excerpts.values() if each.document == "delta")
        assert [segment.exact for segment in excerpt.segments] == [BEFORE, BEHIND]

    drive(tabled, steps, size=LARGE)


def test_the_paragraph_of_a_memo_is_looked_for_without_its_signs_and_source(tabled: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("4")
        await app.see("Zeal")
        await app.press("backslash")
        await app.type("zeal")
        await app.press("enter", "enter")
        await app.see("Is it so?")
        await app.press("down", "down", "Q")
        await app.see("normalised: 1 place", "delta")
        assert screen(app).text == f"{BEFORE} {BEHIND}"

    drive(tabled, steps)


def test_a_selection_is_looked_for_in_all_documents(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "the river rose again.")
        await app.press("v", "right", "right", "right", "right", "Q")
        await app.see("exact: 2 places")
        await app.press("escape")
        assert app.selected

    drive(small, steps)


def test_a_newer_text_does_not_wait_for_an_older_one(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()
    real = quotation.find_quotation

    def slow(searcher: object, text: str, stopped: object) -> tuple[Quotation, ...]:
        assert callable(stopped)
        if text == "old":
            begun.set()
            while not stopped():
                begun.wait(0.01)
            return ()
        return real(searcher, text, stopped)  # type: ignore[arg-type]

    monkeypatch.setattr(quotation, "find_quotation", slow)

    async def steps(app: Driven) -> None:
        await ask(app, "old")
        await app.until(begun.is_set)
        await app.see("looking")
        await app.press("f7")
        await app.paste("Nobody asks us.")
        await app.see("exact: 1 place")
        await app.press("escape")
        await app.see("[Search]")

    drive(small, steps)


def test_a_text_without_words_or_too_long_is_refused_and_kept(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app, "… —")
        await app.see("its words are enough")
        await app.paste("river " * 4000)
        await app.see("a quotation has at most 20000 characters")
        await app.press("escape")
        await app.see("[Search]")

    drive(small, steps)


def test_what_is_pasted_reaches_the_terminal_as_signs_only(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("Q")
        await app.see("its words are enough")
        await app.paste("Nobody \x1b]52;c;aGk=\x07 asks [@click=app.quit]us[/].")
        await app.see("Nobody ␛]52;c;aGk=␇ asks [@click=app.quit]us[/].")
        assert "\x1b" not in app.seen

    drive(small, steps)
