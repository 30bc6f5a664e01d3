"""`catena news`: what others did since one last looked, each with the id that leads to it."""

from itertools import groupby

import click

from store.errors import AnswerIsNo
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.session import Session


@click.command("news", cls=Command)
@click.option("--since", default="", metavar="COMMIT", help="Since this commit, instead of your last visit.")
@click.option("--keep", is_flag=True, help="Tell the same next time.")
@click.pass_obj
def news_command(session: Session, since: str, keep: bool) -> None:
    """Tell what others did since you last looked: tags, themes, memos, verdicts."""
    from store.git import Git
    from store.reviewers import reviewer_here
    from store.sharing.visits import read_news, remember_visit
    from themes.seeing import news_seen

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
    ordered = sorted(news, key=lambda each: each.reviewer)
    for reviewer, theirs in groupby(ordered, key=lambda each: each.reviewer):
        say(one_line(reviewer or "somebody"))
        for each in theirs:
            where = f"  ({each.document})" if each.document else ""
            say(f"  {each.kind:<9} {each.id:<12} {one_line(each.what)}{where}")
