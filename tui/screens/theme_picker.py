"""Choosing a theme for what is tagged: the definition in view, the last themes first, and a new theme where none fits.

With nothing typed, Enter takes the last theme again, and a digit the recent theme that it stands before, which keeps its digit. A
digit alone is no name that Enter makes a theme of, and a name that is nearly another one's offers that first. What will be tagged
is shown above, and can be made the bare words, the sentence or the passage without leaving.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from store.codebook import Theme
from tui.actions import bindings_of
from tui.near_names import near_names
from tui.screens.chooser import Choice, Chooser
from tui.snapshot import Snapshot
from tui.targets import Target
from tui.widgets.cells import indent
from tui.widgets.field import Field
from tui.widgets.row_list import Pieces
from tui.widgets.words import Words

NARROW = 80
"""Cells of the narrowest terminal that themes are indented for."""
LONGEST_IN_VIVO = 60
"""A theme named by the speaker's own words is no longer than this."""

NEW = "new"
"""The key of the choice that stands for a theme of the name that is typed."""

DIGITS = tuple("123456789")
"""What stands before recent themes, and takes them."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: the id of a theme, or a new one by its name; and what it shall be put on.

    Of a new one that is `unplaced` it is still asked where it stands and what it means; `new_parent` (an id) is the proposal.
    """

    targets: tuple[Target, ...]
    theme: str = ""
    new_name: str = ""
    new_parent: str = ""
    definition: str = ""
    why: str = ""
    unplaced: bool = False


def described(theme: Theme, excerpts: int, apart: int = 0) -> str:
    """What a theme means, in the lines below the list; `apart` are excerpts that do not stand in the present texts."""
    lines = [theme.definition.strip() or "(no definition yet)"]
    lines += [f"include: {theme.include.strip()}"] if theme.include else []
    lines += [f"exclude: {theme.exclude.strip()}"] if theme.exclude else []
    count = f"{excerpts} excerpt{'' if excerpts == 1 else 's'}" + (f", {apart} to look for" if apart else "")
    return f"{count}.  " + "  ".join(" ".join(line.split()) for line in lines)


def recent_choice(shown: Sequence[Choice], number: int) -> Choice | None:
    """The choice that stands behind this digit, or None."""
    return next((each for each in shown if each.pieces[0] == (f"{number} ", "match")), None)


def theme_choices(snapshot: Snapshot) -> list[Choice]:
    """Every active theme as a choice: the recent ones behind their digits, then the tree."""
    nodes = snapshot.tree.nodes
    digits = dict(zip(DIGITS, snapshot.digits, strict=False))
    recent = {theme: digit for digit, theme in digits.items() if theme in nodes and nodes[theme].theme.active}
    others = {theme: list(node.theme.aliases) for theme, node in nodes.items()}
    for theme, node in nodes.items():
        if not node.theme.active and (heir := snapshot.holdings.standing_for(theme)) in others and heir != theme:
            others[heir] += [node.theme.name, *node.theme.aliases]
    choices = [_choice(snapshot, theme, (f"{digit} ", "match"), others[theme]) for theme, digit in recent.items()]
    choices += [
        _choice(snapshot, node.theme.id, ("  ", ""), others[node.theme.id], indented=True)
        for node in snapshot.tree.walk()
        if node.theme.active and node.theme.id not in recent
    ]
    return choices


def _choice(
    snapshot: Snapshot, theme: str, lead: tuple[str, str], others: Sequence[str], indented: bool = False
) -> Choice:
    node = snapshot.tree.nodes[theme]
    sign = snapshot.sign(theme)
    above = "" if indented or not node.depth else f"  {' > '.join(node.path[:-1])}"
    evidence = snapshot.evidence.get(theme)
    excerpts = len(evidence.excerpts) if evidence is not None else 0
    pieces = (
        lead,
        (indent(node.depth, NARROW) if indented else "", ""),
        (f"{sign.letter} ", sign.colour),
        (node.theme.name, ""),
    )
    about = described(node.theme, excerpts) + (f"  also: {'; '.join(others)}" if others else "")
    return Choice(theme, node.path_text, (*pieces, (above, "dim")), about, tuple(others))


def or_new(choices: Sequence[Choice], fitting: list[Choice], typed: str, more: str = "") -> list[Choice]:
    """What fits what is typed, or where nothing does, the themes of nearly that name and then a new one of it."""
    name = " ".join(typed.split())
    if fitting or not name or name in DIGITS:
        return fitting
    near = near_names(choices, name)
    new: Pieces = (("+ ", "match"), (name, "strong"), ("  a new theme", "dim"))
    lead = "a theme of another name; " if near else "no theme fits: "
    return [*near, Choice(NEW, name, new, f"{lead}Enter makes it{more}")]


