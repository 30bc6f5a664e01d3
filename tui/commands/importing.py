"""`catena import`: a project or a codebook of another program is taken in, told before it is written."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.documents import KINDS
from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json, table
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.exchange.refi.intake.desk import Wishes
    from store.exchange.refi.intake.plan import Item, Plan
    from store.writer import Writer

MOST_LISTED = 12
"""Things of one kind and status that are named in the report; all of them are in the JSON."""


@click.command("import", cls=Command)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--kind", default="interview", show_default=True, metavar="K", help=f"What its documents are: {', '.join(KINDS)}."
)
@click.option("--update", is_flag=True, help="Where a thing was changed here and there, the file has its way.")
@click.option("--remove", is_flag=True, help="Take away excerpts and tags that came before and are gone from the file.")
@click.option(
    "--coder", "coders", multiple=True, metavar="NAME=SLUG", help="Which reviewer a user of the file is; repeatable."
)
@click.option("--part", default="", metavar="NAME", help="Which project it is, where the file holds several.")
@click.option("--yes", is_flag=True, help="Do not ask, on a terminal.")
@WHY
@click.pass_obj
def import_command(
    session: Session,
    path: Path,
    dry_run: bool,
    kind: str,
    update: bool,
    remove: bool,
    coders: Sequence[str],
    part: str,
    yes: bool,
    why: str,
) -> None:
    """Take in a project of another program: REFI-QDA (.qdpx), a codebook (.qdc, .csv), Taguette (.sqlite3), a folder.

    All of it is one act. The same project again, exported anew, updates what came before and doubles nothing.
    """
    from store.exchange.incoming import plan_file
    from store.exchange.refi.intake.desk import Wishes
    from store.holdings import read_holdings
    from themes.seeing import reader_of

    kind = kind.replace("-", " ").lower()
    if kind not in KINDS:
        raise UsageFault(f"there is no kind {kind!r}; the kinds are {', '.join(KINDS)}")
    people = dict(_pair(each) for each in coders)

    def wishes(me: str) -> "Wishes":
        return Wishes(kind, update, remove, people, me)

    asking = not yes and sys.stdin.isatty() and sys.stderr.isatty()
    if dry_run or asking:
        holdings = read_holdings(session.project)
        me = reader_of(session.project, holdings, session.reviewer)
        plan = plan_file(session.project, holdings, path, wishes(me), part)
        if dry_run or not plan.changes:
            _tell(session, plan, dry_run=True)
            return
        _tell(session, plan, dry_run=True)
        if not click.confirm("take that in?", default=True, err=True):
            raise AnswerIsNo("nothing was written")
    with session.writing() as writer:
        # What others wrote meanwhile counts, and what is hidden from the reviewer does too.
        wished = wishes(writer.reviewer.id)
        plan = plan_file(session.project, read_holdings(session.project), path, wished, part)
        if update and plan.texts:
            _take_in_texts(session, writer, plan)
            plan = plan_file(session.project, read_holdings(session.project), path, wished, part)
        done = writer.perform(plan.act(why)) if plan.changes else None
    if not asking or session.as_json:
        _tell(session, plan, dry_run=False)
    if done is not None and not session.as_json:
        session.note(f"done: {done.message}; `catena undo` takes all of it back")


def _take_in_texts(session: Session, writer: "Writer", plan: "Plan") -> None:
    """The documents get the texts that they have there, each as an act of its own; what stands on the old ones goes along."""
    from search.carrying import counts
    from search.updating import told
    from store.texts import Incoming
    from tui.commands.updating import Updater

    updater = Updater(session, writer)
    holdings = session.holdings
    for key, text in plan.texts.items():
        document = holdings.documents[key]
        made = updater.update(document, Incoming(document.source, text, "utf-8", None))
        session.note(f"{key} has another text now; excerpts: {told(counts(made.found)) or 'none'}")


def _pair(text: str) -> tuple[str, str]:
    name, equals, slug = text.rpartition("=")
    if not (name and equals and slug):
        raise UsageFault(f"{text!r} is no NAME=SLUG, as in --coder 'Ada L=ada'")
    return name, slug


def _tell(session: Session, plan: "Plan", dry_run: bool) -> None:
    if session.as_json:
        _tell_as_json(plan, dry_run)
        return
    from store.exchange.refi.intake.plan import STATUSES
    from store.exchange.refi.remarks import told

    counts = plan.counts()
    shown = [status for status in STATUSES if any(status in each for each in counts.values())]
    if counts:
        rows = [
            ("", *shown),
            *((kind, *(str(each.get(status, "")) for status in shown)) for kind, each in counts.items()),
        ]
        table(rows, right=frozenset(range(1, len(shown) + 1)))
    for item in _worth_naming(plan.items):
        say(item)
    if plan.counted.weighed:
        say(f"positions are counted as {plan.counted.way}: {_how_well(plan)}")
    for remark in told(plan.remarks):
        names = (
            f" ({', '.join(map(one_line, remark.names))}{' …' if remark.count > len(remark.names) else ''})"
            if remark.names
            else ""
        )
        count = f"{remark.count} × " if remark.count > 1 else ""
        say(f"{remark.kind}: {count}{remark.what}{names}: {remark.message}")
    if not plan.changes:
        session.note("the file says nothing that is not here already")
    elif dry_run:
        session.note("nothing was written yet")


def _worth_naming(items: "Sequence[Item]") -> list[str]:
    """Lines for what was here already and differs, changes or is gone; of many of one sort the first."""
    lines: list[str] = []
    counted: dict[tuple[str, str], int] = {}
    for item in items:
        sort = (item.kind, item.status)
        if item.status in ("added", "unchanged") or item.kind == "tag":
            continue
        counted[sort] = counted.get(sort, 0) + 1
        if counted[sort] <= MOST_LISTED:
            parts = (
                f"{item.status}:",
                item.kind,
                item.id,
                one_line(item.name),
                f"({item.detail})" if item.detail else "",
            )
            lines.append(" ".join(part for part in parts if part))
    lines += [
        f"{status}: {number - MOST_LISTED} more of kind {kind}"
        for (kind, status), number in counted.items()
        if number > MOST_LISTED
    ]
    return lines


def _tell_as_json(plan: "Plan", dry_run: bool) -> None:
    """One record for each thing, each remark and the way of counting, all with the same fields."""

    def tell(kind: str, status: str, ours: str, guid: str, name: str, detail: str) -> None:
        record = {"kind": kind, "status": status, "id": ours, "guid": guid, "name": name, "detail": detail}
        say_json(record | ({"dry_run": True} if dry_run else {}))

    for item in plan.items:
        tell(item.kind, item.status, item.id, item.guid, item.name, item.detail)
    for remark in plan.remarks:
        tell(remark.what, remark.kind, "", "", remark.name, remark.message)
    if plan.counted.weighed:
        tell("positions", "usual" if plan.counted.usual else "found", "", "", str(plan.counted.way), _how_well(plan))


def _how_well(plan: "Plan") -> str:
    fitting = f"{plan.counted.fitting} of {plan.counted.weighed} excerpts begin and end where words do"
    return fitting + (f"; counted otherwise, {plan.counted.next_best}" if plan.counted.matters else "")
