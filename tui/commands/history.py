"""`catena log`, `catena undo`, `catena redo`: what was done, and taking it back.

The history is git's. A thing's history is every commit that touched its file; for a document also those that tagged it, for a
theme those that gave it to an excerpt, took it off or looked for what speaks against it. An excerpt's are those that name it.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo, GitFault, UsageFault
from tui.commands.group import Command
from tui.commands.output import say, say_json
from tui.commands.session import Session, theme_names

if TYPE_CHECKING:
    from store.git import Commit, Git
    from store.writer import Done, Writer

EXCERPT_ID = re.compile(r"e[0-9a-z]{10}")


@click.command("log", cls=Command)
@click.argument("thing", metavar="[THING]", required=False)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The newest N alone.")
@click.option("--versions", is_flag=True, help="Each version of THING itself, with what changed, word by word.")
@click.pass_obj
def log_command(session: Session, thing: str | None, limit: int | None, versions: bool) -> None:
    """Tell what was done, newest first: in the project, or to a document, theme, excerpt, memo or case."""
    from store.git import Git

    if versions:
        from tui.commands.thing_versions import tell_versions

        if not thing:
            raise UsageFault("--versions needs a THING, as in `catena log THEME --versions`")
        tell_versions(session, thing, limit)
        return

    git = Git(session.project.root)
    if git.folder() is None:
        raise GitFault("this folder is no git repository, so it has no history: `git init` in it begins one")
    commits = git.log(limit=0 if thing else limit or 0)
    if thing:
        about = _commits_about(session, git, thing)
        commits = [commit for commit in commits if commit.id in about]
    if not commits:
        raise AnswerIsNo("nothing was committed yet")
    tell(session, commits[:limit])


def _commits_about(session: Session, git: "Git", thing: str) -> set[str]:
    """The ids of the commits about all that `thing` means: a document and its case often share an id.

    An excerpt that was removed still has its history. Raises UsageFault where `thing` means nothing, or two of a kind.
    """
    from store.holdings import candidates

    held = session.holdings
    documents = candidates(thing, held.documents, lambda each: (each.title, each.path))
    themes = candidates(thing, held.themes, theme_names(held.themes))
    excerpts = set(candidates(thing, held.excerpts, lambda _: ()))
    if not excerpts and EXCERPT_ID.fullmatch(thing):
        excerpts = {thing}
    memos = candidates(thing, held.memos, lambda each: (each.title, each.path))
    cases = candidates(thing, held.cases, lambda each: (each.name, *each.aliases))
    for kind, found in (("document", documents), ("theme", themes), ("excerpt", excerpts), ("memo", memos)):
        if len(found) > 1:
            raise UsageFault(f"{thing!r} can mean more than one {kind}: {', '.join(sorted(found)[:8])}")
    about: set[str] = set()
    for key, document in documents.items():
        tagged = [path for path in session.project.files("excerpts", ".toml") if path.endswith(f"/{key}.toml")]
        about |= git.ids_touching([f"documents/{key}.toml", document.path, *tagged])
    for key in themes:
        about |= git.ids_touching([f"themes/{key}.toml"]) | git.ids_touching(
            ["excerpts", "memos", "searches"], mention=key
        )
    for key in excerpts:
        about.update(commit.id for commit in git.log(grep=key))
    for memo in memos.values():
        about |= git.ids_touching([memo.path])
    for key in cases:
        about |= git.ids_touching([f"cases/{key}.toml"])
    if not about:
        raise UsageFault(f"there is no document, theme, excerpt, memo or case {thing!r}")
    return about


def tell(session: Session, commits: "Iterable[Commit]") -> None:
    """Each commit as a line with what it says below it."""
    for commit in commits:
        subject, _, rest = commit.message.partition("\n")
        if session.as_json:
            say_json(
                {
                    "commit": commit.id,
                    "when": commit.when,
                    "who": commit.who,
                    "message": subject,
                    "why": rest.strip(),
                }
            )
            continue
        say(f"{commit.when[:10]} {commit.when[11:16]}  {commit.id[:7]}  {commit.who}  {subject}")
        for line in rest.strip().split("\n") if rest.strip() else ():
            say(f"    {line}".rstrip())


@click.command("undo", cls=Command)
@click.argument("act", metavar="[ACT]", required=False, default="")
@click.option(
    "--list", "listing", is_flag=True, help="Only list the acts, newest first: done, undone, what stands in the way."
)
@click.pass_obj
def undo_command(session: Session, act: str, listing: bool) -> None:
    """Take back your last act, or an earlier one by its id; `catena redo` does it again."""
    with session.writing() as writer:
        if listing:
            _list_acts(session, writer)
            return
        if not writer.undoable():
            raise AnswerIsNo("there is nothing to undo")
        if act and act not in {each.id for each in writer.acts()}:
            raise UsageFault(f"there is no act {act!r} of yours to take back; `catena undo --list` lists them")
        done = writer.undo(act)
    _say_done(session, done)


def _list_acts(session: Session, writer: "Writer") -> None:
    """Every act of this machine as the list of acts in the app has it: whether it is done, and whether that can be changed."""
    listed = writer.listed()
    if not listed:
        raise AnswerIsNo("nothing was done here yet, or it was long ago: `catena log` has it all")
    for each in listed:
        subject = each.act.message.partition("\n")[0]
        obstacle = writer.obstacle(each)
        state = "done" if each.done else "undone"
        if session.as_json:
            files = [change.path for change in each.act.changes]
            about = {"act": each.tip, "message": subject, "files": files, "state": state, "obstacle": obstacle}
            say_json(about | {"reviewer": each.act.reviewer, "when": each.when})
        else:
            say(f"{each.tip}  {each.when[:16].replace('T', ' ')}  {state:<6}  {subject}")
            if obstacle:
                say(f"    stays {state}: {obstacle}")


@click.command("redo", cls=Command)
@click.argument("act", metavar="[ACT]", required=False, default="")
@click.pass_obj
def redo_command(session: Session, act: str) -> None:
    """Do again what was undone last, or an undone act by its id."""
    with session.writing() as writer:
        if not writer.redoable():
            raise AnswerIsNo("there is nothing to redo")
        if act and all(each.tip != act or each.done or not each.within_reach for each in writer.listed()):
            raise UsageFault(f"there is no act {act!r} to do again; `catena undo --list` lists them")
        done = writer.redo(act)
    _say_done(session, done)


def _say_done(session: Session, done: "Done") -> None:
    if session.as_json:
        say_json({"act": done.act, "message": done.message, "files": [each.path for each in done.touched]})
    else:
        say(done.message)
