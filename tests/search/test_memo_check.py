"""The check of memos: what is right is never accused, what was altered is found and named where it stands."""

from pathlib import Path

import pytest

from search.memo_check import Checker, Finding, check_text
from search.restoring import restored
from store.cases import Case
from store.documents import Document
from store.excerpts import Excerpt, segments_of
from store.holdings import Holdings
from store.memos import Memo
from tests.search.studies import searcher_of, study_of
from themes.attribution import attributions_throughout

STUDY = """Their views of the trust were mixed. For example:

I would say that the place is a bit like a ship, you know, and
nobody has seen the cap-
tain [the chief] . . . for a while. We do our own steering here, and
it mostly works.

(Felix, Functional, Acute)

Others saw it the other way round, as one porter told us: ‘There’s always somebody who says it’s the managers’ fault, and
then they go for lunch’, which he found funny.

The river never asked anybody before it came up the stairs, and the
water was in the kitchen by six.

(Kerry, General, Care)

One manager (Senior Nurse) explained that “the rota is a thing that we all pretend to read” (Senior Nurse, Interview).
The captain was seen in the corridor again that spring.
"""
TALK = "\n\n".join(
    (
        "INTERVIEWER: Who decides here?",
        "JW019: Nobody asks us why we feel watched and not led. I said so to the ward manager.",
        "INTERVIEWER: And then?",
        "JW019: Then the forms came back, all of them, with a yellow note on every one.",
    )
)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    root = tmp_path_factory.mktemp("check")
    searcher = searcher_of(root, {"study": STUDY, "jw019": TALK})
    _, documents = study_of(root, {"study": STUDY, "jw019": TALK})
    talk = documents["jw019"]
    start = TALK.index("Nobody asks")
    excerpt = Excerpt("e0123456789", "ana", "jw019", talk.sha256, segments_of(TALK, [(start, start + 30)]))
    talk = Document(**{**{name: getattr(talk, name) for name in talk.__slots__}, "cases": ("jw019",)})
    holdings = Holdings(
        documents={**documents, "jw019": talk},
        cases={"jw019": Case("jw019", "JW019", aliases=("JW 019",), attributes={"role": "commissioner"})},
        excerpts={excerpt.id: excerpt},
        memos={"m234567": Memo("m234567", "Ships", "ana", "memos/ana/m.md")},
    )
    return Checker(searcher, holdings, attributions_throughout)


def quotations(checker: Checker, text: str) -> list[Finding]:
    return [each for each in check_text(text, checker) if each.kind == "quotation"]


def one(checker: Checker, text: str) -> Finding:
    (found,) = quotations(checker, text)
    return found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("> We do our own steering here", "exact"),
        (
            "> nobody has seen the captain [the chief] … for a while. We do our own steering here, and it mostly works.",
            "normalised",
        ),
        (
            "> nobody has seen\n> the captain [the chief]... for a while.\n>\n> — Felix (Functional, Acute)",
            "normalised",
        ),
        ("It is “a bit like a ship, you know” (Felix, Functional, Acute).", "exact"),
        ("It is 'a bit like a ship, you know' to him.", "exact"),
        ('It is "a bit like a ship, you know" to him.', "exact"),
        ("Es ist „a bit like a ship, you know“ genannt.", "exact"),
        ("C’est « a bit like a ship, you know » pour lui.", "exact"),
        ("A ‘ship’ to him; “*a bit* like a ship, you know”.", "normalised"),
        (
            "‘There’s always somebody who says it’s the managers’ fault, and then they go for lunch’, he said.",
            "normalised",
        ),
        ("> the place is a bit like a ship […] We do our own steering here", "elided"),
        ("> the place is … like a ship ... nobody has seen the captain", "elided"),
        ("> [The place] is a bit like a ship, you know", "normalised"),
        ("> Nobody asks [the nurses] why we feel watched and not led.", "bracketed"),
        ("> [N]obody asks us why we feel watched and not led.", "normalised"),
        ("> Nobody asks us why we feel watched [sic] and not led.", "bracketed"),
        ("> Nobody asks us why they feel watched and not led.", "altered"),
        ("> Nobody asks us why we feel and not led.", "altered"),
        ("> Nobody ever asks us why we feel watched and not led.", "altered"),
        ("> Nobody asks us … why we feel watched and not led.", "altered"),
        ("> Nobody asks us . .\n> . why we feel watched and not led.", "altered"),
        ("> Nobody asks us why we feel .\n> . . and not led.", "elided"),
        ("> the captain [the chief of all] . . . for a while. We do our own steering here", "altered"),
        ("> the captain [the chief] . . . a while. We do our own steering here, and it mostly works.", "altered"),
        ("> The moon was nowhere in it, and no one was astonished at all.", "absent"),
        ("Nobody ever sang “the moon was nowhere in it, and no one wept” here.", "absent"),
    ],
)
def test_what_a_quotation_is(checker: Checker, text: str, status: str) -> None:
    found = one(checker, text)
    assert found.status == status, found
    assert found.is_right == (status not in ("altered", "absent"))
    assert bool(found.difference) == (status in ("altered", "elided", "bracketed"))


