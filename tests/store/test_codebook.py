"""A theme reads back as it was written, and there is always room after a sibling."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.acts import add_theme
from store.codebook import (
    STATUSES,
    Theme,
    colour_of,
    letter_of,
    theme_from,
    theme_path,
    theme_record,
)
from store.codebook_acts import import_codebook
from store.errors import FileFault, UsageFault
from store.ordering import order_after
from store.review_acts import judge, start_round
from store.theme_acts import rename_theme
from store.toml import parse_toml, render_toml
from tests.store.studies import Desk
from tests.store.test_toml import TEXTS

ORDERS = st.text("abnyz", max_size=4) | st.text(max_size=4)
THEMES = st.builds(
    Theme,
    id=st.just("t-9q2c7k"),
    name=TEXTS.filter(bool),
    parent=st.sampled_from(["", "t-4m2x8q"]),
    order=ORDERS,
    status=st.sampled_from(STATUSES),
    into=st.lists(st.just("t-b41xkz"), max_size=2).map(tuple),
    aliases=st.lists(TEXTS, max_size=2).map(tuple),
    created=st.none() | st.just(datetime(2026, 11, 3, 10, tzinfo=UTC)),
    definition=TEXTS,
    include=TEXTS,
    exclude=TEXTS,
    example=st.sampled_from(["", "e3f9ac21d07"]),
    kind=st.sampled_from(["", "theme", "typology", "subtheme"]),
    source=TEXTS,
    colour=st.sampled_from(["", "#e0a458", "red"]),
    letter=st.sampled_from(["", "N", "long"]),
    label=TEXTS,
    other=st.dictionaries(st.sampled_from(["lines", "counter_evidence"]), TEXTS.filter(bool) | st.just(True)),
)


@given(THEMES)
def test_a_theme_reads_back_as_it_was_written(theme: Theme) -> None:
    record = parse_toml("x", render_toml(theme_record(theme)))
    assert theme_from(theme_path(theme.id), record) == theme
    assert all(value not in ("", [], None, {}) for value in record.values())


@given(st.lists(ORDERS, max_size=8))
def test_a_place_after_all_siblings(orders: list[str]) -> None:
    after = order_after(orders)
    assert all(after > order for order in orders)


def test_places_of_a_thousand_themes_stay_in_order_and_short() -> None:
    orders: list[str] = []
    for _ in range(1_000):
        orders.append(order_after(orders))
    assert orders == sorted(set(orders))
    assert max(map(len, orders)) < 120


@pytest.mark.parametrize(
    "record", [{}, {"id": "t-1"}, {"name": "x"}, {"id": 5, "name": "x"}, {"id": "t-1", "name": ""}]
)
def test_without_an_id_and_a_name_it_is_no_theme(record: dict[str, object]) -> None:
    with pytest.raises(FileFault, match="missing"):
        theme_from("themes/t-1.toml", record)


def test_which_statuses_take_excerpts() -> None:
    assert [status for status in STATUSES if Theme("t", "T", status=status).active] == ["candidate", "agreed"]


@pytest.mark.parametrize(
    ("text", "letter"),
    [("N", "N"), ("ß", "ß"), ("", ""), ("No", ""), (" ", ""), ("\x1b", ""), ("河", ""), ("\u0301", "")],
)
def test_a_letter_of_the_margin_is_one_character_in_one_cell(text: str, letter: str) -> None:
    assert letter_of(text) == letter


def test_a_colour_is_named_by_its_six_digits() -> None:
    assert [colour_of(text) for text in ("#E0A458", " #e0a458", "red", "#fff", "")] == [
        "#e0a458",
        "#e0a458",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize("name", ["Power > Distance", "Power  >\tDistance", "Power >", " > Power > "])
def test_no_theme_gets_a_name_that_reads_as_a_path(desk: Desk, name: str) -> None:
    trust = desk.theme("Trust")
    with pytest.raises(UsageFault, match="cannot hold ' > '"):
        add_theme(desk.holdings, name)
    with pytest.raises(UsageFault, match="cannot hold ' > '"):
        rename_theme(desk.holdings, trust, name)
    with pytest.raises(UsageFault, match="cannot hold ' > '"):
        import_codebook(desk.holdings, [{"id": "x", "name": name}])
    excerpt = desk.tag(39, 60, "Trust")
    _, review = start_round(desk.holdings, "ana-ferreira", "First")
    with pytest.raises(UsageFault, match="cannot hold ' > '"):
        judge(review, excerpt, trust, "split off", "why", name=name)


@pytest.mark.parametrize("name", ["> 70 years", "a>b", "->", ">"])
def test_a_name_that_reads_as_no_path_may_hold_the_sign(desk: Desk, name: str) -> None:
    _, above = add_theme(desk.holdings, name)
    assert above.name == name
