"""A round of level 2 by keys: the coverage of the documents, the way through one, what was seen of it."""

from pathlib import Path

from store.holdings import read_holdings
from store.project import open_project
from store.review_acts import start_round
from store.reviews import Seen
from store.writer import Writer
from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import ALPHA


def begin_round(root: Path, *documents: str, reviewer: str = "ana") -> None:
    project = open_project(root)
    with Writer.open(project, reviewer) as writer:
        holdings = read_holdings(project)
        wanted = [holdings.documents[each] for each in documents]
        writer.perform(start_round(holdings, reviewer, "Whole set", 2, [], wanted)[0])


def seen(app: Driven, document: str, reviewer: str = "ana") -> list[str]:
    """The words of a document that the review file says were seen."""
    found = app.on_disk.reviews[f"whole-set/{reviewer}"].seen.get(document, Seen(""))
    text = next((app.root / "corpus").rglob(f"{document}.txt")).read_text()
    return [text[start:end] for start, end in found.ranges]


async def open_round(app: Driven) -> None:
    await app.press("5")
    await app.see("Whole set")
    await app.press("enter")
    await app.see("passages open")


def test_a_round_of_level_2_begins_with_the_coverage_of_its_documents(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("5", "a")
        await app.see("Begin a round")
        await app.type("Whole set")
        await app.press("enter")
        await app.see("Which level?")
        await app.press("down", "enter")
        await app.see("Which documents?")
        await app.press("space", "space", "enter")
        await app.see("10 of 11 passages open")
        review = app.on_disk.reviews["whole-set/ana"]
        assert (review.level, review.documents) == (2, ("alpha", "beta"))
        assert [row.split() for row in app.rows("#coverage")] == [
            ["alpha", "interview", "9", "1", "0", "8", "11", "%"],
            ["beta", "interview", "2", "0", "0", "2", "0", "%"],
        ]

    drive(small, steps)


def test_a_passage_is_seen_by_one_key_and_the_next_open_one_comes(small: Path) -> None:
    begin_round(small, "alpha", "beta")

    async def steps(app: Driven) -> None:
        await open_round(app)
        await app.press("enter")
        await app.see("8 open of 9")
        assert app.here == "INTERVIEWER: Who decides when you leave?"
        await app.press("enter")
        await app.see("7 open of 9")
        await app.until(lambda: app.here == "INTERVIEWER: And the river?")
        assert seen(app, "alpha") == ["INTERVIEWER: Who decides when you leave?"]
        await app.press("enter")
        await app.see("6 open of 9")
        await app.press("u")
        await app.see("7 open of 9")
        assert len(seen(app, "alpha")) == 1
        await app.press("escape")
        await app.until(lambda: app.rows("#coverage")[0].split()[2:6] == ["9", "1", "1", "7"])

    drive(small, steps)


def test_what_is_tagged_on_the_way_is_open_no_more(small: Path) -> None:
    begin_round(small, "alpha")

    async def steps(app: Driven) -> None:
        await open_round(app)
        await app.press("enter")
        await app.see("8 open of 9")
        await app.press("t")
        await app.see("Tag the sentence")
        await app.type("power")
        await app.press("enter")
        await app.see("7 open of 9")
        assert "INTERVIEWER: Who decides when you leave?" in app.tagged("Power")
        await app.press("full_stop")
        await app.until(lambda: app.here == "INTERVIEWER: And the river?")
        await app.press("comma")
        await app.hear("nothing is open before this")

    drive(small, steps)


def test_the_rest_of_a_document_is_seen_at_once_and_the_next_document_comes(small: Path) -> None:
    begin_round(small, "alpha", "beta")

    async def steps(app: Driven) -> None:
        await open_round(app)
        await app.press("enter")
        await app.see("8 open of 9")
        await app.press("A")
        await app.see("2 open of 2")
        assert app.here.startswith("INTERVIEWER: What did you hear?")
        assert "".join(seen(app, "alpha")).startswith("INTERVIEWER: Who decides")
        await app.press("A")
        await app.hear("every passage of the round's documents is tagged or seen")
        await app.press("A")
        await app.hear("nothing is open in this document any more")

    drive(small, steps)


def test_what_was_seen_of_an_earlier_text_is_open_again(small: Path) -> None:
    begin_round(small, "alpha")
    path = small / "reviews" / "whole-set" / "ana.toml"
    path.write_text(f'{path.read_text()}\n[seen.alpha]\nsha256 = "older"\nranges = [[0, {len(ALPHA)}]]\n')

    async def steps(app: Driven) -> None:
        await open_round(app)
        await app.see("8 of 9 passages open")

    drive(small, steps)


def test_a_colleagues_part_is_looked_at_and_not_marked(small: Path) -> None:
    begin_round(small, "alpha", reviewer="ben")

    async def steps(app: Driven) -> None:
        await open_round(app)
        await app.press("enter")
        await app.see("8 open of 9")
        await app.press("enter")
        await app.hear("this is ben's part")
        assert seen(app, "alpha", "ben") == []

    drive(small, steps)


def test_documents_with_most_left_come_first_on_a_key(small: Path) -> None:
    begin_round(small)

    async def steps(app: Driven) -> None:
        await open_round(app)
        await app.see("49 of 50 passages open")
        await app.press("o")
        await app.until(lambda: app.rows("#coverage")[0].split()[0] == "gamma")
        await app.press("o")
        await app.until(lambda: app.rows("#coverage")[0].split()[0] == "alpha")

    drive(small, steps)


def test_a_text_that_cannot_be_read_is_named_and_the_others_are_counted(small: Path) -> None:
    begin_round(small)
    next((small / "corpus").rglob("beta.txt")).unlink()

    async def steps(app: Driven) -> None:
        await app.press("5")
        await app.see("Whole set")
        await app.press("enter")
        await app.see("47 of 48 passages open, without 1 that cannot be read")
        assert "beta.txt" in app.rows("#coverage")[1]
        assert "39" in app.rows("#coverage")[2]

    drive(small, steps, size=LARGE)
