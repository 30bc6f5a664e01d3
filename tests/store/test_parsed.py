"""What is remembered of parsed files is never wrong, never needed, and touches nobody else's files."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from store.errors import FileFault
from store.parsed import SMALLEST, ParsedFiles
from store.project import Project
from store.toml import parse_toml, render_toml
from tests.store.test_files import fail_at
from tests.store.test_holdings import put

LARGE = {"schema": 1, "note": "x" * SMALLEST, "when": datetime(2026, 1, 2, tzinfo=UTC), "nan": float("inf")}


@pytest.fixture
def cache(project: Project) -> Path:
    put(project.root, "themes/t-1.toml", render_toml(LARGE))
    return project.private / "cache"


def parsed(project: Project, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, Any], int]:
    """What is read, and how often TOML was parsed for it."""
    times = [0]

    def counting(path: str, data: bytes) -> dict[str, Any]:
        times[0] += 1
        return parse_toml(path, data)

    with monkeypatch.context() as patch:
        patch.setattr("store.parsed.parse_toml", counting)
        return ParsedFiles(project).parse("themes/t-1.toml"), times[0]


def test_a_large_file_is_parsed_once_and_a_changed_one_again(
    project: Project, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, times = parsed(project, monkeypatch)
    again, later = parsed(project, monkeypatch)
    assert (times, later) == (1, 0)
    assert first == LARGE
    assert again == LARGE | {"when": "2026-01-02T00:00:00+00:00"}
    put(project.root, "themes/t-1.toml", render_toml(LARGE | {"note": "y" * SMALLEST}))
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
    put(project.root, "themes/t-1.toml", b"x" * SMALLEST)
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
