"""A program on a terminal of its own, driven as a person drives it: keys in, bytes out.

The program gets a pseudo-terminal as its controlling one, so that closing it hangs up on the program as a lost connection does.
All that it writes is kept. Nothing of the caller's environment reaches it but the search path. Times are of this process:
from when a key was written to when bytes could be read.
"""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

CATENA = str(Path(sys.executable).with_name("catena"))
"""The console script beside the Python that runs this."""

SEQUENCES = re.compile(rb"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>]")
"""What stands between the words that a program shows."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a person with an empty home folder at an ordinary terminal."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        **more,
    }


TO_ROW = re.compile(rb"\x1b\[(\d+);\d+H")
"""The cursor goes to a row, from 1."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program wrote after a key: the bytes, and seconds from the key to the first and to the last of them."""

    data: bytes
    first: float
    last: float
    pieces: tuple[tuple[float, bytes], ...] = ()
    """The bytes as they came, each with the seconds from the key to it."""

    def last_in(self, rows: range) -> float | None:
        """Seconds from the key to the last writing into one of these rows of the screen, from 1; None where there was none."""
        places = [found.start() for found in TO_ROW.finditer(self.data) if int(found[1]) in rows]
        end = 0
        for seconds, data in self.pieces:
            end += len(data)
            if places and places[-1] < end:
                return seconds
        return None


class Terminal:
    """A running program and its terminal; a context, at whose end the program is killed."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        surroundings: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.written = b""
        self.began = self._sent = time.perf_counter()
        # The leader of a new session gets the first terminal that it opens as its controlling one.
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(slave), *command],
            cwd=folder,
            env=dict(surroundings),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._slave = slave

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.kill()

    @property
    def process(self) -> int:
        return self._process.pid

    @property
    def text(self) -> str:
        """All words written so far, in the order of writing, without the sequences between them."""
        return SEQUENCES.sub(b"", self.written).decode("utf-8", errors="replace")

    def send(self, keys: str | bytes) -> None:
        self._sent = time.perf_counter()
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    def _read(self, seconds: float) -> bytes:
        """What is written within some seconds; nothing where the program is silent or has ended."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            data = os.read(self._master, 1 << 20)
        except OSError:
            return b""
        self.written += data
        return data

    def wait_for(self, word: str, seconds: float = 30, after: int = 0) -> float:
        """Reads until `word` was written after the first `after` bytes; seconds since the program was started.

        Raises AssertionError with what was written instead where it does not come.
        """
        deadline = time.perf_counter() + seconds
        wanted = word.encode()
        while wanted not in SEQUENCES.sub(b"", self.written[after:]):
            left = deadline - time.perf_counter()
            if left <= 0 or (not self._read(min(left, 0.5)) and self._process.poll() is not None):
                raise AssertionError(f"{word!r} was not shown, but: {self.text[-3000:]!r}")
        return time.perf_counter() - self.began

    def settle(self, quiet: float = 0.15, seconds: float = 30) -> Answer:
        """What is written from now until nothing is for `quiet` seconds."""
        before = len(self.written)
        pieces: list[tuple[float, bytes]] = []
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline and (data := self._read(quiet)):
            pieces.append((time.perf_counter() - self._sent, data))
        first, last = (pieces[0][0], pieces[-1][0]) if pieces else (0.0, 0.0)
        return Answer(self.written[before:], first, last, tuple(pieces))

    def key(self, keys: str | bytes, quiet: float = 0.15) -> Answer:
        """Sends keys and reads until silence."""
        self.send(keys)
        return self.settle(quiet)

    def seconds_of_processor(self) -> float:
        """What the program has used so far, its ended children with it; in steps of a clock tick."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def nanoseconds_of_processor(self) -> int:
        """What the threads that are alive have used so far: fine enough for one key."""
        return self._scheduled(0)

    def nanoseconds_in_line(self) -> int:
        """For how long they could have gone on and others had the processors, one thread's time put to another's."""
        return self._scheduled(1)

    def _scheduled(self, field: int) -> int:
        total = 0
        for task in Path(f"/proc/{self.process}/task").iterdir():
            with contextlib.suppress(FileNotFoundError):
                total += int((task / "schedstat").read_text().split()[field])
        return total

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.process, number)

    def hang_up(self) -> None:
        """Takes the terminal away, as a lost connection does."""
        for descriptor in (self._master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)
        self._master = self._slave = -1

    def wait(self, seconds: float = 30) -> int:
        """The program's exit code, read empty while it ends; minus the signal's number where one ended it."""
        deadline = time.perf_counter() + seconds
        while self._process.poll() is None and time.perf_counter() < deadline:
            if self._master < 0:
                time.sleep(0.02)
            else:
                self._read(0.1)
        return self._process.wait(max(0.1, deadline - time.perf_counter()))

    def kill(self) -> None:
        """Ends the program without warning and closes the terminal; what it started in sessions of its own goes on."""
        if self._process.poll() is None:
            os.kill(self.process, signal.SIGKILL)
        self._process.wait()
        self.hang_up()
