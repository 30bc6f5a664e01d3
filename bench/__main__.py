"""`make bench`: every budget of the design beside what this machine does now; with `--long` those of large corpora.

It ends with 0 whatever comes out, for these are figures and not tests; what could not be measured is said in the figure's place.
"""

import importlib
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from bench.figures import Figure, table
from bench.machine import machine

SECTIONS = {
    "commands": "Commands, start to finish on the sample study",
    "saving": "Saving",
    "importing": "Documents in: 100 MB of pdf, docx and txt",
    "loading": "A project of 50,000 excerpts",
    "checking": "The check of many memos",
    "carrying": "Excerpts carried into another text of an interview of 50,000 characters",
    "tables": "Tables of a study of 50,000 excerpts, once it is loaded",
    "table_keys": "Tables in the app, on a study of 50,000 excerpts",
    "memos": "Memos in the app",
    "painting": "First paint at 80x24",
    "keys": "Keys at 80x24, a document of 500 KB with 2,000 tags",
    "agreement": "Agreement over 50,000 excerpts of two reviewers, a command start to finish",
    "pages": "The findings of 50,000 excerpts, 300 themes, 1,000 documents as a page",
    "searching": "Search, the engine alone, and SQLite FTS5 in the same run",
    "large": "The app with 200,000 passages open",
}
"""The modules of this package that measure, each with the heading of its figures."""

LONG = ("searching", "large")
"""Those that measure large corpora, with `--long`, which takes an hour."""

ORDINARY = tuple(name for name in SECTIONS if name != "large")


def main(arguments: list[str]) -> None:
    long = "--long" in arguments
    sections = LONG if long else ORDINARY
    wanted = [argument for argument in arguments if argument != "--long"]
    unknown = [name for name in wanted if name not in sections]
    if unknown:
        sys.exit(f"bench: there is no {unknown[0]!r}; there are: {', '.join(sections)}")
    print(f"{datetime.now():%Y-%m-%d %H:%M}, {machine()}")
    missed = 0
    for name in wanted or sections:
        figures: list[Figure] = []
        with tempfile.TemporaryDirectory(prefix="catena-bench-") as folder:
            module = importlib.import_module(f"bench.{name}")
            measure = module.long_figures if long else module.figures
            try:
                for figure in measure(Path(folder)):
                    figures.append(figure)
            except (AssertionError, RuntimeError, subprocess.CalledProcessError) as error:
                figures.append(Figure("could not be measured", " ".join(str(error).split())[:300], kept=False))
        print(f"\n{table(SECTIONS[name], figures)}", flush=True)
        missed += sum(figure.kept is False for figure in figures)
    print(f"\n{missed or 'no'} budget{'s' * (missed != 1)} missed")


if __name__ == "__main__":
    main(sys.argv[1:])
