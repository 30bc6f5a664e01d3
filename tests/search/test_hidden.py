"""A word that a layer leaves out is named with its place, where nothing is found for it."""

from pathlib import Path

import pytest

from search import hidden
from search.hidden import LeftOut, left_out, left_out_quotation
from tests.search.studies import searcher_of

PAGE = "A line of the report goes on for a while, and says what it says about the river. " * 12
REPORT = "".join(f"{PAGE}\n\nAnnual Muster {number}\n\n" for number in range(1, 9))


def test_a_running_head_is_named_with_its_first_place(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path / "study", {"report": REPORT, "other": "Nothing here.\n"})
    assert searcher.find("muster").total == 0
    start = REPORT.index("Annual Muster")
    expected = LeftOut("muster", "page furniture", 8, "report", start)
    assert left_out(searcher, "muster") == [expected]
    said = f"muster stands 8 times, first at {start} of report, in page furniture, which is not searched"
    assert str(expected) == said
    assert left_out(searcher, '"annual muster" river')[-1] == expected
    assert left_out(searcher, "must", typing=True) == [LeftOut("must", "page furniture", 8, "report", start)]
    assert left_out(searcher, "must") == []
    assert left_out(searcher, "river NOT muster") == []


def test_a_quotation_of_a_running_head_is_named_with_its_first_place(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path / "study", {"report": REPORT, "other": "Nothing here.\n"})
    start = REPORT.index("Annual Muster")
    expected = LeftOut('"“Annual Muster”"', "page furniture", 8, "report", start)
    assert left_out_quotation(searcher, "“Annual  Muster”") == expected
    assert left_out_quotation(searcher, "Muster annual") is None
    assert left_out_quotation(searcher, "Annual Muster of the river") is None


def test_large_studies_are_not_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searcher = searcher_of(tmp_path / "study", {"report": REPORT})
    monkeypatch.setattr(hidden, "LARGEST", 1000)
    assert left_out(searcher, "muster") == []
