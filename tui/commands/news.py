"""`catena news`: what others did since one last looked, each with the id that leads to it.

Who looks for the first time has everything before them as it is, and gets numbers instead of a list of all that was ever done.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

import click

from store.errors import AnswerIsNo
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.sharing.news import News


@click.command("news", cls=Command)
@click.option("--since", default="", metavar="COMMIT", help="Since this commit, instead of your last visit.")
@click.option("--keep", is_flag=True, help="Tell the same next time.")
@click.pass_obj
def news_command(session: Session, since: str, keep: bool) -> None:
    """Tell what others did since you last looked: tags, themes, memos, verdicts."""
    from store.git import Git
    from store.reviewers import reviewer_here
    from store.sharing.visits import last_visit, read_news, remember_visit
    from themes.seeing import news_seen

    is_first = not since and not last_visit(session.project)
    me = session.reviewer or reviewer_here(session.project)
    news, here = read_news(session.project, Git(session.project.root), session.holdings, me, since)
    news = news_seen(news, session.holdings, session.hidden)
    if not keep and not since and here:
        remember_visit(session.project, here)
    if not news:
        raise AnswerIsNo("there is nothing new")
    if session.as_json:
        for each in news:
            say_json(
                {
                    "kind": each.kind,
                    "id": each.id,
                    "reviewer": each.reviewer,
                    "document": each.document,
                    "what": each.what,
                    "path": each.path,
                }
            )
        return
    for reviewer, theirs in groupby(sorted(news, key=lambda each: each.reviewer), key=lambda each: each.reviewer):
        say(one_line(reviewer or "somebody"))
        for line in _numbers(theirs) if is_first else map(_line, theirs):
            say(f"  {line}")
    if is_first:
        session.note(
            "you look for the first time: from now on it is a list; `catena news --since COMMIT` lists from anywhere"
        )


def _numbers(news: "Iterable[News]") -> list[str]:
    counted = Counter(each.kind for each in news)
    return [f"{kind:<9} {number}" for kind, number in sorted(counted.items())]


def _line(each: "News") -> str:
    where = f"  ({each.document})" if each.document else ""
    return f"{each.kind:<9} {each.id:<12} {one_line(each.what)}{where}"
