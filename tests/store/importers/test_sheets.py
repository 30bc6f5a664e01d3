"""Sheets of answers as documents, one a row."""

import pytest

from store.importers.pieces import Refused
from tests.store.importers.conftest import Read
from tests.store.importers.packages import xlsx

ROWS: list[list[str | float]] = [
    ["ID", "Ward", "Years", "What went well?", "What did not?"],
    ["p1", "North", 3.0, "The letters that came every week were kind to us.", "Nothing at all that I could name here."],
    ["p2", "South", 11.0, "", "Nobody ever answered when we asked, \nnot even once."],
    ["p3", "North", 1.0, "", ""],
]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_each_row_is_a_document_with_its_questions_marked(read: Read, name: str) -> None:
    cells = [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in ROWS]
    table = "\n".join(";".join(f'"{cell}"' for cell in row) for row in cells)
    first, second = read(name, table.encode("cp1252") if name == "a.csv" else xlsx(ROWS, [["x"]]))
    assert (first.name, first.case, first.attributes) == ("p1", "p1", {"Ward": "North", "Years": "3"})
    assert second.text == "What did not?\nNobody ever answered when we asked, \nnot even once.\n"
    assert [second.text[part.start : part.end] for part in second.parts if part.kind == "form"] == ["What did not?"]
    assert "1 of 3 rows hold no words, and became nothing" in first.remarks
    assert first.remarks[-1] == "rows are named by ID; text: What went well?, What did not?; attributes: Ward, Years"
    assert (name == "a.xlsx") == ("only its sheet 'S1' was read; left out: S2" in first.remarks)


def test_columns_can_be_named(read: Read) -> None:
    pieces = read("a.xlsx", xlsx(ROWS), text="Ward", id="years")
    assert [(piece.name, piece.text) for piece in pieces] == [("3", "North\n"), ("11", "South\n"), ("1", "North\n")]


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (b"a,b\n", {}, "no row below"),
        (b"a,b\n1,2\n", {}, "no column of it holds sentences"),
        (b"a,b\n1,2\n", {"text": "c"}, "no column 'c'; its columns are: a, b"),
    ],
)
def test_a_sheet_without_words_is_refused(read: Read, data: bytes, options: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        read("a.csv", data, **options)
