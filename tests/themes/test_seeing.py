"""What a blind sample hides, from whom and for how long; what is hidden by wish; and that nothing else is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from store.double_coding import Done, Sample
from store.holdings import Holdings
from store.memos import Memo
from store.recodes import Recode
from store.reviewers import CONSENSUS
from store.reviews import Review, Verdict
from store.sharing.news import News
from tests.themes.agreement.studies import document, study
from themes.seeing import as_seen_by, hidden_from, news_seen

PEOPLE = ("ana", "ben", "cem")
HELD = replace(
    study(
        *((f"e-{who}-{where}", who, where, ((0, 9),), ("t-a",)) for who in PEOPLE for where in ("d1", "d2")),
        ("e-all-d1", CONSENSUS, "d1", ((0, 9),), ("t-a",)),
        documents=(document("d1"), document("d2")),
        recodes=[Recode("ben", "d1", "e-ana-d1", "ana", add=("t-b",)), Recode("ben", "d2", "e-ana-d2", "ana")],
    ),
    samples={"s": Sample("s", "S", ("d1",), ("ana", "ben"))},
    memos={
        "m1": Memo("m1", "On d1", "ben", "memos/ben/m1.md", documents=("d1",)),
        "m2": Memo("m2", "On an excerpt", "cem", "memos/cem/m2.md", excerpts=("e-ben-d1",)),
        "m3": Memo("m3", "On d2", "ben", "memos/ben/m3.md", documents=("d2",)),
    },
    reviews={
        "r/ben": Review(
            "r",
            "ben",
            verdicts={key: Verdict(key, "t-a", "fits") for key in ("e-ana-d1", "e-ana-d2")},
        )
    },
)


def done(held: Holdings, *who: str) -> Holdings:
    return replace(held, done={(each, "d1"): Done(each, "d1", "now") for each in who})


def test_a_blind_sample_hides_each_from_the_other_until_both_are_done() -> None:
    for ready, hidden in (((), {"ben"}), (("ana",), {"ben"}), (("ben",), {"ben"}), (("ana", "ben"), set())):
        held = done(HELD, *ready)
        assert {who for who, _ in hidden_from(held, "ana")} - {CONSENSUS} == hidden
        assert ("e-ben-d1" in as_seen_by(held, "ana").excerpts) is not bool(hidden)


def test_nothing_that_tells_of_hidden_tags_is_seen() -> None:
    seen = as_seen_by(HELD, "ana")
    assert HELD.excerpts.keys() - seen.excerpts.keys() == {"e-ben-d1", "e-all-d1"}
    assert seen.recodes.keys() == {("ben", "e-ana-d2")}
    assert seen.memos.keys() == {"m3"}
    assert seen.reviews["r/ben"].verdicts.keys() == {"e-ana-d2"}
    assert [each.id for each in seen.excerpts_of("d1")] == ["e-ana-d1", "e-cem-d1"]
    news = [
        News("excerpt", "e-ben-d1", "tagged", "ben", "d1"),
        News("excerpt", "e-ben-d2", "tagged", "ben", "d2"),
        News("verdict", "e-ben-d1", "fits", "cem"),
        News("memo", "m2", "written", "cem"),
        News("done", "d1", "done", "ben", "d1"),
    ]
    assert [each.id for each in news_seen(news, seen, hidden_from(HELD, "ana"))] == ["e-ben-d2", "d1"]
    assert news_seen(news, HELD, ()) == news


def test_who_is_not_in_the_sample_and_who_lifted_it_see_all() -> None:
    assert as_seen_by(HELD, "cem") is HELD
    for change in ({"status": "lifted"}, {"blind": False}):
        sample = replace(HELD.samples["s"], **change)
        assert as_seen_by(replace(HELD, samples={"s": sample}), "ana").excerpts == HELD.excerpts


def test_the_consensus_is_seen_by_who_is_done() -> None:
    assert "e-all-d1" in as_seen_by(done(HELD, "ana"), "ana").excerpts


def test_who_is_hidden_by_wish_is_not_shown_and_nobody_hides_themselves() -> None:
    held = replace(HELD, samples={})
    assert {each.reviewer for each in as_seen_by(held, "ana", ["ben", "ana"]).excerpts.values()} == {
        "ana",
        "cem",
        CONSENSUS,
    }


@given(st.sets(st.sampled_from(PEOPLE)), st.sampled_from(PEOPLE))
def test_a_reviewer_always_sees_their_own(ready: set[str], reader: str) -> None:
    seen = as_seen_by(done(HELD, *ready), reader, PEOPLE)
    mine = {key for key, each in HELD.excerpts.items() if each.reviewer == reader}
    assert mine <= seen.excerpts.keys()
    assert {key for key in seen.recodes if key[0] == reader} <= HELD.recodes.keys()
