"""Copying out of a terminal: to tmux where it runs, else by OSC 52, and always into a file besides.

A terminal does not answer to OSC 52, so nobody can know whether a copy arrived: what is said is "sent".
"""

import base64
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

LARGEST = 74_994
"""Bytes of base64 that are sent at most: beyond it terminals drop the whole sequence."""
LAST_COPY = "last-copy.txt"


def copy(text: str, private: Path, send: Callable[[str], None], environment: Mapping[str, str] = os.environ) -> str:
    """Copies `text`, and says in a few words where to.

    `private` is the project's folder for this machine's files; `send` writes an OSC 52 sequence for a text.
    """
    kept = _keep(text, private)
    if environment.get("TMUX") and _to_tmux(text):
        return f"sent to tmux's buffer and the terminal{kept}"
    if len(base64.b64encode(text.encode("utf-8"))) > LARGEST:
        return f"too long for a terminal's clipboard{kept or '; and it could not be kept in a file'}"
    send(text)
    return f"sent to the terminal's clipboard{kept}"


def _keep(text: str, private: Path) -> str:
    try:
        descriptor = os.open(private / LAST_COPY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return ""
    return f"; also in .catena/{LAST_COPY}"


def _to_tmux(text: str) -> bool:
    try:
        subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=5,
            check=True,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
