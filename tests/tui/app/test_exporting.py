"""The project leaves by keys: for which program, to which file, and what is not in it."""

from pathlib import Path

from store.exchange.refi.reading import read_file
from store.files import write_durably
from tests.tui.app.driving import SMALL, Driven, drive


def test_the_project_leaves_by_keys_and_it_is_said_what_is_not_in_it(sample: Path) -> None:
    place = sample.parent / "out.qdpx"

    async def steps(app: Driven) -> None:
        await app.press("ctrl+e")
        await app.see("Take out what?", "the findings as a page", "the project as REFI-QDA", "the codebook alone")
        await app.type("for nvivo")
        await app.see("the project for NVivo")
        await app.press("enter")
        await app.see("Where to?", "-nvivo.qdpx")
        await app.paste(str(place))
        await app.press("enter")
        await app.see("Written.", "that it is agreed is not in it")
        assert len(read_file(place).project.sources) == len(app.on_disk.documents)
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)

    drive(sample, steps, size=SMALL)
    assert not [each.name for each in sample.parent.iterdir() if each.name.startswith(".catena-tmp")]


def test_what_cannot_be_written_is_said_where_the_place_is_typed(small: Path) -> None:
    write_durably(small.parent, "there.qdpx", b"mine")

    async def steps(app: Driven) -> None:
        await app.press("ctrl+e")
        await app.type("refi")
        await app.press("enter")
        await app.see("Where to?")
        await app.paste(str(small.parent / "there.qdpx"))
        await app.press("enter")
        await app.see("already: name another file")
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)

    drive(small, steps)
    assert (small.parent / "there.qdpx").read_bytes() == b"mine"
