"""A project of another program comes in by keys: named, seen before it is written, there at once, and gone with one undo."""

from pathlib import Path

from tests.store.exchange.containers import SPOKEN, TALK, container, members, project, selection, source
from tests.tui.app.driving import SMALL, Driven, drive


def ward(place: Path, body: str = "") -> Path:
    """A project of one talk with two excerpts."""
    inside = selection(SPOKEN, "Nobody asked 🙂 us", body=body) + selection(SPOKEN, "jamais", number=2)
    picture = '<PictureSource guid="0c0551d2-3cd0-5d32-8a52-6548b90ef278" name="Door"/>'
    return container(place, project(source(inside) + picture), {f"{TALK}.txt": SPOKEN.encode()})


async def name_it(app: Driven, place: Path, kind: str = "") -> None:
    await app.press("ctrl+o")
    await app.see("Take in a project of another program")
    await app.press("ctrl+u")
    await app.paste(str(place))
    if kind:
        await app.press("tab", "ctrl+u")
        await app.type(kind)
    await app.press("enter")


def test_a_project_comes_in_by_keys_and_goes_with_one_undo(small: Path) -> None:
    place = ward(small.parent / "ward.qdpx")

    async def steps(app: Driven) -> None:
        before = app.on_disk
        await name_it(app, place, "field nose")
        await app.see("there is no kind", "the kinds are interview, focus group")
        await app.press("tab", "ctrl+u")
        await app.type("field-note")
        await app.press("enter")
        await app.see("ward.qdpx:", "Take it in", "a picture is not shown here")
        assert app.on_disk.documents.keys() == before.documents.keys()
        await app.press("enter")
        await app.until(lambda: "talk" in app.on_disk.documents)
        await app.until(lambda: app.app.screen is app.app.main)
        assert app.on_disk.documents["talk"].kind == "field note"
        assert {each.text for each in app.on_disk.excerpts.values() if each.reviewer == "ada"} == {
            "Nobody asked 🙂 us",
            "jamais",
        }
        await app.press("3")
        await app.see("Voice")
        await app.press("u")
        await app.until(lambda: "talk" not in app.on_disk.documents)
        assert app.on_disk.excerpts == before.excerpts

    drive(small, steps, size=SMALL)


def test_a_project_that_changed_there_is_updated_only_when_that_is_chosen(small: Path) -> None:
    place = ward(small.parent / "ward.qdpx")

    async def steps(app: Driven) -> None:
        await name_it(app, place)
        await app.see("Take it in")
        await app.press("enter")
        await app.until(lambda: "talk" in app.on_disk.documents)
        await app.until(lambda: app.app.screen is app.app.main)
        ward(place, "<Description>Read again</Description>")
        await name_it(app, place)
        await app.see("updated", "(note)", "u takes all of it back")
        await app.press("enter")
        await app.until(lambda: app.app.screen is app.app.main)
        assert not any(each.note == "Read again" for each in app.on_disk.excerpts.values())
        await name_it(app, place)
        await app.see("Take it in")
        await app.press("j", "enter")
        await app.until(lambda: any(each.note == "Read again" for each in app.on_disk.excerpts.values()))
        await app.until(lambda: app.app.screen is app.app.main)
        await name_it(app, place)
        await app.see("unchanged", "Cancel")
        assert "Take it in" not in app.seen

    drive(small, steps)


def test_a_file_that_could_do_harm_is_refused_where_it_was_named(small: Path) -> None:
    place = small.parent / "evil.qdpx"
    place.write_bytes(members(("project.qde", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Project name='&b;'/>")))

    async def steps(app: Driven) -> None:
        await name_it(app, place)
        await app.see("it declares a document type")
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)

    drive(small, steps)
