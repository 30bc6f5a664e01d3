"""The themes that a reviewer tagged with last, as their excerpts tell it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from store.codebook import Theme
from store.excerpts import Excerpt
from store.holdings import Holdings
from themes.recent import behind_digits, recent_themes

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def holdings_of(*tagged: tuple[str, str, int | None]) -> Holdings:
    """Excerpts of a reviewer, with a theme, so many hours after the beginning or at an unknown time."""
    themes = [
        Theme("t-a", "A"),
        Theme("t-b", "B"),
        Theme("t-c", "C"),
        Theme("t-d", "D", status="merged", into=("t-a",)),
    ]
    themes.append(Theme("t-e", "E", status="retired"))
    excerpts = {}
    for number, (reviewer, theme, hours) in enumerate(tagged):
        created = BEGAN + timedelta(hours=hours) if hours is not None else None
        made = Excerpt(f"e{number}", reviewer, "alpha", "", (), themes=(theme,))
        excerpts[made.id] = replace(made, created=created)
    return Holdings(themes={each.id: each for each in themes}, excerpts=excerpts)


def test_the_newest_of_ones_own_excerpts_come_first() -> None:
    held = holdings_of(("ana", "t-a", 1), ("ana", "t-b", 3), ("ben", "t-c", 9), ("ana", "t-a", 2))
    assert recent_themes(held, "ana", 9) == ("t-b", "t-a")
    assert recent_themes(held, "ana", 1) == ("t-b",)
    assert recent_themes(held, "cleo", 9) == ()


def test_merged_themes_count_as_their_heir_retired_ones_are_left_out_and_an_unknown_time_is_the_oldest() -> None:
    held = holdings_of(("ana", "t-c", None), ("ana", "t-d", 1), ("ana", "t-e", 5))
    assert recent_themes(held, "ana", 9) == ("t-a", "t-c")


def test_a_theme_keeps_its_digit_while_it_is_recent_and_a_new_one_takes_the_first_that_is_free() -> None:
    themes = {key: Theme(key, key) for key in ("t-a", "t-b", "t-c", "t-d")}
    assert behind_digits((), ("t-b", "t-a"), themes) == ("t-a", "t-b")
    assert behind_digits(("t-a", "t-b"), ("t-a", "t-b"), themes) == ("t-a", "t-b")
    assert behind_digits(("t-a", "t-b"), ("t-c", "t-b"), themes) == ("t-c", "t-b")
    themes["t-b"] = Theme("t-b", "t-b", status="retired")
    assert behind_digits(("t-c", "t-b"), ("t-b", "t-c"), themes) == ("t-c", "")
    assert behind_digits(("t-c", ""), ("t-d", "t-x", "t-c"), themes) == ("t-c", "t-d")
