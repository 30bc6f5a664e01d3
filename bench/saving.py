"""What a save costs beyond what the disk itself takes.

Each round writes the bytes of an excerpts file bare (write, fsync, rename, fsync of the folder) and then tags one more excerpt,
in the same folder on the same disk, while the commits of the rounds before are being made behind it.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.figures import Figure, median_and_worst, within
from bench.project import copy_of_sample_study
from store.acts import tag
from store.excerpts import excerpts_path
from store.holdings import holdings_after, read_holdings
from store.project import open_project
from store.writer import Writer

ROUNDS = 100
BUDGET = 30


def figures(folder: Path) -> Iterator[Figure]:
    project = open_project(copy_of_sample_study(folder))
    holdings = read_holdings(project)
    document = max(holdings.documents.values(), key=lambda each: each.characters)
    text = project.read_text(document)
    theme = next(theme for theme in holdings.themes.values() if theme.active)
    bare: list[float] = []
    saved: list[float] = []
    with Writer.open(project, background=True) as writer:
        path = project.root / excerpts_path(writer.reviewer.id, document.id)
        for number in range(ROUNDS):
            act, _ = tag(holdings, writer.reviewer.id, document, text, [(7 * number, 7 * number + 60)], [theme])
            data = path.read_bytes() if path.exists() else b"x" * 400
            bare.append(_milliseconds_to_write(path.with_name("bare"), data))
            began = perf_counter()
            done = writer.perform(act)
            saved.append((perf_counter() - began) * 1000)
            holdings = holdings_after(holdings, done.touched)
        began = perf_counter()
    closing = perf_counter() - began
    yield Figure("the disk's own write, sync and rename", median_and_worst(bare, "ms", 1))
    yield Figure("a tag until it is on disk", median_and_worst(saved, "ms", 1))
    beyond = median(saved) - median(bare)
    yield within("a tag beyond the disk's own", beyond, BUDGET, "ms", f"{median(saved) / median(bare):.1f} times", 1)
    worst = max(saved) - max(bare)
    yield within("the slowest tag beyond the slowest write", worst, BUDGET, "ms", "commits going on behind", 1)
    yield Figure("closing, all commits made", f"{closing:.2f} s for {ROUNDS} tags")


def _milliseconds_to_write(path: Path, data: bytes) -> float:
    path.parent.mkdir(parents=True, exist_ok=True)
    began = perf_counter()
    handle = os.open(f"{path}.tmp", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    os.rename(f"{path}.tmp", path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    took = (perf_counter() - began) * 1000
    path.unlink()
    return took
