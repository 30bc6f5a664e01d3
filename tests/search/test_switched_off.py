"""Where nothing is found because layers are switched off, it is said how much would be found with them, and where."""

from pathlib import Path

import pytest

from search import switched_off
from search.switched_off import SwitchedOff, found_if_on
from tests.search.studies import rules_with, searcher_of

CAFE = "We met in the Café by the river. The café was full, and the infl uence of it was great.\n"
PLAIN = "Nobody met anybody.\n"
ACCENTS, BOTH = {"diacritics"}, {"diacritics", "case"}


def test_the_layer_that_alone_stands_in_the_way_is_named_with_its_document(tmp_path: Path) -> None:
    rules = {"one": rules_with(CAFE, off=ACCENTS)}
    searcher = searcher_of(tmp_path / "study", {"one": CAFE, "two": PLAIN}, rules)
    assert searcher.find("cafe").total == 0
    found = found_if_on(searcher, "cafe")
    assert found == SwitchedOff(2, ("diacritics",), ("one",))
    assert str(found) == "2 with the layer diacritics, which is switched off in one"
    assert found_if_on(searcher, "cafe river speaker:nobody") is None
    assert found_if_on(searcher, "cafe -nobody") == SwitchedOff(2, ("diacritics",), ("one",))
    assert found_if_on(searcher, "nowhere") is None
    assert found_if_on(searcher, "cafe", document="two") is None


def test_of_several_layers_that_which_hides_most_is_named(tmp_path: Path) -> None:
    rules = {"one": rules_with(CAFE, off=BOTH), "two": rules_with(CAFE, off=BOTH)}
    searcher = searcher_of(tmp_path / "study", {"one": CAFE, "two": CAFE}, rules)
    assert searcher.find("cafe").total == 0
    # With the accents folded, the lower-case word alone is found: the other one has a capital letter.
    assert found_if_on(searcher, "cafe") == SwitchedOff(2, ("diacritics",), ("one", "two"))
    assert str(found_if_on(searcher, "CAFÉ")) == "4 with the layer case, which is switched off in one and 1 other"
    found = found_if_on(searcher, "CAFE")
    assert found == SwitchedOff(4, ("diacritics", "case"), ("one", "two"))
    assert str(found) == "4 with the layers diacritics, case, which are switched off in one and 1 other"


def test_a_layer_that_mends_damage_is_named_too(tmp_path: Path) -> None:
    searcher = searcher_of(tmp_path / "study", {"one": CAFE}, {"one": rules_with(CAFE, off={"ligature gaps"})})
    assert searcher.find("influence").total == 0
    assert found_if_on(searcher, "influence") == SwitchedOff(1, ("ligature gaps",), ("one",))
    assert found_if_on(searcher, "influ", typing=True) == SwitchedOff(1, ("ligature gaps",), ("one",))
    assert found_if_on(searcher, '"influence of it" document:one') == SwitchedOff(1, ("ligature gaps",), ("one",))


def test_what_lies_in_a_region_that_is_left_out_does_not_count(tmp_path: Path) -> None:
    start = CAFE.index("The café")
    rules = {"one": rules_with(CAFE, (start, len(CAFE) - 1), off=ACCENTS)}
    searcher = searcher_of(tmp_path / "study", {"one": CAFE}, rules)
    assert found_if_on(searcher, "cafe") == SwitchedOff(1, ("diacritics",), ("one",))
    assert found_if_on(searcher, "cafe region:references") == SwitchedOff(1, ("diacritics",), ("one",))


def test_large_documents_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searcher = searcher_of(tmp_path / "study", {"one": CAFE}, {"one": rules_with(CAFE, off=ACCENTS)})
    monkeypatch.setattr(switched_off, "LARGEST", 10)
    assert found_if_on(searcher, "cafe") is None
