"""The nearest sensible value of whatever a person wrote, and never an exception."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.values import now, text_of, texts_of, time_of

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(ANYTHING)
def test_no_value_is_an_exception(value: Any) -> None:
    assert all(isinstance(text, str) for text in texts_of(value))
    assert isinstance(text_of(value), str)
    found = time_of(value)
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("value", "time"),
    [
        (datetime(2026, 11, 2, 9, tzinfo=timezone(timedelta(hours=2))), datetime(2026, 11, 2, 7, tzinfo=UTC)),
        (datetime(2026, 11, 2, 9), datetime(2026, 11, 2, 9, tzinfo=UTC)),
        (date(2026, 11, 2), datetime(2026, 11, 2, tzinfo=UTC)),
        ("2026-11-02T09:00:00+00:00", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        ("yesterday", None),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23))), None),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-23))), None),
    ],
)
def test_times(value: object, time: datetime | None) -> None:
    assert time_of(value) == time


def test_a_lone_text_is_a_list_of_one() -> None:
    assert texts_of("t-1") == ("t-1",)
    assert texts_of(["t-1", 5, None, "t-2"]) == ("t-1", "t-2")


def test_now_is_what_files_keep() -> None:
    assert now().microsecond == 0
    assert now().utcoffset() == timedelta(0)
