"""Rich Text as text."""

import pytest

from store.importers.pieces import Refused
from tests.store.importers.conftest import Read


def rtf(body: str) -> bytes:
    head = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\stylesheet{\s1 Normal;}}"
    )
    return (head + body + "}").encode("ascii")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Caf\'e9 \u8217?s\line b\tab c\par Next\par", "Café ’s\nb\tc\n\nNext\n"),
        (r"\f1 \'cf\'f0\'e8\'e2\'e5\'f2\f0  da", "Привет da\n"),
        (r"\u-10179?\u-8704? smile", "😀 smile\n"),
        (r"mi\zwnj ram, a\zwj b", "mi\u200cram, a\u200db\n"),
        (
            r"{\v hidden}a{\deleted gone}{\*\bkmkstart x}{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\header h}b",
            "alinkb\n",
        ),
        (r"Note{\super\chftn{\footnote \pard\plain Below.}}s", "Note[1]s\n\n[1] Below.\n"),
        (r"{\b Anna} yes.\par{\b Anna} no.\par", "Anna: yes.\n\nAnna: no.\n"),
        (
            r"a{\super\chftn{\*\footnote \pard\plain Below.}}b{\*\footnote\ftnalt End.}",
            "a[1]b[i]\n\n[1] Below.\n\n[i] End.\n",
        ),
        (
            r"a{\shp{\*\shpinst\shpleft1{\sp{\sn alt}{\sv no}}{\shptxt \pard Box.\par}}{\shprslt{\*\do no}}} b\par",
            "a b\n\nBox.\n",
        ),
        (
            r"{\listtext 1.\tab}{\b Anna} yes.\par{\pntext 2)\tab}{\b Anna} no.\par{\listtext\'b7\tab}c\par{\listtext o\tab}d",
            "1. Anna: yes.\n\n2) Anna: no.\n\nc\n\nd\n",
        ),
        (r"\uc2\u8217ab\uc1 c\bin3 }}}d", "’cd\n"),
    ],
)
def test_signs_code_pages_and_what_is_left_out(read: Read, body: str, text: str) -> None:
    assert read("a.rtf", rtf(body))[0].text == text


def test_a_table_is_marked(read: Read) -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row "
    (piece,) = read("a.rtf", rtf(r"Before\par " + row.format("a", "b") + row.format("c", "d") + r"\pard After\par"))
    assert piece.text == "Before\n\na\tb\nc\td\n\nAfter\n"
    assert [(part.kind, part.start, part.end) for part in piece.parts] == [("table", 8, 15)]


def test_a_note_in_a_table_stands_behind_the_text(read: Read) -> None:
    row = r"\trowd\pard\intbl a{\footnote \pard\plain Below.\par Again.}\cell b\cell\row \pard After\par"
    (piece,) = read("a.rtf", rtf(row))
    assert piece.text == "a[1]\tb\n\nAfter\n\n[1] Below.\nAgain.\n"


def test_what_a_mac_writes_is_read(read: Read) -> None:
    head = r"{\rtf1\ansi\ansicpg1252\cocoartf2639{\fonttbl\f0\fswiss\fcharset0 Helvetica;}{\colortbl;\red255;}"
    body = "{\\*\\expandedcolortbl;;}\n\\pard\\f0\\fs24 \\cf0 It\\'92s one.\\\n\\\nIt\\uc0\\u8217 s two.}"
    assert read("a.rtf", (head + body).encode())[0].text == "It’s one.\n\nIt’s two.\n"


def test_an_item_in_a_table_has_its_number(read: Read) -> None:
    row = r"\trowd\pard\intbl {\listtext 1.\tab}a\cell b\cell\row \pard After\par"
    assert read("a.rtf", rtf(row))[0].text == "1. a\tb\n\nAfter\n"


def test_what_is_nested_without_end_is_refused(read: Read) -> None:
    with pytest.raises(Refused, match="nested too deep"):
        read("a.rtf", rtf("{" * 100_000))
