"""The findings leave by keys: as what, where to, which of them; and what is said stands where it was typed."""

from pathlib import Path

from store.files import write_durably
from tests.themes.pages.page import Page
from tests.tui.app.driving import LARGE, SMALL, Driven, drive


def test_a_page_is_written_where_the_reviewer_says(sample: Path) -> None:
    place = sample.parent / "out.html"

    async def steps(app: Driven) -> None:
        await app.press("ctrl+e")
        await app.see("Take out what?", "the findings as a page (.html)")
        await app.press("enter")
        await app.see("The findings", "-findings.html")
        await app.paste(str(place))
        await app.press("enter")
        await app.see("wrote out.html: 36 themes, 315 excerpts, 0 memos")
        assert len(Page(place.read_bytes()).data["excerpts"]) == len(app.on_disk.excerpts)

    drive(sample, steps, size=SMALL)


def test_themes_quotations_and_memos_are_chosen(sample: Path) -> None:
    place = sample.parent / "out.md"

    async def steps(app: Driven) -> None:
        await app.press("ctrl+e")
        await app.type("draft")
        await app.press("enter")
        await app.see("The findings")
        await app.paste(str(place))
        await app.press("tab")
        await app.type("Blame; One voice")
        await app.press("tab")
        await app.paste("starred")
        await app.press("tab")
        await app.type("all")
        await app.press("enter")
        await app.see("wrote", "4 themes", "9 memos")
        draft = place.read_text()
        assert "## Blame" in draft.replace("###", "##")
        assert "The phone tree" not in draft.partition("\n## Memos\n")[0]

    drive(sample, steps, size=LARGE)


def test_what_cannot_be_read_is_said_and_typed_anew(sample: Path) -> None:
    write_durably(sample.parent, "there.md", b"mine")

    async def steps(app: Driven) -> None:
        await app.press("ctrl+e")
        await app.type("draft")
        await app.press("enter")
        await app.see("The findings")
        await app.paste(str(sample.parent / "there.md"))
        await app.press("enter")
        await app.see("there.md is there already", "Cancel")
        await app.press("enter")
        await app.see("The findings")
        await app.paste(str(sample.parent / "new.md"))
        await app.press("tab")
        await app.type("Nobody knows")
        await app.press("enter")
        await app.see("there is no theme 'Nobody knows'")
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)

    drive(sample, steps, size=SMALL)
    assert (sample.parent / "there.md").read_bytes() == b"mine"
    assert not (sample.parent / "new.md").exists()
