"""Values of attributes mean what a person wrote, are counted under the words that the study declares, and lose nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.attributes import (
    Attribute,
    as_declared,
    attributes_from,
    in_order,
    labels_of,
    listed,
    text_of_value,
    value_from,
)
from store.errors import FileFault, UsageFault

YEARS = Attribute("years", "number", bands=(5, 10, 20))


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (4, "under 5"),
        (4.99, "under 5"),
        (5, "5 to under 10"),
        (10, "10 to under 20"),
        (20, "20 and over"),
        ("many", "many"),
        (True, "yes"),
    ],
)
def test_a_band_holds_its_lower_edge(value: object, label: str) -> None:
    assert labels_of(value, YEARS) == (label,)


def test_dates_are_counted_in_bands_of_dates() -> None:
    joined = Attribute("joined", "date", bands=(date(2020, 1, 1), date(2024, 1, 1)))
    assert labels_of(date(2019, 12, 31), joined) == ("under 2020-01-01",)
    assert labels_of(date(2020, 1, 1), joined) == ("2020-01-01 to under 2024-01-01",)
    assert labels_of(7, joined) == ("7",)


def test_a_list_counts_under_each_of_its_values_once_and_nothing_is_not_stated() -> None:
    assert labels_of(["nurse", "warden", "nurse"]) == ("nurse", "warden")
    assert labels_of(None) == labels_of("") == labels_of([]) == ()


def test_labels_stand_as_declared_then_numbers_by_size_then_words() -> None:
    assert in_order(["10", "9", "b", "A"]) == ["9", "10", "A", "b"]
    levels = Attribute("level", "ordered", values=("low", "middle", "high"))
    assert in_order(["high", "low", "other"], levels) == ["low", "high", "other"]
    assert in_order(["20 and over", "under 5", "5 to under 10"], YEARS) == ["under 5", "5 to under 10", "20 and over"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("7.5", 7.5),
        ("007", "007"),
        ("1e3", "1e3"),
        ("+5", "+5"),
        ("2026-11-23", date(2026, 11, 23)),
        ("nan", "nan"),
    ],
)
def test_what_would_not_be_written_back_the_same_stays_text(text: str, value: object) -> None:
    assert value_from(text) == value
    assert type(value_from(text)) is type(value)


@given(st.text())
def test_no_text_is_changed_by_being_guessed(text: str) -> None:
    value = value_from(text)
    assert value is None or text_of_value(value) == text.strip()


def test_declared_types_are_kept_to() -> None:
    assert value_from("yes", Attribute("clinical", "yes/no")) is True
    assert value_from("nurse; warden", Attribute("work", "several")) == ["nurse", "warden"]
    assert value_from("12", Attribute("code", "text")) == "12"
    assert value_from("HIGH", Attribute("level", "ordered", values=("low", "high"))) == "high"
    with pytest.raises(UsageFault, match="a number is expected"):
        value_from("many", YEARS)
    with pytest.raises(UsageFault, match="low, high"):
        value_from("tall", Attribute("level", "ordered", values=("low", "high")))


@pytest.mark.parametrize("bands", [[5, 5], [10, 5], ["a"], [True, False], [1, date(2020, 1, 1)], 5])
def test_bands_that_do_not_rise_are_named(bands: object) -> None:
    with pytest.raises(FileFault, match=r"attributes\.years\.bands"):
        attributes_from("catena.toml", {"attributes": {"years": {"bands": bands}}})


def test_a_semicolon_and_a_backslash_in_one_of_several_values_are_kept() -> None:
    assert value_from(r"day\; night; late", Attribute("shifts", "several")) == ["day; night", "late"]
    assert listed("early; late\\") == ["early", "late\\"]


@pytest.mark.parametrize(
    ("value", "declared", "meant"),
    [
        ("yes", "yes/no", True),
        (0, "yes/no", False),
        (2, "yes/no", 2),
        ("perhaps", "yes/no", "perhaps"),
        ("en; cy", "several", ["en", "cy"]),
        (r"C:\x", "several", [r"C:\x"]),
        (" ; ", "several", " ; "),
        ("29", "number", 29),
        ("40,5", "number", "40,5"),
        (29, "text", 29),
        ("29", "", "29"),
    ],
)
def test_a_value_from_before_the_declaration_means_what_is_declared_or_stays(
    value: object, declared: str, meant: object
) -> None:
    found = as_declared(value, Attribute("key", declared))
    assert found == meant
    assert type(found) is type(meant)
