"""Quotations in every shape that Markdown gives them: found as what they are, and altered words found in each."""

from pathlib import Path

import pytest

from search.markdown_quotes import quotations_in
from search.memo_check import Checker, Finding
from store.holdings import Holdings
from store.memos import Memo
from tests.search.studies import searcher_of, study_of
from themes.attribution import attributions_throughout

TALK = "\n\n".join(
    (
        "AF: Who decides in the end here, would you say?",
        "JW019: Nobody asks us why we feel watched and not led. I said so to the ward manager — and then the forms came back.",
        "AF: And what did the ward manager say to all of that?",
        "JW019: It goes by itself, she said. The yellow notes were on every one of them.",
    )
)
WORDS = "Nobody asks us why we feel watched and not led."
HALVES = ("Nobody asks us why we", "feel watched and not led.")

SHAPES = {
    "in a list": "- One point:\n\n  > {0}\n  > {1}\n  >\n  > — JW019\n\n- and on\n",
    "deep in a list": "1. One point:\n    - below it\n\n      > {0}\n      > {1}\n      >\n      > — JW019\n\n2. and on\n",
    "in a list of wide marks": "10. One point:\n\n    > {0}\n    > {1}\n    >\n    > — JW019\n",
    "behind the mark of a list": "- > {0}\n  > {1}\n  >\n  > — JW019\n- and on\n",
    "behind two marks of lists": "- 1. > {0}\n     > {1}\n     > — JW019\n",
    "in a quotation": "> > {0}\n> > {1}\n> >\n> > — JW019\n",
    "with a line that lost its mark": "> {0}\n{1}\n>\n> — JW019\n",
    "with a last line that lost its mark": "> {0}\n{1}\n\n— JW019\n",
    "with Windows line ends": "So:\r\n\r\n> {0}\r\n> {1}\r\n>\r\n> — JW019\r\n\r\nEnd.\r\n",
    "in a table": "| a | b |\n|---|---|\n| “{0} {1}” (JW019) | yes |\n",
    "in a footnote": "See[^1].\n\n[^1]: “{0} {1}” (JW019)\n",
    "emphasised": "> *{0}\n> {1}*\n>\n> — JW019\n",
    "in a point of a list": "1. one\n   - “{0}\n     {1}” (JW019)\n",
}


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    root = tmp_path_factory.mktemp("shapes")
    searcher = searcher_of(root, {"jw019": TALK})
    _, documents = study_of(root, {"jw019": TALK})
    return Checker(searcher, Holdings(documents=documents), attributions_throughout)


def quotations(checker: Checker, text: str) -> list[Finding]:
    return [each for each in checker.check(text) if each.kind == "quotation"]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_quotation_is_verified_and_its_speaker_too(checker: Checker, shape: str) -> None:
    text = SHAPES[shape].format(*HALVES)
    assert [each.status in ("exact", "normalised") for each in quotations(checker, text)] == [True], shape
    other = text.replace("JW019", "JW020")
    assert [each.status for each in quotations(checker, other)] == ["misattributed"], shape


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("number", [0, 1])
def test_an_altered_word_is_found_in_either_of_its_lines(checker: Checker, shape: str, number: int) -> None:
    halves = list(HALVES)
    halves[number] = halves[number].replace("us", "them").replace("not", "never")
    assert [each.status for each in quotations(checker, SHAPES[shape].format(*halves))] == ["altered"], shape


def test_the_writers_own_line_right_below_a_block_is_not_accused(checker: Checker) -> None:
    (found,) = quotations(checker, f"> {WORDS}\nThis is what I mean by distance.\n")
    assert found.status == "exact"
    (found,) = quotations(checker, f"> {WORDS}\n\nThis is what I mean by distance.\n")
    assert found.status == "exact"


@pytest.mark.parametrize(
    "text",
    [
        f"```\n> {WORDS}\n```\n",
        f"- a point\n\n      ```\n      > {WORDS.replace('us', 'them')}\n      ```\n",
        f"> ```\n> {WORDS.replace('us', 'them')}\n> ```\n",
    ],
)
def test_code_holds_no_quotation_wherever_it_stands(checker: Checker, text: str) -> None:
    assert quotations(checker, text) == []


@pytest.mark.parametrize("end", ["\n>\n> — JW019\n", "\n> — JW019\n", "\n"])
def test_a_line_that_begins_with_the_sources_own_dash_is_no_citation(checker: Checker, end: str) -> None:
    text = "> I said so to the ward manager\n> — and then the forms came back."
    (found,) = quotations(checker, text + end)
    assert found.is_right
    assert found.text.endswith("came back.")
    (found,) = quotations(checker, text.replace("forms", "letters") + end)
    assert found.status == "altered"


@pytest.mark.parametrize("citation", ["a ward manager", "porter, JW019", "JW019, who said it twice"])
def test_a_citation_may_begin_with_a_small_letter(citation: str) -> None:
    (found,) = quotations_in(f"> {WORDS}\n>\n> — {citation}\n")
    assert found.citation == citation


def test_places_are_those_of_the_text_in_a_list(checker: Checker) -> None:
    text = SHAPES["deep in a list"].format(*HALVES)
    (found,) = quotations(checker, text)
    assert text[found.start : found.end] == f"{HALVES[0]}\n      > {HALVES[1]}"


