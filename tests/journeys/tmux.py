"""A program in a tmux of its own: keys as tmux names them, and the screen as a person sees it.

The server has its own socket and no settings of anybody's, so it meets no other tmux of this machine.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from types import TracebackType

import pytest

_numbers = count(1)
"""Each server's own socket: one that is just ending must not meet the next."""

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Tmux:
    """A session of one window; a context, at whose end the server is stopped."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        surroundings: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self._socket = folder / f"tmux-{next(_numbers)}"
        self._folder = folder
        self._surroundings = dict(surroundings)
        columns, rows = map(str, size)
        self._run("new-session", "-d", "-x", columns, "-y", rows, "-c", str(folder), *command)

    def __enter__(self) -> "Tmux":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._run("kill-server", may_fail=True)

    def _run(self, *arguments: str, may_fail: bool = False) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), "-f", "/dev/null", *arguments],
            env=self._surroundings,
            capture_output=True,
            encoding="utf-8",
            timeout=30,
        )
        assert may_fail or done.returncode == 0, done.stderr
        return done.stdout

    @property
    def process(self) -> int:
        """The program's process."""
        return int(self._run("display-message", "-p", "#{pane_pid}"))

    @property
    def alive(self) -> bool:
        return bool(self._run("list-panes", may_fail=True))

    def screen(self) -> str:
        """The lines as they stand on the screen."""
        return self._run("capture-pane", "-p")

    def press(self, *names: str) -> None:
        """Presses keys, each by tmux's name (`Enter`, `Escape`, `C-s`, `F2`, `t`), as a person who looks before the next."""
        for name in names:
            self._run("send-keys", name)
            self._look()

    def type(self, text: str) -> None:
        """Types text letter by letter, as fast as tmux can."""
        self._run("send-keys", "-l", "--", text)

    def _look(self) -> None:
        """Waits until the screen stands still."""
        before, deadline = "", time.monotonic() + 5
        while time.monotonic() < deadline and (now := self._run("capture-pane", "-p", may_fail=True)) != before:
            before = now
            time.sleep(0.1)

    def wait_for(self, words: str, seconds: float = 30) -> str:
        """The screen once `words` stand on it; raises AssertionError with the screen where they do not come."""
        return self._wait(lambda screen: words in screen, f"{words!r} did not come", seconds)

    def wait_until_gone(self, words: str, seconds: float = 30) -> str:
        """The screen once `words` stand on it no more."""
        return self._wait(lambda screen: words not in screen, f"{words!r} did not go", seconds)

    def wait_until_left(self, seconds: float = 60) -> None:
        """Returns once the program has ended by itself."""
        deadline = time.monotonic() + seconds
        while self.alive:
            if time.monotonic() > deadline:
                raise AssertionError(f"it did not end:\n{self.screen()}")
            time.sleep(0.05)

    def _wait(self, holds: Callable[[str], bool], complaint: str, seconds: float) -> str:
        deadline = time.monotonic() + seconds
        while True:
            screen = self.screen()
            if holds(screen):
                return screen
            if time.monotonic() > deadline:
                raise AssertionError(f"{complaint}:\n{screen}")
            time.sleep(0.05)
