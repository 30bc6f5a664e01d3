"""What is done with a search after a question: where to look, narrow it by a facet, order it, recall one, save it, log it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from search.facets import Facet, facet_keys, facets_in, tagged_documents
from search.query import QueryFault, parse_query
from search.wording import narrowed, worded
from store.codebook import Theme
from store.errors import CatenaError, UsageFault
from store.query_history import earlier_queries
from store.search_acts import log_search, save_search
from store.searches import LoggedSearch, Question
from store.writer import Done
from themes.counter_evidence import unlooked
from themes.wanted import run_of
from tui.finder import Order
from tui.flows.rounds import theme_entries
from tui.places.place import Place
from tui.places.search_acts import SearchActs
from tui.scope import CHOICES, DOCUMENTS, scope_of
from tui.screens.checklist import Checklist
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt
from tui.screens.prompt import Question as Line

if TYPE_CHECKING:
    from search.engine import Searcher
    from tui.screens.main import MainScreen

What = Literal["scope", "facets", "order", "recall", "save", "log"]
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
            case "scope":
                await _choose_scope(screen, place)
            case "facets":
                await _narrow(screen, place, query)
            case "order":
                await _order(screen, place)
            case "recall":
                await _recall(screen, place)
            case "save":
                return await _save(screen, place.question)
            case "log":
                return await _log(screen, place)
    except CatenaError as error:
        screen.complain(error)
    return None


async def _choose_scope(screen: "MainScreen", place: SearchActs) -> None:
    about = {"documents, in all parts": "also in tables, references and other regions that are left out of search"}
    choices = [Choice(name, name, ((name, ""),), about.get(name, "")) for name in CHOICES]
    scopes, now = list(CHOICES.values()), replace(place.scope, untagged=False)
    here = scopes.index(now) if now in scopes else 0
    chosen = await screen.app.push_screen_wait(Chooser("Search in", choices, index=here))
    if chosen:
        scope = CHOICES[chosen]
        place.look_in(replace(scope, untagged=place.scope.untagged and scope.places == DOCUMENTS))


async def _narrow(screen: "MainScreen", place: SearchActs, query: str) -> None:
    """Lets the reviewer choose a value among those that the hits have, and adds it to the query."""
    snapshot = screen.study.snapshot
    assert screen.finder is not None
    assert snapshot is not None
    holdings = snapshot.holdings
    base = _whole(query)
    screen.tell("counting …")

    def count(searcher: "Searcher") -> list[tuple[str, Facet]]:
        scope = place.scope
        apart = tagged_documents(holdings)
        spread = searcher.spread(base, apart=apart, untagged=scope.untagged, everything=scope.everything)
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
    choices: dict[Question, Choice] = {}

    def offer(question: Question, kind: str, name: str, about: str) -> None:
        query, where = question.query, scope_of(question).words
        shown = ((f"{kind:<8} ", "dim"), (name, "strong"), (f"  {query}" if name != query else "", ""))
        beside = ((f"  in {where}" if question.places != DOCUMENTS else f"  {where}", "dim"),) if where else ()
        key = str(len(choices))
        choices.setdefault(question, Choice(key, f"{name} {query} {where}", (*shown, *beside), about))

    for saved in sorted(snapshot.holdings.searches.values(), key=lambda each: each.name.casefold()):
        if saved.kept:
            offer(saved.question, "saved", saved.name, f"saved by {saved.reviewer}")
    logged = sorted(snapshot.holdings.logged.values(), key=lambda each: str(each.when or ""))
    about_logged = {each.question: _about(each) for each in logged}
    for query in earlier_queries(snapshot.project):
        question = Question(query)
        offer(question, "earlier", query, about_logged.get(question, "asked here before"))
    for question, about in reversed(about_logged.items()):
        offer(question, "logged", question.query, about)
    if not choices:
        raise UsageFault("no search was saved, logged or made here yet")
    chosen = await screen.app.push_screen_wait(Chooser("Search again for", list(choices.values())))
    for question, choice in choices.items():
        if choice.key == chosen:
            place.ask_question(question)


def _about(entry: LoggedSearch) -> str:
    day = f"{entry.when:%Y-%m-%d}: " if entry.when is not None else ""
    return f"in the log, {day}{_count(entry.hits, 'hit')}. {entry.why}"


async def _save(screen: "MainScreen", question: Question) -> Done | None:
    snapshot = screen.study.snapshot
    assert snapshot is not None
    parse_query(question.query)
    sought = await _choose_theme(screen, "Save this search. It looks for the theme")
    if sought is None:
        return None
    about = f"What is saved is the question: {question.query}"
    answers = await screen.app.push_screen_wait(Prompt("Save this search", [Line("Name")], about=about))
    if answers is None:
        return None
    return await screen.study.perform(
        lambda holdings: save_search(holdings, snapshot.reviewer, answers[0], question, *sought)[0]
    )


async def run(screen: "MainScreen", wanted: Place.FlowWanted) -> None:
    """Lists the untagged hits of all searches that are saved for a theme, which `T` tags with from then on."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    question = run_of(snapshot.holdings, wanted.theme)
    if question is None:
        name = snapshot.holdings.themes[wanted.theme].name
        screen.complain(UsageFault(f"no search is saved for {name}: in Search S saves one for a theme"))
        return
    place = await screen.go_to("search")
    assert isinstance(place, SearchActs)
    if snapshot.holdings.themes[wanted.theme].active:
        screen.study.used((wanted.theme,))
    place.ask_question(question)
    screen.tell("what is saved for the theme and still untagged; T tags with it")


