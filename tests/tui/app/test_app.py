"""The app as a whole: opening what is damaged, writing beside another window, the user's keys, sizes."""

import os
from pathlib import Path

import pytest

from store.project import open_project
from store.writer import Writer
from tests.tui.app.driving import LARGE, Driven, drive
from tests.tui.app.studies import BELL
from tui.configuration import Configuration, configuration_path, read_configuration


def test_the_palette_finds_an_action_and_carries_it_out(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("ctrl+p")
        await app.see("All actions")
        await app.type("go to memos")
        await app.press("enter")
        await app.see("[Memos]")
        await app.press("colon")
        await app.see("All actions")
        await app.press("escape")
        await app.miss("All actions")

    drive(small, steps)


def test_the_help_says_what_cannot_be_done_and_why_and_carries_out_what_can(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("question_mark")
        await app.see("What works here")
        await app.type("same theme")
        await app.see("Not now: search")
        await app.press("enter")
        await app.hear("search for something first (/), then it acts on the hit")
        await app.press("question_mark")
        await app.type("next line")
        await app.press("enter")
        await app.until(lambda: app.found.index == 1)

    drive(small, steps)


def test_a_second_window_reads_and_says_who_writes(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.see("read only")
        await app.search("bell")
        await app.press("t")
        await app.until(lambda: "ana" in app.told or "writ" in app.told)
        assert not app.tagged("Power") or BELL not in app.tagged("Power")
        app.app.clear_notifications()
        await app.press("u")
        await app.until(lambda: app.told)

    with Writer.open(open_project(small), "ana"):
        drive(small, steps)


def test_a_second_window_becomes_the_writer_once_the_first_is_gone(small: Path) -> None:
    first = Writer.open(open_project(small), "ana")

    async def steps(app: Driven) -> None:
        await app.see("read only")
        first.close()
        await app.press("ctrl+l")
        await app.see("saved, committed")
        await app.search("bell")
        await app.press("t", "enter")
        await app.see("u undoes it")

    try:
        drive(small, steps)
    finally:
        first.close()


def test_who_writes_is_asked_once_and_stored(small: Path, home: Path) -> None:
    (home / ".gitconfig").unlink()
    (small / ".catena" / "reviewer").unlink(missing_ok=True)

    async def asked(app: Driven) -> None:
        await app.see("Who are you?", "Your e-mail address")
        await app.press("ctrl+a", "ctrl+k")
        await app.type("Cleo Marsh")
        await app.press("enter", "ctrl+a", "ctrl+k")
        await app.type("cleo@example.org")
        await app.press("enter")
        await app.see("saved, committed")
        await app.until(lambda: "cleo" in app.state)
        assert app.on_disk.reviewers["cleo-marsh"].name == "Cleo Marsh"

    async def known(app: Driven) -> None:
        await app.opened()
        await app.see("saved, committed")
        assert "Who are you?" not in app.seen

    drive(small, asked, wait=False)
    drive(small, known)


def test_leaving_the_question_opens_for_reading(small: Path, home: Path) -> None:
    (home / ".gitconfig").unlink()
    (small / ".catena" / "reviewer").unlink(missing_ok=True)

    async def steps(app: Driven) -> None:
        await app.see("Who are you?")
        await app.press("escape")
        await app.see("read only", "3 documents")

    drive(small, steps, wait=False)


def test_reload_takes_in_what_was_changed_outside(small: Path) -> None:
    async def steps(app: Driven) -> None:
        path = next(path for path in (small / "themes").iterdir() if '"Waiting"' in path.read_text())
        path.write_text(path.read_text().replace('"Waiting"', '"Waiting for water"'))
        await app.press("3")
        await app.see("Waiting")
        await app.press("ctrl+l")
        await app.see("Waiting for water")
        await app.see("read again")

    drive(small, steps)


@pytest.mark.parametrize("damage", ["missing", "changed", "link", "not UTF-8"])
def test_a_document_whose_text_is_damaged_is_told_and_the_rest_works(small: Path, damage: str) -> None:
    path = small / "corpus" / "interviews" / "alpha.txt"
    text = path.read_bytes()
    path.unlink()
    match damage:
        case "changed":
            path.write_bytes(text + b"more")
        case "link":
            path.symlink_to("/etc/hostname")
        case "not UTF-8":
            path.write_bytes(b"\xff\xfe")

    async def steps(app: Driven) -> None:
        await app.see("corpus/interviews/alpha.txt: ")
        await app.press("enter")
        await app.until(lambda: "corpus/interviews/alpha.txt: " in app.told)
        app.app.clear_notifications()
        await app.press("1", "down", "enter")
        await app.see("[Reader]")
        await app.until(lambda: app.reader.document is not None and app.reader.document.id == "beta")
        await app.press("t", "enter")
        await app.see("u undoes it")

    drive(small, steps)


def test_a_file_that_cannot_be_read_is_counted_and_the_rest_opens(small: Path) -> None:
    (small / "themes" / "t-broken.toml").write_text('name = "not closed')

    async def steps(app: Driven) -> None:
        await app.see("1 file at fault", "3 documents")
        await app.press("3")
        await app.see("Power", "Waiting")

    drive(small, steps)


def test_the_users_keys_work_and_stand_in_the_line_of_keys(small: Path, home: Path) -> None:
    path = configuration_path({"HOME": str(home), "XDG_CONFIG_HOME": os.environ["XDG_CONFIG_HOME"]})
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\n"app.find" = "f9"\n"search.tag" = "plus"\n"reader.fly" = "z"\n')

    async def steps(app: Driven) -> None:
        await app.hear("there is no action 'reader.fly'")
        assert " F9 Search" in app.keys
        await app.press("f9")
        await app.type("bell")
        await app.see("2 hits")
        await app.press("enter", "t")
        assert "Tag the sentence" not in app.seen
        await app.press("plus")
        await app.see("Tag the sentence")
        await app.press("escape", "question_mark")
        await app.type("documents: type")
        await app.until(lambda: app.rows("#choices")[0].split()[:2] == ["F9", "Search"])

    drive(small, steps, configuration=read_configuration(path))


def test_without_colours_the_theme_is_ansi_and_the_current_row_is_not_only_a_colour(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(app: Driven) -> None:
        assert app.app.theme == "ansi-dark"
        await app.see("3 documents")
        (current,) = [
            strip
            for strip in (app.found.render_line(y) for y in range(3))
            if any(segment.style and segment.style.reverse for segment in strip)
        ]
        assert "alpha" in current.text

    drive(small, steps)


@pytest.mark.parametrize("size", [(40, 10), (20, 5), (10, 3)])
def test_a_small_terminal_does_not_stop_it(small: Path, size: tuple[int, int]) -> None:
    async def steps(app: Driven) -> None:
        await app.press("slash", "b", "e", "l", "l", "enter")
        await app.until(lambda: app.found.count == 2)
        for key in ("t", "escape", "3", "enter", "escape", "4", "enter", "escape", "question_mark", "escape", "ctrl+p"):
            await app.press(key)
        await app.press("escape", "2", "v", "s", "escape", "m", "enter")
        await app.type("x")
        await app.press("escape")
        assert app.app.is_running

    drive(small, steps, size=size)


def test_ctrl_q_leaves_from_anywhere_and_keeps_what_was_typed(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("3", "m", "enter")
        await app.type("unsaved")
        await app.press("ctrl+q")
        await app.until(lambda: app.app._exit)

    async def again(app: Driven) -> None:
        await app.press("3", "m")
        await app.see("draft found again", "unsaved")

    assert drive(small, steps, size=LARGE).return_value == 0
    drive(small, again, size=LARGE)


def test_a_folder_that_is_no_project_is_left_with_a_sentence(tmp_path: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.until(lambda: app.app._exit)

    assert drive(tmp_path, steps, wait=False).return_value == 3


def test_an_unknown_theme_of_colours_is_passed_over(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.until(lambda: app.app.theme == "catena-dark")

    drive(small, steps, configuration=Configuration(theme="no-such-theme"))


def test_what_another_program_saved_meanwhile_is_not_overwritten(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("3", "end", "e")
        await app.see("definition", "exclude")
        path = next(path for path in (small / "themes").iterdir() if '"River as actor"' in path.read_text())
        path.write_text(path.read_text() + 'definition = "Theirs."\n')
        await app.type("Mine.")
        await app.press("ctrl+s")
        await app.see("was changed by someone else meanwhile")
        await app.press("ctrl+s")
        await app.see("somebody wrote the definition meanwhile")
        assert "Theirs." in path.read_text()

    drive(small, steps)


def test_the_themes_that_were_used_before_the_start_come_first(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.until(lambda: app.app.study.snapshot is not None and app.app.study.snapshot.reviewer)
        await app.until(lambda: app.app.main.finder is not None)
        await app.search("bell")
        await app.press("T")
        await app.hear("as Watched, not led")
        assert "B02: The bell, then the river." in app.tagged("Watched, not led")

    drive(small, steps, wait=False)
