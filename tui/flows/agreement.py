"""Agreement by keys: figures by theme, the differences of one theme side by side, and what to do about one of them.

Figures are counted beside the event loop, between all whose tags are seen here, by character until another unit is chosen below
the themes; other choices are the command's. A study whose approach knows no scores shows none, and lists its themes with the
number of differences alone.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.acts import Act
from store.adjudication import adjudicate, is_settled
from store.errors import CatenaError, UsageFault
from store.holdings import Holdings
from themes.approach import why_no_scores
from themes.seeing import hidden_from
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.screens.differences import Differences
from tui.screens.prompt import Prompt, Question
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from themes.agreement.disagreements import Disagreement
    from themes.agreement.readings import Readings
    from themes.agreement.report import Row
    from themes.agreement.units import Units
    from tui.screens.main import MainScreen

MOST = 500
"""Differences of a theme that are listed at most, the largest."""
DRAWS = 500
UNITS = ("character", "excerpt", "passage")
"""What can be counted; no theme's id is one of these."""
WAYS = (
    ("read", "Read it in the Reader"),
    ("as", "Settle: it has this theme"),
    ("not", "Settle: it has not this theme"),
    ("memo", "Write a memo on it"),
    ("define", "Sharpen the theme's definition"),
)


@dataclass(frozen=True)
class Compared:
    """What was counted: the units, all themes together, and each theme with its number of differences."""

    units: "Units"
    together: "Row"
    rows: "tuple[tuple[Row, int], ...]"


def compared(snapshot: Snapshot, unit: str = "character") -> Compared:
    """Counts agreement between all whose tags are in the snapshot."""
    from themes.agreement.disagreements import disagreements
    from themes.agreement.readings import read
    from themes.agreement.report import agreement_by_theme
    from themes.agreement.units import Units

    held = snapshot.holdings
    people = sorted({each.reviewer for each in held.excerpts.values()} | {who for who, _ in held.done})
    readings = read(held, people, hidden=hidden_from(held, snapshot.reviewer))
    units = Units(readings, unit, _passages(snapshot, readings) if unit == "passage" else {})
    known = [node.theme.id for node in snapshot.tree.walk() if node.theme.id in units.readings.tags]
    together, rows = agreement_by_theme(units, known, DRAWS, 1)
    return Compared(units, together, tuple((row, disagreements(units, row.theme, 0)[0]) for row in rows))


def _passages(snapshot: Snapshot, readings: "Readings") -> Mapping[str, Sequence[tuple[int, int]]]:
    from search.passages import passages_of

    read = snapshot.project.read_text
    return {
        document.id: [(each.start, each.end) for each in passages_of(read(document), document.rules)]
        for document in readings.documents
    }


