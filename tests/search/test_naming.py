"""A query that names what is not there is answered with a sentence and the place; what is there is let pass."""

import pytest

from search.naming import check_names
from search.query import Unknown, parse_query
from store.cases import Case
from store.codebook import Theme
from store.documents import Document
from store.holdings import Holdings
from store.reviewers import Reviewer

DOCUMENTS = [
    Document("jw019", "Ward sister", "interview", "corpus/jw019.txt", "", 1, cases=("jw019",)),
    Document("plan", "The plan", "policy", "corpus/plan.txt", "", 1),
]
HOLDINGS = Holdings(
    documents={each.id: each for each in DOCUMENTS},
    cases={"jw019": Case("jw019", "JW019", attributes={"site": "North", "wards": ["3", "5"], "years": 4})},
    themes={"t-1": Theme("t-1", "Alarm fatigue")},
    reviewers={"ana": Reviewer("ana", "Ana")},
)


def ask(query: str, typing: bool = False) -> None:
    check_names(parse_query(query, typing), DOCUMENTS, lambda: HOLDINGS, lambda: {"", "P01", "Interviewer"}, typing)


@pytest.mark.parametrize(
    ("query", "position", "expected"),
    [
        ("document:jw19", 0, "there is no document 'jw19': is it 'jw019'?"),
        ("dark -kind:interveiw", 6, "no kind of documents 'interveiw': is it 'interview'?"),
        ("region:tabel", 0, "no kind of regions 'tabel': is it 'table'?"),
        ("(dark OR speaker:P02)", 9, "no document names a speaker 'P02': is it 'P01'?"),
        ('theme:"alarm fatige"', 0, "there is no theme 'alarm fatige': is it 'Alarm fatigue'?"),
        ("reviewer:ben", 0, "there is no reviewer 'ben'; there is ana"),
        ("memo:x", 0, "there is no memo 'x'"),
        ("case.sites:North", 0, "no case has an attribute 'sites': is it 'site'?"),
        ("case.site:South", 0, "no case has site 'South'"),
        ("=(dark case.wards:4)", 7, "no case has wards '4'; there is 3, 5"),
    ],
)
def test_what_is_not_there_is_named(query: str, position: int, expected: str) -> None:
    with pytest.raises(Unknown) as caught:
        ask(query)
    assert expected in caught.value.message
    assert (caught.value.position, caught.value.exit_code) == (position, 2)


@pytest.mark.parametrize(
    "query",
    [
        'document:"ward SISTER" kind:policy kind:literature kind:*',
        "speaker:p01 theme:t-1 theme:alarm* reviewer:Ana",
        "case.site:north case.wards:5 case.years:4 region:references",
    ],
)
def test_what_is_there_is_let_pass(query: str) -> None:
    ask(query)


def test_a_value_that_is_still_typed_is_let_pass_while_something_begins_so() -> None:
    ask("dark theme:Ala", typing=True)
    with pytest.raises(Unknown):
        ask("dark theme:Alu", typing=True)
    with pytest.raises(Unknown):
        ask("theme:Ala kind:interview", typing=True)
