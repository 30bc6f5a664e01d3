"""What theme review looks like in the sample study, at the two sizes that it is made for.

After a wanted change: `pytest tests/tui/snapshots --snapshot-update`, then look at the SVGs that git shows as changed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.app.driving import LARGE, SMALL, Driven
from tests.tui.snapshots.looking import Steps, looks_as_kept
from tests.tui.snapshots.rounds import add_rounds


async def rounds(app: Driven) -> None:
    await app.press("5")
    await app.see("First reading", "Whole set", "[ ] Is relying on it")


async def judging(app: Driven) -> None:
    await rounds(app)
    await app.press("enter")
    await app.see("7 of ", "not judged yet")


async def judged(app: Driven) -> None:
    await judging(app)
    await app.press(*["left_square_bracket"] * 3)
    await app.see("split off as Trusted and doubted at once")


async def overview(app: Driven) -> None:
    await judging(app)
    await app.press("o")
    await app.until(lambda: len(app.rows("#items")) > 8)


async def asked(app: Driven) -> None:
    await rounds(app)
    await app.press("D")
    await app.see("What the verdicts ask for")
    await app.press("down")


async def points(app: Driven) -> None:
    await rounds(app)
    await app.press("o")
    await app.see("Open points of First reading")


async def which_themes(app: Driven) -> None:
    await rounds(app)
    await app.press("a")
    await app.see("Begin a round")
    await app.type("Second reading")
    await app.press("enter")
    await app.see("Which level?")
    await app.press("enter")
    await app.see("Which themes?")
    await app.press("down", "space")


async def coverage(app: Driven) -> None:
    await rounds(app)
    await app.press("down", "enter")
    await app.see("passages open")


async def walk(app: Driven) -> None:
    await coverage(app)
    await app.press("enter")
    await app.see("open of")


async def sheet(app: Driven) -> None:
    await app.press("3")
    await app.see("[Themes]")
    await app.press("down", "I")
    await app.see("theme sheet", "Definition:")
    await app.press("right_square_bracket")


async def comparison(app: Driven) -> None:
    await app.press("3")
    await app.see("[Themes]")
    await app.press("down", "enter", "down", "C")
    await app.see("compared with all")
    await app.press("s", "s")
    await app.see("same group by")


async def beside(app: Driven) -> None:
    await app.press("3")
    await app.see("[Themes]")
    await app.press("down", "B")
    await app.see("Trusting the Forecaster beside")
    await app.type("its record")
    await app.press("enter")
    await app.see("keep apart (ana)")
    await app.press("space")


async def unlooked(app: Driven) -> None:
    await rounds(app)
    await app.press("n")
    await app.see("Nobody has looked for counter-evidence to")


SCENES: dict[str, Steps] = {
    "rounds": rounds,
    "judging": judging,
    "judged": judged,
    "overview": overview,
    "asked": asked,
    "points": points,
    "which-themes": which_themes,
    "coverage": coverage,
    "walk": walk,
    "sheet": sheet,
    "comparison": comparison,
    "beside": beside,
    "unlooked": unlooked,
}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x50"])
@pytest.mark.parametrize("scene", SCENES)
def test_review_looks(scene: str, size: tuple[int, int], sample: Path, snap_compare: Callable[..., bool]) -> None:
    add_rounds(sample)
    assert looks_as_kept(sample, SCENES[scene], size, snap_compare)