def test_short_words_between_marks_code_and_apostrophes_are_no_quotations(checker: Checker) -> None:
    text = "The “captain of the ship” and the nurses' own view of the doctors' hours.\n\n```\n> not a quotation, sir\n```\n"
    assert quotations(checker, text + "and `“some code that looks like one here”` too") == []


def test_what_differs_is_named_with_its_words(checker: Checker) -> None:
    found = one(
        checker, "Words.\n\n> Nobody asks them why we feel watched and not guided. I said so […] the ward manager."
    )
    assert [(each.quoted, each.found) for each in found.difference] == [
        ("them", "us"),
        ("guided", "led"),
        ("[…]", "to"),
    ]
    assert found.document == "jw019"


def test_an_elision_may_leave_out_much_and_never_turns_the_order_round(checker: Checker) -> None:
    far = one(checker, "> the place is a bit like a ship […] the water was in the kitchen by six")
    assert (far.status, far.document) == ("elided", "study")
    turned = one(checker, "> the water was in the kitchen by six […] the place is a bit like a ship")
    assert turned.status == "altered"


@pytest.mark.parametrize(
    "citation",
    [
        "JW019",
        "JW 019, commissioner",
        "Commissioner (JW019)",
        "jw019 [[e0123456789]]",
        "(JW019)",
        "Interview with JW019, p. 3",
        "JW019, pp. iv–T-1",
        "JW019, 00:12:33",
        "[[jw019]]",
    ],
)
def test_who_speaks_can_be_cited_in_many_ways(checker: Checker, citation: str) -> None:
    assert one(checker, f"> Nobody asks us why we feel watched\n>\n> — {citation}").status == "exact"
    assert one(checker, f"> Nobody asks us why we feel watched\n\n— {citation}\n").status == "exact"


@pytest.mark.parametrize(
    ("text", "said", "shown"),
    [
        ("> Nobody asks us why we feel watched\n>\n> — Kerry (General, Care)", "Kerry, General, Care", "JW019"),
        ("> Nobody asks us why we feel watched\n\n— JW020", "JW020", "JW019"),
        ("> We do our own steering here\n> — Kerry", "Kerry", "Felix, Functional, Acute"),
        ("> We do our own steering here\n> — Felix, General, Acute", "General", "Felix, Functional, Acute"),
        ("“We do our own steering here” (Felix at the Care trust).", "the Care trust", "Felix, Functional, Acute"),
        ("As Kerry put it: “We do our own steering here”.", "Kerry", "Felix, Functional, Acute"),
        ("> We do our own steering here\n> — study [[e0123456789]]", "[[e0123456789]]", "study"),
        ("“the rota is a thing that we all pretend to read” (Medical Director).", "Medical Director", "Senior Nurse"),
    ],
)
def test_another_speaker_is_found_and_who_speaks_is_told(checker: Checker, text: str, said: str, shown: str) -> None:
    found = one(checker, text)
    assert found.status == "misattributed", found
    assert found.difference[0].quoted == said
    assert shown in found.difference[0].found