async def figures(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Shows the figures, and for the theme that is chosen its differences, until it is left."""
    theme, unit = "", "character"
    while True:
        snapshot = screen.study.snapshot
        assert snapshot is not None
        try:
            found = await asyncio.to_thread(compared, snapshot, unit)
        except CatenaError as error:
            screen.complain(error)
            return
        if not found.units.readings.documents:
            screen.complain(UsageFault(_nothing(found)))
            return
        choices = [_told(snapshot, found, row, total) for row, total in found.rows]
        choices += [
            Choice(other, f"count by {other}", ((f"Count by {other}", "dim"),), f"All is counted by {unit} now.")
            for other in UNITS
            if other != unit
        ]
        index = next((number for number, each in enumerate(choices) if each.key == theme), 0)
        theme = await screen.app.push_screen_wait(
            Differences(_heading(snapshot, found), choices, nothing="nobody tagged anything", index=index)
        )
        if theme in UNITS:
            theme, unit = "", theme
        elif not theme or await _differences(screen, snapshot, found, theme):
            return


def _nothing(found: Compared) -> str:
    who = ", ".join(found.units.readings.reviewers) or "nobody"
    return (
        f"there is no document that two reviewers have finished yet ({who} tagged): F in the Reader says that you have"
    )


def _heading(snapshot: Snapshot, found: Compared) -> str:
    readings = found.units.readings
    by = "" if found.units.unit == "character" else f" by {found.units.unit}"
    who = f"{', '.join(readings.reviewers)}; {len(readings.documents)} documents"
    left = f", {len(readings.left_out)} left out" if readings.left_out else ""
    if why_no_scores(snapshot.project.settings):
        return f"Where readings differ{by}: {who}{left}"
    row = found.together
    return f"Agreement{by}: {who}{left}; all: kappa {row.kappa.text}, alpha {row.alpha.text}"


def _told(snapshot: Snapshot, found: Compared, row: "Row", total: int) -> Choice:
    theme = snapshot.holdings.themes.get(row.theme)
    name = theme.name if theme else row.theme
    differing = f"{total:>4} differ"
    why_not = why_no_scores(snapshot.project.settings)
    if why_not:
        return Choice(row.theme, name, ((f"{differing}  ", "dim"), (name, "")), f"No figures: {why_not}.")
    shown = [("agree", row.agreement), ("tagged", row.agreement_tagged), ("alpha", row.alpha), ("alpha-U", row.alpha_u)]
    if len(found.units.readings.reviewers) == 2:
        shown.insert(2, ("kappa", row.kappa))
    else:
        shown.insert(2, ("Fleiss", row.fleiss))
    figures_told = "  ".join(f"{each.text:>6}" for _, each in shown[1:4])
    counted = zip(found.units.readings.reviewers, row.tagged, strict=True)
    about = [f"{label} {each.text}" for label, each in shown]
    if row.alpha.low is not None and row.alpha.high is not None:
        about.append(f"alpha from {row.alpha.low:.3f} to {row.alpha.high:.3f} in 95 % of draws of {found.units.drawn}")
    reasons = dict.fromkeys(each.undefined for _, each in shown if each.undefined)
    tagged = ", ".join(f"{who} tagged {number}" for who, number in counted)
    words = f"Of {row.units} {found.units.unit}s {tagged}. {'; '.join(about)}."
    words += "".join(f" Undefined (-): {reason}." for reason in reasons)
    pieces = ((f"{differing}  {figures_told}  ", "dim"), (name, ""))
    return Choice(row.theme, name, pieces, f"{words} The first columns: tagged text only, {shown[2][0]}, alpha.")


async def _differences(screen: "MainScreen", snapshot: Snapshot, found: Compared, theme: str) -> bool:
    """The differences of a theme, until one leads away from here (True) or the list is left."""
    from themes.agreement.disagreements import disagreements

    total, listed = await asyncio.to_thread(disagreements, found.units, theme, MOST)
    known = snapshot.holdings.themes.get(theme)
    name = known.name if known else theme
    at = 0
    while True:
        snapshot = screen.study.snapshot or snapshot
        choices = [_difference(snapshot, found, number, each) for number, each in enumerate(listed)]
        heading = f"{name}: {total} differences, the largest first"
        key = await screen.app.push_screen_wait(Differences(heading, choices, nothing="no difference", index=at))
        if not key:
            return False
        at = int(key)
        ways = [Choice(way, words, ((words, ""),)) for way, words in WAYS]
        way = await screen.app.push_screen_wait(Chooser(f"{name}, {listed[at].document}: what now?", ways))
        if way and await _go(screen, listed[at], name, way):
            return True


def _difference(snapshot: Snapshot, found: Compared, number: int, each: "Disagreement") -> Choice:
    settled = is_settled(snapshot.holdings, each.document, each.theme, each.start, each.end)
    title = snapshot.holdings.documents[each.document].title
    standing = found.units.readings.standing
    sides = []
    for reviewer, side in zip(found.units.readings.reviewers, each.sides, strict=True):
        if side is None:
            sides.append(f"{reviewer}: has not finished it")
            continue
        for excerpt in side:
            themes = dict.fromkeys(standing[tagged] for tagged in excerpt.themes)
            names = "; ".join(snapshot.holdings.themes[one].name for one in themes if one in snapshot.holdings.themes)
            sides.append(f"{reviewer} [{names or 'no theme'}]: {' '.join(excerpt.text.split())}")
        if not side:
            sides.append(f"{reviewer}: nothing")
    pieces = (
        (f"{each.size:>6} ", "dim"),
        ("settled " if settled else "        ", "match"),
        (f"{', '.join(each.tagged):<12.12} ", ""),
        (title, "dim"),
    )
    return Choice(str(number), f"{title} {' '.join(each.tagged)}", pieces, "\n".join(sides))


async def _go(screen: "MainScreen", each: "Disagreement", name: str, way: str) -> bool:
    """Does what was chosen about a difference; whether it leads away from the list."""
    excerpts = tuple(excerpt.id for side in each.sides for excerpt in side or ())
    match way:
        case "read":
            screen.post_message(Place.DocumentWanted(each.document, each.start, each.end))
        case "memo":
            screen.on_place_memo_wanted(
                Place.MemoWanted(themes=(each.theme,), excerpts=excerpts, documents=(each.document,))
            )
        case "define":
            screen.on_place_flow_wanted(Place.FlowWanted("codebook.fill_in", theme=each.theme))
        case _:
            await _settle(screen, each, name, way == "as")
            return False
    return True


async def _settle(screen: "MainScreen", each: "Disagreement", name: str, has_it: bool) -> None:
    heading = f"It has {'' if has_it else 'not '}the theme {name}"
    about = "It becomes an excerpt of the consensus; nobody's own excerpt is changed."
    answers = await screen.app.push_screen_wait(Prompt(heading, [Question("Why")], about=about))
    if answers is None:
        return
    try:
        snapshot = screen.study.snapshot
        assert snapshot is not None
        document = snapshot.holdings.documents[each.document]
        text = (await screen.study.text_of(document)).text

        def make(holdings: Holdings) -> Act:
            theme = holdings.themes[each.theme]
            ranges = [(each.start, each.end)]
            return adjudicate(holdings, snapshot.reviewer, document, text, ranges, theme, has_it, answers[0])[0]

        done = await screen.study.perform(make)
    except CatenaError as error:
        screen.complain(error)
    else:
        screen.renew()
        screen.tell(f"{done.message}; u undoes it")
