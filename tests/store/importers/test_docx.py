"""Word documents as text: in the order of reading, with nothing lost and nothing added but what plain text needs."""

import pytest

from store.importers.pieces import Part, Refused
from tests.store.importers.conftest import Read
from tests.store.importers.packages import W, docx, p, table, zipped


def test_paragraphs_breaks_and_signs_are_as_they_read(read: Read) -> None:
    body = p("One", "<w:r><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t></w:r>") + p()
    (piece,) = read("a.docx", docx(body + p("Fünf  😀 – end ")))
    assert piece.text == "One\ttwo\nthree\N{NON-BREAKING HYPHEN}four\n\nFünf  😀 – end\n"


def test_it_is_read_as_if_all_changes_were_accepted(read: Read) -> None:
    body = p(
        "She ",
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>often </w:t></w:r></w:ins>",
        "<w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>",
        "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>",
        "came.",
    )
    assert read("a.docx", docx(body))[0].text == "She often came.\n"


def test_notes_stand_behind_the_text_in_the_order_of_their_marks(read: Read) -> None:
    def note(kind: str, *known: tuple[str, str]) -> str:
        inner = "".join(f'<w:{kind} w:id="{key}">{p(words)}</w:{kind}>' for key, words in known)
        return f'<w:{kind}s {W}><w:{kind} w:id="0" w:type="separator"><w:p/></w:{kind}>{inner}</w:{kind}s>'

    body = p(
        "First", '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="1"/></w:r>', " word."
    )
    data = docx(
        body,
        footnotes=note("footnote", ("2", "Below."), ("3", "Of nobody.")),
        endnotes=note("endnote", ("1", "At the end.")),
    )
    (piece,) = read("a.docx", data)
    assert piece.text == "First[1][i] word.\n\n[1] Below.\n\n[i] At the end.\n"
    (part,) = piece.parts
    assert (part.kind, part.searched) == ("notes", True)
    assert piece.text[part.start : part.end] == "[1] Below.\n\n[i] At the end."


def test_a_table_is_lines_and_marked(read: Read) -> None:
    body = p("Before") + table(("Site", "Beds"), ("North", "12")) + p("After")
    (piece,) = read("a.docx", docx(body))
    assert piece.text == "Before\n\nSite\tBeds\nNorth\t12\n\nAfter\n"
    assert piece.parts == (Part("table", 8, 26),)
    assert piece.text[8:26] == "Site\tBeds\nNorth\t12"


def test_a_transcript_in_a_table_becomes_turns_and_is_searched(read: Read) -> None:
    rows = [
        ("1", "INT", "How did it begin on your ward, if you think back?"),
        ("2", "P03", "With a letter that nobody had signed, I think."),
        ("3", "INT", "And then, in the weeks that followed?"),
        ("4", "P03", "Then nothing at all for months and months."),
    ]
    (piece,) = read("a.docx", docx(table(*rows)))
    assert piece.text.split("\n\n")[1] == "P03: With a letter that nobody had signed, I think."
    assert piece.parts == ()


def test_bold_names_that_return_get_a_colon(read: Read) -> None:
    body = p("*Method*") + p("We asked.")
    body += p("*Anna*", " Yes.") + p("*Ben *", "No.") + p("*Anna*", " Yes again.") + p("*Ben*") + p("No again.")
    (piece,) = read("a.docx", docx(body))
    assert piece.text == "Method\n\nWe asked.\n\nAnna: Yes.\n\nBen: No.\n\nAnna: Yes again.\n\nBen:\nNo again.\n"


def test_a_box_is_read_after_its_paragraph(read: Read) -> None:
    alternate = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:txbxContent>{p('In the box')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{p('In the box')}"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read("a.docx", docx(p("Around", alternate, " it")))[0].text == "Around it\n\nIn the box\n"


BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><x>&b;</x>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and nothing behind", "cannot be unpacked"),
        (b"no zip at all", "it is not a Word document"),
        (zipped({"a.txt": "x"}), "no Word document"),
        (docx(p("x"), **{"word/vbaProject.bin": b"x"}), "macros"),
        (docx(p("x"), document=BOMB), "declares entities"),
        (docx(p("x") + "<w:p>"), "XML cannot be read"),
        (docx("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300), "nested too deep"),
        (docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "nested too deep"),
        (docx("<w:p>" + "<w:r><w:t>" + "x" * 50_000_000 + "</w:t></w:r>" + "</w:p>" + " " * 60_000_000), "zip bomb"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage", "locked with a password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_what_is_broken_or_hostile_is_refused_in_a_sentence(read: Read, data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read("a.docx", data)
