"""Earlier texts in a document's record: what is written is what is read, and what a hand spoiled says nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from store.documents import Document, document_from, document_record, hash_of
from store.earlier_texts import EarlierText, earlier_from, earlier_path
from store.sharing.files import merge_file
from store.toml import parse_toml, render_toml

OLD, NEW, OTHER = hash_of("old"), hash_of("new"), hash_of("other")
WHEN = datetime(2026, 11, 25, 21, tzinfo=UTC)
DOCUMENT = Document("jw019", "JW019", "interview", "corpus/interviews/jw019.txt", NEW, 3)


def version(became: str = NEW, replaced: datetime = WHEN) -> EarlierText:
    return EarlierText(OLD, became, 3, earlier_path("jw019", OLD), replaced, edits=((0, 1, 2), (2, 3, 0)))


def record(document: Document) -> bytes:
    return render_toml(document_record(document))


def read(data: bytes) -> Document:
    return document_from("documents/jw019.toml", parse_toml("documents/jw019.toml", data))


def test_what_is_written_of_an_earlier_text_is_what_is_read() -> None:
    document = replace(DOCUMENT, earlier=(version(),))
    assert read(record(document)) == document


def test_the_same_change_of_a_text_is_the_same_entry_whoever_makes_it_and_another_one_is_another() -> None:
    base = record(replace(DOCUMENT, sha256=OLD))
    ana = record(replace(DOCUMENT, earlier=(version(),)))
    ben = record(replace(DOCUMENT, earlier=(version(replaced=WHEN.replace(hour=22)),)))
    merged = merge_file("documents/jw019.toml", base, ana, ben)
    assert merged.disputes == ()
    assert read(merged.data or b"").earlier == (version(),)
    carl = record(replace(DOCUMENT, sha256=OTHER, earlier=(version(OTHER),)))
    merged = merge_file("documents/jw019.toml", base, ana, carl)
    (dispute,) = merged.disputes
    assert "sha256" in dispute.fields
    assert {each.became for each in read(merged.data or b"").earlier} == {NEW, OTHER}


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=4)))
def test_edits_that_cannot_be_read_wholly_are_none(edits: Any) -> None:
    entry = {"sha256": OLD, "became": NEW, "characters": 3, "edits": edits}
    (found,) = earlier_from({"version": {"v1": entry}})
    last = 0
    for start, end, length in found.edits:
        assert last <= start < end
        assert length >= 0
        last = end
    assert found.edits == () or list(map(list, found.edits)) == edits


def test_an_entry_without_hashes_says_nothing() -> None:
    assert earlier_from({"version": {"v1": {"sha256": OLD, "characters": 3}, "v2": 7}}) == ()
    assert earlier_from({"version": []}) == ()
