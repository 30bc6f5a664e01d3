"""Documents added from the app by keys: found by their path, seen before they come in, read when they are there."""

from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest

from tests.store.importers.packages import docx, p, table
from tests.store.importers.pdfs import lines, pdf
from tests.tui.app.driving import Driven, drive
from tui.incoming_batch import Batch, Desk

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


def test_a_whole_path_behind_the_one_that_stands_there_takes_its_place(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = incoming(tmp_path).rename(tmp_path / "second wave")
    (place / "p 03.docx").write_bytes((place / "p03.docx").read_bytes())
    monkeypatch.setenv("HOME", str(tmp_path))

    async def steps(app: Driven) -> None:
        for begun in (str(tmp_path), "~"):
            await app.press("ctrl+t")
            await app.see("Add which file")
            await app.paste(f"{begun}/second wave/p 03.docx")
            await app.see("p 03.docx")
            await app.press("enter")
            await app.see("What is it?")
            if begun == "~":
                await app.press("enter")
            else:
                await app.press("escape")
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
    (tmp_path / "codes.csv").write_text("Code,Mood\nr1,good\nr2,low\n")

    async def steps(app: Driven) -> None:
        await choose(app, f"{tmp_path}/wave/sc")
        await app.see("scan.pdf")
        await app.press("enter")
        await app.see("0 new, 0 here, 1 left out", "Cancel")
        assert "Add 0" not in app.seen
        await app.press("enter")
        await app.hear("nothing was written")
        known = sorted(app.on_disk.documents.values(), key=lambda each: each.id)[0]
        await choose(app, str(app.root / known.path)[:-2])
        await app.see(Path(known.path).name)
        await app.press("enter")
        await app.see("it belongs to this project already")
        await app.press("escape")
        # No column is told to be text: it can be said, and then there is something to ask the kind of.
        await choose(app, f"{tmp_path}/codes.csv")
        await app.see("codes.csv")
        await app.press("enter")
        await app.see("no column of it holds sentences", "Columns of the sheet")
        await app.press("enter")
        await app.see("codes.csv: what is each column?")
        await app.press("down", "down", "enter")
        await app.see("Mood: what is it?")
        await app.press("up", "up", "enter")
        await app.see("text        Mood")
        await app.press("up", "up", "enter")
        await app.see("What is it?")
        await app.press("down", "enter")
        await app.see("2 new, 0 here, 0 left out")
        await app.press("enter")
        await app.hear("add codes-r1 and 1 more of its sheet, focus group")
        assert app.on_disk.cases["r2"].attributes == {}
        assert (app.root / app.on_disk.documents["codes-r2"].path).read_text() == "low\n"

    drive(sample, steps)


def test_reading_can_be_stopped_and_nothing_is_written(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming(tmp_path)

    def slow(_: Desk, __: Path, step: Callable[[str], bool]) -> Batch:
        while step("reading 1 of 3  p03.docx"):
            sleep(0.01)
        return Batch()

    monkeypatch.setattr("tui.incoming_batch.read_batch", slow)

    async def steps(app: Driven) -> None:
        before = app.on_disk.documents
        await choose(app, f"{tmp_path}/wave/")
        await app.see("all of this folder (3 files here")
        await app.press("enter")
        await app.see("reading 1 of 3  p03.docx")
        await app.press("escape")
        await app.hear("stopped; nothing was written")
        assert app.on_disk.documents == before

    drive(sample, steps)


SHEET = """Study of wards\n
Respondent ID;Ward;Phone;What was hard?
r1;North;555;Nobody told us what to do in the first week.
r2;South;556;Nobody told us what to do in the second week.
"""


def test_cases_columns_and_new_texts_are_said_before_anything_is_written(sample: Path, tmp_path: Path) -> None:
    place = tmp_path / "wave"
    place.mkdir()
    text = (sample / "corpus/interviews/bv01.txt").read_text()
    (place / "bv01.txt").write_text("A first line that was missing.\n\n" + text)
    (tmp_path / "second.txt").write_text(text.rstrip() + "\n\nAnd that was all.\n")
    (place / "answers.csv").write_text(SHEET)
    (place / "p03.docx").write_bytes(docx(TURNS))

    async def steps(app: Driven) -> None:
        before = app.on_disk
        await choose(app, f"{tmp_path}/wave/")
        await app.see("all of this folder (3 files here")
        await app.press("enter")
        await app.see("What is it?")
        await app.press("enter")
        await app.see(
            "3 new, 1 changed", "bv01  is here with another text", "excerpts in the new text:", "u takes it back"
        )
        await app.see("Cases they belong to: none")
        await app.press("down", "down", "down", "enter")
        await app.see("Whose documents are they?")
        await app.press("up", "enter")
        await app.see("What is the case called?")
        await app.type("Wave 2")
        await app.press("enter")
        await app.see("Cases they belong to: Wave 2")
        await app.press("down", "down", "down", "down", "enter")
        await app.see("answers.csv: what is each column?", "names a row Respondent ID")
        await app.type("Phone")
        await app.see("555 · 556")
        await app.press("enter")
        await app.see("Phone: what is it?")
        await app.press("down", "enter")
        await app.see("left out    Phone")
        await app.press("up", "up", "up", "enter")
        await app.see("text: What was hard?; attributes: Ward")
        assert app.on_disk == before
        # Another text takes the place of what is there, so Cancel is what Enter alone does.
        await app.press("down", "enter")
        await app.hear("update bv01")
        after = app.on_disk
        assert {key: each.cases for key, each in after.documents.items() if key not in before.documents} == {
            "answers-r1": ("r1", "wave-2"),
            "answers-r2": ("r2", "wave-2"),
            "p03": ("wave-2",),
        }
        assert (after.cases["r1"].attributes, after.cases["wave-2"].name) == ({"Ward": "North"}, "Wave 2")
        assert after.documents["bv01"].cases == before.documents["bv01"].cases
        assert app.root.joinpath(after.documents["bv01"].path).read_text().startswith("A first line that was missing.")
        own = [each for each in before.excerpts.values() if each.document == "bv01"]
        moved = len("A first line that was missing.\n\n")
        assert own
        assert [after.excerpts[each.id].start for each in own if each.reviewer == "ana"] == [
            each.start + moved for each in own if each.reviewer == "ana"
        ]
        await app.press("2", "u")
        await app.hear("undo: update bv01")
        assert app.on_disk.documents["bv01"].sha256 == before.documents["bv01"].sha256
        await app.press("u")
        await app.hear("undo: add")
        assert app.on_disk.documents == before.documents
        # A file of another name can be the new text of a document too.
        await choose(app, f"{tmp_path}/second.txt")
        await app.see("second.txt")
        await app.press("enter")
        await app.see("What is it?")
        await app.press("enter")
        await app.see("It is a new text of: no document here")
        await app.press("down", "down", "enter")
        await app.see("It is a new text of which document?")
        await app.type("bv01")
        await app.press("enter")
        await app.see("0 new, 1 changed", "It is a new text of: bv01", "Update 1 document")
        await app.press("down", "enter")
        await app.hear("update bv01")
        after = app.on_disk
        assert after.documents.keys() == before.documents.keys()
        assert app.root.joinpath(after.documents["bv01"].path).read_text().endswith("And that was all.\n")
        assert after.documents["bv01"].source == "second.txt"

    drive(sample, steps)
