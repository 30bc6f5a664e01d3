"""Who speaks in an excerpt: shown as the text has it, entered or corrected by hand, and what of all that does not fit together.

Nothing is ever repaired: a conflict leads to the excerpts that say so. What is entered as the text shows it is not stored.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from store.acts import Act
from store.errors import FileFault, UsageFault
from store.excerpt_acts import attribute_excerpt, own_excerpt
from store.holdings import Holdings
from store.project import Project
from store.writer import Done
from tui.attributed import speakers
from tui.flows.excerpts import chosen_excerpt, in_short
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser
from tui.widgets.row_list import Piece

if TYPE_CHECKING:
    from themes.attribution import Conflict
    from tui.screens.main import MainScreen

USUAL = ("name", "role", "id")


async def speaker(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """A form with who speaks in an excerpt, as it was entered or else as the text shows it."""
    from themes.attribution import TEMPLATES, template_of
    from tui.screens.form import Entry, Form

    excerpt = await chosen_excerpt(screen, wanted.excerpts, "Who speaks in which excerpt?")
    snapshot = screen.study.snapshot
    document = (
        snapshot.holdings.documents.get(excerpt.document) if snapshot is not None and excerpt is not None else None
    )
    if excerpt is None or snapshot is None or document is None:
        return None
    opened = await screen.study.text_of(document)
    templates = snapshot.project.settings.attributions or TEMPLATES
    shown = speakers(opened.text, opened.passages, replace(excerpt, attribution={}), templates)
    known = excerpt.attribution or shown
    named = [field for written in templates for field in template_of(written).fields]
    fields = dict.fromkeys((*known, *USUAL, *named))
    told = ", ".join(f"{field}: {value}" for field, value in shown.items())
    about = f"{in_short(excerpt)}\n{f'The text shows {told}.' if told else 'The text names nobody here.'}"
    done: list[Done] = []

    async def save(answers: Mapping[str, str]) -> None:
        given = {field: answers[field] for field in fields if answers[field]}
        done.append(await screen.study.perform(lambda holdings: make(holdings, given, answers["why"])))

    def make(holdings: Holdings, given: Mapping[str, str], why: str) -> Act:
        mine = own_excerpt(holdings, excerpt.reviewer, excerpt.id)
        as_shown = given == dict(shown)
        if as_shown and not mine.attribution:
            raise UsageFault("that is what the text shows: nothing needs to be entered")
        return attribute_excerpt(mine, {} if as_shown else given, why)[0]

    entries = [Entry(field, field, known.get(field, "")) for field in fields]
    entries.append(Entry("why", "why", hint="the reason, for the history"))
    await screen.app.push_screen_wait(Form("Who speaks", entries, save, about=about))
    return done[-1] if done else None


async def conflicts(screen: "MainScreen", _: Place.FlowWanted) -> None:
    """Lists what does not fit together among all attributions; Enter goes to the excerpt."""
    snapshot = screen.study.snapshot
    if snapshot is None:
        return
    screen.tell("looking at who speaks in all excerpts …")
    found = await asyncio.to_thread(conflicts_among, snapshot.project, snapshot.holdings)
    if not found:
        screen.tell("who speaks fits together")
        return
    choices: list[Choice] = []
    for conflict in found:
        for excerpt in (snapshot.holdings.excerpts[each] for each in conflict.excerpts):
            pieces: list[Piece] = [(f" {excerpt.document}  ", "strong"), (conflict.sentence, "")]
            choices.append(Choice(f"{excerpt.id} {len(choices)}", conflict.sentence, pieces, in_short(excerpt)))
    heading = f"{len(found)} that do{'es' if len(found) == 1 else ''} not fit together: Enter goes there"
    taken = await screen.app.push_screen_wait(Chooser(heading, choices))
    excerpt_id = taken.partition(" ")[0]
    if excerpt_id in snapshot.holdings.excerpts:
        excerpt = snapshot.holdings.excerpts[excerpt_id]
        screen.place.want_excerpt(excerpt)


def conflicts_among(project: Project, holdings: Holdings) -> "list[Conflict]":
    """What does not fit among who speaks in all excerpts; texts that cannot be read are left out."""
    from search.passages import passages_of
    from themes.attribution import conflicts_in

    attributed: list[tuple[str, Mapping[str, str]]] = []
    for document in holdings.documents.values():
        excerpts = holdings.excerpts_of(document.id)
        try:
            text = project.read_text(document) if excerpts else ""
        except FileFault:
            continue
        passages = passages_of(text, document.rules) if excerpts else ()
        templates = project.settings.attributions
        attributed += [(each.id, speakers(text, passages, each, templates)) for each in excerpts]
    return conflicts_in(attributed)
