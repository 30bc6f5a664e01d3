"""What is done with a theme by keys: each is on disk, in the history with its reason, and undone by one `u`."""

from pathlib import Path

from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import NOBODY, WATCHED
from tests.tui.app.test_excerpt_keys import committed, git


async def go(app: Driven, *keys: str) -> None:
    await app.press("3")
    await app.see("[Themes]")
    await app.press(*keys)


def names(app: Driven) -> list[str]:
    """The names in the tree on the screen, with what is said of those out of use."""
    return [" ".join(row.split()[1:-2]) for row in app.rows("#tree")]


async def tag(app: Driven, document: str, words: str, theme: str) -> None:
    await app.read(document, words)
    await app.press("t")
    await app.see("Tag the sentence")
    await app.type(theme)
    await app.press("enter")
    await app.see("u undoes it")


def test_all_that_a_theme_says_of_itself_is_filled_in_at_once(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app, "end", "e")
        await app.see("definition", "letter", "why")
        await app.type("First line.")
        await app.press("enter")
        await app.type("Second line.")
        await app.press("tab")
        await app.type("what the water does")
        await app.press("tab")
        await app.type("floods in general")
        await app.press("tab")
        await app.type("in vivo")
        await app.press("enter", "enter")
        await app.type("typology")
        await app.press("enter", "ctrl+a", "ctrl+k")
        await app.type("agreed")
        await app.press("enter")
        await app.type("#123456")
        await app.press("enter")
        await app.type("~")
        await app.press("enter")
        await app.type("as we said on Monday")
        await app.press("ctrl+s")
        await app.see("define theme River as actor")
        theme = app.on_disk.themes[app.theme("River as actor")]
        assert theme.definition == "First line.\nSecond line."
        assert (theme.include, theme.exclude) == ("what the water does", "floods in general")
        assert (theme.source, theme.kind, theme.status) == ("in vivo", "typology", "agreed")
        assert (theme.colour, theme.letter) == ("#123456", "~")
        assert app.rows("#tree")[-1].strip().startswith("~ River as actor")
        await committed(app)
        assert "as we said on Monday" in git(small, "log", "-1", "--format=%B")
        await app.press("u")
        await app.see("undo: ")
        theme = app.on_disk.themes[app.theme("River as actor")]
        assert (theme.definition, theme.kind, theme.status) == ("", "", "candidate")

    drive(small, steps, size=LARGE)


def test_what_a_form_cannot_save_is_said_in_it_and_nothing_typed_is_lost(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app, "end", "e")
        await app.see("definition", "letter")
        await app.type("A definition.")
        await app.press("shift+tab", "shift+tab", "shift+tab")
        await app.type("blue")
        await app.press("ctrl+s")
        await app.see("'blue' is no colour")
        await app.press("ctrl+a", "ctrl+k", "ctrl+s")
        await app.see("define theme River as actor")
        assert app.on_disk.themes[app.theme("River as actor")].definition == "A definition."

    drive(small, steps)


def test_a_form_with_something_typed_is_left_by_esc_twice(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app, "end", "e")
        await app.see("definition", "letter")
        await app.type("Not this.")
        await app.press("escape")
        await app.see("Esc again leaves all as it was")
        await app.press("escape")
        await app.miss("letter")
        assert app.on_disk.themes[app.theme("River as actor")].definition == ""
        await app.press("e")
        await app.see("definition", "letter")
        await app.press("escape")
        await app.miss("letter")

    drive(small, steps)


