"""An excerpt of another version of its text is listed, and neither counted nor anywhere."""

from dataclasses import replace

from store.documents import Document, hash_of
from store.earlier_texts import EarlierText
from store.excerpts import Excerpt, Segment, excerpt_entry
from store.holdings import Holdings, Touched, holdings_after

OLD, NEW = hash_of("old"), hash_of("new")
DOCUMENT = Document("jw019", "JW019", "interview", "corpus/interviews/jw019.txt", NEW, 3)


def excerpt(key: str, digest: str) -> Excerpt:
    return Excerpt(key, "ana", "jw019", digest, (Segment(0, 1, "n"),), ("t-1",))


HELD = Holdings({"jw019": DOCUMENT}, excerpts={"e1": excerpt("e1", NEW), "e2": excerpt("e2", OLD)})


def test_only_an_excerpt_of_the_present_text_has_a_place() -> None:
    assert HELD.excerpts_of("jw019") == (HELD.excerpts["e1"],)
    assert (list(HELD.placed), list(HELD.unplaced)) == (["e1"], ["e2"])


def test_one_without_a_hash_has_a_place_as_long_as_there_was_never_another_text() -> None:
    unsaid = excerpt("e3", "")
    assert HELD.is_placed(unsaid)
    changed = replace(DOCUMENT, earlier=(EarlierText(OLD, NEW, 3),))
    assert not replace(HELD, documents={"jw019": changed}).is_placed(unsaid)


def test_an_act_puts_an_excerpt_in_its_place_or_takes_it_out() -> None:
    path = "excerpts/ana/jw019.toml"
    placed = holdings_after(HELD, [Touched(path, excerpt_entry(excerpt("e2", NEW)), "e2")])
    assert [each.id for each in placed.excerpts_of("jw019")] == ["e1", "e2"]
    assert placed.unplaced == {}
    apart = holdings_after(placed, [Touched(path, excerpt_entry(excerpt("e1", OLD)), "e1")])
    assert [each.id for each in apart.excerpts_of("jw019")] == ["e2"]
    assert list(apart.unplaced) == ["e1"]
