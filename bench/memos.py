"""What the list of 2,000 memos of 1,000 words costs in the app: from the key that opens it to the last byte, and keys in it.

The study is open and at rest before the key. The order of what changed last is asked of git beside the list, which is there
before the answer is; both are in the figure of the processor.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.checking import MEMOS, WORDS, many_memos
from bench.figures import Figure, within
from bench.keys import Presses
from tests.journeys.terminal import CATENA, Terminal, environment

ROUNDS = 3
OPENED = 300
MOVED = 50


def figures(folder: Path) -> Iterator[Figure]:
    root, _ = many_memos(folder)
    (folder / ".gitconfig").write_text("[user]\n\tname = Ana\n\temail = ana@example.org\n")
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "many memos")):
        subprocess.run(["git", "-C", str(root), *command], env=environment(folder), check=True, capture_output=True)
    subprocess.run([CATENA, "-C", str(root), "index"], env=environment(folder), check=True, capture_output=True)
    opened, moved, filtered = Presses(), Presses(), Presses()
    for _ in range(ROUNDS):
        with Terminal((CATENA, "-C", str(root)), folder, environment(folder)) as terminal:
            terminal.wait_for("committed", 120)
            terminal.settle(2, 60)
            opened.press(terminal, "4", 0.5)
            for _ in range(5):
                moved.press(terminal, "j")
            terminal.key("\\", 0.5)
            filtered.press(terminal, "a", 0.5)
    yield _figure(f"the list of {MEMOS:,} memos of {WORDS:,} words", opened, OPENED)
    yield _figure("a line down in it", moved, MOVED)
    yield _figure("a letter of its filter", filtered, OPENED)


def _figure(what: str, presses: Presses, limit: int) -> Figure:
    remark = f"worst {max(presses.processor):.0f}; painted after {median(presses.milliseconds):.0f} ms"
    return within(what, median(presses.processor), limit, "ms CPU", remark)
