"""Copying: tmux first, then the terminal up to what terminals take, and a file in any case."""

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from tui.clipboard import LARGEST, LAST_COPY, copy

QUOTATION = "We felt watched, “not led”.\n— A01 (alpha)\n"


class Terminal:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, text: str) -> None:
        self.sent.append(text)


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def tmux(folder: Path, *lines: str) -> Mapping[str, str]:
    """A fake tmux that does the lines, and a PATH with it."""
    program = folder / "tmux"
    program.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    program.chmod(0o755)
    return {"TMUX": "/tmp/tmux-0/default,1,0"}


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / ".catena"
    folder.mkdir()
    return folder


def test_outside_tmux_the_terminal_gets_it_and_a_file_keeps_it(private: Path, terminal: Terminal) -> None:
    said = copy(QUOTATION, private, terminal.send, {})
    assert said == "sent to the terminal's clipboard; also in .catena/last-copy.txt"
    assert terminal.sent == [QUOTATION]
    assert (private / LAST_COPY).read_text(encoding="utf-8") == QUOTATION
    assert (private / LAST_COPY).stat().st_mode & 0o777 == 0o600


def test_inside_tmux_tmux_gets_it_and_the_terminal_nothing(private: Path, terminal: Terminal, tools: Path) -> None:
    environment = tmux(tools, f'echo "$@" > {tools}/arguments', f"cat > {tools}/buffer")
    said = copy(QUOTATION, private, terminal.send, environment)
    assert said.startswith("sent to tmux's buffer and the terminal; also in ")
    assert terminal.sent == []
    assert (tools / "buffer").read_text(encoding="utf-8") == QUOTATION
    assert (tools / "arguments").read_text() == "load-buffer -w -\n"


def test_a_tmux_that_fails_is_passed_over(private: Path, terminal: Terminal, tools: Path) -> None:
    said = copy(QUOTATION, private, terminal.send, tmux(tools, "exit 1"))
    assert said.startswith("sent to the terminal's clipboard")
    assert terminal.sent == [QUOTATION]


def test_a_tmux_that_is_not_there_is_passed_over(
    private: Path, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    copy(QUOTATION, private, terminal.send, {"TMUX": "x"})
    assert terminal.sent == [QUOTATION]


def test_what_no_terminal_takes_is_kept_in_the_file_alone(private: Path, terminal: Terminal) -> None:
    largest = "a" * (LARGEST // 4 * 3)
    assert len(base64.b64encode(largest.encode())) <= LARGEST
    copy(largest, private, terminal.send, {})
    assert terminal.sent == [largest]
    said = copy(largest + "aaa", private, terminal.send, {})
    assert said == "too long for a terminal's clipboard; also in .catena/last-copy.txt"
    assert terminal.sent == [largest]
    assert (private / LAST_COPY).read_text() == largest + "aaa"


def test_where_no_file_can_keep_it_that_is_not_claimed(tmp_path: Path, terminal: Terminal) -> None:
    assert copy("a", tmp_path / "none", terminal.send, {}) == "sent to the terminal's clipboard"
    said = copy("a" * LARGEST, tmp_path / "none", terminal.send, {})
    assert said == "too long for a terminal's clipboard; and it could not be kept in a file"


def test_a_link_in_the_place_of_the_file_is_not_followed(private: Path, tmp_path: Path, terminal: Terminal) -> None:
    (tmp_path / "mine").write_text("mine")
    (private / LAST_COPY).symlink_to(tmp_path / "mine")
    assert copy("a", private, terminal.send, {}) == "sent to the terminal's clipboard"
    assert (tmp_path / "mine").read_text() == "mine"
