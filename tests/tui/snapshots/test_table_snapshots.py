"""What tables, what is behind a number, cases, a case and the preview of a sheet look like in the sample study.

After a wanted change: `pytest tests/tui/snapshots --snapshot-update`, then look at the SVGs that git shows as changed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.app.driving import LARGE, SMALL, Driven
from tests.tui.snapshots.looking import Steps, looks_as_kept
from tui.places.behind import BehindPlace
from tui.places.cases import CasesPlace
from tui.places.tables import TablesPlace


async def tables(app: Driven) -> None:
    await app.press("6")
    place = app.place
    assert isinstance(place, TablesPlace)
    await app.until(lambda: not place.is_counting)
    await app.press("c", "c")
    await app.until(lambda: not place.is_counting)
    await app.press("percent_sign", "percent_sign", "j", "j", "l")
    await app.until(lambda: not place.is_counting)


async def behind(app: Driven) -> None:
    await tables(app)
    await app.press("enter")
    await app.until(lambda: isinstance(app.place, BehindPlace) and app.place.lines)
    await app.press("j")


async def cases(app: Driven) -> None:
    await app.press("7")
    place = app.place
    assert isinstance(place, CasesPlace)
    await app.press("j", "j", "l", "l", "l", "l", "l")


async def case(app: Driven) -> None:
    await cases(app)
    await app.press("enter")
    await app.see("Excerpts: 40")


async def preview(app: Driven) -> None:
    path = app.root / "sheet.csv"
    path.write_text("id,site,mood\nbv01,Aldermoor,calm\nnx01,Quayside,=cmd()\nbv03,Aldermoor,\n", encoding="utf-8")
    await cases(app)
    await app.press("I")
    await app.see("Take in a sheet")
    await app.press("ctrl+u")
    await app.paste(str(path))
    await app.press("enter")
    await app.see("Write it")


SCENES: dict[str, Steps] = {"tables": tables, "behind": behind, "cases": cases, "case": case, "preview": preview}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x50"])
@pytest.mark.parametrize("scene", SCENES)
def test_looks(scene: str, size: tuple[int, int], sample: Path, snap_compare: Callable[..., bool]) -> None:
    assert looks_as_kept(sample, SCENES[scene], size, snap_compare)
