"""What is done with a search as a whole: narrowed, ordered, kept, recalled, logged; passages like one; nothing found."""

from pathlib import Path

from store.holdings import read_holdings
from store.importing import add_document
from store.project import open_project
from store.query_history import earlier_queries
from store.texts import Incoming
from store.writer import Writer
from tests.tui.app.driving import LARGE, Driven, drive
from tui.places.search import SearchPlace


def search_place(app: Driven) -> SearchPlace:
    assert isinstance(app.place, SearchPlace)
    return app.place


def query(app: Driven) -> str:
    """What stands in the line."""
    return search_place(app).query_field.value


async def refused(app: Driven, words: str) -> None:
    """Waits until it is said why something cannot be done."""
    await app.until(lambda: words in app.seen or words in app.told)
    app.app.clear_notifications()


def test_a_facet_narrows_the_query_where_it_can_be_seen(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("f")
        await app.see("Narrow the search to", "kind", "interview", "INTERVIEWER")
        await app.type("interviewer")
        await app.see("1 hit in 1 document: river* speaker:INTERVIEWER")
        await app.press("enter")
        await app.see("1 hit in 1 document", "And the river?")
        assert query(app) == "river* speaker:INTERVIEWER"
        await app.press("f", "escape")
        assert query(app) == "river* speaker:INTERVIEWER"

    drive(small, steps, size=LARGE)


def test_a_themes_facet_knows_what_was_tagged_just_now(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await app.press("t")
        await app.type("actor")
        await app.press("enter")
        await app.see("u undoes it")
        await app.press("f")
        await app.type("actor")
        await app.press("enter")
        await app.see("2 hits in 1 document")
        assert query(app) == 'bell* theme:"River as actor"'
        await app.press("u")
        await app.see("undo: ")
        await app.press("slash", "end", "space")
        await app.see("nothing found")

    drive(small, steps)


def test_hits_are_listed_in_the_order_of_their_neighbours(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("o")
        await app.see("List the hits", "by the words to the right of the hit")
        await app.type("right")
        await app.press("enter")
        await app.see("hits by the words to the right of the hit")
        after = [row.partition("iver")[2].split() for row in app.rows("#found")]
        words = [each[0].strip(".,?").lower() for each in after if each and each[0][0].isalpha()]
        assert words == sorted(words)
        assert {"decides", "rose", "left"} <= set(words)
        await app.press("o")
        await app.type("best")
        await app.press("enter")
        await app.see("hits best passages first")

    drive(small, steps)


def test_a_search_is_saved_recalled_and_stays_live(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell OR chairs")
        await app.press("S")
        await app.see("It looks for the theme", "no theme")
        await app.press("enter")
        await app.see("Save this search", "What is saved is the question: bell OR chairs")
        await app.type("Things")
        await app.press("enter")
        await app.see("save search Things (things); u undoes it")
        (saved,) = app.on_disk.searches.values()
        assert (saved.slug, saved.question.query) == ("things", "bell OR chairs")
        await app.press("escape", "escape")
        await app.see("3 documents")
        await app.press("r")
        await app.see("Search again for", "saved", "Things")
        await app.type("thing")
        await app.press("enter")
        await app.see("4 hits in 2 documents")
        assert query(app) == "bell OR chairs"
        await app.press("u")
        await app.see("undo: save search Things")
        assert app.on_disk.searches == {}

    drive(small, steps)


def test_up_in_the_empty_query_brings_earlier_queries_and_down_leaves_them(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await app.search("chairs")
        await app.press("slash", "ctrl+u", "delete")
        await app.see("3 documents")
        await app.press("up")
        assert query(app) == "chairs"
        await app.see("2 hits")
        await app.press("up")
        assert query(app) == "bell"
        await app.press("up", "down")
        assert query(app) == "chairs"
        await app.press("down")
        assert query(app) == ""
        await app.type("coats")
        await app.see("1 hit")
        await app.press("up")
        assert query(app) == "coats"

    drive(small, steps)
    assert earlier_queries(open_project(small)) == ["chairs", "bell"]


def test_a_search_that_found_nothing_is_logged_with_its_reason(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("grateful")
        await app.see("nothing found")
        await app.press("enter", "L")
        await app.see("Write into the log: 0 hits in 0 documents. Looked for counter-evidence to", "no theme")
        await app.press("enter")
        await app.see("The query, and what you looked for: grateful")
        await app.press("enter")
        await app.see("Why may not be empty")
        await app.type("somebody who was asked")
        await app.press("enter")
        await app.see("log search s", "0 matches; u undoes it")
        (entry,) = app.on_disk.logged.values()
        assert (entry.why, entry.question.query, entry.hits) == ("somebody who was asked", "grateful", 0)
        await app.press("r")
        await app.see("Search again for", "0 hits. somebody who was asked")

    drive(small, steps)


def test_a_logged_search_names_the_theme_that_it_would_refute(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await app.press("L")
        await app.see("2 hits in 1 document. Looked for counter-evidence to")
        await app.type("watched")
        await app.see("for counter-evidence nobody has looked yet")
        await app.press("enter")
        await app.see("Counter-evidence to Watched, not led: bell")
        await app.type("led by a bell")
        await app.press("enter")
        await app.see("log search s", "2 matches, against Watched, not led")
        (entry,) = app.on_disk.logged.values()
        assert (entry.against, entry.why, entry.hits) == ((app.theme("Watched, not led"),), "led by a bell", 2)
        await app.press("L")
        await app.type("watched")
        await app.miss("nobody has looked yet")
        await app.press("escape", "L")
        await app.type("several")
        await app.press("enter")
        await app.see("nothing marked: no theme")
        await app.press("asterisk", "enter")
        await app.see("Counter-evidence to Power, ")
        await app.type("all of them")
        await app.press("enter")
        await app.see("matches, against Power (")
        assert sorted(len(each.against) for each in app.on_disk.logged.values()) == [1, 4]

    drive(small, steps)


def test_a_word_that_stands_with_the_hits_is_added_to_the_query(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river OR bell")
        await app.press("W")
        await app.see("Words that stand with the hits", "its collocates")
        await app.press("down", "enter")
        await app.see("Words with the hits: ", "Enter adds one to the query")
        counts = [int(row.split()[0]) for row in app.rows("#choices")]
        assert counts == sorted(counts, reverse=True)
        await app.type("rose")
        await app.see("2 here", "0 elsewhere", "in 2 passages with hits")
        await app.press("enter")
        await app.see("(river OR bell*) rose", "4 hits in 1 document")
        await app.press("W", "up", "up", "enter")
        await app.see("Enter adds one to the query")
        await app.press("escape")
        assert query(app) == "(river OR bell*) rose"

    drive(small, steps)


def test_passages_like_one_are_listed_and_read(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("second day")
        await app.press("equals_sign")
        await app.see("passages like alpha", "by the words")
        assert query(app) == ""
        assert "On the third day the river rose again." in app.rows("#found")[0]
        await app.press("enter")
        await app.until(lambda: app.here.startswith("A01: On the third day"))
        await app.press("escape", "escape")
        await app.see("3 documents")

    drive(small, steps, size=LARGE)


def test_the_reader_asks_for_passages_like_the_one_at_the_cursor(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("beta", "Or the bell")
        await app.press("equals_sign")
        await app.see("passages like beta 33")
        assert all(not row.startswith(" beta") or "What did you hear?" in row for row in app.rows("#found"))

    drive(small, steps)


def test_every_hit_is_marked_at_once(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("asterisk")
        await refused(app, "search for something first (/), then it acts on the hits")
        await app.search("bell")
        await app.press("asterisk")
        await app.see("2 hits in 1 document, 2 marked")
        await app.press("asterisk")
        await app.miss("2 marked")
        await app.press("asterisk", "t")
        await app.see("Tag 2 marked hits")
        await app.press("enter")
        await app.see("u undoes it")
        await app.press("u")
        await app.see("undo: ")
        assert app.tagged("Power") == ["Nobody asks us."]

    drive(small, steps)


def test_where_nothing_is_found_one_key_takes_what_would_be(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("naighbour")
        await app.see("nothing found", "neighbour", "another spelling", "1 hit")
        await app.press("ctrl+g")
        await app.see("1 hit in 1 document", "My neighbour did.")
        assert query(app) == "neighbour"

    drive(small, steps, size=LARGE)


def test_where_nothing_is_found_the_list_offers_what_stands_in_the_way(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("committee speaker:A01")
        await app.see("without speaker:A01", "39 hits")
        await app.press("enter", "enter")
        await app.see("39 hits in 1 document")
        assert query(app) == "committee"
        await app.press("ctrl+g")
        await refused(app, "this is offered where nothing is found")

    drive(small, steps)


def test_what_cannot_be_done_without_a_search_says_why(small: Path) -> None:
    async def steps(app: Driven) -> None:
        for key in ("f", "o", "W", "S", "L"):
            await app.press(key)
            await refused(app, "search for something first (/)")
        await app.press("r")
        await refused(app, "no search was saved, logged or made here yet")

    drive(small, steps)


MALFORMED = [
    *("(river", "river)", '"', '"river', "river OR", "OR river", "river AND", "NOT", "river NOT", "-", "()", "*", "?*"),
    *("~", "river~2", '"a b"~x', "speeker:x", "/(/", "/[a-/", "&", "((((river"),
]


def test_a_query_that_cannot_be_read_says_so_and_what_was_typed_stays(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        for typed in MALFORMED:
            search_place(app).query_field.value = typed
            await app.press("enter")
            await app.see("the query cannot be read at")
            assert query(app) == typed
            assert app.app.screen.focused is search_place(app).query_field
            search_place(app).query_field.value = ""
            await app.see("3 documents")

    drive(small, steps, size=LARGE)


def test_a_theme_that_is_not_there_is_named_and_the_query_stays(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("river theme:none")
        await app.see("there is no theme 'none'")
        assert query(app) == "river theme:none"

    drive(small, steps)


def test_a_word_that_is_left_out_of_the_search_is_named_with_its_place(small: Path) -> None:
    page = "The committee said what it had to say about the flood of that year. " * 14
    report = "".join(f"{page}\n\nAnnual Muster {number}\n\n" for number in range(1, 9))
    project = open_project(small)
    with Writer.open(project, "ana") as writer:
        act, _ = add_document(read_holdings(project), Incoming("report.txt", report, "utf-8", None), "report")
        writer.perform(act)

    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("muster")
        await app.see("nothing found")
        await app.see("muster stands 8 times, first at 9")

    drive(small, steps)


def test_a_query_from_a_file_brings_nothing_that_a_terminal_would_obey(small: Path) -> None:
    folder = small / "searches/ben"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text('name = "Bad [@click=app.quit]x[/]"\nquery = "river \\u001b]52;c;aGk=\\u0007"\n')

    async def steps(app: Driven) -> None:
        await app.press("r")
        await app.see("Bad [@click=app.quit]x[/]")
        assert "\x1b" not in app.seen
        await app.press("enter")
        await app.see("river ␛]52;c;aGk=␇")
        assert "\x1b" not in app.seen

    drive(small, steps)