def test_a_theme_is_merged_into_another_and_undo_gives_both_back(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await tag(app, "beta", "The bell", "waiting")
        before = app.on_disk
        await go(app, "down", "down", "ampersand")
        await app.see("Merge Waiting (1 excerpt) into")
        await app.type("watched")
        await app.see("1 and 1 come to 2.")
        await app.press("tab")
        await app.type("one and the same")
        await app.press("enter")
        await app.see("merge theme Waiting into Watched, not led")
        waiting, watched = app.theme("Waiting"), app.theme("Watched, not led")
        after = app.on_disk
        assert (after.themes[waiting].status, after.themes[waiting].into) == ("merged", (watched,))
        assert after.excerpts == before.excerpts
        await app.until(lambda: any("Watched, not led" in row and row.split()[-2] == "2" for row in app.rows("#tree")))
        await committed(app)
        assert "one and the same" in git(small, "log", "-1", "--format=%B")
        await app.press("u")
        await app.see("undo: merge theme Waiting")
        assert app.on_disk.themes == before.themes
        assert app.on_disk.excerpts == before.excerpts
        await app.until(lambda: names(app) == ["Power", "Watched, not led", "Waiting", "River as actor"])
        assert [row.split()[-2] for row in app.rows("#tree")] == ["1", "1", "1", "0"]

    drive(small, steps, size=LARGE)


def test_a_theme_changes_places_with_its_sisters(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app, "down", "J")
        await app.until(lambda: names(app) == ["Power", "Waiting", "Watched, not led", "River as actor"])
        await app.press("J")
        await app.hear("is the last of its sisters")
        await app.press("K")
        await app.until(lambda: names(app) == ["Power", "Watched, not led", "Waiting", "River as actor"])
        await app.press("u", "u")
        await app.see("undo: move theme Watched, not led after Waiting")
        await app.press("g", "J")
        await app.until(lambda: names(app) == ["River as actor", "Power", "Watched, not led", "Waiting"])

    drive(small, steps)


def test_a_theme_is_retired_with_its_excerpts_and_taken_into_use_again(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app, "down", "D")
        await app.see("Retire Watched, not led: its excerpts", "stay with it (1 excerpt)")
        await app.press("enter")
        await app.see("retire theme Watched, not led")
        theme = app.on_disk.themes[app.theme("Watched, not led")]
        assert (theme.status, theme.into) == ("retired", ())
        assert app.tagged("Watched, not led") == [WATCHED]
        await app.until(lambda: "Watched, not led retired" in names(app))
        await app.press("ampersand")
        await app.hear("the theme is retired already")
        await app.press("D")
        await app.see("Take Watched, not led into use again")
        await app.press("enter")
        await app.see("wake theme Watched, not led")
        assert app.on_disk.themes[app.theme("Watched, not led")].status == "candidate"

    drive(small, steps)


def test_the_excerpts_of_a_retired_theme_can_go_to_another(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app, "down", "D")
        await app.see("Retire Watched, not led: its excerpts")
        await app.type("river as")
        await app.see("1 and 0 come to 1.")
        await app.press("enter")
        await app.see("retire theme Watched, not led into River as actor")
        theme = app.on_disk.themes[app.theme("Watched, not led")]
        assert (theme.status, theme.into) == ("retired", (app.theme("River as actor"),))
        await app.until(lambda: app.rows("#tree")[-1].split()[-2] == "1")

    drive(small, steps)


def test_a_theme_is_split_by_sending_each_excerpt_to_a_part(small: Path) -> None:
    theirs = (small / "excerpts" / "ben" / "alpha.toml").read_bytes()

    async def steps(app: Driven) -> None:
        await tag(app, "alpha", "We waited.", "power")
        await tag(app, "beta", "The bell", "power")
        before = app.on_disk
        power, river = app.theme("Power"), app.theme("River as actor")
        await go(app, "backslash")
        await app.type("power")
        await app.press("enter", "percent_sign")
        await app.see("Split Power", "3 of 3 sent nowhere yet", NOBODY)
        await app.press("1")
        await app.see("there is no such part yet")
        await app.press("a")
        await app.see("Part 1 of Power")
        await app.type("Being asked")
        await app.press("enter")
        await app.see("1 Being asked")
        await app.press("A")
        await app.see("A part is")
        await app.type("river as")
        await app.press("tab")
        await app.type("it acts")
        await app.press("enter")
        await app.see("2 River as actor")
        await app.press("1", "2")
        await app.press("plus", "1", "plus", "2", "down", "1")
        await app.see("0 of 3 sent nowhere yet")
        await app.press("enter")
        await app.see("It becomes Being asked (2), River as actor (2). 1 of 2 themes below it move up")
        await app.type(", two things in one")
        await app.press("enter")
        await app.see("split theme Power into Being asked, River as actor")
        assert any("Being asked" in row for row in app.rows("#tree"))
        asked = app.theme("Being asked")
        after = app.on_disk
        assert after.themes[power].status == "split"
        assert after.themes[power].into == (asked, river)
        assert after.themes[app.theme("Watched, not led")].parent == asked
        assert after.themes[app.theme("Waiting")].parent == ""
        given = {each.text: each.themes for each in after.excerpts.values() if each.reviewer == "ana"}
        assert given["A01: We waited."] == (river,)
        assert given["B02: The bell, then the river."] == (asked, river)
        (recode,) = after.recodes.values()
        assert (recode.add, recode.remove) == ((asked,), (power,))
        await committed(app)
        assert "it acts, two things in one" in git(small, "log", "-1", "--format=%B")
        await app.press("u")
        await app.see("undo: split theme Power")
        assert app.on_disk.themes == before.themes
        assert app.on_disk.excerpts == before.excerpts
        assert not app.on_disk.recodes

    drive(small, steps)
    assert (small / "excerpts" / "ben" / "alpha.toml").read_bytes() == theirs


def test_a_split_is_left_without_a_trace(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app, "down", "percent_sign")
        await app.see("Split Watched, not led")
        await app.press("enter")
        await app.see("name two parts or more")
        await app.press("a")
        await app.type("One")
        await app.press("enter", "1", "escape")
        await app.see("[Themes]")
        assert len(app.on_disk.themes) == 4

    drive(small, steps)


def test_a_move_keeps_its_reason(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app, "end", "M")
        await app.see("Move River as actor below")
        await app.type("power")
        await app.press("tab")
        await app.type("it decides")
        await app.press("enter")
        await app.see("move theme River as actor under Power")
        await committed(app)
        assert "it decides" in git(small, "log", "-1", "--format=%B")

    drive(small, steps)


def test_on_forty_columns_names_have_the_room_and_headings_say_the_number(small: Path) -> None:
    long = "A name that is longer than a narrow terminal is wide"

    async def steps(app: Driven) -> None:
        await go(app, "end", "r")
        await app.see("Rename River as actor")
        await app.press("ctrl+a", "ctrl+k")
        await app.type(long)
        await app.press("enter")
        await app.until(lambda: any("A name that is longer" in row for row in app.rows("#tree")))
        assert "documents" not in app.lines[1]
        await app.press("ampersand")
        await app.see("Merge A name th… (0 excerpts) into")
        await app.press("escape", "D")
        await app.see("Retire A name th…: its excerpts")
        await app.press("escape", "percent_sign")
        await app.see("Split")
        await app.press("escape", "e")
        await app.see("definition", "letter", "why")

    drive(small, steps, size=(40, 24))
