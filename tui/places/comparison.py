"""Constant comparison: an excerpt beside those that are under its theme already, each in its document, one pair at a time.

What it is compared with goes from the nearest to the farthest, by a key. A memo written here is about both excerpts and their
theme.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget

from store.excerpts import Excerpt
from themes.comparison import SCOPES, Scope, cases_of, compared, group_keys, group_of
from tui.actions import Action, bindings_of
from tui.excerpt_view import instead_of_text, text_around
from tui.places.considering import Considering
from tui.places.place import Place
from tui.review_steps import ChooseGroups
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.document_view import DocumentView
from tui.widgets.line import Line
from tui.widgets.words import Words


class Pane(Vertical):
    """An excerpt in its document, or its words alone."""

    DEFAULT_CSS = """
    Pane {
        width: 1fr;
        height: 1fr;
        & DocumentView { height: 1fr; }
        & Words { display: none; height: 1fr; padding: 0 1; }
        &.-without-text DocumentView { display: none; }
        &.-without-text Words { display: block; }
    }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.view = DocumentView()
        self._instead = Words()

    def compose(self) -> ComposeResult:
        yield self.view
        yield self._instead

    async def show(self, study: Study, snapshot: Snapshot, excerpt: Excerpt | None, nothing: str) -> None:
        """Shows an excerpt; without one, says that there is none."""
        opened, why = (None, "") if excerpt is None else await text_around(study, snapshot, excerpt)
        self.set_class(opened is None, "-without-text")
        if opened is not None and excerpt is not None:
            self.view.open(opened, snapshot, start=excerpt.start, end=excerpt.end, hits=excerpt.ranges)
        else:
            self._instead.say(instead_of_text(excerpt, why) if excerpt is not None else nothing)


