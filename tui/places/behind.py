"""Behind a number: the things that a cell or total of a table counts, each with its excerpts, in context.

There are as many things as the number says; where excerpts are counted they are the lines themselves. What was taken away since
the number was opened is left out and said. The excerpts have the keys that they have everywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from store.excerpts import Excerpt
from themes.behind import Group
from themes.coverage_table import passage_named
from tui.actions import Action, bindings_of
from tui.excerpt_view import text_around
from tui.places.considering import Considering
from tui.places.filtered import Filtered
from tui.places.place import Place
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.document_view import DocumentView
from tui.widgets.line import Line
from tui.widgets.margin import excerpt_pieces, reading_of, theme_pieces
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words

NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: a thing that is counted, or (with `excerpt`) an excerpt of it."""

    group: Group
    excerpt: str = ""


class BehindPlace(Filtered, Considering):
    """What one number counts."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("behind", "excerpt", "consider", "lists")
    STANDS_UNDER: ClassVar[str] = "tables"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("behind", "excerpt", "consider", "lists")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    BehindPlace {
        & > Horizontal { height: 1fr; }
        & #behind-side { width: 1fr; }
        & #behind { height: 1fr; }
        & #behind-head { background: $panel; }
        & #behind-words { height: auto; max-height: 40%; padding: 0 1; background: $surface; }
        & DocumentView { display: none; }
    }
    .-wide BehindPlace {
        & #behind-side { width: 2fr; }
        & #behind-words { display: none; }
        & DocumentView { display: block; width: 3fr; border-left: vkey $panel; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="behind-head")
        self.list = RowList(id="behind", empty=" nothing is behind this number")
        self._words = Words(id="behind-words")
        self._view = DocumentView(focusable=False)
        self._groups: Sequence[Group] = ()
        self.lines: Sequence[Row] = ()
        self._title = self._counted = ""
        self._theme = ""
        self._names = NO_NAMES

    def compose(self) -> ComposeResult:
        yield self.filter
        with Horizontal():
            with Vertical(id="behind-side"):
                yield self._head
                yield self.list
                yield self._words
            yield self._view

    def rest(self) -> None:
        self.list.focus()

    def fall_back(self) -> Widget:
        return self.list

    def show_groups(
        self, title: str, counted: str, groups: Sequence[Group], theme: str, names: Mapping[str, str] = NO_NAMES
    ) -> None:
        """Shows what is behind the number that is called `title`; `counted` says how many of what there are.

        `names` are those of things that the project's files do not name.
        """
        self._names = names
        self._title, self._counted, self._groups, self._theme = title, counted, groups, theme
        self.filter.close()
        self._lay(0)

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None and self._groups:
            self._lay(self.list.index)
            self._view.renew(after)

    def _lay(self, index: int) -> None:
        snapshot = self.snapshot
        if snapshot is None:
            return
        words = self.filter.words.casefold().split()
        lines: list[Row] = []
        gone = 0
        for group in self._groups:
            there = [each for each in group.excerpts if each in snapshot.holdings.excerpts]
            gone += len(group.excerpts) - len(there)
            fitting = [each for each in there if self._has(snapshot, each, words)]
            has_head = group.kind or len(self._groups) > 1
            if has_head and (fitting or not words or all(word in group.key.casefold() for word in words)):
                lines.append(Row(group))
            lines += [Row(group, each) for each in fitting]
        self.lines = lines
        self.list.show(len(lines), self._row, index=index)
        left_out = f"{gone} gone since  " if gone else ""
        self._head.say(
            (f" {self._counted}", "match"), (f"  {self._title}", "strong"), ("", "right"), (f"{left_out}", "warn")
        )
        self.post_message(self.TitleChanged())

    @staticmethod
    def _has(snapshot: Snapshot, excerpt: str, words: Sequence[str]) -> bool:
        known = snapshot.holdings.excerpts[excerpt]
        text = f"{known.document} {known.text} {known.note} {known.reviewer}".casefold()
        return all(word in text for word in words)

    def _row(self, row: int, width: int) -> Pieces:
        line, snapshot = self.lines[row], self.snapshot
        assert snapshot is not None
        if line.excerpt:
            inset = "  " if line.group.kind or len(self._groups) > 1 else ""
            excerpt = snapshot.holdings.excerpts[line.excerpt]
            return [(inset, ""), *excerpt_pieces(snapshot, excerpt, with_document=True)]
        return group_pieces(snapshot, line.group, self._names)

    @property
    def current(self) -> Row | None:
        return self.lines[self.list.index] if 0 <= self.list.index < len(self.lines) else None

    @property
    def current_excerpt(self) -> Excerpt | None:
        if self.current is None or self.snapshot is None:
            return None
        return self.snapshot.holdings.excerpts.get(self.current.excerpt)

    @property
    def _passage(self) -> tuple[str, int, int] | None:
        """The passage that the current line stands for."""
        line = self.current
        return passage_named(line.group.key) if line and not line.excerpt and line.group.kind == "passage" else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        excerpt, snapshot = self.current_excerpt, self.snapshot
        said = ""
        if excerpt is not None and snapshot is not None:
            themes = "".join(text for text, _ in theme_pieces(snapshot, snapshot.read_by_me(excerpt))).strip()
            note = f"\n✎ {excerpt.note}" if excerpt.note else ""
            reading = reading_of(snapshot, excerpt)
            said = f"{excerpt.text}{note}\n{themes}" + (f"\n{reading}" if reading else "")
        self._words.say(said)
        self._show_in_document()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("behind.open")

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _show_in_document(self) -> None:
        excerpt, snapshot, passage = self.current_excerpt, self.snapshot, self._passage
        if snapshot is None or (excerpt is None and passage is None):
            return
        if excerpt is not None:
            if not self._view.display:
                return
            opened, why = await text_around(self.study, snapshot, excerpt)
            if opened is None:
                self.post_message(self.TitleChanged(why))
            else:
                self._view.open(opened, snapshot, start=excerpt.start, end=excerpt.end, hits=excerpt.ranges)
        elif passage is not None and passage[0] in snapshot.holdings.documents:
            document, start, end = passage
            opened = await self.study.text_of(snapshot.holdings.documents[document])
            self._words.say(opened.text[start:end])
            if self._view.display:
                self._view.open(opened, snapshot, start=start, end=end)

    # Acting

    @property
    def excerpts_meant(self) -> list[Excerpt]:
        return [self.current_excerpt] if self.current_excerpt is not None else []

    @property
    def theme_meant(self) -> str:
        return self._theme

    def why_not(self, action: Action) -> str:
        match action.id:
            case "behind.open" if self.current is None:
                return "there is nothing here"
            case "behind.copy" if self.current_excerpt is None:
                return "choose an excerpt first"
            case "behind.next" | "behind.previous" if not any(each.kind for each in self._groups):
                return "here excerpts themselves are counted"
        return super().why_not(action)

    def act_open(self) -> None:
        line, excerpt, passage = self.current, self.current_excerpt, self._passage
        if self.filter.is_typed_into:
            self.list.focus()
        elif excerpt is not None:
            self.want_excerpt(excerpt)
        elif passage is not None:
            self.post_message(self.DocumentWanted(*passage))
        elif line is not None and line.group.kind == "commit":
            self.post_message(
                self.TitleChanged("`catena log` tells more of a commit; H lists the acts of this machine")
            )
        elif line is not None and line.group.kind in ("pair", ""):
            self.list.move_row(1)
        elif line is not None:
            self.post_message(self.FlowWanted("leading.thing", thing=(line.group.kind, line.group.key)))

    def act_next(self) -> None:
        self._step(1)

    def act_previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        row = self.list.index + step
        while 0 <= row < len(self.lines) and self.lines[row].excerpt:
            row += step
        if 0 <= row < len(self.lines):
            self.list.go_to(row)
        else:
            self.post_message(self.TitleChanged(f"this is the {'last' if step > 0 else 'first'} one"))

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def act_copy(self) -> None:
        assert self.current_excerpt is not None
        await self.copy_excerpt(self.current_excerpt)

    def filter_changed(self) -> None:
        self._lay(0)

    def memo_links(self) -> "Place.MemoWanted":
        line = self.current
        cases = (line.group.key,) if line is not None and line.group.kind == "case" else ()
        excerpts = tuple(each.id for each in self.excerpts_meant)
        return self.MemoWanted(themes=(self._theme,) if self._theme else (), excerpts=excerpts, cases=cases)


def group_pieces(snapshot: Snapshot, group: Group, names: Mapping[str, str] = NO_NAMES) -> Pieces:
    """A thing that is counted, in one line."""
    held, name, more = snapshot.holdings, group.key, names.get(group.key, "")
    match group.kind:
        case "case" if group.key in held.cases:
            case = held.cases[group.key]
            documents = sum(case.id in document.cases for document in held.documents.values())
            more = f"{case.name}  " if case.name.casefold() != case.id.casefold() else ""
            more += f"{case.kind}, {documents} document{'s' * (documents != 1)}"
        case "document" if group.key in held.documents:
            document = held.documents[group.key]
            more = f"{document.title}, {document.kind}" if document.title != document.id else document.kind
        case "theme" if group.key in held.themes:
            name = held.themes[group.key].name
        case "passage":
            document_id, start, end = passage_named(group.key)
            name, more = document_id, f"{start} to {end}"
        case "commit":
            name = group.key[:10]
        case "":
            name = "evidence from elsewhere"
        case "pair":
            name = "one excerpt with both" if len(group.excerpts) == 1 else "two excerpts that meet"
    count = f"{len(group.excerpts)} excerpt{'s' * (len(group.excerpts) != 1)}" if group.excerpts else ""
    return [(f" {name}", "strong"), (f"  {more}", "dim"), (f"  {count}", "match")]
