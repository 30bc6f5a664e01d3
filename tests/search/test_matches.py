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
    # The second "led" is too far from "watched" to count, and near enough to the first one.
    words = ["watched", "and", "led", *["on"] * 12, "led", *["on"] * 80, *["watched"] * 3]
    batch = Batch()
    batch.add("a", "", " ".join(words))
    columns = in_memory(batch)

    def found(*asked: str) -> list[tuple[int, int]]:
        places = (np.flatnonzero([each == word for each in words]) for word in asked)
        matches = near([plain(columns, place, place) for place in places], 2)
        return list(zip(matches.first.tolist(), matches.last.tolist(), strict=True))

    assert found("watched", "led", "led") == []
    assert found("watched", "and", "led") == [(0, 2)]
