"""The query language: what is read, and what is said about what cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    And,
    Field,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    QueryFault,
    Regex,
    Term,
    Wildcard,
    parse_query,
)

dark, side = Term("dark"), Term("side")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("dark", dark),
        ("DÁRK", dark),
        ("dark side", And((dark, side))),
        ("dark AND side", And((dark, side))),
        ('"dark side"', Phrase((dark, side))),
        ("“dark side”", Phrase((dark, side))),
        ("dark OR side", Or((dark, side))),
        ("dark -side", And((dark, Not(side)))),
        ("dark NOT side", And((dark, Not(side)))),
        ("NOT dark", Not(dark)),
        ("(dark OR side) moon", And((Or((dark, side)), Term("moon")))),
        ("a b OR c", Or((And((Term("a"), Term("b"))), Term("c")))),
        ("dar*", Prefix("dar")),
        ('"dar* side"', Phrase((Prefix("dar"), side))),
        ("d?rk", Wildcard("d?rk")),
        ("*ark", Wildcard("*ark")),
        ("dark?", dark),
        ("dark~", Fuzzy("dark")),
        ("dark~1", Fuzzy("dark")),
        ('"dark side"~5', Near((dark, side), 5)),
        ("/da(r|t)k/", Regex("da(r|t)k")),
        (r"/a\/b/", Regex(r"a\/b")),
        ("leader-manager*", Phrase((Term("leader"), Prefix("manager")))),
        ("King’s", Phrase((Term("king"), Term("s")))),
        ("1948–1982", Phrase((Term("1948"), Term("1982")))),
        ("and or not", And((Term("and"), Term("or"), Term("not")))),
        ("speaker:Anna", Field("speaker", "Anna")),
        ('speaker:"Anna B" dark', And((Field("speaker", "Anna B"), dark))),
        ("case.site:North", Field("case.site", "North")),
        ("12:30", Phrase((Term("12"), Term("30")))),
        ("note: dark", And((Term("note"), dark))),
    ],
)
def test_what_a_query_means(text: str, query: Query) -> None:
    assert parse_query(text) == query


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("", 0, "type a word"),
        ("   ", 0, "type a word"),
        ('dark "side', 5, "not closed"),
        ("(dark", 0, "a ) was expected"),
        ("dark)", 4, "closes nothing"),
        ("dark ()", 5, "empty"),
        ("OR dark", 0, "before OR"),
        ("dark OR", 5, "behind OR"),
        ("dark OR OR side", 5, "behind OR"),
        ("AND dark", 0, "before AND"),
        ("dark AND", 5, "behind AND"),
        ("dark NOT", 5, "behind NOT"),
        ("dark NOT OR side", 5, "behind NOT"),
        ("dark -", 5, "behind -"),
        ("dark & side", 5, "no letter or digit"),
        ("dark - side", 5, "directly behind it"),
        ("= dark", 0, "directly before the word"),
        ("dark / side", 5, "a / in a text"),
        ("*", 0, "everything"),
        ('dark "..."', 5, "no letter or digit"),
        ("speeker:Anna", 0, "there is no field"),
        ('speaker:""', 0, "a value was expected"),
        ("/da(rk/", 3, "no regular expression"),
        ("/dark", 0, "a / was expected"),
        ("//", 0, "empty"),
        ("dark~2", 4, "only one edit"),
        ("dark~9x", 4, "only one edit"),
        ("dark~side", 4, "only one edit"),
        ("dark ~5", 5, "directly behind the quotation marks"),
        ('"dark side" ~5', 12, "directly behind the quotation marks"),
        ('"dark side"~', 11, "a number of words"),
        ('"dark side"~-3', 11, "a number of words"),
        ('"dark side"~2000', 11, "a number of words"),
        ("dark near/3 side", 5, '"one other"~3'),
        ("NEAR/0", 0, '"one other"~0'),
        ("document:", 0, "a value was expected directly behind document:"),
        ("dark kind: interview", 5, "directly behind kind:"),
        ("kind :interview", 0, "directly behind kind:"),
        ("case.site: North", 0, "directly behind case.site:"),
        ("case.site :North", 0, "directly behind case.site:"),
        ("-theme:", 1, "directly behind theme:"),
        ("(kind:)", 1, "a value was expected"),
        ("kind:(interview)", 0, "a value was expected"),
        ("case.:North", 0, "name of an attribute"),
        ("case.: North", 0, "name of an attribute"),
        ("case:North", 0, "case.KEY:"),
        ('kind:"interview', 5, "not closed"),
        ('"dark "side" moon"', 7, "a phrase holds no others"),
        ('dark"', 4, "not closed"),
        ('""', 0, "no letter or digit"),
        ('"* side"', 1, "stands for no word"),
        ('"dark * side"', 6, "stands for no word"),
        ("/dark/i", 6, "a blank was expected"),
        ("!dark", 0, "not by !"),
        ("dark || side", 5, "OR"),
        ("dark && side", 5, "anyway"),
        ("dark ! side", 5, "NOT"),
        ("NOT NOT dark", 0, "behind NOT"),
        ("=", 0, "behind ="),
        ('=""', 1, "no letter or digit"),
        ("(())", 1, "empty"),
        ("dar*~", 0, "one plain word"),
        ('"dark side"~x', 11, "a number of words"),
        ('"dark"~5', 0, "two words"),
        ("(" * 60 + "a" + ")" * 60, 40, "inside each other"),
        ("a" * 5000, 4000, "at most"),
    ],
)
def test_a_fault_names_its_place_and_what_was_expected(text: str, position: int, expected: str) -> None:
    with pytest.raises(QueryFault, match="the query cannot be read") as caught:
        parse_query(text)
    assert caught.value.position == position
    assert expected in caught.value.message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("dark si", And((dark, Prefix("si")))),
        ("dark si ", And((dark, Term("si")))),
        ('"dark si', Phrase((dark, Prefix("si")))),
        ('"dark side" ', Phrase((dark, side))),
        ("dark OR", dark),
        ("dark -", dark),
        ("dark (", dark),
        ("(dark OR si", Or((dark, Prefix("si")))),
        ("dark /si", dark),
        ('dark "', dark),
        ("dar*", Prefix("dar")),
        ("dark AND", dark),
        ("dark kind:", dark),
        ("dark case.site: ", dark),
        ('dark "* si', And((dark, Prefix("si")))),
    ],
)
def test_while_it_is_typed(text: str, query: Query) -> None:
    assert parse_query(text, typing=True) == query


SIGNS = st.lists(st.sampled_from([*'ab *?~"()/:-\\|.5’“', "OR ", "AND ", "NOT "]), max_size=25).map("".join)


@given(st.one_of(SIGNS, st.text(max_size=40)), st.booleans())
def test_any_text_is_a_query_or_a_fault_inside_it(text: str, typing: bool) -> None:
    faults = []
    try:
        parse_query(text, typing=typing)
    except QueryFault as fault:
        faults.append(fault)
    assert all(0 <= fault.position <= len(text) for fault in faults)
