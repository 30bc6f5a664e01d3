"""From a key to a change of how a document is read: parts marked as regions, layers switched, furniture confirmed or refused."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from store.acts import Act
from store.documents import Document
from store.errors import CatenaError, UsageFault
from store.holdings import Holdings
from store.rule_acts import change_region, judge_line, mark_region, switch_layer, unmark_region
from store.rules import CONFIRMED, REFUSED, REGIONS, Region
from store.writer import Done
from tui.places.place import Place
from tui.places.rule_acts import RuleActs
from tui.screens.chooser import Choice, Chooser
from tui.screens.text_rules import TextRules, Wish, rows_of

if TYPE_CHECKING:
    from tui.screens.main import MainScreen

IS = {
    "table": "Table",
    "references": "References",
    "notes": "Notes",
    "front matter": "Front matter",
    "form": "Form",
    "other": "Something else that is no running text",
}


async def mark(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Marks a range as a region of the kind that is chosen, or changes or takes off one that is there."""
    document = _document(screen, wanted.document)
    start, end = wanted.span
    choices = [
        Choice(
            f"{what} {region.id}", f"{words} {region.kind}", ((f"{words} ", "match"), (region.kind, "")), _about(region)
        )
        for region in document.rules.regions
        if region.start < end and start < region.end
        for what, words in (("unmark", "Take off"), ("switch", "Leave out" if region.searched else "Search"))
    ]
    choices += [
        Choice(f"mark {kind}", IS[kind], ((IS[kind], ""),), "It is left out of search, and stays as it is in the text.")
        for kind in REGIONS
    ]
    chosen = await screen.app.push_screen_wait(Chooser(f"What is this part of {document.id}?", choices))
    if not chosen:
        return None
    what, _, name = chosen.partition(" ")

    def make(holdings: Holdings) -> Act:
        known = _known(holdings, wanted.document)
        if what == "mark":
            return mark_region(known, start, end, name)[0]
        region = _region(known, name)
        if what == "unmark":
            return unmark_region(known, region)
        return change_region(known, region, region.kind, not region.searched)[0]

    try:
        done = await screen.study.perform(make)
    except CatenaError as error:
        screen.complain(error)
        return None
    screen.place.tagged()
    return done


def _about(region: Region) -> str:
    state = "searched all the same" if region.searched else "left out of search"
    return f"{region.kind}, {region.start} to {region.end}, {state}"


async def show(screen: "MainScreen", wanted: Place.FlowWanted) -> Done | None:
    """Shows the document's rules, and does what is wished with them until they are left; the last act that was done."""
    at = told = ""
    last: Done | None = None
    while True:
        opened = await screen.study.text_of(_document(screen, wanted.document))
        rows = await asyncio.to_thread(rows_of, opened.text, opened.document.rules)
        dialog = TextRules(
            opened.document.id, opened.text, rows, why_not_write=screen.study.read_only, at=at, told=told
        )
        wish = await screen.app.push_screen_wait(dialog)
        if wish is None:
            return last
        at = wish.row.key
        if wish.what == "go":
            places = wish.row.places
            start, end = next((place for place in places if place[0] > wanted.span[0]), places[0])
            if isinstance(screen.place, RuleActs):
                screen.place.view.reader.go_to(start, end)
            return last
        try:
            if wish.what == "undo":
                last, told = None, (await screen.study.undo()).message
            else:
                last = await screen.study.perform(partial(_act, wanted.document, wish))
                told = "saved; u undoes it"
        except CatenaError as error:
            told = error.message
        screen.renew()


def _act(document: str, wish: Wish, holdings: Holdings) -> Act:
    known, row = _known(holdings, document), wish.row
    match row.rule:
        case "layer":
            return switch_layer(known, row.name, row.state == "off")
        case "region":
            region = _region(known, row.name)
            if wish.what == "take_off":
                return unmark_region(known, region)
            return change_region(known, region, region.kind, not region.searched)[0]
        case "furniture":
            verdicts = {"confirm": CONFIRMED, "refuse": REFUSED, "take_off": ""}
            return judge_line(known, row.name, verdicts.get(wish.what, CONFIRMED if row.state == REFUSED else REFUSED))


def _document(screen: "MainScreen", wanted: str) -> Document:
    snapshot = screen.study.snapshot
    assert snapshot is not None
    return _known(snapshot.holdings, wanted)


def _known(holdings: Holdings, document: str) -> Document:
    if document not in holdings.documents:
        raise UsageFault(f"the document {document} is no longer here")
    return holdings.documents[document]


def _region(document: Document, wanted: str) -> Region:
    for region in (*document.rules.regions, *document.rules.stale):
        if region.id == wanted:
            return region
    raise UsageFault("this region was taken off meanwhile")
