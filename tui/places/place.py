"""What the places share: the snapshot that comes down to them, and the requests that go up from them.

A place never reaches into another one: it asks for a document to be opened, for something to be tagged, for a memo to be
written, and the main screen sees to it.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from store.citations import cited
from store.excerpts import Excerpt
from tui.acting import Actor
from tui.finder import Finder
from tui.memo_drafts import About
from tui.reader.spans import Range
from tui.scope import USUAL, Scope
from tui.snapshot import Snapshot
from tui.study import OpenText, Study
from tui.widgets.moving import Moving

if TYPE_CHECKING:
    from tui.review_steps import Step
    from tui.targets import Target


class Place(Actor, Vertical):
    """A place. `snapshot` comes down from the main screen."""

    DEFAULT_CSS = """
    Place { height: 1fr; }
    """

    STANDS_UNDER: ClassVar[str] = ""
    """The place that this one is an inner view of, as the bar of places names it; "": it is one of those named there."""

    AFTER_TAG: ClassVar[str] = ""
    """What can be done next with what was just tagged here, behind what is said of the tag."""

    FOOT_LEAVES_OUT: ClassVar[tuple[str, ...]] = ()
    """Actions of the app (ids) that leave their room in the last line to the place's own."""

    snapshot: reactive[Snapshot | None] = reactive(None, init=False)

    @dataclass(eq=False)
    class DocumentWanted(Message):
        """A document shall be read from a place on; `query` is the search whose hits shall be marked in it."""

        document: str
        start: int = 0
        end: int | None = None
        query: str = ""
        scope: Scope = USUAL
        """Where the search looks."""
        segments: tuple[Range, ...] = ()
        """Where the place is a quotation's: its segments, which shall be selected."""

    @dataclass(eq=False)
    class MemoRead(Message):
        """A memo shall be read, from a place of its text on."""

        memo: str
        start: int = 0
        end: int | None = None

    @dataclass(eq=False)
    class TagWanted(Message):
        """These targets shall be tagged: with the theme of this id, or with one that the reviewer chooses."""

        targets: "tuple[Target, ...]"
        theme: str = ""

    @dataclass(eq=False)
    class UntagWanted(Message):
        """A theme shall be taken off an excerpt; "": a theme that the reviewer chooses where there are several."""

        excerpt: str
        theme: str = ""

    @dataclass(eq=False)
    class MemoWanted(Message):
        """A memo shall be written: a new one with links to these ids, or the one named."""

        memo: str = ""
        themes: tuple[str, ...] = ()
        excerpts: tuple[str, ...] = ()
        documents: tuple[str, ...] = ()
        cases: tuple[str, ...] = ()
        searches: tuple[str, ...] = ()
        reviews: tuple[str, ...] = ()
        reply_to: str = ""
        span: tuple[int, int] = (0, 0)
        """What a new memo quotes of its document, where no excerpt holds it."""
        own_editor: bool = False
        kind: str = ""
        """The type of a new memo; "": the reviewer is asked."""
        title: str = ""
        lead: str = ""
        """The title and the first words of a new memo, where what it is about does not give them."""
        place: int | None = None
        """Where in a memo that exists writing goes on; None: at its end."""

        @property
        def about(self) -> About:
            """What the new memo is about."""
            lists = (self.themes, self.excerpts, self.documents, self.cases, self.searches, self.reviews)
            return About(*lists, self.reply_to)

    @dataclass(eq=False)
    class ThemeWanted(Message):
        """A theme shall be made below another ("": at the top), or an existing one be renamed or moved."""

        parent: str = ""
        rename: str = ""
        move: str = ""

    @dataclass(eq=False)
    class FlowWanted(Message):
        """Something shall be done by a function of `tui.flows`, as "excerpts.note", with the excerpts (ids), the theme, the
        range of a document or the other thing (kind and id) that are meant where the key was pressed."""

        flow: str
        excerpts: tuple[str, ...] = ()
        theme: str = ""
        document: str = ""
        span: tuple[int, int] = (0, 0)
        thing: tuple[str, str] = ("", "")

    def want_excerpt(self, excerpt: Excerpt) -> None:
        """Asks for an excerpt in its document, or, where its words have changed with the text, for what has become of it."""
        held = self.snapshot.holdings if self.snapshot is not None else None
        if held is not None and excerpt.id in held.unplaced:
            self.post_message(self.FlowWanted("waiting.look", (excerpt.id,)))
        else:
            self.post_message(self.DocumentWanted(excerpt.document, excerpt.start, excerpt.end))

    @dataclass(eq=False)
    class LikeWanted(Message):
        """The passages most like `[start, end)` of a document shall be searched for."""

        document: str
        start: int
        end: int

    @dataclass(eq=False)
    class ReviewWanted(Message):
        """A step of theme review shall be taken, after whatever questions it needs."""

        step: "Step"

    @dataclass(eq=False)
    class CopyWanted(Message):
        """A text shall go to the clipboard; `what` says in a word what it is."""

        text: str
        what: str

    @dataclass(eq=False)
    class TitleChanged(Message):
        """What the place shows has another name or another state: the bars shall say it, and `words` where there are any; empty
        ones take back what was said."""

        words: str | None = field(default=None)

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self.finder: Finder | None = None
        """The search, once the index answers."""

    def index_changed(self) -> None:
        """The index answers, or answers anew."""

    def rest(self) -> None:
        """Puts the focus where the reviewer expects it on coming here."""
        raise NotImplementedError

    def renewed(self) -> None:
        """Something was done, undone or read again, whether the snapshot is another one by it or not."""

    def tagged(self) -> None:
        """What was selected or marked was tagged."""

    def show_top(self) -> None:
        """Goes to what the place begins with, from whatever inner view it was left in."""

    def leave_layer(self) -> bool:
        """Leaves one layer (a selection, a filter, an inner view) and tells whether there was one."""
        return False

    def memo_links(self) -> "Place.MemoWanted":
        """What a memo that begins here is about."""
        return self.MemoWanted()

    def things_here(self) -> tuple[tuple[str, str], ...]:
        """What is looked at, as kinds and ids: what memos may name and link to."""
        about = self.memo_links().about
        listed = {
            "excerpt": about.excerpts,
            "theme": about.themes,
            "document": about.documents,
            "search": about.searches,
        }
        return tuple((kind, key) for kind, keys in listed.items() for key in keys)

    def quotation_here(self) -> str:
        """The words of a quotation that the reviewer is looking at, "" where there are none."""
        return ""

    async def copy_excerpt(self, excerpt: Excerpt) -> None:
        """Copies an excerpt's own words with where they are from: of an earlier text, where its document has changed since."""
        snapshot = self.snapshot
        document = snapshot.holdings.documents.get(excerpt.document) if snapshot is not None else None
        if snapshot is None or document is None:
            return
        source = f"{document.title}, an earlier text"
        if snapshot.holdings.is_placed(excerpt):
            source = citation(await self.study.text_of(document), excerpt.start, excerpt.end)
        self.post_message(self.CopyWanted(f"{excerpt.text}\n— {source}\n", "excerpt"))

    def fall_back(self) -> Widget | None:
        """The list or reader that moves while something else, as a line to type into, has the focus."""
        return None

    # Moving: one set of verbs for lists and readers.

    def _moving(self) -> Moving | None:
        focused = self.screen.focused
        if isinstance(focused, Moving):
            return focused
        other = self.fall_back()
        return other if isinstance(other, Moving) else None

    def act_down(self) -> None:
        if (moving := self._moving()) is not None:
            moving.move_row(1)

    def act_up(self) -> None:
        if (moving := self._moving()) is not None:
            moving.move_row(-1)

    def act_page_down(self) -> None:
        if (moving := self._moving()) is not None:
            moving.move_page(1)

    def act_page_up(self) -> None:
        if (moving := self._moving()) is not None:
            moving.move_page(-1)

    def act_half_down(self) -> None:
        if (moving := self._moving()) is not None:
            moving.move_half_page(1)

    def act_half_up(self) -> None:
        if (moving := self._moving()) is not None:
            moving.move_half_page(-1)

    def act_first(self) -> None:
        if (moving := self._moving()) is not None:
            moving.go_home()

    def act_last(self) -> None:
        if (moving := self._moving()) is not None:
            moving.go_end()

    def act_next_pane(self) -> None:
        self.screen.focus_next()

    def act_previous_pane(self) -> None:
        self.screen.focus_previous()


def citation(opened: OpenText, start: int, end: int) -> str:
    """Where the quotation `[start, end)` is from, in the project's form; without one and without a speaker, by the title."""
    passage = opened.passage_at(start)
    speaker = passage.speaker if passage is not None else ""
    document = opened.document
    places = document.places.cited(start, end)
    if not opened.citation and speaker.casefold() in ("", document.id.casefold()):
        return ", ".join(each for each in (document.title, places["place"]) if each)
    said = {"speaker": speaker, "document": document.id, "title": document.title, "start": str(start), "end": str(end)}
    case = document.cases[0] if document.cases else ""
    return cited(opened.citation, said | places | {"case": case}).removeprefix("— ")


def quotation(opened: OpenText, start: int, end: int) -> str:
    """A quotation with its citation, as it is copied."""
    return f"{opened.text[start:end]}\n— {citation(opened, start, end)}\n"
