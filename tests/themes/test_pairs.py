"""Two themes side by side, and some excerpts that move from one to the other."""

from dataclasses import replace

import pytest

from store.codebook import Theme
from store.documents import Document
from store.errors import UsageFault
from store.excerpts import Excerpt, Segment
from store.holdings import Holdings
from store.recodes import Recode
from themes.pairs import move_some, neighbours, sides_of


def excerpt(key: str, start: int, *themes: str, reviewer: str = "ana") -> Excerpt:
    return Excerpt(key, reviewer, "d1", "", (Segment(start, start + 10, "x" * 10),), themes)


HELD = Holdings(
    documents={"d1": Document("d1", "d1", "interview", "", "hash", 1000)},
    themes={
        "t-a": Theme("t-a", "Trust"),
        "t-b": Theme("t-b", "Power"),
        "t-c": Theme("t-c", "Alone"),
        "t-old": Theme("t-old", "Old trust", status="merged", into=("t-a",)),
    },
    excerpts={
        each.id: each
        for each in (
            excerpt("e1", 0, "t-a"),
            excerpt("e2", 5, "t-b", reviewer="ben"),
            excerpt("e3", 100, "t-old", "t-b"),
            excerpt("e4", 200, "t-a", reviewer="ben"),
            excerpt("e5", 210, "t-b"),
        )
    },
)


def ids(excerpts: tuple[Excerpt, ...]) -> list[str]:
    return [each.id for each in excerpts]


def test_every_excerpt_of_either_stands_on_one_side() -> None:
    sides = sides_of(HELD, "ana", "t-a", "t-b")
    assert (ids(sides.one), ids(sides.both), ids(sides.other)) == (["e1", "e4"], ["e3"], ["e2", "e5"])
    assert sides.meeting == {"e1", "e2"}


def test_sides_are_as_the_reviewer_reads_them() -> None:
    recode = Recode("ana", "d1", "e4", "ben", add=("t-b",))
    read = replace(HELD, recodes={recode.key: recode})
    assert ids(sides_of(read, "ana", "t-a", "t-b").both) == ["e3", "e4"]
    assert ids(sides_of(read, "ben", "t-a", "t-b").both) == ["e3"]


def test_the_nearest_neighbour_shares_most() -> None:
    assert [(theme.id, shared) for theme, shared in neighbours(HELD, "ana", "t-a")] == [("t-b", 1), ("t-c", 0)]


def test_some_excerpts_move_in_one_act() -> None:
    act = move_some(HELD, "ana", ["e1", "e4"], HELD.themes["t-a"], HELD.themes["t-b"], "they are about rules")
    assert act.message == "move 2 excerpts from Trust to Power"
    assert act.why.startswith("they are about rules\n\n- recode e1 from Trust to Power")
    assert [change.path for change in act.changes] == ["excerpts/ana/d1.toml", "excerpts/ana/d1.toml"]
    with pytest.raises(UsageFault, match="nothing was marked"):
        move_some(HELD, "ana", [], HELD.themes["t-a"], HELD.themes["t-b"])
    with pytest.raises(UsageFault, match="not here any more"):
        move_some(HELD, "ana", ["e9"], HELD.themes["t-a"], HELD.themes["t-b"])
