"""A scripted writer types and saves, and at a random moment the app is killed, its terminal closed, or it is asked to end.

What the screen called saved is in a memo on disk, byte for byte; what stood on the screen a second before is in the memo or
in the draft. The next start goes on from there: nothing is repaired by hand between the rounds.
"""

import random
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from store.holdings import read_holdings
from store.project import open_project
from tests.journeys.studies import Study, sample_study
from tests.journeys.terminal import CATENA, SEQUENCES, Terminal

ROUNDS = 50
LATEST = 1.0
"""Seconds of typing that may be lost."""
SAVE = "\x13"

CUTS: dict[str, Callable[[Terminal], None]] = {
    "SIGKILL": lambda terminal: terminal.signal(signal.SIGKILL),
    "terminal closed": lambda terminal: terminal.hang_up(),
    "SIGHUP": lambda terminal: terminal.signal(signal.SIGHUP),
    "SIGTERM": lambda terminal: terminal.signal(signal.SIGTERM),
}


@dataclass
class Writer:
    """Types numbered words, now and then saves, and knows what the screen said and when."""

    terminal: Terminal
    chance: random.Random
    until: float
    typed: str = ""
    saved: str | None = None
    shown: list[tuple[float, str]] = field(default_factory=list)
    """When it was on the screen, and all that was typed by then."""

    def write(self) -> None:
        """Until its time is up."""
        number = 0
        while time.monotonic() < self.until:
            number += 1
            self._type(f"word{number:03}")
            if self.chance.random() < 0.15:
                self._save()
            self._send("\r" if number % 6 == 0 else " ")

    def _send(self, letter: str) -> None:
        if time.monotonic() < self.until:
            self.terminal.send(letter)
            self.typed += letter.replace("\r", "\n")
            self.terminal.settle(0.004, 0.02)

    def _type(self, word: str) -> None:
        before = len(self.terminal.written)
        for letter in word:
            self._send(letter)
        if self._comes(word, before):
            self.shown.append((time.monotonic(), self.typed))

    def _save(self) -> None:
        before = len(self.terminal.written)
        self.terminal.send(SAVE)
        if self._comes("saved", before):
            self.saved = self.typed
            self.shown.append((time.monotonic(), self.typed))

    def _comes(self, word: str, after: int) -> bool:
        """Whether a word is written to the screen before the time is up."""
        while time.monotonic() < self.until:
            if word.encode() in SEQUENCES.sub(b"", self.terminal.written[after:]):
                return True
            self.terminal.settle(0.005, 0.03)
        return False


def a_round(study: Study, chance: random.Random, cut: str) -> tuple[bool, int]:
    """Whether something was called saved before the cut, and how many words were seen long enough before it."""
    drafts = study.root / ".catena" / "drafts"
    shutil.rmtree(drafts, ignore_errors=True)
    before = set(read_holdings(open_project(study.root)).memos)
    with Terminal([CATENA, "-C", str(study.root)], study.home, study.surroundings) as terminal:
        terminal.wait_for("committed", 60)
        terminal.settle(0.3)
        terminal.send("m")
        terminal.wait_for("which type?")
        terminal.send("\r")
        terminal.wait_for("Save and leave")
        writer = Writer(terminal, chance, time.monotonic() + chance.uniform(0.2, 6))
        writer.write()
        gone = time.monotonic()
        CUTS[cut](terminal)
        terminal.wait(60)
    memos = read_holdings(open_project(study.root)).memos
    bodies = [memo.body for key, memo in memos.items() if key not in before]
    assert len(bodies) <= 1
    kept = [*bodies, *study.drafts]
    if writer.saved is not None:
        assert bodies, f"{cut}: the screen said saved, and there is no memo"
        assert bodies[0].startswith(writer.saved), f"{cut}: not on disk though called saved: {writer.saved[-80:]!r}"
    assert all(writer.typed.startswith(each) for each in kept), f"{cut}: on disk is what nobody typed"
    seen = [text for when, text in writer.shown if when <= gone - LATEST]
    longest = max(kept, key=len, default="")
    assert not seen or longest.startswith(seen[-1]), (
        f"{cut}: seen a second before, and neither saved nor kept: {seen[-1][len(longest) :]!r}"
    )
    return writer.saved is not None, len(seen)


def test_what_was_typed_outlives_a_killed_app(tmp_path: Path) -> None:
    """The cuts that the app hears of are in test_lost_lines.py, and in the fifty rounds."""
    a_round(sample_study(tmp_path), random.Random("SIGKILL"), "SIGKILL")


@pytest.mark.soak
def test_what_was_typed_outlives_the_app_at_fifty_random_moments(tmp_path: Path) -> None:
    study, chance = sample_study(tmp_path), random.Random(50)
    rounds = [a_round(study, chance, chance.choice(list(CUTS))) for _ in range(ROUNDS)]
    assert sum(saved for saved, _ in rounds) > ROUNDS // 5
    assert sum(words for _, words in rounds) > ROUNDS
    study.catena("theme", "add", "After the cuts")
    study.git("fsck", "--strict")
    assert study.git("status", "--porcelain") == ""
