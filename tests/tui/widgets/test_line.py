"""One line of pieces: what stands at the right edge stays there, whatever the texts are."""

import asyncio
from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult

from tui.widgets.line import Line
from tui.widgets.row_list import Piece, RowList


class LineApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.line = Line()
        self.list = RowList(empty="nothing here")

    def compose(self) -> ComposeResult:
        yield self.line
        yield self.list


def run(steps: Callable[[LineApp], None], width: int = 30) -> None:
    async def running() -> None:
        app = LineApp()
        async with app.run_test(size=(width, 8)) as pilot:
            await pilot.pause()
            steps(app)

    asyncio.run(running())


@pytest.mark.parametrize("title", ["plain", "川が決める", "\x1b]0;x\x07", "e\u0301", "[bold]not[/] markup [/"])
def test_the_right_edge_is_the_right_edge(title: str) -> None:
    def steps(app: LineApp) -> None:
        app.line.say((title, "strong"), ("", "right"), ("5 % ", "dim"))
        shown = app.line.render_line(0)
        assert shown.cell_length == 30
        assert shown.text.endswith("5 % ")
        assert "\x1b" not in shown.text

    run(steps)


def test_what_is_too_long_is_cut_at_the_edge() -> None:
    def steps(app: LineApp) -> None:
        app.line.say(("川" * 40, ""))
        assert app.line.render_line(0).cell_length == 30

    run(steps)


def test_what_is_too_long_gives_way_to_the_right_edge_and_says_that_it_goes_on() -> None:
    def steps(app: LineApp) -> None:
        app.line.say(
            (" fg1", "strong"),
            ("  Focus group 1, Brackwater, wardens and neighbours", "dim"),
            ("", "right"),
            ("5 % ", ""),
        )
        assert app.line.render_line(0).text == " fg1  Focus group 1, Bra… 5 % "

    run(steps)


def test_markup_is_shown_as_it_stands() -> None:
    def steps(app: LineApp) -> None:
        app.line.say(("[bold]x[/] [@click=app.quit]y[/] [/", ""))
        assert app.line.render_line(0).text.rstrip() == "[bold]x[/] [@click=app.quit]y[/] [/"

    run(steps, width=50)


def test_a_list_says_that_it_is_empty_and_keeps_its_index_in_bounds() -> None:
    def steps(app: LineApp) -> None:
        rows: list[Piece] = [("one", ""), ("two\nlines", "#6fb1d6"), ("three", "no-colour")]
        assert "nothing here" in app.list.render_line(0).text
        assert app.list.index == -1
        app.list.move_row(1)
        assert app.list.index == -1
        app.list.show(3, lambda row, _width: [rows[row]], index=99)
        assert app.list.index == 2
        app.list.move_page(-5)
        assert app.list.index == 0
        app.list.go_end()
        assert app.list.index == 2
        assert app.list.render_line(1).text.startswith("two␊lines")
        assert app.list.render_line(2).text.startswith("three")
        app.list.show(0, lambda row, _width: [rows[row]])
        assert app.list.index == -1

    run(steps)


def test_only_rows_on_screen_are_made() -> None:
    painted: list[int] = []

    def paint(row: int, _width: int) -> list[Piece]:
        painted.append(row)
        return [(f"row {row}", "")]

    def steps(app: LineApp) -> None:
        app.list.show(100_000, paint, index=50_000)
        for y in range(app.list.size.height):
            app.list.render_line(y)
        assert set(painted) <= set(range(49_980, 50_021))
        assert 50_000 in painted

    run(steps)
