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
        "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>shown </w:t></w:r>",
        "came.",
    )
    assert read("a.docx", docx(body))[0].text == "She often shown came.\n"
    end = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    joined = (
        p("One ").replace("<w:p>", f"<w:p>{end}") + p("two").replace("<w:p>", f"<w:p>{end}") + p(" three") + p("Four")
    )
    assert read("a.docx", docx(joined))[0].text == "One two three\n\nFour\n"


def test_signs_of_forms_are_what_they_show(read: Read) -> None:
    signs = "".join(f'<w:sym w:font="Wingdings" w:char="{code}"/>' for code in ("F0FE", "F0A8", "F001"))
    assert read("a.docx", docx(p(f"<w:r>{signs}<w:t> yes</w:t></w:r>")))[0].text == "☑☐\N{REPLACEMENT CHARACTER} yes\n"


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


def _styles(*styles: str) -> str:
    return f"<w:styles {W}>{''.join(styles)}</w:styles>"


def test_names_are_bold_by_their_style_or_by_one_that_it_is_based_on(read: Read) -> None:
    styles = _styles(
        '<w:style w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style w:styleId="Who"><w:basedOn w:val="Base"/></w:style>',
        '<w:style w:styleId="H"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>',
        '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>',
    )

    def styled(style: str, words: str) -> str:
        return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'

    def headed(style: str, words: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'

    body = p(styled("Who", "Anna"), " Yes.") + p(styled("Who", "Ben"), " No.") + p(styled("Who", "Anna"), " Why?")
    body += headed("Who", "Ben") + p("Because.", styled("Gone", " Hidden."))
    body += headed("H", "Results") + p("Two.") + headed("H", "Results") + p("Three.") + headed("Gone", "Hidden too")
    (piece,) = read("a.docx", docx(body, styles=styles))
    turns = "Anna: Yes.\n\nBen: No.\n\nAnna: Why?\n\nBen:\nBecause."
    assert piece.text == f"{turns}\n\nResults\n\nTwo.\n\nResults\n\nThree.\n"


def test_items_have_the_numbers_that_a_reader_sees_and_names_stay_names(read: Read) -> None:
    def level(depth: int, kind: str, pattern: str, start: int = 1) -> str:
        said = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/>'
        return f'<w:lvl w:ilvl="{depth}">{said}</w:lvl>'

    def item(key: str, depth: int, *runs: str) -> str:
        number = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr></w:pPr>'
        return p(*runs).replace("<w:p>", f"<w:p>{number}", 1)

    numbering = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}
    {level(1, "lowerLetter", "%1.%2)")}{level(2, "bullet", "o")}</w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>
    </w:num></w:numbering>"""
    body = item("1", 0, "*Anna*", " One.") + item("1", 1, "sub") + item("1", 1, "sub") + item("1", 2, "bullet")
    body += item("1", 0) + item("1", 0, "*Anna*", " Three.") + item("1", 1, "sub") + item("0", 0, "none")
    body += item("2", 0, "nine") + item("2", 0, "ten")
    (piece,) = read("a.docx", docx(body, numbering=numbering))
    assert piece.text.replace("\n\n", "|") == (
        "1. Anna: One.|1.a) sub|1.b) sub|bullet|3. Anna: Three.|3.a) sub|none|9. nine|10. ten\n"
    )


def test_an_item_that_left_its_list_is_not_counted_and_no_pattern_is_endless(read: Read) -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    before = f"<w:pPr><w:pPrChange><w:pPr>{item}</w:pPr></w:pPrChange></w:pPr>"
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1" * 100_000}"/></w:lvl>'
    listed = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    parts = {"word/numbering.xml": f"<w:numbering {W}>{listed}</w:numbering>"}
    body = p("Out").replace("<w:p>", f"<w:p>{before}") + p("In").replace("<w:p>", f"<w:p><w:pPr>{item}</w:pPr>")
    assert read("a.docx", docx(body, **parts))[0].text == f"Out\n\n{'1' * 100} In\n"


def test_a_letter_that_is_dropped_begins_its_word(read: Read) -> None:
    letter = '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>O</w:t></w:r></w:p>'
    assert read("a.docx", docx(letter + p("nce there was.")))[0].text == "Once there was.\n"


def test_a_diagram_is_read_and_what_cannot_be_read_is_said(read: Read) -> None:
    diagram = (
        '<w:r><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:dm="r7"/></w:r>'
    )
    relations = '<R xmlns="x"><Relationship Id="r7" Target="diagrams/data1.xml"/></R>'
    drawn = (
        '<m xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>Plan</a:t></a:r></a:p>'
        "<a:p><a:r><a:t>Do </a:t></a:r><a:r><a:t>it</a:t></a:r></a:p></m>"
    )
    parts = {"word/_rels/document.xml.rels": relations, "word/diagrams/data1.xml": drawn}
    (piece,) = read("a.docx", docx(p("Before", diagram) + '<w:altChunk r="r8"/>' + p("After"), **parts))
    assert piece.text == "Before\n\nPlan\n\nDo it\n\nAfter\n"
    assert "another format" in piece.remarks[0]
    with pytest.raises(Refused, match="another format"):
        read("a.docx", docx("<w:altChunk/>"))


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
