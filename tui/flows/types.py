"""Sorting a case into the types of a typology by keys: which types, for what reason, on which of its excerpts it rests.

It stands in the reviewer's own file: colleagues sort the same case as they see it, and the page shows all of them. It is one act;
with no type marked the case is taken out again. Typologies themselves are made by `catena typology`.
"""

from typing import TYPE_CHECKING

from store.acts import Act
from store.errors import UsageFault
from store.holdings import Holdings
from store.typologies import Type, Typology, types_in_order
from store.typology_acts import assign_case, withdraw_case
from store.writer import Done
from tui.flows.excerpts import perform
from tui.places.case import CasePlace
from tui.places.place import Place
from tui.screens.checklist import Checklist, Entry
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt, Question
from tui.snapshot import Snapshot
from tui.widgets.margin import excerpt_pieces

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

SHOWN = 300
"""Excerpts that are offered as evidence at most."""


async def sort_case(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Sorts the case whose page is shown."""
    place, snapshot = screen.place, screen.study.snapshot
    assert isinstance(place, CasePlace)
    assert snapshot is not None
    held = snapshot.holdings
    case = held.cases[place.case_meant]
    fitting = [each for each in held.typologies.values() if each.kind in ("", case.kind) and each.types]
    if not fitting:
        screen.complain(UsageFault(f"there is no typology with types for a {case.kind}: `catena typology` makes one"))
        return None
    typology = fitting[0]
    if len(fitting) > 1:
        choices = [Choice(each.id, each.title, ((f" {each.title}", ""),), each.definition) for each in fitting]
        taken = await screen.app.push_screen_wait(Chooser(f"Sort {case.id} in which typology?", choices))
        if not taken:
            return None
        typology = held.typologies[taken]
    before = held.assignments.get((typology.id, snapshot.reviewer, case.id))
    types = await _types(screen, typology, case.id, before.types if before else ())
    if types is None:
        return None
    if not types:
        if before is None:
            return None
        return await perform(
            screen,
            lambda holdings: withdraw_case(holdings, snapshot.reviewer, typology, holdings.cases[case.id]),
        )
    named = ", ".join(each.name for each in types)
    question = Question("Why", before.reason if before else "", needed=False)
    answers = await screen.app.push_screen_wait(Prompt(f"{case.id} is {named}", [question]))
    if answers is None:
        return None
    evidence = await _evidence(screen, snapshot, place, named, before.excerpts if before else ())
    if evidence is None:
        return None

    def make(holdings: Holdings) -> Act:
        known = holdings.typologies[typology.id]
        return assign_case(
            holdings,
            snapshot.reviewer,
            known,
            holdings.cases[case.id],
            [known.types[each.id] for each in types],
            answers[0],
            [holdings.excerpts[each] for each in evidence if each in holdings.excerpts],
        )[0]

    return await perform(screen, make)


async def _types(screen: "MainScreen", typology: Typology, case: str, marked: tuple[str, ...]) -> list[Type] | None:
    offered = [each for each in types_in_order(typology) if each.status == "agreed" or each.id in marked]
    entries = [
        Entry(each.id, ((each.name, "strong"), (f"  {' '.join(each.definition.split())}", "dim"))) for each in offered
    ]
    heading = f"{typology.title}: {case} is"
    taken = await screen.app.push_screen_wait(Checklist(heading, entries, nothing="of no type", marked=marked))
    return [typology.types[each] for each in taken] if taken is not None else None


async def _evidence(
    screen: "MainScreen", snapshot: Snapshot, place: CasePlace, named: str, marked: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The excerpts on which it rests, marked ones first; none where the case has none."""
    held = snapshot.holdings
    before = [held.excerpts[each] for each in marked if each in held.excerpts]
    own = [*before, *(each for each in place.excerpts if each.id not in marked)][:SHOWN]
    if not own:
        return ()
    nothing = "those of before" if marked else "on none in particular"
    entries = [Entry(each.id, excerpt_pieces(snapshot, each, with_document=True)) for each in own]
    return await screen.app.push_screen_wait(
        Checklist(f"{named}: on which excerpts?", entries, nothing=nothing, marked=marked)
    )
