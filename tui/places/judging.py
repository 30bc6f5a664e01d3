"""Judging: a round of level 1, one excerpt after the other in its document, with the theme's rules beside it.

A verdict takes one key and brings the next excerpt. What is shown follows from the review file alone: an undo leads back to what
it took back, and a round is gone on with at the first excerpt without a verdict. Where the text is no longer what was tagged, the
words that were tagged are shown instead of the place.
"""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from store.reviews import Review
from themes.review import Item
from tui.actions import Action, bindings_of
from tui.excerpt_view import instead_of_text, text_around
from tui.places import judged_looks as looks
from tui.places.considering import Considered, Considering
from tui.places.place import Place
from tui.places.round_items import RoundItems
from tui.review_steps import Judge, OpenPoints, Reason, ShowAsked
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
        self._items = RoundItems()
        self._given = ""
        """The verdict that was wished for last, by its key: when it is there, the next excerpt comes."""
        self._last = ""
        """The verdict that was given last, by its key."""
        self._just_given = False
        """Whether one has not gone to another excerpt since, so that a reason is meant for it."""
        self._meant = ("", "")
        """The excerpt (id) whose verdict is given next, and its reason where that was written before."""
        self._other_came = False
        """Whether what others did put another excerpt or theme in the place of the one that was being looked at."""

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
        if key != self._items.round:
            self._items.open(key)
            self._meant, self._last, self._just_given = ("", ""), "", False
        self.remove_class("-overview")
        self._other_came = False
        self._look_again(self.snapshot)
        names = list(self._items.verdicts)
        if item in names:
            self._show(names.index(item))
        else:
            self._show(self._items.open_from(0, len(names) - 1))
        self.rest()

    @property
    def review(self) -> Review | None:
        return self._items.review(self.snapshot)

    @property
    def item(self) -> Item | None:
        return self._items.current

    @property
    def considered(self) -> Considered:
        item = self.item
        return Considered((item.theme.id,), (item.excerpt.id,)) if item is not None else Considered()

    def watch_snapshot(self, before: Snapshot | None, after: Snapshot | None) -> None:
        if after is None or not self._items.round:
            return
        known, here = self._items.verdicts, self.item
        self._look_again(after)
        now = self._items.verdicts
        names = list(now)
        gone = [key for key in names if known.get(key) is not None and now[key] is None]
        if self._given and now.get(self._given) != known.get(self._given):
            place = names.index(self._given) if self._given in now else self._items.index
            self._last = self._given if self._given in now else ""
            self._just_given = bool(self._last)
            self._given, self._meant = "", ("", "")
            self._show(self._items.open_from(place + 1, min(place + 1, len(names) - 1)))
        elif gone:
            self._just_given = False
            self._show(names.index(gone[0]))
        else:
            place = self._items.place_of(here)
            self._other_came |= here is not None and looks.key_of(here) not in now
            self._show(min(place, len(names) - 1))

    def _look_again(self, snapshot: Snapshot | None) -> None:
        self._items.take(snapshot)
        if snapshot is None:
            return
        self._list.show(
            len(self._items),
            lambda row, width: looks.item_pieces(snapshot, self._items.all[row], width),
            index=self._items.index,
        )

    # What is shown

    def _show(self, index: int) -> None:
        self._items.index = index
        self._list.go_to(index)
        self._say()
        self._show_in_document()

    def _say(self) -> None:
        item, review, snapshot = self.item, self.review, self.snapshot
        if review is None or snapshot is None:
            self._head.say((" this round is not here any more", "warn"))
            return
        progress = self._items.progress
        if item is None:
            self._head.say((f" {review.title}", "strong"), ("", "right"), (f"{progress} ", "match"))
            self._rules.say("")
            self._said.say("")
            self._instead.say(f"{looks.why_empty(snapshot, review)} Esc leads back to the rounds.")
            self.add_class("-without-text")
            self._verdict.say(("", ""))
            return
        self._head.say(*looks.head_pieces(snapshot, review, self._items.all, item))
        self._rules.say(looks.rules_of(item.theme))
        done: Pieces = (
            (("", "right"), ("all are judged: D shows what they ask for ", "good")) if self._items.all_judged else ()
        )
        self._verdict.say(*looks.verdict_pieces(snapshot, item, self._reason), *done)
        self.post_message(self.TitleChanged())

    @work(exclusive=True, group="around", exit_on_error=False)
    async def _show_in_document(self) -> None:
        item, snapshot = self.item, self.snapshot
        if item is None or snapshot is None:
            return
        excerpt = item.excerpt
        opened, why = await text_around(self.study, snapshot, excerpt)
        self.set_class(opened is None, "-without-text")
        self._said.say(looks.about_excerpt(snapshot, item, opened))
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
        if self._list.has_focus and event.index not in (-1, self._items.index):
            self._just_given = self._other_came = False
            self._show(event.index)

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        await self.action_do("judging.pick")

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
            case "pick" if not (self.has_class("-overview") or self._list.has_focus):
                return "f w t s c x judge this excerpt; Right reads on in its document"
            case "last_reason" if self._items.verdicts.get(self._last) is None:
                return "no verdict was given yet"
            case "next_open" if self._items.all_judged:
                return "all is judged: D shows what the verdicts ask for"
            case "fits" | "weak" | "move" | "split" | "counter" | "discard" | "reason" | "last_reason":
                if self.study.read_only:
                    return self.study.read_only
                if self.snapshot is not None and review.reviewer != self.snapshot.reviewer:
                    return f"this is {review.reviewer}'s part: J in Review takes part with verdicts of your own"
                if review.closed is not None:
                    return "this round is closed: c in Review opens it again"
            case "asked" | "points" if self.snapshot is not None and review.reviewer != self.snapshot.reviewer:
                return f"this is {review.reviewer}'s part"
        return ""

    def foot(self, action: Action) -> int:
        return 1 if action.id == "judging.asked" and self._items and self._items.all_judged else super().foot(action)

    def _judge(self, verdict: str) -> None:
        assert self.item is not None
        if self._other_came:
            self._other_came = False
            self.post_message(
                self.TitleChanged("another excerpt or theme came here meanwhile: look, then the key again")
            )
            return
        self._given = looks.key_of(self.item)
        self.post_message(
            self.ReviewWanted(Judge(self._items.round, self.item.excerpt.id, self.item.theme.id, verdict, self._reason))
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

    @property
    def _reason(self) -> str:
        """The reason of the verdict that is given next here; what was written of another excerpt is none."""
        return self._meant[1] if self.item is not None and self.item.excerpt.id == self._meant[0] else ""

    @work(group="flow", exit_on_error=False)
    async def act_reason(self) -> None:
        item = self.item
        assert item is not None
        self._given = ""
        if item.verdict is not None:
            self._give_reason(item)
            return
        last = self._items.named(self._last) if self._just_given and not self._reason else None
        if last is not None and last.verdict is not None and not last.verdict.reason:
            answers = await self.app.push_screen_wait(
                Prompt(
                    f"Why: {last.verdict.verdict}",
                    [Question("Reason", needed=False), Question("Of the next verdict", needed=False, aside=True)],
                    about=f"Of the verdict that you gave just now, to {looks.words_of(last.excerpt)}",
                )
            )
            if answers is not None and answers[0]:
                self._give_reason(last, answers[0])
            answers = answers[1:] if answers is not None and answers[1] else None
        else:
            about = f"It is kept with the verdict that you give next, to {looks.words_of(item.excerpt)}"
            prompt = Prompt("Reason", [Question("Reason", self._reason, needed=False)], about=about)
            answers = await self.app.push_screen_wait(prompt)
        if answers is not None:
            self._meant = (item.excerpt.id, answers[0])
            self._say()

    def act_last_reason(self) -> None:
        last = self._items.named(self._last)
        assert last is not None
        self._given = ""
        self._give_reason(last)

    def _give_reason(self, item: Item, reason: str | None = None) -> None:
        assert item.verdict is not None
        self.post_message(self.ReviewWanted(Reason(self._items.round, item.excerpt.id, item.verdict.theme, reason)))

    def _step(self, index: int, end: str) -> None:
        if 0 <= index < len(self._items):
            self._meant, self._just_given, self._other_came = ("", ""), False, False
            self._show(index)
        else:
            self.post_message(self.TitleChanged(f"this is the {end} excerpt"))

    def act_next(self) -> None:
        self._step(self._items.index + 1, "last")

    def act_previous(self) -> None:
        self._step(self._items.index - 1, "first")

    def act_next_open(self) -> None:
        self._step(self._items.open_from(self._items.index + 1, self._items.index), "last")

    def act_next_theme(self) -> None:
        self._to_theme(1)

    def act_previous_theme(self) -> None:
        self._to_theme(-1)

    def _to_theme(self, step: int) -> None:
        found = self._items.theme_from(step)
        if found is not None:
            self._step(found, "")
        else:
            self.post_message(self.TitleChanged(f"this is the {'last' if step > 0 else 'first'} theme"))

    def act_rules(self) -> None:
        self._rules.toggle_class("-whole")

    def act_overview(self) -> None:
        self.toggle_class("-overview")
        self.rest()

    def act_asked(self) -> None:
        self.post_message(self.ReviewWanted(ShowAsked(self._items.round)))

    def act_points(self) -> None:
        self.post_message(self.ReviewWanted(OpenPoints(self._items.round)))

    def act_pick(self) -> None:
        if self.has_class("-overview"):
            self.act_overview()
        else:
            self._view.reader.focus()

    def act_open(self) -> None:
        assert self.item is not None
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
