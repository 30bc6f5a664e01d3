"""The draft in Markdown and the document: each quotation reads as it was said, and nothing in it is a mark."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.themes.pages.studies import HOSTILE, excerpt, findings, study
from themes.pages import markdown
from themes.pages.findings import Choice
from themes.pages.markdown import escaped
from themes.pages.plain import plain


def shown(text: str) -> str:
    """What a reader of Markdown sees of a paragraph."""
    made = MarkdownIt("commonmark").render(text)
    return (
        re.sub(r"<[^>]*>", "", made)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )


@given(st.text(st.sampled_from("aB1 .)#+-=*_`[]<>|~&;\\lt!(:\"'\n"), max_size=40))
def test_escaped_text_is_read_as_it_is(text: str) -> None:
    said = "\n".join(line.strip() for line in text.strip().split("\n") if line.strip())
    assert shown(escaped(said)).strip().split() == said.split()


def test_the_draft_quotes_word_for_word_with_citation_and_id() -> None:
    draft = markdown.written(findings()).decode()
    assert "> We feel watched.\n>\n> — nurse (JW) \\[jw 10-26, e1\\]\n" in draft
    assert "### Being watched" in draft
    assert "2 excerpts in 1 document of 1 case; 1 speaks against it." in draft
    assert "#### What speaks against it\n\n> Nobody watches us here." in draft
    assert "2026-11-02 Ana: “trust\\*” in documents, 0 matches then: Somebody must trust" in draft
    assert "Spied on (merged into Being watched)" in draft
    assert "commit 8bce6c357ddc of 2026-11-03" in draft


def test_hostile_text_is_text() -> None:
    draft = markdown.written(findings(choice=Choice(memos=("m1",)))).decode()
    assert not re.search(r"(?<!\\)<(?:script|img)", draft.partition("\n## Memos\n")[0])
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2028]", draft)
    assert "\\*bold\\*" in draft


def test_words_that_changed_are_marked() -> None:
    draft = markdown.written(findings(moved=frozenset({"e1"}))).decode()
    assert "jw 10-26, e1; these words do not stand in the text as it is now" in draft
    assert "1 excerpt does not stand in the text as it is now: e1;" in draft


def test_excerpts_of_earlier_texts_are_named_and_not_counted() -> None:
    holdings = study()
    moved = replace(holdings.excerpts["e2"], sha256="1" * 64)
    found = findings(replace(holdings, excerpts={**holdings.excerpts, "e2": moved}))
    assert "e2" not in found.quotations
    draft = markdown.written(found).decode()
    assert "1 excerpt is of an earlier text of its document, and is neither counted nor printed here: e2." in draft
    assert (
        "### Being watched\n\n*Power \\> Being watched; theme, candidate*\n\n*Not defined yet.*\n\n1 excerpt in"
        in draft
    )


def test_the_same_findings_give_the_same_bytes() -> None:
    assert markdown.written(findings()) == markdown.written(findings())


def test_the_document_has_the_words_and_no_time() -> None:
    pytest.importorskip("docx", reason="python-docx, which writes documents, is not installed")
    from docx import Document

    from themes.pages import word

    data = word.written(findings(choice=Choice(memos=("m1",))))
    assert data == word.written(findings(choice=Choice(memos=("m1",))))
    document = Document(io.BytesIO(data))
    quoted = [each.text for each in document.paragraphs if each.style is not None and each.style.name == "Quote"]
    assert quoted[0] == "Nobody watches us here."
    assert plain(HOSTILE) in quoted
    headings = [
        each.text for each in document.paragraphs if each.style is not None and "Heading" in (each.style.name or "")
    ]
    assert headings[:3] == ["The themes", "Power", "Being watched"]
    assert [cell.text for cell in document.tables[0].rows[2].cells] == ["– Being watched", "2", "1", "1", "1"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    found = dict(word.texts(data))
    assert "We feel watched." in found["word/document.xml of the document"]


def test_line_ends_of_a_quotation_stay() -> None:
    holdings = replace(study(), excerpts={"e1": excerpt("e1", "jw", 0, "One\nhad\n\n- a bag", "a")})
    draft = markdown.written(findings(holdings)).decode()
    assert "> One\n> had\n>\n> \\- a bag\n" in draft
