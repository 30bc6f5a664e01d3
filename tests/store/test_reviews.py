"""A round is read back as it was written, each reviewer has a file of their own, and a closed one takes no verdicts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.acts import Act, SetValue
from store.documents import hash_of
from store.errors import ChangedMeanwhile, FileFault, UsageFault
from store.review_acts import (
    close_round,
    join_round,
    judge,
    judge_pair,
    mark_seen,
    note_open_points,
    reopen_round,
    settle_point,
    start_round,
)
from store.reviews import (
    PAIR_VERDICTS,
    VERDICTS,
    PairVerdict,
    Review,
    Seen,
    Verdict,
    head_of,
    joined,
    pair_entry,
    review_from,
    seen_entry,
    verdict_entry,
)
from store.toml import parse_toml, render_toml
from tests.store.codebooks import ANA
from tests.store.studies import TEXT, Desk, git
from tests.store.test_toml import TEXTS

WHEN = st.none() | st.just(datetime(2026, 11, 3, 10, tzinfo=UTC))
RANGES = st.lists(st.tuples(st.integers(0, 50), st.integers(51, 99)), max_size=4).map(joined)
REVIEWS = st.builds(
    Review,
    round=st.just("round-1"),
    reviewer=st.just("ana"),
    title=TEXTS.filter(bool),
    level=st.sampled_from([1, 2]),
    started=WHEN,
    closed=WHEN,
    themes=st.lists(st.just("t-9q2c7k"), max_size=1).map(tuple),
    documents=st.lists(st.just("jw019"), max_size=1).map(tuple),
    order=TEXTS,
    open_points=st.lists(TEXTS, max_size=2).map(tuple),
    settled=st.lists(TEXTS, max_size=2).map(tuple),
    verdicts=st.lists(
        st.builds(
            Verdict,
            st.sampled_from(["e1", "e2"]),
            st.just("t-1"),
            st.sampled_from(VERDICTS),
            TEXTS,
            st.just(("t-2",)) | st.just(()),
            TEXTS,
            WHEN,
        )
    ).map(lambda made: {each.key: each for each in made}),
    pairs=st.lists(st.builds(PairVerdict, st.just(("t-1", "t-2")), st.sampled_from(PAIR_VERDICTS), TEXTS, WHEN)).map(
        lambda made: {each.key: each for each in made}
    ),
    seen=st.dictionaries(st.just("jw019"), st.builds(Seen, TEXTS, RANGES)),
)


@given(REVIEWS)
def test_a_review_reads_back_as_it_was_written(review: Review) -> None:
    values = head_of(review) | {
        "verdict": {key: verdict_entry(each) for key, each in review.verdicts.items()},
        "pair": {key: pair_entry(each) for key, each in review.pairs.items()},
        "seen": {key: seen_entry(each) for key, each in review.seen.items()},
    }
    again = review_from(review.path, parse_toml("x", render_toml(values)))
    assert again == review
    assert (again.verdicts, again.pairs, again.seen) == (review.verdicts, review.pairs, review.seen)


@pytest.mark.parametrize(
    "values",
    [
        {"level": 3},
        {"level": True},
        {"verdict": 1},
        {"verdict": {"e1-t-1": {"excerpt": "e2", "theme": "t-1", "verdict": "fits"}}},
        {"verdict": {"e1-t-1": {"excerpt": "e1", "theme": "t-1", "verdict": "good"}}},
        {"pair": {"t-1-t-2": {"themes": ["t-1"], "verdict": "merge"}}},
        {"pair": {"t-1-t-2": {"themes": ["t-2", "t-1"], "verdict": "good"}}},
    ],
)
def test_what_is_no_round_is_a_fault(values: dict[str, object]) -> None:
    with pytest.raises(FileFault):
        review_from("reviews/round-1/ana.toml", values)
    with pytest.raises(FileFault, match="ROUND/REVIEWER"):
        review_from("reviews/ana.toml", {})


def perform(desk: Desk, act: Act) -> Review:
    desk.take_in(desk.writer.perform(act))
    known = desk.holdings.reviews
    found = desk.read_again().reviews
    assert known == found
    for key, review in known.items():
        assert (review.verdicts, review.pairs, review.seen) == (
            found[key].verdicts,
            found[key].pairs,
            found[key].seen,
        )
    return found[f"power-first-reading/{ANA}"]


def started(desk: Desk, level: int = 1) -> Review:
    act, review = start_round(desk.holdings, ANA, "Power, first reading", level, [desk.theme("Power")])
    assert perform(desk, act) == review
    return review


def test_a_round_from_its_beginning_to_its_end(desk: Desk) -> None:
    excerpt, power, trust = desk.tag(39, 60, "Power"), desk.theme("Power"), desk.theme("Trust")
    review = started(desk)
    review = perform(desk, judge(review, excerpt, power, "weak", "hardly")[0])
    review = perform(desk, judge(review, excerpt, power, "move", "about trust", to=[trust])[0])
    (verdict,) = review.verdicts.values()
    assert (verdict.verdict, verdict.to, verdict.reason) == ("move", (trust.id,), "about trust")
    review = perform(desk, judge_pair(review, power, trust, "keep apart", "rules and people")[0])
    assert [pair.verdict for pair in review.pairs.values()] == ["keep apart"]
    review = perform(desk, note_open_points(review, ["Is silence\nso too?", " "])[0])
    assert review.open_points == ("Is silence so too?",)
    review = perform(desk, settle_point(review, "Is silence so too?")[0])
    assert (review.open_points, review.settled) == ((), ("Is silence so too?",))
    with pytest.raises(UsageFault, match="no such open point"):
        settle_point(review, "Is silence so too?")
    review = perform(desk, settle_point(review, "Is silence so too?", settled=False)[0])
    assert (review.open_points, review.settled) == (("Is silence so too?",), ())
    review = perform(desk, close_round(review, "nothing changes any more")[0])
    with pytest.raises(UsageFault, match="closed"):
        judge(review, excerpt, power, "fits")
    review = perform(desk, reopen_round(review)[0])
    review = perform(desk, judge(review, excerpt, power, "fits")[0])
    perform(desk, judge(review, excerpt, power, "fits", "at last")[0])
    desk.writer.close()
    told = git(desk.project.root, "log", "--format=%B")
    on = f"{excerpt.id} under Power"
    for said in (
        f"judge {on}: weak (power-first-reading): hardly",
        f"judge {on}: fits (power-first-reading)",
        f"say why for {on}: fits (power-first-reading): at last",
        "judge Power beside Trust: keep apart (power-first-reading): rules and people",
        "settle a point of power-first-reading: Is silence so too?",
    ):
        assert said in told, told


def test_a_verdict_in_a_round_that_was_taken_away_meanwhile_makes_no_other_of_it(desk: Desk) -> None:
    excerpt, review = desk.tag(39, 60, "Power"), started(desk)
    file = desk.project.root / review.path
    file.unlink()
    with pytest.raises(ChangedMeanwhile, match="is not here any more; nothing was changed"):
        perform(desk, judge(review, excerpt, desk.theme("Power"), "fits")[0])
    assert not file.exists()


def test_the_first_verdict_taken_back_leaves_the_round(desk: Desk) -> None:
    excerpt, review = desk.tag(39, 60, "Power"), started(desk)
    perform(desk, judge(review, excerpt, desk.theme("Power"), "fits")[0])
    desk.take_in(desk.writer.undo())
    assert desk.read_again().reviews == {review.key: review}
    assert desk.holdings.reviews[review.key].verdicts == {}


def test_a_verdict_says_what_it_needs_and_nothing_else(desk: Desk) -> None:
    excerpt, review, power, trust = desk.tag(39, 60, "Power"), started(desk), desk.theme("Power"), desk.theme("Trust")
    with pytest.raises(UsageFault, match="where it should move"):
        judge(review, excerpt, power, "move")
    with pytest.raises(UsageFault, match="moves nothing"):
        judge(review, excerpt, power, "fits", to=[trust])
    with pytest.raises(UsageFault, match="its theme"):
        judge(review, excerpt, power, "move", to=[power])
    with pytest.raises(UsageFault, match="name the theme"):
        judge(review, excerpt, power, "split off")
    with pytest.raises(UsageFault, match="makes no new theme"):
        judge(review, excerpt, power, "weak", name="New")
    with pytest.raises(UsageFault, match="no verdict"):
        judge(review, excerpt, power, "good")
    with pytest.raises(UsageFault, match="level 1 or 2"):
        start_round(desk.holdings, ANA, "x", 3)


def test_what_was_seen_is_kept_for_the_version_of_the_text_that_was_seen(desk: Desk) -> None:
    review = started(desk, level=2)
    review = perform(desk, mark_seen(review, desk.document, [(0, 37), (60, 80)])[0])
    review = perform(desk, mark_seen(review, desk.document, [(30, 60)])[0])
    assert review.seen["jw019"].ranges == ((0, 80),)
    with pytest.raises(UsageFault, match="seen already"):
        mark_seen(review, desk.document, [(5, 9)])
    with pytest.raises(UsageFault, match="no range"):
        mark_seen(review, desk.document, [(0, len(TEXT) + 1)])
    other = replace(desk.document, sha256=hash_of("other"))
    assert mark_seen(review, other, [(1, 2)])[1].ranges == ((1, 2),)


def test_a_colleague_joins_a_round_and_writes_a_file_of_their_own(desk: Desk) -> None:
    review = started(desk)
    act, joined_by_ben = join_round(desk.holdings, "ben", review)
    assert (joined_by_ben.path, joined_by_ben.themes) == ("reviews/power-first-reading/ben.toml", review.themes)
    with pytest.raises(UsageFault, match="ben's"):
        desk.writer.perform(act)
    with pytest.raises(UsageFault, match="already"):
        join_round(desk.holdings, ANA, review)
    with pytest.raises(UsageFault, match="own files"):
        desk.writer.perform(Act("x", "x", (SetValue("reviews/x", ("a",), None, 1),)))


def test_a_round_of_the_same_title_is_another_round(desk: Desk) -> None:
    started(desk)
    assert start_round(desk.holdings, ANA, "Power, first reading")[1].round == "power-first-reading-2"
