"""What is shown when projects come in and findings go out: the preview, also of a changed one; formats, and what is asked.

After a wanted change: `pytest tests/tui/snapshots --snapshot-update`, then look at the SVGs that git shows as changed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.app.driving import LARGE, SMALL, Driven
from tests.tui.app.test_importing import name_it, ward
from tests.tui.snapshots.looking import Steps, looks_as_kept


async def first(app: Driven) -> None:
    await name_it(app, ward(app.root.parent / "ward.qdpx"))
    await app.see("Take it in")


async def again(app: Driven) -> None:
    await first(app)
    await app.press("enter")
    await app.until(lambda: "talk" in app.on_disk.documents)
    await app.until(lambda: app.app.screen is app.app.main)
    await app.see("u undoes it")
    ward(app.root.parent / "ward.qdpx", "<Description>Read again</Description>")
    await name_it(app, app.root.parent / "ward.qdpx")
    await app.see("Take it in")


async def findings(app: Driven) -> None:
    await app.press("ctrl+e", "enter")
    await app.see("The findings")
    await app.paste("/srv/studies/findings.html")


async def formats(app: Driven) -> None:
    await app.press("ctrl+e")
    await app.see("Take out what?")


SCENES: dict[str, Steps] = {"first": first, "again": again, "formats": formats, "findings": findings}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x50"])
@pytest.mark.parametrize("scene", SCENES)
def test_looks(scene: str, size: tuple[int, int], sample: Path, snap_compare: Callable[..., bool]) -> None:
    assert looks_as_kept(sample, SCENES[scene], size, snap_compare)
