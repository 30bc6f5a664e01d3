"""How long a project of 50,000 excerpts takes to open: its files read in a fresh Python, the app until it lists them, its tree.

Cold is the first time, when what is parsed is not in `.catena` yet; warm is every time after that. The tree is opened by its key
when the app has settled: first when the place is made and all is counted, then after a tag, when all is counted anew.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figures import Figure, median_and_worst, within
from bench.keys import ENTER, Presses
from bench.project import ROOT, synthetic_study
from bench.synthetic import Size
from tests.journeys.terminal import CATENA, Terminal, environment

LARGE = Size(excerpts=50_000, documents=150, reviewers=2, themes=500)
ROUNDS = 3
BUDGET = 2.0
TREE = 300

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
    first, again = Presses(), Presses()
    for _ in range(ROUNDS):
        _open_tree(study, folder, first, again)
    yield _tree("the tree of 500 themes, first (3)", first)
    yield _tree("the tree again, after a tag", again)


def _tree(what: str, presses: Presses) -> Figure:
    remark = f"worst {max(presses.processor):.0f}; painted after {median(presses.milliseconds):.0f}"
    return within(what, median(presses.processor), TREE, "ms CPU", remark)


def _open_tree(study: Path, home: Path, first: Presses, again: Presses) -> None:
    with Terminal((CATENA, "-C", str(study)), home, environment(home)) as terminal:
        terminal.wait_for("saved, committed")
        terminal.settle(2)
        first.press(terminal, "3", 0.5)
        terminal.key("2", 1)
        terminal.key("g", 1)
        terminal.key("t", 1)
        terminal.key(ENTER, 2)
        terminal.settle(2)
        again.press(terminal, "3", 0.5)


def _seconds_to_load(study: Path) -> float:
    command = [sys.executable, "-c", LOAD, str(study), str(LARGE.excerpts)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    return float(done.stdout)


def _seconds_to_open(study: Path, home: Path) -> float:
    with Terminal((CATENA, "-C", str(study)), home, environment(home)) as terminal:
        return terminal.wait_for("doc-0001")
