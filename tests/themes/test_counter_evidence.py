"""A look for counter-evidence is proved by what is on disk, for the theme that stands for the one that it named."""

from dataclasses import replace
from datetime import UTC, datetime

from store.codebook import Theme
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.recodes import Recode
from store.searches import LoggedSearch, Question
from themes.counter_evidence import looks, looks_by_theme, unlooked
from themes.sheet import theme_sheet

HOLDINGS = Holdings(
    themes={
        "a": Theme("a", "Power", order="b"),
        "b": Theme("b", "Below power", parent="a"),
        "c": Theme("c", "Trust", order="a", status="agreed"),
        "d": Theme("d", "Merged", status="merged", into=("a",)),
        "e": Theme("e", "Retired", status="retired"),
    },
)


def logged(key: str, day: int, *against: str, query: str = "led", hits: int = 0) -> LoggedSearch:
    when = datetime(2026, 11, day, tzinfo=UTC)
    return LoggedSearch(key, "ana", Question(query), "somebody led", hits, 0, when, against=against)


def excerpt(key: str, *against: str) -> Excerpt:
    return Excerpt(key, "ana", "d1", "", (Segment(0, 1, "x"),), against=against)


def names(holdings: Holdings) -> list[str]:
    return [theme.name for theme in unlooked(holdings)]


def sheet(holdings: Holdings, theme: str) -> str:
    return theme_sheet(holdings, holdings.themes[theme], lambda _: "", [])


def test_without_any_proof_all_themes_in_use_are_named_in_the_order_of_the_tree() -> None:
    assert names(HOLDINGS) == ["Trust", "Power", "Below power"]


def test_a_search_is_proof_for_its_theme_alone_whatever_it_found() -> None:
    for hits in (0, 7):
        held = replace(HOLDINGS, logged={"s1": logged("s1", 2, "a", hits=hits)})
        assert names(held) == ["Trust", "Below power"]


def test_a_search_that_names_no_theme_or_one_that_is_gone_proves_nothing() -> None:
    held = replace(HOLDINGS, logged={"s1": logged("s1", 2), "s2": logged("s2", 3, "gone", "e")})
    assert names(held) == names(HOLDINGS)


def test_an_excerpt_against_a_theme_is_proof_as_its_reviewer_or_a_colleague_reads_it() -> None:
    assert names(replace(HOLDINGS, excerpts={"e1": excerpt("e1", "b")})) == ["Trust", "Power"]
    recode = Recode("ben", "d1", "e1", "ana", against=("c",))
    assert names(replace(HOLDINGS, recodes={recode.key: recode})) == ["Power", "Below power"]


def test_proof_for_a_merged_theme_goes_where_the_theme_went() -> None:
    held = replace(HOLDINGS, logged={"s1": logged("s1", 2, "d")})
    assert names(held) == ["Trust", "Below power"]
    assert [each.id for each in looks(held, "a")] == ["s1"]
    assert looks(held, "d") == []


def test_searches_are_listed_in_the_order_of_time_and_once_for_each_theme() -> None:
    entries = [logged("s1", 9, "a"), logged("s2", 2, "a", "d"), logged("s3", 5, "c")]
    held = replace(HOLDINGS, logged={each.id: each for each in entries})
    found = {theme: [each.id for each in searches] for theme, searches in looks_by_theme(held).items()}
    assert found == {"a": ["s2", "s1"], "c": ["s3"]}


def test_the_sheet_lists_the_searches_or_says_that_there_was_none() -> None:
    assert "Nobody has looked for counter-evidence yet." in sheet(HOLDINGS, "a")
    against = replace(HOLDINGS, excerpts={"e1": excerpt("e1", "a")})
    assert "Nobody has looked" not in sheet(against, "a")
    entries = [logged("s1", 9, "a", hits=1), logged("s2", 2, "a", query="`led` ``by``")]
    page = sheet(replace(HOLDINGS, logged={each.id: each for each in entries}), "a")
    assert "Nobody has looked" not in page
    told = page.partition("Searches for counter-evidence:\n\n")[2].partition("\n\n")[0]
    assert told.split("\n") == [
        "- 2026-11-02 ana: ``` `led` ``by`` ``` in documents, 0 matches: somebody led (s2)",
        "- 2026-11-09 ana: `led` in documents, 1 match: somebody led (s1)",
    ]
