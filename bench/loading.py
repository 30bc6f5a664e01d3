"""How long a project of 50,000 excerpts takes to open: its files read in a fresh Python, and the app until it lists them.

Cold is the first time, when what is parsed is not in `.catena` yet; warm is every time after that.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figures import Figure, median_and_worst, within
from bench.project import ROOT, synthetic_study
from bench.synthetic import Size
from tests.journeys.terminal import CATENA, Terminal, environment

LARGE = Size(excerpts=50_000, documents=150, reviewers=2)
ROUNDS = 3
BUDGET = 2.0

LOAD = """
import sys
from pathlib import Path
from time import perf_counter
began = perf_counter()
from store.holdings import read_holdings
from store.project import open_project
from themes.tree import build_tree
holdings = read_holdings(open_project(Path(sys.argv[1])))
build_tree(holdings.themes)
assert len(holdings.excerpts) == int(sys.argv[2]) and not holdings.faults
print(perf_counter() - began)
"""


def figures(folder: Path) -> Iterator[Figure]:
    study = synthetic_study(folder, LARGE)
    cold: list[float] = []
    for _ in range(ROUNDS):
        shutil.rmtree(study / ".catena" / "cache", ignore_errors=True)
        cold.append(_seconds_to_load(study))
    warm = [_seconds_to_load(study) for _ in range(ROUNDS)]
    opened = [_seconds_to_open(study, folder) for _ in range(ROUNDS)]
    yield Figure("the files read, cold", median_and_worst(cold, "s", 2))
    yield within("the files read, warm", median(warm), BUDGET, "s", f"worst {max(warm):.2f}", digits=2)
    yield within("the app, until it lists the documents", median(opened), BUDGET, "s", f"worst {max(opened):.2f}", 2)


def _seconds_to_load(study: Path) -> float:
    command = [sys.executable, "-c", LOAD, str(study), str(LARGE.excerpts)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return float(done.stdout)


def _seconds_to_open(study: Path, home: Path) -> float:
    with Terminal((CATENA, "-C", str(study)), home, environment(home)) as terminal:
        return terminal.wait_for("doc-0001")
