"""Colours, dates and values of variables as programs really write them."""

from typing import Any

import pytest

from store.exchange.refi.plain import colour_in, time_in, value_in


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#F00", "#ff0000"),
        ("#00FF7f", "#00ff7f"),
        ("#FF102030", "#102030"),
        ("1,2,3", "#010203"),
        ("rgb(1, 2, 3)", "#010203"),
        ("Color [A=255, R=1, G=2, B=3]", "#010203"),
        ("rgba(1,2,3,0)", "#010203"),
        ("-16711936", "#00ff00"),
        ("red", ""),
        ("", ""),
        ("#12345", ""),
        ("300,1,1", ""),
    ],
)
def test_colours_in_all_their_ways(written: str, colour: str) -> None:
    assert colour_in(written) == colour


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00+00:00"),
        ("2024-05-01T10:00:00.1234567+02:00", "2024-05-01T08:00:00+00:00"),
        ("2024-05-01T10:00:00", "2024-05-01T10:00:00+00:00"),
        ("2024-05-01", "2024-05-01T00:00:00+00:00"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_in_all_their_ways(written: str, read: str | None) -> None:
    found = time_in(written)
    assert (found.isoformat() if found is not None else None) == read


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("42", "Integer", 42),
        ("42.5", "Integer", 42.5),
        ("1,5", "Float", 1.5),
        ("many", "Float", "many"),
        ("true", "Boolean", True),
        ("0", "Boolean", False),
        ("perhaps", "Boolean", "perhaps"),
        ("  ", "Integer", None),
        (" as it is ", "Text", " as it is "),
        ("nan", "Float", "nan"),
        ("9" * 30, "Integer", "9" * 30),
    ],
)
def test_values_are_of_their_type_where_they_can_be(written: str, kind: str, value: Any) -> None:
    found = value_in(written, kind)
    assert (found, type(found)) == (value, type(value))