def test_words_added_at_an_end_do_not_accuse_who_speaks(tmp_path: Path) -> None:
    said = "They said “a thing that we all pretend to read” (Edwards 2002: 63), and left."
    text = f"{said}\n\nMARY: It goes by itself if she stops it now.\n"
    searcher = searcher_of(tmp_path, {"study": text})
    _, documents = study_of(tmp_path, {"study": text})
    check = Checker(searcher, Holdings(documents=documents), attributions_throughout)
    assert [
        each.status for each in quotations(check, "“a thing that we all pretend to read never” (Edwards 2002: 63)")
    ] == ["altered"]
    assert [
        each.status for each in quotations(check, "> Purple It goes by itself if she stops it now.\n>\n> — MARY")
    ] == ["altered"]


def test_of_two_places_that_are_as_near_the_one_of_the_citation_is_meant(tmp_path: Path) -> None:
    texts = {
        "one": "BO: Would you say a bit about yourself first, please?",
        "two": "CLEO: Would you say a bit about yourself first, please?",
    }
    searcher = searcher_of(tmp_path, texts)
    _, documents = study_of(tmp_path, texts)
    check = Checker(searcher, Holdings(documents=documents), attributions_throughout)
    for who in ("BO", "CLEO"):
        found = quotations(check, f"> Would you you say a bit about yourself first, please?\n>\n> — {who}")
        assert [each.status for each in found] == ["altered"], who


def test_the_interviewers_words_are_not_the_participants(checker: Checker) -> None:
    asked = "And what did the ward manager say to all of that?"
    assert [each.status for each in quotations(checker, f"> {asked}\n>\n> — AF (jw019)")] == ["exact"]
    assert [each.status for each in quotations(checker, f"> {asked}\n>\n> — AF")] == ["exact"]
    assert [each.status for each in quotations(checker, f"> {asked}\n>\n> — Interview JW019")] == ["exact"]
    assert [each.status for each in quotations(checker, f"> {asked}\n>\n> — (jw019) [[jw019]]")] == ["exact"]
    (found,) = quotations(checker, f"> {asked}\n>\n> — JW019")
    assert (found.status, found.difference[0].quoted, found.difference[0].found) == ("misattributed", "JW019", "AF")


@pytest.mark.parametrize(
    ("citation", "status"),
    [("JW019", "misattributed"), ("AF", "misattributed"), ("AF, JW019", "elided"), ("AF and JW019", "elided")],
)
def test_an_elision_does_not_put_anothers_words_under_who_is_cited(
    checker: Checker, citation: str, status: str
) -> None:
    text = f"> what did the ward manager say […] The yellow notes were on every one of them.\n>\n> — {citation}\n"
    assert [each.status for each in quotations(checker, text)] == [status]


def test_a_conversation_with_its_names_is_of_either_speaker(checker: Checker) -> None:
    lines = "> AF: And what did the ward manager say to all of that?\n>\n> JW019: It goes by itself, she said."
    for citation in ("JW019", "AF, JW019", "jw019 [[jw019]]"):
        assert all(each.is_right for each in quotations(checker, f"{lines}\n>\n> — {citation}\n")), citation
    elided = "> JW019: Nobody asks us why we feel watched […]\n> JW019: It goes by itself, she said."
    assert all(each.is_right for each in quotations(checker, f"{elided}\n>\n> — JW019\n"))


def test_one_word_far_away_is_no_piece_of_a_quotation(tmp_path: Path) -> None:
    text = f"MARY: never. {'It went on and on like that. ' * 40}There is a lot of responsibility and no power here.\n"
    searcher = searcher_of(tmp_path, {"study": text})
    _, documents = study_of(tmp_path, {"study": text})
    check = Checker(searcher, Holdings(documents=documents), attributions_throughout)
    (found,) = quotations(check, "> Never … There is a lot of responsibility and no power here.")
    assert found.status == "altered"
    (found,) = quotations(check, "> It went … There is a lot of responsibility and no power here.")
    assert found.status == "elided"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("> I now think of it as a kind of weather.\n>\n> — Ben [[m222222]]", "exact"),
        ("> I now think of it\n> as a kind of weather\n>\n> — [[m222222|Weather]]", "normalised"),
        ("He wrote “I now think of it as a kind of weather” [[m222222]].", "exact"),
        ("> I now think of it as a kind of river.\n>\n> — Ben [[m222222]]", "absent"),
        ("> I now think of it as a kind of weather.\n>\n> — Ben", "absent"),
        ("> I now think of it as a kind of weather.\n>\n> — Ana [[m222222]]", "misattributed"),
        (f"> {WORDS}\n>\n> — JW019 [[m222222]]", "exact"),
    ],
)
def test_a_colleagues_memo_is_quoted_with_a_link_to_it(checker: Checker, text: str, status: str) -> None:
    body = f"So.\n\nI now think of it as a kind of weather.\n\n> {WORDS}\n"
    theirs = Memo("m222222", "Weather", "ben", "memos/ben/w.md", body=body)
    checker.renew(Holdings(documents=checker.holdings.documents, memos={"m222222": theirs}))
    assert [each.status for each in quotations(checker, text)] == [status]


def test_a_line_that_lost_its_mark_is_checked_where_its_beginning_stands_in_several_places(tmp_path: Path) -> None:
    asked = "Can you start by telling me what you do"
    texts = {"one": f"AF: {asked} here on an ordinary day?", "two": f"AF: {asked}, as if I had never heard of it?"}
    searcher = searcher_of(tmp_path, texts)
    _, documents = study_of(tmp_path, texts)
    check = Checker(searcher, Holdings(documents=documents), attributions_throughout)
    for words, status in (("as if I had never", "normalised"), ("if I had never", "altered")):
        found = quotations(check, f"> start by telling me what you\ndo, {words} heard\n\n— AF\n")
        assert [each.status for each in found] == [status], words
