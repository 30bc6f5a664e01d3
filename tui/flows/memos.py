"""Writing memos: a new one that begins from where the reviewer is, or one that exists; here or in the reviewer's own editor."""

from dataclasses import replace
from typing import TYPE_CHECKING

from store.acts import Act, change_memo
from store.acts import write_memo as write_memo_act
from store.errors import CatenaError, UsageFault
from store.holdings import Holdings
from store.memos import Memo
from tui.displayable import displayable_line
from tui.editor import edit
from tui.places.memos import NEW
from tui.places.place import Place
from tui.screens.memo_editor import MemoEditor, draft_parts, unfit
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


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
    draft = screen.study.drafts.load(key)
    title = memo.title if memo is not None else _title_for(snapshot, wanted)
    kind = memo.type if memo is not None else ("theme" if wanted.themes and not wanted.excerpts else "analytic")
    saved = memo.body if memo is not None else ""
    body = saved if memo is not None else _beginning(snapshot, wanted)
    about = "" if memo is not None else _about(snapshot, wanted)
    if draft is not None:
        title, kind, body = draft_parts(draft)

    async def save(title: str, kind: str, body: str) -> str:
        return await _save(screen, holder, wanted, title, kind, body)

    holder: list[str] = [memo.id] if memo is not None else []
    editor = MemoEditor(
        screen.study.drafts,
        key,
        save,
        title=title,
        kind=kind,
        body=body,
        saved_body=saved,
        memo=memo.id if memo is not None else "",
        about=about,
        draft_found=draft is not None,
    )
    return await screen.app.push_screen_wait(editor)


async def _save(
    screen: "MainScreen", holder: list[str], wanted: Place.MemoWanted, title: str, kind: str, body: str
) -> str:
    """Makes the text durable: as a new memo the first time, as a change after that; the memo's id."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    made: list[str] = []

    def make(holdings: Holdings) -> Act:
        if holder:
            memo = holdings.memos[holder[0]]
            return change_memo(memo, replace(memo, title=title, type=kind, body=body))
        act, memo = write_memo_act(
            holdings, snapshot.reviewer, title, body, kind, wanted.themes, wanted.excerpts, wanted.documents
        )
        made.append(memo.id)
        return act

    await screen.study.perform(make)
    holder.extend(made)
    screen.renew()
    return holder[0]


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
    """A memo on an excerpt begins with the excerpt, quoted word for word, and its citation."""
    excerpt = snapshot.holdings.excerpts.get(wanted.excerpts[0]) if wanted.excerpts else None
    if excerpt is None:
        return ""
    quoted = "\n".join(f"> {line}".rstrip() for line in excerpt.text.split("\n"))
    return f"{quoted}\n>\n> — {excerpt.document} [[{excerpt.id}]]\n\n"
