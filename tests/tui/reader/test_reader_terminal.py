"""A hostile transcript on a real terminal: none of it reaches the terminal as anything but text."""

import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

HOSTILE = (
    "AA \x1b]0;TITLE\x07 BB \x1b[31mred \x9b32m green "
    "\x1b]52;c;ZXZpbA==\x07 \x1b]52;c;ZXZpbA==\x1b\\ CC\r\x07\x08\x00"
    "\u202eright\u2066 \u2028\u2029\ufeff DD \x1bP$q\x1b\\ \x1b_Gx\x1b\\ "
    "\x85 \x7f [@click=app.quit]EE[/] [/] [bold]FF\n"
)

APP = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from textual.app import App
from tui.widgets.reader import Mark, Reader

class Hostile(App):
    def compose(self):
        yield Reader()

    def on_mount(self):
        text = {HOSTILE!r} * 3 + "the end MARKER"
        reader = self.query_one(Reader)
        marks = [Mark(3, 40, chr(27), "red", chr(27)), Mark(9, 90, "B", "\\x1b[31m", "e")]
        reader.show(text, [], marks=marks)
        reader.select_sentence()

Hostile().run()
"""


def output_of(program: str, until: bytes, *, size: tuple[int, int] = (80, 24)) -> bytes:
    """All that a program writes to a terminal of its own until some word appears and it falls silent."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")
        os.environ.pop("NO_COLOR", None)
        os.execv(sys.executable, [sys.executable, "-c", program])
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    written, deadline = b"", time.monotonic() + 60
    try:
        while time.monotonic() < deadline:
            ready, _, _ = select.select([terminal], [], [], 1.0)
            if ready:
                try:
                    written += os.read(terminal, 65536)
                except OSError:
                    break
            elif until in re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", written):
                break
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
    return written


OWN_SEQUENCES = re.compile(r"\x1b\]22;[a-z]+(?:\x1b\\|\x07)|\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b[=>]")
"""Pointer shape, CSI and keypad modes: what Textual itself sends."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_nothing_of_a_hostile_text_reaches_the_terminal_raw() -> None:
    written = output_of(APP, b"MARKER").decode("utf-8", "strict")
    assert "MARKER" in OWN_SEQUENCES.sub("", written)
    assert "\x1b]0" not in written
    assert "\x1b]52" not in written
    assert "\x1bP" not in written
    assert "\x1b_G" not in written
    assert "\x1b[31mred" not in written
    rest = OWN_SEQUENCES.sub("", written)
    for character in "\x1b\x07\x08\x00\x7f\x85\x9b\u202e\u2066\u2028\u2029\ufeff":
        assert character not in rest, hex(ord(character))
    assert "␛]52;c;ZXZpbA==␇" in rest.replace("\r", "").replace("\n", "")
    assert "[@click=app.quit]EE[/] [/] [bold]FF" in rest
