"""While a query is typed nothing waits: not the letters for a search, and not an answer for one that is older."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search.engine import Searcher
from search.hits import Found, Hit
from search.stopping import Stopped, go_on
from search.suggestions import Suggestion, suggestions_for
from tests.tui.app.driving import LARGE, Driven, drive
from tui.widgets.field import Field
from tui.widgets.found_list import FoundList

PATIENCE = 20.0
"""Seconds after which a search that is held up goes on, so that a test that fails ends."""

find = Searcher.find


class Slow:
    """A searcher that is held up: at the query `at`, until it is let go, or with `attentive` until nobody waits for it."""

    def __init__(self, at: str, *, attentive: bool) -> None:
        self.at, self.attentive = at, attentive
        self.asked: list[str] = []
        self.held, self.let_go, self.stopped = threading.Event(), threading.Event(), threading.Event()

    def find(self, searcher: Searcher, query: str, **wishes: Any) -> Found:
        self.asked.append(query)
        if query == self.at:
            self.held.set()
            self._wait()
        return find(searcher, query, **wishes)

    def _wait(self) -> None:
        try:
            for _ in range(int(PATIENCE * 100)):
                if self.let_go.wait(0.01):
                    return
                if self.attentive:
                    go_on()
        except Stopped:
            self.stopped.set()
            raise


@pytest.fixture
def slow(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    slow = Slow(**request.param)
    monkeypatch.setattr(Searcher, "find", lambda searcher, query, **wishes: slow.find(searcher, query, **wishes))
    yield slow
    slow.let_go.set()


@pytest.mark.parametrize("slow", [{"at": "r", "attentive": False}], indirect=True)
def test_letters_are_shown_while_a_search_goes_on_and_only_the_last_query_is_searched_after_it(
    small: Path, slow: Slow
) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash", "r")
        await app.until(slow.held.is_set)
        await app.type("iver")
        await app.until(lambda: "/ river" in app.lines[1])
        await app.press("down")
        await app.type("s")
        await app.press("backspace")
        assert not slow.let_go.is_set()
        assert slow.asked == ["r"]
        slow.let_go.set()
        await app.see("8 hits in 2 documents", "The river decides")
        assert slow.asked == ["r", "river"]

    drive(small, steps, size=LARGE)


@pytest.mark.parametrize("slow", [{"at": "riv", "attentive": True}], indirect=True)
def test_an_answer_does_not_stand_in_line_behind_an_older_one(small: Path, slow: Slow) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("riv")
        await app.until(slow.held.is_set)
        await app.type("er")
        await app.see("8 hits in 2 documents", "The river decides")
        assert slow.stopped.is_set()
        assert not slow.let_go.is_set()

    drive(small, steps)


@pytest.mark.parametrize("slow", [{"at": "river", "attentive": True}], indirect=True)
def test_an_older_answer_is_never_shown_once_the_line_is_empty(small: Path, slow: Slow) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("river")
        await app.until(slow.held.is_set)
        await app.press("ctrl+u")
        await app.until(slow.stopped.is_set)
        await app.see("3 documents")
        await app.quiet()
        assert "hit" not in app.lines[1]

    drive(small, steps)


def test_hits_do_not_wait_for_what_would_be_found_instead_of_an_older_query(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, ended = threading.Event(), threading.Event()

    def endless(searcher: Searcher, query: str, *, typing: bool = False) -> list[Suggestion]:
        looking.set()
        try:
            for _ in range(int(PATIENCE * 100)):
                go_on()
                ended.wait(0.01)
        except Stopped:
            ended.set()
            raise
        return suggestions_for(searcher, query, typing=typing)

    monkeypatch.setattr("search.suggestions.suggestions_for", endless)

    async def steps(app: Driven) -> None:
        await app.press("slash")
        await app.type("riverx")
        await app.until(looking.is_set)
        await app.press("backspace")
        await app.see("8 hits in 2 documents", "The river decides")
        assert ended.is_set()

    drive(small, steps)


def test_the_index_is_open_before_anything_is_typed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        finder = app.app.finder
        assert finder is not None
        await app.until(lambda: finder._searcher is not None)
        assert app.place.query_one("#query", Field).value == ""

    drive(small, steps)


def test_the_lines_have_their_words_when_they_are_first_shown(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wordless: list[Hit] = []
    shown: list[int] = []
    show = FoundList.show

    def watched(rows: FoundList, count: int, *given: Any, **named: Any) -> None:
        show(rows, count, *given, **named)
        if rows.found is not None:
            shown.append(count)
            wordless.extend(hit for hit in rows.hits[: rows.size.height] if rows._text_of(hit.document) is None)

    monkeypatch.setattr(FoundList, "show", watched)

    async def steps(app: Driven) -> None:
        await app.search("river")
        assert app.found.count == shown[-1] == 56
        assert not wordless

    drive(sample, steps)
