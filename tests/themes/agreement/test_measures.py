"""What holds of every coefficient, whatever reviewers said: reviewers and categories have no order, and nothing is made up."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from themes.agreement import distances, measures
from themes.agreement.counting import MISSING, Numbers, Values, coincidences_of, complete, table_of
from themes.agreement.figures import Figure, figure
from themes.agreement.resampling import weights_of_clusters, with_interval
from themes.agreement.unitising import unit_distance, unitised

CATEGORIES = 3


def values(fewest: int = MISSING, reviewers: int = 3) -> st.SearchStrategy[Values]:
    row = st.lists(st.integers(fewest, CATEGORIES - 1), min_size=reviewers, max_size=reviewers)
    return st.lists(row, min_size=1, max_size=12).map(lambda rows: np.array(rows, dtype=np.int64))


def coincidences(given_values: Values) -> Numbers:
    return coincidences_of(given_values, np.ones(len(given_values)), CATEGORIES)


def table(given_values: Values) -> Numbers:
    return table_of(given_values, np.ones(len(given_values)), CATEGORIES)


def same(one: Numbers, other: Numbers) -> bool:
    return bool(np.allclose(one, other, equal_nan=True))


@given(values(0, 2))
def test_two_reviewers_agree_as_much_whoever_comes_first(said: Values) -> None:
    for measure in (measures.agreement, measures.cohens_kappa, measures.greatest_kappa):
        assert same(measure(table(said)), measure(table(said[:, ::-1])))


@given(values(), st.permutations(range(3)), st.permutations(range(CATEGORIES)))
def test_neither_reviewers_nor_categories_have_an_order(said: Values, people: list[int], names: list[int]) -> None:
    renamed = np.where(said == MISSING, MISSING, np.array(names)[said])
    for other in (said[:, people], renamed):
        for measure in (measures.agreement, measures.fleiss_kappa):
            assert same(measure(coincidences(said)), measure(coincidences(other)))
        apart = distances.nominal(CATEGORIES)
        found = [measures.krippendorffs_alpha(coincidences(each), apart) for each in (said, other)]
        assert same(*found)


@given(values(0, 1))
def test_who_agree_in_everything_have_1_or_nothing_to_tell(said: Values) -> None:
    twice = np.repeat(said, 3, axis=1)
    expected = 1.0 if len(set(said[:, 0])) > 1 else math.nan
    assert measures.agreement(coincidences(twice)) == 1
    assert same(measures.cohens_kappa(table(twice[:, :2])), np.array(expected))
    assert same(measures.fleiss_kappa(coincidences(twice)), np.array(expected))
    assert same(measures.krippendorffs_alpha(coincidences(twice), distances.nominal(CATEGORIES)), np.array(expected))


@given(values())
def test_coincidences_are_the_pairs_of_each_unit(said: Values) -> None:
    expected = np.zeros((CATEGORIES, CATEGORIES))
    for row in said:
        there = [value for value in row if value != MISSING]
        for one, other in permutations(there, 2):
            expected[one, other] += 1 / (len(there) - 1)
    assert np.allclose(coincidences(said), expected)
    judged = (said != MISSING).sum(axis=1)
    assert coincidences(said).sum() == pytest.approx(judged[judged > 1].sum())


@given(values(), st.integers(1, 5))
def test_a_weight_is_as_many_units(said: Values, times: int) -> None:
    many = np.repeat(said, times, axis=0)
    assert np.allclose(coincidences_of(said, np.full(len(said), float(times)), CATEGORIES), coincidences(many))


@given(values(0, 2))
def test_fleiss_of_two_reviewers_is_scotts_pi(said: Values) -> None:
    shares = [((said == category).sum() / said.size) ** 2 for category in range(CATEGORIES)]
    chance, agreed = sum(shares), float((said[:, 0] == said[:, 1]).mean())
    expected = (agreed - chance) / (1 - chance) if chance < 1 else math.nan
    assert same(measures.fleiss_kappa(coincidences(said)), np.array(expected))


def test_nothing_compared_is_undefined_and_says_so() -> None:
    nothing = np.full((2, 2), MISSING)
    for measure in (measures.agreement, measures.fleiss_kappa):
        assert math.isnan(measure(coincidences(nothing)))
    assert math.isnan(measures.cohens_kappa(table(nothing)))
    assert not complete(nothing).any()
    assert figure(math.nan, measures.NOTHING_COMPARED).undefined == measures.NOTHING_COMPARED
    assert figure(math.nan, "no").text == "-"
    assert figure(0.25, "no") == Figure(0.25)


def test_passages_that_two_coded_differently_by_hand() -> None:
    counts = {(1, 1): 379, (1, 0): 281, (0, 0): 296}
    said = np.array([pair for pair, number in counts.items() for _ in range(number)])
    two = table_of(said, np.ones(len(said)), 2)
    pairs = coincidences_of(said, np.ones(len(said)), 2)
    assert measures.agreement(two) == pytest.approx(0.7061, abs=5e-5)
    assert measures.cohens_kappa(two) == pytest.approx(0.4551, abs=5e-5)
    assert measures.agreement_on_tagged(pairs) == pytest.approx(0.5742, abs=5e-5)
    assert measures.krippendorffs_alpha(pairs, distances.nominal(2)) == pytest.approx(0.4080, abs=5e-5)


PIECES = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), max_size=4)


def units_of(pieces: list[tuple[int, int]]) -> Values:
    """Each piece so far behind the one before it, and so long."""
    made, place = [], 0
    for gap, length in pieces:
        made.append((place + gap, place + gap + length))
        place += gap + length
    return np.array(made, dtype=np.int64).reshape(-1, 2)


def with_gaps(units: Values, length: int) -> list[tuple[int, int, int]]:
    made, place = [], 0
    for start, end in units:
        made += [(place, start - place, 0), (start, end - start, 1)]
        place = end
    return [piece for piece in [*made, (place, length - place, 0)] if piece[1]]


@given(st.lists(PIECES, min_size=2, max_size=3))
def test_alpha_of_units_adds_up_the_distances_of_all_pairs(pieces: list[list[tuple[int, int]]]) -> None:
    length = 50
    units = [units_of(each) for each in pieces]
    listed = [with_gaps(each, length) for each in units]
    total = sum(
        unit_distance(*piece, *other_piece)
        for one, other in permutations(listed, 2)
        for piece in one
        for other_piece in other
    )
    found = unitised(units, np.array([0, length]))
    assert found.observed == pytest.approx(total / (len(units) * (len(units) - 1) * length**2))
    turned = unitised(units[::-1], np.array([0, length]))
    assert same(np.array(found.alpha), np.array(turned.alpha))
    if not any(pieces):
        assert math.isnan(found.alpha)


@given(PIECES.filter(bool))
def test_the_same_units_have_alpha_1(pieces: list[tuple[int, int]]) -> None:
    assert unitised([units_of(pieces)] * 2, np.array([0, 50])).alpha == 1


def test_a_gap_ends_where_a_document_does() -> None:
    units = [np.array([[2, 5], [12, 14]]), np.array([[2, 6]])]
    whole, apart = (unitised(units, np.array(edges)) for edges in ([0, 20], [0, 10, 20]))
    assert whole.observed == apart.observed
    assert whole.expected > apart.expected


def test_an_interval_can_be_repeated_and_tells_why_there_is_none() -> None:
    said = np.array([1.0] * 30 + [0.0] * 10)
    times = weights_of_clusters(40, 500, 7)
    assert np.array_equal(times, weights_of_clusters(40, 500, 7))
    assert not np.array_equal(times, weights_of_clusters(40, 500, 8))
    assert (times.sum(axis=1) == 40).all()
    drawn = times @ said / 40
    found = with_interval(Figure(0.75), drawn, 40)
    assert found.low is not None
    assert found.high is not None
    assert 0.55 < found.low < 0.75 < found.high < 0.92
    assert with_interval(Figure(0.75), drawn, 1).no_interval
    assert "undefined in more than" in with_interval(Figure(0.5), np.array([0.5, math.nan]), 2).no_interval
    assert with_interval(Figure(None, "why"), drawn, 40) == Figure(None, "why")
