"""Excerpts whose text has changed: what each was, and what stands there now or where it may be, side by side.

Nothing is decided by being looked at. What the reviewer says of an excerpt is one act, which undoing takes back; colleagues' are
listed behind their own, and each says of theirs alone.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from store.errors import CatenaError
from store.reviewers import CONSENSUS
from store.word_changes import marked, word_changes
from tui.actions import Action, bindings_of
from tui.places.filtered import Filtered
from tui.places.place import Place
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cells import fitted, left
from tui.widgets.line import Line
from tui.widgets.page_list import PageList, Paragraph
from tui.widgets.row_list import Pieces, RowList

if TYPE_CHECKING:
    from search.waiting import Waiting

LETTERS = "abc"
"""The signs of the places that an excerpt may be at, and the keys that choose them."""
SIGNS = {"moved": "~", "to check": "?", "missing": "-"}
LIKELY = 0.8


@dataclass(frozen=True)
class Told:
    """An excerpt that waits, and the words at each of the places that it may be at."""

    waiting: "Waiting"
    there: tuple[str, ...]
    is_mine: bool


def told_of(study: Study, snapshot: Snapshot) -> list[Told]:
    """All that waits, the reviewer's own first; words of a text that cannot be read are left out."""
    from search.waiting import waiting

    held = snapshot.holdings
    found: list[Told] = []
    for each in waiting(snapshot.project, held, study.carried):
        text = ""
        if each.choices:
            try:
                text = study.texts.read(snapshot.project, held.documents[each.excerpt.document])
            except CatenaError:
                text = ""
        there = tuple(" [...] ".join(text[slice(*place)] for place in choice.ranges) for choice in each.choices)
        found.append(Told(each, there, each.excerpt.reviewer in (snapshot.reviewer, CONSENSUS)))
    return sorted(found, key=lambda each: (not each.is_mine, each.waiting.is_kept))


