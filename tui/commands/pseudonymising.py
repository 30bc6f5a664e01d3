"""`catena pseudonymise`: names of the key give way to pseudonyms in texts, excerpts, notes, memos and the rest, as one act.

All of it is shown before anything is written. Earlier texts go to `private/`; what git has of them already is told, with the
remedy.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from tui.commands.group import Command
from tui.commands.names import key_of, replacing
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from search.pseudonymising import Pseudonymised
    from store.git import Git

SHOWN = 30
"""Names of a document that are listed for a person; JSON has them all."""


@click.command("pseudonymise", cls=Command)
@click.argument("wanted", metavar="[DOC]...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def pseudonymise_command(session: Session, wanted: Sequence[str], dry_run: bool, yes: bool) -> None:
    """Put pseudonyms in place of all names of the key, in texts too, in one step.

    Without DOC in all documents, and in your memos, notes, themes, cases, reviews and searches. Every excerpt is carried.
    """
    from contextlib import nullcontext

    from search.pseudonymising import as_one, plan_pseudonyms, unplaced_changes
    from store.holdings import read_holdings
    from store.private_texts import keep_privately
    from themes.seeing import reader_of

    key = key_of(session)
    with nullcontext() if dry_run else session.writing() as writer:
        on_disk = read_holdings(session.project)
        me = writer.reviewer.id if writer is not None else reader_of(session.project, on_disk, session.reviewer)
        known = [session.document(each).id for each in wanted] or sorted(on_disk.documents)
        documents = [on_disk.documents[each] for each in known]
        planned = list(plan_pseudonyms(session.project, on_disk, me, key, documents))
        others = [] if wanted else [change for act in replacing(session, me, key) for change in act.changes]
        others += unplaced_changes(on_disk, me, key)
        paths = sorted({change.path for change in others})
        if not planned and not others:
            raise AnswerIsNo("no name of the key stands where you can replace it")
        for each in planned:
            _tell(session, each, dry_run)
        if paths and not session.as_json:
            say(f"also in {len(paths)} other files: {', '.join(paths[:5])}{' …' if len(paths) > 5 else ''}")
        for each in planned:
            if key.in_path(f"{each.document.id}.txt"):
                session.note(
                    f"the id {each.document.id} holds a name of the key and stays: add the text anew under another id"
                )
        if writer is None:
            return
        _ask(session, planned, len(paths), yes)
        for each in planned:
            keep_privately(session.project, each.plan.kept)
        writer.perform(as_one(planned, others))
        committed = [each.document.path for each in planned if _is_committed(writer.git, each.document.path)]
    if committed:
        _warn(session, len(committed))


def _tell(session: Session, each: "Pseudonymised", dry_run: bool) -> None:
    from search.carrying import counts
    from search.updating import told
    from tui.commands.updating import about_carried, visible

    found = visible(session, each.plan)
    if session.as_json:
        names = [{"text": words, "pseudonym": name, "count": n} for (words, name), n in sorted(each.replaced.items())]
        about: dict[str, Any] = {"document": each.document.id, "status": "would be updated" if dry_run else "updated"}
        say_json(about | {"names": names, "counts": counts(found), "excerpts": [about_carried(one) for one in found]})
        return
    excerpts = told(counts(found))
    say(f"{each.document.id}  {_count(each.replaced)}{f'; excerpts: {excerpts}' if excerpts else ''}")
    listed = each.replaced.most_common()
    for (words, pseudonym), number in listed[:SHOWN]:
        say(f"    {number:>4}  {one_line(words)}  ->  {one_line(pseudonym)}")
    if len(listed) > SHOWN:
        say(f"          and {len(listed) - SHOWN} more")


def _count(replaced: "Counter[tuple[str, str]]") -> str:
    return f"{replaced.total()} name{'s' * (replaced.total() != 1)}"


def _ask(session: Session, planned: "Sequence[Pseudonymised]", others: int, yes: bool) -> None:
    """Raises UsageFault where nobody can be asked, AnswerIsNo where the answer is no."""
    what = f"{len(planned)} document{'s' * (len(planned) != 1)} and {others} other file{'s' * (others != 1)}"
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageFault(f"{what}: nothing was written; --yes does it without asking")
    if not click.confirm(f"Put pseudonyms there, in {what}?", default=False, err=True):
        raise AnswerIsNo("nothing was written")


def _is_committed(git: "Git", path: str) -> bool:
    """Whether git's history has the file already."""
    return bool(git.run("log", "--format=%H", "-n", "1", "--all", "--", path, may_fail=True).strip())


def _warn(session: Session, texts: int) -> None:
    from store.git import Git

    shared = bool(Git(session.project.root).run("remote", may_fail=True).strip())
    many = f"{texts} text{'s' * (texts != 1)}"
    session.note(f"git's history still holds the names in {many}, as they were committed before")
    if shared:
        session.note(
            "this project has been shared: whoever has a clone has them too; agree with them on a new project that "
            "begins from these files"
        )
    else:
        session.note("as it has not been shared yet, its history can begin anew: docs/commands.md says how")
