"""Themes: the tree, its excerpts, and what is made of them by keys."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.codebook import Theme, theme_path, theme_record
from store.excerpt_acts import move_borders
from store.holdings import read_holdings
from store.project import open_project
from store.toml import render_toml
from store.writer import Writer
from tests.tui.app.driving import LARGE, SMALL, Driven, drive
from tests.tui.app.studies import NOBODY, WATCHED

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])
CREATED = datetime(2026, 1, 1, tzinfo=UTC)


def write_theme(root: Path, theme: Theme) -> None:
    """A theme's file, as another program would write it."""
    path = root / theme_path(theme.id)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(render_toml(theme_record(theme)))


async def go(app: Driven) -> None:
    await app.press("3")
    await app.see("[Themes]")


def test_the_tree_shows_each_theme_with_its_evidence(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        rows = app.rows("#tree")
        assert [" ".join(row.split()[1:]) for row in rows] == [
            "Power 1 1",
            "Watched, not led 1 1",
            "Waiting 0 0",
            "River as actor 0 0",
        ]
        assert len({row.split()[0] for row in rows}) == 4
        await app.see("Who decides, and who is not asked.")

    drive(small, steps, size=LARGE)


def test_enter_goes_to_the_excerpts_and_from_there_into_the_document(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("down", "enter")
        await app.until(lambda: "The river decides" in app.rows("#excerpts")[0])
        await app.press("enter")
        await app.see("[Reader]")
        await app.until(lambda: app.here.startswith("The river decides"))
        await app.press("escape")
        await app.see("[Themes]")
        await app.press("escape")
        await app.until(lambda: app.app.screen.focused is not None and app.app.screen.focused.id == "tree")
        await app.press("escape")
        await app.see("[Search]")

    drive(small, steps, size=LARGE)


def test_a_theme_without_excerpts_says_so(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("end", "enter")
        await app.see("nothing is tagged with this theme yet")

    drive(small, steps)


def test_folding_hides_what_is_below_and_counts_it(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("space")
        await app.until(lambda: len(app.rows("#tree")) == 2)
        assert "+" in app.rows("#tree")[0]
        await app.press("space")
        await app.until(lambda: len(app.rows("#tree")) == 4)
        await app.press("down", "h")
        await app.press("h")
        await app.until(lambda: len(app.rows("#tree")) == 2)

    drive(small, steps)


@pytest.mark.parametrize(("key", "above"), [("a", "Power"), ("A", "")])
def test_a_theme_is_added_below_or_at_the_top(small: Path, key: str, above: str) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press(key)
        await app.see(f"New theme below {above}" if above else "New theme at the top")
        await app.type("Doubt")
        await app.press("tab")
        await app.type("When it is not sure.")
        await app.press("enter")
        await app.see("add theme Doubt", "0 excerpts.  When it is not sure.")
        made = app.on_disk.themes[app.theme("Doubt")]
        assert made.definition == "When it is not sure."
        assert made.parent == (app.theme(above) if above else "")

    drive(small, steps)


def test_a_theme_needs_a_name(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("a", "enter")
        await app.see("Name may not be empty")
        await app.press("escape")
        await app.miss("Name may not be empty")
        assert len(app.on_disk.themes) == 4

    drive(small, steps)


def test_a_name_that_is_taken_is_refused_in_words(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("A")
        await app.type("power")
        await app.press("enter")
        await app.hear("there is a theme power in this place already")
        assert len(app.on_disk.themes) == 4

    drive(small, steps)


def test_the_definition_is_written_and_shown(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("end", "e")
        await app.see("definition", "exclude")
        await app.type("The river does something.")
        await app.press("ctrl+s")
        await app.see("0 excerpts.  The river does something.")
        assert app.on_disk.themes[app.theme("River as actor")].definition == "The river does something."

    drive(small, steps)


def test_a_theme_is_renamed_and_keeps_its_old_name(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("end", "r")
        await app.see("River as actor")
        await app.press("ctrl+a", "ctrl+k")
        await app.type("The river acts")
        await app.press("enter")
        await app.until(lambda: any("The river acts" in row for row in app.rows("#tree")))
        assert app.on_disk.themes[app.theme("The river acts")].aliases == ("River as actor",)

    drive(small, steps)


def test_a_theme_is_moved_under_another_one(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("end", "M")
        await app.type("waiting")
        await app.press("enter")
        await app.until(lambda: app.on_disk.themes[app.theme("River as actor")].parent == app.theme("Waiting"))
        await app.press("u")
        await app.see("undo: ")
        assert app.on_disk.themes[app.theme("River as actor")].parent == ""

    drive(small, steps)


def test_ones_own_excerpt_is_untagged_from_the_list_and_a_colleagues_is_not(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("x")
        await app.hear("choose an excerpt first: Enter goes to the excerpts")
        await app.press("enter", "x")
        await app.hear("the excerpt is ben's: c reads it otherwise, in a file of your own")
        assert all(each in app.keys for each in ("c Recode", "x Untag", "i Note", "* Star"))
        assert not any(each in app.keys for each in ("Add theme", "Define", "Rename"))
        await app.press("escape", "down", "enter", "x")
        await app.see("untag ")
        assert app.tagged("Watched, not led") == []
        assert app.tagged("Power") == [NOBODY]
        await app.press("u")
        await app.see("undo: ")
        assert app.tagged("Watched, not led") == [WATCHED]

    drive(small, steps)


def test_an_excerpt_is_copied_with_its_citation(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("down", "enter", "y")
        await app.see("sent to the terminal's clipboard")
        assert (small / ".catena" / "last-copy.txt").read_text() == f"{WATCHED}\n— A01 (alpha)\n"

    drive(small, steps)


def test_an_excerpt_of_two_pieces_is_copied_without_what_stands_between(small: Path) -> None:
    with Writer.open(open_project(small), "ana") as writer:
        holdings = read_holdings(writer.project)
        excerpt = next(each for each in holdings.excerpts.values() if each.text == WATCHED)
        document, start = holdings.documents[excerpt.document], excerpt.start
        text = writer.project.read_text(document)
        pieces = [(start, start + 9), (start + 19, excerpt.end)]
        writer.perform(move_borders(holdings, excerpt, document, text, pieces)[0])
    first, second = text[start : start + 9], text[start + 19 : excerpt.end]

    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("down", "enter", "y")
        await app.see("sent to the terminal's clipboard")
        copied = (small / ".catena" / "last-copy.txt").read_text()
        assert copied == f"{first} [...] {second}\n— A01 (alpha)\n"

    drive(small, steps)


def test_the_filter_shows_the_themes_with_the_words(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("enter", "backslash")
        await app.see("excerpts  documents")
        await app.type("wait")
        await app.until(lambda: len(app.rows("#tree")) == 1)
        assert "Waiting" in app.rows("#tree")[0]
        await app.press("enter", "escape")
        await app.until(lambda: len(app.rows("#tree")) == 4)

    drive(small, steps)


def test_the_filter_looks_for_words_of_names_and_aliases_and_goes_to_the_first_of_them(small: Path) -> None:
    write_theme(small, Theme("t-zzz999", "Patience", aliases=("Powerless hours",)))

    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("end", "backslash")
        await app.type("wa")
        await app.until(lambda: len(app.rows("#tree")) == 2)
        await app.press("enter", "r")
        await app.see("Rename Watched, not led")
        await app.type(" at all")
        await app.press("home", *["delete"] * len("Wat"), "enter")
        await app.see("rename theme Watched, not led to ched, not led at all")
        # A new name does not take a theme from under the filter, nor does a new theme hide under it.
        await app.press("a")
        await app.type("Counted")
        await app.press("enter")
        await app.see("add theme Counted")
        names = ("ched, not led at all", "Counted", "Waiting")
        await app.until(lambda: all(name in row for name, row in zip(names, app.rows("#tree"), strict=True)))
        await app.press("escape", "backslash")
        await app.type("power")
        # What stands below Power is not called so.
        await app.until(lambda: {" ".join(row.split()[1:-2]) for row in app.rows("#tree")} == {"Power", "Patience"})

    drive(small, steps)


@SIZES
def test_a_tree_of_fifty_levels_shows_every_name(small: Path, size: tuple[int, int]) -> None:
    for level in range(50):
        above = f"t-deep{level - 1:02}" if level else ""
        write_theme(small, Theme(f"t-deep{level:02}", f"Level {level}", above, "m", created=CREATED))

    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("end")
        await app.until(lambda: any("Level 49" in row for row in app.rows("#tree")))
        await app.search("bell")
        await app.press("t")
        await app.type("level 49")
        await app.until(lambda: any("Level 49" in row for row in app.rows("#choices")))
        await app.press("enter")
        await app.see("as Level 49")

    drive(small, steps, size=size)


def test_a_circle_of_themes_is_shown_as_a_tree(small: Path) -> None:
    write_theme(small, Theme("t-aaaaaa", "Hen", "t-bbbbbb", "a", created=CREATED))
    write_theme(small, Theme("t-bbbbbb", "Egg", "t-aaaaaa", "a", created=CREATED))
    write_theme(small, Theme("t-cccccc", "Orphan", "t-nobody", "a", created=CREATED))

    async def steps(app: Driven) -> None:
        await go(app)
        await app.see("Hen", "Egg", "Orphan")
        assert len(app.rows("#tree")) == 7

    drive(small, steps)


HOSTILE = "[bold]Loud[/] [@click=app.quit]x[/] [/ \x1b]52;c;eHg=\x07\x1b[31m\u202eevil"


@SIZES
def test_names_with_markup_and_escape_sequences_are_shown_as_signs(small: Path, size: tuple[int, int]) -> None:
    write_theme(small, Theme("t-aaaaaa", HOSTILE, "", "a", definition=HOSTILE, include=HOSTILE, created=CREATED))
    shown = "[bold]Loud[/] [@click=app.quit]x[/] [/ ␛]52;c;eHg="

    async def steps(app: Driven) -> None:
        await go(app)
        await app.see(
            "[bold]Loud[/] [@click=app.quit]x[",
            "[/ ␛]52;c;eHg=␇␛[31m�evil" if size == SMALL else "␛]52;c;eHg=␇␛[31m�evil",
        )
        await app.search("bell")
        await app.press("t")
        await app.type("loud")
        await app.see(shown)
        await app.press("enter")
        await app.see("u undoes it")
        await app.press("enter")
        await app.see("[Reader]", "[bold]Loud[/]")
        await app.press("x")
        await app.see("u undoes it")
        await app.press("u")
        await app.press("m", "enter")
        await app.see("On [bold]Loud[/]")
        await app.press("escape")
        for line in app.lines:
            assert not {"\x1b", "\x07", "\u202e"} & set(line)

    drive(small, steps, size=size)


def test_an_empty_codebook_says_how_to_begin(empty: Path) -> None:
    async def steps(app: Driven) -> None:
        await go(app)
        await app.see("no themes yet: a makes one; so does tagging (t)")
        await app.press("e")
        await app.hear("there is no theme here")
        await app.press("a")
        await app.see("New theme at the top")
        await app.type("First")
        await app.press("enter")
        await app.until(lambda: any("First" in row for row in app.rows("#tree")))

    drive(empty, steps)


def test_themes_out_of_use_are_hidden_and_shown_by_a_key(small: Path) -> None:
    write_theme(small, Theme("t-old", "Old power", status="retired", order="zz"))

    async def steps(app: Driven) -> None:
        await go(app)
        await app.press("end")
        await app.see("Old power", "retired")
        await app.press("v")
        await app.until(lambda: "Old power" not in app.seen)
        await app.see("1 out of use hidden", "River as actor")
        await app.press("end", "D", "enter")
        await app.until(lambda: app.on_disk.themes[app.theme("River as actor")].status == "retired")
        await app.see("2 out of use hidden")
        await app.press("v")
        await app.see("Old power", "River as actor")

    drive(small, steps)
