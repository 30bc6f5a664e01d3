"""A search that nobody waits for any more stops, and the next one answers as if it had never been."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search import patterns
from search.concordance import by_neighbours
from search.engine import Searcher
from search.hidden import left_out
from search.stopping import Stopped, go_on, stopped_once
from search.suggestions import corrections, suggestions_for
from tests.search.studies import searcher_of

TEXTS = {"one": "The river decides, and we wait for the river.\n", "two": "Nobody asks the river; the bell waits.\n"}


def after(looks: int) -> Callable[[], bool]:
    """Says that nobody waits any more once it was asked so often."""
    left = [looks]

    def unwanted() -> bool:
        left[0] -= 1
        return left[0] < 0

    return unwanted


@pytest.mark.parametrize(
    "work",
    [
        lambda searcher: searcher.find("river"),
        lambda searcher: searcher.spread("river"),
        lambda searcher: suggestions_for(searcher, "rivver"),
        lambda searcher: corrections(searcher, "rivver"),
        lambda searcher: left_out(searcher, "rivver"),
        lambda searcher: by_neighbours(searcher, Searcher.find(searcher, "bell").hits, "left"),
    ],
)
def test_what_is_not_wanted_any_more_stops(tmp_path: Path, work: Callable[[Searcher], object]) -> None:
    searcher = searcher_of(tmp_path / "study", TEXTS)
    searcher.find("bell")
    with stopped_once(after(0)), pytest.raises(Stopped):
        work(searcher)
    assert [(hit.document, hit.start) for hit in searcher.find("river").hits] == [("one", 4), ("one", 39), ("two", 16)]
    work(searcher)


def test_a_regular_expression_that_would_take_for_ever_stops_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searcher = searcher_of(tmp_path / "study", {"one": f"{'a' * 60}b\n"})
    monkeypatch.setattr(patterns, "SECONDS", 60.0)
    with stopped_once(after(3)), pytest.raises(Stopped):
        searcher.find("/(a+)+c/")
    assert searcher.find(f"/{'a' * 60}b/").total == 1


def test_nothing_stops_where_nobody_said_so() -> None:
    go_on()
    with stopped_once(lambda: False):
        go_on()
    with stopped_once(lambda: True), pytest.raises(Stopped):
        go_on()
    go_on()
