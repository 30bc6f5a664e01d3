"""Web pages and electronic books as text."""

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
