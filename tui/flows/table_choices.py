"""From a key in Tables to another table, or to another way in which it is counted.

What is chosen changes one thing of what the place wishes for; the place counts again by itself. What a study does not have, as a
typology or a quota, is not offered.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from store.errors import UsageFault
from themes.comparison import group_keys
from themes.cooccurrence import LEVELS
from themes.table_wishes import ABOUT_A_THING, TABLES, Wish
from themes.timeline import PERIODS
from themes.typology_tables import OF_TYPE
from tui.flows.tables import plain_choice, tables_here
from tui.places.place import Place
from tui.places.tables import TablesPlace
from tui.screens.chooser import Chooser
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

NONE = "-"
"""The key of the choice that stands for nothing."""


async def which(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Chooses the table, and by what it goes where it needs to be told."""
    place, snapshot = tables_here(screen)
    there = [each for each in TABLES if _is_there(snapshot, each)]
    choices = [plain_choice(key, TABLES[key][1], TABLES[key][0]) for key in there]
    index = there.index(place.wish.which) if place.wish.which in there else 0
    taken = await screen.app.push_screen_wait(Chooser("Which table?", choices, index=index))
    if not taken:
        return
    wish = place.wish.now(which=taken, percent=place.wish.percent if taken == place.wish.which else "")
    if taken in ("themes", "frequencies") and not wish.by:
        keys = group_keys(snapshot.holdings) or known_keys(snapshot)
        wish = wish.now(by=tuple(keys[:1]))
    wish = await _of_which(screen, snapshot, wish)
    if wish.which not in ABOUT_A_THING or wish.thing:
        place.ask(wish)


def _is_there(snapshot: Snapshot, which: str) -> bool:
    held = snapshot.holdings
    match which:
        case "types":
            return bool(held.typologies)
        case "two_by_two":
            return any(len(each.dimensions) > 1 for each in held.typologies.values())
        case "quota":
            return bool(held.quotas)
        case "sequence":
            return bool(held.documents)
    return True


async def _of_which(screen: "MainScreen", snapshot: Snapshot, wish: Wish) -> Wish:
    """The same of one typology or quota, which is asked for where there are several; of none where it was left."""
    if wish.which not in ABOUT_A_THING:
        return wish.now(thing="", across=wish.across if wish.which == "frequencies" else "")
    held = snapshot.holdings
    if wish.which == "sequence":
        known = {key: each.id for key, each in sorted(held.documents.items()) if held.excerpts_of(key)}
    elif wish.which == "quota":
        known = {key: each.title for key, each in held.quotas.items()}
    else:
        least = 2 if wish.which == "two_by_two" else 0
        known = {key: each.title for key, each in held.typologies.items() if len(each.dimensions) >= least}
    thing = next(iter(known), "")
    if len(known) > 1:
        thing = await screen.app.push_screen_wait(
            Chooser("Which one?", [plain_choice(key, "", title) for key, title in known.items()])
        )
    wish = wish.now(thing=thing, across="", by=())
    if not thing or wish.which != "two_by_two":
        return wish
    down, across = list(held.typologies[thing].dimensions)[:2]
    dimensions = held.typologies[thing].dimensions
    if len(dimensions) > 2:
        choices = [plain_choice(key, "", each.title) for key, each in dimensions.items()]
        down = await screen.app.push_screen_wait(Chooser("Which dimension down?", choices)) or down
        rest = [each for each in choices if each.key != down]
        across = await screen.app.push_screen_wait(Chooser("Which one across?", rest)) or rest[0].key
    return wish.now(dimensions=(down, across))


def known_keys(snapshot: Snapshot) -> list[str]:
    """The attributes that any case has."""
    return sorted({key for case in snapshot.holdings.cases.values() for key in case.attributes})


