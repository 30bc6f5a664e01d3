"""Agreement, being done, and whose tags are shown, by keys; held against the files."""

from pathlib import Path

from store.holdings import read_holdings
from store.project import SETTINGS, open_project
from store.reviewers import CONSENSUS
from tests.tui.app.driving import Driven, drive


def test_a_difference_is_seen_side_by_side_and_settled(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("at")
        await app.see("Agreement: ana, ben; 12 documents, 7 left out")
        await app.type("a known voice")
        await app.see("A known voice", "ana tagged 1322, ben tagged 1062")
        await app.press("enter")
        await app.see("A known voice: 14 differences, the largest first", "ana [Reading the river]", "ben [Reading")
        await app.press("enter")
        await app.see("what now?")
        await app.type("has not")
        await app.press("enter")
        await app.see("It has not the theme A known voice")
        await app.type("The gauge speaks, not a person")
        await app.press("enter")
        await app.see("14 differences", "settled")
        (decided,) = (each for each in app.on_disk.excerpts.values() if each.reviewer == CONSENSUS)
        assert (decided.document, decided.start, decided.end) == ("bv01", 1476, 2340)
        assert (decided.themes, decided.rejected) == ((), (app.theme("A known voice"),))
        await app.press("enter")
        await app.see("what now?")
        await app.press("enter")
        await app.see("[Reader]", "bv01")

    drive(sample, steps)


def test_the_unit_is_chosen_below_the_themes(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("at")
        await app.see("Agreement: ana, ben; 12 documents")
        for unit in ("excerpt", "passage"):
            await app.type(f"count by {unit}")
            await app.press("enter")
            await app.see(f"Agreement by {unit}: ana, ben; 12 documents")
            await app.type("a known voice")
            await app.see(f"{unit}s ana tagged")
            await app.press("enter")
            await app.see("A known voice: ", "the largest first")
            await app.press("escape")
            await app.see(f"Agreement by {unit}: ")

    drive(sample, steps)


def test_a_reflexive_study_shows_differences_and_no_figures(sample: Path) -> None:
    settings = sample / SETTINGS
    settings.write_text(settings.read_text(encoding="utf-8").replace('"codebook"', '"reflexive"'), encoding="utf-8")

    async def steps(app: Driven) -> None:
        await app.press("at")
        await app.see("Where readings differ: ana, ben", "No figures: this study is reflexive")
        await app.miss("kappa")

    drive(sample, steps)


def test_one_says_that_one_is_done_and_goes_on_again(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.read("bv01", "I look at the board")
        await app.press("F")
        await app.see("done with bv01")
        assert app.on_disk.done.keys() == {("ana", "bv01")}
        await app.press("F")
        await app.see("not done with bv01")
        assert app.on_disk.done == {}

    drive(sample, steps)


def test_a_reviewer_is_hidden_here_and_shown_again(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("dollar_sign")
        await app.see("Whose tags are hidden here")
        await app.press("space", "enter")
        await app.see("hidden here: ben")
        assert {each.reviewer for each in app.holdings.excerpts.values()} == {"ana"}
        assert {each.reviewer for each in app.on_disk.excerpts.values()} == {"ana", "ben"}
        await app.press("dollar_sign")
        await app.see("Whose tags are hidden here")
        await app.press("space", "enter")
        await app.see("everybody's tags are shown")
        assert {each.reviewer for each in app.holdings.excerpts.values()} == {"ana", "ben"}

    drive(sample, steps)


def test_a_blind_sample_keeps_a_colleagues_tags_from_the_screen_until_both_are_done(sample: Path) -> None:
    (sample / "samples").mkdir()
    (sample / "samples" / "apart.toml").write_text(
        'schema = 1\nid = "apart"\nreviewers = ["ana", "ben"]\ndocuments = ["bv01"]\n', encoding="utf-8"
    )
    record = read_holdings(open_project(sample)).documents["bv01"]

    def bens(app: Driven) -> set[str]:
        return {each.document for each in app.holdings.excerpts.values() if each.reviewer == "ben"}

    async def apart(app: Driven) -> None:
        await app.read("bv01", "I look at the board")
        assert "bv01" not in bens(app)
        assert "bv02" in bens(app)
        await app.press("F")
        await app.see("done with bv01")
        assert "bv01" not in bens(app)

    async def together(app: Driven) -> None:
        await app.read("bv01", "I look at the board")
        assert "bv01" in bens(app)

    drive(sample, apart)
    (sample / "done" / "ben.toml").write_text(
        f'schema = 1\n\n[done.bv01]\nsha256 = "{record.sha256}"\n', encoding="utf-8"
    )
    drive(sample, together)
