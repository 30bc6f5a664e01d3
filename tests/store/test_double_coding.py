"""Samples, marks of being done, the consensus and signs: as values, and on disk through the writer."""

import tomllib
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.adjudication import adjudicate, is_settled
from store.double_coding import Sample, done_from, draw, sample_from, sample_record
from store.double_coding_acts import draw_sample, lift_sample, say_done, say_not_done
from store.errors import FileFault, UsageFault
from store.hidden_reviewers import hidden_reviewers, hide_reviewers
from store.ownership import owner_of
from store.reviewer_signs import COLOURS, signs_of_reviewers, with_sign
from store.reviewers import CONSENSUS, Reviewer, likely_reviewer
from store.writer import Writer
from tests.store.codebooks import add, bens, perform
from tests.store.studies import TEXT, Desk


@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, unique=True), st.integers(1, 5), st.text())
def test_a_draw_follows_from_the_documents_and_the_seed_alone(documents: list[str], number: int, seed: str) -> None:
    seed = seed.encode("utf-8", errors="replace").decode()
    drawn = draw(documents, number, seed)
    assert drawn == draw(sorted(documents, reverse=True), number, seed)
    assert len(drawn) == min(number, len(documents))
    last = max(sha256(f"{seed} {each}".encode()).digest() for each in drawn)
    assert all(sha256(f"{seed} {each}".encode()).digest() > last for each in set(documents) - set(drawn))


def test_a_sample_is_a_file_and_is_lifted_not_deleted(desk: Desk) -> None:
    people = [Reviewer("ana-ferreira", "Ana"), Reviewer("ben", "Ben")]
    act, sample = draw_sample(desk.holdings, "First wave", [desk.document], 1, "7", people)
    perform(desk, act)
    assert desk.holdings.samples == desk.read_again().samples == {"first-wave": sample}
    act, lifted = lift_sample(sample)
    perform(desk, act)
    assert desk.holdings.samples["first-wave"] == lifted == replace(sample, status="lifted")
    assert not lifted.hides
    with pytest.raises(UsageFault, match="hides nothing"):
        lift_sample(lifted)
    desk.take_in(desk.writer.undo())
    assert desk.holdings.samples["first-wave"] == sample == desk.read_again().samples["first-wave"]
    with pytest.raises(UsageFault, match="two reviewers"):
        draw_sample(desk.holdings, "Alone", [desk.document], 1, "7", people[:1])
    with pytest.raises(UsageFault, match="cannot be drawn"):
        draw_sample(desk.holdings, "Many", [desk.document], 2, "7", people)


def test_a_record_keeps_what_a_sample_says() -> None:
    sample = Sample("s", "S", ("d1",), ("ana", "ben"), ("d1", "d2"), "7", blind=False)
    assert sample_from("samples/s.toml", sample_record(sample)) == sample
    with pytest.raises(FileFault, match="status"):
        sample_from("samples/s.toml", {"id": "s", "status": "gone"})
    with pytest.raises(FileFault, match="no table"):
        done_from("done/ana.toml", {"done": {"d1": True}})


def test_being_done_is_said_in_ones_own_file_and_taken_back(desk: Desk) -> None:
    me = desk.writer.reviewer.id
    perform(desk, say_done(desk.holdings, me, [desk.document]))
    assert desk.holdings.done.keys() == {(me, desk.document.id)}
    assert desk.read_again().done == desk.holdings.done
    with pytest.raises(UsageFault, match="already"):
        say_done(desk.holdings, me, [desk.document])
    with pytest.raises(UsageFault, match="ben's"):
        desk.writer.perform(say_done(desk.holdings, "ben", [desk.document]))
    perform(desk, say_not_done(desk.holdings, me, [desk.document]))
    assert desk.holdings.done == desk.read_again().done == {}
    with pytest.raises(UsageFault, match="have not said"):
        say_not_done(desk.holdings, me, [desk.document])


