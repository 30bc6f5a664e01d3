"""What is judged follows from the round as it is now, also where nothing but the round has changed."""

from dataclasses import replace
from pathlib import Path

from store.project import Project, Settings
from store.reviews import Review
from tests.themes.test_review import HOLDINGS
from tui.places.round_items import RoundItems
from tui.snapshot import Snapshot


def seen(*documents: str) -> Snapshot:
    held = replace(HOLDINGS, reviews={"r1/ana": Review("r1", "ana", documents=documents)})
    return Snapshot(Project(Path(), Settings("s", "Study")), held, "ana")


def test_a_round_that_was_taken_away_and_comes_back_or_is_about_less_has_its_items() -> None:
    items = RoundItems()
    items.open("r1/ana")
    items.take(seen())
    everything = list(items.all)
    items.take(replace(seen(), holdings=HOLDINGS))
    assert not items.all
    items.take(seen())
    assert items.all == everything
    items.take(seen("d2"))
    assert [each.excerpt.document for each in items.all] == ["d2"] * len(items.all) != []
