"""Rounds of review: begun, gone on with, joined, closed, and what is still open in them."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from store.acts import Act
from store.holdings import Holdings
from store.review_acts import close_round, join_round, note_open_points, reopen_round, settle_point, start_round
from store.reviews import Review
from tui.displayable import displayable_line
from tui.screens.checklist import Checklist, Entry
from tui.screens.chooser import Choice, Chooser
from tui.screens.open_points import OpenPoints, Wish
from tui.screens.prompt import Prompt, Question
from tui.snapshot import Snapshot
from tui.widgets.cells import indent

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

LEVELS = {
    "1": ("Level 1", "each theme against its excerpts", "Does it hold together, and does each excerpt belong?"),
    "2": ("Level 2", "the themes against the whole data set", "What was missed, and do the themes fit?"),
}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a round is about; no themes or documents: all of them."""

    level: int
    themes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    order: str = ""


async def begin(screen: "MainScreen", theme: str = "") -> str:
    """Asks what the round is about, begins it, and goes to its first excerpt or document."""
    snapshot = screen.study.snapshot
    if snapshot is None:
        return ""
    known = snapshot.holdings.themes.get(theme)
    # A name that came from elsewhere may hold what no title can.
    title = f"On {displayable_line(known.name)}" if known is not None else next_title(snapshot.holdings)
    about: _Scope | None = None
    while about is None:
        title = await _title(screen, title)
        if not title:
            return ""
        about = _Scope(1, (theme,)) if known is not None else await _scope(screen, snapshot)
    made: list[Review] = []

    def make(holdings: Holdings) -> Act:
        act, review = start_round(
            holdings,
            snapshot.reviewer,
            title,
            about.level,
            [holdings.themes[each] for each in about.themes if each in holdings.themes],
            [holdings.documents[each] for each in about.documents if each in holdings.documents],
            about.order,
        )
        made.append(review)
        return act

    done = await screen.study.perform(make)
    screen.renew()
    return await go_on(screen, made[-1].key) or done.message


async def _title(screen: "MainScreen", title: str) -> str:
    about = "The round's folder is named after its title: give no person's name."
    answers = await screen.app.push_screen_wait(
        Prompt("Begin a round", [Question("Title", title, proposed=True)], about=about)
    )
    return answers[0] if answers else ""


def next_title(holdings: Holdings) -> str:
    """The first "Round N" that no round is called yet."""
    taken = {review.title.casefold() for review in holdings.reviews.values()}
    return next(title for title in (f"Round {number}" for number in count(1)) if title.casefold() not in taken)


async def _scope(screen: "MainScreen", snapshot: Snapshot) -> _Scope | None:
    """What the reviewer chooses. Esc leads to the question before, with what was said there; None where the first was left."""
    about, question = _Scope(1), "level"
    while True:
        match question:
            case "level":
                level = await _level(screen, about.level)
                if not level:
                    return None
                about, question = replace(about, level=int(level)), "themes" if level == "1" else "documents"
            case "themes":
                dialog = Checklist("Which themes?", theme_entries(snapshot), nothing="all themes", marked=about.themes)
                themes = await screen.app.push_screen_wait(dialog)
                question = "documents" if themes is not None else "level"
                about = replace(about, themes=about.themes if themes is None else themes)
            case "documents":
                entries = _document_entries(snapshot)
                dialog = Checklist("Which documents?", entries, nothing="all documents", marked=about.documents)
                documents = await screen.app.push_screen_wait(dialog)
                about = replace(about, documents=about.documents if documents is None else documents)
                if documents is not None and about.level == 2:
                    return replace(about, themes=())
                question = "order" if documents is not None else "themes" if about.level == 1 else "level"
            case _:
                order = await screen.app.push_screen_wait(Chooser("In which order?", _orders(snapshot)))
                if order:
                    # An attribute stands behind a sign, so that one that is called `case` is no other order.
                    return replace(about, order="" if order == "document" else order.removeprefix("="))
                question = "documents"


async def _level(screen: "MainScreen", known: int) -> str:
    levels = [
        Choice(key, name, ((name, "strong"), (f"  {what}", "dim")), about)
        for key, (name, what, about) in LEVELS.items()
    ]
    return await screen.app.push_screen_wait(Chooser("Which level?", levels, index=known - 1))