NO_THEME, SEVERAL = "-", "+"


async def _log(screen: "MainScreen", place: SearchActs) -> Done | None:
    """Asks what for and why, and writes down how much the query finds as it stands: its last word is no beginning any more."""
    snapshot, question = screen.study.snapshot, place.question
    assert screen.finder is not None
    assert snapshot is not None
    found, noted = await place.answer_to(question.query, typing=False)
    total = found.total + len(noted)
    counted = f"{_count(total, 'hit')} in {_count(found.documents, 'document')}"
    heading = f"Write into the log: {counted}. Looked for counter-evidence to"
    against = await _choose_theme(screen, heading, several=True)
    if against is None:
        return None
    about = f"The query, and what you looked for: {question.query}"
    if against:
        about = f"Counter-evidence to {', '.join(each.name for each in against)}: {question.query}"
    answers = await screen.app.push_screen_wait(Prompt(f"Write into the log: {counted}", [Line("Why")], about=about))
    if answers is None:
        return None
    kept = snapshot.holdings.searches.values()
    mine = (each for each in kept if each.kept and each.reviewer == snapshot.reviewer)
    saved = next((each.slug for each in mine if each.question == question), "")
    return await screen.study.perform(
        lambda holdings: log_search(
            holdings, snapshot.reviewer, question, answers[0], total, found.documents, saved, against
        )[0]
    )


async def _choose_theme(screen: "MainScreen", heading: str, *, several: bool = False) -> list[Theme] | None:
    """The theme that a search is for or against, in a list, which may be empty, or have more where several can be meant; None
    where the question was left."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    missing = {theme.id for theme in unlooked(snapshot.holdings)}
    choices = [Choice(NO_THEME, "no theme", (("no theme", ""),), "A search like any other.")]
    if several:
        choices.append(Choice(SEVERAL, "several themes", (("several themes", ""),), "To be marked in a list."))
    for node in snapshot.tree.walk():
        if node.theme.active:
            about = "for counter-evidence nobody has looked yet" if node.theme.id in missing else ""
            choices.append(Choice(node.theme.id, node.path_text, ((node.path_text, ""),), about))
    chosen = await screen.app.push_screen_wait(Chooser(heading, choices))
    if not chosen:
        return None
    if chosen == SEVERAL:
        marked = await screen.app.push_screen_wait(
            Checklist("Counter-evidence to", theme_entries(snapshot), nothing="no theme")
        )
        return [snapshot.holdings.themes[each] for each in marked] if marked is not None else None
    return [] if chosen == NO_THEME else [snapshot.holdings.themes[chosen]]


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
