"""Two and three reviewers, one of them on two machines, work apart at random and sync in any order: all end the same."""

import random
from pathlib import Path

import pytest

from tests.store.sharing.sharers import Sharers


def work(begun: Path, folder: Path, names: tuple[str, ...], rounds: int, seed: int) -> Sharers:
    sharers = Sharers(begun, folder, names, random.Random(seed))
    for _ in range(rounds):
        sharers.round()
    sharers.agree()
    return sharers


@pytest.mark.parametrize(("names", "seed"), [(("ana", "ben"), 1), (("ana", "ana2", "ben"), 2)])
def test_reviewers_who_work_apart_end_with_the_same(
    begun: Path, tmp_path: Path, names: tuple[str, ...], seed: int
) -> None:
    sharers = work(begun, tmp_path, names, 10, seed)
    assert sharers.merges > 0


@pytest.mark.soak
@pytest.mark.parametrize("names", [("ana", "ben"), ("ana", "ben", "cem"), ("ana", "ana2", "ben")])
def test_two_hundred_rounds_end_with_the_same(begun: Path, tmp_path: Path, names: tuple[str, ...]) -> None:
    sharers = work(begun, tmp_path, names, 200, 2026)
    print(
        f"{sharers.acts} acts, {sharers.merges} merges, {len(sharers.true)} true conflicts, {sharers.decided} decided"
    )
    assert sharers.true
    assert sharers.decided
