"""The app driven by keys, without a terminal: what is on its screen, and steps that fail rather than hang."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from store.holdings import Holdings, read_holdings
from store.project import open_project
from tests.tui.app.settling import Settling, settling
from tui.app import CatenaApp
from tui.configuration import Configuration
from tui.places.place import Place
from tui.places.reader import ReaderPlace
from tui.widgets.row_list import RowList

HANGS = 30
"""Seconds after which steps that wait for something fail."""
SMALL, LARGE = (80, 24), (200, 50)
USUAL = Configuration()


class Driven:
    """An open app, its pilot, and what a reviewer would look at."""

    def __init__(self, app: CatenaApp, pilot: Pilot[int], settled: Settling) -> None:
        self.app, self.pilot, self._settled = app, pilot, settled

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return [strip.text for strip in self.app.screen._compositor.render_strips(self.app.size)]

    @property
    def seen(self) -> str:
        return "\n".join(self.lines)

    def rows(self, widget: str) -> list[str]:
        """The lines of a list or reader on the screen that are not blank, by the selector of the widget."""
        found = self.app.screen.query(widget).results(ScrollView)
        lines = [shown.render_line(y).text.rstrip() for shown in found for y in range(shown.size.height)]
        return [line for line in lines if line]

    @property
    def state(self) -> str:
        """The line above the keys."""
        return self.lines[-2]

    @property
    def keys(self) -> str:
        """The last line."""
        return self.lines[-1]

    @property
    def told(self) -> str:
        """What the notes over the screen say."""
        return "\n".join(note.message for note in self.app._notifications)

    @property
    def place(self) -> Place:
        return self.app.main.place

    @property
    def found(self) -> RowList:
        """The list of Search."""
        return self.app.main.query_one("#found", RowList)

    @property
    def reader(self) -> ReaderPlace:
        assert isinstance(self.place, ReaderPlace)
        return self.place

    @property
    def selected(self) -> str:
        """What is selected in the reader."""
        span = self.reader.reader.selection
        return self.reader.reader.span_text(*span) if span else ""

    @property
    def here(self) -> str:
        """The document's text from the cursor on, to the end of its line."""
        position = self.reader.reader.position
        return self.reader.reader.span_text(position, position + 200).partition("\n")[0]

    @property
    def holdings(self) -> Holdings:
        """What the app holds."""
        assert self.app.study.snapshot is not None
        return self.app.study.snapshot.holdings

    @property
    def root(self) -> Path:
        """The project's folder."""
        assert self.app.study.snapshot is not None
        return self.app.study.snapshot.project.root

    @property
    def on_disk(self) -> Holdings:
        """What stands in the files."""
        return read_holdings(open_project(self.root))

    def theme(self, name: str) -> str:
        """The id of a theme."""
        (found,) = (theme.id for theme in self.holdings.themes.values() if theme.name == name)
        return found

    def tagged(self, theme: str) -> list[str]:
        """The texts of the excerpts on disk that are tagged with a theme."""
        holdings = self.on_disk
        (wanted,) = (each.id for each in holdings.themes.values() if each.name == theme)
        return sorted(each.text for each in holdings.excerpts.values() if wanted in each.themes)

    async def press(self, *keys: str) -> None:
        """Presses keys, and lets what they began go on."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, words: str) -> None:
        """Types words."""
        names = {" ": "space", '"': "quotation_mark", "\n": "enter"}
        for letter in words:
            await self.pilot.press(names.get(letter, letter))
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Pastes a text where the focus is."""
        assert self.app.screen.focused is not None
        self.app.screen.focused.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, comes: Callable[[], object]) -> None:
        """Waits until something is so."""
        while not comes():
            await asyncio.sleep(0.01)
            await self.pilot.pause()

    async def see(self, *words: str) -> None:
        """Waits until all these words are on the screen."""
        await self.until(lambda: all(each in self.seen for each in words))

    async def hear(self, words: str) -> None:
        """Waits until the line above the keys or a note over the screen says these words, and puts the notes away."""
        await self.until(lambda: words in self.told or words in self.state)
        self.app.clear_notifications()

    async def miss(self, words: str) -> None:
        """Waits until these words are not on the screen any more."""
        await self.until(lambda: words not in self.seen)

    async def focus(self, widget: Widget) -> None:
        widget.focus()
        await self.pilot.pause()

    async def opened(self) -> None:
        """Waits until the project is open, writable or not, and indexed; no theme counts as used before the first step."""
        study = self.app.study
        await self.until(lambda: study.snapshot is not None and (study.snapshot.reviewer or study.read_only))
        await self.until(lambda: "being opened" not in self.app.study.read_only)
        await self.until(lambda: self.app.main.finder is not None)
        await self.until(lambda: "opening" not in self.seen)
        assert study.snapshot is not None
        study.snapshot = study.snapshot.like(recent=(), digits=())
        self.app.main.renew()

    async def quiet(self) -> None:
        """Waits until nothing goes on in the background, nothing was put off for a second or less, and all is committed."""
        still = False
        while not still:
            await self.until(lambda: self._still)
            await self._settled.idle(moment=1.0)
            still = self._still

    @property
    def _still(self) -> bool:
        state = self.app.study.state
        saving = (state.uncommitted or state.committing) and not state.obstacle
        return not saving and all(worker.group == "flow" for worker in self.app.workers)

    async def search(self, words: str) -> None:
        """Types a query, waits for its hits and goes to their list."""
        await self.press("slash")
        await self.type(words)
        await self.see(" hit")
        await self.press("enter")
        await self.until(lambda: self.app.screen.focused is not None and self.app.screen.focused.id == "found")

    async def read(self, document: str, at: str = "") -> None:
        """Opens a document in the Reader with the cursor at some words of it."""
        place = await self.app.main.go_to("reader")
        assert isinstance(place, ReaderPlace)
        await self.until(lambda: place.snapshot is not None)
        await place.open_document(document).wait()
        assert place.view.opened is not None
        place.reader.go_to(place.view.opened.text.index(at))
        await self.pilot.pause()


