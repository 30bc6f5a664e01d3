"""One key to its painted frame, and what it sends, in the Reader, in Search and for a tag; and what an idle app sends.

The time runs from the key's writing to the last byte of the burst that answers it; the processor's part is what the app's own
threads used meanwhile, without the machine's other work and the waiting between two processes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.figures import Figure, within
from bench.project import synthetic_study
from bench.synthetic import Size
from tests.journeys.terminal import CATENA, Terminal, environment

LONG = Size(excerpts=2_000, documents=1, reviewers=1, characters=500_000)
FRAME = 50
BYTES = 8 * 1024
IDLE = 3.0
ANSWER = 5.0
"""Seconds within which any key here must paint something."""

DOWN, PAGE_DOWN, END, HOME, ENTER = "\x1b[B", "\x1b[6~", "G", "g", "\r"


@dataclass
class Presses:
    """What one kind of key cost, press by press."""

    milliseconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)

    def press(self, terminal: Terminal, key: str, quiet: float = 0.15) -> None:
        before = terminal.nanoseconds_of_processor()
        answer = terminal.key(key, quiet)
        # On a busy machine the answer can begin after the silence that ends it: a key without one is no quick key.
        waited = 0
        while not answer.data:
            waited += 1
            assert waited < ANSWER / quiet, f"nothing was painted after {key!r}"
            answer = terminal.settle(quiet)
        self.processor.append((terminal.nanoseconds_of_processor() - before) / 1e6)
        self.milliseconds.append(answer.last * 1000)
        self.sent.append(len(answer.data))

    def figures(self, what: str) -> Iterator[Figure]:
        remark = f"worst {max(self.milliseconds):.0f}; the processor {median(self.processor):.0f}"
        yield within(f"{what}: painted", median(self.milliseconds), FRAME, "ms", remark)
        kilobytes = [sent / 1024 for sent in self.sent]
        yield within(f"{what}: sent", median(kilobytes), BYTES / 1024, "KB", f"worst {max(kilobytes):.1f}", digits=1)


def figures(folder: Path) -> Iterator[Figure]:
    study = synthetic_study(folder, LONG)
    with Terminal((CATENA, "-C", str(study)), folder, environment(folder)) as terminal:
        terminal.wait_for("saved, committed")
        terminal.settle(1)
        terminal.key(ENTER, 1)
        yield from _measured(terminal, "a line down in the Reader", [DOWN] * 30)
        yield from _measured(terminal, "a page down in the Reader", [PAGE_DOWN] * 15)
        yield from _measured(terminal, "to the end and to the beginning", [END, HOME] * 4)
        yield from _measured(terminal, "a word further", ["l"] * 20)
        yield from _measured(terminal, "to the next excerpt", ["]"] * 15)
        yield from _tagging(terminal)
        yield from _searching(terminal)
        terminal.settle(2)
        before = len(terminal.written)
        terminal.settle(IDLE, IDLE)
        sent = len(terminal.written) - before
        yield Figure(f"sent by an idle app in {IDLE:.0f} s", f"{sent} bytes", "none", sent == 0)


def _measured(terminal: Terminal, what: str, keys: Sequence[str]) -> Iterator[Figure]:
    presses = Presses()
    for key in keys:
        presses.press(terminal, key)
    yield from presses.figures(what)


def _tagging(terminal: Terminal) -> Iterator[Figure]:
    """The picker with `t`, and the tag on the screen and on disk with Enter; another sentence each time."""
    opened, taken = Presses(), Presses()
    for _ in range(8):
        terminal.key(")", 0.3)
        # The commit of the last tag is told when it is made: that is no answer to the key that is measured.
        terminal.settle(1.2)
        opened.press(terminal, "t")
        taken.press(terminal, ENTER)
    yield from opened.figures("the themes to choose from (t)")
    yield from taken.figures("the theme taken (Enter)")


def _searching(terminal: Terminal) -> Iterator[Figure]:
    """A letter and the hits that come for it, the pause for more letters included."""
    hits = Presses()
    terminal.key("/", 0.5)
    for letter in "always trust":
        hits.press(terminal, letter, 0.4)
    yield from hits.figures("a letter typed in Search, and the hits for it")
