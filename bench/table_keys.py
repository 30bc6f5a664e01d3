"""Tables in the app on a study of 50,000 excerpts: from a key to the counted table, and what keys in it cost and send.

The study is open and at rest before the key. A table is counted beside the screen: what is said meanwhile is painted first, so
the first figures end with the table itself.
"""

from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from bench.keys import ENTER, Presses
from bench.project import synthetic_study
from bench.tables import LARGE
from tests.journeys.terminal import CATENA, Terminal, environment

COUNTED = 1.5
"""Seconds of silence after which a table is taken for counted."""


def figures(folder: Path) -> Iterator[Figure]:
    study = synthetic_study(folder, LARGE)
    with Terminal((CATENA, "-C", str(study)), folder, environment(folder)) as terminal:
        terminal.wait_for("committed", 120)
        terminal.settle(3, 60)
        yield _counted(terminal, "themes by an attribute", "6")
        terminal.key("w", 0.5)
        terminal.key("themes by doc", 0.5)
        yield _counted(terminal, "themes by 1,000 documents", ENTER)
        for what, keys in (
            ("a cell to the right", ["l"] * 24),
            ("a row down", ["j"] * 30),
            ("to the total and back", ["G", "g"] * 3),
        ):
            presses = Presses()
            for key in keys:
                presses.press(terminal, key, 0.2)
            yield from presses.figures(what)


def _counted(terminal: Terminal, what: str, key: str) -> Figure:
    presses = Presses()
    presses.press(terminal, key, COUNTED)
    return Figure(
        what, f"{max(presses.milliseconds):.0f} ms to the last byte, {max(presses.processor):.0f} of processor"
    )
