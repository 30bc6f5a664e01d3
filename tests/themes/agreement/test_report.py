"""Agreement of whole readings: by hand, and against counting character by character."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.holdings import Holdings
from tests.themes.agreement.studies import Tagged, document, study
from themes.agreement import measures
from themes.agreement.disagreements import disagreements
from themes.agreement.readings import read
from themes.agreement.report import NO_COMPLETE, OF_SETS, TWO_ALONE, Row, agreement_by_theme
from themes.agreement.sets import alpha_of_sets, expected
from themes.agreement.units import UNITS, Units

BY_HAND = study(
    ("e1", "ana", "d1", ((0, 50),), ("t-a",)),
    ("e2", "ana", "d1", ((60, 70),), ("t-b",)),
    ("e3", "ben", "d1", ((0, 30),), ("t-a",)),
    ("e4", "ben", "d1", ((60, 70),), ("t-a",)),
)
PASSAGES = {"d1": [(0, 20), (22, 40), (42, 58), (60, 80), (82, 100)]}
HALVES = {"d1": [(0, 10), (12, 40)], "d2": [(0, 40)]}


def rows(
    held: Holdings, unit: str = "character", people: tuple[str, ...] = ("ana", "ben"), draws: int = 0
) -> dict[str, Row]:
    whole = held.documents["d1"].characters if "d1" in held.documents else 0
    units = Units(read(held, people), unit, PASSAGES if whole == 100 else HALVES)
    together, each = agreement_by_theme(units, sorted(units.readings.tags), draws, 1)
    return {row.theme: row for row in (together, *each)}


def test_by_character() -> None:
    # t-a: both 30, ana alone 20, ben alone 10, neither 40. t-b: ana alone 10.
    row = rows(BY_HAND)["t-a"]
    assert (row.units, row.complete, row.tagged) == (100, 100, (50, 40))
    assert row.agreement.value == pytest.approx(0.70)
    assert row.agreement_tagged.value == pytest.approx(30 / 60)
    assert row.kappa.value == pytest.approx((0.70 - 0.50) / 0.50)
    assert row.fleiss.value == pytest.approx((0.70 - 0.505) / 0.495)
    assert row.alpha.value == pytest.approx(1 - 0.30 * 199 / (2 * 90 * 110 / 200))
    assert row.alpha_masi.undefined == OF_SETS
    other = rows(BY_HAND)["t-b"]
    assert (other.tagged, other.kappa.value, other.agreement_tagged.value) == ((10, 0), 0.0, 0.0)
    together = rows(BY_HAND)[""]
    assert (together.units, together.tagged) == (200, (60, 40))
    assert together.agreement.value == pytest.approx((70 + 90) / 200)


def test_by_passage() -> None:
    row = rows(BY_HAND, "passage")["t-a"]
    assert (row.units, row.tagged) == (5, (3, 3))
    assert row.agreement.value == pytest.approx(3 / 5)
    assert row.agreement_tagged.value == pytest.approx(2 / 4)


def test_by_excerpt() -> None:
    # The places are 0-50, 60-70 and 0-30; 0-30 shares all of the shorter with 0-50.
    row = rows(BY_HAND, "excerpt")["t-a"]
    assert (row.units, row.tagged) == (3, (2, 3))
    assert row.agreement.value == pytest.approx(2 / 3)
    assert rows(BY_HAND, "excerpt")["t-b"].tagged == (1, 0)


def test_an_excerpt_that_shares_less_than_half_of_the_shorter_is_elsewhere() -> None:
    def tagged(end: int) -> tuple[int, ...]:
        held = study(("e1", "ana", "d1", ((0, 20),), ("t-a",)), ("e2", "ben", "d1", ((end - 10, end),), ("t-a",)))
        return rows(held, "excerpt")["t-a"].tagged

    assert tagged(25) == (2, 2)
    assert tagged(26) == (1, 1)


def test_with_three_kappa_is_undefined_and_missing_values_count_where_they_can() -> None:
    held = study(
        ("e1", "ana", "d1", ((0, 50),), ("t-a",)),
        ("e2", "ben", "d1", ((0, 50),), ("t-a",)),
        ("e3", "cem", "d2", ((0, 10),), ("t-a",)),
        ("e4", "ana", "d2", ((0, 10),), ("t-a",)),
        documents=(document("d1"), document("d2")),
    )
    row = rows(held, people=("ana", "ben", "cem"))["t-a"]
    assert (row.units, row.complete) == (200, 0)
    assert (row.kappa.undefined, row.fleiss.undefined) == (TWO_ALONE, NO_COMPLETE)
    assert row.alpha.value == 1
    assert row.agreement.value == 1


def test_what_is_undefined_says_why() -> None:
    nothing = rows(study(("e1", "ana", "d1", ((0, 9),), ("t-a",))))[""]
    for figure in (nothing.agreement, nothing.kappa, nothing.alpha):
        assert (figure.value, figure.undefined) == (None, measures.NOTHING_COMPARED)
    whole = study(("e1", "ana", "d1", ((0, 100),), ("t-a",)), ("e2", "ben", "d1", ((0, 100),), ("t-a",)))
    row = rows(whole)["t-a"]
    assert (row.agreement.value, row.agreement_tagged.value, row.alpha_u.value) == (1, 1, 1)
    for figure in (row.kappa, row.fleiss, row.alpha):
        assert (figure.value, figure.undefined) == (None, measures.NO_VARIATION)
    units = Units(read(whole, ("ana", "ben")), "character")
    unused = agreement_by_theme(units, ["t-b"], 0, 1)[1][0]
    assert unused.agreement.value == 1
    assert (unused.agreement_tagged.undefined, unused.alpha_u.undefined) == (measures.NOTHING_TAGGED,) * 2
    assert unused.kappa.undefined == measures.NO_VARIATION


def test_intervals_follow_from_the_seed_and_hold_the_figure() -> None:
    row = rows(BY_HAND, draws=50)["t-a"]
    assert row.agreement.no_interval
    many = study(
        *((f"a{n}", "ana", f"d{n}", ((0, 20 + n),), ("t-a",)) for n in range(12)),
        *((f"b{n}", "ben", f"d{n}", ((2 * n, 40),), ("t-a",)) for n in range(12)),
        documents=[document(f"d{n}") for n in range(12)],
    )
    found = rows(many, draws=200)["t-a"]
    assert found == rows(many, draws=200)["t-a"]
    for figure in (found.agreement, found.agreement_tagged, found.kappa, found.fleiss, found.alpha):
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low < figure.value < figure.high


RANGES = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), max_size=4)


@st.composite
def coded(draw: st.DrawFn, reviewers: int) -> Holdings:
    """Two texts of 40 characters that everybody tagged something in."""
    tagged: list[Tagged] = []
    for who in ("ana", "ben", "cem")[:reviewers]:
        for where in ("d1", "d2"):
            for begin, length in [*draw(RANGES), (0, 1)]:
                themes = draw(st.sets(st.sampled_from(["t-a", "t-b", "t-old"]), min_size=1))
                ranges = ((begin, min(40, begin + length)),)
                tagged.append((f"e{len(tagged)}", who, where, ranges, tuple(sorted(themes))))
    return study(*tagged, documents=(document("d1", 40), document("d2", 40)))


def by_hand(held: Holdings, theme: str, people: tuple[str, ...]) -> list[list[int]]:
    said = {(who, where): [0] * 40 for who in people for where in ("d1", "d2")}
    for each in held.excerpts.values():
        if any(held.standing_for(tagged) == theme for tagged in each.themes):
            for start, end in each.ranges:
                said[each.reviewer, each.document][start:end] = [1] * (end - start)
    return [
        list(values) for where in ("d1", "d2") for values in zip(*(said[who, where] for who in people), strict=True)
    ]


@given(coded(3))
def test_by_character_is_as_if_every_character_were_counted(held: Holdings) -> None:
    people = ("ana", "ben", "cem")
    found = rows(held, people=people)
    for theme in ("t-a", "t-b"):
        if theme not in found:
            continue
        said = by_hand(held, theme, people)
        pairs = [pair for values in said for pair in combinations(values, 2)]
        assert found[theme].agreement.value == pytest.approx(sum(one == other for one, other in pairs) / len(pairs))
        some = [pair for pair in pairs if any(pair)]
        assert found[theme].agreement_tagged.value == pytest.approx(sum(map(all, some)) / len(some))
        assert found[theme].tagged == tuple(map(sum, zip(*said, strict=True)))


@given(coded(2), st.sampled_from(UNITS))
def test_nobody_comes_first(held: Holdings, unit: str) -> None:
    one, other = rows(held, unit), rows(held, unit, ("ben", "ana"))
    for theme, row in one.items():
        for name in ("agreement", "agreement_tagged", "kappa", "fleiss", "alpha", "alpha_u", "alpha_masi"):
            mine, theirs = getattr(row, name), getattr(other[theme], name)
            assert mine.undefined == theirs.undefined
            assert mine.value is None or mine.value == pytest.approx(theirs.value)


@given(coded(2), st.sampled_from(UNITS))
def test_differences_are_where_not_all_say_the_same(held: Holdings, unit: str) -> None:
    units = Units(read(held, ("ana", "ben")), unit, HALVES)
    for theme in units.readings.tags:
        said = units.said(theme)
        differing = (said.values[:, 0] != said.values[:, 1]) @ said.weights
        total, found = disagreements(units, theme)
        assert total == len(found)
        assert [each.size for each in found] == sorted((each.size for each in found), reverse=True)
        if unit == "character":
            assert sum(each.size for each in found) == differing
        else:
            assert total == differing
        for each in found:
            assert 0 <= each.start < each.end <= 40
            for who, side in zip(("ana", "ben"), each.sides, strict=True):
                assert side is not None
                for excerpt in side:
                    assert (excerpt.reviewer, excerpt.document) == (who, each.document)
                    assert excerpt.start < each.end
                    assert each.start < excerpt.end


def test_a_difference_shows_what_the_other_said_there_instead() -> None:
    units = Units(read(BY_HAND, ("ana", "ben")), "character")
    total, found = disagreements(units, "t-a")
    assert total == 2
    first, second = found
    assert (first.start, first.end, first.size, first.tagged) == (0, 50, 20, ("ana", "ben"))
    assert (second.start, second.end, second.size, second.tagged) == (60, 70, 10, ("ben",))
    assert [[each.id for each in side or ()] for side in second.sides] == [["e2"], ["e4"]]
    assert disagreements(units, "t-a", 1) == (2, [first])


SETS = st.lists(st.sets(st.integers(0, 5)), min_size=2, max_size=8, unique_by=lambda each: tuple(sorted(each)))


@given(SETS, st.data())
def test_what_is_expected_of_sets_is_the_same_by_groups_and_by_pairs(sets: list[set[int]], data: st.DataObject) -> None:
    members = np.array([[member in each for member in range(6)] for each in sets], dtype=np.float64)
    totals = np.array(data.draw(st.lists(st.integers(1, 9), min_size=len(sets), max_size=len(sets))), dtype=np.float64)
    by_pairs = expected(members, totals, -1)
    for largest in (0, 2, 8):
        assert expected(members, totals, largest) == pytest.approx(by_pairs)
    wide = np.concatenate([members, np.zeros((len(sets), 70))], axis=1)
    assert expected(wide, totals) == pytest.approx(by_pairs)


def test_alpha_of_sets_of_the_same_sets_is_1_and_without_variation_undefined() -> None:
    values = np.array([[[1, 0], [1, 0]], [[0, 1], [0, 1]]])
    assert alpha_of_sets(values, np.ones(2)) == 1
    assert math.isnan(alpha_of_sets(values[:1], np.ones(1)))
    assert math.isnan(alpha_of_sets(np.full((1, 2, 2), -1), np.ones(1)))
