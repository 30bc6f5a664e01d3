"""Tables by keys: every number that is shown is opened and counted again from the files; choosing, moving, copying, writing."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.geometry import Size

from store.git import Git
from tests.tui.app.driving import LARGE, SMALL, Driven, drive
from tests.tui.app.recounting import Cells, Files
from tests.tui.app.sorting import sort_cases
from themes.behind import Group
from themes.table_wishes import Wish
from themes.tables import Label
from tui.places.behind import BehindPlace
from tui.places.reader import ReaderPlace
from tui.places.tables import TablesPlace
from tui.widgets.cell_grid import CellRows


def tables(app: Driven) -> TablesPlace:
    assert isinstance(app.place, TablesPlace)
    return app.place


def behind(app: Driven) -> BehindPlace:
    assert isinstance(app.place, BehindPlace)
    return app.place


async def counted(app: Driven, wish: Wish | None = None) -> TablesPlace:
    """Goes to Tables and waits until a table stands there."""
    await app.press("6")
    place = tables(app)
    if wish is not None:
        place.ask(wish)
    await app.until(lambda: place.view is not None and not place.is_counting)
    await app.pilot.pause()
    return place


async def ready(app: Driven) -> None:
    """Waits until what was wished for is counted."""
    place = tables(app)
    await app.until(lambda: not place.is_counting)


def number(place: TablesPlace, row: int, column: int) -> int:
    """The number that a cell shows, as it is painted."""
    text, _ = place.grid.rows.filling.cell(row, column)
    digits = text.strip(" ▁▃▅▇✎").split(" ")[0]
    return 0 if digits == "·" else int(digits)


def key(place: TablesPlace, label: Label | None) -> str:
    """The id of the theme or the words that a row or column stands for, "" for a total."""
    if label is None:
        return ""
    return place.key_of(label) or label[-1]


def things(groups: list[Group]) -> set[str]:
    """What is counted behind a number: the things, or the excerpts themselves."""
    if groups and not groups[0].kind:
        return set(groups[0].excerpts)
    return {"+".join(each.excerpts) if each.kind == "pair" else each.key for each in groups}


TABLES: dict[str, tuple[Wish, Callable[[Files], Cells]]] = {
    "themes by site": (Wish("themes", ("site",)), lambda files: files.themes_by("site", "references")),
    "documents by site": (
        Wish("themes", ("site",), counts="documents"),
        lambda files: files.themes_by("site", "documents"),
    ),
    "cases by site": (Wish("themes", ("site",), counts="cases"), lambda files: files.themes_by("site", "cases")),
    "themes by document": (Wish("documents"), lambda files: files.themes_by_document("references", "document")),
    "themes by kind": (Wish("kinds"), lambda files: files.themes_by_document("references", "kind")),
    "themes by reviewer": (
        Wish("reviewers", counts="documents"),
        lambda files: files.themes_by_document("documents", "reviewer"),
    ),
    "matrix": (
        Wish("matrix"),
        lambda files: {
            (case, theme): those for (theme, case), those in files.themes_by_document("references", "case").items()
        },
    ),
    "cases": (Wish("frequencies", ("site",), "role"), lambda files: files.cases_by("site", "role")),
    "what meets": (Wish("cooccurrence"), lambda files: files.meeting()),
    "saturation": (
        Wish("saturation"),
        lambda files: {place: those for each in files.new_by_document("interview") for place, those in each.items()},
    ),
}


def test_every_number_of_the_sample_study_is_opened_and_counted_again(sample: Path) -> None:
    files = Files(sample)

    async def steps(app: Driven) -> None:
        for name, (wish, recount) in TABLES.items():
            place = await counted(app, wish)
            compare(name, opened(app, place), recount(files))

    drive(sample, steps)


def opened(app: Driven, place: TablesPlace) -> dict[tuple[str, str], set[str]]:
    """What is behind each number that the table shows, held against the number."""
    from tui.flows.tables import groups_behind

    view, snapshot = place.view, app.app.study.snapshot
    assert view is not None
    assert snapshot is not None
    found: dict[tuple[str, str], set[str]] = {}
    for row, row_label in enumerate(view.rows):
        for column, column_label in enumerate(view.columns):
            shown = number(place, row, column)
            those = things(list(groups_behind(place, snapshot, (row_label, column_label))))
            assert len(those) == shown
            if shown:
                found[key(place, row_label), key(place, column_label)] = those
    return found


def compare(name: str, seen: dict[tuple[str, str], set[str]], expected: Cells) -> None:
    """Holds the cells and the totals of a table against what was counted from the files."""
    inner = {place: those for place, those in seen.items() if all(place)}
    assert inner == {place: those for place, those in expected.items() if those}, name
    if name == "saturation":
        return
    for row in {row for row, _ in expected}:
        assert seen[row, ""] == set().union(*(those for (each, _), those in expected.items() if each == row)), name
    for column in {column for _, column in expected}:
        assert seen["", column] == set().union(*(those for (_, each), those in expected.items() if each == column)), (
            name
        )
    assert seen["", ""] == set().union(*expected.values()), name


@pytest.mark.soak
@pytest.mark.parametrize("name", TABLES)
def test_every_number_is_opened_by_its_key(name: str, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.tui.app.driving.HANGS", 900)
    wish, _ = TABLES[name]

    async def steps(app: Driven) -> None:
        place = await counted(app, wish)
        view = place.view
        assert view is not None
        for row, row_label in enumerate(view.rows):
            for column, column_label in enumerate(view.columns):
                place.grid.rows.go_to(row)
                place.grid.rows.go_to_column(column)
                shown = number(place, row, column)
                await app.press("enter")
                if not shown:
                    assert app.place is place
                    continue
                await app.until(lambda: isinstance(app.place, BehindPlace))
                inner = behind(app)
                told = view.told(row_label, column_label)
                await app.until(lambda inner=inner, told=told: told in app.lines[1] and inner.lines)  # type: ignore[misc]
                heads = [line for line in inner.lines if not line.excerpt]
                assert len(heads or inner.lines) == shown
                await app.press("escape")
                await app.until(lambda: app.place is place)
                assert place.cell_meant == (row_label, column_label)

    drive(sample, steps)


def test_what_has_an_excerpt_and_what_has_none_covers_every_passage(sample: Path) -> None:
    files = Files(sample)

    async def steps(app: Driven) -> None:
        place = await counted(app, Wish("coverage"))
        view = place.view
        assert view is not None
        for row, label in enumerate(view.rows[:-1]):
            assert label is not None
            passages = (await app.app.study.text_of(app.holdings.documents[label[0]])).passages
            tagged = [
                passage
                for passage in passages
                if any(
                    segment["start"] < passage.end and passage.start < segment["end"]
                    for excerpt, entry in files.excerpts.items()
                    if entry["document"] == label[0] and files.excerpts[excerpt].get("themes")
                    for segment in entry["segments"]
                )
            ]
            shown = [number(place, row, column) for column in range(3)]
            assert shown == [len(tagged), len(passages) - len(tagged), len(passages)]
        await app.press("right", "enter")
        await app.see(" passages")
        assert behind(app).lines[0].group.kind == "passage"
        await app.press("enter")
        await app.see("[Reader]")

    drive(sample, steps)


@pytest.mark.parametrize("size", [LARGE, (40, 24)])
def test_a_number_leads_to_its_excerpts_to_the_reader_and_back_to_the_same_cell(
    size: tuple[int, int], sample: Path
) -> None:
    files = Files(sample)
    expected = files.themes_by("site", "references")

    async def steps(app: Driven) -> None:
        place = await counted(app)
        await app.press("j", "j", "l", "l", "h")
        row, column = place.cell_meant
        assert column == ("Brackwater",)
        those = expected[key(place, row), "Brackwater"]
        await app.press("enter")
        await app.until(lambda: isinstance(app.place, BehindPlace))
        assert {line.excerpt for line in behind(app).lines} == those
        await app.press("j", "enter")
        await app.until(lambda: isinstance(app.place, ReaderPlace))
        await app.until(lambda: app.reader.document is not None)
        await app.press("escape")
        await app.until(lambda: isinstance(app.place, BehindPlace))
        assert behind(app).list.index == 1
        await app.press("escape")
        await app.until(lambda: isinstance(app.place, TablesPlace))
        assert place.cell_meant == (row, column)

    drive(sample, steps, size=size)


def test_looking_changes_no_number_and_keeps_the_cell(sample: Path) -> None:
    async def keeps(app: Driven, place: TablesPlace) -> None:
        await app.press("j", "j", "j", "l", "l")
        meant = place.cell_meant
        for name in ("c", "percent_sign", "o", "c", "v"):
            await app.press(name)
            await ready(app)
            assert place.cell_meant == meant, name
        await app.press("x")
        await ready(app)
        assert place.cell_meant == meant[::-1]
        await app.press("x", "v")
        await ready(app)

    async def sorts(app: Driven, place: TablesPlace) -> None:
        place.ask(Wish("themes", ("site",)))
        await ready(app)
        await app.press("left_curly_bracket", "l", "o")
        await ready(app)
        view = place.view
        assert view is not None
        numbers = [number(place, row, 1) for row in range(len(view.rows) - 1)]
        assert numbers == sorted(numbers, reverse=True)
        assert numbers[0] > 0
        await app.press("o")
        await ready(app)
        assert place.view is not None
        assert place.view.rows[:-1] == place.view.table.rows

    async def goes_by_the_next(app: Driven, place: TablesPlace) -> None:
        keys = sorted({key for case in app.holdings.cases.values() for key in case.attributes})
        before = place.wish.by[0]
        await app.press("full_stop")
        await ready(app)
        assert place.wish.by == (keys[(keys.index(before) + 1) % len(keys)],)
        await app.press("comma")
        await ready(app)
        assert place.view is not None
        assert place.view.table.title == f"themes by {before}"

    async def filters(app: Driven, place: TablesPlace) -> None:
        await app.press("backslash")
        await app.paste("alarm")
        await ready(app)
        assert place.view is not None
        themes = app.holdings.themes
        wanted = {
            each.id
            for each in themes.values()
            for named in (each, themes.get(each.parent))
            if each.active and named is not None and "alarm" in named.name.casefold()
        }
        assert {key(place, row) for row in place.view.rows} == wanted
        await app.press("enter", "escape")
        await ready(app)
        assert len(place.view.rows) == len(place.view.table.rows) + 1

    async def follows_what_is_done(app: Driven, place: TablesPlace) -> None:
        assert place.view is not None
        before = place.view.table.total.count
        await app.read("bv01", "I could hear the weir")
        await app.press("t")
        await app.see("Tag the sentence")
        await app.press("enter")
        await app.see("u undoes it")
        await app.press("6")
        await app.until(lambda: place.view is not None and place.view.table.total.count == before + 1)
        await app.press("u")
        await app.until(lambda: place.view is not None and place.view.table.total.count == before)

    async def steps(app: Driven) -> None:
        place = await counted(app)
        for part in (keeps, sorts, goes_by_the_next, filters, follows_what_is_done):
            await part(app, place)

    drive(sample, steps)


def test_a_share_of_all_cases_is_of_those_that_the_study_has(sample: Path) -> None:
    files = Files(sample)
    participants = [case for case, each in files.cases.items() if each["kind"] == "participant"]
    there = sum(files.stated(case, "site") == "Brackwater" for case in participants)

    async def steps(app: Driven) -> None:
        place = await counted(app, Wish("themes", ("site",), counts="cases", percent="cases", case_kind="participant"))
        view = place.view
        assert view is not None
        theme = view.rows[2]
        assert theme is not None
        column = ("Brackwater",)
        count = len(
            {each for each in files.themes_by("site", "cases")[key(place, theme), "Brackwater"] if each in participants}
        )
        assert view.told(theme, column).startswith(f"{count} of {there} cases")
        assert view.whole(theme, None) == len(participants)
        assert view.share(theme, column) == str((200 * count + there) // (2 * there))

    drive(sample, steps)


def test_a_table_is_saved_as_it_is_shown_and_nothing_is_written_over_unasked(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine\n", encoding="utf-8")

    async def save(app: Driven, *answer: str) -> None:
        await app.press("y")
        await app.see("as it is shown")
        await app.paste("csv")
        await app.press("enter")
        await app.see("Save as")
        await app.press("ctrl+u")
        await app.paste(str(path))
        await app.press("enter")
        await app.see("is there already")
        await app.press(*answer)

    async def steps(app: Driven) -> None:
        place = await counted(app)
        await save(app, "enter")
        await app.hear("nothing was written")
        assert path.read_text(encoding="utf-8") == "mine\n"
        await save(app, "down", "enter")
        await app.hear("saved as")
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        view = place.view
        assert view is not None
        assert len(rows) == len(view.rows) + 1
        for row in range(len(view.rows)):
            assert [int(each) for each in rows[row + 1][1:]] == [
                number(place, row, column) for column in range(len(view.columns))
            ]

    drive(sample, steps)


def test_a_summary_of_a_cell_of_the_matrix_is_a_memo_on_disk(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        place = await counted(app, Wish("matrix"))
        view = place.view
        assert view is not None
        row = view.rows.index(("bv01",))
        place.grid.rows.go_to(row)
        while not number(place, row, place.grid.rows.column):
            await app.press("l")
        case, theme = place.matrix_cell
        excerpts = set(view.cell(*place.cell_meant).excerpts)
        await app.press("e")
        await app.see("## Summary")
        await app.paste("Nobody was asked.")
        await app.press("escape")
        await app.see("the summary of bv01 is saved", "✎ Nobody was asked.")
        (memo,) = (each for each in app.on_disk.memos.values() if each.type == "summary")
        assert (memo.reviewer, memo.cases, memo.themes) == ("ana", (case,), (theme,))
        assert set(memo.excerpts) == excerpts
        assert "\nNobody was asked.\n" in memo.body
        await app.press("e")
        await app.see("## Summary", "Nobody was asked.")
        await app.press("escape")
        await app.until(lambda: isinstance(app.place, TablesPlace))
        await app.press("u")
        await app.until(lambda: not any(each.type == "summary" for each in app.on_disk.memos.values()))

    drive(sample, steps)


def test_tables_are_chosen_and_narrowed_by_keys(sample: Path) -> None:
    files = Files(sample)

    async def steps(app: Driven) -> None:
        place = await counted(app)
        await app.press("w")
        await app.see("Which table?")
        await app.paste("cases by")
        await app.press("enter")
        await ready(app)
        await app.press("a")
        await app.see("Rows: which attributes?")
        await app.press("enter")
        await app.see("Columns: which attribute?")
        await app.paste("role")
        await app.press("enter")
        await ready(app)
        assert place.wish.which == "frequencies"
        assert place.wish.across == "role"
        await app.press("f")
        await app.see("Count only what?")
        await app.paste("only cases: participant")
        await app.press("enter")
        await ready(app)
        view = place.view
        assert view is not None
        participants = [case for case, each in files.cases.items() if each["kind"] == "participant"]
        assert view.table.total.counted == set(participants)
        await app.press("c")
        assert "here cases are counted" in app.state
        await app.press("G", "right_curly_bracket", "enter")
        await app.until(lambda: isinstance(app.place, BehindPlace))
        first = behind(app).lines[0].group
        assert first.kind == "case"
        assert len(behind(app).lines) == len(participants)

    drive(sample, steps)


def test_types_dimensions_and_quotas_open_their_cases(sample: Path) -> None:
    sort_cases(sample)

    async def choose(app: Driven, name: str) -> TablesPlace:
        await app.press("w")
        await app.see("Which table?")
        await app.paste(name)
        await app.press("enter")
        if name == "themes along":
            await app.see("Which one?")
            await app.press("enter")
        await app.until(lambda: app.app.screen is app.app.main)
        await ready(app)
        return tables(app)

    async def steps(app: Driven) -> None:
        await counted(app)
        place = await choose(app, "cases by type")
        view = place.view
        assert view is not None
        row = view.rows.index(("Doubter",))
        assert number(place, row, 0) == 1
        place.grid.rows.go_to(row)
        await app.press("enter")
        await app.until(lambda: isinstance(app.place, BehindPlace))
        await app.see("bv01", "evidence from elsewhere")
        inner = behind(app)
        assert [line.group.key for line in inner.lines if not line.excerpt] == ["bv01", ""]
        assert {app.holdings.excerpts[line.excerpt].document for line in inner.lines if line.excerpt} == {
            "bv01",
            "bv05",
        }
        await app.press("escape")
        place = await choose(app, "two dimensions")
        view = place.view
        assert view is not None
        assert {(key(place, row), key(place, column)) for row, column in view.table.cells} == {
            ("low", "low"),
            ("high", "high"),
        }
        place = await choose(app, "themes along")
        await app.press("s")
        await app.see("Which one?")
        await app.paste("bv02")
        await app.press("enter")
        await app.until(lambda: place.wish.thing == "bv02")
        await ready(app)
        view = place.view
        assert view is not None
        assert view.table.total.counted == {each.id for each in app.holdings.excerpts_of("bv02") if each.themes}
        place = await choose(app, "course of")
        view = place.view
        assert view is not None
        commits = Git(app.root).log()
        assert view.table.total.count == len(commits)
        await app.press("G", "right_curly_bracket", "enter")
        await app.until(lambda: isinstance(app.place, BehindPlace))
        await app.see("begin the sample study")
        assert {line.group.key for line in behind(app).lines} == {each.id for each in commits}
        await app.press("escape")
        place = await choose(app, "quota")
        files = Files(sample)
        there = [
            case
            for case, each in files.cases.items()
            if each["kind"] == "participant" and files.stated(case, "site") == "Aldermoor"
        ]
        view = place.view
        assert view is not None
        assert number(place, view.rows.index(("Aldermoor",)), 0) == len(there)
        await app.see(f"of 9 wanted, {9 - len(there)} missing, 1 declined")

    drive(sample, steps)


@pytest.mark.parametrize("without_colour", [True, False])
def test_how_hot_a_cell_is_can_be_read_without_colour(
    without_colour: bool, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if without_colour:
        monkeypatch.setenv("NO_COLOR", "1")

    async def steps(app: Driven) -> None:
        await counted(app)
        rows = app.app.screen.query_one(CellRows)
        assert rows.size.height > 10
        shown = app.rows("CellRows")
        assert any("▅" in line for line in shown)
        assert any("▁" in line for line in shown)
        grounds = {
            segment.style.bgcolor
            for line in range(rows.size.height)
            for segment in rows.render_line(line)
            if segment.style is not None
        }
        assert (len(grounds) > 3) is not without_colour

    drive(sample, steps)


def test_a_study_without_anything_says_so(empty: Path) -> None:
    async def steps(app: Driven) -> None:
        await app.press("6")
        await app.see("there is nothing to count yet: t tags, in Search and in the Reader")
        await app.press("enter", "l", "j", "o", "percent_sign", "x", "a", "v")
        await ready(app)
        await app.press("w")
        await app.see("Which table?")
        await app.paste("saturation")
        await app.press("enter")
        await app.see("new themes by document")
        assert app.app.size == Size(*SMALL)

    drive(empty, steps)


def test_the_columns_that_are_said_to_be_shown_follow_the_room(sample: Path) -> None:
    async def steps(app: Driven) -> None:
        await counted(app)
        await app.pilot.resize_terminal(44, 24)
        await app.see("columns 1 to")
        await app.pilot.resize_terminal(200, 24)
        await app.until(lambda: "columns 1 to" not in app.seen)

    drive(sample, steps)
