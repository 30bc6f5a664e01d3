"""What can be said of files before they come in: whose they are, what columns of a sheet are, which document has a new text.

Each step changes the wish alone; nothing is written here. Leaving a step leaves the wish as it was.
"""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from store.errors import CatenaError
from store.importing import Found
from tui.screens.chooser import Choice, Chooser
from tui.screens.prompt import Prompt, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.flows.adding import Wish
    from tui.screens.main import MainScreen

NEW, DONE, NO_DOCUMENT = "\nnew", "\ndone", "\nnone"
"""Keys of choices that are no id: none of those has a line end."""


async def choose_case(screen: "MainScreen", wish: "Wish") -> None:
    """Gives the documents one case more, or takes one off that was chosen before."""
    snapshot = screen.study.snapshot
    assert snapshot is not None
    choices = [
        Choice(NEW, "a new case", ((" a new case …", "dim"),), "Its name is typed; it is made with the documents.")
    ]
    made = [name for name in wish.cases if name not in snapshot.holdings.cases]
    known = [(case.id, f"{case.id} {case.name}", case.kind) for _, case in sorted(snapshot.holdings.cases.items())]
    for key, name, kind in [*((name, name, "new") for name in made), *known]:
        mark = "✓ " if key in wish.cases else "  "
        choices.append(Choice(key, name, ((mark, "good"), (key, ""), (f"  {kind}", "dim")), _about(wish, key)))
    first = 1 if len(choices) > 1 and not wish.cases else 0
    chosen = await screen.app.push_screen_wait(Chooser("Whose documents are they?", choices, index=first))
    if chosen == NEW:
        question = Question("What is the case called? Give a code, not a person's name")
        answers = await screen.app.push_screen_wait(Prompt("A new case", [question]))
        chosen = " ".join(answers[0].split()) if answers else ""
        if not chosen or chosen in wish.cases:
            return
    if chosen in wish.cases:
        wish.cases.remove(chosen)
    elif chosen:
        wish.cases.append(chosen)


def _about(wish: "Wish", case: str) -> str:
    return (
        "Enter takes it off."
        if case in wish.cases
        else "All that is new belongs to it, with the cases that are chosen already."
    )


async def choose_columns(screen: "MainScreen", wish: "Wish") -> None:
    """Says what each column of a sheet is, and reads it so."""
    from store.importers.sheet_columns import columns_of, is_sheet, options_of
    from tui.flows.adding import desk_of
    from tui.incoming_batch import read_again

    read = {each.found.name: (each.found, each.options) for each in wish.batch.files}
    sheets: dict[str, tuple[Found, Mapping[str, str]]] = {
        found.name: (found, {}) for found, _ in wish.batch.left_out if is_sheet(found)
    }
    sheets |= {name: each for name, each in read.items() if is_sheet(each[0])}
    found, options = await _which_sheet(screen, list(sheets.values()))
    if found is None:
        return
    try:
        columns = list(await asyncio.to_thread(columns_of, found, options))
    except CatenaError as error:
        screen.complain(error)
        return
    at = 0
    while True:
        choices = [Choice(DONE, "read it so", ((" Read it so", "strong"),), "Each row with words becomes a document.")]
        for number, column in enumerate(columns):
            pieces = ((f" {ROLES[column.role][0]:<12}", LOOKS[column.role]), (column.head, ""))
            choices.append(Choice(str(number), column.head, pieces, column.sample.replace("\n", " · ")))
        chosen = await screen.app.push_screen_wait(Chooser(f"{found.name}: what is each column?", choices, index=at))
        if not chosen:
            return
        if chosen == DONE:
            break
        at = int(chosen) + 1
        role = await _which_role(screen, columns[at - 1].head, columns[at - 1].role)
        if role is not None:
            if role == "id":
                columns = [replace(each, role="attribute") if each.role == "id" else each for each in columns]
            columns[at - 1] = replace(columns[at - 1], role=role)
    wish.batch = await asyncio.to_thread(read_again, desk_of(screen), wish.batch, found, options_of(columns))


ROLES = {
    "text": ("text", "What was answered: it is read, searched and tagged."),
    "id": ("names a row", "What names the row, and its case."),
    "attribute": ("attribute", "Something that is known of the case: it can be counted by."),
    "": ("left out", "Nothing of it comes into the study, besides the file itself."),
}
LOOKS = {"text": "match", "id": "strong", "attribute": "", "": "dim"}


async def _which_sheet(
    screen: "MainScreen", sheets: "list[tuple[Found, Mapping[str, str]]]"
) -> "tuple[Found | None, Mapping[str, str]]":
    if len(sheets) < 2:
        return sheets[0] if sheets else (None, {})
    choices = [Choice(str(number), found.name, ((f" {found.name}", ""),)) for number, (found, _) in enumerate(sheets)]
    chosen = await screen.app.push_screen_wait(Chooser("The columns of which sheet?", choices))
    return sheets[int(chosen)] if chosen else (None, {})


async def _which_role(screen: "MainScreen", head: str, role: str) -> str | None:
    """What a column is; None where it stays what it was."""
    choices = [Choice(f"={key}", name, ((f" {name}", ""),), about) for key, (name, about) in ROLES.items()]
    chosen = await screen.app.push_screen_wait(Chooser(f"{head}: what is it?", choices, index=list(ROLES).index(role)))
    return chosen.removeprefix("=") if chosen else None


async def choose_document(screen: "MainScreen", wish: "Wish") -> None:
    """Says of which document the one text is the new one."""
    from tui.flows.adding import desk_of

    snapshot, only = screen.study.snapshot, wish.batch.only
    assert snapshot is not None
    assert only is not None
    choices = [Choice(NO_DOCUMENT, "of none", ((" of none: it is a document of its own", "dim"),))]
    for key, document in sorted(snapshot.holdings.documents.items()):
        pieces = ((f" {key}", ""), (f"  {document.title}", "dim"))
        choices.append(
            Choice(key, f"{key} {document.title}", pieces, f"A {document.kind} of {document.characters} characters.")
        )
    first = 1 + sorted(snapshot.holdings.documents).index(wish.document) if wish.document else 0
    chosen = await screen.app.push_screen_wait(Chooser("It is a new text of which document?", choices, index=first))
    if not chosen:
        return
    wish.document = "" if chosen == NO_DOCUMENT else chosen
    if wish.document:
        desk = desk_of(screen)
        try:
            plan = await asyncio.to_thread(desk.plan, desk.holdings.documents[wish.document], only)
        except CatenaError as error:
            wish.document = ""
            screen.complain(error)
        else:
            wish.batch = replace(wish.batch, plans={**wish.batch.plans, plan.document.id: plan})
