"""From the start of the process to the first frame that lists the documents, beside an empty Textual app's in the same run.

Both are started in turn on the same kind of terminal, which answers none of Textual's questions. The sample study was opened
once before, as a reviewer's is on every day but the first.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.empty import WORD
from bench.figures import Figure, median_and_worst, within
from bench.project import ROOT, copy_of_sample_study
from tests.journeys.terminal import CATENA, Terminal, environment

ROUNDS = 7
RATIO = 1.5
CPU = 0.5

EMPTY_APP = (sys.executable, str(ROOT / "bench" / "empty.py"))


def figures(folder: Path) -> Iterator[Figure]:
    study = copy_of_sample_study(folder)
    first_document = min((study / "documents").glob("*.toml")).stem
    empty: list[float] = []
    empty_cpu: list[float] = []
    app: list[float] = []
    cpu: list[float] = []
    settled: list[float] = []
    for number in range(ROUNDS + 1):
        with Terminal(EMPTY_APP, ROOT, environment(folder, PYTHONPATH=str(ROOT))) as terminal:
            empty.append(terminal.wait_for(WORD) * 1000)
            empty_cpu.append(terminal.seconds_of_processor())
        with Terminal((CATENA, "-C", str(study)), folder, environment(folder)) as terminal:
            app.append(terminal.wait_for(first_document) * 1000)
            cpu.append(terminal.seconds_of_processor())
            terminal.settle(1)
            settled.append(terminal.seconds_of_processor())
        if number == 0:
            for values in (empty, empty_cpu, app, cpu, settled):
                values.clear()
    yield Figure("an empty Textual app", median_and_worst(empty, "ms"))
    yield Figure("the app", median_and_worst(app, "ms"))
    yield within("the app in empty apps", median(app) / median(empty), RATIO, "times", _best(app, empty), digits=2)
    remark = f"worst {max(cpu):.2f}; the empty app's {median(empty_cpu):.2f}"
    yield within("the app's processor until then", median(cpu), CPU, "s CPU", remark, digits=2)
    yield Figure("the app's processor until it is silent", f"{median(settled):.2f} s CPU")


def _best(app: list[float], empty: list[float]) -> str:
    return f"the quickest of both: {min(app) / min(empty):.2f}"
