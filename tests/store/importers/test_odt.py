"""OpenDocument texts as text."""

import pytest

from store.importers.pieces import Refused
from tests.store.importers.conftest import Read
from tests.store.importers.packages import odt, zipped


def test_blanks_tabs_notes_and_tables(read: Read) -> None:
    body = (
        '<text:h>Head</text:h><text:p>One <text:span>  two</text:span><text:s text:c="3"/>three<text:tab/>four'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Below.</text:p></text:note-body>"
        "</text:note>.</text:p><office:annotation><text:p>no</text:p></office:annotation>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    (piece,) = read("a.odt", odt(body))
    assert piece.text == "Head\n\nOne two   three\tfour[1].\n\na\tb\n\n[1] Below.\n"
    assert [(part.kind, piece.text[part.start : part.end]) for part in piece.parts] == [
        ("table", "a\tb"),
        ("notes", "[1] Below."),
    ]


def test_deleted_text_is_left_out_and_bold_names_get_a_colon(read: Read) -> None:
    styles = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    deleted = "<text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes>"
    turn = '<text:p><text:span text:style-name="T1">Anna</text:span> {}</text:p>'
    (piece,) = read("a.odt", odt(deleted + turn.format("Yes.") + turn.format("No."), styles))
    assert piece.text == "Anna: Yes.\n\nAnna: No.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"x": "y"}), "no OpenDocument text"),
        (odt("<text:p>x</text:p>", more={"Basic/Standard/Module1.xml": "x"}), "macros"),
        (odt("", more={"META-INF/manifest.xml": "<m xmlns:m='x'><m:encryption-data/></m>"}), "password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_what_cannot_be_read_is_refused_in_a_sentence(read: Read, data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read("a.odt", data)
