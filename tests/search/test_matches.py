"""Nearness of two kinds of tokens, which is found in a quicker way, is what it is for any matches."""

from dataclasses import replace
from random import Random

import numpy as np

from search.blocks import Batch, in_memory
from search.matches import near, plain


def test_pairs_are_what_nearness_finds_for_any_matches() -> None:
    chance = Random(11)
    batch = Batch()
    for name in "abc":
        batch.add(name, "", "\n\n".join(" ".join("w" * chance.randint(1, 9)) for _ in range(6)))
    columns = in_memory(batch)
    tokens = range(columns.tokens)
    compared = 0
    for _ in range(400):
        lists = [np.array(sorted(chance.sample(tokens, chance.randint(1, 14))), np.int64) for _ in range(2)]
        tokens_alone = [plain(columns, each, each) for each in lists]
        # With an end of their own they are matches like any others.
        others = [replace(each, last=each.last.copy()) for each in tokens_alone]
        distance = chance.randint(0, 6)
        found, expected = near(tokens_alone, distance), near(others, distance)
        assert (found.first.tolist(), found.last.tolist()) == (expected.first.tolist(), expected.last.tolist())
        compared += len(found)
    assert compared > 400


def test_a_word_asked_for_twice_stands_there_twice_though_it_is_the_rarest() -> None:
    text = "the bank of a bank and then all of the way that one goes to get to the other bank"
    words = text.split()
    batch = Batch()
    batch.add("a", "", text)
    columns = in_memory(batch)

    def places(word: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([place for place, each in enumerate(words) if each == word], np.int64)

    def found(*asked: str) -> list[tuple[int, int]]:
        matches = near([plain(columns, place, place) for place in map(places, asked)], 1)
        return list(zip(matches.first.tolist(), matches.last.tolist(), strict=True))

    assert found("of", "a", "bank") == [(1, 3), (2, 4)]
    assert found("bank", "of", "bank") == [(1, 4)]
    assert found("of", "bank", "bank") == [(1, 4)]
    assert found("the", "way", "the") == []
