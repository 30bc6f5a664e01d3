"""An excerpt is carried into another version of its text, or a person is asked; it is never carried to other words."""

import itertools
import os
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.anchoring import Anchoring
from search.way import same_words
from search.word_diff import matched_words
from tests.search.edited_texts import EDITS, MISLEADING, Edited, excerpts, likeness

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("CATENA_SHARED", ROOT.parent / "shared")) / "corpus"
LARGEST = 60_000

RIGHT = {
    "typing errors": 0.99,
    "paragraphs in and out": 0.98,
    "names replaced": 0.98,
    "wrapped anew": 0.99,
    "extracted again": 0.98,
    "paragraphs moved": 0.94,
    "all of it": 0.85,
    "lookalikes": 0.70,
}
"""The share of living excerpts that must be placed rightly at least; the rest is for a person."""


def texts() -> list[str]:
    own = sorted((ROOT / "corpus" / "corpus" / "interviews").glob("*.txt"))[:3]
    shared = sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else []
    return [path.read_text(encoding="utf-8")[:LARGEST] for path in (*own, *shared)]


def outcomes(edit: str, seed: int, number: int, most: int | None = None) -> Counter[str]:
    """What became of `number` excerpts of each text (of the first `most`), by the truth that the edit keeps."""
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    for text in texts()[:most]:
        edited = {**EDITS, **MISLEADING}[edit](Edited.first(text), chance)
        anchoring = Anchoring(text, edited.text)
        for start, end in excerpts(text, number, chance):
            alive = sum(start <= place < end for place in edited.origin) / (end - start)
            anchored = anchoring.anchor(start, end)
            told = " ".join(edited.text[slice(*place)] for place in anchored.places)
            if not anchored.places:
                found["asked" if alive > 0.5 else "gone"] += 1
            elif likeness(edited, (start, end), anchored.places) >= 0.5:
                found["right"] += 1
            else:
                same = same_words(told, text[start:end])
                found["copy" if same else f"wrong: {text[start:end]!r} became {told!r}"] += 1
    return found


@pytest.mark.parametrize("edit", EDITS)
def test_no_excerpt_goes_to_other_words_and_most_go_to_their_own(edit: str) -> None:
    found = outcomes(edit, seed=7, number=30)
    assert [kind for kind in found if kind.startswith("wrong")] == []
    assert found["right"] / (found["right"] + found["asked"]) >= RIGHT[edit]


def test_near_copies_mislead_nowhere() -> None:
    for edit in MISLEADING:
        assert [kind for kind in outcomes(edit, seed=7, number=30, most=3) if kind.startswith("wrong")] == []


@pytest.mark.soak
@pytest.mark.parametrize("edit", MISLEADING)
def test_near_copies_mislead_hardly_one_of_thousands(edit: str) -> None:
    found = sum((outcomes(edit, seed, number=300) for seed in range(5)), Counter[str]())
    assert 1000 * sum(count for kind, count in found.items() if kind.startswith("wrong")) <= found.total()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("edit", EDITS)
def test_no_excerpt_of_thousands_goes_to_other_words(edit: str, seed: int) -> None:
    found = outcomes(edit, seed, number=400)
    assert [kind for kind in found if kind.startswith("wrong")] == []
    assert found["right"] / (found["right"] + found["asked"]) >= RIGHT[edit]


OLD = "We met at noon.\n\nNobody asks us what we think, and so we stay silent.\n\nThen it rained all day long."


def place(old: str, new: str, words: str) -> list[str]:
    start = old.index(words)
    return [new[slice(*each)] for each in Anchoring(old, new).anchor(start, start + len(words)).places]


def test_the_same_text_carries_every_range_to_itself() -> None:
    anchoring = Anchoring(OLD, OLD)
    for start in range(0, len(OLD) - 9, 5):
        anchored = anchoring.anchor(start, start + 9)
        assert (anchored.state, anchored.places) == ("carried", ((start, start + 9),))


def test_marks_at_the_borders_go_along_where_they_are_the_same() -> None:
    words = "Nobody asks us what we think, and so we stay silent."
    assert place(OLD, f"Heading\n\n{OLD}", words) == [words]
    assert place(OLD, OLD.replace("silent.", "silent!"), words) == [words[:-1]]


def test_what_is_put_in_between_is_no_part_of_the_quotation() -> None:
    longer = OLD.replace("think, and", "think, (the recording stops here for a while and goes on after some noise) and")
    assert place(OLD, longer, "us what we think, and so we stay") == ["us what we think", "and so we stay"]


def test_a_name_that_was_replaced_leaves_the_place_where_it_is() -> None:
    old = "They came in.\n\nThen Margaret told Susan.\n\nAnd they left again."
    assert place(old, old.replace("Margaret", "[P4]").replace("Susan", "[P9]"), "Margaret told Susan") == [
        "P4] told [P9"
    ]


def test_deleted_words_are_missing_and_a_near_copy_elsewhere_is_only_told() -> None:
    gone = OLD.replace("Nobody asks us what we think, and so we stay silent.\n\n", "")
    start = OLD.index("Nobody")
    end = OLD.index("silent") + 6
    assert Anchoring(OLD, gone).anchor(start, end).state == "missing"
    elsewhere = f"{gone}\n\nAnother day.\n\nNobody asks them what we think, and so we stay calm."
    anchored = Anchoring(OLD, elsewhere).anchor(start, end)
    assert (anchored.state, anchored.places) == ("to check", ())
    best = anchored.candidates[0]
    assert elsewhere[best.start : best.end].startswith("Nobody asks them")


def test_what_was_put_in_between_from_elsewhere_makes_one_side_a_copy_perhaps() -> None:
    first = " ".join(f"alpha{number}" for number in range(30))
    second = " ".join(f"beta{number}" for number in range(30))
    other = " ".join(f"gamma{number}" for number in range(15))
    old = f"Before it.\n\n{first}\n\n{second}\n\nBehind it.\n\n{other}\n\nThe end."
    copy = first.replace("alpha20", "delta").replace("alpha12", "delta")
    new = f"Before it.\n\n{copy}\n\n{other}\n\n{second}\n\nBehind it.\n\nThe end."
    start, end = old.index("alpha9"), old.index("beta8")
    assert Anchoring(old, new).anchor(start, end).state == "to check"
    assert Anchoring(old, new.replace(f"{other}\n\n", "")).anchor(start, end).state == "moved"


@given(st.text(max_size=300), st.text(max_size=300), st.data())
def test_any_two_texts_give_ranges_of_the_new_one(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    anchored = Anchoring(old, new).anchor(start, end)
    for first, last in (*anchored.places, *((each.start, each.end) for each in anchored.candidates)):
        assert 0 <= first < last <= len(new)
    assert all(one[1] <= other[0] for one, other in zip(anchored.places, anchored.places[1:], strict=False))
    assert bool(anchored.places) == (anchored.state in ("carried", "moved"))


WORDS = st.lists(st.integers(0, 7), max_size=60)


@given(WORDS, WORDS)
def test_matched_words_are_the_same_ones_and_their_places_rise(old: list[int], new: list[int]) -> None:
    matched = matched_words(old, new)
    known = [(here, there) for here, there in enumerate(matched) if there >= 0]
    assert all(old[here] == new[there] for here, there in known)
    assert all(first[1] < second[1] for first, second in itertools.pairwise(known))


@given(WORDS)
def test_equal_texts_are_matched_wholly(words: list[int]) -> None:
    assert matched_words(words, words) == list(range(len(words)))
