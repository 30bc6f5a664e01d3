"""Texts that nobody would write: every one is indexed, searched and located as any other."""

from pathlib import Path

import pytest

from search.engine import Searcher
from search.index import check_index, update_index
from tests.search.studies import ranges, searcher_of, study_of

TEXTS = {
    "empty": "",
    "blank": " \n\t\n\u2028\x85 ",
    "one": "x",
    "sign": "—",
    "zero": "a\0b\0\0c",
    "accents": "e" + "\u0301" * 5000 + "x\u0301 end",
    "only-accents": "\u0301" * 300,
    "astral": "\U0001d49c\U0001d4b7 \U0001f600 \U00020000\U00020001 𐐀𐐨",
    "right-to-left": "שלום עולם مرحبا بالعالم",
    "vowels": "هَٰذَا בְּרֵאשִׁית हिन्दी ภาษาไทย",
    "joined": "ﬁve ﬂags ﬃ Ⅷ ½ ２０",
    "chinese": "领导力与管理",
    "invisible": "in\u200bvis\u00adible\ufeff te\u2060xt",
    "controls": "\x1b[31mred\x1b[0m \x07bell \x9b",
    "apostrophes": "''''a''b'''' c'd'e'f 'g'",
    "hyphens": "a-\nb-\nc-\nd - \n- e--\nf",
    "ligatures": "fi fi fi fl a fi b ffi c wifi d",
    "marks": '*?~"()/:-|%_\\',
    "page": "3\n\n4\n\n5\n\n6 | P a g e",
    "long": "word" * 3000,
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    return searcher_of(tmp_path_factory.mktemp("study"), TEXTS)


def test_all_of_them_are_indexed(tmp_path: Path) -> None:
    project, documents = study_of(tmp_path, TEXTS)
    state = update_index(project, documents)
    assert (state.documents, state.missing, state.faults) == (len(TEXTS), 0, ())
    assert check_index(project, documents) == []
    assert update_index(project, documents).changed == 0


@pytest.mark.parametrize(
    ("document", "query", "expected"),
    [
        ("one", "x", ["x"]),
        ("zero", '"a b c"', ["a\0b\0\0c"]),
        ("accents", "ex", [TEXTS["accents"][:5003]]),
        ("accents", "éx́", [TEXTS["accents"][:5003]]),
        ("astral", "ab", ["\U0001d49c\U0001d4b7"]),
        ("astral", "𐐨𐐨", ["𐐀𐐨"]),
        ("astral", "\U00020001", ["\U00020001"]),
        ("right-to-left", '"שלום עולם"', ["שלום עולם"]),
        ("right-to-left", "مرحب*", ["مرحبا"]),
        ("vowels", "هذا", ["هَٰذَا"]),
        ("vowels", "בראשית", ["בְּרֵאשִׁית"]),
        ("vowels", "हिन्दी", ["हिन्दी"]),
        ("vowels", "हन्द", []),
        ("joined", "five flags", ["ﬁve ﬂags"]),
        ("joined", "20", ["２０"]),
        ("chinese", "管理", ["管理"]),
        ("chinese", "导力", ["导力"]),
        ("invisible", '"invisible text"', ["in\u200bvis\u00adible\ufeff te\u2060xt"]),
        ("apostrophes", "c*", ["c'd'e'f"]),
        ("hyphens", "abc", ["a-\nb-\nc"]),
        ("ligatures", "wifi", ["wifi"]),
        ("long", "word*", [TEXTS["long"]]),
    ],
)
def test_what_is_found_in_them(searcher: Searcher, document: str, query: str, expected: list[str]) -> None:
    hits = searcher.find(query, document=document).hits
    found = [TEXTS[document][hit.start : hit.end] for hit in hits]
    if document == "long":
        assert "".join(found) == expected[0]
    else:
        assert found == expected


def test_five_million_characters_without_a_blank(tmp_path: Path) -> None:
    text = "abcdefghij" * 500_000
    searcher = searcher_of(tmp_path, {"a": text, "b": "needle"})
    assert searcher.find("abc*").total == 25_000
    assert ranges(searcher, "needle") == [("b", 0, 6)]


def test_many_combining_marks_and_line_ends(tmp_path: Path) -> None:
    searcher = searcher_of(
        tmp_path, {"a": "e\u0301\n-\n’" * 60_000, "b": "\n" * 1_000_000 + "needle", "c": "12\n" * 20_000}
    )
    assert searcher.find("e", document="a").total == 60_000
    assert ranges(searcher, "needle") == [("b", 1_000_000, 1_000_006)]
    assert searcher.find("12").total == 20_000
