"""`catena memo new|list|show|edit|log`: notes in Markdown.

The text comes from standard input, or from the reviewer's editor on the memo's real file; it is kept byte for byte, and it is
kept whatever the editor does.
"""

import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TextIO

import click

from store.errors import AnswerIsNo, CatenaError, FileFault, SaveFault, UsageFault
from store.memos import TYPES, Memo, memo_from, memo_text
from tui.commands.group import Group
from tui.commands.output import narrate, one_line, say, say_json, say_verbatim, table
from tui.commands.session import Session

if TYPE_CHECKING:
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
_TYPE = click.option("--type", "kind", default="", metavar="K", help=f"What it is: {', '.join(TYPES)}.")
_THEME = click.option("--theme", "themes", multiple=True, metavar="T", help="A theme that it is about; repeatable.")
_EXCERPT = click.option("--excerpt", "excerpts", multiple=True, metavar="E", help="An excerpt by its id; repeatable.")
_DOCUMENT = click.option("--document", "documents", multiple=True, metavar="D", help="A document; repeatable.")


@click.group("memo", cls=Group)
def memo_command() -> None:
    """Write, list, show and edit memos."""


@memo_command.command("new")
@_TITLE
@_TYPE
@_THEME
@_EXCERPT
@_DOCUMENT
@click.pass_obj
def memo_new(
    session: Session,
    title: str,
    kind: str,
    themes: Sequence[str],
    excerpts: Sequence[str],
    documents: Sequence[str],
) -> None:
    """Write a memo: its text from standard input, or in your editor."""
    from store.acts import write_memo

    _refuse_kind(kind)
    body = "" if sys.stdin.isatty() else _from_standard_input()
    title = title or _heading(body)
    with _kept_if_refused(session, body), session.writing() as writer:
        links = _Links(session, themes, excerpts, documents)
        act, memo = write_memo(
            session.holdings,
            writer.reviewer.id,
            title,
            body,
            kind or "analytic",
            links.themes,
            links.excerpts,
            links.documents,
        )
        writer.perform(act)
        if not body:
            memo = _edited(session, writer, memo)
            if not memo.body.strip():
                session.note(f"the memo is empty: `catena memo edit {memo.id}` goes on, `catena undo` takes it away")
    _say_done(session, memo)


@memo_command.command("edit")
@click.argument("wanted", metavar="MEMO")
@_TITLE
@_TYPE
@_THEME
@_EXCERPT
@_DOCUMENT
@click.pass_obj
def memo_edit(
    session: Session,
    wanted: str,
    title: str,
    kind: str,
    themes: Sequence[str],
    excerpts: Sequence[str],
    documents: Sequence[str],
) -> None:
    """Change a memo of yours: by the options its head, else its text, from standard input or in your editor."""
    from store.acts import change_memo

    _refuse_kind(kind)
    by_options = bool(title or kind or themes or excerpts or documents)
    body = None if by_options or sys.stdin.isatty() else _from_standard_input()
    with _kept_if_refused(session, body or ""), session.writing() as writer:
        memo = session.memo(wanted)
        if memo.reviewer != writer.reviewer.id:
            raise UsageFault(f"the memo {memo.id} is {memo.reviewer}'s, and each reviewer writes in their own alone")
        if by_options:
            links = _Links(session, themes, excerpts, documents)
            changed = replace(
                memo,
                title=title or memo.title,
                type=kind or memo.type,
                themes=tuple(dict.fromkeys(memo.themes + links.themes)),
                excerpts=tuple(dict.fromkeys(memo.excerpts + links.excerpts)),
                documents=tuple(dict.fromkeys(memo.documents + links.documents)),
            )
            writer.perform(change_memo(memo, changed))
        elif body is not None:
            changed = replace(memo, body=body)
            writer.perform(change_memo(memo, changed))
        else:
            changed = _edited(session, writer, memo)
            if changed == memo:
                session.note("nothing in the memo has changed")
    _say_done(session, changed)


def _refuse_kind(kind: str) -> None:
    if kind and kind not in TYPES:
        raise UsageFault(f"there is no type of memo {kind!r}; the types are {', '.join(TYPES)}")


def _from_standard_input() -> str:
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UsageFault(f"a memo has at most {LARGEST // 1024 // 1024} MB; nothing was written")
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


def _say_done(session: Session, memo: Memo) -> None:
    if session.as_json:
        say_json(_about(memo))
    else:
        say(f"{memo.id}  {one_line(memo.title)}  {memo.path}")


def _about(memo: Memo) -> dict[str, Any]:
    return {
        "memo": memo.id,
        "title": memo.title,
        "type": memo.type,
        "path": memo.path,
        "themes": list(memo.themes),
        "excerpts": list(memo.excerpts),
        "documents": list(memo.documents),
        "reviewer": memo.reviewer,
        "created": memo.created,
    }


@memo_command.command("list")
@click.option("--type", "kind", default="", metavar="K", help="Only of this type.")
@click.option("--theme", "theme", default="", metavar="T", help="Only about this theme.")
@click.option("--document", "document", default="", metavar="D", help="Only about this document.")
@click.option("--reviewer", "reviewer", default="", metavar="R", help="Only by this reviewer.")
@click.pass_obj
def memo_list(session: Session, kind: str, theme: str, document: str, reviewer: str) -> None:
    """List the memos, by reviewer and date."""
    _refuse_kind(kind)
    found = sorted(session.holdings.memos.values(), key=_reading_order)
    if kind:
        found = [each for each in found if each.type == kind]
    if theme:
        wanted = session.theme(theme).id
        found = [each for each in found if wanted in each.themes]
    if document:
        wanted = session.document(document).id
        found = [each for each in found if wanted in each.documents]
    if reviewer:
        wanted = session.person(reviewer).id
        found = [each for each in found if each.reviewer == wanted]
    if not found:
        raise AnswerIsNo("no memo fits" if session.holdings.memos else "no memos yet: `catena memo new` writes one")
    if session.as_json:
        for memo in found:
            say_json(_about(memo))
        return
    rows: list[Sequence[str]] = [("id", "type", "reviewer", "date", "title")]
    for memo in found:
        date = f"{memo.created:%Y-%m-%d}" if memo.created else ""
        rows.append((memo.id, memo.type, memo.reviewer, date, memo.title))
    table(rows)


def _reading_order(memo: Memo) -> tuple[str, str, str, str]:
    return memo.reviewer, memo.created.isoformat() if memo.created else "", memo.title, memo.id


@memo_command.command("show")
@click.argument("wanted", metavar="MEMO")
@click.pass_obj
def memo_show(session: Session, wanted: str) -> None:
    """Print a memo's file: its head and its text."""
    memo = session.memo(wanted)
    if session.as_json:
        say_json(_about(memo) | {"text": memo.body})
    else:
        say_verbatim(memo_text(memo))


@memo_command.command("log")
@click.argument("wanted", metavar="[MEMO]", required=False)
@click.pass_obj
def memo_log(session: Session, wanted: str | None) -> None:
    """Tell what was written in a memo, or in all of them, and when, newest first."""
    from store.git import Git
    from tui.commands.history import tell

    paths = [session.memo(wanted).path] if wanted else ["memos"]
    tell(session, Git(session.project.root).log(paths))
