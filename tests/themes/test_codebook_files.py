"""A codebook goes out and comes in again unchanged, as TOML and as CSV, with all that catena has no word for."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.acts import SetValue
from store.codebook import Theme
from store.codebook_acts import import_codebook
from store.errors import FileFault, UsageFault
from store.holdings import Holdings
from tests.store.codebooks import perform
from tests.store.studies import Desk
from tests.store.test_toml import TEXTS
from tests.themes.test_attribution import SHARED
from themes.codebook_files import Row, from_csv, from_toml, rows_of, same_rows, to_csv, to_markdown, to_toml
from themes.counts import Evidence
from themes.tree import build_tree

TRUTH = SHARED / "truth/themes.toml"
NAMES = st.text("abcÄ=+'\"[; -", min_size=1, max_size=6).map(lambda text: f"n{' '.join(text.split())}")
VALUES = (
    TEXTS.filter(bool)
    | st.lists(st.sampled_from(["Q1", "Q;2"]), min_size=1, max_size=2)
    | st.sampled_from([True, {"a": {"b": 1}}])
)


@st.composite
def codebooks(draw: st.DrawFn) -> dict[str, Theme]:
    themes: dict[str, Theme] = {}
    for number in range(draw(st.integers(0, 5))):
        known = [*themes]
        theme = Theme(
            id=f"t-{number:06}",
            name=f"{draw(NAMES)}{number}",
            parent=draw(st.sampled_from(["", *known])),
            order="bcdefg"[number],
            status=draw(st.sampled_from(["candidate", "agreed", "retired"])),
            into=tuple(draw(st.lists(st.sampled_from(known), unique=True, max_size=1))) if known else (),
            aliases=tuple(draw(st.lists(NAMES, max_size=2))),
            definition=draw(TEXTS),
            exclude=draw(TEXTS),
            kind=draw(st.sampled_from(["", "typology", "=1+1"])),
            label=draw(st.sampled_from(["", f"label.{number}", "shared"])),
            other=draw(st.dictionaries(st.sampled_from(["lines", "excerpts"]), VALUES)),
        )
        themes[theme.id] = theme
    return themes


@given(codebooks())
def test_out_and_in_again_is_the_same(themes: dict[str, Theme]) -> None:
    rows = rows_of(themes)
    assert from_toml("x", to_toml(themes) or b"theme = []") == rows
    assert from_csv("x", to_csv(themes).encode()) == rows


@given(codebooks())
def test_what_went_out_is_known_when_it_comes_back(themes: dict[str, Theme]) -> None:
    held = Holdings(themes=themes)
    if themes:
        with pytest.raises(UsageFault, match="here already"):
            import_codebook(held, rows_of(themes))


def imported(rows: list[Row], themes: dict[str, Theme] | None = None) -> dict[str, Theme]:
    held = Holdings(themes=themes or {})
    _, incoming = import_codebook(held, rows)
    return {theme.id: theme for theme in incoming.themes.values()}


@pytest.mark.skipif(not TRUTH.exists(), reason="needs the shared codebook (CATENA_SHARED)")
def test_a_codebook_of_five_studies_comes_in_goes_out_and_comes_in_unchanged(desk: Desk) -> None:
    before = tomllib.loads(TRUTH.read_text(encoding="utf-8"))["theme"]
    rows = from_toml("themes.toml", TRUTH.read_bytes())
    assert len(rows) == 134
    act, incoming = import_codebook(desk.holdings, rows)
    assert len(act.changes) == len(incoming.added) == 134
    perform(desk, act)
    mine = {theme.id for theme in desk.holdings.themes.values() if theme.name in ("Trust", "Power")}
    themes = {key: theme for key, theme in desk.holdings.themes.items() if key not in mine}
    nodes = build_tree(themes).nodes
    assert max(node.depth for node in nodes.values()) == max(depth_in(before, row["id"]) for row in before)
    for out in (tomllib.loads(to_toml(themes).decode())["theme"], from_csv("x", to_csv(themes).encode())):
        assert {row["id"]: row for row in out} == {row["id"]: row for row in before}
    again = imported(from_csv("x", to_csv(themes).encode()))
    assert same_rows(rows_of(again), before)
    with pytest.raises(UsageFault, match="here already"):
        import_codebook(desk.holdings, rows)


def depth_in(rows: list[Row], theme: str) -> int:
    parents = {row["id"]: row.get("parent", "") for row in rows}
    return depth_in(rows, parents[theme]) + 1 if parents[theme] else 0


def test_six_levels() -> None:
    rows: list[Row] = [{"id": f"l{level}", "name": "Same", "parent": f"l{level - 1}"} for level in range(1, 7)]
    themes = imported([*rows, {"id": "l0", "name": "Same"}])
    assert max(node.depth for node in build_tree(themes).nodes.values()) == 6


def test_a_table_from_a_spreadsheet_needs_names_alone() -> None:
    data = "Name,PARENT,Definition,,aliases\nPower,,Who decides,,Rule; Might\n\nDistance,Power,,\n"
    rows = from_csv("codes.csv", data.encode("utf-8-sig"))
    assert rows == [
        {"id": "Power", "name": "Power", "definition": "Who decides", "aliases": ["Rule", "Might"]},
        {"id": "Distance", "name": "Distance", "parent": "Power"},
    ]
    power, distance = imported(rows).values()
    assert distance.parent == power.id


def test_no_cell_is_a_formula() -> None:
    cells = to_csv({"t-1": Theme("t-1", "=SUM(A1)", definition="'-x")}).split("\n")[1].split(",")
    assert cells[1] == "'=SUM(A1)"
    assert "''-x" in cells


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff", "UTF-8"),
        (b"id,parent\n1,2\n", "no column `name`"),
        (b"name\na,b\n", "more cells"),
        (b'name\n"a"b\n', "no CSV"),
        (b"name,id\n ,x\n", "has no name"),
        (b"name,status\nx,good\n", "`status` is 'good'"),
        (b"", "no column `name`"),
    ],
)
def test_what_is_no_table_of_themes_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(FileFault, match=reason):
        from_csv("codes.csv", data)


@pytest.mark.parametrize(
    "text", ["", "theme = 1", "theme = [1]", "[[theme]]\nid = 'x'", "[[theme]]\nname = 'x'\ninto = 'y'"]
)
def test_what_is_no_codebook_is_named(text: str) -> None:
    with pytest.raises(FileFault, match=r"codes\.toml"):
        from_toml("codes.toml", text.encode())


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([{"id": "a", "name": "A", "parent": "z"}], "names the theme 'z'"),
        ([{"id": "a", "name": "A", "parent": "b"}, {"id": "b", "name": "B", "parent": "a"}], "below itself"),
        ([{"id": "a", "name": "A"}, {"id": "a", "name": "B"}], "two themes of the file"),
        ([{"id": "a", "name": "A"}, {"id": "b", "name": "a"}], "in this place already"),
        ([{"id": "a", "name": "A", "colour": "red"}], "is no colour"),
    ],
)
def test_what_cannot_be_a_tree_of_themes_is_refused_as_a_whole(rows: list[Row], refusal: str) -> None:
    with pytest.raises(UsageFault, match=refusal):
        import_codebook(Holdings(), rows)


def test_themes_that_are_here_are_left_as_they_are_unless_the_file_is_to_be_followed(desk: Desk) -> None:
    trust = desk.theme("Trust")
    rows: list[Row] = [
        {"id": trust.id, "name": "Trust", "definition": "Where somebody relies on another.", "lines": "1-2"},
        {"id": "new", "name": "Doubt", "parent": trust.id},
    ]
    act, incoming = import_codebook(desk.holdings, rows)
    assert (incoming.added, incoming.changed, incoming.differing) == (("new",), (), (trust.id,))
    perform(desk, act)
    assert desk.holdings.themes[trust.id] == trust
    act, incoming = import_codebook(desk.holdings, rows, update=True)
    assert (incoming.added, incoming.changed) == ((), (trust.id,))
    perform(desk, act)
    assert desk.theme("Trust").definition == "Where somebody relies on another."
    assert desk.theme("Trust").other == {"lines": "1-2"}
    desk.take_in(desk.writer.undo())
    assert desk.theme("Trust") == trust


def test_a_file_that_is_followed_leaves_what_it_cannot_say() -> None:
    known = Theme("t-1", "Trust", status="retired", was="agreed", guid="71B71E30-7C36-569E-8A5F-65AC71912ECB")
    held = Holdings(themes={"t-1": known})
    with pytest.raises(UsageFault, match="here already"):
        import_codebook(held, rows_of(held.themes), update=True)
    row: Row = {"id": "t-1", "name": "Trust", "status": "retired", "definition": "Nobody says it."}
    (change,) = import_codebook(held, [row], update=True)[0].changes
    assert isinstance(change, SetValue)
    assert change.keys == ("definition",)


def test_the_page_to_be_printed() -> None:
    themes = {
        "t-a": Theme(
            "t-a",
            "Trust",
            status="agreed",
            order="b",
            definition="Where somebody relies on another.",
            exclude="Liking.",
        ),
        "t-b": Theme("t-b", "Trust\nlost", parent="t-a", kind="typology"),
        "t-c": Theme("t-c", "Faith", status="merged", into=("t-a",), order="c"),
    }
    page = to_markdown("A study", themes, {"t-a": Evidence({"e1"}, {"d1"}, set(), {"e2"})})
    assert (
        page
        == """# Codebook: A study

## Trust

*agreed; 1 excerpt, 1 document, 0 cases; against: 1*

Where somebody relies on another.

Exclude: Liking.

### Trust lost

*typology; candidate; 0 excerpts, 0 documents, 0 cases*

## No longer in use

- Faith: merged into Trust
"""
    )
