"""A text as it is drawn from a formatted file: paragraphs, tables, notes and pages, in the order of reading.

Paragraphs are parted by an empty line and stay as they are inside. A table's rows are lines with tabs between the cells, marked
as a region; a table that is a transcript (who speaks beside what they say) becomes turns instead. Notes stand behind the text,
each with the mark that it has in the text. Bold names that begin turns get the colon that plain text has in place of bold.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.importers.labels import Line, is_transcript, spoken_lines, turns_in_rows
from store.importers.pieces import LARGEST_TEXT, Part, Piece, Refused

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
DEEPEST = 100
"""Tables, notes and boxes inside each other at most."""


def clean(text: str) -> str:
    """The text without control characters and halves of characters; line ends are line feeds."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    label: str


_Block = Line | _Table | _Page


@dataclass(slots=True)
class _Flow:
    """Paragraphs in the making: those that are whole, and the one that is being written, with how much of its head is bold."""

    kind: str = "text"
    label: str = ""
    blocks: list[_Block] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    only_bold: bool = True
    number: str = ""
    pages: list[tuple[int, str]] = field(default_factory=list)
    boxes: list[_Block] = field(default_factory=list)
    table: _Table | None = None


class Draft:
    """Takes a file's text piece by piece; `piece` is what it came to."""

    def __init__(self) -> None:
        self._flows = [_Flow()]
        self._notes: list[tuple[str, str]] = []
        self._size = 0

    @property
    def empty(self) -> bool:
        """Whether there is no text so far."""
        return self._size == 0

    def text(self, text: str, bold: bool = False) -> None:
        """Words of the paragraph that is being written."""
        if not text:
            return
        flow = self._flows[-1]
        self._size += len(text)
        if self._size > LARGEST_TEXT:
            raise Refused("it holds more text than a document can have: split it")
        flow.written.append(text)
        if flow.only_bold:
            if bold or (flow.bold and not text.strip()):
                flow.bold.append(text)
            elif text.strip():
                flow.only_bold = False

    @property
    def is_written(self) -> bool:
        """Whether the paragraph that is being written has any words."""
        return any(each.strip() for each in self._flows[-1].written)

    def number(self, number: str) -> None:
        """What stands before the paragraph that is being written, as an item of a list; it is part of neither name nor words."""
        self._flows[-1].number = clean(number).strip()

    def paragraph(self) -> None:
        """Ends the paragraph that is being written."""
        flow = self._flows[-1]
        written = "".join(flow.written)
        text = clean(written).strip("\n \t")
        if text.strip():
            before = len(clean(written)) - len(clean(written).lstrip("\n \t"))
            pages = [(max(0, len(clean(written[:at])) - before), label) for at, label in flow.pages]
            inside = tuple(page for page in pages if page[0] < len(text))
            flow.blocks.append(Line(text, len(clean("".join(flow.bold)).strip()), False, inside, flow.number))
            flow.blocks += (_Page(label) for place, label in pages if place >= len(text))
        else:
            flow.blocks += (_Page(label) for _, label in flow.pages)
        flow.written, flow.bold, flow.only_bold, flow.number, flow.pages = [], [], True, "", []
        flow.blocks += flow.boxes
        flow.boxes = []

    def page(self, label: str) -> None:
        """What follows stands on the page with this label."""
        flow = self._flows[-1]
        if len(self._flows) == 1 and flow.written:
            flow.pages.append((sum(map(len, flow.written)), label))
        elif len(self._flows) == 1:
            flow.blocks.append(_Page(label))

    def _open(self, flow: _Flow) -> None:
        if len(self._flows) >= DEEPEST:
            raise Refused("its tables and notes are nested too deep for a document that a person made")
        self._flows.append(flow)

    def _close(self, kind: str) -> _Flow | None:
        """Ends the innermost flow if it is of this kind."""
        if len(self._flows) < 2 or self._flows[-1].kind != kind:
            return None
        self.paragraph()
        return self._flows.pop()

    def open_note(self, label: str) -> None:
        """What follows belongs to the note with this mark."""
        self._open(_Flow("note", label))

    def close_note(self) -> None:
        flow = self._close("note")
        if flow is not None:
            words = "\n".join(_plain(flow.blocks))
            if words:
                self._notes.append((flow.label, words))

    def open_box(self) -> None:
        """What follows stands in a box beside the paragraph that is being written, and is read after it."""
        self._open(_Flow("box"))

    def close_box(self) -> None:
        flow = self._close("box")
        if flow is not None:
            self._flows[-1].boxes += flow.blocks

    def open_table(self) -> None:
        self.paragraph()
        self._open(_Flow("table", table=_Table()))

    def open_row(self) -> None:
        table = self._flows[-1].table
        if table is not None:
            table.rows.append([])

    def open_cell(self) -> None:
        if self._flows[-1].table is not None:
            self._open(_Flow("cell"))

    def close_cell(self) -> None:
        flow = self._close("cell")
        table = self._flows[-1].table
        if flow is not None and table is not None:
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append("\n".join(_plain(flow.blocks)))

    def close_table(self) -> None:
        flow = self._close("table")
        if flow is None or flow.table is None:
            return
        # What stands in a table but in none of its cells is its caption.
        self._flows[-1].blocks += flow.blocks
        if any(any(row) for row in flow.table.rows):
            self._flows[-1].blocks.append(flow.table)

    def piece(self, title: str = "", remarks: tuple[str, ...] = (), encoding: str = "") -> Piece:
        """All that was drawn, as one piece."""
        while len(self._flows) > 1:
            kind = self._flows[-1].kind
            {"note": self.close_note, "box": self.close_box, "cell": self.close_cell, "table": self.close_table}[kind]()
        self.paragraph()
        made = Composed()
        blocks = self._flows[0].blocks
        said = iter(spoken_lines([each for each in blocks if isinstance(each, Line)]))
        for block in blocks:
            match block:
                case Line():
                    line = next(said)
                    more = len(line.whole) - len(line.text)
                    pages = [(place + more if place else 0, label) for place, label in line.pages]
                    made.add(line.whole, "\n" if line.follows else "\n\n", pages)
                case _Page():
                    made.begin_page(block.label)
                case _Table():
                    _put_table(made, block)
        starts = [made.add(f"[{label}] {words}" if label else words, "\n\n") for label, words in self._notes]
        if starts:
            made.part("notes", starts[0], searched=True)
        return made.piece(title, remarks, encoding)


