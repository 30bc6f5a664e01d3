"""The queries that were asked come back, the latest first, and nothing about them can stop a search."""

from pathlib import Path

import pytest

from store.files import TEMPORARY
from store.project import Project
from store.query_history import LONGEST, MOST, NAME, earlier_queries, remember_query


def test_queries_come_back_the_latest_first_and_each_once(project: Project) -> None:
    assert earlier_queries(project) == []
    for query in ("one", '"two" OR three', "one", "  ", " naïve "):
        remember_query(project, query)
    assert earlier_queries(project) == ["naïve", "one", '"two" OR three']
    assert (project.private / NAME).stat().st_mode & 0o777 == 0o600
    assert [each.name for each in project.private.iterdir() if each.name.startswith(TEMPORARY)] == []


def test_there_are_so_many_and_no_more(project: Project) -> None:
    for number in range(MOST + 5):
        remember_query(project, f"query {number}")
    remember_query(project, "x" * (LONGEST + 1))
    found = earlier_queries(project)
    assert (len(found), len(found[0]), found[1]) == (MOST, LONGEST, f"query {MOST + 4}")


@pytest.mark.parametrize("text", ["", "{}", "5", '["a", 5, "", "a"]', "[" * 100_000, '"\\ud800"'])
def test_a_file_that_is_none_is_no_history(project: Project, text: str) -> None:
    (project.private / NAME).write_text(text)
    assert earlier_queries(project) in ([], ["a"])
    remember_query(project, "b")
    assert earlier_queries(project)[0] == "b"


def test_a_folder_that_takes_nothing_stops_nobody(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", refuse)
    remember_query(project, "one")
    assert earlier_queries(project) == []
