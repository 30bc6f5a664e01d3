"""Page furniture: what is taken for page numbers and running heads, and what never is."""

import pytest

from search.furniture import furniture_of
from search.passages import passages_of
from search.view import changes_of, view_of
from store.rules import Rules
from tests.search.shared import corpus, needs_shared

PAGE = "It rained on the town for weeks, and nobody whom we asked could say when it had begun. " * 15


def lines(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in furniture_of(text)]


def pages(*furniture: str, between: str = "\n\n") -> str:
    return PAGE + "".join(f"and the \n{between}{each}{between}river rose. {PAGE}" for each in furniture)


def test_numbers_with_a_word_are_taken_on_sight() -> None:
    for line in ("4 | P a g e  ", "12 | Page", "Page 3", "page 3 of 10", "- 7 -"):
        assert lines(pages(line)) == [line.strip()]


def test_numbers_alone_are_taken_as_a_series() -> None:
    assert lines(pages("1", "2", "3")) == ["1", "2", "3"]
    assert lines(pages("9", "10", "12", between="\n")) == ["9", "10", "12"]
    assert lines(pages("1", "2")) == []
    assert lines(pages("3", "2", "1")) == []
    assert lines(pages("1", "90", "91")) == []


def test_titles_with_numbers_are_taken_as_a_series() -> None:
    heads = ("14 Managing Floods", "Managing Floods 15", "Believing a Warning 16")
    assert lines(pages(*heads)) == list(heads)
    assert lines(pages("14 Managing Floods", "15 Managing Floods")) == ["14 Managing Floods", "15 Managing Floods"]
    assert lines(pages("14 Managing Floods")) == []


def test_lines_beside_page_numbers_are_running_heads() -> None:
    assert lines(pages("31\n\nWarning   Procedure", "32\n\nWarning Procedure")) == [
        *("31", "Warning   Procedure"),
        *("32", "Warning Procedure"),
    ]


def test_numbers_of_a_table_stay() -> None:
    table = "\n".join(["Votes", "5", "3", "4", "6", "5", "6", "7", "9", "Total"])
    assert lines(PAGE + "\n" + table + "\n" + PAGE) == []


def test_a_page_number_inside_a_table_is_the_one_that_fits_the_series() -> None:
    table = "5\n3\n4\n6\n2\n6\n3\n9\n" * 3
    text = f"{PAGE}\n1\n{PAGE}\n2\n{PAGE[:700]}\n{table}3\n{table}{PAGE[:700]}\n4\n{PAGE}\n5\n{PAGE}"
    taken = furniture_of(text)
    assert [text[start:end] for start, end in taken] == ["1", "2", "3", "4", "5"]
    assert abs(taken[2][0] - text.index(table + "3") - len(table)) <= len(table)


def test_a_number_glued_to_a_word_is_taken_where_it_is_missing() -> None:
    text = (
        f"{PAGE}\n1\n{PAGE}\n2\n{PAGE}They had top3\n\nlevel backing. {PAGE}\n4\n{PAGE}and 9 of mp3\n{PAGE}\n6\n{PAGE}"
    )
    assert lines(text) == ["1", "2", "3", "4", "6"]
    assert "they had top level backing" in view_of(text).mapped.text
    assert "and 9 of mp3" in view_of(text).mapped.text


def test_headings_and_years_are_no_page_numbers() -> None:
    assert lines(pages("2001", "2002", "2003")) == ["2001", "2002", "2003"], "they do look like one"
    assert lines(pages("3", "Chapter 1", "Nothing here", "1998")) == []
    assert lines("(Anna, General, North)\n\nShe said so.\n\n" * 5) == []


def test_the_view_goes_on_over_furniture() -> None:
    text = pages("14 Managing Floods", "15 Managing Floods")
    view = view_of(text)
    assert view.mapped.text.count("and the river rose") == 2
    assert "managing" not in view.mapped.text
    start = view.mapped.text.index("and the river")
    low, high = view.mapped.to_source(start, start + len("and the river"))
    assert text[low:high] == "and the \n\n\n14 Managing Floods\n\nriver"
    assert [change.after for change in changes_of(text, "page furniture")] == ["\n", "\n"]
    kept = view_of(text, Rules(frozenset({"page furniture"})))
    assert "managing floods" in kept.mapped.text


def test_a_word_hyphenated_over_a_page_is_joined() -> None:
    text = f"{PAGE}The rivers rose and the ri-\n\n\n4 | Page\n\nvers fell. The rivers."
    assert "the rivers fell" in view_of(text).mapped.text


def test_a_sentence_goes_on_in_its_passage() -> None:
    text = "One of them said that the\n\n4 | Page\n\nriver rose.\n\n5 | Page\n\nAnother passage.\n\n6 | Page"
    assert [text[each.start : each.end] for each in passages_of(text)] == [
        "One of them said that the\n\n4 | Page\n\nriver rose.",
        "5 | Page",
        "Another passage.",
        "6 | Page",
    ]


@needs_shared
@pytest.mark.parametrize(("name", "expected"), [("000", 3), ("001", 0), ("004", 11)])
def test_furniture_of_real_documents(name: str, expected: int) -> None:
    text = next(text for file, text in corpus().items() if file.startswith(name))
    assert len(furniture_of(text)) == expected


def test_a_running_head_on_a_short_page_is_furniture_as_the_others_are() -> None:
    page = "The river rose and nobody asked why it did so. " * 20
    bodies = [page, page, page, "The end of a chapter.", page, page]
    text = "".join(f"{body}\n\nThe River Report {number}\n\n" for number, body in enumerate(bodies, 4))
    assert [text[start:end] for start, end in furniture_of(text)] == [
        f"The River Report {each}" for each in range(4, 10)
    ]


def test_heads_of_other_typesetters_are_taken_as_a_series() -> None:
    broken = "\n\f"
    for heads, between in (
        (("Managing Floods | 14", "Managing Floods | 15", "16 | Managing Floods"), "\n\n"),
        (("\fManaging Floods   14\n", "\fManaging Floods   15\n", "\fManaging Floods   16\n"), "\n"),
        (("Lee, Ed.   [Page 1]", "Lee, Ed.   [Page 2]", "Lee, Ed.   [Page 3]"), f"{broken}\n"),
        (("1 of 9", "2 of 9", "3 of 9"), "\n\n"),
    ):
        assert lines(pages(*heads, between=between)) == [each.strip() for each in heads]


def test_a_running_head_right_above_a_page_number_is_furniture_and_a_speaker_there_is_not() -> None:
    heads = pages("Managing Floods\n7", "Managing Floods\n8", "Managing Floods\n9")
    assert lines(heads) == ["Managing Floods", "7", "Managing Floods", "8", "Managing Floods", "9"]
    assert lines(heads + "\nManaging Floods\n" + PAGE) == ["7", "8", "9"]
