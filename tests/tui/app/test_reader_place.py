"""Reader: selections, tags, hits and excerpts, by keys."""

from pathlib import Path

from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import ALPHA, NOBODY, WATCHED
from tests.tui.app.test_excerpt_keys import git


def test_the_excerpts_at_the_cursor_are_named(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", WATCHED)
        await app.until(lambda: "Watched, not led" in app.lines[-3])
        await app.read("alpha", NOBODY)
        await app.until(lambda: "Power  b:ben" in app.lines[-3])

    drive(small, steps)


def test_words_sentences_and_passages_are_selected_by_keys(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "river decides")
        await app.press("v")
        assert app.selected == "river"
        await app.press("l")
        assert app.selected == "river decides"
        await app.press("minus")
        assert app.selected == "river"
        await app.press("s")
        assert app.selected == WATCHED
        await app.see("10 words")
        await app.press("s")
        assert app.selected == f"{WATCHED} Then we wait."
        await app.press("p")
        assert app.selected.startswith("A01: Nobody asks us.")
        assert app.selected.endswith("Then we wait.")
        await app.press("J")
        assert app.selected.endswith("INTERVIEWER: And the river?")
        await app.press("K")
        assert app.selected.endswith("Then we wait.")
        await app.press("escape")
        assert app.selected == ""
        await app.press("J")
        assert app.here.startswith("INTERVIEWER: And the river?")
        await app.press("K")
        assert app.here.startswith("A01: Nobody asks us.")

    drive(small, steps)


def test_the_other_end_of_a_selection_can_move(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "decides, and")
        await app.press("v", "o", "h")
        assert app.selected == "river decides"

    drive(small, steps)


def test_a_selection_is_tagged_as_the_bare_words_and_let_go(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "river decides")
        await app.press("v", "l", "t")
        await app.see("Tag the selected words in alpha", "river decides")
        await app.press("enter")
        await app.see("u undoes it")
        assert "river decides" in app.tagged("Power")
        await app.until(lambda: app.selected == "")

    drive(small, steps)


def test_another_theme_goes_on_the_words_that_were_tagged_just_now(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "river decides")
        await app.press("v", "l", "t", "enter")
        await app.see("u undoes it")
        await app.until(lambda: app.selected == "")
        await app.press("t")
        await app.see("Tag the selected words in alpha", "river decides")
        await app.type("waiting")
        await app.press("enter")
        await app.see("as Waiting")
        assert "river decides" in app.tagged("Power")
        assert "river decides" in app.tagged("Waiting")
        await app.press("l", "h", "t")
        await app.see("Tag the sentence in alpha")

    drive(small, steps)


def test_after_an_undo_the_next_theme_goes_on_the_same_words(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "river decides")
        await app.press("v", "l", "t", "enter")
        await app.see("u undoes it")
        await app.press("u")
        await app.see("undo: tag as Power")
        assert "river decides" not in app.tagged("Power")
        await app.press("t")
        await app.see("Tag the selected words in alpha")
        await app.type("waiting")
        await app.press("enter")
        await app.see("as Waiting")
        assert "river decides" in app.tagged("Waiting")

    drive(small, steps)


def test_without_a_selection_the_sentence_at_the_cursor_is_tagged(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "slept in our")
        await app.press("t", "enter")
        await app.see("u undoes it")
        assert "We slept in our coats." in app.tagged("Power")

    drive(small, steps)


def test_capital_t_repeats_the_last_theme_at_another_place(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "slept in our")
        await app.press("T")
        await app.hear("no theme was used yet: t chooses one")
        await app.press("t")
        await app.type("waiting")
        await app.press("enter")
        await app.see("as Waiting")
        await app.press("right_parenthesis", "T")
        await app.until(lambda: len(app.tagged("Waiting")) == 2)
        assert app.tagged("Waiting") == ["The dog slept on the stairs.", "We slept in our coats."]
        await app.press("T")
        await app.hear("this excerpt is already tagged as Waiting")

    drive(small, steps)


def test_x_takes_off_ones_own_theme_and_no_one_elses(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", NOBODY)
        await app.press("x")
        await app.hear("the excerpt is ben's: c reads it otherwise, in a file of your own")
        await app.read("alpha", WATCHED)
        await app.press("x")
        await app.see("u undoes it")
        assert app.tagged("Watched, not led") == []
        assert app.tagged("Power") == [NOBODY]
        await app.press("x")
        await app.hear("you have no excerpt at the cursor")
        await app.press("u")
        await app.see("undo: ")
        assert app.tagged("Watched, not led") == [WATCHED]

    drive(small, steps)


def test_where_an_excerpt_has_several_themes_x_asks_which(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", WATCHED)
        await app.press("s", "t")
        await app.type("waiting")
        await app.press("enter")
        await app.see("as Waiting")
        await app.press("x")
        await app.see("Which theme shall go from this excerpt?")
        await app.type("watched")
        await app.press("enter")
        await app.see("untag ")
        assert app.tagged("Watched, not led") == []
        assert app.tagged("Waiting") == [WATCHED]
        await app.press("u", "x")
        await app.see("Which theme shall go")
        await app.press("escape")
        await app.miss("Which theme shall go")
        assert app.tagged("Waiting") == [WATCHED]

    drive(small, steps)


def test_undo_and_redo_say_what_they_did(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "slept in our")
        await app.press("t", "enter")
        await app.see("as Power (alpha); u undoes it")
        await app.press("u")
        await app.until(lambda: "undo: tag" in app.state)
        assert app.tagged("Power") == [NOBODY]
        await app.press("U")
        await app.until(lambda: "redo: tag" in app.state)
        assert len(app.tagged("Power")) == 2
        await app.press("U")
        await app.hear("there is nothing to redo")

    drive(small, steps)


def test_undo_in_an_empty_study_says_that_there_is_nothing(empty: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("u")
        await app.hear("there is nothing to undo")

    drive(empty, steps)


def test_brackets_go_from_excerpt_to_excerpt(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha")
        await app.press("right_square_bracket")
        assert app.here.startswith("Nobody asks us.")
        await app.press("right_square_bracket")
        assert app.here.startswith("The river decides")
        await app.press("right_square_bracket")
        await app.see("this is the last excerpt")
        await app.press("left_square_bracket")
        assert app.here.startswith("Nobody asks us.")
        await app.press("left_square_bracket")
        await app.see("this is the first excerpt")

    drive(small, steps)


def test_braces_go_from_document_to_document_and_keep_the_search(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("enter")
        await app.see("1 of 8")
        await app.press("right_curly_bracket")
        await app.until(lambda: app.reader.document is not None and app.reader.document.id == "beta")
        await app.press("n")
        await app.see("8 of 8")
        assert app.here.startswith("river. Or the bell")
        await app.press("right_curly_bracket")
        await app.until(lambda: app.reader.document is not None and app.reader.document.id == "gamma")
        await app.press("right_curly_bracket")
        await app.see("this is the last document")

    drive(small, steps)


def test_moving_by_rows_words_sentences_pages_and_to_the_ends(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha")
        await app.press("G")
        assert app.here == "."
        await app.press("g")
        assert app.here.startswith("INTERVIEWER: Who")
        await app.press("l")
        assert app.here.startswith("Who")
        await app.press("right_parenthesis")
        assert app.here.startswith("A01: Nobody")
        await app.press("right_parenthesis", "left_parenthesis")
        assert app.here.startswith("A01: Nobody")

    drive(small, steps)


def test_moving_by_rows_and_pages(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("gamma")
        places = [0]
        for key in ("j", "down", "pagedown", "ctrl+f", "ctrl+d", "space"):
            await app.press(key)
            places.append(app.reader.reader.position)
        assert places == sorted(set(places))
        for key in ("k", "up", "pageup", "ctrl+b", "ctrl+u", "b"):
            await app.press(key)
            assert app.reader.reader.position < places[-1]
            places.append(app.reader.reader.position)

    drive(small, steps)


def test_copying_takes_the_selection_or_the_excerpt_or_the_sentence_with_its_citation(small: Path) -> None:
    async def steps(app: Driven) -> None:
        copied = small / ".catena" / "last-copy.txt"
        await app.read("alpha", WATCHED)
        await app.press("y")
        await app.see("sent to the terminal's clipboard")
        assert copied.read_text() == f"{WATCHED}\n— A01 (alpha)\n"
        await app.press("v", "y")
        await app.until(lambda: copied.read_text() == "The\n— A01 (alpha)\n")
        await app.press("escape")
        await app.read("alpha", "slept in our")
        await app.press("y")
        await app.until(lambda: copied.read_text() == "We slept in our coats.\n— A01 (alpha)\n")
        assert app.app.clipboard == copied.read_text()

    drive(small, steps)


def test_escape_leaves_the_selection_then_the_hits_then_the_place(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("enter")
        await app.see("1 of 8")
        await app.press("v", "escape")
        await app.see("1 of 8", "[Reader]")
        await app.press("escape")
        await app.miss("1 of 8")
        await app.see("[Reader]")
        await app.press("escape")
        await app.see("[Search]", "8 hits in 2 documents")

    drive(small, steps)


def test_q_closes_the_views_one_by_one_and_leaves_at_the_last(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.search("river")
        await app.press("enter")
        await app.see("[Reader]")
        await app.press("3")
        await app.see("[Themes]")
        await app.press("q")
        await app.see("[Reader]")
        await app.press("q")
        await app.see("[Search]")
        await app.press("q")
        await app.until(lambda: not app.app.is_running or app.app._exit)

    assert drive(small, steps).return_value == 0


def test_when_nothing_is_open_it_says_so(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("2")
        await app.until(lambda: "[Reader]" in app.seen)

    drive(small, steps)


def test_a_document_opens_where_it_was_left_also_at_the_next_start(small: Path) -> None:
    async def first(app: Driven) -> None:
        await app.read("alpha", WATCHED)
        await app.press("right_curly_bracket")
        await app.until(lambda: app.here.startswith("INTERVIEWER"))
        await app.press("left_curly_bracket")
        await app.see("here you left off")
        assert app.here.startswith(WATCHED)
        await app.press("ctrl+q")
        await app.until(lambda: not app.app.is_running or app.app._exit)

    async def second(app: Driven) -> None:
        await app.press("2")
        await app.until(lambda: app.here.startswith(WATCHED))
        assert ".catena/left-off" not in git(small, "status", "--porcelain", "--untracked-files=all")

    drive(small, first)
    drive(small, second)


def test_n_without_a_search_says_how_to_begin_one(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha")
        await app.press("n")
        await app.hear("no search is shown here: / begins one")
        await app.press("o")
        await app.hear("select something first: v, w, s or p")

    drive(small, steps)


def test_from_120_columns_documents_and_excerpts_stand_beside_the_text(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", WATCHED)
        assert [row.split()[0] for row in app.rows("#documents")] == ["alpha", "beta", "gamma"]
        assert len(app.rows("ReaderPlace Margin")) == 2
        await app.press("tab")
        await app.press("g")
        await app.until(lambda: app.here.startswith("Nobody asks us."))

    drive(small, steps, size=LARGE)


def test_a_resize_to_40_columns_and_back_keeps_the_place(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("gamma", "31. The committee")
        for width in (200, 40, 200, 80):
            await app.pilot.resize_terminal(width, 24)
            await app.pilot.pause()
            assert app.here.startswith("31. The committee")
            await app.until(lambda: any("31. The committee" in line for line in app.lines))

    drive(small, steps)


def test_the_text_is_shown_word_for_word(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha")
        shown = " ".join(word for row in app.rows("ReaderPlace Reader") for word in row[3:].split())
        assert shown == " ".join(ALPHA.split())

    drive(small, steps, size=LARGE)
