"""`catena quota …`: how many cases of each kind a study wants, beside how many there are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Group
from tui.commands.output import say, say_json, table
from tui.commands.session import Session
from tui.commands.theme_output import WHY

if TYPE_CHECKING:
    from store.quotas import Quota
    from themes.quota_table import Filled, QuotaTable


@click.group("quota", cls=Group)
def quota_command() -> None:
    """Say how many cases of each kind the study wants, and see how far that is."""


@quota_command.command("begin")
@click.argument("title", metavar="TITLE")
@click.option("--by", "keys", multiple=True, metavar="KEY", help="An attribute of cases; repeatable: layers.")
@click.option("--kind", default="participant", metavar="K", help="The kind of case that counts (default: participant).")
@WHY
@click.pass_obj
def quota_begin(session: Session, title: str, keys: Sequence[str], kind: str, why: str) -> None:
    """Begin a quota by attributes of cases, which need not be entered yet."""
    from store.quota_acts import begin_quota

    with session.writing() as writer:
        act, quota = begin_quota(session.holdings, title, keys, kind, why)
        done = writer.perform(act)
    if session.as_json:
        say_json({"quota": quota.id, "title": quota.title, "by": list(quota.by), "kind": quota.kind})
    else:
        say(done.message)


@quota_command.command("set")
@click.argument("quota", metavar="QUOTA")
@click.argument("values", metavar="VALUE...", nargs=-1, required=True)
@click.option("--target", type=click.IntRange(0), default=None, metavar="N", help="How many are wanted.")
@click.option("--declined", type=click.IntRange(0), default=None, metavar="N", help="How many people declined.")
@click.option("--note", default=None, metavar="N", help="What else is to be known of it.")
@click.option("--off", is_flag=True, help="Say nothing of these values any more.")
@WHY
@click.pass_obj
def quota_set(
    session: Session,
    quota: str,
    values: Sequence[str],
    target: int | None,
    declined: int | None,
    note: str | None,
    off: bool,
    why: str,
) -> None:
    """Say of a combination of values, one for each attribute in order, how many are wanted and how many declined."""
    from store.quota_acts import remove_cell, set_cell
    from store.quotas import cell_id

    if off and (target is not None or declined is not None or note is not None):
        raise UsageFault("--off goes with nothing else")
    with session.writing() as writer:
        known = find_quota(session, quota)
        act, after = remove_cell(known, values, why) if off else set_cell(known, values, target, declined, note, why)
        done = writer.perform(act)
    if session.as_json:
        cell = after.cells.get(cell_id(tuple(values)))
        say_json(
            {
                "quota": after.id,
                "values": list(values),
                "target": cell.target if cell else None,
                "declined": cell.declined if cell else 0,
            }
        )
    else:
        say(done.message)


@quota_command.command("show")
@click.argument("quota", metavar="[QUOTA]", default="")
@click.pass_obj
def quota_show(session: Session, quota: str) -> None:
    """Show each combination of values with how many are wanted, there, missing and declined; the empty ones too."""
    from themes.quota_table import quota_table

    quotas = [find_quota(session, quota)] if quota else list(session.holdings.quotas.values())
    if not quotas:
        raise AnswerIsNo("there is no quota yet: `catena quota begin TITLE --by KEY` begins one")
    for number, each in enumerate(sorted(quotas, key=lambda each: each.id)):
        made = quota_table(session.holdings, session.project.settings.attributes, each)
        if session.as_json:
            for row in made.rows:
                say_json(_about(each, row))
        else:
            if number:
                say("")
            _say(made)


def _say(made: "QuotaTable") -> None:
    say(f"{made.quota.title} ({made.quota.id})")
    say("")
    rows: list[Sequence[str]] = [(*made.heads, "wanted", "there", "missing", "declined")]
    for row in made.rows:
        wanted = "—" if row.target is None else str(row.target)
        rows.append((*row.values, wanted, str(len(row.cases)), str(row.missing or ""), str(row.declined or "")))
    blank = [""] * (len(made.heads) - 1)
    sums = [
        sum(each) for each in zip(*((row.target or 0, row.missing, row.declined) for row in made.rows), strict=True)
    ]
    asked, lacking, refused = sums or (0, 0, 0)
    rows.append(("total", *blank, str(asked), str(len(made.cases)), str(lacking or ""), str(refused or "")))
    table(rows, right=frozenset(range(len(made.heads), len(rows[0]))))
    say("")
    for sentence in made.basis:
        say(sentence)


def _about(quota: "Quota", row: "Filled") -> dict[str, Any]:
    return {
        "quota": quota.id,
        "by": list(quota.by),
        "values": list(row.values),
        "target": row.target,
        "there": len(row.cases),
        "missing": row.missing,
        "declined": row.declined,
        "cases": sorted(row.cases),
        "note": row.planned.note if row.planned else "",
    }


def find_quota(session: Session, wanted: str) -> "Quota":
    """The quota that a person means: by id or title."""
    from store.holdings import find_one

    try:
        return find_one("quota", wanted, session.holdings.quotas, lambda each: (each.title,))
    except UsageFault as fault:
        raise UsageFault(f"{fault.message}; `catena quota show` lists them") from None
