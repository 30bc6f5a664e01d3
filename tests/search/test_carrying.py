"""What becomes of excerpts when their text is edited: none is ever carried to other words, and none is lost."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.carried_holdings import Carrier
from search.carrying import Carried, Carrying, counts
from search.way import edited
from store.documents import Document, hash_of
from store.earlier_texts import EarlierText
from store.excerpts import Excerpt, Moved, segments_of
from store.holdings import read_holdings
from store.project import Project
from store.rules import Region, Rules
from tests.search.edited_texts import EDITS, Edited, excerpts, likeness
from tests.search.test_anchoring import texts
from tests.store.studies import Desk

RIGHT = {
    "typing errors": 0.99,
    "paragraphs in and out": 0.98,
    "names replaced": 0.98,
    "wrapped anew": 0.99,
    "extracted again": 0.99,
    "paragraphs moved": 0.95,
    "all of it": 0.90,
    "lookalikes": 0.75,
}
"""The share of living excerpts whose place must be right (an F1 of at least 0.9); nearly all others are for a person."""


def document_of(text: str, *earlier: EarlierText) -> Document:
    return Document(
        "jw019", "JW019", "interview", "corpus/interviews/jw019.txt", hash_of(text), len(text), earlier=earlier
    )


def excerpt_of(text: str, *ranges: tuple[int, int], key: str = "e1") -> Excerpt:
    return Excerpt(key, "ana", "jw019", hash_of(text), segments_of(text, ranges), ("t-1",))


def carried(old: str, new: str, *ranges: tuple[int, int]) -> Carried:
    return Carrying(document_of(new), new, lambda digest: old if digest == hash_of(old) else None).carry(
        excerpt_of(old, *ranges)
    )


def outcomes(edit: str, seed: int, number: int) -> Counter[str]:
    """What became of `number` excerpts, spread over all texts, by the truth that the edit keeps."""
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    known = texts() if number > 1000 else texts()[::2]
    for text in known:
        became = EDITS[edit](Edited.first(text), chance)
        carrying = Carrying(document_of(became.text), became.text, {hash_of(text): text}.get)
        for start, end in excerpts(text, -(-number // len(known)), chance):
            excerpt = excerpt_of(text, (start, end))
            told = carrying.carry(excerpt)
            alive = sum(start <= place < end for place in became.origin) / (end - start)
            if told.after is None:
                assert told.state in ("to check", "missing")
                assert told.excerpt == excerpt
                found["asked" if alive > 0.5 else "gone"] += 1
                continue
            assert all(each.exact == became.text[each.start : each.end] for each in told.after.segments)
            assert replace(told.after, sha256=excerpt.sha256, segments=excerpt.segments, moved=None) == excerpt
            right = likeness(became, (start, end), told.after.ranges)
            same = "".join(told.after.text.split()) == "".join(excerpt.text.split())
            found["right" if right >= 0.9 else "partly" if right >= 0.5 else "copy" if same else "wrong"] += 1
    return found


@pytest.mark.parametrize("edit", EDITS)
def test_no_excerpt_is_carried_to_other_words(edit: str) -> None:
    found = outcomes(edit, seed=23, number=90)
    assert found["wrong"] == 0
    assert found["right"] >= RIGHT[edit] * (found.total() - found["gone"] - found["copy"])


@pytest.mark.soak
@pytest.mark.parametrize("edit", EDITS)
def test_of_two_thousand_excerpts_none_is_carried_to_other_words(edit: str) -> None:
    found = outcomes(edit, seed=29, number=2000)
    assert found["wrong"] == 0
    assert found["right"] >= RIGHT[edit] * (found.total() - found["gone"] - found["copy"])


OLD = "We met at noon.\n\nNobody asks us what we think, and so we stay silent.\n\nThen it rained all day long."


def place(words: str, text: str = OLD) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_other_line_ends_carry_and_other_words_move_an_excerpt() -> None:
    words = "Nobody asks us what we think, and so we stay silent."
    wrapped = carried(OLD, OLD.replace("what we", "what\nwe"), place(words))
    assert (wrapped.state, wrapped.after and wrapped.after.moved) == ("carried", None)
    moved = carried(OLD, OLD.replace("we think", "we drink"), place(words))
    assert moved.state == "moved"
    assert moved.after is not None
    assert moved.after.moved == Moved(hash_of(OLD), (place(words),))


def test_all_segments_must_be_sure() -> None:
    segments = place("met at noon"), place("it rained all day")
    there = carried(OLD, f"Heading\n\n{OLD}", *segments)
    assert there.after is not None
    assert [each.exact for each in there.after.segments] == ["met at noon", "it rained all day"]
    gone = carried(OLD, OLD.replace("\n\nThen it rained all day long.", ""), *segments)
    assert (gone.after, gone.state) == (None, "to check")
    assert gone.choices[0].ranges[0] == segments[0]


def test_without_the_earlier_text_only_words_that_stand_once_with_their_surroundings_are_taken() -> None:
    excerpt = excerpt_of(OLD, place("asks us what we think"))

    def told(new: str) -> Carried:
        return Carrying(document_of(new), new, lambda _: None).carry(excerpt)

    there = told(f"Heading\n\n{OLD}")
    assert there.state == "carried"
    assert there.after is not None
    assert there.after.text == excerpt.text
    twice = told(f"{OLD}\n\nShe asks us what we think.")
    assert (twice.state, twice.after) == ("to check", None)
    assert told("Another text altogether.").state == "missing"


def test_what_was_said_to_be_missing_is_not_looked_for_again_in_the_same_text() -> None:
    new = OLD.replace("Nobody", "No one")
    said = replace(excerpt_of(OLD, place("We met at noon.")), missing_in=hash_of(new))
    assert Carrying(document_of(new), new, lambda _: OLD).carry(said).state == "missing"
    later = f"{new} More."
    found = Carrying(document_of(later), later, lambda _: OLD).carry(said)
    assert found.after is not None
    assert found.after.missing_in == ""


@given(st.lists(st.tuples(st.text("abc ", min_size=1, max_size=6), st.text("xyz", max_size=4)), max_size=8), st.data())
def test_edits_that_are_known_carry_by_counting(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    old = new = ""
    edits = []
    for kept, put in pieces:
        old, new = old + kept, new + kept
        edits.append((len(old), len(old) + 2, len(put)))
        old, new = old + "QQ", new + put
    old, new = f"{old}end", f"{new}end"
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    (segment,) = segments_of(old, [(start, end)])
    found = edited(segment, edits, new)
    kept = "".join(each for each in segment.exact if each != "Q")
    if found is None:
        assert kept == ""
    else:
        assert "".join(each for each in new[slice(*found)] if each not in "xyz") == kept


def test_known_edits_that_do_not_fit_the_words_are_not_followed() -> None:
    new = OLD.replace("Nobody", "P1")
    wrong = EarlierText(hash_of(OLD), hash_of(new), len(OLD), edits=((0, 2, 9),))
    told = Carrying(document_of(new, wrong), new, lambda _: OLD).carry(excerpt_of(OLD, place("Then it rained")))
    assert told.after is not None
    assert told.after.text == "Then it rained"


def test_regions_follow_and_one_that_is_not_sure_belongs_to_the_earlier_text() -> None:
    new = f"Heading\n\n{OLD}".replace("\n\nThen it rained all day long.", "")
    kept = Region("r1", "table", *place("Nobody asks us what we think, and so we stay silent."), hash_of(OLD))
    lost = Region("r2", "form", *place("Then it rained all day long."), hash_of(OLD))
    carrying = Carrying(document_of(new), new, lambda _: OLD)
    rules = carrying.carry_rules(Rules(regions=(kept, lost)), hash_of(OLD), OLD)
    (there,) = rules.regions
    assert (new[there.start : there.end], there.sha256) == (OLD[kept.start : kept.end], hash_of(new))
    assert rules.stale == (lost,)


def test_what_was_found_is_remembered_and_a_spoiled_memory_is_made_again(desk: Desk, project: Project) -> None:
    from search.updating import carry_out, plan_update
    from store.texts import Incoming

    desk.tag(40, 60, "Trust")
    held = read_holdings(project)
    text = project.read_text(held.documents["jw019"])
    plan = plan_update(
        project, held, "nobody", held.documents["jw019"], Incoming("jw019.txt", f"A\n\n{text}", "utf-8", None)
    )
    carry_out(desk.writer, plan)
    held = read_holdings(project)
    carrier = Carrier(project)
    first = carrier.carried(held)
    assert counts(carrier.found.values()) == {"carried": 1, "moved": 0, "to check": 0, "missing": 0}
    assert first.unplaced == {}
    (kept,) = (project.private / "carried").iterdir()
    again = Carrier(project)
    assert again.carried(held) == first
    for spoiled in (
        b"{",
        b"[]",
        kept.read_bytes().replace(b"carried", b"nowhere"),
        kept.read_bytes().replace(b"43", b"99999"),
    ):
        kept.write_bytes(spoiled)
        assert Carrier(project).carried(held) == first
