"""News: what others did since the reviewer last looked, read beside the event loop and shown as a list that leads to each.

What was shown counts as looked at from the next start on; until then the list keeps it, so that one can come back to it.
"""

import asyncio
from typing import TYPE_CHECKING

from store.errors import CatenaError
from store.git import Git
from themes.seeing import hidden_from, news_seen
from tui.places.place import Place
from tui.study import Study

if TYPE_CHECKING:
    from store.sharing.news import News
    from tui.screens.main import MainScreen


async def show(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Shows the news."""
    from tui.places.news import NewsPlace

    study = screen.study
    if study.snapshot is None:
        return
    try:
        study.news = (*await asyncio.to_thread(_look, study), *study.news)
    except CatenaError as error:
        screen.complain(error)
        return
    study.unread = 0
    place = await screen.go_to("news")
    assert isinstance(place, NewsPlace)
    place.show_news(study.news)
    screen.post_message(screen.Shared())


async def count_unread(study: Study) -> None:
    """Counts what the reviewer has not looked at; where that cannot be, nothing is said of it."""
    try:
        news, _ = await asyncio.to_thread(_unread, study)
    except CatenaError:
        news = []
    study.unread = len(news)


def _look(study: Study) -> "list[News]":
    """What is new, which from now on counts as looked at."""
    from store.sharing.visits import remember_visit

    assert study.snapshot is not None
    news, here = _unread(study)
    if here:
        remember_visit(study.snapshot.project, here)
    return sorted(news, key=lambda each: (each.reviewer, KINDS.index(each.kind) if each.kind in KINDS else len(KINDS)))


KINDS = ("conflict", "theme", "excerpt", "recode", "memo", "verdict", "round", "done")
"""The order in which one reads what a colleague did."""


def _unread(study: Study) -> "tuple[list[News], str]":
    """What others did since the last visit, as the reviewer may and wants to see it, and the commit where we are."""
    from store.sharing.visits import read_news

    assert study.snapshot is not None
    snapshot, held, me = study.snapshot, study.all_holdings, study.reader
    news, here = read_news(snapshot.project, Git(snapshot.project.root), held, me)
    seen = news_seen(news, snapshot.holdings, hidden_from(held, me))
    return [each for each in seen if each.reviewer not in study.hidden - {me}], here
