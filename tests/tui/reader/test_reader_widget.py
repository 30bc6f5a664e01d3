"""The reader in an app: cursor, selection, place, and which rows are painted."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

import pytest
from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.pilot import Pilot
from textual.strip import Strip

from tui.widgets.reader import Mark, Reader

SENTENCE = "Nobody in charge said so. We felt watched, not led; that was all. "
PASSAGE = (SENTENCE * 6).rstrip()
TEXT = "\n\n".join([PASSAGE] * 60)
PASSAGES = [(start, start + len(PASSAGE)) for start in range(0, len(TEXT), len(PASSAGE) + 2)]
SIZES = pytest.mark.parametrize("size", [(80, 24), (200, 50)])


class Watched(Reader):
    """A reader that notes which rows it paints."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def _painted(self, row: int) -> Strip:
        self.painted.append(row)
        return super()._painted(row)


class ReaderApp(App[None]):
    def __init__(self, text: str = TEXT, passages: Sequence[tuple[int, int]] = PASSAGES) -> None:
        super().__init__()
        self.text, self.passages = text, passages
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield Watched()

    def on_mount(self) -> None:
        self.reader.show(self.text, self.passages)

    @property
    def reader(self) -> Watched:
        return self.query_one(Watched)

    def on_reader_cursor_moved(self, event: Reader.CursorMoved) -> None:
        self.told.append(event.position)

    def on_reader_selection_changed(self, event: Reader.SelectionChanged) -> None:
        self.told.append(event.selection)


Steps = Callable[[ReaderApp, Pilot[None]], Awaitable[None]]


def run(steps: Steps, size: tuple[int, int] = (80, 24), app: ReaderApp | None = None) -> None:
    async def running() -> None:
        subject = app or ReaderApp()
        async with subject.run_test(size=size) as pilot:
            await pilot.pause()
            subject.told.clear()
            await steps(subject, pilot)

    asyncio.run(running())


def on_screen(reader: Reader) -> list[str]:
    return [reader.render_line(y).text for y in range(reader.size.height)]


@SIZES
def test_the_screen_shows_the_rows_of_the_text(size: tuple[int, int]) -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        assert reader.size == size
        for y, line in enumerate(on_screen(reader)):
            start, end = reader.rows.shown(y)
            assert line[3:].rstrip() == TEXT[start:end].rstrip()
            assert reader.render_line(y).cell_length == size[0]

    run(steps, size)


@SIZES
def test_moving_one_row_paints_two_rows(size: tuple[int, int]) -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.painted.clear()
        reader.move_row(1)
        await pilot.pause()
        assert sorted(reader.painted) == [0, 1]
        assert reader.scroll_offset.y == 0
        assert app.told == [reader.rows.span(1)[0]]

    run(steps, size)


@SIZES
def test_moves_keep_the_cursor_in_view(size: tuple[int, int]) -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        moves: list[Callable[[], None]] = [
            lambda: reader.move_page(1),
            lambda: reader.move_half_page(1),
            lambda: reader.move_row(3),
            lambda: reader.move_passage(9),
            lambda: reader.move_sentence(5),
            lambda: reader.move_word(40),
        ]
        for move in moves:
            before = reader.position
            move()
            await pilot.pause()
            assert reader.position > before
            row = reader.rows.row_at(reader.position)
            assert reader.scroll_offset.y <= row < reader.scroll_offset.y + size[1]
        reader.go_end()
        assert reader.position == len(TEXT) - 1
        assert reader.percent_read == 100
        reader.go_home()
        assert reader.position == reader.scroll_offset.y == 0
        for _ in range(9):
            reader.move_passage(1)
        await pilot.pause()
        last = reader.rows.row_at(PASSAGES[9][1] - 1)
        assert reader.position == PASSAGES[9][0]
        assert last < reader.scroll_offset.y + size[1]

    run(steps, size)


def test_moving_back_goes_to_the_beginning_of_this_one_first() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        second = PASSAGES[1][0]
        reader.go_to(second + 30)
        reader.move_sentence(-1)
        assert reader.position == second + 26
        reader.move_passage(-1)
        assert reader.position == second
        reader.move_passage(-1)
        assert reader.position == 0
        reader.move_word(-1)
        assert reader.position == 0

    run(steps)


def test_a_row_move_keeps_its_column_over_a_short_row_and_leaves_no_row_for_an_empty_one() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        last = PASSAGES[0][1] - 1
        rows_before = reader.rows.row_at(last)
        reader.go_to(reader.rows.span(rows_before - 1)[0] + 60)
        reader.move_row(1)
        assert reader.position == last
        assert reader.span_at(reader.position, "passage") == PASSAGES[0]
        reader.move_row(1)
        assert reader.span_at(reader.position, "passage") == PASSAGES[1]
        reader.move_row(-1)
        assert reader.position == last
        reader.go_to(40)
        for _ in range(12):
            reader.move_row(1)
        for _ in range(12):
            reader.move_row(-1)
        assert reader.position == 40

    run(steps)