def _plain(blocks: list[_Block]) -> list[str]:
    """The lines of what stands inside a cell or a note."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Line():
                found.append(block.whole)
            case _Table():
                found += ("\t".join(row) for row in block.rows)
            case _Page():
                pass
    return found


def _put_table(made: "Composed", table: _Table) -> None:
    rows = [row for row in table.rows if any(cell.strip() for cell in row)]
    if len({len(row) for row in rows}) == 1 and len(rows[0]) == 1:
        # A frame around text, no table.
        for row in rows:
            made.add(row[0], "\n\n")
    elif is_transcript(rows):
        for turn in turns_in_rows(rows):
            made.add(turn, "\n\n")
    else:
        lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in rows]
        made.part("table", made.add("\n".join(lines), "\n\n"))


class Composed:
    """A text put together from its beginning, with what is known of places in it."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.size = 0
        self._parts: list[Part] = []
        self._pages: dict[int, str] = {}
        self._times: dict[int, str] = {}
        self._page: str | None = None

    def add(self, text: str, gap: str, pages: Iterable[tuple[int, str]] = ()) -> int:
        """Appends text, behind a gap where it is not the first, and in which pages begin; where the text itself begins."""
        if not text.strip():
            return self.size
        if self.size:
            self._append(gap)
        if self._page is not None:
            self._pages[self.size] = self._page
            self._page = None
        start = self.size
        self._append(text)
        self._pages |= {start + place: label for place, label in pages}
        return start

    def _append(self, text: str) -> None:
        self._texts.append(text)
        self.size += len(text)
        if self.size > LARGEST_TEXT:
            raise Refused("it holds more text than a document can have: split it")

    def begin_page(self, label: str) -> None:
        """The next text stands on this page."""
        self._page = label

    def add_timed(self, text: str, gap: str, time: str) -> None:
        """Appends what was said at this time."""
        start = self.add(text, gap)
        if start < self.size:
            self._times[start] = time

    def part(self, kind: str, start: int, searched: bool = False) -> None:
        """What was appended since `start` is a part of its own."""
        if start < self.size:
            self._parts.append(Part(kind, start, self.size, searched))

    def piece(self, title: str = "", remarks: tuple[str, ...] = (), encoding: str = "") -> Piece:
        """All of it, with a last line end."""
        text = "".join(self._texts)
        return Piece(
            text=text + "\n" if text else "",
            title=title,
            encoding=encoding,
            parts=tuple(self._parts),
            pages=tuple(sorted(self._pages.items())),
            times=tuple(sorted(self._times.items())),
            remarks=remarks,
        )
