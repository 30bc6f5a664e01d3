"""A verdict on two themes side by side, and what it says done with it: a merge, or some excerpts that move."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.acts import Act, together
from store.codebook import Theme
from store.errors import UsageFault
from store.holdings import Holdings
from store.review_acts import judge_pair
from store.theme_fates import merge_theme
from themes.pairs import move_some
from themes.wanted import run_of
from tui.review_steps import JudgePair
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt, Question
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.screens.main import MainScreen


async def judge(screen: "MainScreen", step: JudgePair) -> str:
    """Asks for the round and the reason; the verdict and what it says are one act, which one undo takes back."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    held = snapshot.holdings
    one, other = held.themes[step.one], held.themes[step.other]
    round_key = await _round(screen, snapshot)
    if not round_key:
        return ""
    merging: tuple[Theme, Theme] | None = None
    if step.verdict == "merge":
        merging = await _direction(screen, one, other)
        if merging is None:
            return ""
    what = {"keep apart": "Keep apart", "merge": "Merge"}.get(
        step.verdict, f"Move {len(step.excerpts)} to {other.name}"
    )
    answers = await screen.app.push_screen_wait(
        Prompt(f"{what}: {one.name} and {other.name}", [Question("Reason", needed=False)])
    )
    if answers is None:
        return ""
    reason = answers[0]

    def make(holdings: Holdings) -> Act:
        here, there = holdings.themes[one.id], holdings.themes[other.id]
        away, into = (holdings.themes[each.id] for each in merging) if merging is not None else (None, None)
        judged, _ = judge_pair(holdings.reviews[round_key], here, there, step.verdict, reason, into)
        if away is not None and into is not None:
            return together(judged, merge_theme(holdings, away, into, reason)[0])
        if step.verdict == "move some":
            return together(judged, move_some(holdings, snapshot.reviewer, step.excerpts, here, there, reason))
        return judged

    done = await screen.study.perform(make)
    screen.renew()
    return f"{done.message.partition(chr(10))[0]}; u undoes it"


async def _round(screen: "MainScreen", snapshot: Snapshot) -> str:
    """The reviewer's open round that the verdict belongs to, chosen where there are several; raises UsageFault without one."""
    mine = [
        each
        for each in snapshot.holdings.reviews.values()
        if each.reviewer == snapshot.reviewer and each.closed is None
    ]
    if not mine:
        raise UsageFault("a verdict on two themes belongs to a round of yours, and none is open: 5, then a begins one")
    if len(mine) == 1:
        return mine[0].key
    choices = [Choice(each.key, each.title, ((each.title, ""), (f"  level {each.level}", "dim"))) for each in mine]
    return await screen.app.push_screen_wait(Chooser("In which round?", choices))


async def _direction(screen: "MainScreen", one: Theme, other: Theme) -> tuple[Theme, Theme] | None:
    """Which theme goes into which; None where it was left."""
    about = "Its excerpts count under the other from then on; nobody's excerpts are rewritten."
    ways = {f"{away.id}": (away, into) for away, into in ((one, other), (other, one))}
    choices = [
        Choice(
            key,
            f"{away.name} into {into.name}",
            ((away.name, "strong"), (" goes into ", ""), (into.name, "strong")),
            about,
        )
        for key, (away, into) in ways.items()
    ]
    return ways.get(await screen.app.push_screen_wait(Chooser("Merge which into which?", choices)))


async def search_both(screen: "MainScreen", one: str, other: str) -> None:
    """Goes to Search with the passages that fit both: by their tags, by what is saved for both, or by one saved search."""
    from tui.places.search import SearchPlace

    snapshot = screen.study.snapshot
    assert snapshot is not None
    queries = list(_queries(snapshot, one, other))
    choices = [
        Choice(str(number), name, ((name, ""), (f"  {query}", "dim")), about)
        for number, (name, about, query) in enumerate(queries)
    ]
    chosen = await screen.app.push_screen_wait(Chooser("What fits both?", choices))
    if chosen:
        place = await screen.go_to("search")
        assert isinstance(place, SearchPlace)
        place.ask(queries[int(chosen)][2])


def _queries(snapshot: Snapshot, one: str, other: str) -> Iterator[tuple[str, str, str]]:
    """What can be asked: a name, what it finds, and the query."""
    held = snapshot.holdings
    first, second = _tagged(snapshot, one), _tagged(snapshot, other)
    names = f"{held.themes[one].name} and {held.themes[other].name}"
    yield "passages that have both tags", f"Where somebody tagged {names} in one passage.", f"{first} {second}"
    ours, theirs = run_of(held, one, untagged=False), run_of(held, other, untagged=False)
    if ours is not None and theirs is not None:
        about = f"Passages that the searches saved for {names} both find."
        yield "what is saved for both finds", about, f"({ours.query}) ({theirs.query})"
    for search in held.searches.values():
        if search.kept and "documents" in search.question.places:
            about = "What this search finds in passages that have either tag."
            yield search.name, about, f"({search.question.query}) ({first} OR {second})"


def _tagged(snapshot: Snapshot, theme: str) -> str:
    """The query for what has a theme: by its name where no other theme has it, as that is what a person reads."""
    name = snapshot.holdings.themes[theme].name
    names = [each for known in snapshot.holdings.themes.values() for each in {known.name, *known.aliases}]
    is_only_one = sum(each.casefold() == name.casefold() for each in names) == 1
    return f'theme:"{name}"' if is_only_one and not set(name) & set('"*\\') else f"theme:{theme}"
