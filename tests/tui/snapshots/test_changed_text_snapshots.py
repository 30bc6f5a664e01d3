"""What excerpts look like whose text has changed, in the small study, at the two sizes that the app is made for.

After a wanted change: `pytest tests/tui/snapshots --snapshot-update`, then look at the SVGs that git shows as changed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.app.changed import change_alpha
from tests.tui.app.driving import LARGE, SMALL, Driven
from tests.tui.snapshots.looking import Steps, looks_as_kept


async def moved(app: Driven) -> None:
    await app.see("3 in changed texts")
    await app.press("semicolon")
    await app.see("1 moved, 1 to check, 1 missing", "[-led-]{+fed+}")


async def to_check(app: Driven) -> None:
    await moved(app)
    await app.press("down")
    await app.see("a possible:")


SCENES: dict[str, Steps] = {"moved": moved, "to-check": to_check}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x50"])
@pytest.mark.parametrize("scene", SCENES)
def test_looks(small: Path, scene: str, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    change_alpha(small)
    assert looks_as_kept(small, SCENES[scene], size, snap_compare)