async def by(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Chooses the attributes that the table goes by; of cases also the one that stands across."""
    from tui.screens.checklist import Checklist, Entry

    place, snapshot = tables_here(screen)
    keys = known_keys(snapshot)
    if not keys:
        screen.complain(UsageFault("no case has an attribute yet: 7 leads to the cases, where e enters one"))
        return
    declared = snapshot.project.settings.attributes
    titles = {key: declared[key].name if key in declared else key for key in keys}
    titles |= {f"{OF_TYPE}{key}": f"types: {each.title}" for key, each in snapshot.holdings.typologies.items()}
    keys = list(titles)
    first = [each for each in place.wish.by if each in titles]
    order = [*first, *(key for key in keys if key not in first)]
    heading = "By which attributes? Several are layers" if place.wish.which == "themes" else "Rows: which attributes?"
    entries = [Entry(key, ((titles[key], ""),)) for key in order]
    taken = await screen.app.push_screen_wait(Checklist(heading, entries, nothing="mark one", marked=first))
    if not taken:
        return
    wish = place.wish.now(by=taken)
    if wish.which == "frequencies":
        across = [
            plain_choice(NONE, "One column with the numbers of cases.", "nothing across"),
            *(plain_choice(key, name=titles[key]) for key in keys if key not in taken),
        ]
        chosen = await screen.app.push_screen_wait(Chooser("Columns: which attribute?", across))
        if not chosen:
            return
        wish = wish.now(across="" if chosen == NONE else chosen)
    place.ask(wish)


async def narrow(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Counts only a theme with what is below it, a kind of document or of case, or a reviewer; or all again."""
    place, snapshot = tables_here(screen)
    held, wish = snapshot.holdings, place.wish
    kinds = sorted({each.kind for each in held.documents.values() if each.kind})
    case_kinds = sorted({each.kind for each in held.cases.values()})
    people = sorted({each.reviewer for each in held.excerpts.values()})
    choices = [
        plain_choice("all", "Nothing is left out.", "everything again"),
        plain_choice("theme", "Only one theme, with all that stand below it.", "a theme and what is below it …"),
        *(plain_choice(f"case {each}", "", f"only cases: {each}") for each in case_kinds),
        *(plain_choice(f"document {each}", "", f"only documents: {each}") for each in kinds),
        *(plain_choice(f"reviewer {each}", "", f"only excerpts of {each}") for each in people),
    ]
    taken = await screen.app.push_screen_wait(Chooser("Count only what?", choices))
    what, _blank, name = taken.partition(" ")
    match what:
        case "all":
            place.ask(wish.now(theme="", document_kind="", case_kind="", reviewer=""))
        case "theme":
            nodes = [node for node in snapshot.tree.walk() if node.theme.active]
            themes = [plain_choice(each.theme.id, each.theme.definition, each.path_text) for each in nodes]
            theme = await screen.app.push_screen_wait(Chooser("Only which theme?", themes))
            if theme:
                place.ask(wish.now(theme=theme))
        case "case":
            place.ask(wish.now(case_kind=name))
        case "document":
            place.ask(wish.now(document_kind=name))
        case "reviewer":
            place.ask(wish.now(reviewer=name))


async def settings(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """How themes meet, or how saturation is counted."""
    place, snapshot = tables_here(screen)
    match place.wish.which:
        case "saturation":
            await _saturation(screen, place, snapshot)
        case "timeline":
            choices = [plain_choice(each, "", f"a row for each {each}") for each in PERIODS]
            taken = await screen.app.push_screen_wait(Chooser("The course of the analysis", choices))
            if taken:
                place.ask(place.wish.now(period=taken))
        case "sequence":
            wish = await _of_which(screen, snapshot, place.wish)
            if wish.thing:
                place.ask(wish)
        case _:
            await _level(screen, place)


async def _level(screen: "MainScreen", place: TablesPlace) -> None:
    told = {
        "overlap": "on the same words",
        "passage": "in the same passage",
        "near": f"not more than {place.wish.near} characters apart",
        "document": "in the same document",
    }
    choices = [plain_choice(level, "", told[level]) for level in LEVELS]
    index = LEVELS.index(place.wish.level)
    taken = await screen.app.push_screen_wait(Chooser("Themes meet …", choices, index=index))
    if taken:
        place.ask(place.wish.now(level=taken))


async def _saturation(screen: "MainScreen", place: TablesPlace, snapshot: Snapshot) -> None:
    from tui.screens.form import Entry, Form

    wish = place.wish
    keys = known_keys(snapshot)
    entries = [
        Entry("order", "order", wish.order, hint=f"id, added, or an attribute: {', '.join(keys)}"),
        Entry("kind", "documents", wish.document_kind or "interview", hint="a kind of document"),
        Entry("base", "base", str(wish.base), hint="documents of the base"),
        Entry("run", "run", str(wish.run), hint="documents of a run"),
        Entry("threshold", "threshold", f"{float(wish.threshold):g}", hint="percent that count as nothing new"),
    ]
    made: list[Wish] = []

    async def save(answers: Mapping[str, str]) -> None:
        if answers["order"] not in ("id", "added", *keys):
            raise UsageFault(f"the order can be id, added, or one of {', '.join(keys)}")
        made.append(
            wish.now(
                order=answers["order"],
                document_kind=answers["kind"],
                base=_whole("base", answers["base"]),
                run=_whole("run", answers["run"]),
                threshold=_percentage(answers["threshold"]),
            )
        )

    about = "After Guest, Namey and Chen (2020): what a run of documents brings that is new, in percent of the base."
    await screen.app.push_screen_wait(Form("Saturation", entries, save, about=about))
    if made:
        place.ask(made[-1])


def _whole(name: str, text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 10_000:
        raise UsageFault(f"the {name} is a number of documents, from 1")
    return int(text)


def _percentage(text: str) -> Fraction:
    try:
        value = Fraction(text.removesuffix("%").strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise UsageFault("the threshold is a number, in percent") from None
    if not 0 <= value <= 100:
        raise UsageFault("the threshold is from 0 to 100 percent")
    return value
