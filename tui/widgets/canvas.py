"""The painted page of the reader: a wrapped text, and what lies on it.

Only the rows on screen are painted; each is kept until something on it changes, and a change paints the
rows that it touches and no others. Nothing is animated. The place is a position of the text, so it
outlives a change of width.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.color import Color
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.displayable import displayable
from tui.reader.looks import Looks
from tui.reader.marks import Mark, MarkIndex
from tui.reader.painting import MARGIN, REGION, Layers, after_text, letters_of, runs_of
from tui.reader.rows import Rows
from tui.reader.spans import Range


class _Brought(NamedTuple):
    """A range that was brought into view, and the position at the top before and after."""

    start: int
    end: int
    before: int
    after: int


class Canvas(ScrollView, inherit_bindings=False):
    """A text with marks, hits, one selected range and a cursor, in a window that scrolls by rows."""

    ALLOW_SELECT: ClassVar[bool] = False
    MEASURE: ClassVar[int] = 100
    """Lines longer than this tire the eye; a wider window leaves the rest empty."""

    DEFAULT_CSS = """
    Canvas {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 0;
        background: $background;
        color: $foreground;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.rows = Rows("", 80)
        self._marks = MarkIndex()
        self._hits: list[Range] = []
        self._current_hit: Range | None = None
        self._selected: Range | None = None
        self._regions: Sequence[Range] = ()
        self._aside: Sequence[Range] = ()
        self._cursor = 0
        self._strips: LRUCache[int, Strip] = LRUCache(400)
        self._looks: Looks | None = None
        self._top = 0
        self._height = 0
        self._awaited: tuple[int, int] | None = None
        self._brought: _Brought | None = None

    # What lies on the page

    def lay(self, text: str, marks: Sequence[Mark], hits: Sequence[Range], cursor: int) -> None:
        """Another text, seen from its cursor."""
        self.rows = Rows(displayable(text), self.rows.width)
        self._marks = MarkIndex()
        self._marks.replace(marks)
        self._hits = sorted(hits)
        self._current_hit = None
        self._selected = None
        self._regions = self._aside = ()
        self._cursor = cursor
        self._strips.clear()
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._scroll_to_row(0)
        self.bring(cursor, cursor + 1, centre=True)
        self.refresh()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks instead of the present ones; only rows on which one came or went are painted."""
        self._repaint((mark.start, mark.end) for mark in self._marks.replace(marks))

    def set_hits(self, hits: Sequence[Range], current: int | None) -> None:
        """Show these hits of a search, which do not overlap; `current` is the number of one, as given."""
        changed = set(self._hits).symmetric_difference(hits)
        changed.update(hit for hit in (self._current_hit,) if hit)
        self._hits = sorted(hits)
        self._current_hit = hits[current] if current is not None and 0 <= current < len(hits) else None
        changed.update(hit for hit in (self._current_hit,) if hit)
        self._repaint(changed)

    def set_regions(self, regions: Sequence[Range], aside: Sequence[Range]) -> None:
        """Show these regions, of which those `aside` are left out of search; each in order and apart."""
        changed = set(self._regions).symmetric_difference(regions) | set(self._aside).symmetric_difference(aside)
        self._regions, self._aside = regions, aside
        self._repaint(changed)

    def set_cursor(self, position: int) -> None:
        before, self._cursor = self._cursor, position
        self._repaint([(before, before + 1), (position, position + 1)])

    def set_selected(self, span: Range | None) -> None:
        before, self._selected = self._selected, span
        if before is None or span is None or before[1] <= span[0] or span[1] <= before[0]:
            self._repaint([each for each in (before, span) if each])
        else:
            starts, ends = sorted((before[0], span[0])), sorted((before[1], span[1]))
            self._repaint([(low, high) for low, high in (starts, ends) if low < high])

    # The window

    def bring(self, start: int, end: int, *, centre: bool) -> None:
        """Scroll so that a range is in view; not at all if it is already."""
        height = self.size.height
        if not height:
            self._awaited = start, end
            return
        rows = self.rows.rows_of(start, end)
        top, size, before = self.scroll_offset.y, len(rows), self._top
        if rows[0] < top or rows[-1] >= top + height:
            if centre:
                self._scroll_to_row(rows[0] - max(0, (height - size) // 2))
            elif rows[0] < top or size >= height:
                self._scroll_to_row(rows[0])
            else:
                self._scroll_to_row(rows[-1] - height + 1)
        self._brought = _Brought(start, end, before, self._top) if centre else None

    def scroll_rows(self, rows: int) -> None:
        """Scroll the window by so many rows, up if negative."""
        self._scroll_to_row(self.scroll_offset.y + rows)

    def _scroll_to_row(self, row: int) -> None:
        row = min(max(row, 0), max(0, len(self.rows) - self.size.height))
        self.scroll_to(y=row, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._top = self.rows.span(min(round(new_value), len(self.rows) - 1))[0]

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width; the text at the top stays there, and the cursor in view if it was.

        Where the window still stands as a range was brought into it, the range is brought into the new one from where it came.
        """
        brought = self._brought if self._brought is not None and self._brought.after == self._top else None
        top = self._top if brought is None else brought.before
        cursor_row = self.rows.row_at(self._cursor)
        old_top = self.rows.row_at(top)
        cursor_seen = old_top <= cursor_row < old_top + self._height
        width = min(self.size.width - MARGIN, self.MEASURE)
        if width != self.rows.width:
            self.rows = Rows(self.rows.text, width)
        self._height = self.size.height
        self._strips.clear()
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._scroll_to_row(self.rows.row_at(top))
        self._top = top
        if self._awaited is not None and self._height:
            (start, end), self._awaited = self._awaited, None
            self.bring(start, end, centre=True)
        elif brought is not None and self._height:
            self.bring(brought.start, brought.end, centre=True)
        elif cursor_seen:
            self.bring(self._cursor, self._cursor + 1, centre=False)
        self.refresh()

    # Painting

    def render_line(self, y: int) -> Strip:
        row = self.scroll_offset.y + y
        if row >= len(self.rows):
            return Strip.blank(self.size.width, self._styles_in_use().base)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._painted(row)
            self._strips.set(row, strip)
        return strip

    def _painted(self, row: int) -> Strip:
        looks, rows = self._styles_in_use(), self.rows
        start, end = rows.shown(row)
        layers = self._layers(row)
        letters = letters_of(layers.marks, start)
        segments = [Segment(letter.text, looks.letter(letter)) for letter in letters]
        edge = REGION if _among(self._regions, start, max(end, start + 1)) else " "
        segments.append(Segment(edge.rjust(MARGIN - len(letters)), looks.base))
        runs = runs_of(rows.text, start, end, layers)
        segments += [Segment(run.text, looks.style(run.look)) for run in runs]
        width = MARGIN + rows.cells(row)
        if width < self.size.width:
            segments.append(Segment(" ", looks.style(after_text(end, layers))))
            segments.append(Segment(" " * (self.size.width - width - 1), looks.base))
        return Strip([each for each in Segment.simplify(segments) if each.text])

    def _layers(self, row: int) -> Layers:
        start, end = self.rows.span(row)
        first = max(0, bisect_right(self._hits, (start, start)) - 1)
        return Layers(
            marks=self._marks.touching(start, end),
            hits=self._hits[first : bisect_left(self._hits, (end, end))],
            current=self._current_hit,
            selection=self._selected,
            cursor=self._drawn_cursor(row),
            aside=_among(self._aside, start, end),
        )

    def _drawn_cursor(self, row: int) -> int | None:
        """The cursor's place on a row. Where blanks hang over a full row, it is the last character."""
        start, end = self.rows.span(row)
        if not (start <= self._cursor < end or start == end == self._cursor):
            return None
        shown_end = self.rows.shown(row)[1]
        if self._cursor >= shown_end > start and self.rows.cells(row) >= self.size.width - MARGIN:
            return self.rows.position_at(row, self.rows.width - 1)
        return self._cursor

    def _repaint(self, ranges: Iterable[Range]) -> None:
        """Paint the rows in view that any of the ranges touches again; forget those out of view."""
        top = self.scroll_offset.y
        bottom = top + self.size.height
        kept = self._strips.keys()
        low, high = min(kept, default=top), max(kept, default=bottom)
        low, high = min(low, top), max(high, bottom)
        changed: set[int] = set()
        for start, end in ranges:
            rows = self.rows.rows_of(start, end)
            changed.update(range(max(low, rows.start), min(high + 1, rows.stop)))
        for row in changed:
            self._strips.discard(row)
            if top <= row < bottom:
                self.refresh_line(row)

    def _styles_in_use(self) -> Looks:
        if self._looks is None:
            colours = self.app.theme_variables
            self._looks = Looks(
                self.rich_style,
                self.background_colors[1],
                terminal=self.app.native_ansi_color,
                colourless=self.app.no_color,
                accent=Color.parse(colours["warning"]),
                selection=Color.parse(colours["primary"]),
            )
        return self._looks

    def notify_style_update(self) -> None:
        self._looks = None
        self._strips.clear()
        super().notify_style_update()


def _among(ranges: Sequence[Range], start: int, end: int) -> Sequence[Range]:
    """Those of ranges in order, and apart, that have something of `[start, end)`."""
    first = bisect_right(ranges, start, key=lambda each: each[1])
    return ranges[first : bisect_left(ranges, end, key=lambda each: each[0])]
