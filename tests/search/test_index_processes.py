"""The index in several processes: builders killed at any moment, and programs that build and search at once.

Every text says the same word equally often, so at any time a search must find it exactly so often as there are documents that
the searcher does not call missing.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from search.engine import Searcher
from search.index import check_index, update_index
from store.documents import Document, hash_of
from store.project import Project, Settings
from tests.search.studies import Study, study_of

TOP = Path(__file__).parents[2]
OFTEN = 60
TEXTS = {f"d{number}": f"Text {number} says leaders. " * OFTEN for number in range(8)}

PREPARE = """
import random, sys, time
from pathlib import Path
from search import index
from search.engine import Searcher
from store.errors import Busy
from tests.search.test_index_processes import OFTEN, TEXTS, written_before
index.BATCH = 2000
project, documents = written_before(Path(sys.argv[1]))
print("ready", flush=True)
"""
REBUILD = """
while True:
    index.update_index(project, documents, rebuild=True)
"""
GO_ON = """
while True:
    index.update_index(project, dict(list(documents.items())[:3]))
    index.update_index(project, documents)
"""
BUILD_AND_SEARCH = """
chance = random.Random(sys.argv[2])
until = time.monotonic() + float(sys.argv[3])
built = searches = 0
while time.monotonic() < until:
    wanted = dict(chance.sample(list(documents.items()), chance.randrange(1, len(documents) + 1)))
    try:
        built += index.update_index(project, wanted, rebuild=chance.random() < 0.2).changed > 0
    except Busy:
        pass
    searcher = Searcher.open(project, documents)
    for _ in range(3):
        found = searcher.find("leaders")
        assert found.total == OFTEN * (len(documents) - len(searcher.missing)), (found.total, searcher.missing)
        assert all(TEXTS[hit.document][hit.start : hit.end] == "leaders" for hit in found.hits)
        searches += 1
print(built, searches)
"""


def written_before(root: Path) -> Study:
    """The study in `root` as another process has written it."""
    documents = {
        name: Document(name, name, "interview", f"corpus/{name}.txt", hash_of(text), len(text))
        for name, text in TEXTS.items()
    }
    return Project(root, Settings("test", "Test")), documents


def start(script: str, root: Path, *arguments: object) -> "subprocess.Popen[str]":
    """A process that runs the script over the texts in `root`, once it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", PREPARE + script, str(root), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=TOP,
        env=os.environ | {"PYTHONPATH": str(TOP)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def missing_from_a_true_answer(project: Project, documents: Mapping[str, Document]) -> int:
    """Opens the project as it is, searches, and gives how many documents are said to be missing."""
    searcher = Searcher.open(project, documents)
    assert searcher.find("leaders").total == OFTEN * (len(documents) - len(searcher.missing))
    return len(searcher.missing)


def kill_often(study: Study, kills: int, seed: int) -> list[int]:
    """Kills builders at random moments; how many documents each left out of the index.

    A builder goes on from what the one before has left, or from an index that was finished.
    """
    project, documents = study
    chance = random.Random(seed)
    missing: list[int] = []
    for _ in range(kills):
        builder = start(chance.choice((REBUILD, GO_ON)), project.root)
        time.sleep(chance.uniform(0, 0.15))
        builder.kill()
        _, complaint = builder.communicate()
        assert builder.returncode == -signal.SIGKILL, complaint
        missing.append(missing_from_a_true_answer(project, documents))
        if chance.random() < 0.5:
            update_index(project, documents)
            assert check_index(project, documents) == []
            assert missing_from_a_true_answer(project, documents) == 0
    update_index(project, documents)
    assert check_index(project, documents) == []
    assert missing_from_a_true_answer(project, documents) == 0
    return missing


def test_a_build_killed_at_random_leaves_a_project_that_searches_and_finishes_the_index(tmp_path: Path) -> None:
    missing = kill_often(study_of(tmp_path, TEXTS), 8, seed=8)
    assert any(missing), "a builder was killed while documents were missing"


@pytest.mark.soak
def test_many_builds_killed_at_random(tmp_path: Path) -> None:
    missing = kill_often(study_of(tmp_path, TEXTS), int(os.environ.get("CATENA_KILLS", "60")), seed=2026)
    print(f"documents missing after each of {len(missing)} kills: {missing}")
    assert any(missing)


@pytest.mark.parametrize("seconds", [1.5, pytest.param(30, marks=pytest.mark.soak)])
def test_two_programs_that_build_and_search_at_once_do_not_disturb_each_other(tmp_path: Path, seconds: float) -> None:
    project, documents = study_of(tmp_path, TEXTS)
    programs = [start(BUILD_AND_SEARCH, tmp_path, seed, seconds) for seed in (1, 2)]
    for program in programs:
        said, complaint = program.communicate(timeout=seconds + 60)
        assert program.returncode == 0, complaint
        built, searches = map(int, said.split())
        assert built
        assert searches
    update_index(project, documents)
    assert check_index(project, documents) == []
    assert missing_from_a_true_answer(project, documents) == 0