class ComparisonPlace(Considering):
    """One excerpt, and one of its theme at a time."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("comparison", "excerpt", "consider", "move")
    STANDS_UNDER: ClassVar[str] = "themes"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("comparison", "excerpt", "consider", "move")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    ComparisonPlace {
        & #comparison-head, & #comparison-scope { background: $panel; }
        & #pair { height: 1fr; layout: vertical; }
    }
    .-wide ComparisonPlace {
        & #pair { layout: horizontal; }
        & #pair-other { border-left: vkey $panel; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="comparison-head")
        self._scope_line = Line(id="comparison-scope")
        self._new = Pane(id="pair-new")
        self._other = Pane(id="pair-other")
        self._excerpt = ""
        self._theme = ""
        self._scope: Scope = "all"
        self.groups = ""
        """The attribute that makes groups; "": the one with the fewest groups."""
        self._found: Sequence[Excerpt] = ()
        self._index = 0

    def compose(self) -> ComposeResult:
        yield self._head
        with Container(id="pair"):
            yield self._new
            yield self._other
        yield self._scope_line

    def rest(self) -> None:
        self._other.view.reader.focus()

    def fall_back(self) -> Widget:
        return self._other.view.reader

    # What is compared

    def show_pair(self, excerpt: str, theme: str) -> None:
        """Compares an excerpt with those under a theme, with all of them at first."""
        self._excerpt, self._theme, self._scope, self._index = excerpt, theme, "all", 0
        self._look_again()

    def group_by(self, key: str) -> None:
        """Takes another attribute for what makes a group."""
        self.groups = key
        self._look_again()

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None and self._theme:
            self._look_again()

    @property
    def excerpt(self) -> Excerpt | None:
        return self.snapshot.holdings.excerpts.get(self._excerpt) if self.snapshot is not None else None

    @property
    def other(self) -> Excerpt | None:
        return self._found[self._index] if 0 <= self._index < len(self._found) else None

    @property
    def _key(self) -> str:
        assert self.snapshot is not None
        keys = group_keys(self.snapshot.holdings)
        return self.groups or (keys[0] if keys else "")

    def _look_again(self) -> None:
        snapshot, excerpt, before = self.snapshot, self.excerpt, self.other
        if snapshot is None or excerpt is None or self._theme not in snapshot.holdings.themes:
            self._head.say((" the excerpt or its theme is not here any more: Esc leads back", "warn"))
            return
        self._found = compared(snapshot.holdings, snapshot.reviewer, excerpt, self._theme, self._scope, self._key)
        names = [each.id for each in self._found]
        self._index = names.index(before.id) if before is not None and before.id in names else 0
        self._say()
        self._show_both()

    def _say(self) -> None:
        snapshot, excerpt, other = self.snapshot, self.excerpt, self.other
        assert snapshot is not None
        assert excerpt is not None
        theme, sign = snapshot.holdings.themes[self._theme], snapshot.sign(self._theme)
        self._head.say(
            (f" {sign.letter} ", sign.colour),
            (theme.name, "strong"),
            (f"  {self._about(excerpt)}", "dim"),
            ("", "right"),
            ("this one ", "dim"),
        )
        scope = self._scope if self._scope in ("all", "same case") or not self._key else f"{self._scope} by {self._key}"
        place = f"{self._index + 1} of {len(self._found)}" if self._found else "none"
        self._scope_line.say(
            (f" {place}", "match"),
            (f"  compared with {scope}", "strong"),
            (f"  {self._about(other)}" if other is not None else "", "dim"),
        )
        self.post_message(self.TitleChanged())

    def _about(self, excerpt: Excerpt) -> str:
        """The document, the case and the group of an excerpt, as far as they say more than each other."""
        assert self.snapshot is not None
        holdings = self.snapshot.holdings
        cases = [holdings.cases[each].name for each in cases_of(holdings, excerpt)]
        groups = sorted(group_of(holdings, excerpt, self._key))
        who = [f"by {excerpt.reviewer}"] if excerpt.reviewer != self.snapshot.reviewer else []
        return ", ".join(dict.fromkeys((excerpt.document, *cases, *groups, *who)))

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _show_both(self) -> None:
        snapshot = self.snapshot
        assert snapshot is not None
        await self._new.show(self.study, snapshot, self.excerpt, "")
        nothing = "Nothing else is under this theme here: s chooses another scope."
        await self._other.show(self.study, snapshot, self.other, nothing)

    # Acting

    @property
    def _looked_at(self) -> Excerpt | None:
        """The excerpt of the pane that has the focus."""
        on_new = self.screen.focused is self._new.view.reader
        return self.excerpt if on_new or self.other is None else self.other

    @property
    def excerpts_meant(self) -> Sequence[Excerpt]:
        return [self._looked_at] if self._looked_at is not None else []

    @property
    def theme_meant(self) -> str:
        return self._theme

    def why_not(self, action: Action) -> str:
        match action.id:
            case "comparison.next" | "comparison.previous" if len(self._found) < 2:
                return "there is no other one in this scope: s chooses another scope"
            case "comparison.groups" if self.snapshot and not group_keys(self.snapshot.holdings):
                return "no attribute of the cases makes groups: `catena case set` gives one"
            case "comparison.open" if self._looked_at is None:
                return "there is no excerpt here"
        return super().why_not(action)

    def _step(self, step: int) -> None:
        if 0 <= self._index + step < len(self._found):
            self._index += step
            self._say()
            self._show_both()
        else:
            self.post_message(self.TitleChanged(f"this is the {'last' if step > 0 else 'first'} one in this scope"))

    def act_next(self) -> None:
        self._step(1)

    def act_previous(self) -> None:
        self._step(-1)

    def act_scope(self) -> None:
        self._scope = SCOPES[(SCOPES.index(self._scope) + 1) % len(SCOPES)]
        self._look_again()

    def act_groups(self) -> None:
        self.post_message(self.ReviewWanted(ChooseGroups()))

    def act_open(self) -> None:
        excerpt = self._looked_at
        assert excerpt is not None
        self.want_excerpt(excerpt)

    def memo_links(self) -> "Place.MemoWanted":
        both = tuple(each.id for each in (self.excerpt, self.other) if each is not None)
        return self.MemoWanted(themes=(self._theme,) if self._theme else (), excerpts=both)
