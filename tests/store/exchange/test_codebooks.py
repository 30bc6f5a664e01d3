"""Codebooks alone (.qdc), most of which no schema allows."""

from pathlib import Path

import pytest

from tests.store.exchange.containers import TRUST, VOICE
from tests.store.exchange.test_intake import planned
from tests.store.studies import Desk

CODEBOOKS: dict[str, tuple[str, list[str]]] = {
    "Taguette": (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5.2">'
        f'<Codes><Code guid="{TRUST}" name="a.b" isCodable="true"/></Codes><Sets/></CodeBook>',
        ["a.b"],
    ),
    "portableQDA": (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0">'
        f'<Codes><Code guid="{TRUST}" name="A" isCodable="true" description="d"/></Codes>'
        f'<Sets><Set guid="{VOICE}" name="S" description="e"><MemberCode guid="{TRUST}"/></Set></Sets></CodeBook>',
        ["A"],
    ),
    "portableQDA, empty": ('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/><Sets/></CodeBook>', []),
    "MAXQDA": (
        '\ufeff<CodeBook xmlns="urn:QDA-XML:codebook:0:4">'
        f'<Codes><Code guid="{{{TRUST}}}" name="A" isCodable="1" color="rgb(1,2,3)"/></Codes></CodeBook>',
        ["A"],
    ),
}


@pytest.mark.parametrize("book", CODEBOOKS)
def test_codebooks_that_no_schema_allows_are_read(book: str, tmp_path: Path, desk: Desk) -> None:
    xml, names = CODEBOOKS[book]
    place = tmp_path / "book.qdc"
    place.write_text(xml)
    plan = planned(desk.project, place)
    assert [item.name for item in plan.items if item.kind == "theme"] == names
    if names:
        desk.writer.perform(plan.act())
        assert planned(desk.project, place).changes == ()


def test_an_empty_codebook_changes_nothing(tmp_path: Path, desk: Desk) -> None:
    place = tmp_path / "book.qdc"
    place.write_text("<CodeBook><Codes/></CodeBook>")
    assert {item.kind for item in planned(desk.project, place).items} == set()
