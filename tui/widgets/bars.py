"""The bars around the places: which places there are, how saving and the index stand, and which keys act here."""

import re
from collections.abc import Mapping, Sequence

from tui.actions import Action
from tui.key_names import key_shown
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cells import cells_of, fitted
from tui.widgets.line import Line
from tui.widgets.row_list import Piece

PLACES = (
    *(("search", "Search"), ("reader", "Reader"), ("themes", "Themes"), ("memos", "Memos"), ("review", "Review")),
    *(("tables", "Tables"), ("cases", "Cases")),
)
ALWAYS = 5
"""The places that are named before the others."""
NARROW = 60
"""Cells below which a place that is not the current one is its digit alone."""
WIDE = 96
"""Cells from which all places are named."""


class PlaceBar(Line):
    """The places with their keys, the current one set off, and the project."""

    def say_places(self, current: str, snapshot: Snapshot | None) -> None:
        pieces: list[Piece] = []
        for number, (name, label) in enumerate(PLACES, 1):
            here = name == current
            narrow = 0 < self.size.width < (NARROW if number <= ALWAYS else WIDE)
            shown = f"[{label}]" if here else "" if narrow else f" {label} "
            pieces += [(f" {number} ", "match" if here else "dim"), (shown, "strong" if here else "dim")]
        title = snapshot.project.settings.title if snapshot is not None else "opening…"
        used = sum(len(text) for text, _ in pieces)
        self.say(*pieces, ("", "right"), (f"{fitted(title, max(8, self.size.width - used - 2))} ", ""))


class StateBar(Line):
    """What was said last, who works here, and how far saving, committing and the index are."""

    indexing = ""
    sharing: Sequence[Piece] = ()
    """How far this project and the place where it is shared are apart, and what waits there to be looked at."""
    _step = ""
    _told = ""
    _told_look = ""

    def tell(self, words: str, look: str = "") -> None:
        """Says something until the next key."""
        if words != self._told:
            self._told, self._told_look = words, look
            self._say()

    def tell_step(self, words: str) -> None:
        """Says what a sync is doing, until it says something else or "", beneath what is said by a key."""
        if words != self._step:
            self._step = words
            self._say()

    def say_state(self, study: Study) -> None:
        """Says how saving stands."""
        state = study.state
        reviewer = study.snapshot.reviewer if study.snapshot is not None else ""
        if study.read_only:
            saved: Piece = ("read only" if reviewer or study.snapshot else "opening…", "warn")
        elif state.uncommitted and state.obstacle:
            saved = (f"saved, not committed: {state.uncommitted}", "warn")
        elif state.uncommitted or state.committing:
            saved = ("saved, committing", "match")
        else:
            saved = ("saved, committed", "good")
        faults = len(study.snapshot.holdings.faults) if study.snapshot is not None else 0
        self._state = [saved, (f"  {reviewer}" if reviewer else "", "dim")]
        if faults:
            self._state.append((f"  {faults} file{'' if faults == 1 else 's'} at fault", "warn"))
        self._reason = study.read_only if study.snapshot is not None and study.read_only else state.obstacle
        self._say()

    _state: Sequence[Piece] = ()
    _reason = ""

    def _say(self) -> None:
        sharing: Sequence[Piece] = [("  syncing", "match")] if self._step else self.sharing
        right: list[Piece] = [*self._state, *sharing, (f"  {self.indexing}" if self.indexing else "", "dim"), (" ", "")]
        words = self._told or self._step or self._reason
        room = max(0, self.size.width - sum(len(text) for text, _ in right) - 2)
        if self._told and cells_of(words) > room:
            # What was just said matters more than how things stand.
            self.say((f" {words}", self._told_look))
            return
        look = self._told_look if self._told else "match" if self._step else "warn"
        self.say((f" {fitted(words, room)}", look), ("", "right"), *right)


def spoken(message: str, width: int) -> str:
    """An act's message in one line of the screen: without the id that only the history needs, and what stands behind it."""
    words = re.sub(r"^((?:undo|redo): )?(tag|untag|recode|mark) e[0-9a-z]{10} ", r"\1\2 ", message.partition("; ")[0])
    words = re.sub(r" \(t-[0-9a-z]{6}(?:, t-[0-9a-z]{6})*\)$", "", words)
    words = re.sub(r"(?<= )e[0-9a-z]{10}(?= )", "an excerpt", words)
    return words if len(words) <= width else f"{words[: max(0, width - 1)]}…"


class KeyBar(Line):
    """The keys that matter most here; what cannot act now is dim."""

    def say_actions(
        self, offers: Sequence[tuple[Action, str]], feet: Mapping[str, int], keys: Mapping[str, str]
    ) -> None:
        """Shows the actions by their ranks in `feet`, as far as there is room."""
        shown = sorted((offer for offer in offers if feet[offer[0].id]), key=lambda offer: feet[offer[0].id])
        last = [offer for offer in shown if feet[offer[0].id] >= 90]
        rest = [offer for offer in shown if feet[offer[0].id] < 90]
        room = (self.size.width or 80) - sum(self._width(action, keys) for action, _ in last)
        pieces: list[Piece] = []
        for action, reason in rest:
            width = self._width(action, keys)
            if width > room:
                break
            room -= width
            pieces += self._pieces(action, reason, keys)
        for action, reason in last:
            pieces += self._pieces(action, reason, keys)
        self.say(*pieces)

    def say_typing(self) -> None:
        """What the keys do that are no letters, while something is typed."""
        keys = (("Enter", "To the list"), ("Down", "Next line"), ("Esc", "Leave"), ("^P", "Actions"))
        self.say(*(piece for key, label in keys for piece in ((f" {key}", "match"), (f" {label} ", ""))))

    def _key(self, action: Action, keys: Mapping[str, str]) -> str:
        return key_shown(keys.get(action.id, action.keys).split(",")[0])

    def _width(self, action: Action, keys: Mapping[str, str]) -> int:
        return len(self._key(action, keys)) + len(action.label) + 3

    def _pieces(self, action: Action, reason: str, keys: Mapping[str, str]) -> list[Piece]:
        return [
            (f" {self._key(action, keys)}", "dim" if reason else "match"),
            (f" {action.label} ", "dim" if reason else ""),
        ]
