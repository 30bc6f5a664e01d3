"""Cases: who and what is studied, a row for each, with a column for each attribute; every value is entered in its place.

What is not stated is shown by a dot, so that what is missing is seen. The current cell is kept by its case and attribute,
whatever is sorted, filtered or entered.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.attributes import Attribute
from store.case_acts import told
from themes.case_overview import CaseLine, attribute_keys, case_lines, excerpts_by_case, sorted_by_value
from tui.actions import Action, bindings_of
from tui.case_speaking import CasesSpeaking
from tui.places.case_acts import CaseActs
from tui.places.cell_moves import CellMoves
from tui.places.filtered import Filtered
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.cell_grid import CellGrid, Column, Filling, head_lines
from tui.widgets.cells import cells_of
from tui.widgets.line import Line
from tui.widgets.row_list import Piece, Pieces, RowList

NAME, KIND, DOCUMENTS, EXCERPTS = "name", "kind", "documents", "excerpts"
OWN_COLUMNS = (NAME, KIND, DOCUMENTS, EXCERPTS)
"""The columns that are no attributes."""
OWN = "·"
WIDEST = 24
ATTRIBUTE = "attribute "
"""Before the key of an attribute, in the name of its column."""


class CasesPlace(Filtered, CaseActs, CellMoves):
    """All cases."""

    FILTER_SAYS: ClassVar[str] = "show only cases with these words"
    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("cases", "cells", "lists")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("cases", "cells", "lists")]
    FOOT_LEAVES_OUT: ClassVar[tuple[str, ...]] = ("app.find", "app.memo", "app.undo")
    DEFAULT_CSS = """
    CasesPlace {
        & #cases-head { background: $panel; }
        & #cases-cell { background: $panel; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="cases-head")
        self.grid = CellGrid(id="cases", empty=" no cases yet: a makes one, I takes in a CSV sheet")
        self._cell_line = Line(id="cases-cell")
        self._lines: Sequence[CaseLine] = ()
        self._columns: Sequence[str] = ()
        self._sorted_by = ""
        self._counted: tuple[tuple[object, ...], Mapping[str, int]] | None = None
        """What was counted last, and how many excerpts each case has in it."""

    def compose(self) -> ComposeResult:
        yield self._head
        yield self.filter
        yield self.grid
        yield self._cell_line

    def rest(self) -> None:
        self.grid.rows.focus()

    def fall_back(self) -> Widget:
        return self.grid.rows

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None:
            self._lay(self.case_meant, self._column_meant)
            self._count(after)

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _count(self, snapshot: Snapshot) -> None:
        """Counts the excerpts that are the words of each case; whose words they are may have to be read."""
        held, project, texts = snapshot.as_read, snapshot.project, self.study.texts
        known = self._counted
        on = (held.excerpts, held.documents, held.cases)
        if known is not None and all(one is other for one, other in zip(known[0], on, strict=True)):
            return
        speaking = CasesSpeaking(project, held, lambda document: texts.read(project, document))
        self._counted = (on, await asyncio.to_thread(excerpts_by_case, held, speaking.cases_of))
        self._lay(self.case_meant, self._column_meant)

    def on_resize(self) -> None:
        self.call_after_refresh(self._say)

    def go_to_case(self, case: str, key: str = "") -> None:
        if self.filter.is_open and case not in {each.case.id for each in self._lines}:
            self.filter.close()
        self._lay(case, f"{ATTRIBUTE}{key}" if key else self._column_meant)

    # What is shown

    @property
    def _declared(self) -> dict[str, Attribute]:
        return dict(self.snapshot.project.settings.attributes) if self.snapshot is not None else {}

    def _lay(self, case: str, column: str) -> None:
        snapshot = self.snapshot
        if snapshot is None:
            return
        declared = self._declared
        lines = case_lines(snapshot.holdings, self._counted[1] if self._counted else None)
        keys = attribute_keys(snapshot.holdings, declared)
        words = self.filter.words.casefold().split()
        lines = [each for each in lines if all(word in _all_words(each) for word in words)]
        if self._sorted_by.startswith(ATTRIBUTE):
            key = self._sorted_by.removeprefix(ATTRIBUTE)
            lines = sorted_by_value(lines, key, declared.get(key))
        elif self._sorted_by in (DOCUMENTS, EXCERPTS):
            lines = sorted(lines, key=lambda each: -int(_said(each, self._sorted_by) or 0))
        elif self._sorted_by:
            lines = sorted(lines, key=lambda each: _said(each, self._sorted_by).casefold())
        self._lines = lines
        self._columns = [*OWN_COLUMNS, *(f"{ATTRIBUTE}{key}" for key in keys)]
        ids = [each.case.id for each in lines]
        row = ids.index(case) if case in ids else self.grid.rows.index
        at = self._columns.index(column) if column in self._columns else self.grid.rows.column
        columns = [self._column(each, declared) for each in self._columns]
        lead = min(WIDEST, max((cells_of(each) for each in ids), default=4) + 2)
        filling = Filling(len(lines), columns, "case", lead, self._lead, self._cell)
        nothing = " no case has these words" if words else None
        self.grid.fill(filling, row=row, column=at, empty=nothing)
        self._say()

    def _column(self, name: str, declared: dict[str, Attribute]) -> Column:
        key = name.removeprefix(ATTRIBUTE)
        title = declared[key].name if name.startswith(ATTRIBUTE) and key in declared else key
        longest = max((cells_of(_said(each, name)) for each in self._lines), default=1)
        word = max((cells_of(each) for each in title.split()), default=1)
        width = min(WIDEST, max(longest, min(word, 12), 3))
        head = head_lines((title,), width)
        head = ("↓", *head) if name == self._sorted_by else head
        kind = declared[key].type if key in declared and name.startswith(ATTRIBUTE) else ""
        return Column(head, width + 1, right=name in (DOCUMENTS, EXCERPTS) or kind == "number")

    def _lead(self, row: int, _width: int) -> Pieces:
        return [(f" {self._lines[row].case.id}", "")]

    def _cell(self, row: int, column: int) -> Piece:
        said = _said(self._lines[row], self._columns[column])
        return (said, "") if said else (OWN, "dim")

    def _say(self) -> None:
        shown = self.grid.rows.columns_shown()
        count = len(self._columns)
        part = f"columns {shown[0] + 1} to {shown[-1] + 1} of {count} " if shown and len(shown) < count else ""
        kinds: dict[str, int] = {}
        for line in self._lines:
            kinds[line.case.kind] = kinds.get(line.case.kind, 0) + 1
        told_kinds = ", ".join(f"{number} {kind}{'s' * (number != 1)}" for kind, number in sorted(kinds.items()))
        self._head.say((" Cases", "strong"), (f"  {told_kinds}", "match"), ("", "right"), (part, "dim"))
        self._say_cell()
        self.post_message(self.TitleChanged())

    def _say_cell(self) -> None:
        line = self.current
        if line is None:
            self._cell_line.say(("", ""))
            return
        column = self._column_meant
        key = column.removeprefix(ATTRIBUTE)
        declared = self._declared.get(key) if column.startswith(ATTRIBUTE) else None
        aliases = f"  also {', '.join(line.case.aliases)}" if line.case.aliases else ""
        self._cell_line.say(
            (f" {line.case.id}", "strong"),
            (f"  {key}: ", "dim"),
            (_said(line, column) or "not stated", "match"),
            (f"  {kind_told(declared)}" if declared else "", "dim"),
            (aliases, "dim"),
        )

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._say()

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("cases.open")

    # What is meant

    @property
    def current(self) -> CaseLine | None:
        index = self.grid.rows.index
        return self._lines[index] if 0 <= index < len(self._lines) else None

    @property
    def case_meant(self) -> str:
        return self.current.case.id if self.current is not None else ""

    @property
    def _column_meant(self) -> str:
        column = self.grid.rows.column
        return self._columns[column] if 0 <= column < len(self._columns) else ""

    @property
    def key_meant(self) -> str:
        return self._column_meant.removeprefix(ATTRIBUTE) if self._column_meant.startswith(ATTRIBUTE) else ""

    @property
    def own_column_meant(self) -> str:
        """The column where it is no attribute, else ""."""
        return self._column_meant if self._column_meant in OWN_COLUMNS else ""

    # Acting

    def why_not(self, action: Action) -> str:
        if action.id == "cases.enter" and self._column_meant == EXCERPTS:
            return "excerpts are counted: Enter lists them"
        return super().why_not(action)

    def act_open(self) -> None:
        if self.filter.is_typed_into:
            self.grid.rows.focus()
        else:
            self.post_message(self.FlowWanted("cases.page", thing=("case", self.case_meant)))

    def act_add(self) -> None:
        self.post_message(self.FlowWanted("cases.add"))

    def act_match(self) -> None:
        self.post_message(self.FlowWanted("cases.match"))

    def act_attribute(self) -> None:
        self.post_message(self.FlowWanted("cases.attribute"))

    def act_sheet_in(self) -> None:
        self.post_message(self.FlowWanted("case_sheets.take_in"))

    def act_sheet_out(self) -> None:
        self.post_message(self.FlowWanted("case_sheets.give_out"))

    def act_sort(self) -> None:
        column = self._column_meant
        self._sorted_by = "" if column == self._sorted_by else column
        self._lay(self.case_meant, column)

    def filter_changed(self) -> None:
        self._lay(self.case_meant, self._column_meant)


def kind_told(attribute: Attribute) -> str:
    """What is declared of an attribute, in a few words."""
    values = f": {', '.join(attribute.values)}" if attribute.values else ""
    bands = f", bands at {', '.join(map(str, attribute.bands))}" if attribute.bands else ""
    return f"{attribute.type or 'any'}{values}{bands}"


def _said(line: CaseLine, column: str) -> str:
    case = line.case
    match column:
        case "name":
            return case.name if case.name.casefold() != case.id.casefold() else ""
        case "kind":
            return case.kind
        case "documents":
            return str(line.documents)
        case "excerpts":
            return str(line.excerpts) if line.excerpts is not None else ""
    return told(case.attributes.get(column.removeprefix(ATTRIBUTE)))


def _all_words(line: CaseLine) -> str:
    case = line.case
    values = (told(value) for value in case.attributes.values())
    return " ".join((case.id, case.name, case.kind, *case.aliases, *values)).casefold()
