"""Documents into the project from the app: which, what they are, what they would be, and then all that is new as one act.

Nothing is written before the preview was seen. What others wrote meanwhile counts: where the same files would become something
else than what was shown, nothing is written. Another text of a document that is here is an act of its own: its excerpts go along.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.acts import Act, add_case, together
from store.adding import ADDED, CHANGED, Taken, Wanted, cases_called, take_files
from store.documents import KINDS
from store.errors import CatenaError, ChangedMeanwhile, UsageFault
from store.holdings import Holdings
from store.project import real, working_folder
from store.writer import Done
from tui.places.place import Place
from tui.screens.chooser import Choice, Chooser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.attributes import Attribute
    from tui.incoming_batch import Batch, Desk
    from tui.screens.main import MainScreen

ABOUT = {
    "interview": "A talk with one person or a few, turn by turn.",
    "focus group": "A talk of several, turn by turn.",
    "field note": "What somebody saw and wrote down.",
    "meeting": "What was said in a meeting, or its minutes.",
    "literature": "Papers and books: searched, but no participants.",
    "report": "Reports and other papers of the field.",
}
NEW_ALONE, CASES, COLUMNS, DOCUMENT = "new alone", "cases", "columns", "document"
"""What can be answered to the preview besides doing it."""


@dataclass
class Wish:
    """What the reviewer said so far: the files, what they are, whose they are, and whose new text the one text is.

    The kind is asked when something is new; it is "" until then.
    """

    name: str
    batch: "Batch"
    declared: "Mapping[str, Attribute]"
    kind: str = ""
    cases: list[str] = field(default_factory=list)
    document: str = ""

    def taken(self, holdings: Holdings) -> tuple[tuple[Taken, ...], Act | None]:
        """What the texts become, and the act that adds what is new; raises UsageFault where they cannot."""
        only = self.batch.only
        if self.document and only is not None:
            document = holdings.documents.get(self.document)
            if document is None:
                raise UsageFault(f"the document {self.document} is not here any more: nothing was changed")
            return (Taken(document, CHANGED, only, only.remarks),), None
        ids, made = cases_called(holdings, self.cases)
        known = replace(holdings, cases={**holdings.cases, **{case.id: case for case in made}})
        taken, act = take_files(known, self.batch.texts, Wanted(self.kind or next(iter(ABOUT)), ids), self.declared)
        return taken, together(*map(add_case, made), act) if act is not None else None


async def add(screen: "MainScreen", _: Place.FlowWanted) -> Done | None:
    """Asks for a path and a kind, shows what would come in, and adds it; the first document that came in is opened."""
    from tui.screens.path_chooser import PathChooser

    study, snapshot = screen.study, screen.study.snapshot
    if study.read_only or snapshot is None:
        screen.tell(study.read_only)
        return None
    path = await screen.app.push_screen_wait(
        PathChooser("Add which file, or all of which folder?", _start(snapshot.project.root))
    )
    if not path:
        return None
    try:
        batch = await _read(screen, desk_of(screen), Path(path))
        if batch is None:
            return None
        return await _consider(screen, Wish(Path(path).name, batch, snapshot.project.settings.attributes))
    except CatenaError as error:
        screen.complain(error)
        return None


def desk_of(screen: "MainScreen") -> "Desk":
    """What files are held against."""
    from tui.incoming_batch import Desk

    snapshot = screen.study.snapshot
    assert snapshot is not None
    return Desk(snapshot.project, screen.study.all_holdings, screen.study.reader)


def _start(root: Path) -> Path:
    """Where files are likely to lie: where the app was started, or beside the project where that is the project itself."""
    try:
        here = real(working_folder())
    except CatenaError:
        return root.parent
    return root.parent if here == root or root in here.parents else here


async def _kind(screen: "MainScreen") -> str:
    choices = [Choice(kind, kind, ((kind, ""),), ABOUT[kind]) for kind in KINDS]
    return await screen.app.push_screen_wait(Chooser("What is it?", choices))


async def _read(screen: "MainScreen", desk: "Desk", path: Path) -> "Batch | None":
    from tui.incoming_batch import read_batch
    from tui.screens.reading_files import ReadingFiles

    came = await screen.app.push_screen_wait(ReadingFiles(partial(read_batch, desk, path)))
    if isinstance(came, CatenaError):
        raise came
    if came is None:
        screen.tell("stopped; nothing was written")
    return came


async def _consider(screen: "MainScreen", wish: Wish) -> Done | None:
    """Shows what would come in until it is taken or left."""
    from tui.flows import adding_choices
    from tui.screens.preview import TAKE

    while True:
        taken, _ = await asyncio.to_thread(wish.taken, screen.study.all_holdings)
        if not wish.kind and any(each.status == ADDED for each in taken):
            wish.kind = await _kind(screen)
            if not wish.kind:
                return None
        answer = await _ask(screen, wish, taken)
        if answer in (TAKE, NEW_ALONE):
            updated = [each for each in taken if each.status == CHANGED] if answer == TAKE else []
            return await _carry_out(screen, wish, taken, updated)
        if answer == CASES:
            await adding_choices.choose_case(screen, wish)
        elif answer == COLUMNS:
            await adding_choices.choose_columns(screen, wish)
        elif answer == DOCUMENT:
            await adding_choices.choose_document(screen, wish)
        else:
            screen.tell("nothing was written")
            return None


async def _ask(screen: "MainScreen", wish: Wish, taken: Sequence[Taken]) -> str:
    """The answer to what would come in."""
    from store.importers.sheet_columns import is_sheet
    from tui.incoming_batch import batch_lines
    from tui.screens.preview import Preview

    snapshot = screen.study.snapshot
    assert snapshot is not None
    batch = wish.batch
    new = sum(each.status == ADDED for each in taken)
    changed = sum(each.status == CHANGED for each in taken)
    counts = (
        (new, "new"),
        (changed, "changed"),
        (len(taken) - new - changed, "here"),
        (len(batch.left_out), "left out"),
    )
    said = ", ".join(f"{count} {what}" for count, what in counts if count or what != "changed")
    take = " and ".join(
        f"{verb} {count} document{'s' * (count != 1)}" for verb, count in (("Add", new), ("update", changed)) if count
    )
    others = []
    if new and changed:
        others.append((NEW_ALONE, f"Add the {new} new alone"))
    if new:
        others.append((CASES, f"Cases they belong to: {', '.join(wish.cases) or 'none'}"))
    if any(is_sheet(each) for each in (*(file.found for file in batch.files), *(each for each, _ in batch.left_out))):
        others.append((COLUMNS, "Columns of the sheet: which is what"))
    if (
        batch.only is not None
        and any(each.status in (ADDED, CHANGED) for each in taken)
        and snapshot.holdings.documents
    ):
        others.append((DOCUMENT, f"It is a new text of: {wish.document or 'no document here'}"))
    warning = f"Another text takes the place of {'what is' if changed == 1 else f'{changed} that are'} there; u takes it back."
    preview = Preview(
        [(f"{wish.name}: ", "strong"), (said, "match" if new or changed else "warn")],
        batch_lines(taken, batch, snapshot.holdings.excerpts),
        take[:1].upper() + take[1:],
        warning if changed else "",
        others,
    )
    return await screen.app.push_screen_wait(preview)


async def _carry_out(screen: "MainScreen", wish: Wish, seen: Sequence[Taken], updated: Sequence[Taken]) -> Done | None:
    new = [each.document.id for each in seen if each.status == ADDED]
    desk = desk_of(screen)
    try:
        done = await screen.study.perform(partial(_agreed, wish, seen)) if new else None
        for each in updated:
            done = await screen.study.perform(partial(_update, desk, wish.batch, each))
    finally:
        # Where one is refused, those before it came in all the same.
        screen.renew()
    await screen.on_place_document_wanted(Place.DocumentWanted([*new, *(each.document.id for each in updated)][0]))
    return done


def _agreed(wish: Wish, seen: Sequence[Taken], holdings: Holdings) -> Act:
    """The act that was seen; raises ChangedMeanwhile where it would be another one by now."""
    taken, act = wish.taken(holdings)
    if [(each.document.id, each.status) for each in taken] != [(each.document.id, each.status) for each in seen]:
        raise ChangedMeanwhile("the documents were changed meanwhile: add them once more")
    if act is None:
        raise UsageFault("all of it is here already")
    return act


def _update(desk: "Desk", batch: "Batch", seen: Taken, holdings: Holdings) -> Act:
    """The act that takes a text in, as it was seen; what it takes out of the shared files is kept before."""
    from store.private_texts import keep_privately

    now = holdings.documents.get(seen.document.id)
    if now is None or now.sha256 != seen.document.sha256:
        raise ChangedMeanwhile(f"{seen.document.id} was changed meanwhile: add its text once more")
    desk = replace(desk, holdings=holdings)
    plan = desk.plan(now, seen.incoming)
    if [each.state for each in plan.found] != [each.state for each in batch.plans[now.id].found]:
        raise ChangedMeanwhile(f"the excerpts of {now.id} were changed meanwhile: look at it once more")
    keep_privately(desk.project, plan.kept)
    return plan.act
