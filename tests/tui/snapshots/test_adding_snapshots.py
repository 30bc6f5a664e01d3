"""What adding documents looks like: the choice of a path, and what would come in.

After a wanted change: `pytest tests/tui/snapshots --snapshot-update`, then look at the SVGs that git shows as changed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.importers.packages import docx, p, table
from tests.store.importers.pdfs import pdf
from tests.tui.app.driving import LARGE, SMALL, Driven
from tests.tui.snapshots.looking import Steps, looks_as_kept


def incoming(root: Path) -> None:
    place = root / "wave"
    place.mkdir()
    turns = "".join(p("*INT*", f" What of week {n}?") + p("*P03*", f" Nobody came in week {n}.") for n in range(3))
    (place / "p03.docx").write_bytes(docx(turns + table(("a", "b"), ("c", "d"))))
    (place / "p04.txt").write_text("The corridor was empty all week.\n")
    (place / "scan.pdf").write_bytes(pdf([[]]))
    (place / "older").mkdir()
    text = (root / "corpus/interviews/bv01.txt").read_text()
    (place / "bv01.txt").write_text("What was missing.\n\n" + text)
    (place / "answers.csv").write_text(
        "Code;Ward;Phone;What was hard?\nr1;North;555;Nobody told us what to do in the week.\n"
    )


async def path(app: Driven) -> None:
    incoming(app.root)
    await app.press("ctrl+t")
    await app.see("Add which file")
    await app.press("ctrl+u")
    # A folder whose name is the same on every machine.
    await app.paste("wave/")
    await app.see("all of this folder (5 files here")
    await app.press("down", "down")


async def preview(app: Driven) -> None:
    await path(app)
    await app.press("up", "up", "enter")
    await app.see("What is it?")
    await app.press("enter")
    await app.see("Add 3 documents and update 1 document")


async def columns(app: Driven) -> None:
    # Over the list of cases, which stays as it is; beside hits the reader says how far its text is measured.
    await app.press("7")
    await app.see("aldermoor")
    await preview(app)
    await app.press("down", "down", "down", "down", "enter")
    await app.see("answers.csv: what is each column?")
    await app.press("down", "down", "down")
    await app.see("555")


SCENES: dict[str, Steps] = {"path": path, "preview": preview, "columns": columns}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x50"])
@pytest.mark.parametrize("scene", SCENES)
def test_looks(
    scene: str, size: tuple[int, int], sample: Path, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sample)
    assert looks_as_kept(sample, SCENES[scene], size, snap_compare)
