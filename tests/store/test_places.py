"""Pages and times in a record: read, written, cited, and said where they cannot be read."""

import pytest

from store.documents import Document, document_from, document_record, rule_faults
from store.places import Places, clock, places_from

RECORD = {"id": "d", "path": "corpus/reports/d.txt", "sha256": "ab", "characters": 100}
PLACES = Places(pages=((0, "i"), (40, "1"), (80, "2")), times=((0, "00:00:01.500"), (50, "00:01:00")))


def test_a_record_says_the_places_that_it_was_given() -> None:
    document = Document("d", "D", "report", "corpus/reports/d.txt", "ab", 100, places=PLACES)
    record = document_record(document)
    assert record["pages"] == {"sha256": "ab", "0": "i", "40": "1", "80": "2"}
    assert document_from("documents/d.toml", record) == document


@pytest.mark.parametrize(
    ("start", "end", "page", "time", "place"),
    [
        (0, 40, "i", "00:00:01", "p. i"),
        (39, 41, "i–1", "00:00:01", "pp. i–1"),
        (85, 90, "2", "00:01:00", "p. 2"),
    ],
)
def test_a_range_is_cited_by_the_pages_it_lies_on(start: int, end: int, page: str, time: str, place: str) -> None:
    assert PLACES.cited(start, end) == {"page": page, "time": time, "place": place}


def test_places_of_another_version_say_nothing() -> None:
    assert places_from({"pages": {"sha256": "old", "0": "1"}}, "ab", 100) == Places()


def test_what_cannot_be_read_is_said_and_the_rest_counts() -> None:
    record = RECORD | {"pages": {"sha256": "ab", "0": "1", "x": "2", "400": "3", "5": 6}, "times": ["00:00"]}
    document = document_from("documents/d.toml", record)
    assert document.places.pages == ((0, "1"),)
    assert [fault.reason.split(" is no ")[0] for fault in rule_faults(document)] == [
        "`pages`: 'x' = '2'",
        "`pages`: '400' = '3'",
        "`pages`: '5' = 6",
        "`times`",
    ]
    assert rule_faults(document_from("documents/d.toml", RECORD | {"times": {"0": "00:00:01"}}))


def test_times_are_said_as_clocks() -> None:
    assert [clock(seconds) for seconds in (0, 1.5, 3725.0004, 359999)] == [
        "00:00:00",
        "00:00:01.500",
        "01:02:05",
        "99:59:59",
    ]