@pytest.mark.parametrize(
    "text",
    [
        "As Felix, unlike Kerry, said: “We do our own steering here”.",
        "Kerry would not agree that “We do our own steering here” is all.",
        "One manager thought that “the rota is a thing that we all pretend to read”.",
        "“the rota is a thing that we all pretend to read” — which says a lot.",
        "“the rota is a thing that we all pretend to read” (Senior Nurse, Interview; my emphasis)",
        "“There’s always somebody who says it’s the managers’ fault” (porter)",
    ],
)
def test_nobody_is_accused_who_is_not_wrong(checker: Checker, text: str) -> None:
    assert all(each.is_right for each in quotations(checker, text))


def test_an_altered_quotation_of_the_wrong_person_is_both(checker: Checker) -> None:
    found = quotations(checker, "> Nobody asks them why we feel watched and not led.\n>\n> — Felix")
    assert [each.status for each in found] == ["altered", "misattributed"]


def test_paragraphs_of_one_block_may_come_from_two_places(checker: Checker) -> None:
    found = quotations(checker, "> We do our own steering here\n>\n> Nobody asks us why we feel watched")
    assert [(each.status, each.document) for each in found] == [("exact", "study"), ("exact", "jw019")]


def test_places_are_those_of_the_text(checker: Checker) -> None:
    text = "One.\n\n> We do our own\n> steering here\n>\n> — Felix\n\nand “a bit like a ship, you know” too"
    first, second = quotations(checker, text)
    assert text[first.start : first.end] == "We do our own\n> steering here"
    assert text[second.start : second.end] == "a bit like a ship, you know"


def test_links_are_found_or_broken(checker: Checker) -> None:
    text = "See [[m234567]], [[e0123456789|the excerpt]], [[case:jw019]], [[t-nothing]] and `[[m0000000]]`."
    found = [(each.text, each.status) for each in check_text(text, checker) if each.kind == "link"]
    assert found == [("m234567", "found"), ("e0123456789", "found"), ("case:jw019", "found"), ("t-nothing", "broken")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "So:\n\n> Nobody asks them why we\n> feel watched and led.\n>\n> — JW019\n\nEnd.",
            "So:\n\n> Nobody asks us why we feel watched and not led.\n>\n> — JW019\n\nEnd.",
        ),
        (
            "He said “nobody has seen the cook [that is, the chief] for […] We do our own sailing here” there.",
            "He said “nobody has seen the captain [the chief] . . . for […] We do our own steering here” there.",
        ),
        (
            "> Nobody asks [the nurses] why we feel watched or led",
            "> Nobody asks [the nurses] why we feel watched and not led",
        ),
    ],
)
def test_the_verbatim_words_are_put_back_and_what_was_marked_stays(checker: Checker, before: str, after: str) -> None:
    (found,) = (each for each in quotations(checker, before) if each.status == "altered")
    made = restored(before, found, checker)
    assert made == after
    assert all(each.is_right for each in quotations(checker, made))


def test_a_quotation_of_two_documents_is_right_for_each_of_their_speakers(tmp_path: Path) -> None:
    texts = {
        "one": "Ada: the same five words again, then.\n\nAda: yes",
        "two": "Bo: no\n\nBo: the same five words again, then.",
    }
    searcher = searcher_of(tmp_path, texts)
    _, documents = study_of(tmp_path, texts)
    both = Checker(searcher, Holdings(documents=documents), attributions_throughout)
    for document in ("one", "two"):
        assert one(both, f"> the same five words again, then.\n>\n> — {document}").document == document
    assert one(both, "> the same five words again, then.\n>\n> — somebody else").status == "misattributed"