@SIZES
def test_selecting_by_words_sentences_and_passages(size: tuple[int, int]) -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.go_to(8)
        reader.start_selection()
        assert reader.selection == (7, 9)
        reader.move_word(2)
        assert reader.selection == (7, 21)
        reader.select_sentence()
        assert reader.selection == (0, 25)
        reader.select_sentence()
        assert TEXT[slice(*(reader.selection or ()))].endswith("that was all.")
        reader.shrink_selection()
        assert reader.selection == (0, 25)
        reader.select_passage()
        assert reader.selection == PASSAGES[0]
        reader.select_passage()
        assert reader.selection == (0, PASSAGES[1][1])
        await pilot.pause()
        assert (0, PASSAGES[1][1]) in app.told
        assert reader.clear_selection()
        assert not reader.clear_selection()
        assert reader.selection is None

    run(steps, size)


def test_swapping_ends_lets_the_start_move() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.go_to(30)
        reader.select_sentence()
        reader.swap_end()
        assert reader.position == 26
        reader.move_word(-1)
        assert reader.selection == (22, 65)

    run(steps)


def test_only_the_rows_whose_selection_changed_are_painted() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.start_selection()
        await pilot.pause()
        reader.painted.clear()
        reader.move_row(1)
        await pilot.pause()
        assert sorted(set(reader.painted)) == [0, 1]
        reader.painted.clear()
        reader.move_row(1)
        await pilot.pause()
        assert sorted(set(reader.painted)) == [1, 2]

    run(steps)


def test_a_new_mark_paints_its_rows_alone() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        first, last = reader.rows.span(3)[0], reader.rows.span(5)[0] + 1
        marks = [Mark(0, 9, "A", "red", "e1"), Mark(5000, 5100, "B", "blue", "e2")]
        reader.set_marks(marks)
        await pilot.pause()
        reader.painted.clear()
        reader.set_marks([*marks, Mark(first, last, "C", "#22aa55", "e3")])
        await pilot.pause()
        assert sorted(reader.painted) == [3, 4, 5]
        assert [line[0] for line in on_screen(reader)[:7]] == ["A", " ", " ", "C", "C", "C", " "]
        reader.painted.clear()
        reader.set_marks(list(marks))
        await pilot.pause()
        assert sorted(reader.painted) == [3, 4, 5]
        reader.set_marks(list(marks))
        reader.painted.clear()
        await pilot.pause()
        assert reader.painted == []

    run(steps)


def test_stepping_from_hit_to_hit_paints_the_two() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        hits = [(place, place + 7) for place in range(50, 3000, 66)]
        reader.set_hits(hits, None)
        await pilot.pause()
        reader.painted.clear()
        reader.set_hits(hits, 2)
        await pilot.pause()
        assert set(reader.painted) == set(reader.rows.rows_of(*hits[2]))

    run(steps)


