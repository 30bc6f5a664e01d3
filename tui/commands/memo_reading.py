"""`catena memo list|show|month|log`: reading memos."""

import sys
from collections.abc import Sequence

import click

from store.errors import AnswerIsNo, UsageFault
from store.git import Git
from store.memos import Memo, memo_text
from tui.commands.group import Command
from tui.commands.memo_writing import about_memo, refuse_kind, types_of
from tui.commands.output import narrate, one_line, say_json, say_verbatim, table
from tui.commands.session import Session


@click.command("list", cls=Command)
@click.option("--type", "kind", default="", metavar="K", help="Only of this type.")
@click.option("--theme", "theme", default="", metavar="T", help="Only about this theme.")
@click.option("--document", "document", default="", metavar="D", help="Only about this document.")
@click.option("--reviewer", "reviewer", default="", metavar="R", help="Only by this reviewer.")
@click.option("--since", default="", metavar="DATE", help="Only begun on this day (2026-11-23) or later.")
@click.option("--until", default="", metavar="DATE", help="Only begun on this day or before.")
@click.option(
    "--sort",
    type=click.Choice(["changed", "begun", "thread"]),
    default="changed",
    help="What changed last first, by date, or each reply below what it answers.",
)
@click.pass_obj
def memo_list(
    session: Session, kind: str, theme: str, document: str, reviewer: str, since: str, until: str, sort: str
) -> None:
    """List the memos, what changed last first."""
    from store.links import by_date
    from themes.memo_pages import Wanted, fits, in_order, threads

    held = session.holdings
    if kind not in {memo.type for memo in held.memos.values()}:
        refuse_kind(kind, types_of(session))
    wanted = Wanted(
        kind,
        session.theme(theme).id if theme else "",
        session.document(document).id if document else "",
        session.person(reviewer).id if reviewer else "",
        _day(since),
        _day(until),
    )
    found = by_date(memo for memo in held.memos.values() if fits(memo, wanted, held))
    if not found:
        raise AnswerIsNo("no memo fits" if held.memos else "no memos yet: `catena memo new` writes one")
    depths: dict[str, int] = {}
    if sort == "changed":
        git = Git(session.project.root)
        found = in_order(found, git.ranks_of_change("memos") if git.folder() is not None else {})
    elif sort == "thread":
        placed = threads(found)
        found, depths = [memo for _, memo in placed], {memo.id: depth for depth, memo in placed}
    if session.as_json:
        for memo in found:
            say_json(about_memo(memo))
        return
    rows: list[Sequence[str]] = [("id", "type", "reviewer", "date", "title")]
    for memo in found:
        date = f"{memo.created:%Y-%m-%d}" if memo.created else ""
        rows.append((memo.id, memo.type, memo.reviewer, date, "  " * depths.get(memo.id, 0) + memo.title))
    table(rows)


def _day(said: str) -> str:
    """A day as it was typed; raises UsageFault where it is none."""
    from datetime import date

    try:
        return date.fromisoformat(said).isoformat() if said else ""
    except ValueError:
        raise UsageFault(f"{said!r} is no day: write it as 2026-11-23") from None


@click.command("show", cls=Command)
@click.argument("wanted", metavar="MEMO")
@click.pass_obj
def memo_show(session: Session, wanted: str) -> None:
    """Print a memo's file: its head and its text. What links to it is said on standard error."""
    from store.links import backlinks

    memo = session.memo(wanted)
    linked = backlinks(session.holdings).get(("memo", memo.id), ())
    if session.as_json:
        said = [{"memo": each.memo.id, "title": each.memo.title} for each in linked]
        say_json(about_memo(memo) | {"text": memo.body, "backlinks": said})
        return
    say_verbatim(memo_text(memo))
    if sys.stdout.isatty():
        for each in linked:
            narrate(f"linked from {each.memo.id}  {one_line(each.memo.title)}  ({_how(each.memo, memo)})")


def _how(other: Memo, memo: Memo) -> str:
    return "answers it" if other.reply_to == memo.id else other.type


@click.command("month", cls=Command)
@click.argument("month", metavar="MONTH")
@click.pass_obj
def memo_month(session: Session, month: str) -> None:
    """Print the memos that were begun in MONTH (2026-11) as one Markdown document, replies below what they answer."""
    from themes.memo_pages import month_page

    page, memos = month_page(session.holdings, month)
    if not memos:
        raise AnswerIsNo(f"no memo was begun in {month}")
    if session.as_json:
        say_json({"month": month, "memos": [memo.id for memo in memos], "text": page})
    else:
        say_verbatim(page)
