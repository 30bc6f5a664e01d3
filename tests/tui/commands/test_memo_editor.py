"""Memos in the reviewer's own editor: whatever it does, what it wrote is kept."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.commands.shell import Outcome, Shell


@pytest.fixture
def write(study: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Writes":
    return Writes(study, tmp_path / "an editor.sh", monkeypatch)


class Writes:
    """A memo begun or changed in an editor that is a shell script; `$2` is the memo's file."""

    def __init__(self, shell: Shell, script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shell, self._script = shell, script
        monkeypatch.setenv("EDITOR", "false")
        monkeypatch.setenv("VISUAL", f"sh '{script}' --wait")

    def __call__(self, does: str, *command: str) -> Outcome:
        self._script.write_text(f'test "$1" = --wait || exit 9\n{does}\n')
        return self.shell.catena("memo", *(command or ("new", "--title", "Watched")), terminal=True)

    def file(self) -> Path:
        [path] = (self.shell.here / "memos").rglob("*.md")
        return path

    def messages(self) -> list[str]:
        return self.shell.sh("git log --format=%B -- memos").out.split("\n")


def test_what_the_editor_wrote_is_an_act_of_its_own(write: Writes) -> None:
    came = write("""printf 'We are watched.' >> "$2" """)
    assert (came.code, came.err) == (0, "")
    memo = came.out.split()[0]
    assert write.file().read_text().endswith("+++\n\nWe are watched.")
    assert {f"- write memo Watched ({memo})", f"- write in memo Watched ({memo})"} < set(write.messages())
    assert write.shell.catena("undo").out == f"undo: write in memo Watched ({memo})\n"
    assert write.file().read_text().endswith("+++\n\n")
    assert write.shell.catena("redo").code == 0
    assert write.file().read_text().endswith("We are watched.")
    assert write.shell.sh("git status --short").out == ""


def test_an_editor_that_fails_loses_nothing(write: Writes) -> None:
    came = write("""printf 'Half a thought' >> "$2"; exit 3""")
    assert came.code == 0
    assert came.err == "catena: the editor ended with 3; what it wrote is kept\n"
    assert write.file().read_text().endswith("Half a thought")
    assert write.shell.sh("git status --short").out == ""


def test_an_editor_that_writes_nothing_leaves_an_empty_memo_that_undo_takes_away(write: Writes) -> None:
    came = write("exit 0")
    memo = came.out.split()[0]
    assert came.err == (f"catena: the memo is empty: `catena memo edit {memo}` goes on, `catena undo` takes it away\n")
    assert write.shell.catena("undo").code == 0
    assert not list((write.shell.here / "memos").rglob("*.md"))


def test_the_head_may_be_changed_in_the_editor(write: Writes) -> None:
    came = write("""sed -i 's/^title = .*/title = "Being watched" # by hand/' "$2" """)
    assert " Being watched " in came.out
    assert "# by hand" in write.file().read_text()
    came = write("""printf 'More.' >> "$2" """, "edit", "Being watched")
    assert came.code == 0
    assert "# by hand" in write.file().read_text()


def test_a_head_that_was_broken_is_named_and_the_text_stays(write: Writes) -> None:
    came = write("""printf 'A long thought.' >> "$2"; sed -i 's/^title = .*/title = "open/' "$2" """)
    assert came.code == 3
    assert ", line 4: not valid TOML" in came.err
    assert came.err.endswith("; your text is kept in the file, and committed once this is mended\n")
    assert write.file().read_text().endswith("A long thought.")
    assert write.shell.catena("theme", "add", "Power").code == 0
    assert write.file().read_text().endswith("A long thought.")
    write.file().write_text(write.file().read_text().replace('title = "open', 'title = "closed"'))
    assert write.shell.catena("theme", "add", "Distance").code == 0
    assert write.shell.sh("git status --short").out == ""
    assert write.shell.catena("memo", "show", "closed").out.endswith("A long thought.")


def test_a_memo_keeps_its_id(write: Writes) -> None:
    came = write("""printf 'Text.' >> "$2"; sed -i 's/^id = .*/id = "m000000"/' "$2" """)
    assert came.code == 3
    assert "must stay so; your text is kept" in came.err
    assert write.file().read_text().endswith("Text.")


def test_a_file_that_the_editor_took_away_is_put_back(write: Writes) -> None:
    assert write("""printf 'Kept.' >> "$2" """).code == 0
    came = write("""rm "$2" """, "edit", "Watched")
    assert came.code == 3
    assert came.err.endswith("the editor took the file away; it was put back as it was before\n")
    assert write.file().read_text().endswith("Kept.")


def test_a_file_that_is_no_text_any_more_is_kept(write: Writes) -> None:
    came = write(r"""printf '\377\376' >> "$2" """)
    assert came.code == 3
    assert "no longer UTF-8 text; your text is kept" in came.err
    assert write.file().read_bytes().endswith(b"\xff\xfe")


def test_nobody_else_writes_while_a_memo_is_being_written(write: Writes) -> None:
    catena = Path(sys.executable).parent / "catena"
    came = write(f"""{catena} theme add Power 2> "$2.said"; printf $? >> "$2" """)
    assert came.code == 0
    assert write.file().read_text().endswith("4")
    said = write.file().with_name(write.file().name + ".said").read_text()
    assert " is writing to this project; close that window, or wait until it is done" in said


def test_a_backup_that_an_editor_leaves_is_no_file_of_the_project(write: Writes) -> None:
    assert write("""printf 'Text.' >> "$2"; cp "$2" "$2~" """).code == 0
    assert write.shell.catena("theme", "add", "Power").code == 0
    assert write.shell.sh("git ls-files memos").out.count("\n") == 1
    assert len(write.shell.catena("memo", "list", "--json").out.splitlines()) == 1


@pytest.mark.parametrize(
    ("visual", "said"),
    [
        (
            "nowhere-to-be-found --wait",
            "the editor 'nowhere-to-be-found' cannot be started (No such file or directory)",
        ),
        ("vim 'unclosed", '$VISUAL is "vim \'unclosed", which is no command (No closing quotation)'),
    ],
)
def test_an_editor_that_cannot_be_started_is_named(
    study: Shell, monkeypatch: pytest.MonkeyPatch, visual: str, said: str
) -> None:
    monkeypatch.setenv("VISUAL", visual)
    came = study.catena("memo", "new", terminal=True)
    assert came.code == 2
    assert came.err == f"catena: {said}\n"


def test_without_an_editor_the_way_out_is_said(study: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.editor.USUAL", ("nowhere-to-be-found",))
    came = study.catena("memo", "new", terminal=True)
    assert came.err == "catena: no editor is set: `export EDITOR=nano`, or give the text on standard input\n"


def test_what_was_written_survives_the_death_of_catena(write: Writes) -> None:
    script = write.shell.here.parent / "kill.sh"
    script.write_text('printf "Written before the crash." >> "$1"; kill -9 $PPID\n')
    terminal, end = pty.openpty()
    done = subprocess.run(
        [Path(sys.executable).parent / "catena", "memo", "new", "--title", "Crash"],
        cwd=write.shell.here,
        env=os.environ | {"VISUAL": f"sh {script}"},
        stdin=end,
        capture_output=True,
        timeout=60,
        check=False,
    )
    os.close(terminal)
    os.close(end)
    assert done.returncode == -9
    assert write.shell.catena("theme", "add", "Power").code == 0
    assert write.shell.catena("memo", "show", "Crash").out.endswith("Written before the crash.")
    assert write.shell.sh("git status --short").out == ""
