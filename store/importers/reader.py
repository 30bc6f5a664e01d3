"""Reads files of all formats in a process of its own, which is kept for many files and replaced when one breaks it.

A file takes neither more time nor more memory than is allowed, whatever is in it; one that does is refused, and the next is read.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any

from store.importers.formats import Format, need
from store.importers.pieces import LARGEST_TEXT, Piece, Refused, piece_from

MEMORY = 1024 * 1024 * 1024
"""Bytes of memory that reading may take."""
SECONDS = 20
"""Seconds of processor time for any file, and one more for each megabyte."""
PATIENCE = 4
"""How many times as long as its processor time may take a file is waited for."""
LARGEST_ANSWER = 5 * LARGEST_TEXT


class Reader:
    """Reads one file after the other; close it, or use it as a context."""

    def __init__(self, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._closed = False
        self._reading = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process, whatever it does; nothing is read any more. May be called from another thread."""
        self._closed = True
        child = self._child
        if child is not None:
            with suppress(OSError):
                child.kill()
        # Whoever is reading sees the end of the process and lets go; its pipes are closed when nobody waits on them any more.
        with self._reading:
            self._end_child()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(OSError):
            child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        child.wait()

    def read(self, wanted: Format, data: bytes, options: Mapping[str, str] | None = None) -> list[Piece]:
        """The pieces in the bytes of a file of this format; raises Refused where it cannot be taken in."""
        need(wanted)
        seconds = self._seconds + len(data) // (1024 * 1024)
        job = {"module": wanted.module, "size": len(data), "seconds": seconds, "options": dict(options or {})}
        with self._reading:
            try:
                answer = self._ask(json.dumps(job).encode() + b"\n", data, seconds * PATIENCE)
            except BaseException:
                self._end_child()
                raise
            if answer is None:
                raise Refused(self._obituary(wanted, seconds))
        return _pieces(answer)

    def _start(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise Refused("it was not read: the import was stopped")
        if self._child is None or self._child.poll() is not None:
            self._end_child()
            # -I: nothing of the folder that we are in, nor of the person's environment, gets into it.
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-B", "-m", "store.importers.child", str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                cwd="/",
                env={"LC_ALL": "C.UTF-8"},
            )
            if self._closed:
                self._child.kill()
        return self._child

    def _ask(self, head: bytes, data: bytes, patience: float) -> bytes | None:
        """What the process answers, or None where it ended or takes too long."""
        child = self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        writer = threading.Thread(target=_write, args=(child.stdin.fileno(), head, data), daemon=True)
        writer.start()
        answer = _answer(child.stdout.fileno(), time.monotonic() + patience)
        if answer is None:
            with suppress(OSError):
                child.kill()
        writer.join()
        return answer

    def _obituary(self, wanted: Format, seconds: int) -> str:
        """Why the process did not answer, in a sentence; there is none any more then."""
        child = self._child
        code = child.wait() if child is not None else 0
        self._end_child()
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return f"to read it takes longer than {seconds} seconds of work: it is broken, or split it"
        return f"it is broken: what reads {wanted.said} broke off over it"


def _write(pipe: int, head: bytes, data: bytes) -> None:
    with suppress(OSError):
        for piece in (head, data):
            view = memoryview(piece)
            while view:
                view = view[os.write(pipe, view) :]


def _answer(pipe: int, until: float) -> bytes | None:
    got = bytearray()
    size = -1
    with selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while size < 0 or len(got) < size:
            left = until - time.monotonic()
            if left <= 0 or not ready.select(left):
                return None
            chunk = os.read(pipe, 1 << 20)
            if not chunk:
                return None
            got += chunk
            if size < 0 and (end := got.find(b"\n")) >= 0:
                digits = bytes(got[:end])
                if not digits.isdigit() or len(digits) > 12 or int(digits) > LARGEST_ANSWER:
                    return None
                size = int(digits)
                del got[: end + 1]
    return bytes(got[:size])


def _pieces(answer: bytes) -> list[Piece]:
    try:
        made: Any = json.loads(answer)
        if "refused" in made:
            raise Refused(" ".join(str(made["refused"]).split())[:500])
        return [piece_from(each) for each in made["pieces"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("it is broken: what was read of it makes no sense") from None
