"""Sharing by keys: where to, progress, stopping, what came; held against both folders and the bare repository."""

from pathlib import Path

import pytest

from store.lock import Lock
from tests.tui.app.clones import Clones, cloned, definition, git, held, slow_line, sync
from tests.tui.app.driving import Driven, drive


@pytest.fixture
def clones(small: Path, tmp_path: Path) -> Clones:
    return cloned(small, tmp_path)


async def tag_beginning(app: Driven, at: str) -> None:
    """Tags a sentence with the first theme that is offered."""
    await app.read("alpha", at)
    await app.press("t")
    await app.see("Tag the sentence")
    await app.press("enter")
    await app.see("u undoes it")
    await app.press("h")


def marks(app: Driven) -> int:
    """How many marks the place that is shown was given."""
    assert app.place.snapshot is not None
    return len(app.place.snapshot.marks_of("alpha", (app.root / "corpus/interviews/alpha.txt").read_text()))


def test_tags_go_and_come(clones: Clones) -> None:
    async def bens(app: Driven) -> None:
        await tag_beginning(app, "Then we wait")
        await app.until(lambda: "1 to send" in app.state)
        await app.press("Y")
        await app.hear("1 commit went")
        await app.miss("to send")

    async def anas(app: Driven) -> None:
        await app.read("alpha", "Then we wait")
        before = marks(app)
        await app.press("Y")
        await app.hear("1 commit came; 1 new: # shows them")
        await app.until(lambda: marks(app) == before + 1)
        assert app.holdings == app.on_disk
        await app.press("number_sign")
        await app.see("What others did since you last looked", "1 by 1 person", "ben", "tagged as")
        await app.press("enter")
        await app.see("[Reader]", "alpha")
        assert app.here.startswith("Then we wait")
        await app.press("escape")
        await app.see("What others did", "1 by 1 person")

    async def anas_next_day(app: Driven) -> None:
        await app.press("number_sign")
        await app.see("nothing is new")

    drive(clones.ben, bens)
    drive(clones.ana, anas)
    drive(clones.ana, anas_next_day)
    assert clones.together
    assert held(clones.ana) == held(clones.ben)


def test_a_study_is_shared_for_the_first_time(small: Path, tmp_path: Path) -> None:
    bare = tmp_path / "small.git"

    async def steps(app: Driven) -> None:
        assert "to send" not in app.state
        await app.press("Y")
        await app.see("Where shall it be shared?", str(tmp_path)[:40])
        await app.press("escape")
        await app.miss("Where shall it be shared?")
        assert not bare.exists()
        await app.press("Y")
        await app.see("Where shall it be shared?")
        await app.press("enter")
        await app.hear(f"{bare}: the others `git clone` it")
        await app.press("Y")
        await app.hear("all is shared already")

    drive(small, steps)
    assert git(bare, "rev-parse", "main") == git(small, "rev-parse", "main")
    assert git(small, "config", "remote.origin.url") == str(bare)


def test_a_place_that_cannot_be_reached_is_asked_for_again(small: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "something.txt").write_text("no repository\n", encoding="utf-8")

    async def steps(app: Driven) -> None:
        for _ in range(2):
            await app.press("Y")
            await app.see("Where shall it be shared?")
            await app.press("ctrl+u")
            await app.type(str(wrong))
            await app.press("enter")
            await app.hear("is no repository")
        assert "remote" not in git(small, "config", "--list", "--local")

    drive(small, steps)


def test_keys_go_on_while_it_runs_and_escape_stops_it(
    clones: Clones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = slow_line(clones, tmp_path, monkeypatch)

    async def steps(app: Driven) -> None:
        await tag_beginning(app, "Nobody asks us")
        line.hold_up()
        await app.press("Y")
        await app.see("fetching from ssh://", "syncing")
        await tag_beginning(app, "The dog slept")
        await app.press("Y")
        await app.hear("a sync is under way; Esc stops it")
        await app.press("escape")
        await app.hear("cancelled; what you saved is committed here")
        await app.press("h")
        await app.until(lambda: "2 to send" in app.state)
        assert app.holdings == app.on_disk
        line.go_on()
        await app.press("Y")
        await app.hear("2 commits went")

    drive(clones.ana, steps)
    sync(clones.ben, "ben")
    assert clones.together
    assert held(clones.ana) == held(clones.ben)


def test_leaving_while_it_runs_stops_it(clones: Clones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = slow_line(clones, tmp_path, monkeypatch)

    async def steps(app: Driven) -> None:
        await tag_beginning(app, "Nobody asks us")
        line.hold_up()
        await app.press("Y")
        await app.see("fetching from ssh://")
        await app.press("ctrl+q")
        await app.until(lambda: not app.app.study.syncing.running)

    drive(clones.ana, steps)
    line.go_on()
    assert git(clones.ana, "status", "--porcelain") == ""
    assert not list((clones.ana / ".catena").glob("exchange*"))
    sync(clones.ana, "ana")
    sync(clones.ben, "ben")
    assert clones.together


def test_a_window_that_only_reads_says_why_it_cannot(clones: Clones) -> None:
    lock = Lock.take(clones.ana / ".catena", "ana")

    async def steps(app: Driven) -> None:
        await app.press("Y")
        await app.hear("is writing to this project")

    try:
        drive(clones.ana, steps)
    finally:
        lock.free()


def test_a_remote_that_is_gone_is_one_sentence(clones: Clones) -> None:
    clones.bare.rename(clones.bare.with_name("moved.git"))

    async def steps(app: Driven) -> None:
        await app.press("Y")
        await app.hear("is no repository")
        assert "syncing" not in app.state

    drive(clones.ana, steps)
    assert definition(clones.ana, "Power")
