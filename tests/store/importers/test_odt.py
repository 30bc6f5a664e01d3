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


def test_styles_of_the_document_lists_endnotes_and_what_is_hidden(read: Read) -> None:
    named = """<s xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
    xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><style:style style:name="Who"><style:text-properties
    fo:font-weight="bold"/></style:style></s>"""
    levels = "".join(
        f'<text:list-level-style-number text:level="{level}" style:num-format="{kind}" style:num-suffix="." {more}/>'
        for level, kind, more in ((1, "1", ""), (2, "i", 'text:display-levels="2"'))
    )
    styles = f"""<style:style style:name="T1" style:parent-style-name="Who"/>
    <style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>
    <text:list-style style:name="L">{levels}</text:list-style>"""

    def items(*words: str, more: str = "") -> str:
        inside = "".join(f"<text:list-item>{each}</text:list-item>" for each in words)
        return f'<text:list text:style-name="L" {more}>{inside}</text:list>'

    def said(words: str) -> str:
        return f'<text:p><text:span text:style-name="T1">Anna</text:span> {words}</text:p>'

    note = '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body><text:p>End.</text:p>'
    body = items(said("Yes.") + "<text:p>and on</text:p>", said("No.") + items("<text:p>sub</text:p>"))
    body += f"<text:p>Between{note}</text:note-body></text:note></text:p>"
    body += items("<text:p>three</text:p>", more='text:continue-numbering="true"') + items("<text:p>one</text:p>")
    body += (
        '<text:p text:style-name="Gone">no</text:p><text:p>a<text:span text:style-name="Gone">no</text:span>'
        "<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>no</text:ruby-text></text:ruby></text:p>"
    )
    (piece,) = read("a.odt", odt(body, styles, {"styles.xml": named}))
    assert piece.text.replace("\n\n", "|") == (
        "1. Anna: Yes.|and on|2. Anna: No.|2.i. sub|Between[i]|3. three|1. one|ab|[i] End.\n"
    )


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
