"""What a person sees who types the commands: every `.session` file beside this one, line by line."""

from pathlib import Path

import pytest

from tests.tui.commands.shell import Shell, play, steps_of

SESSIONS = sorted((Path(__file__).parent / "sessions").glob("*.session"))


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.stem)
def test_session(shell: Shell, session: Path) -> None:
    play(shell, session)


def test_a_session_that_differs_fails_with_the_difference(shell: Shell, tmp_path: Path) -> None:
    session = tmp_path / "wrong.session"
    session.write_text("$ echo one; exit 3\ntwo\n")
    with pytest.raises(AssertionError, match=r"(?s)line 1: \$ echo one; exit 3.*-two\n\+one\n\+\[3\]"):
        play(shell, session)


def test_a_place_stands_for_one_thing_all_through_a_session(shell: Shell, tmp_path: Path) -> None:
    session = tmp_path / "places.session"
    session.write_text("$ echo t-000000\n«theme a»\n\n$ echo «theme a»\nt-000000\n\n$ echo t-111111\n«theme a»\n")
    assert [step.typed for step in steps_of(session.read_text())][-1] == "echo t-111111"
    with pytest.raises(AssertionError, match="line 7"):
        play(shell, session)
