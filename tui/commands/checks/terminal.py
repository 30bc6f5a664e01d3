"""The terminal, and tmux where catena runs inside it: what the app needs of them to be shown, in colour, and to copy."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping

from tui.commands.checks import Check

SMALLEST = (80, 24)
PATIENCE = 50
"""Milliseconds that tmux may wait after Escape before a key feels slow."""


def terminal_checks() -> Iterator[Check]:
    """The terminal that a stream is connected to; without one there is nothing to judge."""
    if not any(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        yield Check("terminal", True, "none here: standard input, output and error are files or pipes")
        return
    size = shutil.get_terminal_size()
    yield from judged(os.environ, (size.columns, size.lines))
    if "TMUX" in os.environ:
        yield from tmux_checks(_tmux)


def judged(environment: Mapping[str, str], size: tuple[int, int]) -> Iterator[Check]:
    """What is said of a terminal by its environment and its size in cells."""
    kind = environment.get("TERM", "")
    if kind in ("", "dumb"):
        remedy = "use another terminal, or the commands: `catena --help` lists them"
        yield Check("terminal", False, f"TERM is {kind or 'not set'}: the app cannot be shown", remedy)
        return
    yield Check("terminal", True, kind)
    columns, lines = size
    fits = columns >= SMALLEST[0] and lines >= SMALLEST[1]
    yield Check("size", fits, f"{columns}x{lines}", "" if fits else "make the window at least 80x24")
    if environment.get("NO_COLOR"):
        yield Check("colours", True, "NO_COLOR is set: the app uses no colours of its own")
    elif environment.get("COLORTERM") in ("truecolor", "24bit"):
        yield Check("colours", True, "16 million")
    elif "256color" in kind:
        yield Check("colours", True, "256")
    else:
        remedy = "export TERM=xterm-256color, if the terminal has 256 colours"
        yield Check("colours", False, f"{kind} has 16 or fewer: themes are told apart by their letters alone", remedy)


def tmux_checks(option: Callable[[str], str]) -> Iterator[Check]:
    """What is said of tmux; `option` gives the value of one of its options."""
    terminal = option("default-terminal")
    good = terminal.startswith("tmux")
    remedy = "" if good else "set -g default-terminal tmux-256color   (in ~/.tmux.conf)"
    yield Check("tmux default-terminal", good, terminal or "unknown", remedy)
    true_colour = any(word in option("terminal-overrides") + option("terminal-features") for word in ("Tc", "RGB"))
    remedy = "" if true_colour else "set -ga terminal-overrides ',*:Tc'   (in ~/.tmux.conf)"
    yield Check("tmux colours", true_colour, "16 million" if true_colour else "256", remedy)
    clipboard = option("set-clipboard")
    good = clipboard in ("on", "external")
    remedy = "" if good else "set -s set-clipboard on   (in ~/.tmux.conf)"
    yield Check("tmux set-clipboard", good, clipboard or "unknown", remedy)
    patience = option("escape-time")
    good = patience.isdecimal() and int(patience) <= PATIENCE
    remedy = "" if good else "set -s escape-time 10   (in ~/.tmux.conf)"
    yield Check("tmux escape-time", good, f"{patience or 'unknown'} ms after Escape", remedy)


def _tmux(option: str) -> str:
    for scope in ("-gqv", "-sqv"):
        try:
            done = subprocess.run(["tmux", "show-options", scope, option], capture_output=True, timeout=5, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        if done.stdout.strip():
            return done.stdout.decode("utf-8", errors="replace").strip()
    return ""
