"""Cases by keys: values of every type, new cases and attributes, documents, sheets in and out; held against the files."""

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from tests.tui.app.driving import Driven, drive
from tests.tui.app.sorting import sort_cases
from tui.places.case import CasePlace
from tui.places.cases import CasesPlace
from tui.places.reader import ReaderPlace


def cases(app: Driven) -> CasesPlace:
    assert isinstance(app.place, CasesPlace)
    return app.place


def stated(app: Driven, case: str) -> dict[str, Any]:
    """The attributes of a case as its file has them."""
    record = tomllib.loads((app.root / "cases" / f"{case}.toml").read_text(encoding="utf-8"))
    attributes: dict[str, Any] = record.get("attributes", {})
    return attributes


def aliases(app: Driven, case: str) -> list[str]:
    return list(app.on_disk.cases[case].aliases)


async def at(app: Driven, case: str, key: str) -> CasesPlace:
    """Goes to the cell of a case and an attribute."""
    await app.press("7")
    await app.until(lambda: isinstance(app.place, CasesPlace))
    place = cases(app)
    place.go_to_case(case, key)
    await app.pilot.pause()
    assert (place.case_meant, place.key_meant) == (case, key)
    return place


def declare(root: Path, words: str) -> None:
    path = root / "catena.toml"
    path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")


DECLARED = """
[attributes.trust]
type = "ordered"
values = ["low", "middle", "high"]

[attributes.insured]
type = "yes/no"

[attributes.moved]
type = "date"

[attributes.floors]
type = "several"
"""


def test_values_are_entered_by_their_types(sample: Path) -> None:
    declare(sample, DECLARED)

    async def steps(app: Driven) -> None:
        before = (sample / "cases/bv01.toml").read_bytes()
        await at(app, "bv01", "trust")
        await app.press("e")
        await app.see("bv01: trust", "middle")
        await app.press("down", "enter")
        await app.hear("enter trust of case bv01")
        await at(app, "bv01", "insured")
        await app.press("e")
        await app.see("bv01: insured", "yes")
        await app.press("down", "enter")
        await app.hear("enter insured of case bv01")
        await at(app, "bv01", "moved")
        await app.press("e")
        await app.see("bv01: moved", "a date")
        await app.paste("may 2019")
        await app.press("ctrl+s")
        await app.see("a date like 2026-11-23 is expected")
        assert "moved" not in stated(app, "bv01")
        await app.press("ctrl+u")
        await app.paste("2019-05-02")
        await app.press("ctrl+s")
        await app.hear("enter moved of case bv01")
        await at(app, "bv01", "floors")
        await app.press("e")
        await app.see("bv01: floors", "semicolon")
        await app.paste("1; 2")
        await app.press("ctrl+s")
        await app.hear("enter floors of case bv01")
        await at(app, "bv01", "site")
        await app.press("e")
        await app.see("bv01: site", "another value")
        await app.paste("quay")
        await app.press("enter")
        await app.hear("enter site of case bv01")
        new = {"trust": "middle", "insured": False, "moved": date(2019, 5, 2), "floors": ["1", "2"], "site": "Quayside"}
        assert {key: stated(app, "bv01")[key] for key in new} == new
        await app.press("e")
        await app.see("another value")
        await app.press("enter")
        await app.until(lambda: app.app.screen is app.app.main)
        for key in ("site", "floors", "moved", "insured", "trust"):
            await app.press("u")
            await app.hear(f"undo: enter {key} of case bv01")
        assert (sample / "cases/bv01.toml").read_bytes() == before

    drive(sample, steps)


