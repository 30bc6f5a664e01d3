"""Writing memos: a new one that begins from where the reviewer is, or one that exists; here or in the reviewer's own editor."""

from dataclasses import replace
from typing import TYPE_CHECKING

from store.acts import Act, change_memo
from store.acts import write_memo as write_memo_act
from store.citations import cited, fields_of
from store.drafts import Drafts
from store.errors import CatenaError, ChangedMeanwhile, UsageFault
from store.holdings import Holdings
from store.memos import Memo
from tui.displayable import displayable_line
from tui.editor import edit
from tui.memo_drafts import NEW, DraftKeeper, MemoDraft, load_draft, version_of
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.screens.memo_editor import MemoEditor, fit, unfit
from tui.snapshot import Snapshot

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
    if draft is not None and memo is None:
        # A draft is about what it was begun with, wherever the reviewer goes on with it.
        wanted = Place.MemoWanted(themes=draft.themes, excerpts=draft.excerpts, documents=draft.documents)
    elif draft is not None and memo is not None and draft.base != version_of(memo.body):
        return await _settle_old_draft(screen, memo, draft, wanted)
    first = draft or _first_text(snapshot, wanted, memo)
    about = "" if memo is not None else _about(snapshot, wanted)
    saving = _Saving(screen, wanted, memo)
    links = MemoDraft("", "", "", wanted.themes, wanted.excerpts, wanted.documents, saving.base)
    editor = MemoEditor(
        DraftKeeper(screen.study.drafts, key, links),
        saving.save,
        title=first.title,
        kind=first.kind,
        body=first.body,
        saved_body=memo.body if memo is not None else "",
        memo=memo.id if memo is not None else "",
        about=about,
        draft_found=draft is not None,
    )
    return await screen.app.push_screen_wait(editor)


class _Saving:
    """Makes the text of one editor durable: a new memo the first time, changes of it after that.

    A memo that somebody changed while it was open is never written over: the text then becomes a memo of its own.
    """

    def __init__(self, screen: "MainScreen", wanted: Place.MemoWanted, memo: Memo | None) -> None:
        self._screen = screen
        self._links = (wanted.themes, wanted.excerpts, wanted.documents)
        self._memo = memo.id if memo is not None else ""
        self.base = version_of(memo.body) if memo is not None else ""
        if memo is not None:
            self._links = (memo.themes, memo.excerpts, memo.documents)

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
            act, memo = write_memo_act(holdings, snapshot.reviewer, title, body, kind, *self._links)
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
        own = Place.MemoWanted(themes=memo.themes, excerpts=memo.excerpts, documents=memo.documents)
        try:
            await _Saving(screen, own, None).save(f"{draft.title or memo.title} (draft)", draft.kind, draft.body)
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


def _first_text(snapshot: Snapshot, wanted: Place.MemoWanted, memo: Memo | None) -> MemoDraft:
    """What stands in the editor first: the memo as it is, or what a new one begins with."""
    if memo is not None:
        return MemoDraft(memo.title, memo.type, memo.body)
    kind = (
        "theme" if wanted.themes and not wanted.excerpts else "comparison" if len(wanted.excerpts) > 1 else "analytic"
    )
    return MemoDraft(_title_for(snapshot, wanted), kind, _beginning(snapshot, wanted))


def _title_for(snapshot: Snapshot, wanted: Place.MemoWanted) -> str:
    """A title from what the memo is about: a title enters file names and messages, so no words of a text are in it."""
    themes = snapshot.holdings.themes
    if wanted.themes and wanted.themes[0] in themes:
        return f"On {displayable_line(themes[wanted.themes[0]].name)}"
    if wanted.documents:
        return f"On {wanted.documents[0]}"
    if wanted.excerpts and wanted.excerpts[0] in snapshot.holdings.excerpts:
        return f"On an excerpt of {snapshot.holdings.excerpts[wanted.excerpts[0]].document}"
    return ""


def _about(snapshot: Snapshot, wanted: Place.MemoWanted) -> str:
    linked = [snapshot.holdings.themes[theme].name for theme in wanted.themes if theme in snapshot.holdings.themes]
    linked += [*wanted.excerpts, *wanted.documents]
    return f", about {', '.join(linked)}" if linked else ""


def _beginning(snapshot: Snapshot, wanted: Place.MemoWanted) -> str:
    """A memo on excerpts or a selection begins with their words, quoted as they are, and their citations."""
    if wanted.quotation:
        words, _, citation = wanted.quotation.rstrip("\n").rpartition("\n")
        return _quoted(words, citation)
    known = [snapshot.holdings.excerpts[each] for each in wanted.excerpts if each in snapshot.holdings.excerpts]
    form = snapshot.project.settings.citation or "— {document}"
    cited_as = {each.id: cited(form, fields_of(each, snapshot.holdings, each.attribution)) for each in known}
    return "".join(_quoted(each.text, f"{cited_as[each.id]} [[{each.id}]]") for each in known)


def _quoted(words: str, citation: str) -> str:
    if fit(words) != words:
        # The editor on screen would change signs of it, and a quotation is word for word or not at all.
        return f"{citation.removeprefix('— ')}\n\n"
    return f"{_block(words)}\n>\n> {citation}\n\n"


def _block(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))
