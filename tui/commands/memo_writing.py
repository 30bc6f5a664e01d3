"""`catena memo new|edit`: writing notes in Markdown.

The text comes from standard input, or from the reviewer's editor on the memo's real file; it is kept byte for byte, and it is
kept whatever the editor does.
"""

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TextIO

import click

from store.errors import CatenaError, FileFault, SaveFault, UsageFault
from store.memo_types import missing_headings
from store.memos import TYPES, Memo, memo_from, memo_text
from tui.commands.group import Command
from tui.commands.output import narrate, one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.memo_types import MemoType
    from store.writer import Writer

LARGEST = 8 * 1024 * 1024
"""Bytes of a memo that are taken in at most."""


class _Links:
    """What a memo is to be linked to, as ids."""

    def __init__(
        self, session: Session, themes: Sequence[str], excerpts: Sequence[str], documents: Sequence[str]
    ) -> None:
        self.themes = tuple(session.theme(each).id for each in themes)
        self.excerpts = tuple(session.excerpt(each).id for each in excerpts)
        self.documents = tuple(session.document(each).id for each in documents)


_TITLE = click.option("--title", default="", metavar="T", help="Its title.")
_TYPE = click.option(
    "--type", "kind", default="", metavar="K", help=f"What it is: {', '.join(TYPES)}, or a type of its own."
)
_THEME = click.option("--theme", "themes", multiple=True, metavar="T", help="A theme that it is about; repeatable.")
_EXCERPT = click.option("--excerpt", "excerpts", multiple=True, metavar="E", help="An excerpt by its id; repeatable.")
_DOCUMENT = click.option("--document", "documents", multiple=True, metavar="D", help="A document; repeatable.")


@click.command("new", cls=Command)
@_TITLE
@_TYPE
@_THEME
@_EXCERPT
@_DOCUMENT
@click.option(
    "--from",
    "origins",
    multiple=True,
    metavar="WHAT",
    help="What it is written from: theme:T, excerpt:E, document:D, case:C, search:S, memo:M (a reply), review:R, act "
    "(your last act); repeatable.",
)
@click.option("--empty", is_flag=True, help="Do not begin with the type's template.")
@click.pass_obj
def memo_new(
    session: Session,
    title: str,
    kind: str,
    themes: Sequence[str],
    excerpts: Sequence[str],
    documents: Sequence[str],
    origins: Sequence[str],
    empty: bool,
) -> None:
    """Write a memo: its text from standard input, or in your editor."""
    from store.acts import write_memo
    from tui.commands.memo_origins import origin_of

    types = types_of(session)
    refuse_kind(kind, types)
    body = "" if sys.stdin.isatty() else _from_standard_input(may_be_empty=bool(origins))
    typed = bool(body)
    with _kept_if_refused(session, body), session.writing() as writer:
        links = _Links(session, themes, excerpts, documents)
        origin = origin_of(session, writer, origins)
        kind = kind or origin.kind or "analytic"
        if not typed and not empty:
            body = origin.beginning(types[kind], writer.reviewer.id)
        act, memo = write_memo(
            session.holdings,
            writer.reviewer.id,
            title or (_heading(body) if typed else "") or origin.title,
            body,
            kind,
            tuple(dict.fromkeys((*links.themes, *origin.themes))),
            tuple(dict.fromkeys((*links.excerpts, *origin.excerpts))),
            tuple(dict.fromkeys((*links.documents, *origin.documents))),
            reply_to=origin.reply_to,
            cases=origin.cases,
            searches=origin.searches,
            reviews=origin.reviews,
        )
        writer.perform(act)
        if not typed and sys.stdin.isatty():
            memo = _edited(session, writer, memo)
            if not memo.body.strip():
                session.note(f"the memo is empty: `catena memo edit {memo.id}` goes on, `catena undo` takes it away")
    for heading in missing_headings(types[memo.type], memo.body) if memo.body.strip() else ():
        session.note(f"a {memo.type} has a heading {heading!r}, which this one lacks")
    say_done(session, memo)


@click.command("edit", cls=Command)
@click.argument("wanted", metavar="MEMO...", nargs=-1, required=True)
@_TITLE
@_TYPE
@_THEME
@_EXCERPT
@_DOCUMENT
@click.pass_obj
def memo_edit(
    session: Session,
    wanted: Sequence[str],
    title: str,
    kind: str,
    themes: Sequence[str],
    excerpts: Sequence[str],
    documents: Sequence[str],
) -> None:
    """Change a memo of yours: by the options its head, else its text, from standard input or in your editor."""
    from store.acts import change_memo, change_memos

    refuse_kind(kind, types_of(session))
    by_options = bool(title or kind or themes or excerpts or documents)
    if len(wanted) > 1 and (title or not by_options):
        raise UsageFault("several memos can have one type and the same links; a title and a text belong to one")
    body = None if by_options or sys.stdin.isatty() else _from_standard_input()
    with _kept_if_refused(session, body or ""), session.writing() as writer:
        memos = [_mine(session, writer, each) for each in dict.fromkeys(wanted)]
        if by_options:
            links = _Links(session, themes, excerpts, documents)
            changed = [_with_head(memo, title, kind, links) for memo in memos]
            writer.perform(change_memos(memos, changed))
        elif body is not None:
            changed = [replace(memos[0], body=body)]
            writer.perform(change_memo(memos[0], changed[0]))
        else:
            changed = [_edited(session, writer, memos[0])]
            if changed == memos:
                session.note("nothing in the memo has changed; an editor in a window of its own may need its --wait")
    for each in changed:
        say_done(session, each)


