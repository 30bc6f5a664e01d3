"""A change goes in where it was made, what others changed beside it stays, and a clash is a conflict."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.merging import Conflict, merged, same

VALUES = st.sampled_from(["", "a", "b", 1, 2, []]) | st.lists(st.sampled_from(["x", "y"]), max_size=2)
TABLES = st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4)


@given(TABLES, TABLES)
def test_with_nobody_else_the_change_is_the_change(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert same(merged(before, before, after), after)


@given(TABLES, TABLES, TABLES)
def test_each_key_is_the_acts_or_the_others(
    before: dict[str, Any], after: dict[str, Any], found: dict[str, Any]
) -> None:
    try:
        result = merged(found, before, after)
    except Conflict:
        keys = before.keys() | after.keys() | found.keys()
        assert any(
            not same(before.get(key), after.get(key))
            and not same(found.get(key), before.get(key))
            and not same(found.get(key), after.get(key))
            for key in keys
        )
    else:
        for key in result.keys() | after.keys() | found.keys():
            changed = not same(before.get(key), after.get(key))
            assert same(result.get(key), after.get(key) if changed else found.get(key))


@given(TABLES, TABLES, TABLES)
def test_what_was_merged_can_be_taken_back(
    before: dict[str, Any], after: dict[str, Any], found: dict[str, Any]
) -> None:
    try:
        result = merged(found, before, after)
    except Conflict:
        return
    assert same(merged(result, result, found), found)


def test_a_note_added_beside_a_change_of_themes_stays() -> None:
    before, after = {"themes": ["a"]}, {"themes": ["a", "b"]}
    found = {"themes": ["a"], "note": "mine", "colour": "red"}
    assert merged(found, before, after) == {"themes": ["a", "b"], "note": "mine", "colour": "red"}


def test_the_same_value_changed_twice_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        merged({"themes": ["c"]}, {"themes": ["a"]}, {"themes": ["b"]})


@pytest.mark.parametrize("found", [{"a": 2}, {"a": 1, "note": "new"}, None])
def test_what_changed_is_not_taken_away(found: Any) -> None:
    with pytest.raises(Conflict):
        merged(found, {"a": 1, "note": ""}, None)


def test_what_nobody_named_goes_with_what_is_taken_away() -> None:
    assert merged({"a": 1, "colour": "red"}, {"a": 1, "note": ""}, None) is None


def test_nothing_is_made_where_something_stands() -> None:
    with pytest.raises(Conflict):
        merged({"a": 1}, None, {"a": 2})


def test_tables_in_tables_are_merged_too() -> None:
    before, after = {"attributes": {"site": "N"}}, {"attributes": {"site": "S"}}
    assert merged({"attributes": {"site": "N", "years": 3}}, before, after) == {"attributes": {"site": "S", "years": 3}}


def test_absent_empty_and_not_a_number() -> None:
    assert same({"a": ""}, {})
    assert same(None, [])
    assert same(float("nan"), float("nan"))
    assert same(("a",), ["a"])
    assert not same(0, None)
    assert not same(False, "")
    assert not same(["a"], ["a", "b"])
