"""The app: it opens the project, wires the parts together and leaves in order. It knows nothing of what they show.

Opening goes step by step beside the first screen: the files, then the right to write, then the index. A lost line (SIGHUP) or
SIGTERM keeps what is being typed and commits what is saved.
"""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast, runtime_checkable

from rich.console import RenderableType
from rich.text import Text
from textual import events, work
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen

from store.errors import CatenaError, NoIdentity
from store.saving import SaveState
from tui.configuration import Configuration, configuration_path, read_configuration
from tui.displayable import displayable
from tui.finder import Finder
from tui.frames import FrameUpdate, Shown
from tui.screens.main import MainScreen
from tui.study import Study
from tui.typed_ahead import TypedAhead
from tui.widgets.themes import CATENA_DARK, CATENA_LIGHT

LAST_SECONDS = 15.0
"""After a lost line or SIGTERM the process is gone after so many seconds, even where the terminal keeps it from ending."""
EARLY = 0.15
"""Seconds that the first screen waits for the project, so that it need not be painted twice."""

RARELY = (20_000, 20, 50)
"""After how many new objects rubbish is looked for: with the usual 700, a key in ten waits for a look at all there is."""


@runtime_checkable
class Keeping(Protocol):
    """A screen on which something is typed that is not saved yet."""

    def keep_draft(self) -> bool: ...


