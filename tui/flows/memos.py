"""Writing memos: a new one that begins from where the reviewer is, or one that exists; here or in the reviewer's own editor."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from store.acts import Act, change_memo
from store.acts import write_memo as write_memo_act
from store.drafts import Drafts
from store.errors import CatenaError, ChangedMeanwhile, UsageFault
from store.holdings import Holdings
from store.memo_types import MemoType, memo_types
from store.memos import Memo
from themes.cell_summaries import SUMMARY
from tui.editor import edit
from tui.fit import unfit
from tui.memo_beginnings import first_draft, first_place, suggested_type, words_about
from tui.memo_drafts import NEW, About, DraftKeeper, MemoDraft, about_memo, load_draft, version_of
from tui.places.place import Place
from tui.quoted import quoted_block, quoted_words
from tui.screens.chooser import Choice, Chooser
from tui.screens.memo_editor import MemoEditor
from tui.snapshot import Snapshot
from tui.writing_aid import WritingAid

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


CHANGED = (
    "the memo was changed or taken away elsewhere while you wrote: save again, "
    "and your text becomes a memo of its own beside it"
)


async def write_memo(screen: "MainScreen", wanted: Place.MemoWanted) -> str:
    """Lets the reviewer write; the id of the memo that was written, or "" where none was."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    memo = snapshot.holdings.memos.get(wanted.memo)
    if memo is not None and (wanted.own_editor or (reason := unfit(memo.body))):
        if not wanted.own_editor:
            screen.tell(f"{reason}: your own editor opens it")
        return await _in_own_editor(screen, memo)
    key = memo.id if memo is not None else NEW
    draft = load_draft(screen.study.drafts, key)
    if draft is None and memo is None:
        draft = _take_up_orphan(screen.study.drafts, snapshot)
    if draft is not None and memo is not None and draft.base != version_of(memo.body):
        return await _settle_old_draft(screen, memo, draft, wanted)
    place, untouched = None, ""
    if memo is not None:
        first = draft or MemoDraft(memo.title, memo.type, memo.body)
        about, place = about_memo(memo), wanted.place if draft is None else None
    elif draft is not None:
        # A draft is about what it was begun with, wherever the reviewer goes on with it.
        first, about = draft, draft.about
    else:
        begun = await _begun(screen, snapshot, wanted)
        if begun is None:
            return ""
        (first, place, untouched), about = begun, wanted.about
    saving = _Saving(screen, about, memo)
    editor = MemoEditor(
        DraftKeeper(screen.study.drafts, key, MemoDraft("", "", "", about, saving.base)),
        saving.save,
        first,
        WritingAid(screen),
        saved_body=memo.body if memo is not None else "",
        memo=memo.id if memo is not None else "",
        about="" if memo is not None else words_about(snapshot, about),
        place=place,
        untouched=untouched,
        draft_found=draft is not None,
    )
    return await screen.app.push_screen_wait(editor)


async def _begun(
    screen: "MainScreen", snapshot: Snapshot, wanted: Place.MemoWanted
) -> tuple[MemoDraft, int, str] | None:
    """What a new memo of the type that the reviewer chooses begins with, and where writing begins; None where it is left.

    The third is a text that is not worth keeping alone: a bare template. An answer to a memo asks for no type.
    """
    types, faults = await asyncio.to_thread(memo_types, snapshot.project)
    for fault in faults:
        screen.complain(fault)
    kind = wanted.kind or "analytic"
    if not wanted.reply_to and not wanted.kind:
        names = list(types)
        quotes = bool(wanted.excerpts) or wanted.span != (0, 0)
        choices = [Choice(name, name, ((name, ""),), _about_type(types[name], quotes)) for name in names]
        index = names.index(suggested_type(wanted.about))
        kind = await screen.app.push_screen_wait(Chooser("A new memo: which type?", choices, index=index))
    if not kind:
        return None
    try:
        lead = await _lead(screen, snapshot, wanted)
    except CatenaError as error:
        screen.complain(error)
        return None
    draft = first_draft(snapshot, wanted.about, types[kind], lead)
    draft = replace(draft, title=wanted.title or draft.title)
    return draft, first_place(draft.body, lead), draft.body if wanted.lead or not lead else ""


def _about_type(memo_type: MemoType, quotes: bool) -> str:
    parts = ["what you are at, quoted"] if quotes else []
    parts += [line.lstrip("# ") for line in memo_type.template.split("\n") if line.startswith("#")]
    return f"It begins with: {', '.join(parts)}." if parts else "It begins empty."


