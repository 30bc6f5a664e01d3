"""What is left out of a frame is on the terminal already, whatever was written before."""

import asyncio
import inspect
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip

from store.beginning import begin_project
from tui.app import CatenaApp
from tui.configuration import Configuration
from tui.frames import FrameUpdate, Shown, pieces_of

WIDTH, HEIGHT = 12, 3
LOOKS = [Style(), Style(bold=True), Style(color="red")]


def strip(text: str, look: Style = LOOKS[0]) -> Strip:
    return Strip([Segment(text, look)])


@st.composite
def pieces(draw: st.DrawFn) -> tuple[int, int, Strip]:
    x = draw(st.integers(0, WIDTH - 1))
    text = draw(st.text(alphabet="ab日", min_size=1, max_size=5))
    while Segment(text).cell_length > WIDTH - x:
        text = text[:-1]
    return draw(st.integers(0, HEIGHT - 1)), x, strip(text or "a", draw(st.sampled_from(LOOKS)))


def put(screen: list[list[object]], piece: tuple[int, int, Strip]) -> None:
    """Writes a piece as a terminal would, cell by cell."""
    y, x, cells = piece
    for segment in cells:
        for character in segment.text:
            width = Segment(character).cell_length
            for cell in range(width):
                screen[y][x + cell] = (character, segment.style, cell)
            x += width


def blank() -> list[list[object]]:
    return [[None] * WIDTH for _ in range(HEIGHT)]


@given(st.lists(pieces(), max_size=40))
def test_leaving_out_what_is_shown_shows_the_same(written: Sequence[tuple[int, int, Strip]]) -> None:
    shown, all_of_it, less_of_it = Shown(), blank(), blank()
    for piece in written:
        put(all_of_it, piece)
        if shown.differs(piece):
            put(less_of_it, piece)
    assert less_of_it == all_of_it


def test_the_same_frame_twice_is_sent_once() -> None:
    shown, console = Shown(), Console()

    def frame() -> str:
        strips = [[strip("left "), strip("right")], [strip("below     ")]]
        return FrameUpdate(shown, LayoutUpdate(list(strips), Region(0, 0, 10, 2))).render_segments(console)

    first = frame()
    assert "left" in first
    assert "below" in first
    assert frame() == ""
    shown.forget()
    assert frame() == first


def test_a_changed_piece_is_sent_alone_at_its_place() -> None:
    shown, console = Shown(), Console()
    FrameUpdate(shown, LayoutUpdate([[strip("left "), strip("right")]], Region(0, 0, 10, 1))).render_segments(console)
    chops = [{0: strip("left "), 5: strip("RIGHT")}]
    sent = FrameUpdate(shown, ChopsUpdate(chops, [(0, 0, 10)], [[5, 10]])).render_segments(console)
    assert sent == "\x1b[1;6HRIGHT"


def test_a_chop_that_ends_outside_its_span_is_cut_as_textual_cuts_it() -> None:
    chops = [{0: strip("abcdefghij")}]
    update = ChopsUpdate(chops, [(0, 0, 4)], [[10]])
    (piece,) = pieces_of(update)
    console = Console()
    assert FrameUpdate(Shown(), update).render_segments(console) == update.render_segments(console)
    assert piece[2].text == "abcd"


def test_what_is_used_of_textual_and_is_not_public_is_still_there() -> None:
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"]
    layout = LayoutUpdate([[strip("a")]], Region(0, 0, 1, 1))
    assert (layout.strips, layout.region) == ([[strip("a")]], Region(0, 0, 1, 1))
    chops = ChopsUpdate([{0: strip("a")}], [(0, 0, 1)], [[1]])
    assert (chops.chops, chops.spans, chops.chop_ends) == ([{0: strip("a")}], [(0, 0, 1)], [[1]])


def test_the_frames_of_the_app_pass_through_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    passed: list[CompositorUpdate] = []

    def noted(shown: Shown, update: CompositorUpdate) -> FrameUpdate:
        passed.append(update)
        return FrameUpdate(shown, update)

    monkeypatch.setattr("tui.app.FrameUpdate", noted)
    project = begin_project(tmp_path / "study", "A study")

    async def opened() -> None:
        app = CatenaApp(project.root, "ana", Configuration())
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("question_mark")
            await pilot.pause()
            app.leave()

    asyncio.run(opened())
    assert {type(update) for update in passed} <= {LayoutUpdate, ChopsUpdate}
    assert any(isinstance(update, LayoutUpdate) for update in passed)
