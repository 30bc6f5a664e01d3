"""Citations: the project's form, filled with what is known and with nothing else."""

from dataclasses import replace

import pytest

from store.citations import block_of, cited, fields_of
from store.documents import Document
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.places import Places

FIELDS = {
    "role": "Commissioner",
    "id": "JW019",
    "document": "jw019",
    "title": "Interview JW019",
    "start": "5",
    "end": "9",
}


@pytest.mark.parametrize(
    ("form", "fields", "made"),
    [
        ("— {role} ({id})", FIELDS, "— Commissioner (JW019)"),
        ("— {Role} ({ID}, {site})", FIELDS, "— Commissioner (JW019)"),
        ("— {name|role}, {title}, {start}-{end}", FIELDS, "— Commissioner, Interview JW019, 5-9"),
        ("({document}: {start})", FIELDS, "jw019: 5"),
        ("— {name} ({site})", FIELDS, "— Commissioner (jw019)"),
        ("", FIELDS, "— Commissioner (jw019)"),
        ("— {role} ({id})", {"document": "jw019"}, "— jw019"),
        ("— {role} ({id})", {"document": "jw019", "id": "JW019"}, "— JW019"),
        ("", {"document": "jw019", "speaker": "JW019"}, "— jw019"),
        ("", {"document": "fg1", "speaker": "Mary\nAnn"}, "— Mary Ann (fg1)"),
        ("— {role}, {site}, {id}", {"document": "fg1", "role": "nurse", "id": "7"}, "— nurse, 7"),
    ],
)
def test_a_citation(form: str, fields: dict[str, str], made: str) -> None:
    assert cited(form, fields) == made


def test_a_block_keeps_the_words_and_ends_with_the_link() -> None:
    excerpt = Excerpt("e0123456789", "ana", "jw019", "0", (Segment(0, 9, "One line \nand two\n\nthree"),))
    block = block_of(excerpt, Holdings(), "— {role} ({id})", {"role": "Nurse", "id": "JW019"})
    assert block == "> One line\n> and two\n>\n> three\n>\n> — Nurse (JW019) [[e0123456789]]\n\n"


def test_a_citation_names_the_page_or_the_time() -> None:
    places = Places(pages=((0, "i"), (10, "1")), times=((0, "00:00:01.500"),))
    document = Document("jw019", "JW019", "report", "corpus/reports/jw019.txt", "ab", 40)
    paged = Holdings({document.id: replace(document, places=places)})
    timed = Holdings({document.id: replace(document, places=Places(times=places.times))})
    segment = Segment(4, 14, "x" * 10, "", "")
    excerpt = Excerpt("e1", "ana", document.id, document.sha256, (segment,))
    assert cited("", fields_of(excerpt, paged, {"role": "Nurse"})) == f"— Nurse ({document.id}, pp. i–1)"
    assert cited("", fields_of(excerpt, timed, {})) == f"— {document.id}, 00:00:01"
    assert cited("{who}, {page}", fields_of(replace(excerpt, sha256="old"), paged, {"role": "Nurse"})) == "Nurse"
