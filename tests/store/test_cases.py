"""Whose words an excerpt is, where its document is of several cases: never those of a person who is not the one that speaks."""

import pytest

from store.cases import Case, cases_speaking

GROUP = Case("fg2", "Duty room", "group")
ANN = Case("p01", "Ann", aliases=("P 1",))
BEN = Case("p02", "Ben")


@pytest.mark.parametrize(
    ("fields", "cases"),
    [
        ({"speaker": "P02"}, ("p02",)),
        ({"speaker": "ben"}, ("p02",)),
        ({"speaker": "P1"}, ("p01",)),
        ({"role": "nurse", "id": "P-01"}, ("p01",)),
        ({"speaker": "Facilitator"}, ("fg2",)),
        ({"name": "Somebody else", "role": "nurse"}, ("fg2",)),
        ({"role": "nurse"}, ("fg2", "p01", "p02")),
        ({}, ("fg2", "p01", "p02")),
    ],
)
def test_of_several_cases_it_is_of_the_one_that_is_named(fields: dict[str, str], cases: tuple[str, ...]) -> None:
    assert cases_speaking([GROUP, ANN, BEN], fields) == cases


def test_what_somebody_else_says_is_of_no_participant() -> None:
    assert cases_speaking([ANN, BEN], {"speaker": "INTERVIEWER"}) == ()


def test_all_that_is_said_in_a_document_of_one_case_is_of_it() -> None:
    assert cases_speaking([ANN], {"speaker": "INTERVIEWER"}) == ("p01",)
    assert cases_speaking([], {"speaker": "INTERVIEWER"}) == ()