class CatenaApp(App[int]):
    """One project, in one terminal."""

    TITLE = "catena"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS: ClassVar[str | None] = None
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]

    class StateChanged(Message):
        """Saving or committing has come further."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, CatenaApp.StateChanged)

    class Indexed(Message):
        """So much of so much is in the index."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done, self.of = done, of

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, CatenaApp.Indexed)

    def __init__(self, root: Path, reviewer: str = "", configuration: Configuration | None = None) -> None:
        super().__init__()
        self.animation_level = "none"
        self._shown = Shown()
        self._notified = False
        self._warned = False
        self._painted = asyncio.Event()
        """That something is on the screen: what is not on it waits for that."""
        self.configuration = configuration or read_configuration(configuration_path())
        self.keys = dict(self.configuration.keys)
        self.study = Study(root, reviewer, lambda _state: self._state_changed(_state))
        self.finder: Finder | None = None
        self._ahead = TypedAhead(self, self._works_on_what_it_will_show)
        self.main = MainScreen(self.study, self.keys)
        self.register_theme(CATENA_DARK)
        self.register_theme(CATENA_LIGHT)
        wanted = "ansi-dark" if self.no_color or "NO_COLOR" in os.environ else self.configuration.theme
        self.theme = wanted if wanted in self.available_themes else CATENA_DARK.name
        if self.keys:
            self.set_keymap(self.keys)

    def get_default_screen(self) -> MainScreen:
        return self.main

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Shows a message for a while. It may quote names and files, so it is never markup and its signs are made visible."""
        super().notify(displayable(message), title=displayable(title), severity=severity, timeout=timeout, markup=False)
        self._notified = True

    async def on_event(self, event: events.Event) -> None:
        """Gives keys out one after the other."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif not self._ahead.must_wait(event):
            if self._notified:
                # What was shown over the screen was seen: it must not cover what the key shows.
                self._notified = False
                self.clear_notifications()
            await super().on_event(event)
            self._ahead.given_out()

    def _works_on_what_it_will_show(self) -> bool:
        """Whether a screen is just opening, or an act or a document is on its way."""
        if not self.screen_stack:
            return False
        screen = self.screen
        if screen is not self.main:
            # One without anything that could take the focus, as a mode of the Reader, takes its keys as soon as it is there.
            return not screen.is_mounted or (screen.focused is None and bool(screen.focus_chain))
        return any(
            not worker.is_finished and (worker.group == "flow" or (worker.group == "open" and worker.node is not self))
            for worker in self.workers
        )

    def on_mount(self) -> None:
        for number in (signal.SIGHUP, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self._cut_off, number)
        self.open_study()

    # Opening

    @work(group="open", exit_on_error=True)
    async def open_study(self) -> None:
        """Reads the project, takes the right to write, brings the index up to date."""
        try:
            await self.study.load()
        except CatenaError as error:
            self.exit(error.exit_code, message=Text(displayable(error.message)))
            return
        self.main.renew()
        for fault in self.configuration.faults:
            self.notify(fault, markup=False, severity="warning", timeout=10)
        await self._painted.wait()
        self._collect_garbage()
        self.update_index()
        await self._begin_writing()
        self.main.renew()
        self.look_at_sharing()

    def _collect_garbage(self) -> None:
        """Begins to, where it was put off until the first screen; what is there by then stays."""
        if not gc.isenabled():
            gc.freeze()
            gc.set_threshold(*RARELY)
            gc.enable()

    async def _begin_writing(self) -> None:
        from store.writer import login
        from tui.screens.prompt import Prompt, Question

        identity: tuple[str, str] | None = None
        while True:
            try:
                recovered = await self.study.begin_writing(identity)
            except NoIdentity:
                answers = await self.push_screen_wait(
                    Prompt(
                        "Who are you?",
                        [
                            Question("Your name", login()),
                            Question("Your e-mail address", f"{login()}@{os.uname().nodename}"),
                        ],
                        about="git does not know you yet. Your name and address stand beside your work in this project.",
                    )
                )
                if answers is None:
                    self.study.read_only = "git does not know who you are: ^L asks again"
                    return
                identity = (answers[0], answers[1])
            except CatenaError as error:
                self.study.read_only = error.message
                return
            else:
                self._tell_drafts()
                self._tell_waiting()
                for sentence in recovered:
                    self.notify(sentence, markup=False, timeout=8)
                return

    def _tell_waiting(self) -> None:
        """Says that excerpts wait since their text has changed, and which key leads to them."""
        snapshot = self.study.snapshot
        count = snapshot.holdings.waiting_for(snapshot.reviewer) if snapshot is not None else 0
        if count:
            many = "1 excerpt waits" if count == 1 else f"{count} excerpts wait"
            key = self.main.key_of("app.waiting")
            self.notify(f"{many} to be looked at, as the text has changed: {key}", markup=False, timeout=8)

    def _tell_drafts(self) -> None:
        """Says that something typed was not saved, and which key leads to it."""
        from tui.memo_drafts import NEW

        kept = self.study.drafts.all()
        if kept:
            many = f"{len(kept)} unsaved memos" if len(kept) > 1 else "unsaved memo"
            memos = self.study.snapshot.holdings.memos if self.study.snapshot is not None else {}
            new = any(key == NEW or key not in memos for key in kept)
            self.main.tell(f"{many}: {'m goes on with it' if new else '4 shows it'}")

    @work(group="open", exclusive=True, exit_on_error=True)
    async def on_main_screen_reload_wanted(self) -> None:
        """Reads the files again, and tries again to become the writer."""
        self.redraw()
        try:
            await self.study.load()
        except CatenaError as error:
            self.main.complain(error)
            return
        if self.study.read_only:
            await self._begin_writing()
        self.main.renew()
        self.main.tell("read again")
        self.update_index()
        self.look_at_sharing()

    def on_main_screen_shared(self) -> None:
        self.look_at_sharing()

    def on_main_screen_index_wanted(self) -> None:
        """Stops the build under way, or begins one."""
        if self.finder is not None and self.finder.building:
            self.finder.stop_building()
        else:
            self.update_index()

    def on_main_screen_documents_changed(self) -> None:
        self.update_index()

    @work(group="index", exclusive=True, exit_on_error=True)
    async def update_index(self) -> None:
        """Brings the index up to date in the background."""
        snapshot = self.study.snapshot
        if snapshot is None:
            return
        finder = self.finder = self.finder or Finder(snapshot.project)
        try:
            state = await finder.update(snapshot.holdings.documents, lambda done, of: self._indexed(done, of))
        except CatenaError as error:
            self.main.tell_index("no index")
            self.main.complain(error)
        else:
            self.main.tell_index(f"{state.missing} not indexed" if state.missing else "indexed")
            self.main.index_ready(finder)
        self.main.tell_state()

    def _indexed(self, done: int, of: int) -> None:
        self.post_message(self.Indexed(done, of))

    def on_catena_app_indexed(self, event: Indexed) -> None:
        self.main.tell_index(
            f"indexing {100 * event.done // max(1, event.of)} %" if event.done < event.of else "indexed"
        )
        self.main.tell_state()

    def _state_changed(self, _: SaveState) -> None:
        self.post_message(self.StateChanged())

    def on_catena_app_state_changed(self) -> None:
        self.main.tell_state()
        if not self.study.state.uncommitted:
            self.look_at_sharing()

    @work(group="sharing", exclusive=True, exit_on_error=True)
    async def look_at_sharing(self) -> None:
        """Says how far this project and the place where it is shared are apart, as far as that is known here."""
        from tui.sharing_state import sharing_state

        self.main.tell_sharing(await sharing_state(self.study))

    # What is sent

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            frame = FrameUpdate(self._shown, renderable)
            if self._writes() and not frame.render_segments(self.console) and self._cursor_stays():
                self.post_display_hook()
                return
            # Textual hands its updates on under the type of Rich's renderables, which they are not.
            renderable = cast(RenderableType, frame)
        super()._display(screen, renderable)
        self._painted.set()

    def _writes(self) -> bool:
        """Whether what is displayed now is written to a terminal."""
        return (
            self._running and not (self._batch_count or self._closed or self.is_headless) and self._driver is not None
        )

    def _cursor_stays(self) -> bool:
        return self.screen.outer_size.clamp_offset(self.cursor_position) == self._previous_cursor_position

    def on_resize(self) -> None:
        self._shown.forget()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Puts the screen away; it comes back also where what is done meanwhile fails, which Textual's own does not see to."""
        failure: BaseException | None = None
        with super().suspend():
            try:
                yield
            except BaseException as error:
                failure = error
        self._shown.forget()
        if failure is not None:
            raise failure

    def redraw(self) -> None:
        """Sends the whole screen again, whatever another program wrote over it."""
        self._shown.forget()
        self.refresh(layout=True)

    # Leaving

    def _keep_drafts(self) -> bool:
        """Keeps what is being typed; whether nothing of it would be lost now."""
        editors = [screen for screen in self.screen_stack if isinstance(screen, Keeping)]
        kept = [editor.keep_draft() for editor in editors]
        return all(kept)

    def _cut_off(self, number: signal.Signals) -> None:
        """The line is lost or the machine goes down: keep what is typed, commit what is saved, and go, whatever hangs."""
        self._keep_drafts()
        ending = threading.Timer(LAST_SECONDS, lambda: os._exit(128 + number))
        ending.daemon = True
        ending.start()
        self.leave(lost_line=number == signal.SIGHUP)

    async def action_quit(self) -> None:
        if not self._keep_drafts() and not self._warned:
            self._warned = True
            self.notify(
                "what you typed is neither saved nor kept as a draft: free some space on the disk and save it; "
                "^Q again leaves without it",
                markup=False,
                severity="error",
                timeout=30,
            )
            return
        self.leave()

    @work(group="leave", exclusive=True, exit_on_error=True)
    async def leave(self, lost_line: bool = False) -> None:
        """Commits what is pending, then ends; where the line is lost, without a word to the terminal that is not there."""
        try:
            if self.finder is not None:
                self.finder.close()
            await self.study.close()
        finally:
            if lost_line:
                os._exit(128 + signal.SIGHUP)
            self.exit(0)


def run_app(root: Path, reviewer: str | None = None) -> int:
    """Opens the app on the project in `root`; its exit code."""
    app = CatenaApp(root, reviewer or "")
    app.study.load_early(EARLY)
    code = app.run(mouse=app.configuration.mouse)
    return code if code is not None else (app.return_code or 0)
