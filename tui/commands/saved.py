"""`catena searches`: the searches that reviewers keep, and the log of what they looked for and why."""

from typing import TYPE_CHECKING, Any

import click

from store.errors import AnswerIsNo, UsageFault
from store.searches import LoggedSearch, SavedSearch
from tui.commands.group import Command
from tui.commands.output import one_line, say, say_json
from tui.commands.questions import own_slug, saved_search
from tui.commands.session import Session

if TYPE_CHECKING:
    from store.acts import Act


@click.command("searches", cls=Command)
@click.option("--rename", "renaming", nargs=2, metavar="NAME NEW", help="Give a saved search of yours another name.")
@click.option("--forget", "forgetting", default="", metavar="NAME", help="No longer offer a saved search of yours.")
@click.option("--log", "log_only", is_flag=True, help="Only the log.")
@click.pass_obj
def searches_command(session: Session, renaming: tuple[str, str] | None, forgetting: str, log_only: bool) -> None:
    """List the saved searches and the log of searches, or rename or forget a saved one.

    `catena search --save NAME` saves a search, `catena search --saved NAME` asks it again.
    """
    if renaming and forgetting:
        raise UsageFault("--rename and --forget are two acts: give one")
    if renaming or forgetting:
        _change(session, renaming, forgetting)
        return
    holdings = session.holdings
    saved = [] if log_only else [each for _, each in sorted(holdings.searches.items()) if each.kept]
    logged = sorted(holdings.logged.values(), key=lambda each: (str(each.when or ""), each.id))
    found: list[SavedSearch | LoggedSearch] = [*saved, *logged]
    for search in found:
        _tell(session, search)
    if not saved and not logged:
        raise AnswerIsNo("no search is saved or logged yet: `catena search QUERY --save NAME`, or `--log WHY`")


def _change(session: Session, renaming: tuple[str, str] | None, forgetting: str) -> None:
    from store.search_acts import forget_search, rename_search

    with session.writing() as writer:
        session.reviewer = writer.reviewer.id
        search = saved_search(session, renaming[0] if renaming else forgetting)
        if search.reviewer != own_slug(session):
            raise UsageFault(f"the search {search.name} is {search.reviewer}'s, and only they change it")
        act: Act = rename_search(session.holdings, search, renaming[1])[0] if renaming else forget_search(search)
        done = writer.perform(act)
    from store.holdings import holdings_after

    after = holdings_after(session.holdings, done.touched).searches[search.key]
    if session.as_json:
        say_json(_record(after))
    else:
        say(done.message)


def _tell(session: Session, search: SavedSearch | LoggedSearch) -> None:
    record = _record(search)
    if session.as_json:
        say_json(record)
        return
    where = "" if record["in"] == ["documents"] else f"  in {', '.join(record['in'])}"
    where += "  untagged" if record["untagged"] else ""
    where += "  in all parts" if record["everything"] else ""
    if isinstance(search, SavedSearch):
        say(f"{one_line(search.name)}  ({search.reviewer})")
        say(f"    {one_line(search.question.query)}{where}")
        if search.theme:
            say(f"    looking for {_theme(session, search.theme)}")
    else:
        day = f"{search.when:%Y-%m-%d}" if search.when is not None else "          "
        matches = f"{search.hits} match" if search.hits == 1 else f"{search.hits} matches"
        documents = f"{search.documents} document" if search.documents == 1 else f"{search.documents} documents"
        say(f"{day}  {search.id}  ({search.reviewer})  {matches} in {documents}")
        say(f"    {one_line(search.question.query)}{where}")
        say(f"    why: {one_line(search.why)}")
        if search.against:
            told = ", ".join(_theme(session, each) for each in search.against)
            say(f"    looking for counter-evidence to {told}")


def _theme(session: Session, theme: str) -> str:
    known = session.holdings.themes.get(theme)
    return one_line(known.name if known is not None else theme)


def _record(search: SavedSearch | LoggedSearch) -> dict[str, Any]:
    logged = isinstance(search, LoggedSearch)
    return {
        "kind": "logged" if logged else "saved",
        "search": search.id if isinstance(search, LoggedSearch) else search.slug,
        "name": "" if isinstance(search, LoggedSearch) else search.name,
        "query": search.question.query,
        "in": list(search.question.places),
        "untagged": search.question.untagged,
        "everything": search.question.everything,
        "reviewer": search.reviewer,
        "when": search.when if isinstance(search, LoggedSearch) else search.created,
        "why": search.why if isinstance(search, LoggedSearch) else "",
        "hits": search.hits if isinstance(search, LoggedSearch) else None,
        "documents": search.documents if isinstance(search, LoggedSearch) else None,
        "saved": search.saved if isinstance(search, LoggedSearch) else search.slug,
        "status": "" if isinstance(search, LoggedSearch) else search.status,
        "against": list(search.against) if isinstance(search, LoggedSearch) else [],
        "theme": "" if isinstance(search, LoggedSearch) else search.theme,
    }
