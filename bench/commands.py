"""What a headless command costs from start to finish, on the sample study.

CPU seconds of the process and of what it started (git among them), the median of seven calls, after one that is not counted.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.figures import Figure, within
from bench.project import copy_of_sample_study
from tests.journeys.terminal import CATENA, environment

CALLS = 7
SEARCH = 0.30
OTHERS = 0.20


def figures(folder: Path) -> Iterator[Figure]:
    study = copy_of_sample_study(folder)
    document = next(iter(sorted((study / "documents").glob("*.toml")))).stem
    theme = next(iter(sorted((study / "themes").glob("*.toml")))).stem
    for words, budget in (
        (["search", "people"], SEARCH),
        (["search", '"all of us" OR nobody NOT manager*'], SEARCH),
        (["documents"], OTHERS),
        (["show", document], OTHERS),
        (["excerpts"], OTHERS),
        (["themes"], OTHERS),
        (["memo", "list"], OTHERS),
        (["log"], OTHERS),
        (["tag", document, "{call}", "40", "--theme", theme], OTHERS),
        (["undo"], OTHERS),
        (["doctor"], OTHERS),
        (["--help"], OTHERS),
    ):
        used = [_seconds(study, [word.format(call=call) for word in words], folder) for call in range(CALLS + 1)][1:]
        shown = " ".join(word if " " not in word else f"'{word}'" for word in words[:2])
        yield within(f"catena {shown}", median(used), budget, "s CPU", f"worst {max(used):.2f}", digits=2)


def _seconds(study: Path, words: list[str], home: Path) -> float:
    """CPU seconds of one call; raises RuntimeError where it fails."""
    process = subprocess.Popen(
        [CATENA, *words], cwd=study, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode and words != ["doctor"]:
        raise RuntimeError(f"catena {' '.join(words)} ended with {process.returncode}: {said.decode()}")
    return used.ru_utime + used.ru_stime
