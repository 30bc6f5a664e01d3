"""The sheet of a theme: all that is known of it on one page, from its definition to its history, with ways from there.

What is on the page is told by `themes.sheet_blocks`, as for the printed sheet. The history comes from git a moment later.
"""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from store.codebook import Theme
from store.errors import CatenaError
from store.excerpts import Excerpt
from themes.counts import excerpts_against, excerpts_under
from themes.history import theme_history
from themes.sheet_blocks import Block, sheet_of, typical_first
from tui.actions import Action, bindings_of
from tui.attributed import speakers
from tui.places.considering import Considered, Considering
from tui.places.place import Place
from tui.review_steps import ShowMemo
from tui.snapshot import Snapshot
from tui.study import Study
from tui.widgets.line import Line
from tui.widgets.page_list import PageList, Paragraph

QUOTED = 20
"""Excerpts for the theme that the page quotes at most; the others are in Themes."""


class SheetPlace(Considering):
    """One theme's page."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("sheet", "consider", "move")
    STANDS_UNDER: ClassVar[str] = "themes"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("sheet", "consider", "move")]
    DEFAULT_CSS = """
    SheetPlace {
        & #sheet-head { background: $panel; }
        & #sheet { height: 1fr; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="sheet-head")
        self._page = PageList(id="sheet")
        self._theme = ""
        self._said: dict[str, str] = {}
        self._history: Sequence[str] = ("being read …",)

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._page

    def rest(self) -> None:
        self._page.focus()

    def fall_back(self) -> Widget:
        return self._page

    @property
    def theme(self) -> Theme | None:
        return self.snapshot.holdings.themes.get(self._theme) if self.snapshot is not None else None

    @property
    def considered(self) -> Considered:
        about = self._page.about
        known = self.snapshot is not None and about in self.snapshot.holdings.excerpts
        return Considered((self._theme,) if self.theme is not None else (), (about,) if known else ())

    def show_theme(self, theme: str) -> None:
        """Shows the sheet of another theme."""
        if theme != self._theme:
            self._theme, self._said, self._history = theme, {}, ("being read …",)
            self._lay(keep=False)
        self._look_up()

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is not None and self._theme:
            self._lay(keep=True)
            self._look_up()

    def _lay(self, *, keep: bool) -> None:
        snapshot, theme = self.snapshot, self.theme
        if snapshot is None or theme is None:
            self._head.say((" this theme is not here any more", "warn"))
            self._page.show_paragraphs(())
            return
        sign = snapshot.sign(theme.id)
        self._head.say(
            (f" {sign.letter} ", sign.colour), (theme.name, "strong"), ("", "right"), ("theme sheet ", "dim")
        )
        blocks = sheet_of(
            snapshot.as_read, theme, lambda excerpt: self._said.get(excerpt.id, ""), self._history, QUOTED
        )
        self._page.show_paragraphs([each for block in blocks[1:] for each in _paragraphs(block)], keep=keep)

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _look_up(self) -> None:
        """Reads who speaks in what is quoted, and the history."""
        snapshot, theme = self.snapshot, self.theme
        if snapshot is None or theme is None:
            return
        held = snapshot.as_read
        quoted = typical_first(theme, excerpts_under(held, theme.id))[:QUOTED] + excerpts_against(held, theme.id)
        said = {excerpt.id: await self._speaker(snapshot, excerpt) for excerpt in quoted}
        history: Sequence[str]
        try:
            history = await asyncio.to_thread(theme_history, snapshot.project, theme.id)
        except CatenaError as error:
            history = (error.message,)
        if theme.id == self._theme and (said, history) != (self._said, self._history):
            self._said, self._history = said, history
            self._lay(keep=True)

    async def _speaker(self, snapshot: Snapshot, excerpt: Excerpt) -> str:
        document = snapshot.holdings.documents.get(excerpt.document)
        if document is None:
            return ", ".join(excerpt.attribution.values())
        try:
            opened = await self.study.text_of(document)
        except CatenaError:
            return ", ".join(excerpt.attribution.values())
        templates = snapshot.project.settings.attributions
        return ", ".join(speakers(opened.text, opened.passages, excerpt, templates).values())

    async def on_row_list_chosen(self) -> None:
        await self.action_do("sheet.open")

    # Acting

    def why_not(self, action: Action) -> str:
        if action.group == "sheet" and action.name == "open" and not self._page.about:
            return "go to an excerpt or a memo of the page: ] leads to the next"
        return super().why_not(action)

    def act_open(self) -> None:
        assert self.snapshot is not None
        held, about = self.snapshot.holdings, self._page.about
        if about in held.excerpts:
            excerpt = held.excerpts[about]
            self.want_excerpt(excerpt)
        elif about in held.memos:
            self.post_message(self.ReviewWanted(ShowMemo(about)))

    def act_next(self) -> None:
        if not self._page.go_to_next(1):
            self.post_message(self.TitleChanged("this is the last one"))

    def act_previous(self) -> None:
        if not self._page.go_to_next(-1):
            self.post_message(self.TitleChanged("this is the first one"))

    def memo_links(self) -> "Place.MemoWanted":
        return self.MemoWanted(themes=self.considered.themes, excerpts=self.considered.excerpts)


def _paragraphs(block: Block) -> list[Paragraph]:
    about = block.excerpt or block.memo
    match block.kind:
        case "heading":
            return [Paragraph(block.text, "match", gap=True)]
        case "place" | "empty":
            return [Paragraph(block.text, "dim")]
        case "words":
            return [Paragraph(" ".join(block.text.split()), lead=(f"{block.label}: ", "strong"))]
        case "counts":
            excerpts, documents, cases, against = block.counts
            counted = [
                f"{number} {what}{'' if number == 1 else 's'}"
                for number, what in ((excerpts, "excerpt"), (documents, "document"), (cases, "case"))
            ]
            return [Paragraph(f"{counted[0]} in {counted[1]}, from {counted[2]}; {against} against it", "strong")]
        case "item":
            return [Paragraph(block.text, inset=3, about=about)]
        case "search":
            return [Paragraph(f"{block.label}: {block.text} {block.behind}", inset=3)]
        case "quotation":
            return [
                Paragraph(block.text, inset=3, about=about, gap=True),
                Paragraph(f"— {block.label}", "dim", inset=5, about=about),
            ]
        case "note":
            return [Paragraph(block.text, "dim", inset=5, lead=("✎ ", "match"), about=about)]
    return [Paragraph(block.text, "dim")]
