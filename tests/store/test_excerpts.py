"""An excerpt says exactly the words of its ranges, and reads back as it was written."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.errors import UsageFault
from store.excerpts import CONTEXT, Excerpt, excerpt_entry, excerpt_from, excerpts_path, segments_of
from store.toml import LONGEST_TEXT, parse_toml, render_toml
from tests.store.test_toml import TEXTS

RANGES = (
    st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True)
    .map(sorted)
    .map(lambda places: [(places[at], places[at + 1]) for at in range(0, len(places) - 1, 2)])
)


@given(st.lists(TEXTS, min_size=4).map("".join), RANGES, TEXTS, st.lists(st.sampled_from(["t-1", "t-2"]), unique=True))
def test_an_excerpt_reads_back_as_it_was_written(
    text: str, ranges: list[tuple[int, int]], note: str, themes: list[str]
) -> None:
    assume(ranges[-1][1] <= len(text))
    segments = segments_of(text, list(reversed(ranges)))
    assert [text[segment.start : segment.end] for segment in segments] == [segment.exact for segment in segments]
    for segment in segments:
        around = segment.prefix + segment.exact + segment.suffix
        assert text[max(0, segment.start - CONTEXT) : segment.end + CONTEXT] == around
    made = Excerpt("e1", "ana", "jw019", "5f1c", segments, tuple(themes), note, datetime(2026, 1, 2, tzinfo=UTC))
    read = parse_toml("x", render_toml({"excerpt": {"e1": excerpt_entry(made)}}))["excerpt"]["e1"]
    assert excerpt_from(excerpts_path("ana", "jw019"), "ana", "jw019", "e1", read) == made
    assert (made.start, made.end, made.ranges) == (ranges[0][0], ranges[-1][1], tuple(ranges))


@pytest.mark.parametrize(
    "ranges",
    [[], [(0, 0)], [(5, 3)], [(-1, 3)], [(0, 1_000_000)], [(0, 5), (4, 8)], [(3, 5), (3, 5)], [(0, LONGEST_TEXT + 1)]],
)
def test_ranges_that_are_none(ranges: list[tuple[int, int]]) -> None:
    with pytest.raises(UsageFault):
        segments_of("x" * (LONGEST_TEXT + 2), ranges)


def test_ranges_may_touch_and_reach_the_ends() -> None:
    segments = segments_of("0123456789", [(0, 5), (5, 10)])
    assert [segment.exact for segment in segments] == ["01234", "56789"]
    assert Excerpt("e", "ana", "d", "", segments).text == "01234 [...] 56789"
