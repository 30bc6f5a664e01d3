"""A study full of escape sequences and markup, driven through every screen: the terminal gets none of it but visible signs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.lock import Lock
from tests.journeys.hostile import POISON, SIGNS, hostile_study
from tests.journeys.terminal import CATENA, Terminal

ENTER, ESCAPE, DOWN, TAB, F2 = "\r", "\x1b", "\x1b[B", "\t", "\x1bOQ"
CTRL_P, CTRL_Q, CTRL_L = "\x10", "\x11", "\x0c"

SEARCH = ["/", *"nobody", ENTER, DOWN, " ", "}", "{", "p", "p", "\\", *"asked", ENTER, ESCAPE, ESCAPE]
HIT_TO_TAG = ["t", DOWN, DOWN, TAB, TAB, *"THEM", ESCAPE, "y"]
READER = [ENTER, "n", "N", "]", "[", DOWN, "v", "w", "s", "p", "o", "-", "t", ESCAPE, ESCAPE, "G", "g", "}", "{"]
TAG_AND_UNTAG = ["]", "t", ENTER, "u", "U", "]", "]", "x", ESCAPE, "T", "t", F2, "y", "m", ESCAPE]
THEMES = [
    "3",
    DOWN,
    "e",
    ESCAPE,
    "a",
    ESCAPE,
    " ",
    " ",
    ENTER,
    DOWN,
    "y",
    "x",
    ENTER,
    ESCAPE,
    "\\",
    *"THE",
    ENTER,
    ESCAPE,
]
MEMOS = ["4", DOWN, DOWN, ENTER, DOWN, "y", "e", "E", ESCAPE, "\\", *"MEMO", ENTER, ESCAPE, "m", *"mine", ESCAPE]
HELP = ["?", DOWN, *"tag", ESCAPE, CTRL_P, *"memo", DOWN, ESCAPE, "1", "?", ESCAPE, CTRL_L, "u", "u"]

OWN = re.compile(r"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b[=>]|\x1b\]22;[a-z]*(?:\x07|\x1b\\)|\x1b\]52;c;[A-Za-z0-9+/=]*\x07")
"""What the app itself sends: CSI, keypad modes, the pointer's shape, and a copy that was asked for."""

FOREIGN = ("\x1b]52;c;ZXZpbA==", "\x1b]0", "\x1b]8", "\x1b[7777", "\x9b6666", "\x1bP", "\x1b_", "\x1bc")
OBEYED = "\x1b\x07\x08\x0b\x0c\x0e\x00\x7f\x85\x9b\u202e\u2066\u2028\u2029\ufeff"


@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=["80x24", "200x50"])
def test_no_screen_lets_any_of_it_through(size: tuple[int, int], tmp_path: Path) -> None:
    study = hostile_study(tmp_path)
    surroundings = study.surroundings | {"EDITOR": "true"}
    with Terminal([CATENA, "-C", str(study.root)], study.home, surroundings, size) as terminal:
        terminal.wait_for("committed")
        terminal.settle(1)
        for key in (*SEARCH, *HIT_TO_TAG, *READER, *TAG_AND_UNTAG, *THEMES, *MEMOS, *HELP):
            # A lone Escape is known by the silence after it.
            terminal.key(key, 0.3 if key == ESCAPE else 0.08)
        terminal.send(CTRL_Q)
        assert terminal.wait() == 0
    words = _nothing_foreign_in(terminal)
    assert list(_not_shown(words)) == []
    assert "[@click=app.quit]x[/] [/] [bold" in words


def test_the_name_of_another_writer_is_shown_as_signs(tmp_path: Path) -> None:
    study = hostile_study(tmp_path)
    lock = Lock.take(study.root / ".catena", f"HOLDER{POISON}")
    try:
        with Terminal([CATENA, "-C", str(study.root)], study.home, study.surroundings) as terminal:
            terminal.wait_for("read only")
            terminal.settle(0.5)
            for key in ("t", "m", "u"):
                terminal.key(key, 0.3)
    finally:
        lock.free()
    assert f"HOLDER{SIGNS}" in _nothing_foreign_in(terminal)


def test_why_a_study_cannot_be_opened_is_told_in_signs(tmp_path: Path) -> None:
    study = hostile_study(tmp_path)
    (study.root / "catena.toml").write_text('schema = 1\napproach = "[/] [bold]wrong\\u001b]52;c;ZXZpbA==\\u0007"\n')
    with Terminal([CATENA, "-C", str(study.root)], study.home, study.surroundings) as terminal:
        assert terminal.wait() == 3
        terminal.settle()
    assert "[/] [bold]wrong" in _nothing_foreign_in(terminal)


def _nothing_foreign_in(terminal: Terminal) -> str:
    """The words that the app wrote, after looking at all that it wrote for what a terminal would obey."""
    written = terminal.written.decode("utf-8", "strict")
    words = OWN.sub("", written)
    assert [sequence for sequence in FOREIGN if sequence in written] == []
    assert [hex(ord(character)) for character in OBEYED if character in words] == []
    return words


def _not_shown(words: str) -> Iterator[str]:
    """The places whose text was on no screen with its poison as signs: without them the rest proves nothing."""
    for place in (
        "STUDY",
        "DOCUMENT0",
        "KIND",
        "SPEAKER",
        "BODY",
        "TAIL",
        "THEME0",
        "THEME1",
        "DEFINITION",
        "NOTE",
        "ODD",
        "MEMO",
        "TYPE",
        "PAGE",
    ):
        if f"{place}{SIGNS}" not in words:
            yield place
