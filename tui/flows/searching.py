"""What is done with a search after a question: narrow it by a facet, order it, recall one, save it, write it into the log."""

from typing import TYPE_CHECKING, Literal

from search.facets import Facet, facet_keys, facets_in, tagged_documents
from search.hits import Found
from search.query import QueryFault, parse_query
from search.wording import narrowed, worded
from store.errors import CatenaError, UsageFault
from store.query_history import earlier_queries
from store.search_acts import log_search, save_search
from store.searches import PLACES, LoggedSearch, Question
from store.writer import Done
from tui.finder import Order
from tui.places.search_acts import SearchActs
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt
from tui.screens.prompt import Question as Line

if TYPE_CHECKING:
    from search.engine import Searcher
    from tui.screens.main import MainScreen

What = Literal["facets", "order", "recall", "save", "log"]
ORDERS: dict[Order, str] = {
    "document": "by document, in order of place",
    "left": "by the words to the left of the hit",
    "right": "by the words to the right of the hit",
    "rank": "best passages first",
}


async def carry_out(screen: "MainScreen", place: SearchActs, what: What) -> Done | None:
    """Does what is wanted with the search of the place; None where it was left, could not be done, or was no act."""
    query = place.asked
    try:
        match what:
            case "facets":
                await _narrow(screen, place, query)
            case "order":
                await _order(screen, place)
            case "recall":
                await _recall(screen, place)
            case "save":
                return await _save(screen, query)
            case "log":
                return await _log(screen, query)
    except CatenaError as error:
        screen.complain(error)
    return None


async def _narrow(screen: "MainScreen", place: SearchActs, query: str) -> None:
    """Lets the reviewer choose a value among those that the hits have, and adds it to the query."""
    snapshot = screen.study.snapshot
    assert screen.finder is not None
    assert snapshot is not None
    holdings = snapshot.holdings
    base = _whole(query)
    screen.tell("counting …")

    def count(searcher: "Searcher") -> list[tuple[str, Facet]]:
        spread = searcher.spread(base, apart=tagged_documents(holdings))
        return [(key, facet) for key in facet_keys(holdings) for facet in facets_in(spread, holdings, key)]

    facets = [(key, facet) for key, facet in await screen.finder.ask(count) if facet.query]
    screen.tell("")
    choices = [
        Choice(
            facet.query,
            f"{key} {facet.value}",
            (
                (f"{key.removeprefix('case.'):<12.12} ", "dim"),
                (f"{facet.hits:>6} ", "match"),
                (facet.value, ""),
            ),
            f"{_count(facet.hits, 'hit')} in {_count(facet.documents, 'document')}: {narrowed(base, facet.query)}",
        )
        for key, facet in facets
    ]
    chosen = await screen.app.push_screen_wait(Chooser("Narrow the search to", choices, nothing="no value fits"))
    if chosen:
        place.ask(narrowed(base, chosen))


def _whole(query: str) -> str:
    """A query as it is understood while it is typed, in words that mean the same wherever something is added behind them."""
    typed = parse_query(query, typing=True)
    try:
        return query if parse_query(query) == typed else worded(typed)
    except QueryFault:
        return worded(typed)


async def _order(screen: "MainScreen", place: SearchActs) -> None:
    choices = [Choice(order, words, ((words, ""),)) for order, words in ORDERS.items()]
    here = list(ORDERS).index(place.order)
    chosen = await screen.app.push_screen_wait(Chooser("List the hits", choices, index=here))
    for order in ORDERS:
        if order == chosen:
            place.order_by(order)
            screen.tell(f"hits {ORDERS[order]}")


async def _recall(screen: "MainScreen", place: SearchActs) -> None:
    snapshot = screen.study.snapshot
    assert snapshot is not None
    choices: dict[str, Choice] = {}

    def offer(query: str, kind: str, name: str, about: str) -> None:
        shown = ((f"{kind:<8} ", "dim"), (name, "strong"), (f"  {query}" if name != query else "", ""))
        choices.setdefault(query, Choice(query, f"{name} {query}", shown, about))

    for saved in sorted(snapshot.holdings.searches.values(), key=lambda each: each.name.casefold()):
        question = saved.question
        if saved.kept and question.places[:1] == PLACES[:1]:
            beside = ", ".join(question.places[1:])
            about = f"saved by {saved.reviewer}" + (f"; the command searches {beside} too" if beside else "")
            offer(question.query, "saved", saved.name, about)
    logged = sorted(snapshot.holdings.logged.values(), key=lambda each: str(each.when or ""))
    about_logged = {each.question.query: _about(each) for each in logged}
    for query in earlier_queries(snapshot.project):
        offer(query, "earlier", query, about_logged.get(query, "asked here before"))
    for query, about in reversed(about_logged.items()):
        offer(query, "logged", query, about)
    if not choices:
        raise UsageFault("no search was saved, logged or made here yet")
    chosen = await screen.app.push_screen_wait(Chooser("Search again for", list(choices.values())))
    if chosen:
        place.ask(chosen)


def _about(entry: LoggedSearch) -> str:
    day = f"{entry.when:%Y-%m-%d}: " if entry.when is not None else ""
    return f"in the log, {day}{_count(entry.hits, 'hit')}. {entry.why}"


async def _save(screen: "MainScreen", query: str) -> Done | None:
    snapshot = screen.study.snapshot
    assert snapshot is not None
    parse_query(query)
    about = f"What is saved is the question: {query}"
    answers = await screen.app.push_screen_wait(Prompt("Save this search", [Line("Name")], about=about))
    if answers is None:
        return None
    return await screen.study.perform(
        lambda holdings: save_search(holdings, snapshot.reviewer, answers[0], Question(query))[0]
    )


async def _log(screen: "MainScreen", query: str) -> Done | None:
    """Asks why, and writes down how much the query finds as it stands: its last word is no beginning any more."""
    snapshot = screen.study.snapshot
    assert screen.finder is not None
    assert snapshot is not None
    found: Found = await screen.finder.ask(lambda searcher: searcher.find(query, limit=0))
    heading = f"Write into the log: {_count(found.total, 'hit')} in {_count(found.documents, 'document')}"
    about = f"The query, and what you looked for: {query}"
    answers = await screen.app.push_screen_wait(Prompt(heading, [Line("Why")], about=about))
    if answers is None:
        return None
    kept = snapshot.holdings.searches.values()
    mine = (each for each in kept if each.kept and each.reviewer == snapshot.reviewer)
    saved = next((each.slug for each in mine if each.question == Question(query)), "")
    return await screen.study.perform(
        lambda holdings: log_search(
            holdings, snapshot.reviewer, Question(query), answers[0], found.total, found.documents, saved
        )[0]
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
