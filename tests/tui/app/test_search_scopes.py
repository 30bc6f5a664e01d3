"""Where Search looks: excerpts, notes and memos beside the documents, and only what nobody has tagged yet."""

from pathlib import Path

import pytest

from store.excerpt_acts import note_excerpt
from store.holdings import read_holdings
from store.project import open_project
from store.writer import Writer
from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.test_searching import query, refused, search_place
from tui.places.memos import MemosPlace
from tui.places.search import SearchPlace

SCOPES = {"documents": 0, "all parts": 1, "excerpts": 2, "notes": 3, "memos": 4, "all": 5}


@pytest.fixture
def noted(small: Path) -> Path:
    """The small study with a note on Ana's excerpt."""
    with Writer.open(open_project(small), "ana") as writer:
        holdings = read_holdings(writer.project)
        (excerpt,) = (each for each in holdings.excerpts.values() if each.reviewer == "ana")
        writer.perform(note_excerpt(excerpt, "a river that decides; see the memo on power")[0])
    return small


async def look_in(app: Driven, scope: str) -> None:
    """Chooses where to search by keys."""
    await app.press("i")
    await app.see("Search in", "all of these")
    await app.press(*["up"] * len(SCOPES), *["down"] * SCOPES[scope], "enter")
    await app.miss("Search in")


