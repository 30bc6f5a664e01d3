"""What two people changed differently: what it is about, and below it both versions with who, when and why, side by side.

Nothing is decided by being looked at. A decision is an act like any other; taking it back brings the conflict back. The list is
always read from the files, so it shows what waits and nothing else.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from store.errors import CatenaError, UsageFault
from store.sharing.conflicts import Conflict, Version, file_or_none, texts_of_version
from store.sharing.deciding import both, own_words, side_of, version_of_mine
from store.sharing.files import Side
from store.sharing.standing import standing_version
from store.sharing.telling import place_of, words_of
from tui.actions import Action, bindings_of
from tui.places.place import Place
from tui.sharing_state import to_decide
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cells import fitted
from tui.widgets.line import Line
from tui.widgets.page_list import PageList, Paragraph
from tui.widgets.row_list import Pieces, RowList


@dataclass(frozen=True)
class Told:
    """A conflict as it is shown: what it is about, what each version holds and says, which one is mine, which one stands."""

    conflict: Conflict
    about: str
    sides: tuple[Side, ...]
    said: tuple[str, ...]
    mine: str
    stands: str

    def version(self, number: int) -> Version:
        return self.conflict.versions[number]

    @property
    def others(self) -> list[int]:
        """The numbers of the versions that are not mine."""
        return [number for number, each in enumerate(self.conflict.versions) if each.id != self.mine]

    @property
    def own(self) -> int | None:
        """The number of the version that is mine."""
        return next((number for number, each in enumerate(self.conflict.versions) if each.id == self.mine), None)


def told_of(snapshot: Snapshot, me: str) -> list[Told]:
    """What waits to be decided by the reviewer `me`; a conflict whose own files cannot be read is left out."""
    project, held = snapshot.project, snapshot.holdings
    found: list[Told] = []
    for conflict in to_decide(project, me):
        try:
            texts = [texts_of_version(project, conflict, each) for each in conflict.versions]
            stands = standing_version(conflict, lambda path: file_or_none(project, path))
        except CatenaError:
            continue
        pairs = list(zip(conflict.versions, texts, strict=True))
        sides = tuple(side_of(version, text) for version, text in pairs)
        said = tuple(words_of(version, conflict, text, held) for version, text in pairs)
        mine = version_of_mine(conflict, me, stands)
        found.append(Told(conflict, place_of(conflict, held), sides, said, mine, stands))
    return found


class ConflictsPlace(Place):
    """The conflicts."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("conflicts", "move")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("conflicts", "move")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    ConflictsPlace {
        & #conflicts-head { background: $panel; }
        & #conflicts { height: auto; max-height: 6; min-height: 1; }
        & #versions { layout: vertical; height: 1fr; }
        & PageList { height: 1fr; border-top: hkey $panel; }
    }
    .-wide ConflictsPlace {
        & #versions { layout: horizontal; }
        & PageList { width: 1fr; }
        & #theirs { border-left: vkey $panel; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="conflicts-head")
        self._list = RowList(id="conflicts", empty=" nothing waits to be decided")
        self._ours = PageList(id="ours")
        self._theirs = PageList(id="theirs")
        self._told: Sequence[Told] = ()
        self._wanted = ""

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._list
        with Container(id="versions"):
            yield self._ours
            yield self._theirs

    def rest(self) -> None:
        self._list.focus()

    def fall_back(self) -> Widget:
        return self._list

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        self.look_again()

    def renewed(self) -> None:
        # Letting stand what stands changes nothing but what waits.
        self.look_again()

    @work(exclusive=True, group="conflicts", exit_on_error=False)
    async def look_again(self, wanted: str = "") -> None:
        """Reads what waits to be decided, and makes one of them current, else the one that was."""
        snapshot = self.snapshot
        if snapshot is None:
            return
        self._wanted = wanted or self._wanted
        before = self._wanted or (self.current.conflict.id if self.current is not None else "")
        told = await asyncio.to_thread(told_of, snapshot, self.study.reader)
        names = [each.conflict.id for each in told]
        index = names.index(before) if before in names else self._list.index
        self._told, self._wanted = told, ""
        self._head.say(
            (" What two of you changed differently", "strong"), ("", "right"), (f"{len(told)} to decide ", "match")
        )
        self._list.show(len(told), self._row, index=max(0, index))
        # What can be done is known only now.
        self.post_message(self.TitleChanged())

    def _row(self, row: int, width: int) -> Pieces:
        told = self._told[row]
        who = " / ".join(_who(each) for each in told.conflict.versions)
        return [(f" {fitted(told.about, width - len(who) - 4)}", ""), (f"  {who}", "dim")]

    @property
    def current(self) -> Told | None:
        index = self._list.index
        return self._told[index] if 0 <= index < len(self._told) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._list:
            self._show_versions()

    def _show_versions(self) -> None:
        told = self.current
        if told is None:
            self._ours.show_paragraphs(())
            self._theirs.show_paragraphs(())
            return
        own = told.own
        first = own if own is not None else told.others[0]
        rest = [number for number in told.others if number != first]
        self._ours.show_paragraphs(_paragraphs(told, first))
        self._theirs.show_paragraphs([each for number in rest for each in _paragraphs(told, number)])

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if event.rows is self._list:
            await self.action_do("conflicts.open")

    def why_not(self, action: Action) -> str:
        told = self.current
        if action.group != "conflicts" or action.name in ("next_pane", "previous_pane"):
            return super().why_not(action)
        if told is None:
            return "nothing waits to be decided"
        if action.name != "open" and self.study.read_only:
            return self.study.read_only
        try:
            if action.name == "both":
                both(told.conflict, told.sides)
            elif action.name == "words":
                own_words(told.conflict, "")
        except UsageFault:
            return "it can only be one or the other: o or t" if action.name == "both" else "it is about no text: o or t"
        return ""

    def _decide(self, how: str) -> None:
        assert self.current is not None
        self.post_message(self.FlowWanted(f"conflicts.{how}", thing=("conflict", self.current.conflict.id)))

    def act_ours(self) -> None:
        self._decide("take_ours")

    def act_theirs(self) -> None:
        self._decide("take_theirs")

    def act_both(self) -> None:
        self._decide("take_both")

    def act_words(self) -> None:
        self._decide("write_own")

    def act_open(self) -> None:
        self._decide("lead_to_it")


def _who(version: Version) -> str:
    return version.about.reviewer or version.about.who or "by hand"


def _paragraphs(told: Told, number: int) -> list[Paragraph]:
    version = told.version(number)
    when = f", {version.about.when.astimezone():%Y-%m-%d %H:%M}" if version.about.when else ""
    whose = "Yours" if version.id == told.mine else "Theirs"
    stands = ", stands now" if version.id == told.stands else ""
    paragraphs = [Paragraph(f"{whose}: {_who(version)}{when}{stands}", "strong", gap=True)]
    if version.about.why:
        paragraphs.append(Paragraph(version.about.why, "dim"))
    return [*paragraphs, *(Paragraph(line, gap=not row) for row, line in enumerate(told.said[number].split("\n")))]
