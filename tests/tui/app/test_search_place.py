"""Search: documents, live hits, marks, filter, and from a hit to a tag in two keys."""

from pathlib import Path

from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import NOBODY


def test_the_documents_are_listed_before_anything_is_typed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.see("3 documents", "alpha", "beta", "gamma")
        assert "Enter Read  / Search" in app.keys
        assert not any(each in app.keys for each in ("t Tag", "T Same theme", "f Narrow", "p Passage"))
        assert "2 excerpts" in next(line for line in app.lines if "alpha" in line and "interview" in line)

    drive(small, steps, size=LARGE)


def test_hits_come_while_the_query_is_typed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("riv")
        await app.see("8 hits in 2 documents")
        await app.type("er")
        await app.see("8 hits in 2 documents", "The river decides", "reads the river.")
        await app.type("bed")
        await app.see("nothing found")

    drive(small, steps)


def test_from_a_hit_to_a_tag_in_two_keys(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await app.press("t")
        await app.see("Tag the sentence", "in beta", "The bell, then the river.")
        await app.press("enter")
        await app.see("as Power (beta); u undoes it")
        assert app.tagged("Power") == ["B02: The bell, then the river.", "Nobody asks us."]

    drive(small, steps)


def test_marked_hits_are_tagged_together_and_undone_together(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("space", "space")
        await app.see("2 marked")
        assert sum(line.startswith("*alpha") for line in app.lines) == 2
        await app.press("t")
        await app.see("Tag 2 marked hits (sentence)")
        await app.type("actor")
        await app.press("enter")
        await app.see("u undoes it")
        assert app.tagged("River as actor") == [
            "INTERVIEWER: And the river?",
            "The river decides, and we feel watched and not led.",
        ]
        await app.press("u")
        await app.see("undo: ")
        assert app.tagged("River as actor") == []

    drive(small, steps)


def test_p_tags_the_whole_passage_of_a_hit(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await app.press("p")
        await app.see("t tags the whole passage of a hit", "2 hits in 1 document, by passage")
        await app.press("t")
        await app.see("Tag the passage")
        await app.press("enter")
        await app.see("u undoes it")
        assert "B02: The bell, then the river. Or the bell again. I could not tell you." in app.tagged("Power")

    drive(small, steps)


def test_what_is_tagged_of_a_hit_stands_in_the_summary_until_another_query(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await app.press("p", "2")
        await app.see("[Reader]")
        await app.press("1")
        await app.see("[Search]", "2 hits in 1 document, by passage")
        await app.press("slash")
        await app.type("river")
        await app.see("8 hits in 2 documents ")
        assert "by passage" not in app.seen
        await app.press("enter", "t")
        await app.see("Tag the sentence")

    drive(small, steps)


def test_marked_hits_of_one_passage_are_counted_as_hits_and_tagged_once(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await app.press("space", "space")
        await app.see("2 marked")
        await app.press("p", "t")
        await app.see("Tag 2 marked hits in 1 passage")
        await app.press("tab")
        await app.see("Tag 2 marked hits (words)")
        await app.press("tab", "tab", "enter")
        await app.see("u undoes it")
        assert app.tagged("Power") == [
            "B02: The bell, then the river. Or the bell again. I could not tell you.",
            NOBODY,
        ]

    drive(small, steps)


def test_capital_t_repeats_the_last_theme(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("bell")
        await app.press("T")
        await app.hear("no theme was used yet: t chooses one")
        await app.press("t")
        await app.type("waiting")
        await app.see("Waiting")
        await app.press("enter")
        await app.see("u undoes it")
        await app.press("down", "T")
        await app.see("as Waiting")
        assert app.tagged("Waiting") == ["B02: The bell, then the river.", "Or the bell again."]

    drive(small, steps)


def test_the_filter_keeps_the_lines_with_these_words(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("backslash")
        await app.type("chairs")
        await app.see("8 hits in 2 documents, 2 shown")
        assert all("carried the chairs" in row for row in app.rows("#found"))
        await app.press("enter", "escape")
        await app.until(lambda: len(app.rows("#found")) == 8)

    drive(small, steps)


def test_the_filter_looks_into_documents_that_were_not_opened_yet(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("backslash")
        await app.type("could not tell")
        await app.until(lambda: [row[:5] for row in app.rows("#found")] == [" beta"])
        await app.see("8 hits in 2 documents, 1 shown")

    drive(small, steps)


def test_every_hit_on_screen_stands_in_its_words_however_many_documents_have_hits(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.until(lambda: all("iver" in row for row in app.rows("#found")))
        await app.press("end")
        await app.until(lambda: app.rows("#found")[-1].startswith(" policy"))
        await app.until(lambda: all("iver" in row for row in app.rows("#found")))

    drive(sample, steps)


def test_the_filter_finds_in_all_documents_with_hits(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("backslash")
        await app.type("river")
        await app.until(lambda: app.lines[1].rstrip().endswith("56 hits in 19 documents"))

    drive(sample, steps)


def test_braces_go_from_document_to_document(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("down", "right_curly_bracket")
        await app.until(lambda: app.lines[10].startswith(" beta  "))
        await app.press("left_curly_bracket")
        await app.until(lambda: app.lines[10].startswith(" alpha  "))

    drive(small, steps)


def test_enter_reads_at_the_hit_and_n_goes_on_through_all_documents_and_round(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("down", "enter")
        await app.see("2 of 8")
        assert app.here.startswith("river?")
        await app.press("n")
        await app.see("3 of 8")
        await app.press("N", "N")
        await app.see("1 of 8")
        assert app.here.startswith("river decides")
        await app.press("N")
        await app.see("8 of 8", "beta")
        assert app.here.startswith("river. Or the bell")
        await app.press("n")
        await app.see("1 of 8", "alpha")
        assert app.here.startswith("river decides")

    drive(small, steps)


def test_escape_leaves_one_layer_at_a_time_and_never_the_app(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("space", "backslash")
        await app.type("chairs")
        await app.press("escape")
        await app.miss("chairs\n")
        await app.see("8 hits in 2 documents", "1 marked")
        await app.press("escape")
        await app.miss("1 marked")
        await app.see("8 hits in 2 documents")
        await app.press("slash", "escape")
        await app.see("8 hits in 2 documents")
        await app.press("escape")
        await app.see("3 documents")
        await app.press("escape")
        await app.see("this is the first view: q or ^Q leaves catena")
        assert app.app.is_running
        assert app.app.return_value is None

    drive(small, steps, size=LARGE)


def test_what_cannot_be_done_says_why(small: Path) -> None:
    async def steps(app: Driven) -> None:
        for key, label in (("t", "Tag"), ("T", "Same theme"), ("space", "Mark"), ("y", "Copy"), ("p", "Passage")):
            await app.press(key)
            await app.hear(f"{label}: search for something first (/), then it acts on the hit")

    drive(small, steps)


def test_a_query_that_cannot_be_read_says_why_and_keeps_the_app(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("NOT")
        await app.until(lambda: "documents" not in app.lines[1])
        await app.type(" x")
        await app.press("backspace", "backspace", "backspace", "backspace", "backspace")
        await app.see("3 documents")

    drive(small, steps)


def test_an_empty_study_says_what_to_do(empty: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.see("no documents yet: ^T adds files or a folder, ^O a project of another program", "0 documents")
        await app.press("ctrl+t")
        await app.see("Add which file")
        await app.press("escape")
        for key in (
            "enter",
            "down",
            "end",
            "t",
            "n",
            "x",
            "m",
            "escape",
            "2",
            "t",
            "x",
            "3",
            "enter",
            "x",
            "4",
            "enter",
            "e",
        ):
            await app.press(key)
        assert app.app.is_running

    drive(empty, steps)


def test_a_new_query_replaces_the_old_one_and_an_arrow_key_keeps_it(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.see("8 hits in 2 documents")
        await app.press("slash")
        await app.type("bell")
        await app.see("2 hits in 1 document")
        await app.press("enter", "slash", "end", "space")
        await app.type("river")
        await app.see("bell river")

    drive(small, steps)
