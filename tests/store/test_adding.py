"""What the texts of a file become: documents, cases of rows, and what is left as it is."""

from dataclasses import replace

import pytest

from store.adding import ADDED, CHANGED, UNCHANGED, Wanted, take, take_files
from store.attributes import Attribute
from store.cases import Case
from store.errors import UsageFault
from store.holdings import Holdings, read_holdings
from store.places import Places
from store.texts import Incoming
from tests.store.studies import Desk

SHEET = b"the bytes of the sheet"


def row(name: str, text: str = "No.\n", **attributes: str) -> Incoming:
    return Incoming("survey.csv", text, "utf-8", SHEET, "csv", row=name, case=name, attributes=attributes)


def test_rows_are_documents_with_cases_in_one_act_and_the_sheet_is_kept_once(desk: Desk) -> None:
    rows = [row("P1", years="3", ward="North"), row("P2", years="11")]
    taken, act = take(desk.holdings, rows, Wanted("interview"), {"years": Attribute("years", "number")})
    assert act is not None
    desk.take_in(desk.writer.perform(act))
    read = read_holdings(desk.project)
    assert [(each.status, each.document.id) for each in taken] == [(ADDED, "survey-p1"), (ADDED, "survey-p2")]
    assert {read.documents[each.document.id].original for each in taken} == {"originals/survey.csv"}
    assert desk.project.read("originals/survey.csv") == SHEET
    assert read.cases["p1"].attributes == {"years": 3, "ward": "North"}
    assert read.documents["survey-p2"].cases == ("p2",)
    assert read.documents["survey-p2"].source == "survey.csv#P2"
    again, nothing = take(read, rows, Wanted("interview"))
    assert [each.status for each in again] == [UNCHANGED, UNCHANGED]
    assert nothing is None
    desk.writer.undo()
    assert not read_holdings(desk.project).cases


def test_a_case_that_is_known_keeps_what_it_says(desk: Desk) -> None:
    known = Case("p1", "P1", attributes={"ward": "South"})
    holdings = replace(desk.holdings, cases={"p1": known})
    (taken,), act = take(holdings, [row("P1", ward="North", years="3")], Wanted("interview"))
    assert taken.remarks == ("the case p1 keeps its own ward",)
    assert act is not None
    assert [change.keys for change in act.changes if change.path == "cases/p1.toml" and hasattr(change, "keys")] == [
        ("attributes", "years")
    ]


def test_a_row_with_another_text_is_changed() -> None:
    holdings = Holdings()
    (taken,), _ = take(holdings, [row("P1")], Wanted("report"))
    after = replace(holdings, documents={taken.document.id: taken.document})
    (again,), act = take(after, [row("P1", "Yes.\n")], Wanted("report"))
    assert (again.status, act) == (CHANGED, None)


def test_rows_have_no_title_or_id_of_their_own() -> None:
    with pytest.raises(UsageFault, match="one for each row"):
        take(Holdings(), [row("P1")], Wanted("report", title="T"))


def test_parts_and_places_come_into_the_record(desk: Desk) -> None:
    places = Places(pages=((0, "i"), (6, "1")))
    incoming = Incoming("two.pdf", "First second\n", "", b"%PDF", "pdf", (("notes", 6, 12, True),), places)
    (taken,), act = take(desk.holdings, [incoming], Wanted("literature"))
    assert act is not None
    desk.take_in(desk.writer.perform(act))
    document = read_holdings(desk.project).documents["two"]
    assert document.places == places
    assert document.importer == "pdf"
    (region,) = document.rules.regions
    assert (region.kind, region.start, region.end, region.searched) == ("notes", 6, 12, True)
    assert taken.document == document


def test_rows_whose_names_come_to_one_id_or_that_name_nobody_are_not_taken_for_one_person() -> None:
    long = "Interview in the northern clinic of spring"
    names = ("参加者1", "研究者1", f"{long} one", f"{long} two", "P7", "p7")
    taken, _ = take(Holdings(), [row(each) for each in names], Wanted("interview"))
    cases = [each.document.cases[0] for each in taken]
    assert len(set(cases)) == 5
    assert cases[4] == cases[5]
    unnamed = [replace(row("r001"), name=f"{sheet}.csv", case="") for sheet in ("spring", "autumn")]
    both, _ = take_files(Holdings(), [[each] for each in unnamed], Wanted("interview"))
    assert [each.document.cases for each in both] == [("spring-r001",), ("autumn-r001",)]
