"""Sheets of answers as documents, one a row."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from store.importers import columns, sheets
from store.importers.pieces import Refused
from tests.store.importers.conftest import Read
from tests.store.importers.packages import xlsx, zipped

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


def test_no_row_gets_the_name_of_another_one(read: Read) -> None:
    rows = "id,answer\nP1-4,a\nP1,b\nr005,c\nP1,d\n,e\n"
    pieces = read("a.csv", rows.encode(), text="answer", id="id")
    assert [(piece.name, piece.case) for piece in pieces] == [
        ("P1-4", "P1-4"),
        ("P1", "P1"),
        ("r005", "r005"),
        ("P1-5", ""),
        ("r005-5", ""),
    ]


ANSWER = "Nobody told us, and so on and on."


@pytest.mark.parametrize(
    "table",
    [
        f"Survey, spring\n\nID;Ward;;Q\nr1;North;x;{ANSWER}\n",
        f"sep=;\nID;Ward;;Q\nr1;North;x;{ANSWER}\n",
        f'ID\tWard\t\tQ\nr1\tNorth\tx\t"{ANSWER}"\n',
        f"ID|Ward||Q\r\nr1|North|x|{ANSWER}\r\n",
    ],
)
def test_heads_are_found_below_titles_whatever_parts_the_cells(read: Read, table: str) -> None:
    for data in (table.encode(), table.encode("utf-16")):
        (piece,) = read("a.csv", data)
        assert (piece.name, piece.text) == ("r1", f"{ANSWER}\n")
        assert piece.attributes == {"Ward": "North", "column 3": "x"}
    assert ("Survey, spring" in piece.remarks[0]) == table.startswith("Survey")


def test_rows_that_say_something_of_columns_are_nobodys(read: Read) -> None:
    codes = ["Id", "Q1", "Q2"]
    asked = ["Response ID", "What went well?", "What did not?"]
    imports: list[str | float] = [f'{{"ImportId":"{code}"}}' for code in codes]
    (piece,) = read("a.xlsx", xlsx([codes, asked, imports, ["r1", ANSWER, ANSWER]]), id="id")
    assert piece.text == f"What went well?\n{ANSWER}\n\nWhat did not?\n{ANSWER}\n"
    parted = "Respondent ID,What?,How are you?,\n,Open-Ended Response,At work,At home\n"
    (piece,) = read("a.csv", f'{parted}1,"{ANSWER}",well,ill\n'.encode())
    assert (piece.name, piece.text) == ("1", f"{ANSWER}\n")
    assert piece.attributes == {"How are you?: At work": "well", "How are you?: At home": "ill"}


def test_a_merged_cell_is_said_in_each_row_and_a_hidden_sheet_is_none(read: Read) -> None:
    rows: list[list[str | float]] = [
        ["ID", "Ward", "Share", "Q"],
        ["r1", "North", 0.1 + 0.2, ANSWER],
        ["r2", "", 2.0, ANSWER],
    ]
    with ZipFile(BytesIO(xlsx([["hidden"], ["x"]], rows))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet, listed = "xl/worksheets/sheet2.xml", "xl/workbook.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", merged)
    parts[listed] = parts[listed].replace(b'name="S1"', b'name="S1" state="hidden"')
    first, second = read("a.xlsx", zipped(parts))
    assert first.attributes == {"Ward": "North", "Share": "0.3"}
    assert second.attributes == {"Ward": "North", "Share": "2"}


def test_attributes_can_be_named_and_the_columns_are_told() -> None:
    (first, _) = sheets.extract(xlsx(ROWS), {"attributes": "years"})
    assert first.attributes == {"Years": "3"}
    told = columns.extract(xlsx(ROWS), {"attributes": "years"})
    assert [(each.name, each.title) for each in told] == [
        ("ID", "id"),
        ("Ward", ""),
        ("Years", "attribute"),
        ("What went well?", "text"),
        ("What did not?", "text"),
    ]
    assert told[1].text == "North\nSouth\nNorth"


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


def test_a_sheet_that_is_locked_is_said_to_be(read: Read) -> None:
    locked = zipped({"META-INF/manifest.xml": "<m xmlns:m='x'><m:encryption-data/></m>", "content.xml": b"\x93\x1f"})
    with pytest.raises(Refused, match="locked with a password"):
        read("a.ods", locked)