async def _lead(screen: "MainScreen", snapshot: Snapshot, wanted: Place.MemoWanted) -> str:
    """A memo on excerpts or a selection begins with their words, quoted as they are, and their citations; a summary does not."""
    if wanted.lead or wanted.kind == SUMMARY:
        return wanted.lead
    held = snapshot.holdings
    if wanted.span != (0, 0) and wanted.documents and wanted.documents[0] in held.documents:
        return await quoted_words(screen.study, held.documents[wanted.documents[0]], *wanted.span)
    known = [held.excerpts[each] for each in wanted.excerpts if each in held.excerpts]
    return "".join([await quoted_block(screen.study, each) for each in known])


class _Saving:
    """Makes the text of one editor durable: a new memo the first time, changes of it after that.

    A memo that somebody changed while it was open is never written over: the text then becomes a memo of its own.
    """

    def __init__(self, screen: "MainScreen", about: About, memo: Memo | None) -> None:
        self._screen = screen
        self._about = about
        self._memo = memo.id if memo is not None else ""
        self.base = version_of(memo.body) if memo is not None else ""

    async def save(self, title: str, kind: str, body: str) -> str:
        """The memo's id, once the text is on disk; raises CatenaError."""
        snapshot = self._screen.study.snapshot
        assert snapshot is not None
        made: list[str] = []

        def make(holdings: Holdings) -> Act:
            memo = holdings.memos.get(self._memo)
            if memo is not None and version_of(memo.body) == self.base:
                return change_memo(memo, replace(memo, title=title, type=kind, body=body))
            if self._memo:
                raise ChangedMeanwhile(CHANGED)
            about = self._about
            act, memo = write_memo_act(
                holdings,
                snapshot.reviewer,
                title,
                body,
                kind,
                about.themes,
                about.excerpts,
                about.documents,
                reply_to=about.reply_to,
                cases=about.cases,
                searches=about.searches,
                reviews=about.reviews,
            )
            made.append(memo.id)
            return act

        try:
            await self._screen.study.perform(make)
        except ChangedMeanwhile:
            self._memo = ""
            raise ChangedMeanwhile(CHANGED) from None
        self._memo = made[-1] if made else self._memo
        self.base = version_of(body)
        self._screen.renew()
        return self._memo


async def _settle_old_draft(screen: "MainScreen", memo: Memo, draft: MemoDraft, wanted: Place.MemoWanted) -> str:
    """A draft of a memo that was changed since: the reviewer says what becomes of it, and nothing is written over."""
    keep = "make a memo of its own of the draft, and go on with this one"
    choices = [
        Choice("own", keep, ((keep, ""),), "Both are there then, and nothing is lost."),
        Choice("forget", "forget the draft", (("forget the draft", "warn"),), "What was typed then is gone for good."),
    ]
    chosen = await screen.app.push_screen_wait(Chooser(f"{memo.title} was changed since this draft was typed", choices))
    if not chosen:
        return ""
    if chosen == "own":
        try:
            await _Saving(screen, about_memo(memo), None).save(
                f"{draft.title or memo.title} (draft)", draft.kind, draft.body
            )
        except CatenaError as error:
            screen.complain(error)
            return ""
    screen.study.drafts.discard(memo.id)
    return await write_memo(screen, wanted)


def _take_up_orphan(drafts: Drafts, snapshot: Snapshot) -> MemoDraft | None:
    """The draft of a memo that is not here any more, as one of a new memo; None where there is none."""
    for key in drafts.all():
        orphan = load_draft(drafts, key) if key != NEW and key not in snapshot.holdings.memos else None
        if orphan is not None:
            DraftKeeper(drafts, NEW, replace(orphan, base="")).keep(orphan.title, orphan.kind, orphan.body)
            drafts.discard(key)
            return replace(orphan, base="")
    return None


async def _in_own_editor(screen: "MainScreen", memo: Memo) -> str:
    """Opens the memo's file in the reviewer's editor, with the screen put away, and takes in what it wrote."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    path = snapshot.project.root / memo.path
    try:
        with screen.app.suspend():
            left = edit(path)
        await screen.study.take_in_memo(memo)
    except UsageFault as fault:
        screen.complain(fault)
        return ""
    except CatenaError as error:
        screen.complain(error)
        return memo.id
    if left:
        screen.tell(f"the editor ended with {left}; what it wrote is kept")
    return memo.id
