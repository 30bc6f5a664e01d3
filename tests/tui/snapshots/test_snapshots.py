"""What every place and dialog looks like in the sample study, at the two sizes that it is made for.

After a wanted change: `pytest tests/tui/snapshots --snapshot-update`, then look at the SVGs that git shows as changed.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.app.driving import LARGE, SMALL, Driven
from tests.tui.snapshots.looking import Steps, looks_as_kept


async def documents(app: Driven) -> None:
    await app.see("19 documents", "ordinary shift")


async def hits(app: Driven) -> None:
    await app.search("river")
    await app.until(lambda: all("iver" in row for row in app.rows("#found")))
    await app.press("down", "down", "space")
    await app.see("1 marked", "bv02")


async def picker(app: Driven) -> None:
    await app.search("red book")
    await app.press("t")
    await app.see("Tag the sentence")
    await app.type("trust")


async def reader(app: Driven) -> None:
    await app.read("bv01", "I look at the board")
    await app.press("v", "s")
    await app.see(" selected ")


async def reader_with_hits(app: Driven) -> None:
    await app.search("river")
    await app.press("enter")
    await app.see("1 of 56")
    await app.until(lambda: app.app.size != LARGE or app.rows("ReaderPlace Margin"))


async def themes(app: Driven) -> None:
    await app.press("3")
    await app.see("[Themes]")
    await app.press("down")
    await app.see("Trusting the Forecaster")


async def agreement(app: Driven) -> None:
    await app.press("at")
    await app.see("Agreement: ana, ben")


async def differences(app: Driven) -> None:
    await agreement(app)
    await app.press("down", "enter")
    await app.see("the largest first")


async def excerpts(app: Driven) -> None:
    await app.press("3")
    await app.see("[Themes]")
    await app.press("down", "down", "enter")
    await app.until(lambda: app.rows("#excerpts"))
    await app.until(lambda: app.app.screen.focused is not None and app.app.screen.focused.id == "excerpts")


async def memos(app: Driven) -> None:
    await app.press("4")
    await app.until(lambda: len(app.rows("#list")) > 3)


async def memo(app: Driven) -> None:
    await memos(app)
    await app.press("enter")
    await app.see("about:")


async def memo_editor(app: Driven) -> None:
    await app.press("3")
    await app.see("[Themes]")
    await app.press("m", "enter")
    await app.see("Save and leave")
    await app.type("What sets these apart?")
    await app.see("draft kept")


async def help_screen(app: Driven) -> None:
    await app.press("question_mark")
    await app.see("What works here")


async def palette(app: Driven) -> None:
    await app.press("ctrl+p")
    await app.see("All actions")
    await app.type("memo")


async def quotation(app: Driven) -> None:
    await app.press("Q")
    await app.see("Where a quotation comes from")
    await app.paste(
        "I look at the board, the screen I should say,\nand then at the book, which is a hardback book with a red spine"
    )
    await app.see(" place")


async def noted_hits(app: Driven) -> None:
    await app.search("river")
    await app.press("i", *["down"] * 5, "enter")
    await app.see(" all / ", "in excerpts")
    await app.press("end")
    await app.quiet()


async def prompt(app: Driven) -> None:
    await app.press("3")
    await app.see("[Themes]")
    await app.press("a")
    await app.see("New theme below")
    await app.type("A second sign")
    await app.press("tab")


async def theme_form(app: Driven) -> None:
    await themes(app)
    await app.press("e")
    await app.see("definition", "letter")


async def merging(app: Driven) -> None:
    await themes(app)
    await app.press("ampersand")
    await app.see("Merge ")
    await app.press("down", "down", "tab")
    await app.type("one pattern")


async def splitting(app: Driven) -> None:
    await themes(app)
    await app.press("percent_sign")
    await app.see("Split ")
    for name in ("Sure of it", "Unsure of it"):
        await app.press("a")
        await app.type(name)
        await app.press("enter")
        await app.see(f"{name}  0  new")
    await app.press("1", "2", "1")
    await app.see("Sure of it  2  new")


async def recoding(app: Driven) -> None:
    await excerpts(app)
    await app.press("c")
    await app.see("Move from")
    await app.type("its rec")


async def text_rules(app: Driven) -> None:
    await app.read("policy-two-key-rule")
    await app.press("V")
    await app.see("How policy-two-key-rule is read", "2 × #")
    await app.press("down")


async def region(app: Driven) -> None:
    await app.read("policy-two-key-rule", "In this section")
    await app.press("R")
    await app.see("What is this part")
    await app.press("down", "enter")
    await app.see("references, left out of search")
    # What is told names the region, whose id is another one each time.
    await app.press("j")
    await app.until(lambda: "u undoes it" not in app.state)


async def borders(app: Driven) -> None:
    await app.read("bv01", "It doesn't know the river")
    await app.press("Z")
    await app.see("right end")
    await app.press("left", "left")


async def who_speaks(app: Driven) -> None:
    await excerpts(app)
    await app.press("down", "down", "W")
    await app.see("Who speaks", "why")


SCENES: dict[str, Steps] = {
    "documents": documents,
    "hits": hits,
    "picker": picker,
    "reader": reader,
    "reader-with-hits": reader_with_hits,
    "region": region,
    "text-rules": text_rules,
    "themes": themes,
    "excerpts": excerpts,
    "memos": memos,
    "memo": memo,
    "memo-editor": memo_editor,
    "help": help_screen,
    "palette": palette,
    "prompt": prompt,
    "theme-form": theme_form,
    "merging": merging,
    "splitting": splitting,
    "recoding": recoding,
    "quotation": quotation,
    "noted-hits": noted_hits,
    "borders": borders,
    "who-speaks": who_speaks,
    "agreement": agreement,
    "differences": differences,
}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "200x50"])
@pytest.mark.parametrize("scene", SCENES)
def test_looks(scene: str, size: tuple[int, int], sample: Path, snap_compare: Callable[..., bool]) -> None:
    assert looks_as_kept(sample, SCENES[scene], size, snap_compare)