def test_a_case_is_made_called_and_given_documents(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("7")
        await app.until(lambda: isinstance(app.place, CasesPlace))
        await app.press("a")
        await app.see("A new case")
        await app.paste("BV 13")
        await app.press("ctrl+s")
        await app.see("cannot be an id")
        await app.press("ctrl+u")
        await app.paste("BV13")
        await app.press("tab", "tab", "tab")
        await app.paste("Jo; The baker")
        await app.press("ctrl+s")
        await app.hear("add case bv13")
        assert cases(app).case_meant == "bv13"
        assert aliases(app, "bv13") == ["Jo", "The baker"]
        await app.press("r")
        await app.see("What bv13 is called")
        await app.press("tab", "tab", "ctrl+u")
        await app.paste("The baker")
        await app.press("ctrl+s")
        await app.hear("enter aliases of case bv13")
        assert aliases(app, "bv13") == ["The baker"]
        await app.press("d")
        await app.see("Which documents are of bv13?")
        await app.press("space", "space", "enter")
        await app.hear("assign 2 documents")
        of_it = [each.id for each in app.on_disk.documents.values() if "bv13" in each.cases]
        assert len(of_it) == 2
        assert all(len(app.on_disk.documents[each].cases) == 2 for each in of_it)
        for _ in range(3):
            await app.press("u")
            await app.hear("undo:")
        assert "bv13" not in app.on_disk.cases
        assert not any("bv13" in each.cases for each in app.on_disk.documents.values())

    drive(sample, steps)


def test_documents_go_to_the_cases_that_they_are_called_by(small: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("7")
        for case in ("alpha", "other"):
            await app.press("a")
            await app.see("A new case")
            await app.paste(case)
            await app.press("ctrl+s")
            await app.hear(f"add case {case}")
        await app.press("M")
        await app.see("1 document called like a case", "[x] alpha")
        await app.press("enter")
        await app.hear("assign 1 document")
        assert app.on_disk.documents["alpha"].cases == ("alpha",)
        await app.press("M")
        await app.hear("no document without a case")
        await app.press("u")
        await app.hear("undo: assign")
        assert not app.on_disk.documents["alpha"].cases

    drive(small, steps)


def test_an_attribute_is_declared_and_taken_back(sample: Path) -> None:
    before = (sample / "catena.toml").read_bytes()

    async def steps(app: Driven) -> None:
        place = await at(app, "bv02", "years")
        await app.press("A")
        await app.see("Which attribute?")
        await app.press("down", "enter")
        await app.see("A new attribute")
        await app.paste("trust")
        await app.press("tab")
        await app.paste("ordered")
        await app.press("ctrl+s")
        await app.see("needs its values")
        await app.press("tab", "tab")
        await app.paste("low, high")
        await app.press("ctrl+s")
        await app.hear("declare the attribute trust")
        declared = tomllib.loads((sample / "catena.toml").read_text(encoding="utf-8"))["attributes"]
        assert declared == {"trust": {"type": "ordered", "values": ["low", "high"]}}
        assert (place.case_meant, place.key_meant) == ("bv02", "trust")
        await app.press("e")
        await app.see("bv02: trust", "low", "high")
        await app.press("escape", "u")
        await app.hear("undo: declare")
        assert (sample / "catena.toml").read_bytes() == before
        assert "trust" not in app.seen.split("\n")[2]

    drive(sample, steps)


async def take_in(app: Driven, path: Path) -> None:
    await app.press("I")
    await app.see("Take in a sheet")
    await app.press("ctrl+u")
    await app.paste(str(path))
    await app.press("enter")
    await app.see(f"{path.name}: ")


def test_a_sheet_is_seen_before_it_is_written(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,site,mood\nbv01,Aldermoor,calm\nnx01,Quayside,=cmd()\n", encoding="utf-8")

    async def steps(app: Driven) -> None:
        before = app.on_disk.cases
        await app.press("7")
        await take_in(app, path)
        await app.see("1 new, 1 changed", "site: Brackwater → Aldermoor", "new attribute: mood", "Write it")
        await app.press("enter")
        await app.hear("nothing was written")
        assert app.on_disk.cases == before
        await take_in(app, path)
        await app.press("down", "enter")
        await app.hear("import 2 cases from a sheet")
        assert stated(app, "bv01")["site"] == "Aldermoor"
        assert stated(app, "nx01") == {"site": "Quayside", "mood": "=cmd()"}
        out = tmp_path / "out.csv"
        await app.press("S")
        await app.see("Save as")
        await app.press("ctrl+u")
        await app.paste(str(out))
        await app.press("enter")
        await app.hear("saved as")
        with out.open(encoding="utf-8", newline="") as file:
            rows = {row["id"]: row for row in csv.DictReader(file)}
        assert rows["nx01"]["mood"] == "'=cmd()"
        await app.press("I")
        await app.see("Take in a sheet")
        await app.press("ctrl+u")
        await app.paste(str(out))
        await app.press("enter")
        await app.hear("nothing that is not known already")
        await app.press("u")
        await app.hear("undo: import")
        assert app.on_disk.cases == before

    drive(sample, steps)


def test_a_sheet_with_faults_writes_nothing(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("id;site\nbv01;A\nbv01;B\n", encoding="utf-8")

    async def steps(app: Driven) -> None:
        before = app.on_disk.cases
        await app.press("7")
        await take_in(app, path)
        await app.see("1 fault: nothing can be written", "stands in line 2 already")
        assert "Write it" not in app.seen
        await app.press("enter")
        await app.hear("nothing was written")
        await app.press("I")
        await app.see("Take in a sheet")
        await app.press("ctrl+u")
        await app.paste(str(tmp_path / "absent.csv"))
        await app.press("enter")
        await app.hear("cannot be read")
        await app.see("Take in a sheet")
        await app.press("escape")
        assert app.on_disk.cases == before

    drive(sample, steps)


def test_a_case_has_a_page_that_leads_to_all_that_is_its(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await at(app, "bv02", "site")
        await app.press("enter")
        await app.until(lambda: isinstance(app.place, CasePlace))
        await app.see("Attributes", "Documents: 1", "Excerpts: ")
        page = app.place
        assert isinstance(page, CasePlace)
        while page.key_meant != "role":
            await app.press("right_square_bracket")
        await app.press("e")
        await app.see("bv02: role")
        await app.paste("not stated")
        await app.press("enter")
        await app.until(lambda: "role" not in stated(app, "bv02"))
        await app.press("u")
        await app.until(lambda: stated(app, "bv02").get("role") == "models")
        while page.key_meant:
            await app.press("right_square_bracket")
        await app.press("enter")
        await app.until(lambda: isinstance(app.place, ReaderPlace) and app.reader.document is not None)
        await app.press("escape")
        await app.until(lambda: app.place is page)
        await app.press("right_curly_bracket")
        await app.see("bv03")
        assert page.case_meant == "bv03"
        await app.press("escape")
        await app.until(lambda: isinstance(app.place, CasesPlace))

    drive(sample, steps, size=(40, 24))


def test_a_case_is_sorted_into_a_type_with_reason_and_evidence(sample: Path) -> None:
    sort_cases(sample)

    def said(app: Driven) -> list[tuple[str, str, str, int]]:
        held = app.on_disk
        return [
            (each.reviewer, held.typologies[each.typology].types[each.types[0]].name, each.reason, len(each.excerpts))
            for each in held.assignments.values()
            if each.case == "bv03"
        ]

    async def steps(app: Driven) -> None:
        await at(app, "bv03", "site")
        await app.press("enter")
        await app.see("Attributes", "Excerpts: ")
        page = app.place
        assert isinstance(page, CasePlace)
        await app.until(lambda: page.excerpts)
        await app.press("t")
        await app.see("Stances: bv03 is", "Believer", "Doubter")
        await app.press("space", "enter")
        await app.see("bv03 is Doubter")
        await app.paste("Goes and looks.")
        await app.press("enter")
        await app.see("on which excerpts?")
        await app.press("space", "space", "enter")
        await app.hear("sort case bv03 as Doubter")
        assert said(app) == [("ana", "Doubter", "Goes and looks.", 2)]
        await app.see("Types", "Goes and looks.")
        await app.press("t")
        await app.see("Stances: bv03 is")
        await app.press("asterisk", "enter")
        await app.hear("take case bv03 out")
        assert not said(app)
        await app.press("u")
        await app.until(lambda: len(said(app)) == 1)
        await app.press("u")
        await app.until(lambda: not said(app))

    drive(sample, steps)


def test_cases_are_sorted_and_filtered(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        place = await at(app, "bv02", "years")
        await app.press("o", "g")
        years = [app.holdings.cases[each.case.id].attributes.get("years") for each in place._lines]
        numbers = [each for each in years if each is not None]
        assert numbers == sorted(numbers)
        assert years[: len(numbers)] == numbers
        await app.press("backslash")
        await app.paste("farmer")
        await app.until(lambda: [each.case.id for each in place._lines] == ["bv03"])
        await app.press("enter", "escape")
        await app.until(lambda: len(place._lines) == len(app.holdings.cases))

    drive(sample, steps)
