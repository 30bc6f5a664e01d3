"""Sharing a project that the account trusts: what its signing and hooks ask is asked on the terminal and answered there."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.journeys.studies import Study, sample_study
from tests.journeys.terminal import CATENA, Terminal

ASKING = """#!/bin/sh
printf '%s passphrase: ' {name} >/dev/tty || {{ : >{kept}.refused; exit 1; }}
read word </dev/tty
echo "$word" >>{kept}
"""
SIGNED = "cat >/dev/null\n[ \"$word\" = river ] || exit 1\necho '[GNUPG:] SIG_CREATED ' >&2\necho signature\n"


def script(path: Path, words: str) -> Path:
    path.write_text(words, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A shared study whose own settings sign commits and whose hook looks before a push; both ask."""
    (tmp_path / ".gitconfig").write_text("[user]\n\tname = Zoe Lind\n\temail = zoe@example.net\n", encoding="utf-8")
    made = sample_study(tmp_path)
    bare = tmp_path / "shared.git"
    made.git("init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    made.catena("sync", "--to", str(bare))
    gpg = script(tmp_path / "gpg", ASKING.format(name="signing", kept=tmp_path / "signing") + SIGNED)
    made.git("config", "commit.gpgSign", "true")
    made.git("config", "gpg.program", str(gpg))
    hook = ASKING.format(name="pushing", kept=tmp_path / "pushing")
    hooks = made.root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    script(hooks / "pre-push", hook)
    return made


def trust(study: Study) -> None:
    study.git("config", "--global", "--add", "catena.trusted", str(study.root))


def begin(study: Study) -> Terminal:
    return Terminal([CATENA, "-C", str(study.root)], study.home, study.surroundings)


def tag_a_sentence(terminal: Terminal) -> None:
    terminal.wait_for("committed")
    terminal.settle()
    for keys, shown in (
        ("/", "a phrase"),
        ("siren", "hit"),
        ("\r", ""),
        ("t", "Tag the sentence"),
        ("\r", "u undoes it"),
    ):
        before = len(terminal.written)
        terminal.send(keys)
        terminal.wait_for(shown, after=before)
        terminal.settle()


def ask(terminal: Terminal, keys: str, shown: str) -> bytes:
    """What was written from these keys until it is shown."""
    before = len(terminal.written)
    terminal.send(keys)
    terminal.wait_for(shown, after=before)
    return terminal.written[before:]


def until_refused(study: Study) -> None:
    """Waits until signing found no terminal to ask on."""
    deadline = time.monotonic() + 30
    while not (study.home / "signing.refused").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def newest(study: Study, folder: Path) -> str:
    return study.git("--git-dir", str(folder), "cat-file", "commit", "main")


def kept(study: Study, name: str) -> str:
    path = study.home / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


LEAVES, COMES_BACK = b"\x1b[?1049l", b"\x1b[?1049h"
"""The screen of the app is put away, and is there again."""


def test_signing_and_hooks_ask_on_the_terminal_while_the_screen_is_away(study: Study) -> None:
    trust(study)
    bare = study.home / "shared.git"
    before = newest(study, bare)
    with begin(study) as terminal:
        tag_a_sentence(terminal)
        # A commit beside the keys finds no terminal to ask on, and nothing of it reaches the screen.
        until_refused(study)
        ask(terminal, "j", "not committed: 1")
        assert "passphrase" not in terminal.text
        assert LEAVES not in terminal.written
        assert LEAVES in ask(terminal, "Y", "signing passphrase: ")
        ask(terminal, "river\n", "pushing passphrase: ")
        assert COMES_BACK in ask(terminal, "delta\n", "1 commit went")
        terminal.settle()
        assert ask(terminal, "?", "What works here")
        terminal.send("\x1b")
        terminal.settle()
        terminal.send("\x11")
        assert terminal.wait() == 0
    assert (kept(study, "signing"), kept(study, "pushing")) == ("river\n", "delta\n")
    after = newest(study, bare)
    assert "gpgsig signature" in after != before
    assert after == newest(study, study.root / ".git")
    assert study.git("status", "--porcelain") == ""


def test_an_interrupt_at_a_passphrase_leads_back_to_the_app_and_loses_nothing(study: Study) -> None:
    trust(study)
    bare = study.home / "shared.git"
    before = newest(study, bare)
    with begin(study) as terminal:
        tag_a_sentence(terminal)
        ask(terminal, "Y", "signing passphrase: ")
        assert COMES_BACK in ask(terminal, "\x03", "cancelled; what you saved")
        terminal.settle()
        assert newest(study, bare) == before
        ask(terminal, "Y", "signing passphrase: ")
        ask(terminal, "river\n", "pushing passphrase: ")
        ask(terminal, "delta\n", "1 commit went")
    assert newest(study, bare) == newest(study, study.root / ".git") != before
    assert list((study.root / ".git").glob("*.lock")) == []


def test_what_is_not_trusted_asks_nothing_and_keeps_the_screen(study: Study) -> None:
    with begin(study) as terminal:
        tag_a_sentence(terminal)
        ask(terminal, "Y", "1 commit went")
        assert LEAVES not in terminal.written
    assert (kept(study, "signing"), kept(study, "pushing")) == ("", "")
    assert "gpgsig" not in newest(study, study.root / ".git")
    assert newest(study, study.home / "shared.git") == newest(study, study.root / ".git")


def test_an_editor_that_cannot_be_started_leads_back_to_the_app(study: Study) -> None:
    subprocess.run(
        [CATENA, "memo", "new", "--title", "Mine"],
        cwd=study.root,
        env=study.surroundings,
        input=b"A thought.\n",
        check=True,
    )
    surroundings = study.surroundings | {"EDITOR": str(study.home / "nothing")}
    with Terminal([CATENA, "-C", str(study.root)], study.home, surroundings) as terminal:
        terminal.wait_for("committed")
        terminal.settle()
        ask(terminal, "4", "[Memos]")
        terminal.settle()
        assert COMES_BACK in ask(terminal, "E", "cannot be started")
        ask(terminal, "3", "[Themes]")
