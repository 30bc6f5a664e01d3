"""Evidence is counted from the excerpts themselves, under the themes that stand for those they were tagged with."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from store.codebook import STATUSES, Theme
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.recodes import Recode
from themes.counts import (
    as_read_by,
    count_evidence,
    excerpts_against,
    excerpts_apart,
    excerpts_under,
    recount_evidence,
)


def excerpt(key: str, document: str, *themes: str, start: int = 0) -> Excerpt:
    return Excerpt(key, "ana", document, "", (Segment(start, start + 1, "x"),), themes)


def document(key: str, kind: str = "interview", *cases: str) -> Document:
    return Document(key, key, kind, "", "", 1, cases)


HOLDINGS = Holdings(
    documents={"d1": document("d1", "interview", "c1", "c2"), "d2": document("d2", "literature", "c3")},
    themes={
        "a": Theme("a", "A"),
        "b": Theme("b", "B", status="merged", into=("a",)),
        "c": Theme("c", "C", status="split", into=("a", "d")),
        "d": Theme("d", "D"),
        "e": Theme("e", "E", status="merged", into=("gone",)),
    },
    excerpts={
        "e1": excerpt("e1", "d1", "a", "b", start=9),
        "e2": excerpt("e2", "d1", "b", start=3),
        "e3": excerpt("e3", "d2", "c", "unknown"),
        "e4": excerpt("e4", "gone", "e"),
        "e5": excerpt("e5", "d2", "a"),
    },
)


def test_a_merged_theme_counts_where_it_went_and_twice_is_once() -> None:
    counted = count_evidence(HOLDINGS)
    assert counted["a"].excerpts == {"e1", "e2", "e5"}
    assert counted["a"].documents == {"d1", "d2"}
    assert counted["b"].excerpts == set()
    assert [each.id for each in excerpts_under(HOLDINGS, "a")] == ["e2", "e1", "e5"]


def test_literature_has_no_cases() -> None:
    counted = count_evidence(HOLDINGS)
    assert counted["a"].cases == {"c1", "c2"}
    assert counted["c"].cases == set()


def test_a_split_theme_keeps_what_nobody_assigned_and_lost_ways_end_where_they_began() -> None:
    counted = count_evidence(HOLDINGS)
    assert counted["c"].excerpts == {"e3"}
    assert counted["e"].excerpts == {"e4"}
    assert counted["unknown"].excerpts == {"e3"}
    assert HOLDINGS.standing_for("b") == "a"
    assert counted["d"].excerpts == set()


def test_only_the_given_excerpts_are_counted() -> None:
    counted = count_evidence(HOLDINGS, [HOLDINGS.excerpts["e2"]])
    assert {theme for theme, evidence in counted.items() if evidence.excerpts} == {"a"}
    assert counted.keys() >= HOLDINGS.themes.keys()


IDS = ["a", "b", "c", "d"]
CODEBOOKS = st.dictionaries(
    st.sampled_from(IDS), st.tuples(st.sampled_from(STATUSES), st.lists(st.sampled_from([*IDS, "gone"]), max_size=2))
)


@given(CODEBOOKS, st.lists(st.lists(st.sampled_from([*IDS, "gone"]), max_size=3), max_size=6))
def test_no_excerpt_is_lost_from_the_count_and_both_ways_of_counting_agree(
    codebook: dict[str, tuple[str, list[str]]], tagged: list[list[str]]
) -> None:
    themes = {key: Theme(key, key, status=status, into=tuple(into)) for key, (status, into) in codebook.items()}
    excerpts = {f"e{number}": excerpt(f"e{number}", "d1", *each) for number, each in enumerate(tagged)}
    holdings = Holdings(themes=themes, excerpts=excerpts)
    counted = count_evidence(holdings)
    for theme, evidence in counted.items():
        assert {each.id for each in excerpts_under(holdings, theme)} == evidence.excerpts
    found = set().union(*(evidence.excerpts for evidence in counted.values()))
    assert found == {key for key, each in excerpts.items() if each.themes}


def test_what_speaks_against_a_theme_is_counted_apart() -> None:
    against = replace(excerpt("e6", "d1", "d"), against=("b",))
    holdings = replace(HOLDINGS, excerpts={**HOLDINGS.excerpts, "e6": against})
    counted = count_evidence(holdings)
    assert counted["a"].against == {"e6"}
    assert counted["a"].excerpts == {"e1", "e2", "e5"}
    assert excerpts_against(holdings, "a") == [against]


def test_a_reviewer_counts_a_colleagues_excerpt_as_they_read_it() -> None:
    recode = Recode("ben", "d1", "e2", "ana", add=("d",), remove=("b",))
    holdings = replace(HOLDINGS, recodes={recode.key: recode})
    assert count_evidence(as_read_by(holdings, "ben"))["a"].excerpts == {"e1", "e5"}
    assert count_evidence(as_read_by(holdings, "ben"))["d"].excerpts == {"e2"}
    assert count_evidence(as_read_by(holdings, "ana")) == count_evidence(holdings) == count_evidence(HOLDINGS)


def test_themes_merged_into_each_other_count_under_one() -> None:
    ring = {"a": Theme("a", "A", status="merged", into=("b",)), "b": Theme("b", "B", status="merged", into=("a",))}
    holdings = Holdings(themes=ring, excerpts={"e1": excerpt("e1", "d1", "a"), "e2": excerpt("e2", "d1", "b")})
    assert count_evidence(holdings)["b"].excerpts == {"e1", "e2"}


def test_an_excerpt_of_another_version_of_its_text_is_counted_apart() -> None:
    stale = replace(excerpt("e6", "d1", "a", start=2), sha256="of another text", against=("d",))
    held = replace(HOLDINGS, excerpts={**HOLDINGS.excerpts, "e6": stale})
    before, counted = count_evidence(HOLDINGS), count_evidence(held)
    assert (counted["a"].apart, counted["d"].apart) == ({"e6"}, {"e6"})
    assert all(replace(counted[theme], apart=set()) == evidence for theme, evidence in before.items())
    assert excerpts_under(held, "a") == excerpts_under(HOLDINGS, "a")
    assert excerpts_apart(held, "a") == excerpts_apart(held, "d") == [stale]


Made = tuple[str, list[str], list[str], str]
EXCERPTS = st.dictionaries(
    st.sampled_from([f"e{number}" for number in range(6)]),
    st.tuples(
        st.sampled_from(["d1", "d2"]),
        st.lists(st.sampled_from([*IDS, "gone"]), max_size=3),
        st.lists(st.sampled_from([*IDS, "gone"]), max_size=2),
        st.sampled_from(["", "of another text"]),
    ),
)


@given(CODEBOOKS, EXCERPTS, EXCERPTS)
def test_counting_what_changed_is_counting_all_again(
    codebook: dict[str, tuple[str, list[str]]],
    first: dict[str, Made],
    second: dict[str, Made],
) -> None:
    themes = {key: Theme(key, key, status=status, into=tuple(into)) for key, (status, into) in codebook.items()}

    def made(excerpts: dict[str, Made]) -> dict[str, Excerpt]:
        return {
            key: replace(excerpt(key, where, *tags), against=tuple(against), sha256=version)
            for key, (where, tags, against, version) in excerpts.items()
        }

    before = Holdings(documents=HOLDINGS.documents, themes=themes, excerpts=made(first))
    kept = {key: each for key, each in before.excerpts.items() if second.get(key) == first[key]}
    after = replace(before, excerpts=made(second) | kept)
    assert recount_evidence(count_evidence(before), before, after) == count_evidence(after)
