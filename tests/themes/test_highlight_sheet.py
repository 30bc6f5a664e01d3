"""Excerpts as a sheet: a row for each theme, under the theme that its own goes by now, and nothing that a spreadsheet runs."""

import csv
import io
from datetime import UTC, datetime

from store.codebook import Theme
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from themes.highlight_sheet import COLUMNS, to_csv

WHEN = datetime(2026, 11, 2, 9, 12, tzinfo=UTC)


def holdings() -> Holdings:
    themes = [
        Theme("t-1", "Power"),
        Theme("t-2", "=Distance", parent="t-1"),
        Theme("t-3", "Far", status="merged", into=("t-2",)),
    ]
    excerpts = [
        Excerpt(
            "e1",
            "ana",
            "jw019",
            "",
            (Segment(3, 6, "one"), Segment(9, 12, "two")),
            ("t-3", "t-2"),
            note='=HYPERLINK("x")\nand "more"',
            created=WHEN,
            against=("t-1",),
            starred=True,
        ),
        Excerpt("e2", "ben", "jw019", "", (Segment(20, 24, "-5 ü"),)),
    ]
    return Holdings(
        documents={
            "jw019": Document("jw019", "JW, 019", "interview", "corpus/interviews/jw019.txt", "", 30, ("c1", "c2"))
        },
        themes={each.id: each for each in themes},
        excerpts={each.id: each for each in excerpts},
    )


def test_a_row_for_each_theme_for_or_against() -> None:
    held = holdings()
    text = to_csv(held, held.excerpts.values(), lambda excerpt: ("exact", f"speaker of {excerpt.id}", "— nurse"))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["excerpt"], row["theme"], row["path"], row["speaks"]) for row in rows] == [
        ("e1", "t-2", "Power > =Distance", "for"),
        ("e1", "t-1", "Power", "against"),
        ("e2", "", "", ""),
    ]
    first = rows[0]
    assert (first["start"], first["end"], first["ranges"], first["text"]) == ("3", "12", "3-6; 9-12", "one [...] two")
    assert (first["title"], first["kind"], first["cases"]) == ("JW, 019", "interview", "c1; c2")
    assert (first["starred"], first["created"], first["state"]) == ("yes", "2026-11-02T09:12:00Z", "exact")
    assert (first["attribution"], first["citation"]) == ("speaker of e1", "— nurse")


def test_no_cell_is_a_formula_and_every_word_is_there() -> None:
    held = holdings()
    rows = list(
        csv.DictReader(io.StringIO(to_csv(held, held.excerpts.values(), lambda _: ("exact", "@x", "— x")), newline=""))
    )
    assert rows[0]["note"] == '\'=HYPERLINK("x")\nand "more"'
    assert rows[2]["text"] == "'-5 ü"
    assert {row["attribution"] for row in rows} == {"'@x"}
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
