"""PDF as text: lines, paragraphs and pages, and which of them are refused."""

import pytest

from store.importers.formats import format_of
from store.importers.pieces import Refused
from store.importers.reader import Reader
from tests.store.importers.conftest import Read
from tests.store.importers.pdfs import assembled, drawn, lines, pdf

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


def turn(bottom: int, name: str, said: str) -> str:
    return f"/F2 11 Tf 1 0 0 1 72 {bottom} Tm ({name} ) Tj /F1 11 Tf ({said}) Tj"


def test_bold_names_that_speak_by_turns_get_a_colon_and_bold_words_do_not(read: Read) -> None:
    turns = [
        turn(700, "Anna", "Did it rain?"),
        turn(686, "Ben", "All night."),
        turn(672, "Anna", "And?"),
        turn(658, "Ben", "No."),
    ]
    assert read("a.pdf", drawn(f"BT {' '.join(turns)} ET"))[0].text == (
        "Anna: Did it rain?\nBen: All night.\nAnna: And?\nBen: No.\n"
    )
    alike = [turn(700, "Results", "It rained."), turn(686, "Results", "It did not."), turn(672, "Note", "Once.")]
    assert (
        read("a.pdf", drawn(f"BT {' '.join(alike)} ET"))[0].text
        == "Results It rained.\nResults It did not.\nNote Once.\n"
    )


def test_a_raised_number_behind_a_word_is_the_mark_of_a_note(read: Read) -> None:
    raised = "(They left early) Tj /F1 6 Tf 4 Ts (12) Tj 0 Ts /F1 11 Tf ( that day, 5 km) Tj /F1 6 Tf 4 Ts (2) Tj 0 Ts"
    text = read("a.pdf", drawn(f"BT /F1 11 Tf 72 700 Td {raised} /F1 11 Tf ( or room12.) Tj ET"))[0].text
    assert text == "They left early[12] that day, 5 km2 or room12.\n"


@pytest.mark.parametrize("matrix", ["1 0 0 1 72 {}", "0 1 -1 0 {} 72"], ids=["across", "upwards"])
def test_lines_of_a_page_that_is_turned_are_lines(read: Read, matrix: str) -> None:
    said = ["First we met in the hall", "and then in the yard, where", "it rained for days."]
    places = (700, 686, 672) if matrix.startswith("1") else (100, 114, 128)
    shown = " ".join(f"{matrix.format(place)} Tm ({line}) Tj" for place, line in zip(places, said, strict=True))
    data = drawn(f"BT /F1 11 Tf {shown} ET").replace(b"/MediaBox", b"/Rotate 90 /MediaBox")
    assert read("a.pdf", data)[0].text == "\n".join(said) + "\n"


def test_what_was_filled_in_is_read(read: Read) -> None:
    page = "BT /F1 11 Tf 72 700 Td (What was hard?) Tj ET"
    (piece,) = read("a.pdf", drawn(page, "The nights."))
    assert piece.text.split() == ["What", "was", "hard?", "The", "nights."]


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