@SIZES
def test_go_to_centres_what_was_out_of_view(size: tuple[int, int]) -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        start, end = PASSAGES[30][0], PASSAGES[30][0] + 20
        reader.go_to(start, end)
        await pilot.pause()
        assert reader.position == start
        row = reader.rows.row_at(start)
        assert abs(row - reader.scroll_offset.y - size[1] // 2) <= 1
        top = reader.scroll_offset.y
        reader.go_to(start + 30, start + 40)
        assert reader.scroll_offset.y == top

    run(steps, size)


def test_a_text_is_shown_from_a_position() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.show(TEXT, PASSAGES, position=PASSAGES[40][0])
        await pilot.pause()
        assert reader.position == PASSAGES[40][0]
        assert "Nobody in charge" in on_screen(reader)[12]

    run(steps)


def test_a_resize_keeps_the_place() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.go_to(PASSAGES[30][0])
        await pilot.pause()
        top = reader.rows.span(reader.scroll_offset.y)[0]
        for size in [(200, 50), (40, 10), (120, 24), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            row = reader.rows.row_at(reader.position)
            assert reader.position == PASSAGES[30][0]
            assert reader.scroll_offset.y <= row < reader.scroll_offset.y + size[1]
        shown = reader.rows.span(reader.scroll_offset.y)[0]
        assert abs(shown - top) < 80 * 24

    run(steps)


def test_a_resize_there_and_back_returns_to_the_same_top_row() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.go_to(PASSAGES[30][0])
        await pilot.pause()
        top = reader.scroll_offset.y
        await pilot.resize_terminal(200, 50)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert reader.scroll_offset.y == top

    run(steps)


def test_an_empty_text_can_be_shown_and_moved_in() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        acts: list[Callable[[], object]] = [
            lambda: reader.move_row(1),
            lambda: reader.move_page(1),
            lambda: reader.move_word(-1),
            reader.go_end,
            reader.start_selection,
            reader.select_sentence,
            reader.swap_end,
        ]
        for act in acts:
            act()
            await pilot.pause()
        assert reader.position == 0
        assert reader.selection is None
        assert reader.percent_read == 100

    run(steps, app=ReaderApp("", ()))


def test_a_click_moves_the_cursor_and_a_drag_selects_whole_words() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        await pilot.mouse_down(reader, offset=(3 + 11, 0))
        assert reader.position == 11
        await pilot.hover(reader, offset=(3 + 18, 0))
        await pilot.mouse_up(reader, offset=(3 + 18, 0))
        assert reader.selection == (10, 21)
        await pilot.click(reader, offset=(3 + 7, 1))
        assert reader.selection is None
        assert reader.position == reader.rows.span(1)[0] + 7

    run(steps)


def test_wide_text_is_drawn_to_the_exact_width() -> None:
    text = "漢字かな e\u0301 👩\u200d👧 ❤\ufe0f\t\x1b[31m " * 50

    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        app.reader.set_marks([Mark(3, 200, "A", "red", "e1"), Mark(7, 90, "B", "no such colour", "e2")])
        app.reader.select_word()
        for y in range(24):
            strip = app.reader.render_line(y)
            assert Segment.get_line_length(list(strip)) == 80
        assert "\x1b" not in "".join(on_screen(app.reader))

    run(steps, app=ReaderApp(text, ()))


def _looks(app: ReaderApp, row: int) -> list[tuple[str, bool, bool, bool]]:
    found = []
    for text, style, _ in app.reader.render_line(row):
        assert style is not None
        found.append((text.strip(), bool(style.underline), bool(style.reverse), bool(style.bold)))
    return [each for each in found if each[0]]


def test_without_colours_marks_overlaps_hits_and_selection_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReaderApp("plain marked both hit picked end", ())
    app.theme = "ansi-dark"

    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.set_marks([Mark(6, 17, "A", "red", "e1"), Mark(13, 17, "B", "red", "e2")])
        reader.set_hits([(18, 21)], None)
        reader.go_to(22)
        reader.start_selection()
        reader.go_to(31)
        reader.go_to(22)
        assert _looks(app, 0)[1:] == [
            ("plain", False, False, False),
            ("marked", True, False, False),
            ("both", True, False, True),
            ("hit", False, True, False),
            ("p", True, False, True),
            ("icked", False, True, True),
            ("end", False, False, False),
        ]
        for text, style, _ in reader.render_line(0):
            assert style is not None, text
            assert style.bgcolor is None or style.bgcolor.is_default

    run(steps, app=app)


def test_the_reader_leaves_every_key_to_the_app() -> None:
    class Bound(ReaderApp):
        BINDINGS: ClassVar[list[BindingType]] = [("down", "told('down')"), ("pagedown", "told('page')")]

        def action_told(self, word: str) -> None:
            self.told.append(word)

    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        app.reader.focus()
        await pilot.press("down", "pagedown")
        assert app.told == ["down", "page"]
        assert app.reader.scroll_offset.y == 0

    run(steps, app=Bound())


def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        event = events.MouseScrollDown(reader, 10, 10, 0, 0, 0, False, False, False)
        reader.post_message(event)
        await pilot.pause()
        assert reader.scroll_offset.y > 0
        assert reader.position == 0
        reader.move_row(1)
        assert reader.scroll_offset.y == 1

    run(steps)


def test_another_theme_paints_the_page_in_its_colours() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.set_marks([Mark(0, 200, "A", "red", "e1")])
        await pilot.pause()
        dark = list(reader.render_line(1))
        app.theme = "textual-light"
        await pilot.pause()
        light = list(reader.render_line(1))
        assert [segment.text for segment in dark] == [segment.text for segment in light]
        assert dark[0].style != light[0].style
        assert dark[1].style != light[1].style

    run(steps)


def test_a_text_shown_while_hidden_is_seen_from_its_position_when_it_appears() -> None:
    async def steps(app: ReaderApp, pilot: Pilot[None]) -> None:
        reader = app.reader
        reader.display = False
        await pilot.pause()
        reader.show(TEXT[:-1], PASSAGES, position=PASSAGES[40][0])
        await pilot.pause()
        reader.display = True
        await pilot.pause()
        row = reader.rows.row_at(reader.position)
        assert reader.scroll_offset.y <= row < reader.scroll_offset.y + 24

    run(steps)
