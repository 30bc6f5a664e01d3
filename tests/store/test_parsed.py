"""What is remembered of parsed files is never wrong, never needed, and touches nobody else's files."""

import json
import os
import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from store.errors import FileFault
from store.parsed import SMALL, ParsedFiles
from store.project import Project
from store.toml import parse_toml, render_toml
from tests.store.test_files import fail_at
from tests.store.test_holdings import put

LARGE = {"schema": 1, "note": "x" * SMALL, "when": datetime(2026, 1, 2, tzinfo=UTC), "nan": float("inf")}


def emptied(cache: Path) -> Path:
    """The folder as it is before anything was remembered: the beginning of the project left something in it."""
    shutil.rmtree(cache, ignore_errors=True)
    return cache


@pytest.fixture
def cache(project: Project) -> Path:
    put(project.root, "themes/t-1.toml", render_toml(LARGE))
    return emptied(project.private / "cache")


def parsed(project: Project, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, Any], int]:
    """What is read, and how often TOML was parsed for it."""
    times = [0]

    def counting(path: str, data: bytes) -> dict[str, Any]:
        times[0] += 1
        return parse_toml(path, data)

    with monkeypatch.context() as patch:
        patch.setattr("store.parsed.parse_toml", counting)
        return ParsedFiles(project).parse("themes/t-1.toml"), times[0]


def test_a_date_of_a_case_is_a_date_again_when_it_is_remembered(project: Project) -> None:
    values = {
        "id": "c1",
        "attributes": {
            "since": date(2018, 1, 1),
            "at": time(9, 30),
            "seen": [datetime(2026, 1, 2, 3, 4, tzinfo=UTC), {"on": date(2020, 2, 29)}],
            "\0": "no date",
        },
    }
    put(project.root, "cases/c1.toml", render_toml(values))
    for _ in range(2):
        cache = ParsedFiles(project)
        assert cache.parse("cases/c1.toml", with_dates=True) == values
        cache.prune()


def test_a_large_file_is_parsed_once_and_a_changed_one_again(
    project: Project, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, times = parsed(project, monkeypatch)
    again, later = parsed(project, monkeypatch)
    assert (times, later) == (1, 0)
    assert first == LARGE
    assert again == LARGE | {"when": "2026-01-02T00:00:00+00:00"}
    put(project.root, "themes/t-1.toml", render_toml(LARGE | {"note": "y" * SMALL}))
    changed, times = parsed(project, monkeypatch)
    assert times == 1
    assert changed["note"][0] == "y"


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"null", b"\xff", b"[" * 100_000, b'{"a":' * 100_000])
def test_a_damaged_memory_is_made_again(
    project: Project, cache: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    parsed(project, monkeypatch)
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    assert parsed(project, monkeypatch) == (LARGE, 1)
    assert parsed(project, monkeypatch)[1] == 0


def test_a_memory_that_cannot_be_written_is_done_without(
    project: Project, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        fail_at(patch, "mkdir", 13)
        assert parsed(project, patch)[0] == LARGE
    cache.write_text("in the way")
    assert parsed(project, monkeypatch)[0] == LARGE


def test_faults_are_told_each_time(project: Project, cache: Path) -> None:
    put(project.root, "themes/t-1.toml", b"x" * SMALL)
    for _ in range(2):
        with pytest.raises(FileFault):
            ParsedFiles(project).parse("themes/t-1.toml")


def test_pruning_takes_away_what_was_not_used_and_nothing_that_is_not_ours(project: Project, cache: Path) -> None:
    cache.mkdir(parents=True)
    stale = cache / f"{'0' * 64}.json"
    for name in (stale.name, f"{'1' * 64}.json.99.tmp", "thesis.docx", "notes.json"):
        (cache / name).write_text(json.dumps({}))
    files = ParsedFiles(project)
    files.parse("themes/t-1.toml")
    files.prune()
    left = sorted(os.listdir(cache))
    assert len(left) == 3
    assert left[1:] == ["notes.json", "thesis.docx"]


SMALL_THEME = {"schema": 1, "id": "t-1", "when": datetime(2026, 1, 2, tzinfo=UTC)}


def small_ones(project: Project, monkeypatch: pytest.MonkeyPatch) -> tuple[list[dict[str, Any]], int]:
    """What one loading reads from three small files, and how often TOML was parsed for it."""
    times = [0]

    def counting(path: str, data: bytes) -> dict[str, Any]:
        times[0] += 1
        return parse_toml(path, data)

    with monkeypatch.context() as patch:
        patch.setattr("store.parsed.parse_toml", counting)
        files = ParsedFiles(project)
        read = [files.parse(f"themes/t-{number}.toml") for number in (1, 2, 3)]
        files.prune()
        return read, times[0]


@pytest.fixture
def three(project: Project) -> Path:
    for number in (1, 2, 3):
        put(project.root, f"themes/t-{number}.toml", render_toml(SMALL_THEME | {"id": f"t-{number}"}))
    return emptied(project.private / "cache") / "small.json"


def test_small_files_are_remembered_together(project: Project, three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, times = small_ones(project, monkeypatch)
    assert [each["id"] for each in first] == ["t-1", "t-2", "t-3"]
    assert times == 3
    assert os.listdir(three.parent) == ["small.json"]
    again, times = small_ones(project, monkeypatch)
    assert times == 0
    assert again == [each | {"when": "2026-01-02T00:00:00+00:00"} for each in first]


def test_a_small_file_that_changed_is_parsed_again_alone_and_its_old_values_are_forgotten(
    project: Project, three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_ones(project, monkeypatch)
    put(project.root, "themes/t-2.toml", render_toml(SMALL_THEME | {"id": "t-2", "name": "Drift"}))
    read, times = small_ones(project, monkeypatch)
    assert (read[1]["name"], times) == ("Drift", 1)
    assert len(json.loads(three.read_bytes())) == 3
    assert small_ones(project, monkeypatch)[1] == 0


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"null", b"\xff"])
def test_a_damaged_memory_of_small_files_is_made_again(
    project: Project, three: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    first, _ = small_ones(project, monkeypatch)
    three.write_bytes(damage)
    assert small_ones(project, monkeypatch) == (first, 3)
    assert small_ones(project, monkeypatch)[1] == 0


def test_a_memory_with_something_else_under_a_hash_is_not_believed(
    project: Project, three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = small_ones(project, monkeypatch)
    three.write_text(json.dumps(dict.fromkeys(json.loads(three.read_bytes()), 7)))
    assert small_ones(project, monkeypatch) == (first, 3)
