"""What writing and checking memos looks like in the sample study, at the two sizes that it is made for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.app.driving import LARGE, SMALL, Driven
from tests.tui.snapshots.looking import Steps, looks_as_kept
from tui.screens.memo_editor import MemoEditor

QUOTED = (
    "> I come in at quarter to seven, whichever side, because it's twelve hours and nobody likes it if you walk in on the dot.\n"
    ">\n> — BV01 (bv01)\n\n> Nobody at all said these very words.\n"
)


async def types(app: Driven) -> None:
    await app.press("4")
    await app.until(lambda: len(app.rows("#list")) > 3)
    await app.press("m")
    await app.see("which type?")


async def writing(app: Driven) -> None:
    """An empty memo about nothing."""
    await types(app)
    await app.type("analytic")
    await app.press("enter")
    await app.until(lambda: isinstance(app.app.screen, MemoEditor))


async def quoting(app: Driven) -> None:
    await writing(app)
    await app.press("ctrl+o")
    await app.type("river")
    await app.see("Quote an excerpt")


async def linking(app: Driven) -> None:
    await writing(app)
    await app.type("As in [[who")
    await app.until(lambda: app.rows("#links"))


async def checked(app: Driven) -> None:
    await writing(app)
    await app.paste(QUOTED)
    await app.see("2 quotations")


async def finding(app: Driven) -> None:
    await checked(app)
    await app.press("ctrl+g")
    await app.see("This quotation is")


async def narrowing(app: Driven) -> None:
    await app.press("4")
    await app.until(lambda: len(app.rows("#list")) > 3)
    await app.press("f")
    await app.see("type: ")


async def links(app: Driven) -> None:
    await app.press("4")
    await app.until(lambda: len(app.rows("#list")) > 3)
    await app.press("less_than_sign")
    await app.see("Links: Enter follows")


async def check_of_all(app: Driven) -> None:
    await app.press("4")
    await app.until(lambda: len(app.rows("#list")) > 3)
    await app.press("C")
    await app.see("excerpts checked")


SCENES: dict[str, Steps] = {
    "memo-types": types,
    "memo-quoting": quoting,
    "memo-linking": linking,
    "memo-checked": checked,
    "memo-finding": finding,
    "memo-narrowing": narrowing,
    "memo-links": links,
    "memo-check-of-all": check_of_all,
}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x50"])
@pytest.mark.parametrize("scene", SCENES)
def test_memo_looks(scene: str, size: tuple[int, int], sample: Path, snap_compare: Callable[..., bool]) -> None:
    assert looks_as_kept(sample, SCENES[scene], size, snap_compare)
