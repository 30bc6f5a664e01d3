"""From a key in Tables to another table, to what is behind a number, or out of the app.

What is chosen changes one thing of what the place wishes for; the place counts again by itself.
"""

import asyncio
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from store.errors import CatenaError, UsageFault
from themes.behind import Group, behind, in_place
from themes.cell_summaries import SUMMARY, cell_summaries
from themes.comparison import group_keys
from themes.cooccurrence import LEVELS
from themes.table_wishes import TABLES, Wish
from tui.flows import memos
from tui.places.place import Place
from tui.places.tables import TablesPlace
from tui.screens.chooser import Choice, Chooser
from tui.snapshot import Snapshot
from tui.table_view import Line as Shown

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

NONE = "-"
"""The key of the choice that stands for nothing."""


def _here(screen: "MainScreen") -> tuple[TablesPlace, Snapshot]:
    place, snapshot = screen.place, screen.study.snapshot
    assert isinstance(place, TablesPlace)
    assert snapshot is not None
    return place, snapshot


def plain_choice(key: str, about: str = "", name: str = "") -> Choice:
    """A choice that is called by its key or by a name."""
    return Choice(key, name or key, ((f" {name or key}", ""),), about)


async def which(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Chooses the table, and by what it goes where it needs to be told."""
    place, snapshot = _here(screen)
    choices = [plain_choice(key, about, name) for key, (name, about) in TABLES.items()]
    index = list(TABLES).index(place.wish.which)
    taken = await screen.app.push_screen_wait(Chooser("Which table?", choices, index=index))
    if not taken:
        return
    wish = place.wish.now(which=taken, percent=place.wish.percent if taken == place.wish.which else "")
    if taken in ("themes", "frequencies") and not wish.by:
        keys = group_keys(snapshot.holdings) or known_keys(snapshot)
        wish = wish.now(by=tuple(keys[:1]))
    place.ask(wish)


def known_keys(snapshot: Snapshot) -> list[str]:
    """The attributes that any case has."""
    return sorted({key for case in snapshot.holdings.cases.values() for key in case.attributes})


async def by(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Chooses the attributes that the table goes by; of cases also the one that stands across."""
    from tui.screens.checklist import Checklist, Entry

    place, snapshot = _here(screen)
    keys = known_keys(snapshot)
    if not keys:
        screen.complain(UsageFault("no case has an attribute yet: 7 leads to the cases, where e enters one"))
        return
    declared = snapshot.project.settings.attributes
    titles = {key: declared[key].name if key in declared else key for key in keys}
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
    place, snapshot = _here(screen)
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
    place, snapshot = _here(screen)
    if place.wish.which == "saturation":
        await _saturation(screen, place, snapshot)
        return
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


async def open_cell(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Shows what is behind the current number."""
    from tui.places.behind import BehindPlace

    place, snapshot = _here(screen)
    view = place.view
    if view is None:
        return
    row, column = place.cell_meant
    if not view.cell(row, column).count:
        screen.tell("nothing is counted here")
        return
    groups = await asyncio.to_thread(groups_behind, place, snapshot, (row, column))
    inner = await screen.go_to("behind")
    assert isinstance(inner, BehindPlace)
    named = [view.named(each) for each in (row, column) if each is not None]
    themes = [key for key in (place.key_of(row), place.key_of(column)) if key]
    inner.show_groups(" × ".join(named) or "all", view.told(row, column), groups, themes[0] if len(themes) == 1 else "")


async def summary(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Writes the reviewer's own summary of the current cell of the matrix: a new one, or on with the one that is there."""
    place, snapshot = _here(screen)
    case, theme = place.matrix_cell
    if not case or not theme or place.view is None:
        screen.complain(UsageFault("go to a cell: a total has no summary"))
        return
    known = cell_summaries(snapshot.holdings).get((case, theme), ())
    own = next((each.id for each in known if each.reviewer == snapshot.reviewer), "")
    excerpts = in_place(snapshot.holdings, place.view.cell(*place.cell_meant).excerpts)
    wanted = Place.MemoWanted(
        memo=own, themes=(theme,), cases=(case,), excerpts=tuple(each.id for each in excerpts), kind=SUMMARY
    )
    if await memos.write_memo(screen, wanted):
        screen.renew()
        screen.tell(f"the summary of {case} is saved; u undoes it")


def groups_behind(place: TablesPlace, snapshot: Snapshot, cell: tuple[Shown, Shown]) -> Sequence[Group]:
    """What is behind the number at a row and a column of the table that is shown."""
    view = place.view
    assert view is not None
    return behind(snapshot.as_read, view.cell(*cell), view.table.counts, place.speaking(snapshot).cases_of)


async def copy(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Copies the table, or saves it in a file."""
    from themes.table_texts import csv_from, markdown_from
    from tui.flows import copying
    from tui.flows.saving_files import save_as

    place, _snapshot = _here(screen)
    if place.view is None:
        return
    rows, heads = place.view.rows_of_text(), len(place.view.table.heads)
    choices = [
        plain_choice("copy", "To the clipboard, for a text or a page.", "copy as Markdown"),
        plain_choice("md", "With what the figures rest on below it.", "save as Markdown …"),
        plain_choice("csv", "For a spreadsheet.", "save as CSV …"),
    ]
    taken = await screen.app.push_screen_wait(Chooser("The table, as it is shown", choices))
    if not taken:
        return
    text = csv_from(rows) if taken == "csv" else f"{markdown_from(rows, heads, place.basis)}\n"
    if taken == "copy":
        screen.tell(copying.copy(screen, text, "table"))
        return
    name = "-".join(
        "".join(letter if letter.isalnum() else " " for letter in place.view.table.title).split()
    ).casefold()
    try:
        await save_as(screen, f"{name}.{taken}", text)
    except CatenaError as error:
        screen.complain(error)
