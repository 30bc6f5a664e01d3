"""Something can be put anywhere among siblings, and as a rule nobody else's file changes for it."""

from hypothesis import given
from hypothesis import strategies as st

from store.ordering import has_room, inserted, order_after, order_between, spread_out

PLACES = st.from_regex(r"[abnyz]{0,5}[bnyz]", fullmatch=True)


@given(PLACES, PLACES)
def test_between_two_places_is_a_third_with_room_around_it(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low != high:
        made = order_between(low, high)
        assert low < made < high
        assert has_room(made)


@given(PLACES)
def test_there_is_always_room_at_the_beginning_and_at_the_end(place: str) -> None:
    first, last = order_between("", place), order_after([place])
    assert first < place < last
    assert has_room(first)
    assert has_room(last)


@given(st.lists(st.integers(0, 1_000), max_size=60))
def test_nobody_gives_way_however_often_something_is_put_in(places: list[int]) -> None:
    orders: list[str] = []
    for place in places:
        index = place % (len(orders) + 1)
        made, others = inserted(orders, index)
        assert not others
        orders.insert(index, made)
    assert orders == sorted(set(orders))


@given(st.lists(st.text("aznA1", max_size=3) | st.text(max_size=3), max_size=8), st.integers(0, 8))
def test_what_people_wrote_by_hand_is_put_in_order(found: list[str], place: int) -> None:
    orders = sorted(found)
    index = min(place, len(orders))
    made, others = inserted(orders, index)
    after = [others.get(number, order) for number, order in enumerate(orders)]
    assert all(each < made for each in after[:index])
    assert all(made < each for each in after[index:])
    if others:
        assert [*after[:index], made, *after[index:]] == spread_out(len(orders) + 1)
    assert all(orders[index] != order for index, order in others.items())


@given(st.integers(0, 2_000))
def test_places_spread_out_are_in_order_and_short(count: int) -> None:
    places = spread_out(count)
    assert places == sorted(set(places))
    assert all(map(has_room, places))
    assert max(map(len, places), default=0) <= 3
