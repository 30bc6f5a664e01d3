"""How a document is read, by keys: parts are marked as regions, layers switched, page furniture judged; the files say so."""

from pathlib import Path

from store.holdings import read_holdings
from store.importing import add_document
from store.project import open_project
from store.rule_acts import switch_layer
from store.rules import PLAIN, Rules
from store.texts import Incoming
from store.writer import Writer
from tests.tui.app.driving import LARGE, Driven, drive

REFERENCES = "My neighbour did. She reads the river. I read the river too, but slower. [laughs]"
PAGED = "".join(
    f"The committee met again, and what it said is said. \n\nAnnual Muster {number}\n\n" for number in range(9)
)
PAGED = PAGED.replace("again, ", "again, and the river rose over the wall and over the bell, " * 12)


def rules(app: Driven, document: str = "alpha") -> Rules:
    return app.on_disk.documents[document].rules


def test_a_passage_is_marked_as_a_region_and_its_hits_go(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.see("8 hits")
        await app.read("alpha", REFERENCES)
        await app.press("p", "R")
        await app.see("What is this part of alpha?", "Front matter")
        await app.type("refe")
        await app.press("enter")
        await app.see("u undoes it", "references, left out of search", "┊")
        (region,) = rules(app).regions
        assert region.kind == "references"
        text = app.reader.reader.span_text(region.start, region.end)
        assert text == f"A01: {REFERENCES}"
        assert app.selected == ""
        await app.press("1")
        await app.see("6 hits")
        await app.press("u")
        await app.see("undo: mark region", "8 hits")
        assert rules(app) == PLAIN
        await app.press("2")
        await app.miss("┊")

    drive(small, steps)


def test_a_region_is_searched_all_the_same_and_taken_off_from_where_the_cursor_is(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", REFERENCES)
        await app.press("R", "enter")
        await app.see("table, left out of search")
        await app.press("R")
        await app.see("Take off", "Search table")
        await app.press("down", "enter")
        await app.see("table, searched")
        assert [each.searched for each in rules(app).regions] == [True]
        await app.press("R", "enter")
        await app.see("take off region")
        assert rules(app) == PLAIN
        await app.miss("┊")

    drive(small, steps)


def test_where_nothing_is_found_what_regions_hold_is_offered(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", REFERENCES)
        await app.press("R", "enter")
        await app.see("table, left out of search")
        await app.until(lambda: app.app.finder is not None and not app.app.finder.building)
        await app.press("slash")
        await app.type("slower")
        await app.see("nothing found", "slower* region:*", "in parts left out: table")
        await app.press("ctrl+g")
        await app.see("1 hit in 1 document")

    drive(small, steps)


def test_what_more_regions_hold_is_said_and_searched_by_choosing_all_parts(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", REFERENCES)
        await app.press("R", "enter")
        await app.see("table, left out of search")
        await app.until(lambda: app.app.finder is not None and not app.app.finder.building)
        await app.search("river")
        await app.see("6 hits in 2 documents; 2 more in table: i")
        await app.press("space")
        await app.see("1 marked; 2 more in table: i")
        await app.press("i", "down")
        await app.see("also in tables")
        await app.press("enter")
        await app.see(" all parts / river", "8 hits in 2 documents")
        await app.press("x")
        await app.see(" all parts untagged / river", "7 hits in 2 documents")
        await app.press("S", "enter")
        await app.type("Rivers")
        await app.press("enter")
        await app.see("save search Rivers")
        (saved,) = app.on_disk.searches.values()
        assert (saved.question.untagged, saved.question.everything) == (True, True)
        await app.press("enter")
        await app.see("1 of 7 all parts untagged")

    drive(small, steps)


def test_where_nothing_is_found_the_layer_that_is_switched_off_is_named(small: Path) -> None:
    project = open_project(small)
    with Writer.open(project, "ana") as writer:
        writer.perform(switch_layer(read_holdings(project).documents["alpha"], "case", False))

    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("nobody ask")
        await app.see("nothing found", "1 with the layer case, which is switched off in alpha")
        await app.press("ctrl+u")
        await app.type("Nobody ask")
        await app.see("1 hit in 1 document")
        assert "switched off" not in app.state

    drive(small, steps, size=LARGE)


def test_the_hits_in_the_reader_follow_the_rules(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("enter")
        await app.see("1 of 8")
        app.reader.reader.go_to(app.reader.reader._spans.text.index(REFERENCES))
        await app.press("R", "enter")
        await app.see("of 6")

    drive(small, steps)


def paged(root: Path) -> Path:
    project = open_project(root)
    with Writer.open(project, "ana") as writer:
        writer.perform(add_document(read_holdings(project), Incoming("paged.txt", PAGED, "utf-8", None), "report")[0])
    return root


def test_furniture_is_confirmed_refused_and_left_to_what_is_proposed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("paged")
        await app.press("V")
        await app.see("How paged is read", "proposed", "9 × Annual Muster #", "[Annual Muster 0]")
        await app.press("c")
        await app.see("confirmed", "saved; u undoes it")
        assert [(each.line, each.verdict) for each in rules(app, "paged").furniture] == [
            ("Annual Muster #", "confirmed")
        ]
        await app.press("c")
        await app.see("it is confirmed already")
        await app.press("r")
        await app.see("refused  ")
        assert [each.verdict for each in rules(app, "paged").furniture] == ["refused"]
        await app.press("u")
        await app.see("undo: refuse furniture")
        assert [each.verdict for each in rules(app, "paged").furniture] == ["confirmed"]
        await app.press("x")
        await app.see("proposed")
        assert rules(app, "paged") == PLAIN
        await app.press("x")
        await app.see("nothing was said of it yet")
        await app.press("r")
        await app.see("refused  ")
        await app.press("escape", "slash")
        await app.type("muster")
        await app.see("9 hits")

    drive(paged(small), steps)


def test_enter_goes_to_the_places_of_a_line_one_after_the_other(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("paged")
        for number in range(3):
            await app.press("V", "enter")
            await app.until(lambda wanted=f"Annual Muster {number}": app.here == wanted)  # type: ignore[misc]

    drive(paged(small), steps)


def test_a_layer_is_switched_off_and_on(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha")
        await app.press("V")
        await app.see("How alpha is read", "diacritics")
        await app.press("G", "space")
        await app.see("off        layer         case")
        assert rules(app).off == {"case"}
        await app.press("enter")
        await app.see("a layer is about the whole text")
        await app.press("escape", "slash")
        await app.type("nobody")
        await app.see("nothing found")
        await app.press("escape", "2")
        await app.see("[Reader]")
        await app.press("V", "G", "space")
        await app.see("on         layer         case")
        assert rules(app).off == frozenset()
        await app.press("q")
        await app.see("u undoes it")
        await app.press("u")
        await app.see("undo: switch case on")
        assert rules(app).off == {"case"}

    drive(small, steps)


def test_who_cannot_write_sees_the_rules_and_is_told_why_none_changes(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha")
        await app.press("R")
        await app.hear("Region: ben")
        await app.press("V", "space")
        await app.until(lambda: "is writing to this" in app.seen)

    with Writer.open(open_project(small), "ben"):
        drive(small, steps)