class WaitingPlace(Filtered):
    """The excerpts that wait since their text has changed."""

    FILTER_SAYS: ClassVar[str] = "words of an excerpt, a document, a state"
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("waiting", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("waiting", "lists")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    WaitingPlace {
        & #waiting-head { background: $panel; }
        & #waiting { height: auto; max-height: 8; min-height: 1; }
        & #waiting-words { layout: vertical; height: 1fr; }
        & PageList { height: 1fr; border-top: hkey $panel; }
    }
    .-wide WaitingPlace {
        & #waiting-words { layout: horizontal; }
        & PageList { width: 1fr; }
        & #is { border-left: vkey $panel; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="waiting-head")
        self._list = RowList(id="waiting")
        self._was, self._is = PageList(id="was"), PageList(id="is")
        self._all: Sequence[Told] = ()
        self._shown: Sequence[Told] = ()
        self._wanted = ""

    def compose(self) -> ComposeResult:
        yield self._head
        yield self.filter
        yield self._list
        with Container(id="waiting-words"):
            yield self._was
            yield self._is

    def rest(self) -> None:
        self._list.focus()

    def fall_back(self) -> Widget:
        return self._list

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        self.look_again()

    @work(exclusive=True, group="waiting", exit_on_error=False)
    async def look_again(self, wanted: str = "") -> None:
        """Reads what waits, and makes one of it current, else the one that was, else what took its line."""
        snapshot = self.snapshot
        if snapshot is None:
            return
        self._wanted = wanted or self._wanted
        before = self._wanted or (self.current.waiting.excerpt.id if self.current is not None else "")
        self._all = await asyncio.to_thread(told_of, self.study, snapshot)
        self._wanted = ""
        self._narrow(before)
        # What can be done is known only now.
        self.post_message(self.TitleChanged())

    def _narrow(self, before: str = "") -> None:
        words = self.filter.words.casefold().split()
        self._shown = [each for each in self._all if all(word in _all_words(each) for word in words)]
        counted: Counter[str] = Counter(
            each.waiting.state for each in self._shown if each.is_mine and not each.waiting.is_kept
        )
        said = ", ".join(f"{counted[state]} {state}" for state in SIGNS if counted[state])
        self._head.say((" Excerpts whose text has changed", "strong"), ("", "right"), (f"{said} ", "match"))
        names = [each.waiting.excerpt.id for each in self._shown]
        index = names.index(before) if before in names else self._list.index
        self._list.show(
            len(self._shown),
            self._row,
            index=max(0, index),
            empty=" no line has these words"
            if words
            else " every excerpt stands in the text that its document has now",
        )

    def _row(self, row: int, width: int) -> Pieces:
        told = self._shown[row]
        each = told.waiting
        state = "kept as missing" if each.is_kept else each.state
        who = "" if told.is_mine else f"  {each.excerpt.reviewer}"
        lead = f" {SIGNS[each.state]} {left(state, 15)} {left(each.excerpt.document, 10)} "
        settled = each.is_kept or not told.is_mine
        words = " ".join((each.was or each.excerpt.text).split())
        return [
            (lead, "dim" if settled else "warn" if each.state != "moved" else "match"),
            (fitted(words, max(8, width - len(lead) - len(who) - 1)), "dim" if settled else ""),
            (who, "dim"),
        ]

    @property
    def current(self) -> Told | None:
        index = self._list.index
        return self._shown[index] if 0 <= index < len(self._shown) else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if event.rows is self._list:
            told, snapshot = self.current, self.snapshot
            known = told is not None and snapshot is not None
            self._was.show_paragraphs(_was(told, snapshot) if known and told and snapshot else ())
            self._is.show_paragraphs(_now(told) if told is not None else ())

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if event.rows is self._list:
            await self.action_do("waiting.open")

    def why_not(self, action: Action) -> str:
        told = self.current
        if action.group != "waiting":
            return super().why_not(action)
        if told is None:
            return "nothing waits"
        each = told.waiting
        if action.name in ("open", "earlier"):
            return ""
        if self.study.read_only or not told.is_mine:
            return self.study.read_only or f"it is {each.excerpt.reviewer}'s, and each says of theirs where they are"
        if action.name == "missing":
            if each.state == "moved":
                return "it stands in the text: Enter goes there, x takes a theme off"
            return "you have said so already" if each.is_kept else ""
        if action.name != "by_hand" and self._number(action.name) >= max(1, len(each.choices)):
            return "there are not so many places"
        if action.name in ("first", "second", "third") and each.state != "moved" and not each.choices:
            return "nothing like it is in the text: w looks for it by hand, x keeps it as missing"
        return ""

    def foot(self, action: Action) -> int:
        return 0 if action.group == "waiting" and self.why_not(action) else super().foot(action)

    @staticmethod
    def _number(name: str) -> int:
        return ("first", "second", "third").index(name)

    def _say(self, how: str, number: int = 0) -> None:
        assert self.current is not None
        excerpt = self.current.waiting.excerpt.id
        self.post_message(self.FlowWanted(f"waiting.{how}", (excerpt,), span=(number, 0)))

    def act_first(self) -> None:
        self._say("accept", 0)

    def act_second(self) -> None:
        self._say("accept", 1)

    def act_third(self) -> None:
        self._say("accept", 2)

    def act_missing(self) -> None:
        self._say("keep_missing_excerpt")

    def act_by_hand(self) -> None:
        self._say("by_hand")

    def act_earlier(self) -> None:
        self._say("read_earlier")

    def act_open(self) -> None:
        if self.filter.is_typed_into:
            self._list.focus()
        elif self.current is not None:
            each = self.current.waiting
            ranges = each.excerpt.ranges if each.state == "moved" else each.choices[0].ranges if each.choices else ()
            start, end = (ranges[0][0], ranges[-1][1]) if ranges else (0, None)
            segments = ranges if each.state != "moved" else ()
            self.post_message(self.DocumentWanted(each.excerpt.document, start, end, segments=segments))

    def filter_changed(self) -> None:
        self._narrow()

    def memo_links(self) -> "Place.MemoWanted":
        return self.MemoWanted(excerpts=(self.current.waiting.excerpt.id,) if self.current is not None else ())


def _all_words(told: Told) -> str:
    each = told.waiting
    return f"{each.state} {each.excerpt.document} {each.excerpt.reviewer} {each.was} {each.excerpt.text}".casefold()


def _was(told: Told, snapshot: Snapshot) -> list[Paragraph]:
    each = told.waiting
    themes = ", ".join(theme.name for theme in snapshot.themes_of(each.excerpt))
    paragraphs = [Paragraph(f"As it was tagged in {each.excerpt.document}", "strong", gap=True)]
    paragraphs += [Paragraph(themes, "dim")] if themes else []
    stays = each.state != "moved"
    first, last = each.excerpt.segments[0], each.excerpt.segments[-1]
    if stays and first.prefix.strip():
        paragraphs.append(Paragraph(f"… {' '.join(first.prefix.split())}", "dim", gap=True))
    words = each.was or "(the words that it had are in no text on this machine)"
    paragraphs += [Paragraph(line, gap=not (row or stays)) for row, line in enumerate(words.split("\n"))]
    if stays and last.suffix.strip():
        paragraphs.append(Paragraph(f"{' '.join(last.suffix.split())} …", "dim"))
    return [*paragraphs, *([Paragraph(f"✎ {each.excerpt.note}", "dim", gap=True)] if each.excerpt.note else [])]


def _now(told: Told) -> list[Paragraph]:
    each = told.waiting
    paragraphs: list[Paragraph] = []
    if each.state == "moved":
        paragraphs.append(Paragraph("What stands there now", "strong", gap=True))
        paragraphs.append(Paragraph(_differing(each.was, each.excerpt.text), lead=("a ", "match"), gap=True))
    elif each.is_kept:
        paragraphs.append(
            Paragraph("You have said that its words are missing. It is kept and counted apart.", gap=True)
        )
    elif not each.choices:
        paragraphs.append(Paragraph("Nothing like it is in the text that the document has now.", gap=True))
    else:
        paragraphs.append(Paragraph("Where it may be now", "strong", gap=True))
    for letter, choice, there in zip(LETTERS, each.choices, told.there, strict=False):
        how = "likely" if choice.likeness >= LIKELY else "possible"
        paragraphs.append(Paragraph(f"{how}:", "dim", lead=(f"{letter} ", "match"), gap=True))
        paragraphs.append(Paragraph(_differing(each.was, there), inset=3))
    return paragraphs


def _differing(was: str, there: str) -> str:
    return marked(word_changes(" ".join(was.split()), " ".join(there.split()))) if was else there
