"""Judging: a round of level 1, one excerpt after the other in its document, with the theme's rules beside it.

A verdict takes one key and brings the next excerpt. What is shown follows from the review file alone: an undo leads back to what
it took back, and a round is gone on with at the first excerpt without a verdict. Where the text is no longer what was tagged, the
words that were tagged are shown instead of the place.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from store.excerpts import Excerpt
from store.reviews import Review
from themes.review import Item, items_of, progress_of, with_verdicts
from tui.actions import Action, bindings_of
from tui.attributed import speakers
from tui.excerpt_view import instead_of_text, text_around
from tui.places.considering import Considered, Considering
from tui.places.judged_looks import item_pieces, key_of, rules_of, verdict_pieces
from tui.places.place import Place
from tui.review_steps import Judge, Reason, ShowAsked
from tui.screens.prompt import Prompt, Question
from tui.snapshot import Snapshot
from tui.study import OpenText, Study
from tui.widgets.document_view import DocumentView
from tui.widgets.line import Line
from tui.widgets.row_list import Pieces, RowList
from tui.widgets.words import Words


class JudgingPlace(Considering):
    """The excerpts of one reviewer's part in a round."""

    ACTION_GROUPS: ClassVar[tuple[str, ...]] = ("judging", "consider", "move")
    STANDS_UNDER: ClassVar[str] = "review"
    # All six verdicts are to be seen at 80 columns.
    FOOT_LEAVES_OUT: ClassVar[tuple[str, ...]] = ("app.palette",)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("judging", "consider", "move")]
    # The rules for wide terminals look at a class of the screen.
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    JudgingPlace {
        & #judging-head, & #verdict { background: $panel; }
        & > Horizontal { height: 1fr; }
        & #items { display: none; width: 1fr; }
        & #judged { width: 1fr; height: 100%; }
        & DocumentView { height: 1fr; }
        & #instead { display: none; height: 1fr; padding: 0 1; }
        & #said { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
        & #rules { height: auto; max-height: 3; padding: 0 1; background: $surface; color: $text-muted; }
        & #rules.-whole { max-height: 60%; }
        &.-overview #items { display: block; }
        &.-overview #judged { display: none; }
        &.-without-text DocumentView { display: none; }
        &.-without-text #instead { display: block; }
    }
    .-wide JudgingPlace {
        & #items { display: block; width: 2fr; border-right: vkey $panel; }
        & #judged { display: block; width: 3fr; }
        & #rules { max-height: 12; }
    }
    """

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self._head = Line(id="judging-head")
        self._list = RowList(id="items", empty=" nothing is tagged with the themes of this round")
        self._view = DocumentView()
        self._instead = Words(id="instead")
        self._said = Words(id="said")
        self._rules = Words(id="rules")
        self._verdict = Line(id="verdict")
        self._round = ""
        self._items: Sequence[Item] = ()
        self._items_of: tuple[object, ...] = ()
        self._index = 0
        self._given = ""
        """The verdict that was wished for last, by its key: when it is there, the next excerpt comes."""
        self._last: Item | None = None
        self._reason = ""
        """The reason of the verdict that is given next here."""

    def compose(self) -> ComposeResult:
        yield self._head
        with Horizontal():
            yield self._list
            with Vertical(id="judged"):
                yield self._view
                yield self._instead
                yield self._said
                yield self._rules
        yield self._verdict

    def rest(self) -> None:
        (self._list if self.has_class("-overview") else self._view.reader).focus()

    def fall_back(self) -> Widget:
        return self._list if self.has_class("-overview") else self._view.reader

    # What comes down

    def open_round(self, key: str, item: str = "") -> None:
        """Shows a round: at the item of this verdict's key, else at the first one that is not judged."""
        if key != self._round:
            self._round, self._items_of, self._reason, self._last = key, (), "", None
        self.remove_class("-overview")
        self._look_again(self.snapshot)
        names = [key_of(each) for each in self._items]
        if item in names:
            self._show(names.index(item))
        else:
            self._show(self._open_from(0, len(self._items) - 1))
        self.rest()

    @property
    def review(self) -> Review | None:
        return self.snapshot.holdings.reviews.get(self._round) if self.snapshot is not None else None

    @property
    def item(self) -> Item | None:
        return self._items[self._index] if 0 <= self._index < len(self._items) else None

    @property
    def considered(self) -> Considered:
        item = self.item
        return Considered((item.theme.id,), (item.excerpt.id,)) if item is not None else Considered()

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is None or not self._round:
            return
        known = {key_of(each): each.verdict for each in self._items}
        here = self.item
        self._look_again(after)
        now = {key_of(each): each.verdict for each in self._items}
        names = list(now)
        gone = [key for key in names if known.get(key) is not None and now[key] is None]
        if self._given and now.get(self._given) != known.get(self._given):
            place = names.index(self._given) if self._given in now else self._index
            self._last = self._items[place] if self._given in now else None
            self._given, self._reason = "", ""
            self._show(self._open_from(place + 1, min(place + 1, len(names) - 1)))
        elif gone:
            self._show(names.index(gone[0]))
        else:
            place = names.index(key_of(here)) if here is not None and key_of(here) in now else self._index
            self._show(min(place, len(names) - 1))

    def _look_again(self, snapshot: Snapshot | None) -> None:
        """Takes the items from the snapshot: all of them anew only where more than verdicts has changed."""
        review = self.review
        if snapshot is None or review is None:
            self._items = ()
            return
        held = snapshot.holdings
        on = (held.excerpts, held.themes, held.recodes, held.documents, held.cases)
        same = len(self._items_of) == len(on) and all(a is b for a, b in zip(self._items_of, on, strict=True))
        self._items = with_verdicts(held, self._items, review) if same else items_of(held, review)
        self._items_of = on
        self._list.show(
            len(self._items),
            lambda row, width: item_pieces(snapshot, self._items[row], width),
            index=self._index,
        )

    @property
    def _all_judged(self) -> bool:
        return all(each.verdict is not None for each in self._items)

    def _open_from(self, start: int, otherwise: int) -> int:
        """The first item without a verdict from `start` on, and round from the beginning; none left: `otherwise`."""
        order = [*range(start, len(self._items)), *range(min(start, len(self._items)))]
        return next((index for index in order if self._items[index].verdict is None), otherwise)

    # What is shown

    def _show(self, index: int) -> None:
        self._index = index
        self._list.go_to(index)
        self._say()
        self._show_in_document()

    def _say(self) -> None:
        item, review, snapshot = self.item, self.review, self.snapshot
        if review is None or snapshot is None:
            self._head.say((" this round is not here any more", "warn"))
            return
        progress = progress_of(self._items)
        if item is None:
            self._head.say((f" {review.title}", "strong"), ("", "right"), (f"{progress} ", "match"))
            self._rules.say("")
            self._said.say("")
            self._instead.say("Nothing is tagged with the themes of this round. Esc leads back to the rounds.")
            self.add_class("-without-text")
            self._verdict.say(("", ""))
            return
        same = [each for each in self._items if each.theme.id == item.theme.id]
        place = next(number for number, each in enumerate(same, 1) if each is item)
        sign = snapshot.sign(item.theme.id)
        self._head.say(
            (f" {sign.letter} ", sign.colour),
            (item.theme.name, "strong"),
            (f"  {place} of {len(same)}" if len(same) < len(self._items) else "", "dim"),
            (f"  {review.title}", "dim"),
            ("", "right"),
            (f"{progress} judged ", "match"),
        )
        self._rules.say(rules_of(item.theme))
        done: Pieces = (
            (("", "right"), ("all are judged: D shows what they ask for ", "good")) if self._all_judged else ()
        )
        self._verdict.say(*verdict_pieces(snapshot, item, self._reason), *done)
        self.post_message(self.TitleChanged())

    def _say_excerpt(self, excerpt: Excerpt, opened: OpenText | None) -> None:
        assert self.snapshot is not None
        settings = self.snapshot.project.settings
        fields: Mapping[str, str] = excerpt.attribution
        if opened is not None:
            fields = speakers(opened.text, opened.passages, excerpt, settings.attributions)
        said = [", ".join(fields.values())] if fields else []
        said += [f"tagged by {excerpt.reviewer}"] if excerpt.reviewer != self.snapshot.reviewer else []
        others = [each.name for each in self.snapshot.themes_of(excerpt) if self.item and each.id != self.item.theme.id]
        said += [f"also {', '.join(others)}"] if others else []
        said += [f"✎ {excerpt.note}"] if excerpt.note else []
        self._said.say("  ·  ".join(said))

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _show_in_document(self) -> None:
        item, snapshot = self.item, self.snapshot
        if item is None or snapshot is None:
            return
        excerpt = item.excerpt
        opened, why = await text_around(self.study, snapshot, excerpt)
        self.set_class(opened is None, "-without-text")
        self._say_excerpt(excerpt, opened)
        if opened is None:
            self._instead.say(instead_of_text(excerpt, why))
        else:
            # What is said below takes its room first, so that the excerpt comes to the middle of what is left.
            self.call_after_refresh(self._open, opened, item)

    def _open(self, opened: OpenText, item: Item) -> None:
        if self.snapshot is not None and self.item is item:
            excerpt = item.excerpt
            self._view.open(opened, self.snapshot, start=excerpt.start, end=excerpt.end, hits=excerpt.ranges)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        event.stop()
        if self._list.has_focus and event.index not in (-1, self._index):
            self._show(event.index)

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("judging.open")

    # Acting

    def why_not(self, action: Action) -> str:
        review, item = self.review, self.item
        if action.group == "consider":
            return super().why_not(action)
        if action.group != "judging" or action.name in ("overview", "next_pane", "previous_pane"):
            return ""
        if review is None or item is None:
            return "there is nothing to judge here: Esc leads back to the rounds"
        match action.name:
            case "last_reason" if self._last is None:
                return "no verdict was given yet"
            case "next_open" if self._all_judged:
                return "all is judged: D shows what the verdicts ask for"
            case "fits" | "weak" | "move" | "split" | "counter" | "discard" | "reason" | "last_reason":
                if self.study.read_only:
                    return self.study.read_only
                if self.snapshot is not None and review.reviewer != self.snapshot.reviewer:
                    return f"this is {review.reviewer}'s part: J in Review takes part with verdicts of your own"
                if review.closed is not None:
                    return "this round is closed: c in Review opens it again"
            case "asked" if self.snapshot is not None and review.reviewer != self.snapshot.reviewer:
                return f"this is {review.reviewer}'s part"
        return ""

    def foot(self, action: Action) -> int:
        return 1 if action.id == "judging.asked" and self._items and self._all_judged else super().foot(action)

    def _judge(self, verdict: str) -> None:
        assert self.item is not None
        self._given = key_of(self.item)
        self.post_message(
            self.ReviewWanted(Judge(self._round, self.item.excerpt.id, self.item.theme.id, verdict, self._reason))
        )

    def act_fits(self) -> None:
        self._judge("fits")

    def act_weak(self) -> None:
        self._judge("weak")

    def act_move(self) -> None:
        self._judge("move")

    def act_split(self) -> None:
        self._judge("split off")

    def act_counter(self) -> None:
        self._judge("counter-evidence")

    def act_discard(self) -> None:
        self._judge("discard")

    @work(group="flow", exit_on_error=False)
    async def act_reason(self) -> None:
        item = self.item
        assert item is not None
        self._given = ""
        if item.verdict is not None:
            self.post_message(self.ReviewWanted(Reason(self._round, item.excerpt.id, item.theme.id)))
            return
        about = "It is kept with the verdict that you give next."
        answers = await self.app.push_screen_wait(
            Prompt("Reason", [Question("Reason", self._reason, needed=False)], about=about)
        )
        if answers is not None:
            self._reason = answers[0]
            self._say()

    def act_last_reason(self) -> None:
        assert self._last is not None
        self._given = ""
        self.post_message(self.ReviewWanted(Reason(self._round, self._last.excerpt.id, self._last.theme.id)))

    def _step(self, index: int, end: str) -> None:
        if 0 <= index < len(self._items):
            self._reason = ""
            self._show(index)
        else:
            self.post_message(self.TitleChanged(f"this is the {end} excerpt"))

    def act_next(self) -> None:
        self._step(self._index + 1, "last")

    def act_previous(self) -> None:
        self._step(self._index - 1, "first")

    def act_next_open(self) -> None:
        self._step(self._open_from(self._index + 1, self._index), "last")

    def act_next_theme(self) -> None:
        self._to_theme(1)

    def act_previous_theme(self) -> None:
        self._to_theme(-1)

    def _to_theme(self, step: int) -> None:
        assert self.item is not None
        themes = list(dict.fromkeys(each.theme.id for each in self._items))
        wanted = themes.index(self.item.theme.id) + step
        if 0 <= wanted < len(themes):
            self._step(next(i for i, each in enumerate(self._items) if each.theme.id == themes[wanted]), "")
        else:
            self.post_message(self.TitleChanged(f"this is the {'last' if step > 0 else 'first'} theme"))

    def act_rules(self) -> None:
        self._rules.toggle_class("-whole")

    def act_overview(self) -> None:
        self.toggle_class("-overview")
        self.rest()

    def act_asked(self) -> None:
        self.post_message(self.ReviewWanted(ShowAsked(self._round)))

    def act_open(self) -> None:
        assert self.item is not None
        if self.has_class("-overview"):
            self.act_overview()
        else:
            self.want_excerpt(self.item.excerpt)

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def act_copy(self) -> None:
        assert self.item is not None
        await self.copy_excerpt(self.item.excerpt)

    def leave_layer(self) -> bool:
        if self.has_class("-overview"):
            self.act_overview()
            return True
        if self._rules.has_class("-whole"):
            self.act_rules()
            return True
        return False

    def memo_links(self) -> "Place.MemoWanted":
        reviews = (self.review.key,) if self.review is not None else ()
        return self.MemoWanted(themes=self.considered.themes, excerpts=self.considered.excerpts, reviews=reviews)
