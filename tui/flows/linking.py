"""Following links: from a memo to what it names, from a thing to the memos that name it, and those of other programs."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import FileFault
from store.holdings import Holdings
from store.links import Backlink, Goal, backlinks, goals_of, links_of, resolve
from store.memos import Memo
from store.project import Project
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.widgets.row_list import Pieces

if TYPE_CHECKING:
    from store.exchange.kept import KeptLink
    from tui.screens.main import MainScreen


@dataclass(frozen=True)
class Way:
    """One line of the list: what it leads to, None where it leads nowhere, with how it looks."""

    goal: Goal | None
    pieces: Pieces
    place: tuple[int, int] | None = None
    """In a memo, the place of its text where the link stands."""


async def links(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Lists the links from and to what is looked at, and follows the one that is chosen."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    things = screen.place.things_here()
    kept = await asyncio.to_thread(_kept_links, snapshot.project)
    ways = [*ways_from(snapshot.holdings, things), *ways_kept(snapshot.holdings, kept, things)]
    if not ways:
        screen.tell("no memo names this yet: m writes one")
        return
    choices = [
        Choice(str(number), "".join(text for text, _ in each.pieces), each.pieces) for number, each in enumerate(ways)
    ]
    chosen = await screen.app.push_screen_wait(Chooser("Links: Enter follows", choices))
    if chosen:
        way = ways[int(chosen)]
        await follow(screen, way.goal, way.place)


def ways_from(holdings: Holdings, things: tuple[tuple[str, str], ...]) -> list[Way]:
    """Of a memo what it links to, the broken links first; of all things the memos that name them, the last first."""
    ways: list[Way] = []
    named = backlinks(holdings)
    for kind, key in things:
        if kind == "memo" and key in holdings.memos:
            ways += _out_of(holdings, holdings.memos[key])
    seen: set[str] = set()
    for thing in things:
        for each in reversed(named.get(thing, ())):
            if each.memo.id not in seen:
                seen.add(each.memo.id)
                ways.append(_back(each, thing))
    return ways


def _kept_links(project: Project) -> list["KeptLink"]:
    """The links of other programs; none where their file cannot be read, which the list of faults names."""
    from store.exchange.kept import kept_links

    try:
        return list(kept_links(project))
    except FileFault:
        return []


def ways_kept(holdings: Holdings, links: Iterable["KeptLink"], things: tuple[tuple[str, str], ...]) -> list[Way]:
    """The links of other programs that begin or end at one of the things, apart from those that a memo's head says too."""
    ways: list[Way] = []
    here = {f"{kind}:{key}" for kind, key in things}
    for link in links:
        for one, other, arrow in ((link.origin, link.target, "to    "), (link.target, link.origin, "from  ")):
            goal = resolve(holdings, other)
            if one in here and goal is not None and "memo" not in (goal.kind, one.partition(":")[0]):
                named = (f"  {link.name}", "dim") if link.name else ("", "")
                ways.append(
                    Way(goal, ((arrow, "match"), (f"{goal.kind:<9}", "dim"), (_called(holdings, goal), ""), named))
                )
    return ways


def _out_of(holdings: Holdings, memo: Memo) -> list[Way]:
    broken = [link for link in links_of(memo.body) if resolve(holdings, link.goal) is None]
    ways = [
        Way(None, (("broken  ", "warn"), (f"[[{link.goal}]]", ""), ("  there is nothing of this id", "dim")))
        for link in broken
    ]
    seen: set[Goal] = set()
    for goal, _ in goals_of(holdings, memo):
        if goal not in seen:
            seen.add(goal)
            ways.append(Way(goal, (("to    ", "dim"), (f"{goal.kind:<9}", "dim"), (_called(holdings, goal), ""))))
    return ways


def _called(holdings: Holdings, goal: Goal) -> str:
    if goal.kind == "excerpt":
        excerpt = holdings.excerpts[goal.id]
        return f"{excerpt.document}: {' '.join(excerpt.text.split())}"
    return goal.name


def _back(found: Backlink, thing: tuple[str, str]) -> Way:
    memo = found.memo
    how = "answers it" if thing == ("memo", memo.reply_to) else f"names the {thing[0]}"
    place = (found.links[0].start, found.links[0].end) if found.links else None
    when = f"{memo.created:%Y-%m-%d}" if memo.created else ""
    pieces = (("from  ", "match"), ("memo     ", "dim"), (memo.title, ""), (f"  {memo.reviewer} {when}, {how}", "dim"))
    return Way(Goal("memo", memo.id, memo.title), pieces, place)


async def follow_here(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Follows the link at the cursor of the memo that is read."""
    from tui.places.memos import MemosPlace

    snapshot, place = screen.study.snapshot, screen.place
    assert snapshot is not None
    if isinstance(place, MemosPlace) and place.link_here is not None:
        await follow(screen, resolve(snapshot.holdings, place.link_here.goal))


async def follow(screen: "MainScreen", goal: Goal | None, place: tuple[int, int] | None = None) -> None:
    """Shows what a link leads to."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    held = snapshot.holdings
    match goal:
        case None:
            screen.tell("this link leads nowhere: there is nothing of this id")
        case Goal("excerpt", key, _):
            screen.place.want_excerpt(held.excerpts[key])
        case Goal("document", key, _):
            await screen.on_place_document_wanted(Place.DocumentWanted(key))
        case Goal("memo", key, _):
            await screen.on_place_memo_read(Place.MemoRead(key, *(place or (0, None))))
        case Goal("theme", key, _):
            from tui.places.themes import ThemesPlace

            themes = await screen.go_to("themes")
            assert isinstance(themes, ThemesPlace)
            themes.show_theme(held.standing_for(key))
        case Goal("search", key, _):
            from tui.places.search import SearchPlace

            search = await screen.go_to("search")
            assert isinstance(search, SearchPlace)
            search.ask_question(held.searches[key].question)
        case Goal("case", key, name):
            documents = [each.id for each in held.documents.values() if key in each.cases]
            if documents:
                await screen.on_place_document_wanted(Place.DocumentWanted(documents[0]))
            screen.tell(f"the case {name}" + ("" if documents else ": it has no document"))