async def close(app: CatenaApp) -> None:
    """Lets the project go, as leaving the app does."""
    if app.finder is not None:
        app.finder.close()
    await app.study.close()


class Background:
    """Runs what the app does in the background as ever, and remembers what went wrong in it: some of it is silent there."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self._run = Worker._run

    def __enter__(self) -> "Background":
        background = self

        async def run(worker: Worker[object], app: CatenaApp) -> None:
            await background._run(worker, app)
            if worker.state is WorkerState.ERROR and worker.error is not None:
                background.errors.append("".join(traceback.format_exception(worker.error)))

        Worker._run = run  # type: ignore[method-assign,assignment]
        return self

    def __exit__(self, *_: object) -> None:
        Worker._run = self._run  # type: ignore[method-assign]


Steps = Callable[[Driven], Awaitable[None]]


def drive(
    root: Path,
    steps: Steps,
    *,
    size: tuple[int, int] = SMALL,
    reviewer: str = "",
    configuration: Configuration = USUAL,
    wait: bool = True,
) -> CatenaApp:
    """Opens the app on a project and takes the steps; with `wait`, once it is open. What is on screen is told on failure."""

    background = Background()

    async def driving() -> CatenaApp:
        app = CatenaApp(root, reviewer, configuration)
        try:
            async with settling(app) as settled, app.run_test(size=size, notifications=True) as pilot:
                driven = Driven(app, pilot, settled)
                try:
                    async with asyncio.timeout(HANGS):
                        if wait:
                            await driven.opened()
                        await steps(driven)
                except Exception as failure:
                    errors = "\n".join(background.errors)
                    failure.add_note(f"on the screen:\n{driven.seen}\ntold: {driven.told}\n{errors}")
                    raise
        finally:
            await close(app)
        return app

    with background:
        app = asyncio.run(driving())
    assert not background.errors, "\n".join(background.errors)
    return app
