"""`catena memo log|diff|restore`: the versions of a memo, what changed between two, and bringing one back."""

from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo, UsageFault
from store.git import Git
from store.memos import Memo, memo_text
from tui.commands.group import Command
from tui.commands.memo_writing import say_done
from tui.commands.output import say_json, say_verbatim
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.versions import Version


@click.command("log", cls=Command)
@click.argument("wanted", metavar="[MEMO]", required=False)
@click.pass_obj
def memo_log(session: Session, wanted: str | None) -> None:
    """Tell the versions of a memo, or what was written in all of them, and when, newest first."""
    from tui.commands.history import tell

    git = Git(session.project.root)
    if not wanted:
        tell(session, git.log(["memos"]))
        return
    from store.git import Commit

    listed = _versions(session, git, wanted)[1]
    whys = {version.commit: f"{version.message}\n\n{version.why}".strip() for version in listed}
    tell(session, [Commit(each.commit, each.when, each.who, whys[each.commit]) for each in listed])


def _versions(session: Session, git: Git, wanted: str) -> tuple[Memo | None, "list[Version]"]:
    """The memo that is meant, None where it is not here any more, and its versions; raises UsageFault where there is none."""
    from store.holdings import candidates
    from store.versions import gone_memo, memo_versions

    held = session.holdings.memos
    if not candidates(wanted, held, lambda each: (each.title, each.path)):
        path = gone_memo(git, wanted) if wanted.isalnum() else ""
        listed = memo_versions(git, path, wanted) if path else []
        if listed:
            return None, listed
    memo = session.memo(wanted)
    listed = memo_versions(git, memo.path, memo.id)
    if not listed:
        raise AnswerIsNo("nothing of it was committed yet")
    return memo, listed


def one_of(versions: "list[Version]", wanted: str) -> "Version":
    """The version of this commit, by as much of its id as is enough; raises UsageFault where that is none or several."""
    found = [each for each in versions if each.commit.startswith(wanted)] if len(wanted) > 3 else []
    if len(found) != 1:
        known = ", ".join(each.commit[:7] for each in versions[:8])
        raise UsageFault(f"{wanted!r} is no version of it; there are: {known}")
    return found[0]


@click.command("diff", cls=Command)
@click.argument("wanted", metavar="MEMO")
@click.argument("first", metavar="[FROM]", required=False, default="")
@click.argument("second", metavar="[TO]", required=False, default="")
@click.pass_obj
def memo_diff(session: Session, wanted: str, first: str, second: str) -> None:
    """Show word by word what changed between two versions of a memo.

    By default from the version before the last to the memo as it is now.
    """
    from store.word_changes import marked, word_changes

    git = Git(session.project.root)
    memo, listed = _versions(session, git, wanted)
    now = memo_text(memo) if memo else listed[0].text
    older = [each for each in listed if each.text != now]
    if first:
        before = one_of(listed, first).text
    elif older:
        before = older[0].text
    else:
        raise AnswerIsNo("there is one version alone")
    changes = word_changes(before, one_of(listed, second).text if second else now)
    if session.as_json:
        said = [{"change": what, "text": text} for what, text in changes]
        say_json({"memo": memo.id if memo else wanted, "from": before, "changes": said})
    else:
        say_verbatim(marked(changes).rstrip("\n") + "\n")


@click.command("restore", cls=Command)
@click.argument("wanted", metavar="MEMO")
@click.argument("version", metavar="VERSION")
@click.option("--paragraph", type=click.IntRange(min=1), metavar="N", help="Bring back one paragraph of it alone.")
@click.option("--copy", "as_copy", is_flag=True, help="Make a new memo of yours of it, which answers that one.")
@click.pass_obj
def memo_restore(session: Session, wanted: str, version: str, paragraph: int | None, as_copy: bool) -> None:
    """Bring back a version of a memo of yours, or a paragraph of one; `catena undo` takes it back.

    A colleague's memo stays as it is: `--copy` makes a memo of yours of its version.
    """
    from store.bringing_back import bring_back, copied, old_memo

    with session.writing() as writer:
        memo, listed = _versions(session, writer.git, wanted)
        chosen = one_of(listed, version)
        path = memo.path if memo else listed[0].path
        old = memo or old_memo(chosen, path)
        if as_copy:
            act, changed = copied(session.holdings, writer.reviewer.id, old, chosen, paragraph or 0)
        elif old.reviewer != writer.reviewer.id:
            raise UsageFault(
                f"the memo {old.id} is {old.reviewer}'s, and each reviewer writes in their own alone; "
                f"`catena memo restore {old.id} {chosen.commit[:7]} --copy` makes a memo of yours of this version"
            )
        else:
            act, changed = bring_back(memo, chosen, path, paragraph or 0)
        writer.perform(act)
    say_done(session, changed)