def _mine(session: Session, writer: "Writer", wanted: str) -> Memo:
    memo = session.memo(wanted)
    if memo.reviewer != writer.reviewer.id:
        raise UsageFault(f"the memo {memo.id} is {memo.reviewer}'s, and each reviewer writes in their own alone")
    return memo


def _with_head(memo: Memo, title: str, kind: str, links: _Links) -> Memo:
    return replace(
        memo,
        title=title or memo.title,
        type=kind or memo.type,
        themes=tuple(dict.fromkeys(memo.themes + links.themes)),
        excerpts=tuple(dict.fromkeys(memo.excerpts + links.excerpts)),
        documents=tuple(dict.fromkeys(memo.documents + links.documents)),
    )


def types_of(session: Session) -> "dict[str, MemoType]":
    """The types of memos here, by name; files of the project's own that cannot be read are named."""
    from store.memo_types import memo_types

    types, faults = memo_types(session.project)
    session.tell_faults(faults)
    return types


def refuse_kind(kind: str, types: "Iterable[str]") -> None:
    """Raises UsageFault for a type that nobody has described."""
    known = list(types)
    if kind and kind not in known:
        raise UsageFault(f"there is no type of memo {kind!r}; the types are {', '.join(known)}")


def _from_standard_input(may_be_empty: bool = False) -> str:
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UsageFault(f"a memo has at most {LARGEST // 1024 // 1024} MB; nothing was written")
    if not data.strip() and may_be_empty:
        return ""
    if not data.strip():
        raise UsageFault("there is no text on standard input; nothing was written")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageFault("standard input is not UTF-8 text; nothing was written") from None


@contextmanager
def _kept_if_refused(session: Session, body: str) -> Iterator[None]:
    """Text that came through a pipe is nowhere else: where it cannot become a memo, it is put into a file that is named."""
    from store.files import write_durably
    from store.names import random_id

    try:
        yield
    except CatenaError as error:
        if not body or not _is_pipe(sys.stdin):
            raise
        path = f".catena/drafts/memo-{random_id('', 6)}.md"
        try:
            write_durably(session.project.root, path, body.encode("utf-8"))
        except SaveFault:
            raise error from None
        narrate(f"your text is kept in {path}")
        raise


def _is_pipe(stream: TextIO) -> bool:
    try:
        return not stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except io.UnsupportedOperation:
        return False


def _heading(body: str) -> str:
    """The first line where it is a Markdown heading, else nothing: a title enters file names and messages, a quotation never."""
    first = body.lstrip().partition("\n")[0]
    return first.lstrip("#").strip() if first.startswith("#") else ""


def _edited(session: Session, writer: "Writer", memo: Memo) -> Memo:
    """The memo after the reviewer's editor had its file, recorded as an act where something changed.

    Raises FileFault where the head can no longer be read; the file stays as the editor left it.
    """
    from store.acts import change_memo
    from store.files import write_durably
    from tui.editor import edit

    root = writer.project.root
    before = memo_text(memo).encode("utf-8")
    left = edit(root / memo.path)
    if left:
        session.note(f"the editor ended with {left}; what it wrote is kept")
    if not (root / memo.path).exists():
        write_durably(root, memo.path, before)
        raise FileFault(memo.path, "the editor took the file away; it was put back as it was before")
    after = writer.project.read(memo.path)
    if after == before:
        return memo
    kept = "your text is kept in the file, and committed once this is mended"
    try:
        changed = memo_from(memo.path, memo.reviewer, after.decode("utf-8"))
    except UnicodeDecodeError:
        raise FileFault(memo.path, f"it is no longer UTF-8 text; {kept}") from None
    except FileFault as fault:
        raise FileFault(memo.path, f"{fault.reason}; {kept}", fault.line) from None
    if changed.id != memo.id:
        raise FileFault(memo.path, f"its `id` was {memo.id} and must stay so; {kept}")
    writer.perform(change_memo(memo, changed))
    return changed


def say_done(session: Session, memo: Memo) -> None:
    if session.as_json:
        say_json(about_memo(memo))
    else:
        say(f"{memo.id}  {one_line(memo.title)}  {memo.path}")


def about_memo(memo: Memo) -> dict[str, Any]:
    return {
        "memo": memo.id,
        "title": memo.title,
        "type": memo.type,
        "path": memo.path,
        "themes": list(memo.themes),
        "excerpts": list(memo.excerpts),
        "documents": list(memo.documents),
        "cases": list(memo.cases),
        "searches": list(memo.searches),
        "reviews": list(memo.reviews),
        "reply_to": memo.reply_to,
        "reviewer": memo.reviewer,
        "created": memo.created,
    }
