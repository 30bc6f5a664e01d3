"""Documents added from the app by keys: found by their path, seen before they come in, read when they are there."""

from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest

from store.project import Project
from tests.store.importers.packages import docx, p, table
from tests.store.importers.pdfs import lines, pdf
from tests.tui.app.driving import Driven, drive
from tui.incoming_batch import Batch

TURNS = "".join(p("*INT*", f" What of week {n}?") + p("*P03*", f" Nobody came in week {n}.") for n in range(3))


def incoming(folder: Path) -> Path:
    place = folder / "wave"
    place.mkdir()
    (place / "p03.docx").write_bytes(docx(TURNS + table(("a", "b"), ("c", "d"))))
    (place / "scan.pdf").write_bytes(pdf([[]]))
    (place / "minutes.pdf").write_bytes(pdf([lines("The zither was tuned."), lines("And put away again.")]))
    (place / "film.mp4").write_bytes(b"x")
    return place


async def choose(app: Driven, typed: str) -> None:
    await app.press("ctrl+t")
    await app.see("Add which file")
    await app.press("ctrl+u")
    await app.paste(typed)


@pytest.mark.parametrize("begun", ["/", "~"])
def test_a_whole_path_behind_the_one_that_stands_there_takes_its_place(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    place = incoming(tmp_path).rename(tmp_path / "second wave")
    (place / "p 03.docx").write_bytes((place / "p03.docx").read_bytes())
    monkeypatch.setenv("HOME", str(tmp_path))

    async def steps(app: Driven) -> None:
        await app.press("ctrl+t")
        await app.see("Add which file")
        await app.paste(f"{'~' if begun == '~' else tmp_path}/second wave/p 03.docx")
        await app.see("p 03.docx")
        await app.press("enter")
        await app.see("What is it?")
        await app.press("enter")
        await app.see("Add 1 document")
        await app.press("enter")
        await app.see("u undoes it")
        assert app.on_disk.documents["p-03"].title == "p 03"

    drive(sample, steps)


def test_a_folder_is_seen_before_it_comes_in_and_is_one_act(sample: Path, tmp_path: Path) -> None:
    place = incoming(tmp_path)

    async def steps(app: Driven) -> None:
        before = app.on_disk.documents
        await choose(app, f"{tmp_path}/wa")
        await app.see("wave/")
        await app.press("tab")
        await app.see("all of this folder (3 files here")
        await app.press("enter")
        await app.see("What is it?")
        await app.press("enter")
        await app.see("wave: ", "2 new, 0 here, 2 left out", "speakers: INT 3, P03 3", "table (7 characters)")
        await app.press("pagedown")
        await app.see("scanned pdf without text")
        assert app.on_disk.documents == before
        await app.press("escape")
        await app.hear("nothing was written")
        await choose(app, f"{tmp_path}/wave/")
        await app.see("all of this folder (3 files here")
        await app.press("enter")
        await app.see("What is it?")
        await app.press("enter")
        await app.see("Add 2 documents")
        await app.press("enter")
        await app.hear("add minutes, p03, interview; u undoes it")
        added = {key: each for key, each in app.on_disk.documents.items() if key not in before}
        assert {key: (each.kind, each.importer) for key, each in added.items()} == {
            "minutes": ("interview", "pdf"),
            "p03": ("interview", "docx"),
        }
        assert (app.root / added["minutes"].original).read_bytes() == (place / "minutes.pdf").read_bytes()
        await app.see("The zither was tuned.")
        await app.press("slash")
        await app.type("zither")
        await app.see("minutes")
        await app.press("escape", "escape", "2", "u")
        await app.hear("undo: add")
        assert app.on_disk.documents == before

    drive(sample, steps)


def test_a_file_that_is_here_already_or_cannot_be_read_adds_nothing(sample: Path, tmp_path: Path) -> None:
    incoming(tmp_path)

    async def steps(app: Driven) -> None:
        await choose(app, f"{tmp_path}/wave/sc")
        await app.see("scan.pdf")
        await app.press("enter")
        await app.see("What is it?")
        await app.press("enter")
        await app.see("0 new, 0 here, 1 left out", "Cancel")
        assert "Add 0" not in app.seen
        await app.press("enter")
        await app.hear("nothing was written")
        known = sorted(app.on_disk.documents.values(), key=lambda each: each.id)[0]
        await choose(app, str(app.root / known.path)[:-2])
        await app.see(Path(known.path).name)
        await app.press("enter")
        await app.see("What is it?")
        await app.press("enter")
        await app.see("it belongs to this project already")
        await app.press("escape")

    drive(sample, steps)


def test_reading_can_be_stopped_and_nothing_is_written(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming(tmp_path)

    def slow(_: Project, __: Path, step: Callable[[str], bool]) -> Batch:
        while step("reading 1 of 3  p03.docx"):
            sleep(0.01)
        return Batch((), (), ())

    monkeypatch.setattr("tui.incoming_batch.read_batch", slow)

    async def steps(app: Driven) -> None:
        before = app.on_disk.documents
        await choose(app, f"{tmp_path}/wave/")
        await app.see("all of this folder (3 files here")
        await app.press("enter")
        await app.see("What is it?")
        await app.press("enter")
        await app.see("reading 1 of 3  p03.docx")
        await app.press("escape")
        await app.hear("stopped; nothing was written")
        assert app.on_disk.documents == before

    drive(sample, steps)