@runtime_checkable
class OffersRecent(Protocol):
    """A screen whose recent themes stand behind digits."""

    def take_recent(self, number: int) -> bool: ...


class ThemeField(Field):
    """Where a theme's name is typed: a digit, while nothing is typed, takes a recent theme instead."""

    async def _on_key(self, event: events.Key) -> None:
        digit = event.character or ""
        if self.value or digit not in DIGITS or not isinstance(self.screen, OffersRecent):
            return
        if self.screen.take_recent(int(digit)):
            event.stop()
            event.prevent_default()


class ThemePicker(Chooser):
    """Answers with the key of a theme; `picked` says what shall be done."""

    FIELD = ThemeField
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("chooser", "choices", "picker")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("picker")]
    DEFAULT_CSS = """
    ThemePicker {
        & #target { height: auto; max-height: 3; color: $foreground; background: $boost; min-height: 1; }
    }
    """

    def __init__(self, snapshot: Snapshot, targets: Sequence[Target], typed: str = "") -> None:
        choices = theme_choices(snapshot)
        last = next((place for place, each in enumerate(choices) if each.key == snapshot.last_theme), 0)
        nothing = "no themes yet: type a name and press Enter; F2 takes these words as its name"
        super().__init__("Tag with a theme", choices, nothing=nothing, index=last)
        self._none_yet = nothing
        self._typed_before = typed
        self._targets = tuple(targets)
        self._target_words = Words(id="target")
        self.picked: Picked | None = None

    def on_mount(self) -> None:
        self.field.value = self._typed_before
        self.field.action_end()

    def between(self) -> Iterable[Widget]:
        return (self._target_words,)

    def say_heading(self) -> None:
        first = self._targets[0]
        what = "the selected words" if first.extent == "words" else f"the {first.extent}"
        if len(self._targets) > 1:
            places = len({each.place for each in self._targets})
            what = f"{len(self._targets)} marked hits ({first.extent})"
            if places < len(self._targets):
                kind = "place" if first.extent == "words" else first.extent
                what = f"{len(self._targets)} marked hits in {places} {kind}{'' if places == 1 else 's'}"
        documents = list(dict.fromkeys(target.opened.document.id for target in self._targets))
        where = documents[0] if len(documents) == 1 else f"{len(documents)} documents"
        self._heading_line.say((f"Tag {what} ", "strong"), (f"in {where}", "dim"))
        words = " ".join(first.text.split())
        self._target_words.say(words if len(words) <= 230 else f"{words[:110]} […] {words[-110:]}")

    def take_recent(self, number: int) -> bool:
        """Takes the recent theme that stands behind this digit, and tells whether there is one."""
        recent = recent_choice(self.shown, number)
        if recent is None:
            return False
        self._take(Picked(self._targets, theme=recent.key))
        return True

    def narrow(self, typed: str, index: int = 0) -> None:
        no_recent = f"no recent theme stands behind {typed}: F2 makes a theme of this name"
        self._nothing = no_recent if typed.strip() in DIGITS else self._none_yet
        super().narrow(typed, index)

    def fits(self, typed: str) -> list[Choice]:
        more = "; F3 asks where it stands and what it means"
        return or_new(self._choices, super().fits(typed), typed, more)

    def act_take(self) -> None:
        if self.current is not None and self.current.key == NEW:
            self.act_new()
        elif self.current is not None:
            self._take(Picked(self._targets, theme=self.current.key))

    def act_new(self) -> None:
        self._make("")

    def act_new_below(self) -> None:
        beside = self.current.key if self.current is not None and self.current.key != NEW else ""
        self._make(beside, unplaced=True)

    def act_wider(self) -> None:
        self._targets = tuple(target.wider() for target in self._targets)
        self.say_heading()

    def _make(self, parent: str, *, unplaced: bool = False) -> None:
        typed = " ".join(self.field.value.split())
        in_vivo = self._targets[0].said
        name = typed or (in_vivo[:LONGEST_IN_VIVO].rsplit(" ", 1)[0] if len(in_vivo) > LONGEST_IN_VIVO else in_vivo)
        self._take(Picked(self._targets, new_name=name, new_parent=parent, unplaced=unplaced))

    def _take(self, picked: Picked) -> None:
        self.picked = picked
        self.dismiss(picked.theme or NEW)