def test_one_key_chooses_where_to_search_and_the_head_line_says_it(noted: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("decides")
        await app.see("2 hits in 1 document")
        await look_in(app, "all")
        await app.see(" all / ", "2 hits in 1 document, 2 in excerpts, notes")
        rows = app.rows("#found")
        assert [row.split()[0] for row in rows] == ["alpha", "alpha", "excerpt", "note"]
        assert "a river that decides; see the memo" in rows[3]
        await look_in(app, "notes")
        await app.see(" notes / ", "1 hit in notes")
        await look_in(app, "memos")
        await app.see(" memos / ", "nothing found")
        await look_in(app, "documents")
        await app.see("2 hits in 1 document")
        assert app.lines[1].startswith(" / decides")

    drive(noted, steps)


def test_enter_goes_from_a_note_to_its_excerpt_and_back_to_the_results(noted: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("memo")
        await look_in(app, "notes")
        await app.see("1 hit in notes")
        await app.press("t")
        await refused(app, "this acts on hits in documents")
        await app.press("enter")
        await app.until(lambda: app.here.startswith("The river decides, and we feel watched"))
        await app.press("escape")
        await app.see(" notes / memo", "1 hit in notes")
        assert isinstance(app.place, SearchPlace)

    drive(noted, steps)


def test_enter_reads_a_memo_at_the_hit_and_escape_leads_back_to_the_results(noted: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("line")
        await look_in(app, "memos")
        await app.see("1 hit in memos", "memo", "On being watched")
        await app.until(lambda: app.rows("SearchPlace DocumentView Reader"))
        await app.press("enter")
        await app.until(lambda: isinstance(app.place, MemosPlace))
        await app.see("On being watched", "last line without an end")
        assert app.app.screen.focused is not None
        await app.press("escape")
        await app.until(lambda: isinstance(app.place, SearchPlace))
        await app.see(" memos / line", "1 hit in memos")
        await app.press("4")
        await app.until(lambda: len(app.rows("#list")) == 2)
        assert not app.place.has_class("-reading")

    drive(noted, steps, size=LARGE)


def test_the_filter_and_the_braces_work_on_hits_in_notes_and_memos(noted: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river OR power OR thought")
        await look_in(app, "all")
        await app.see("in excerpts, notes, memos")
        rows = []
        for _ in range(6):
            rows.append(app.found.index)
            await app.press("right_curly_bracket")
        assert rows == [0, 7, 8, 9, 11, 12]
        await app.press("backslash")
        await app.type("doubt")
        await app.until(lambda: [row.split()[0] for row in app.rows("#found")] == ["memo"])
        await app.see("1 shown")

    drive(noted, steps)


def test_fields_narrow_notes_and_memos_too(noted: Path) -> None:
    async def steps(app: Driven) -> None:
        await look_in(app, "all")
        await app.press("slash")
        await app.type('power theme:"watched, not led"')
        await app.see("1 hit in notes")
        await app.press("ctrl+u")
        await app.type("power reviewer:ben")
        await app.see("in memos")
        assert all("memo" in row for row in app.rows("#found"))

    drive(noted, steps)


def test_escape_leaves_the_scope_as_one_layer(noted: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await look_in(app, "notes")
        await app.see("1 hit in notes")
        await app.press("escape")
        await app.see("3 documents", " notes / ")
        await app.press("escape")
        await app.miss(" notes / ")
        await app.press("escape")
        await app.see("this is the first view")

    drive(noted, steps)


def test_only_untagged_passages_are_searched_until_the_key_is_pressed_again(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.see("8 hits in 2 documents")
        await app.press("x")
        await app.see(" untagged / river", "7 hits in 2 documents")
        await app.press("f")
        await app.type("alpha")
        await app.see("6 hits in 1 document")
        await app.press("escape", "x")
        await app.see("8 hits in 2 documents")
        await look_in(app, "memos")
        await app.press("x")
        await refused(app, "only documents have untagged passages")

    drive(small, steps)


def test_what_is_tagged_leaves_the_untagged_hits_and_the_next_one_is_current(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("x")
        await app.see("7 hits in 2 documents")
        await app.press("down")
        row = app.rows("#found")[2]
        await app.press("t", "enter")
        await app.see("u undoes it", "6 hits in 2 documents")
        assert app.rows("#found")[search_place(app).found_list.index] == row
        await app.press("u")
        await app.see("7 hits in 2 documents")

    drive(small, steps)


def test_the_reader_goes_on_to_the_next_untagged_hit(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("x")
        await app.see("7 hits in 2 documents")
        await app.press("enter")
        await app.see("1 of 7 untagged")
        assert app.here.startswith("river?")
        await app.press("n")
        await app.see("2 of 7 untagged")
        place = app.reader.reader.position
        await app.press("t", "enter")
        await app.see("u undoes it", "- of 6 untagged")
        assert app.reader.reader.position == place
        await app.press("n")
        await app.see("2 of 6 untagged")
        assert app.here.startswith("river rose again")
        assert app.reader.reader.position > place
        await app.press("N")
        await app.see("1 of 6 untagged")
        assert app.here.startswith("river?")

    drive(small, steps, size=LARGE)


def test_where_a_search_looks_is_saved_logged_and_recalled(noted: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await look_in(app, "notes")
        await app.see("1 hit in notes")
        await app.press("S", "enter")
        await app.type("Notes on it")
        await app.press("enter")
        await app.see("save search Notes on it")
        await look_in(app, "documents")
        await app.press("x")
        await app.see("7 hits in 2 documents")
        await app.press("L", "enter")
        await app.type("what is left")
        await app.press("enter")
        await app.see("7 matches; u undoes it")
        (saved,) = app.on_disk.searches.values()
        (logged,) = app.on_disk.logged.values()
        assert (saved.question.places, saved.question.untagged) == (("notes",), False)
        assert (logged.question.places, logged.question.untagged, logged.hits) == (("documents",), True, 7)
        await app.press("r")
        await app.see("Notes on it  river  in notes")
        await app.type("notes on")
        await app.press("enter")
        await app.see(" notes / river", "1 hit in notes")
        assert query(app) == "river"
        await app.press("r")
        await app.type("untagged")
        await app.press("enter")
        await app.see(" untagged / river", "7 hits")

    drive(noted, steps)


def test_what_is_saved_for_a_theme_is_gone_through_where_it_is_untagged(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("3")
        await app.see("[Themes]", "Power")
        await app.press("n")
        await app.hear("no search is saved for Power: in Search S saves one for a theme")
        for words, name in (("river", "Rivers"), ("chairs", "Furniture")):
            await app.search(words)
            await app.press("S")
            await app.see("It looks for the theme")
            await app.type("power")
            await app.press("enter")
            await app.type(name)
            await app.press("enter")
            await app.see(f"save search {name}")
        assert {each.theme for each in app.on_disk.searches.values()} == {app.theme("Power")}
        await app.press("3", "n")
        await app.see(" untagged / (chairs) OR (river)", "9 hits in 2 documents")
        await app.press("enter")
        await app.see("1 of 9 untagged")
        await app.press("T")
        await app.see("u undoes it", "- of 8 untagged")
        await app.press("n")
        await app.see("1 of 8 untagged")
        assert app.tagged("Power") == ["INTERVIEWER: And the river?", "Nobody asks us."]

    drive(small, steps)
