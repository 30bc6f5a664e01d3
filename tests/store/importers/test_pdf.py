"""PDF as text: lines, paragraphs and pages, and which of them are refused."""

import pytest

from store.importers.formats import format_of
from store.importers.pieces import Refused
from store.importers.reader import Reader
from tests.store.importers.conftest import Read
from tests.store.importers.pdfs import assembled, lines, pdf

FIRST = lines(
    "We met in the staff room, where the", "kettle never stopped.", "", "Nobody spoke for a while, and then", "it"
)
SECOND = lines("began to rain. The roof leaks,", "of course.")


def test_lines_paragraphs_and_pages(read: Read) -> None:
    (piece,) = read("a.pdf", pdf([FIRST, SECOND]))
    assert piece.text == (
        "We met in the staff room, where the\nkettle never stopped.\n\nNobody spoke for a while, and then\nit\n"
        "began to rain. The roof leaks,\nof course.\n"
    )
    assert piece.pages == ((0, "1"), (piece.text.index("began"), "2"))


def test_pages_are_called_as_the_file_calls_them_and_silent_ones_are_said(read: Read) -> None:
    (piece,) = read("a.pdf", pdf([FIRST, [], SECOND], labels="0 << /S /r >> 2 << /S /D /St 7 >>"))
    assert [label for _, label in piece.pages] == ["i", "7"]
    assert piece.remarks == ("no text on page ii: are they scanned?",)


def test_a_word_that_is_parted_at_a_line_end_stays_so(read: Read) -> None:
    page = lines("It is a matter of accoun-", "tability, they said to us.")
    assert read("a.pdf", pdf([page]))[0].text == "It is a matter of accoun-\ntability, they said to us.\n"


def test_an_indent_behind_a_full_line_begins_a_paragraph(read: Read) -> None:
    page = [(72, 780, "The first ends here."), (84, 766, "The second is indented"), (72, 752, "and goes on.")]
    assert read("a.pdf", pdf([page]))[0].text == "The first ends here.\n\nThe second is indented\nand goes on.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([[], []]), "scanned pdf without text"),
        (b"%PDF-1.7\nnothing", "cannot be read as a pdf"),
        (b"nothing", "it is not a pdf"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_what_has_no_text_or_is_none_is_refused_in_a_sentence(read: Read, data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read("a.pdf", data)


CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
FORM = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >> /Length 11 >>"
LOOPS = {
    "a tree of pages that holds itself": assembled(
        [CATALOGUE, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 >>"],
    ),
    "a drawing that draws itself twice": assembled(
        [
            CATALOGUE,
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            FORM.format(3) + "\nstream\n/X Do /X Do\nendstream",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R /Resources << /XObject << /X 3 0 R >> >> >>",
            "<< /Length 5 >>\nstream\n/X Do\nendstream",
        ]
    ),
}


@pytest.mark.parametrize(("loop", "said"), zip(LOOPS, ("99999 pages", "longer than 1 seconds"), strict=True))
def test_a_pdf_that_loops_is_refused_and_the_next_is_read(loop: str, said: str) -> None:
    wanted = format_of("a.pdf", b"%PDF-1.7")
    # With memory for it, only the time can end it.
    with Reader(seconds=1, memory=1 << 36) as reader:
        with pytest.raises(Refused, match=said):
            reader.read(wanted, LOOPS[loop])
        assert reader.read(wanted, pdf([FIRST]))


def test_a_list_of_objects_that_leads_back_to_itself_is_read(read: Read) -> None:
    good = pdf([FIRST])
    back = good.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % good.index(b"xref"))
    assert read("a.pdf", back)[0].text.startswith("We met")


def test_a_pdf_under_another_name_is_read_as_one(read: Read) -> None:
    assert read("a.txt", pdf([FIRST]))[0].pages
