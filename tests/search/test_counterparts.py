"""What explains that other words stand in a new text, and which of its words are which of the old one's."""

import random
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.anchor_words import Words
from search.anchoring import Anchoring
from search.counterparts import Counterparts
from search.kept_stretches import runs_of, slid
from search.likeness import common, nearly, shared

NUMBERS = st.lists(st.integers(0, 4), max_size=14)


@given(NUMBERS, NUMBERS)
def test_common_is_as_long_as_any_row_of_equal_numbers(one: list[int], other: list[int]) -> None:
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for here, first in enumerate(one):
        for there, second in enumerate(other):
            longest = max(lengths[here][there + 1], lengths[here + 1][there])
            lengths[here + 1][there + 1] = lengths[here][there] + 1 if first == second else longest
    pairs = common(one, other)
    assert len(pairs) == shared(one, other) == lengths[-1][-1]
    assert all(one[here] == other[there] for here, there in pairs)
    assert all(first[0] < second[0] and first[1] < second[1] for first, second in pairwise(pairs))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("think", "thnik", True),
        ("think", "thimk", True),
        ("think", "thin", True),
        ("think", "drink", False),
        ("organisation", "orgamsation", True),
        ("organisation", "xrganisatiox", True),
        ("organisation", "rganisationx", True),
        ("organisation", "desorganised", False),
        ("was", "has", False),
        ("a", "b", False),
    ],
)
def test_a_typing_error_is_one_letter_and_two_in_a_long_word(one: str, other: str, near: bool) -> None:
    assert nearly(one, other) is nearly(other, one) is near


@given(st.text("ab", max_size=9), st.text("ab", max_size=9))
def test_nearly_never_takes_more_than_two_steps(one: str, other: str) -> None:
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        last, row = row, [number]
        for place, there in enumerate(other, 1):
            row.append(min(last[place] + 1, row[-1] + 1, last[place - 1] + (letter != there)))
    if nearly(one, other):
        assert row[-1] <= 2


def paragraph(seed: str, size: int) -> list[str]:
    """Words of which none is like another."""
    chance = random.Random(seed)
    return ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=8)) for _ in range(size)]


def text(*pieces: list[str]) -> str:
    return "\n\n".join(map(" ".join, pieces))


def odd(old: str, new: str) -> int:
    return Counterparts(Words(old), Words(new)).odd[-1]


def test_names_that_give_way_everywhere_are_explained_and_a_word_that_does_once_is_not() -> None:
    pieces = [[*paragraph(f"a{number}", 12), "Margaret", *paragraph(f"b{number}", 12)] for number in range(4)]
    old = text(*pieces)
    assert odd(old, old.replace("Margaret", "P4")) == 0
    assert odd(old, old.replace("Margaret", "her sister", 1)) == 1
    assert odd(old, old.replace(pieces[1][7], "instead").replace(f"{pieces[2][3]} ", "")) == 2


def test_a_name_that_stands_once_gives_way_to_what_is_no_word_of_the_text() -> None:
    old = text([*paragraph("a", 12), "Margaret", *paragraph("b", 12), "Linden", *paragraph("c", 12)])
    assert odd(old, old.replace("Margaret", "Rowan")) == 0
    assert odd(old, old.replace("Margaret", "Linden")) == 1


def test_a_running_head_with_its_page_number_is_explained_and_other_words_put_in_are_not() -> None:
    pieces = [paragraph(f"a{number}", 12) for number in range(5)]
    plain = text(list(chain(*pieces)))
    heads = [[str(number), "A", "Year", "of", "Rain", *piece] for number, piece in enumerate(pieces)]
    headed = text(list(chain(*heads)))
    filled = text(list(chain(*([*piece, *paragraph(f"b{number}", 3)] for number, piece in enumerate(pieces)))))
    assert odd(plain, headed) == odd(headed, plain) == 0
    assert odd(plain, filled) == 4


def test_what_is_put_in_beside_its_like_begins_with_a_paragraph() -> None:
    starts = {3}
    old = [1, 2, 3, 4, 5, 6]
    new = [1, 2, 3, 4, 5, 9, 4, 5, 6]
    assert slid([(0, 0, 5), (5, 8, 1)], old, new, starts) == [(0, 0, 3), (3, 6, 3)]
    assert slid([(0, 0, 3), (3, 6, 3)], old, new, starts) == [(0, 0, 3), (3, 6, 3)]
    assert runs_of([0, 1, -1, 5, 6, 4]) == [(0, 0, 2), (3, 5, 2), (5, 4, 1)]


PIECES = [paragraph(name, 40) for name in ("alpha", "beta", "gamma", "delta", "epsilon")]
OLD = text(*PIECES)


def anchored(new: str, first: str, last: str) -> tuple[str, list[str]]:
    found = Anchoring(OLD, new).anchor(OLD.index(first), OLD.index(last) + len(last))
    return found.state, [new[slice(*place)] for place in found.places]


def test_a_moved_paragraph_is_found_where_it_is_now_and_its_near_copy_is_only_told() -> None:
    alpha, beta, gamma, *rest = PIECES
    moved = text(alpha, gamma, *rest, beta)
    assert anchored(moved, beta[5], beta[15]) == ("carried", [" ".join(beta[5:16])])
    assert anchored(moved.replace(beta[30], "other"), beta[5], beta[15]) == ("to check", [])


def test_a_quotation_that_is_torn_keeps_its_order_or_goes_to_a_person() -> None:
    alpha, beta, *rest = PIECES
    torn = anchored(text(alpha, *rest, beta), alpha[25], beta[15])
    assert torn == ("moved", [" ".join(alpha[25:]), " ".join(beta[:16])])
    assert anchored(text(beta, alpha, *rest), alpha[25], beta[15]) == ("to check", [])


def test_a_paragraph_that_changed_more_than_the_rest_is_for_a_person() -> None:
    beta = PIECES[1]
    rewritten = OLD
    for number in range(5, 35, 5):
        rewritten = rewritten.replace(beta[number], f"other{'abcdefg'[number // 5]}")
    assert anchored(rewritten, beta[2], beta[38]) == ("to check", [])
    assert anchored(OLD.replace(beta[10], "other"), beta[2], beta[38])[0] == "moved"


def test_of_a_paragraph_that_is_gone_but_for_some_words_nothing_is_taken() -> None:
    beta = PIECES[1]
    rest = OLD.replace(" ".join(beta[20:]), "and so they went on for ever")
    assert anchored(rest, beta[2], beta[12]) == ("carried", [" ".join(beta[2:13])])
    assert anchored(rest, beta[12], beta[23]) == ("to check", [])
