"""Whatever the files say, every theme stands in the tree exactly once, and everywhere in the same place."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from store.codebook import STATUSES, Theme
from themes.tree import build_tree, merged_in_a_ring, parents_of

IDS = [f"t-{letter}" for letter in "abcdefgh"]
CODEBOOKS = st.lists(
    st.builds(
        Theme,
        id=st.sampled_from(IDS),
        name=st.sampled_from(["Trust", "trust", "Power", "Ünï"]),
        parent=st.sampled_from(["", "t-gone", *IDS]),
        order=st.sampled_from(["", "a", "n"]),
        status=st.sampled_from(STATUSES),
        into=st.lists(st.sampled_from(["t-gone", *IDS]), max_size=2).map(tuple),
    ),
    unique_by=lambda theme: theme.id,
)


@given(CODEBOOKS, st.randoms())
def test_every_theme_stands_exactly_once_and_always_in_the_same_place(
    themes: list[Theme], chance: random.Random
) -> None:
    by_id = {theme.id: theme for theme in themes}
    tree = build_tree(by_id)
    walked = [node.theme.id for node in tree.walk()]
    assert sorted(walked) == sorted(by_id)
    assert tree.nodes.keys() == by_id.keys()
    chance.shuffle(themes)
    assert build_tree({theme.id: theme for theme in themes}) == tree


@given(CODEBOOKS)
def test_depth_and_path_are_those_of_the_place(themes: list[Theme]) -> None:
    tree = build_tree({theme.id: theme for theme in themes})
    for node in tree.walk():
        assert (node.path[-1], len(node.path)) == (node.theme.name, node.depth + 1)
        for child in node.children:
            assert child.path == (*node.path, child.theme.name)
    for siblings in (tree.top, *(node.children for node in tree.walk())):
        places = [(node.theme.order, node.theme.name.casefold(), node.theme.id) for node in siblings]
        assert places == sorted(places)


@given(CODEBOOKS)
def test_only_what_is_broken_is_repaired_and_it_is_said(themes: list[Theme]) -> None:
    by_id = {theme.id: theme for theme in themes}
    parents, repairs = parents_of(by_id)
    moved = [theme.id for theme in themes if parents[theme.id] != theme.parent]
    assert len(repairs) == len(moved)
    assert all(parents[theme] == "" or by_id[parents[theme]].active for theme in moved)
    again, none = parents_of({theme.id: replace(theme, parent=parents[theme.id]) for theme in themes})
    assert (again, none) == (parents, ())


def test_of_a_loop_the_largest_id_stands_at_the_top() -> None:
    loop = {"t-a": Theme("t-a", "A", "t-c"), "t-b": Theme("t-b", "B", "t-a"), "t-c": Theme("t-c", "C", "t-b")}
    tree = build_tree(loop | {"t-z": Theme("t-z", "Below the loop", "t-b")})
    assert [(node.path_text, node.depth) for node in tree.walk()] == [
        ("C", 0),
        ("C > A", 1),
        ("C > A > B", 2),
        ("C > A > B > Below the loop", 3),
    ]
    assert tree.repairs == ("C stands at the top, because it was moved below itself",)


def test_a_theme_without_its_parent_or_below_itself_stands_at_the_top() -> None:
    tree = build_tree({"t-a": Theme("t-a", "A", "t-gone"), "t-b": Theme("t-b", "B", "t-b")})
    assert [node.theme.name for node in tree.top] == ["A", "B"]
    assert len(tree.repairs) == 2


def test_a_chain_of_thousands_is_a_tree_too() -> None:
    chain = {
        f"t-{number:05}": Theme(f"t-{number:05}", f"{number}", f"t-{number - 1:05}" if number else "")
        for number in range(3_000)
    }
    assert build_tree(chain).nodes["t-02999"].depth == 2_999
    chain["t-00000"] = Theme("t-00000", "0", "t-02999")
    assert build_tree(chain).top[0].theme.id == "t-02999"


def test_an_empty_codebook() -> None:
    assert build_tree({}).top == ()


def book(*themes: Theme) -> dict[str, Theme]:
    return {theme.id: theme for theme in themes}


def test_what_a_colleague_put_below_a_theme_that_went_stands_where_it_went() -> None:
    themes = book(
        Theme("a", "Trust", status="merged", into=("b",)),
        Theme("b", "Power"),
        Theme("c", "Doubt", parent="a"),
        Theme("d", "Old", parent="b", status="retired"),
        Theme("e", "New", parent="d"),
        Theme("f", "Also old", parent="a", status="retired"),
    )
    parents, repairs = parents_of(themes)
    assert parents == {"a": "", "b": "", "c": "b", "d": "b", "e": "b", "f": "a"}
    assert repairs == (
        "Doubt stands under Power, because Trust above it is merged",
        "New stands under Power, because Old above it is retired",
    )


def test_a_theme_whose_place_went_into_itself_stands_at_the_top() -> None:
    themes = book(Theme("a", "Trust", status="merged", into=("b",)), Theme("b", "Power", parent="a"))
    assert parents_of(themes)[0] == {"a": "", "b": ""}


def test_themes_merged_into_each_other_are_named_once() -> None:
    themes = book(
        Theme("a", "Trust", status="merged", into=("b",)),
        Theme("b", "Power", status="merged", into=("a",)),
        Theme("c", "Doubt", status="merged", into=("a",)),
    )
    assert merged_in_a_ring(themes) == (
        "Trust and Power were merged into each other: their excerpts count under Power; wake one",
    )
    assert build_tree(themes).repairs == merged_in_a_ring(themes)
