"""Choosing a theme: by letters, by digit, a new one, and how much text is meant."""

from pathlib import Path

from store.project import open_project
from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import define


async def ask(app: Driven, query: str = "bell") -> None:
    """Goes from a search to the picker."""
    await app.search(query)
    await app.press("t")
    await app.see("Tag the sentence")


def test_the_themes_are_shown_as_a_tree_with_the_definition_of_the_current_one(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        rows = app.rows("#choices")
        assert [row.split(None, 1)[1] for row in rows] == ["Power", "Watched, not led", "Waiting", "River as actor"]
        assert rows[1].index("Watched") > rows[0].index("Power")
        await app.see("1 excerpt.  Who decides, and who is not asked.")
        await app.press("down")
        await app.see("1 excerpt.  (no definition yet)")

    drive(small, steps, size=LARGE)


def test_recent_themes_keep_their_digits_and_enter_takes_the_last_one_again(small: Path) -> None:
    async def steps(app: Driven) -> None:
        for name in ("waiting", "river as"):
            await ask(app)
            await app.type(name)
            await app.press("enter")
            await app.see("u undoes it")
        await app.press("down", "t")
        await app.see("Tag the sentence")
        rows = app.rows("#choices")
        assert rows[0].split()[0] == "1"
        assert "Waiting  Power" in rows[0]
        assert rows[1].split()[0] == "2"
        assert "River as actor" in rows[1]
        await app.press("1")
        await app.see("as Waiting")
        await app.press("t")
        await app.see("Tag the sentence")
        assert "River as actor" in app.rows("#choices")[1]
        await app.see("2 excerpts.  (no definition yet)")
        await app.type("x")
        await app.press("backspace", "2")
        await app.see("as River as actor")
        assert app.tagged("Waiting") == app.tagged("River as actor")
        assert len(app.tagged("Waiting")) == 2

    drive(small, steps)


def test_a_digit_without_a_recent_theme_makes_no_theme_by_enter(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        await app.press("7")
        await app.see("no recent theme stands behind 7")
        await app.press("enter")
        await app.see("no recent theme stands behind 7")
        await app.press("f2")
        await app.see("as 7 ")
        assert app.tagged("7") == ["B02: The bell, then the river."]

    drive(small, steps)


def test_where_no_theme_fits_enter_makes_one_and_one_undo_takes_both_back(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        await app.type("Hearing it first")
        await app.see("+ Hearing it first  a new theme", "no theme fits")
        await app.press("enter")
        await app.see("as Hearing it first")
        assert app.tagged("Hearing it first") == ["B02: The bell, then the river."]
        await app.press("u")
        await app.see("undo: ")
        assert "Hearing it first" not in {theme.name for theme in app.on_disk.themes.values()}

    drive(small, steps)


def test_f2_makes_a_theme_though_another_fits(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        await app.type("Wait")
        await app.press("f2")
        await app.see("as Wait ")
        assert app.tagged("Wait") == ["B02: The bell, then the river."]
        assert app.on_disk.themes[app.theme("Wait")].parent == ""

    drive(small, steps)


def test_f3_asks_where_a_new_theme_stands_and_what_it_means_in_one_act(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        await app.type("Sounds first")
        await app.press("f3")
        await app.see("Below which theme shall Sounds first stand?", "the top of the tree")
        await app.press("escape")
        await app.see("Tag the sentence", "+ Sounds first")
        await app.press("f3")
        await app.see("Below which theme")
        await app.type("river")
        await app.press("enter")
        await app.see("Sounds first, below River as actor", "Definition")
        await app.type("What is heard before it is seen.")
        await app.press("enter")
        await app.see("as Sounds first")
        made = app.on_disk.themes[app.theme("Sounds first")]
        assert (made.parent, made.definition) == (app.theme("River as actor"), "What is heard before it is seen.")
        assert app.tagged("Sounds first") == ["B02: The bell, then the river."]
        await app.press("u")
        await app.see("undo: ")
        assert made.id not in app.on_disk.themes

    drive(small, steps)


def test_a_slip_of_the_fingers_offers_the_theme_that_was_meant_before_it_makes_one(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        await app.type("Watxhed not led")
        await app.see("Watched, not led", "+ Watxhed not led  a new theme")
        await app.press("enter")
        await app.see("as Watched, not led")
        assert "Watxhed not led" not in {theme.name for theme in app.on_disk.themes.values()}

    drive(small, steps)


def test_in_vivo_names_the_theme_by_the_words_that_are_tagged(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "watched and")
        await app.press("v", "l", "l", "l", "t")
        await app.see("Tag the selected words")
        await app.press("f2")
        await app.see("as watched and not led")
        assert app.tagged("watched and not led") == ["watched and not led"]

    drive(small, steps)


def test_a_theme_in_vivo_of_many_words_is_cut_at_a_word(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "Nobody asks us. The")
        await app.press("p", "t")
        await app.see("Tag the selected words")
        await app.press("ctrl+t")
        await app.see("u undoes it")
        names = {theme.name for theme in app.on_disk.themes.values()}
        assert "Nobody asks us. The river decides, and we feel watched and" in names

    drive(small, steps)


def test_a_theme_in_vivo_is_not_named_by_the_label_of_who_speaks(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("alpha", "Nobody asks us. The")
        await app.press("s", "t")
        await app.see("Tag the selected words", "A01: Nobody asks us.")
        await app.press("f2")
        await app.see("u undoes it")
        assert app.tagged("Nobody asks us.") == ["A01: Nobody asks us."]

    drive(small, steps)


def test_tab_changes_how_much_text_is_meant(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        await app.press("tab")
        await app.see("Tag the passage in beta", "I could not tell you.")
        await app.press("tab")
        await app.see("Tag the selected words in beta")
        await app.press("tab", "tab", "enter")
        await app.see("u undoes it")
        assert "B02: The bell, then the river. Or the bell again. I could not tell you." in app.tagged("Power")

    drive(small, steps)


def test_escape_tags_nothing(small: Path) -> None:
    async def steps(app: Driven) -> None:
        before = app.on_disk.excerpts
        await ask(app)
        await app.press("escape")
        await app.miss("Tag the sentence")
        assert app.on_disk.excerpts == before
        await app.see("[Search]", "2 hits in 1 document")

    drive(small, steps)


def test_the_same_theme_twice_is_refused_in_words(small: Path) -> None:
    async def steps(app: Driven) -> None:
        for _ in range(2):
            await app.search("bell")
            await app.press("t")
            await app.see("Tag the sentence")
            await app.press("enter")
            await app.miss("Tag the sentence")
        await app.hear("this excerpt is already tagged as Power")

    drive(small, steps)


def test_what_a_paste_brings_becomes_visible_signs(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        await app.paste("Led\x1b]52;c;eHg=\x07 [bold]or[/] not\nled")
        await app.see("Led␛]52;c;eHg=␇ [bold]or[/] not led")
        await app.press("enter")
        await app.see("u undoes it")
        assert "Led␛]52;c;eHg=␇ [bold]or[/] not led" in {theme.name for theme in app.on_disk.themes.values()}

    drive(small, steps)


def test_a_long_definition_is_shown_whole_by_a_key(small: Path) -> None:
    sentences = " ".join(
        f"Sentence {number} of what decides who decides and who is never asked at all." for number in range(30)
    )
    define(open_project(small), "Power", sentences)

    async def steps(app: Driven) -> None:
        await ask(app)
        await app.see("Sentence 0 of")
        assert "Sentence 8 of" not in app.seen
        await app.press("ctrl+r")
        await app.see("Sentence 8 of", "Watched, not led")
        while "Sentence 29 of" not in app.seen:
            await app.press("ctrl+r")
        await app.press("down")
        await app.see("(no definition yet)")
        await app.press("ctrl+r")
        await app.see("River as actor")
        await app.press("up")
        await app.see("Sentence 0 of")
        assert "Sentence 8 of" not in app.seen

    drive(small, steps)


def test_a_theme_that_was_removed_outside_while_one_chooses_takes_no_tag(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await ask(app)
        power = app.theme("Waiting")
        before = {key: each.themes for key, each in app.on_disk.excerpts.items()}
        (small / "themes" / f"{power}.toml").unlink()
        await app.type("waiting")
        await app.press("enter")
        await app.hear(f"it names the theme {power}, whose file was removed meanwhile")
        assert {key: each.themes for key, each in app.on_disk.excerpts.items()} == before
        assert power not in app.holdings.themes

    drive(small, steps)
