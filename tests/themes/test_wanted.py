"""What is saved for a theme is asked as one question, for the theme that stands for the one that was named."""

from search.query import parse_query
from store.codebook import Theme
from store.holdings import Holdings
from store.searches import Question, SavedSearch
from themes.wanted import run_of, searches_for


def saved(name: str, query: str, theme: str, *places: str, status: str = "kept") -> SavedSearch:
    return SavedSearch(name, "ana", name, Question(query, places or ("documents",)), status, theme=theme)


def holdings(*searches: SavedSearch) -> Holdings:
    themes = {"a": Theme("a", "A"), "b": Theme("b", "B", status="merged", into=("a",)), "c": Theme("c", "C")}
    return Holdings(themes=themes, searches={each.key: each for each in searches})


def test_the_searches_of_a_theme_are_its_own_and_those_of_the_themes_that_were_merged_into_it() -> None:
    held = holdings(
        saved("two", "led", "b"),
        saved("One", "watch* OR seen", "a"),
        saved("other", "x", "c"),
        saved("none", "y", ""),
        saved("gone", "z", "a", status="forgotten"),
    )
    assert [each.name for each in searches_for(held, "a")] == ["One", "two"]
    assert searches_for(held, "b") == []
    assert run_of(held, "a") == Question("(watch* OR seen) OR (led)", untagged=True)


def test_one_query_is_asked_as_it_is_and_the_same_one_once() -> None:
    held = holdings(saved("one", "led -by ", "a"), saved("two", "led -by", "a"))
    assert run_of(held, "a", untagged=False) == Question("led -by")


def test_searches_of_memos_alone_take_no_part() -> None:
    assert run_of(holdings(saved("one", "led", "a", "memos")), "a") is None
    assert run_of(holdings(), "a") is None
    both = holdings(saved("one", "led", "a", "memos"), saved("two", "seen", "a", "documents", "memos"))
    assert run_of(both, "a") == Question("seen", untagged=True)


def test_what_is_put_together_means_what_each_query_means() -> None:
    queries = ["a b", "c OR d", '"e f" -g', "kind:interview h*"]
    held = holdings(*(saved(f"s{number}", query, "a") for number, query in enumerate(queries)))
    run = run_of(held, "a")
    assert run is not None
    apart = parse_query(" OR ".join(f"({query})" for query in queries))
    assert parse_query(run.query) == apart