def theme_entries(snapshot: Snapshot) -> list[Entry]:
    """The themes in use as the tree has them, each with how many excerpts count under it."""
    entries: list[Entry] = []
    for node in snapshot.tree.walk():
        if node.theme.active:
            sign, evidence = snapshot.sign(node.theme.id), snapshot.evidence[node.theme.id]
            entries.append(
                Entry(
                    node.theme.id,
                    (
                        (f"{len(evidence.excerpts):>4} ", "dim"),
                        (indent(node.depth, 80), ""),
                        (f"{sign.letter} ", sign.colour),
                        (node.theme.name, ""),
                    ),
                    node.depth,
                )
            )
    return entries


def _document_entries(snapshot: Snapshot) -> list[Entry]:
    documents = sorted(snapshot.holdings.documents.values(), key=lambda each: each.id)
    return [
        Entry(
            each.id,
            (
                (f"{len(snapshot.holdings.excerpts_of(each.id)):>4} ", "dim"),
                (f"{each.id}  ", "strong"),
                (each.kind, "dim"),
            ),
        )
        for each in documents
    ]


def _orders(snapshot: Snapshot) -> list[Choice]:
    keys = sorted({key for case in snapshot.holdings.cases.values() for key in case.attributes})
    choices = [
        Choice("document", "by document", (("by document", ""),), "Document after document, from the beginning on."),
        Choice("case", "by case", (("by case", ""),), "All that one participant says, before the next one."),
    ]
    return choices + [
        Choice(f"={key}", f"by {key}", ((f"by {key}", ""),), f"Cases of the same {key} together.")
        for key in keys
        if key not in ("document", "case")
    ]


async def join(screen: "MainScreen", round_key: str) -> str:
    """Takes part in a colleague's round, and goes to its first excerpt."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    made: list[Review] = []

    def make(holdings: Holdings) -> Act:
        act, review = join_round(holdings, snapshot.reviewer, holdings.reviews[round_key])
        made.append(review)
        return act

    done = await screen.study.perform(make)
    screen.renew()
    return await go_on(screen, made[-1].key) or done.message


async def go_on(screen: "MainScreen", round_key: str, item: str = "") -> str:
    """Shows a round where the reviewer left it, or at the verdict of a key."""
    from tui.flows import walking
    from tui.places.judging import JudgingPlace

    snapshot = screen.study.snapshot
    review = snapshot.holdings.reviews.get(round_key) if snapshot is not None else None
    if review is not None and review.level == 2:
        await walking.cover(screen, round_key)
        return ""
    place = await screen.go_to("judging")
    assert isinstance(place, JudgingPlace)
    place.open_round(round_key, item)
    return ""


async def close(screen: "MainScreen", round_key: str) -> str:
    """Closes a round, or opens it again."""
    done = await screen.study.perform(
        lambda holdings: (
            close_round(holdings.reviews[round_key])
            if holdings.reviews[round_key].closed is None
            else reopen_round(holdings.reviews[round_key])
        )[0]
    )
    return f"{done.message}; u undoes it"


async def points(screen: "MainScreen", round_key: str) -> str:
    """Shows the open points, and does what is wished with them until they are left."""
    told = at = ""
    while True:
        snapshot = screen.study.snapshot
        review = snapshot.holdings.reviews.get(round_key) if snapshot is not None else None
        if snapshot is None or review is None:
            return told
        wish = await screen.app.push_screen_wait(OpenPoints(review, screen.study.read_only, at))
        if wish is None:
            return told
        if wish.what == "add":
            answers = await screen.app.push_screen_wait(Prompt("What is still open?", [Question("Point")]))
            if answers is None:
                continue
            wish = Wish("add", answers[0])
        at = wish.point
        done = await screen.study.perform(partial(_point_act, round_key, wish))
        told = f"{done.message.partition(chr(10))[0]}; u undoes it"
        screen.renew()


def _point_act(round_key: str, wish: Wish, holdings: Holdings) -> Act:
    review = holdings.reviews[round_key]
    if wish.what == "add":
        return note_open_points(review, [*review.open_points, wish.point])[0]
    return settle_point(review, wish.point, wish.what == "settle")[0]
