"""The main screen: the places, the bars around them, and who sees to what the places ask for.

It composes and passes on. What is done with a request stands in `tui/flows`, what is shown in the places. Flows, and places other
than the first, are imported when somebody first needs them, so that the first screen does not wait for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from store.errors import CatenaError
from tui.acting import Actor
from tui.actions import Action, action_named, bindings_of
from tui.finder import Finder
from tui.places import PLACES
from tui.places.place import Place
from tui.places.search_acts import SearchActs
from tui.screens.errands import Errands
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.bars import KeyBar, PlaceBar, StateBar, spoken
from tui.widgets.field import Field
from tui.widgets.row_list import Piece

if TYPE_CHECKING:
    from store.writer import Done


class MainScreen(Errands):
    """Shows one place at a time; a place is made when somebody first goes there."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("app",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("app")]
    DEFAULT_CSS = """
    MainScreen {
        & PlaceBar { background: $primary-darken-2; }
        & StateBar { background: $panel; }
        & KeyBar { background: $surface; }
        & #places { height: 1fr; }
    }
    """

    snapshot: reactive[Snapshot | None] = reactive(None, init=False)

    @dataclass(eq=False)
    class ReloadWanted(Message):
        """The project's files shall be read again."""

    @dataclass(eq=False)
    class DocumentsChanged(Message):
        """Documents came, went, or are read by other rules: the index does not know them so yet."""

    @dataclass(eq=False)
    class IndexWanted(Message):
        """The index shall be brought up to date, or not be built any further."""

    @dataclass(eq=False)
    class Shared(Message):
        """A sync has ended: how far we and the others are apart may be another now."""

    def __init__(self, study: Study, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
        self._keys = keys
        self.study = study
        self.finder: Finder | None = None
        self._place_bar = PlaceBar()
        self._state_bar = StateBar()
        self._key_bar = KeyBar()
        self._places: dict[str, Place] = {}
        self._history: list[str] = []

    def compose(self) -> ComposeResult:
        yield self._place_bar
        with Vertical(id="places"):
            yield self._made("search")
        yield self._state_bar
        yield self._key_bar

    def on_mount(self) -> None:
        self._history = ["search"]
        self.snapshot = self.study.snapshot
        self.place.rest()
        self._say_bars()

    # Places

    @property
    def place(self) -> Place:
        """The place that is shown."""
        return self._places[self._history[-1] if self._history else "search"]

    def _made(self, name: str) -> Place:
        place: Place = getattr(import_module(f"tui.places.{name}"), PLACES[name])(self.study)
        self._places[name] = place
        place.finder = self.finder
        return place

    async def go_to(self, name: str) -> Place:
        """Shows a place, and remembers where it was gone to from."""
        if name not in self._places:
            place = self._made(name)
            await self.query_one("#places").mount(place)
        if self._history[-1] != name:
            self._history = [each for each in self._history if each != name] + [name]
        self._show(name)
        return self._places[name]

    def _show(self, name: str) -> None:
        for each, place in self._places.items():
            place.display = each == name
        self.place.snapshot = self.snapshot
        self.place.rest()
        self._say_bars()

    def index_ready(self, finder: Finder) -> None:
        """The index answers."""
        self.finder = finder
        if self.snapshot is not None:
            finder.holdings = self.snapshot.holdings
        for place in self._places.values():
            place.finder = finder
            place.index_changed()

    # Bars

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        """Hands the snapshot down to the place that is shown; the others get it when they are gone to."""
        if before is not None and after is not None and before.holdings.documents != after.holdings.documents:
            self.post_message(self.DocumentsChanged())
        if self.finder is not None and self.snapshot is not None:
            self.finder.holdings = self.snapshot.holdings
        self.place.snapshot = self.snapshot
        self._say_bars()

    def tell(self, words: str) -> None:
        """Says something short in the line of the state, until the next key."""
        self._state_bar.tell(words)

    def tell_index(self, words: str) -> None:
        self._state_bar.indexing = words

    def tell_sharing(self, pieces: Sequence[Piece]) -> None:
        """How far this project and the place where it is shared are apart, and what waits to be looked at."""
        self._state_bar.sharing = tuple(pieces)
        self.tell_state()

    def tell_step(self, words: str) -> None:
        """What a sync is doing; "" when it has ended."""
        self._state_bar.tell_step(words)

    def tell_state(self) -> None:
        """How far saving and committing are may have changed."""
        self._state_bar.say_state(self.study)

    def complain(self, error: CatenaError) -> None:
        """Shows an error until the next key: in the line of the state where it fits, else where it can be read in peace."""
        if len(error.message) < self.size.width - 1:
            self._state_bar.tell(error.message, "warn")
        else:
            self.notify(error.message, title=error.title, markup=False, severity="error", timeout=30)

    def on_actor_refused(self, event: Actor.Refused) -> None:
        event.stop()
        if len(event.words) < self.size.width - 1:
            self._state_bar.tell(event.words, "warn")
        else:
            self.notify(event.words, markup=False, severity="warning", timeout=30)

    def _say_bars(self) -> None:
        if not self._history:
            return
        self._place_bar.say_places(self.place.STANDS_UNDER or self._history[-1], self.snapshot)
        self._say_keys()
        self.tell_state()

    def on_descendant_focus(self) -> None:
        self._say_keys()

    def _say_keys(self) -> None:
        if isinstance(self.focused, Field):
            self._key_bar.say_typing()
        else:
            here: list[Actor] = [self.place, self]
            feet = {action.id: actor.foot(action) for actor in here for action in actor.actions()}
            self._key_bar.say_actions(self.offers(), feet, self._keys)

    def on_key(self) -> None:
        """What was said was seen: the next key takes it away."""
        self._state_bar.tell("")

    def on_place_title_changed(self, event: Place.TitleChanged) -> None:
        if event.words is not None:
            self.tell(event.words)
        self._say_keys()

    def offers(self) -> Sequence[tuple[Action, str]]:
        """What can be done here and now: each action with the reason why it cannot, "" where it can."""
        here: list[Actor] = [self.place, self]
        return [(action, actor.why_not(action)) for actor in here for action in actor.actions()]

    # What the places ask for

    async def on_place_document_wanted(self, event: Place.DocumentWanted) -> None:
        from tui.places.reader import ReaderPlace

        came_from = self._history[-1]
        reader = await self.go_to("reader")
        assert isinstance(reader, ReaderPlace)
        reader.open_wanted(event)
        if came_from == "judging":
            self.tell("the document, with the Reader's keys: Esc leads back to judging")

    async def on_place_memo_read(self, event: Place.MemoRead) -> None:
        from tui.places.memos import MemosPlace

        place = await self.go_to("memos")
        assert isinstance(place, MemosPlace)
        place.visit(event.memo, event.start, event.end)

    @work(group="flow", exit_on_error=False)
    async def on_place_tag_wanted(self, event: Place.TagWanted) -> None:
        from tui.flows import tagging

        done = await tagging.tag(self, event.targets, event.theme)
        if done is not None:
            self.place.tagged()
        await self._finish(done, self.place.AFTER_TAG)

    @work(group="flow", exit_on_error=False)
    async def on_place_untag_wanted(self, event: Place.UntagWanted) -> None:
        from tui.flows import tagging

        await self._finish(await tagging.untag(self, event.excerpt, event.theme))

    @work(group="flow", exit_on_error=False)
    async def on_place_theme_wanted(self, event: Place.ThemeWanted) -> None:
        from tui.flows import themes

        await self._finish(await themes.change_codebook(self, event))

    @work(group="flow", exit_on_error=False)
    async def on_place_flow_wanted(self, event: Place.FlowWanted) -> None:
        module, _, name = event.flow.partition(".")
        await self._finish(await getattr(import_module(f"tui.flows.{module}"), name)(self, event))

    def run_flow(self, flow: str) -> None:
        self.on_place_flow_wanted(Place.FlowWanted(flow))

    @work(group="flow", exit_on_error=False)
    async def on_place_memo_wanted(self, event: Place.MemoWanted) -> None:
        from tui.flows import memos
        from tui.places.memos import MemosPlace

        memo = await memos.write_memo(self, event)
        self.renew()
        if memo and isinstance(self.place, MemosPlace):
            self.place.show_memo(memo)
        elif memo:
            self.tell("the memo is saved; 4 lists all memos")

    async def on_place_like_wanted(self, event: Place.LikeWanted) -> None:
        from tui.places.search import SearchPlace

        place = await self.go_to("search")
        assert isinstance(place, SearchPlace)
        place.show_like(event.document, event.start, event.end)

    @work(group="flow", exit_on_error=False)
    async def on_place_review_wanted(self, event: Place.ReviewWanted) -> None:
        from tui.flows import reviewing

        told = await reviewing.take(self, event.step)
        self.renew()
        if told:
            self.tell(told)

    @work(group="flow", exit_on_error=False)
    async def on_search_acts_search_wanted(self, event: SearchActs.SearchWanted) -> None:
        from tui.flows import searching

        await self._finish(await searching.carry_out(self, event.place, event.what))

    def on_place_copy_wanted(self, event: Place.CopyWanted) -> None:
        from tui.flows import copying

        self.tell(copying.copy(self, event.text, event.what))

    async def _finish(self, done: "Done | None", more: str = "") -> None:
        self.renew()
        if done is not None:
            self.tell(f"{spoken(done.message, self.size.width - 16 - len(more))}; u undoes it{more}")

    def renew(self) -> None:
        """Hands the latest snapshot down."""
        self.snapshot = self.study.snapshot
        self.place.renewed()
        self._say_bars()

    # Acting

    def why_not(self, action: Action) -> str:
        if action.name in ("undo", "redo", "memo", "why", "acts", "sync") and self.study.read_only:
            return self.study.read_only
        return ""

    def foot(self, action: Action) -> int:
        return 0 if action.id in self.place.FOOT_LEAVES_OUT else super().foot(action)

    async def act_search(self) -> None:
        await self.go_to("search")

    async def act_find(self) -> None:
        from tui.places.search import SearchPlace

        place = await self.go_to("search")
        assert isinstance(place, SearchPlace)
        place.type_query()

    async def act_reader(self) -> None:
        from tui.places.reader import ReaderPlace

        current = self.place.memo_links().documents
        reader = await self.go_to("reader")
        assert isinstance(reader, ReaderPlace)
        if reader.document is None and self.snapshot is not None:
            last = (await self.study.where_left_off()).document
            wanted = last if last in self.snapshot.holdings.documents else next(iter(current), "")
            reader.open_document(wanted)

    async def act_themes(self) -> None:
        (await self.go_to("themes")).show_top()

    async def act_memos(self) -> None:
        (await self.go_to("memos")).show_top()

    async def act_review(self) -> None:
        (await self.go_to("review")).show_top()

    def act_memo(self) -> None:
        self.on_place_memo_wanted(self.place.memo_links())

    @work(group="flow", exit_on_error=False)
    async def act_help(self) -> None:
        await self._offer("What works here", by_group=False)

    @work(group="flow", exit_on_error=False)
    async def act_palette(self) -> None:
        await self._offer("All actions", by_group=True)

    async def _offer(self, heading: str, *, by_group: bool) -> None:
        from tui.screens.help import Help, action_choices

        focused = self.focused
        offers = self.offers()
        choices = action_choices(offers, self._keys, by_group=by_group)
        chosen = await self.app.push_screen_wait(Help(heading, choices))
        if chosen:
            if focused is not None and focused.is_attached:
                focused.focus()
            actor = self if action_named(chosen).group == "app" else self.place
            await actor.action_do(chosen)

    def act_reload(self) -> None:
        self.post_message(self.ReloadWanted())

    def act_index(self) -> None:
        self.post_message(self.IndexWanted())

    def act_back(self) -> None:
        if self.place.leave_layer() or self.stop_sync():
            pass
        elif not self._go_back():
            self.tell("this is the first view: q or ^Q leaves catena")
        self._say_keys()

    def _go_back(self) -> bool:
        if len(self._history) < 2:
            return False
        self._history.pop()
        self._show(self._history[-1])
        return True

    async def act_close(self) -> None:
        if not self._go_back():
            await self.app.action_quit()

    async def act_quit(self) -> None:
        await self.app.action_quit()
