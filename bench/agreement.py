"""What agreement over 50,000 excerpts of two reviewers costs, start to finish: files read, figures, intervals, differences.

In CPU seconds, as the budget is; by each unit, with the parsed files remembered.
"""

import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, within
from bench.project import ROOT, synthetic_study
from bench.synthetic import Size
from tests.journeys.terminal import CATENA, environment

LARGE = Size(excerpts=50_000, documents=150, reviewers=2)
UNITS = ("character", "passage", "excerpt")
BUDGET = 5.0


def figures(folder: Path) -> Iterator[Figure]:
    study = synthetic_study(folder, LARGE)
    _seconds(study, folder, "documents")
    for unit in UNITS:
        yield within(
            f"by {unit}", _seconds(study, folder, "agree", "--unit", unit, "--json"), BUDGET, "s CPU", digits=2
        )


def _seconds(study: Path, home: Path, *arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [CATENA, "-C", str(study), *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(home), check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