def test_what_was_decided_is_an_excerpt_of_the_consensus(desk: Desk) -> None:
    theme, other = add(desk, "Watched"), add(desk, "Led")
    excerpt = bens(desk, 5, "Watched")
    me, document = desk.writer.reviewer.id, desk.document
    assert not is_settled(desk.holdings, document.id, theme.id, 0, 20)
    act, made = adjudicate(desk.holdings, me, document, TEXT, excerpt.ranges, theme, True, "we met")
    assert "watched" not in act.message.casefold().replace("as watched", "")
    perform(desk, act)
    act, made = adjudicate(desk.holdings, me, document, TEXT, excerpt.ranges, other, False, "not of leading")
    perform(desk, act)
    there = desk.read_again()
    assert CONSENSUS in there.reviewers
    assert there.excerpts[made.id] == desk.holdings.excerpts[made.id]
    assert (made.reviewer, made.themes, made.rejected) == (CONSENSUS, (theme.id,), (other.id,))
    assert there.excerpts[excerpt.id] == excerpt
    for each in (theme, other):
        assert is_settled(there, document.id, each.id, 0, 20)
    act, made = adjudicate(desk.holdings, me, document, TEXT, excerpt.ranges, theme, False, "second thoughts")
    assert (made.themes, made.rejected) == ((), (other.id, theme.id))
    perform(desk, act)
    with pytest.raises(UsageFault, match="already"):
        adjudicate(desk.holdings, me, document, TEXT, excerpt.ranges, theme, False, "again")
    with pytest.raises(UsageFault, match="say why"):
        adjudicate(desk.holdings, me, document, TEXT, excerpt.ranges, theme, True, " ")
    desk.take_in(desk.writer.undo())
    assert desk.read_again().excerpts[made.id].themes == (theme.id,)


def test_nobody_works_as_the_consensus(desk: Desk) -> None:
    desk.writer.close()
    with pytest.raises(UsageFault, match="adjudicate"):
        Writer.open(desk.project, CONSENSUS)


def test_signs_are_the_same_everywhere_and_stay_when_somebody_comes() -> None:
    people = [Reviewer("ana", "Ana"), Reviewer("ben", "Ben"), Reviewer("anton", "Anton")]
    signs = signs_of_reviewers(people)
    assert signs == signs_of_reviewers(reversed(people))
    assert {key: each.letter for key, each in signs.items()} == {"ana": "a", "anton": "n", "ben": "b"}
    assert len({each.colour for each in signs.values()}) == 3
    new = with_sign(Reviewer("abe", "Abe"), people)
    after = signs_of_reviewers([*people, new])
    assert {key: after[key] for key in signs} == signs
    assert after["abe"].letter == new.letter == "e"
    both = signs_of_reviewers([Reviewer("x", "X", letter="z"), Reviewer("y", "Y", letter="z", colour="no")])
    assert (both["x"].letter, both["y"].letter) == ("z", "y")
    many = signs_of_reviewers([Reviewer(f"r{number}", "R") for number in range(50)])
    assert {each.colour for each in many.values()} == set(COLOURS)


def test_a_new_reviewers_file_names_their_sign(desk: Desk) -> None:
    data = (desk.project.root / "reviewers" / f"{desk.writer.reviewer.id}.toml").read_text(encoding="utf-8")
    record = tomllib.loads(data)
    assert (record["letter"], record["colour"]) == ("a", COLOURS[0])


def test_whose_a_file_is() -> None:
    owners = {
        "excerpts/ana/d1.toml": "ana",
        "memos/ana/a.md": "ana",
        "searches/ana/log.toml": "ana",
        "reviews/first/ana.toml": "ana",
        "done/ana.toml": "ana",
        "samples/ana.toml": "",
        "themes/t-1.toml": "",
        "reviewers/ana.toml": "",
        "catena.toml": "",
    }
    assert {path: owner_of(path) for path in owners} == owners


def test_who_is_hidden_is_kept_on_this_machine(desk: Desk) -> None:
    assert hidden_reviewers(desk.project) == frozenset()
    hide_reviewers(desk.project, {"ben", "cem"})
    assert hidden_reviewers(desk.project) == {"ben", "cem"}
    (desk.project.private / "hidden-reviewers").write_bytes(b"../x\nben\n\xff\n")
    assert hidden_reviewers(desk.project) == {"ben"}


def test_who_reads_before_they_have_written_is_known_by_git() -> None:
    people = {"ana": Reviewer("ana", "Ana", "Ana@example.org"), "ben": Reviewer("ben", "Ben")}
    assert likely_reviewer(people, ("A.", "ana@EXAMPLE.org")) == "ana"
    assert likely_reviewer(people, ("ben", "b@example.org")) == "ben"
    assert likely_reviewer(people, ("Cem", "c@example.org")) == likely_reviewer(people, None) == ""
