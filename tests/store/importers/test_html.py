"""Web pages and electronic books as text."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from store.importers.pieces import Refused
from tests.store.importers.conftest import Read
from tests.store.importers.packages import epub, zipped


def test_a_page_is_read_as_a_browser_shows_it(read: Read) -> None:
    page = """<!DOCTYPE html><html><head><title>T</title><style>x{}</style></head><body>
    <h1>Head</h1>text <p>One
      <em>two</em> <span hidden>no</span><span style="display: none">no</span>three<br>four<script>no()</script>
    <pre>a  b
 c</pre><ul><li>first<li>second</ul><img alt="A chart"></body>"""
    (piece,) = read("a.html", page.encode())
    assert piece.text == "Head\n\ntext\n\nOne two three\nfour\n\na  b\n c\n\nfirst\n\nsecond\n\nA chart\n"
    assert piece.encoding == "utf-8"


def test_notes_that_programs_write_stand_apart_and_their_marks_in_brackets(read: Read) -> None:
    page = """<div title="header"><p>Head</p></div><p>One<a class="sdfootnoteanc" href="#s1"><sup>1</sup></a> word<sup><a
    href="#ftn2">[2]</a></sup>, <del>gone</del>two<a href="#fn3" role="doc-noteref">3</a> <a href="#x">4</a>.</p>
    <div id="sdfootnote1"><p><a class="sdfootnotesym" href="#s1anc">1</a>First.</p></div>
    <div style="mso-element:footnote-list"><div style="mso-element:footnote" id="ftn2"><p>[2] Second.</p></div></div>
    <section role="doc-endnotes"><ol><li id="fn3"><p>Third. <a href="#r3" role="doc-backlink">↩︎</a></p></li></ol></section>"""
    (piece,) = read("a.html", page.encode())
    assert piece.text == "One[1] word[2], two[3] 4.\n\n[1] First.\n\n[2] Second.\n\n[3] Third.\n"
    assert [(part.kind, part.start) for part in piece.parts] == [("notes", piece.text.index("[1] F"))]


def test_items_are_numbered_and_classes_are_bold(read: Read) -> None:
    style = (
        "<style>/* a */ p, span.c3 { color: red; font-weight:700 } @media print { .c4 { font-weight: bold } }</style>"
    )
    page = """<ol start=4><li><p><span class="c3">Anna</span> yes.</p><p>More.</p><li><span style="font-weight:bold">Anna</span>
    no.<ul><li>bullet</ul><ol type=a><li>sub<li value=7>last</ol><ol
    style="list-style-type: upper-roman"><li>C</ol><ol style="list-style: none"><li>D</ol></ol>
    <p><span class="c4">Ben</span> a<p><i class="c4">Ben</i> b"""
    text = "4. Anna: yes.\n\nMore.\n\n5. Anna: no.\n\nbullet\n\na. sub\n\ng. last\n\nI. C\n\nD\n\nBen a\n\nBen b\n"
    assert read("a.html", (style + page).encode())[0].text == text


def test_a_number_of_an_item_that_is_no_digit_is_none(read: Read) -> None:
    assert read("a.html", "<ol start=²><li value=³>One<li>Two</ol>".encode())[0].text == "1. One\n\n2. Two\n"


def test_tables_are_marked_and_encodings_found(read: Read) -> None:
    page = '<meta charset="windows-1251"><table><tr><th>Да<th>b<tr><td>c<td>d</table><p>end'
    (piece,) = read("a.htm", page.encode("cp1251"))
    assert piece.text == "Да\tb\nc\td\n\nend\n"
    assert (piece.encoding, [part.kind for part in piece.parts]) == ("cp1251", ["table"])


def test_a_page_however_deep_is_read(read: Read) -> None:
    assert read("a.html", b"<div>" * 5_000 + b"deep")[0].text == "deep\n"


def test_a_book_in_its_order_with_pages_and_notes(read: Read) -> None:
    chapters = {
        "b%20c.xhtml": '<i epub:type="pagebreak" title="iv"/><p>First.</p><aside epub:type="footnote"><p>1 A note.</p></aside>',
        "a.xhtml": '<p>Second<span role="doc-pagebreak" aria-label="5"></span></p><p>Third.</p>',
    }
    data = epub(chapters, {"OPS/b c.xhtml": f"<html><body>{chapters['b%20c.xhtml']}</body></html>"})
    (piece,) = read("a.epub", data)
    assert piece.text == "First.\n\nSecond\n\nThird.\n\n1 A note.\n"
    assert piece.pages == ((0, "iv"), (piece.text.index("Third"), "5"))


def test_a_book_says_in_its_style_sheet_who_is_bold(read: Read) -> None:
    turns = "".join(f'<p><span class="span2">Anna</span> {words}.</p>' for words in ("yes", "no"))
    item = '<item id="c" href="s%20heet.css" media-type="text/css"/></manifest>'
    data = epub({"a.xhtml": turns})
    with ZipFile(BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["OPS/book.opf"] = parts["OPS/book.opf"].replace(b"</manifest>", item.encode())
    (piece,) = read("a.epub", zipped({**parts, "OPS/s heet.css": ".span2 {\n  font-weight: bold;\n}"}))
    assert piece.text == "Anna: yes.\n\nAnna: no.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"x": "y"}), "no book"),
        (epub({}), "which chapters"),
        (epub({"a": "x"}, {"META-INF/encryption.xml": "<e><EncryptionMethod Algorithm='aes'/></e>"}), "DRM"),
        (epub({"../../../etc/passwd": "x"}, {"OPS/book.opf": "<p><manifest/></p>"}), "which chapters"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_books_that_cannot_be_read_are_refused_in_a_sentence(read: Read, data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read("a.epub", data)
